"""Pages of projects; each is below /o/<organisation>/projects/."""

from django.urls import path

from projects.views import kickoff, plan, projects, proposals, steps, weighing

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
]
