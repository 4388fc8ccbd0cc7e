"""Pages of projects; each is below /o/<organisation>/projects/."""

from django.urls import path

from projects.views import (
    calendar,
    early,
    evaluation,
    figure_files,
    hr_figures,
    involving,
    kickoff,
    lessons,
    light,
    meeting,
    news,
    papers,
    plan,
    polls,
    projects,
    proposals,
    rounds,
    screen,
    signals,
    steps,
    weighing,
)

app_name = "projects"

urlpatterns = [
    path("", projects.project_list, name="list"),
    path("new/", projects.project_new, name="new"),
    path("<uuid:project>/", projects.project, name="project"),
    path("<uuid:project>/change/", projects.project_change, name="change"),
    path("<uuid:project>/close/", projects.project_close, name="close"),
    path("<uuid:project>/contacts/<uuid:unit>/", projects.contact, name="contact"),
    path("<uuid:project>/steps/<int:step>/", steps.step, name="step"),
    path("<uuid:project>/steps/<int:step>/begin/", steps.step_begin, name="step_begin"),
    path("<uuid:project>/steps/<int:step>/finish/", steps.step_finish, name="step_finish"),
    path("<uuid:project>/steps/<int:step>/skip/", steps.step_skip, name="step_skip"),
    path("<uuid:project>/steps/<int:step>/reopen/", steps.step_reopen, name="step_reopen"),
    path("<uuid:project>/kickoff/", kickoff.kickoff, name="kickoff"),
    path("<uuid:project>/kickoff/<slug:item>/", kickoff.kickoff_item, name="kickoff_item"),
    path("<uuid:project>/kickoff/<slug:item>/done/", kickoff.kickoff_item_done, name="kickoff_item_done"),
    path(
        "<uuid:project>/kickoff/<slug:item>/reopen/", kickoff.kickoff_item_reopen, name="kickoff_item_reopen"
    ),
    path("<uuid:project>/kickoff/<slug:item>/waive/", kickoff.kickoff_item_waive, name="kickoff_item_waive"),
    path("<uuid:project>/positions/<slug:party>/", kickoff.stand, name="stand"),
    path("<uuid:project>/plan/", plan.plan, name="plan"),
    path("<uuid:project>/plan/goals/new/", plan.goal_add, name="goal_add"),
    path("<uuid:project>/plan/goals/<uuid:goal>/", plan.goal_change, name="goal_change"),
    path("<uuid:project>/plan/goals/<uuid:goal>/remove/", plan.goal_remove, name="goal_remove"),
    path("<uuid:project>/plan/measures/new/", plan.measure_add, name="measure_add"),
    path("<uuid:project>/plan/measures/choose/", plan.measure_link, name="measure_link"),
    path("<uuid:project>/plan/measures/<uuid:measure>/remove/", plan.measure_unlink, name="measure_unlink"),
    path("<uuid:project>/plan/documents/make/", plan.plan_make, name="plan_make"),
    path("<uuid:project>/plan/documents/progress/", plan.plan_progress, name="plan_progress"),
    path("<uuid:project>/plan/documents/<int:number>/", plan.plan_document, name="plan_document"),
    # rounds, how staff took part, dates
    path("new/small/", light.light_new, name="light_new"),
    path("calendar/", calendar.calendar, name="calendar"),
    path("calendar/stop/", calendar.calendar_stop, name="calendar_stop"),
    path("<uuid:project>/steps/<int:step>/involved/new/", involving.involvement_add, name="involvement_add"),
    path(
        "<uuid:project>/involved/<uuid:involvement>/", involving.involvement_change, name="involvement_change"
    ),
    path(
        "<uuid:project>/involved/<uuid:involvement>/remove/",
        involving.involvement_remove,
        name="involvement_remove",
    ),
    path("<uuid:project>/rounds/new/", rounds.round_new, name="round_new"),
    path("<uuid:project>/rounds/<int:number>/", rounds.round, name="round"),
    path("<uuid:project>/dates/", rounds.dates, name="dates"),
    path("<uuid:project>/timeline/", rounds.timeline, name="timeline"),
    # The kick-off as a meeting
    path("<uuid:project>/meeting/", meeting.meeting, name="meeting"),
    path("<uuid:project>/meeting/plan/", meeting.meeting_plan, name="meeting_plan"),
    path("<uuid:project>/meeting/calendar/", meeting.meeting_calendar, name="meeting_calendar"),
    path("<uuid:project>/meeting/people/new/", meeting.participant_add, name="participant_add"),
    path(
        "<uuid:project>/meeting/people/<uuid:participant>/remove/",
        meeting.participant_remove,
        name="participant_remove",
    ),
    path("<uuid:project>/meeting/invite/", meeting.meeting_invite, name="meeting_invite"),
    path("<uuid:project>/meeting/present/", meeting.meeting_present, name="meeting_present"),
    path("<uuid:project>/meeting/minutes/", meeting.meeting_minutes, name="meeting_minutes"),
    path("<uuid:project>/meeting/actions/new/", screen.kickoff_action_add, name="kickoff_action_add"),
    path("<uuid:project>/meeting/screen/", screen.meeting_screen, name="meeting_screen"),
    path("<uuid:project>/meeting/screen/changes/", screen.screen_changes, name="screen_changes"),
    # News, and what management says
    path("<uuid:project>/news/", news.news, name="news"),
    path("<uuid:project>/news/new/", news.news_add, name="news_add"),
    path("<uuid:project>/news/<uuid:news>/", news.news_change, name="news_change"),
    path("<uuid:project>/news/<uuid:news>/publish/", news.news_publish, name="news_publish"),
    path("<uuid:project>/news/<uuid:news>/withdraw/", news.news_withdraw, name="news_withdraw"),
    path("<uuid:project>/statement/", news.statement, name="statement"),
    path("<uuid:project>/statement/withdraw/", news.statement_withdraw, name="statement_withdraw"),
    # Papers
    path("<uuid:project>/papers/", papers.papers, name="papers"),
    path("<uuid:project>/papers/make/", papers.paper_make, name="paper_make"),
    path("<uuid:project>/papers/progress/", papers.papers_progress, name="papers_progress"),
    path("<uuid:project>/papers/<slug:kind>/<int:number>/", papers.paper, name="paper"),
    path("annex/", papers.annex, name="annex"),
    path("annex/make/", papers.annex_make, name="annex_make"),
    path("annex/progress/", papers.annex_progress, name="annex_progress"),
    path("annex/<int:number>/", papers.annex_paper, name="annex_paper"),
    # Step 5: the evaluation, its short poll, and the lessons of all projects.
    path("lessons/", lessons.lesson_list, name="lesson_list"),
    path("<uuid:project>/evaluation/", evaluation.evaluation, name="evaluation"),
    path("<uuid:project>/evaluation/short/", evaluation.evaluation_short, name="evaluation_short"),
    path("<uuid:project>/evaluation/verdict/", evaluation.verdict, name="verdict"),
    path(
        "<uuid:project>/evaluation/measures/<uuid:measure>/",
        evaluation.measure_evaluation,
        name="measure_evaluation",
    ),
    path(
        "<uuid:project>/evaluation/measures/<uuid:measure>/end/", evaluation.measure_end, name="measure_end"
    ),
    path("<uuid:project>/evaluation/reported/", evaluation.reported, name="reported"),
    path("<uuid:project>/evaluation/poll/new/", polls.poll_open, name="poll_open"),
    path("<uuid:project>/evaluation/poll/<uuid:poll>/", polls.poll, name="poll"),
    path("<uuid:project>/evaluation/poll/<uuid:poll>/close/", polls.poll_close, name="poll_close"),
    # Step 3: measures put forward, weighed and chosen.
    path("<uuid:project>/proposals/", proposals.proposals, name="proposals"),
    path("<uuid:project>/proposals/new/", proposals.proposal_add, name="proposal_add"),
    path("<uuid:project>/proposals/ideas/", proposals.proposal_ideas, name="proposal_ideas"),
    path("<uuid:project>/proposals/elsewhere/", proposals.proposal_elsewhere, name="proposal_elsewhere"),
    path("<uuid:project>/proposals/<uuid:proposal>/", proposals.proposal, name="proposal"),
    path(
        "<uuid:project>/proposals/<uuid:proposal>/change/", proposals.proposal_change, name="proposal_change"
    ),
    path(
        "<uuid:project>/proposals/<uuid:proposal>/remove/", proposals.proposal_remove, name="proposal_remove"
    ),
    path("<uuid:project>/proposals/<uuid:proposal>/weigh/", weighing.proposal_weigh, name="proposal_weigh"),
    path(
        "<uuid:project>/proposals/<uuid:proposal>/decide/", weighing.proposal_decide, name="proposal_decide"
    ),
    path(
        "<uuid:project>/proposals/<uuid:proposal>/choose/", weighing.proposal_choose, name="proposal_choose"
    ),
    path("<uuid:project>/proposals/<uuid:proposal>/later/", proposals.proposal_later, name="proposal_later"),
    path("<uuid:project>/proposals/<uuid:proposal>/back/", proposals.proposal_back, name="proposal_back"),
    path(
        "<uuid:project>/plan/measures/<uuid:measure>/tackles/",
        weighing.measure_tackles,
        name="measure_tackles",
    ),
    path("<uuid:project>/weighing/begin/", weighing.weighing_begin, name="weighing_begin"),
    path("<uuid:project>/weighing/<uuid:session>/", weighing.weighing_screen, name="weighing_screen"),
    path("<uuid:project>/weighing/<uuid:session>/open/", weighing.weighing_open, name="weighing_open"),
    path(
        "<uuid:project>/weighing/<uuid:session>/progress/",
        weighing.weighing_progress,
        name="weighing_progress",
    ),
    path("<uuid:project>/weighing/<uuid:session>/close/", weighing.weighing_close, name="weighing_close"),
    # Step 1: figures of HR and early signals of the organisation, signals of a project.
    path("figures/", hr_figures.hr_figures, name="hr_figures"),
    path("figures/new/", hr_figures.hr_figure_add, name="hr_figure_add"),
    path("figures/files/", figure_files.figure_file_list, name="figure_file_list"),
    path("figures/files/template/", figure_files.figure_file_template, name="figure_file_template"),
    path("figures/files/<uuid:figure_import>/", figure_files.figure_file_match, name="figure_file_match"),
    path(
        "figures/files/<uuid:figure_import>/preview/",
        figure_files.figure_file_preview,
        name="figure_file_preview",
    ),
    path("figures/files/<uuid:figure_import>/undo/", figure_files.figure_file_undo, name="figure_file_undo"),
    path(
        "figures/files/<uuid:figure_import>/discard/",
        figure_files.figure_file_discard,
        name="figure_file_discard",
    ),
    path("figures/references/", hr_figures.reference_list, name="reference_list"),
    path("figures/references/new/", hr_figures.reference_add, name="reference_add"),
    path("figures/references/<uuid:reference>/", hr_figures.reference_change, name="reference_change"),
    path("figures/references/<uuid:reference>/remove/", hr_figures.reference_remove, name="reference_remove"),
    path("figures/<uuid:figure>/", hr_figures.hr_figure_change, name="hr_figure_change"),
    path("figures/<uuid:figure>/remove/", hr_figures.hr_figure_remove, name="hr_figure_remove"),
    path("early/", early.early_list, name="early_list"),
    path("early/<uuid:early>/", early.early_handle, name="early_handle"),
    path("<uuid:project>/signals/", signals.signal_list, name="signal_list"),
    path("<uuid:project>/signals/new/", signals.signal_add, name="signal_add"),
    path("<uuid:project>/signals/from-survey/", signals.signal_from_wave, name="signal_from_wave"),
    path("<uuid:project>/signals/from-figures/", signals.signal_from_figure, name="signal_from_figure"),
    path("<uuid:project>/signals/<uuid:signal>/", signals.signal_change, name="signal_change"),
    path("<uuid:project>/signals/<uuid:signal>/remove/", signals.signal_remove, name="signal_remove"),
]
