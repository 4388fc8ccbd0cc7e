"""Pages of projects; each is below /o/<organisation>/projects/."""

from django.urls import path

from projects.views import calendar, involving, kickoff, light, plan, projects, rounds, steps

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
]
