"""Pages of projects; each is below /o/<organisation>/projects/."""

from django.urls import path

from projects.views import evaluation, kickoff, lessons, plan, polls, projects, steps

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
]
