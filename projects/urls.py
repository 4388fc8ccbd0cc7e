"""Pages of projects; each is below /o/<organisation>/projects/."""

from django.urls import path

from projects.views import board, causes, kickoff, plan, projects, sessions, steps

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
    # Step 2: sessions, the board, causes and the map.
    path("<uuid:project>/sessions/new/", sessions.session_plan, name="session_plan"),
    path("<uuid:project>/sessions/<uuid:session>/", sessions.session, name="session"),
    path("<uuid:project>/sessions/<uuid:session>/change/", sessions.session_change, name="session_change"),
    path("<uuid:project>/sessions/<uuid:session>/cancel/", sessions.session_cancel, name="session_cancel"),
    path("<uuid:project>/sessions/<uuid:session>/invite/", sessions.session_invite, name="session_invite"),
    path("<uuid:project>/sessions/<uuid:session>/poster/", sessions.session_poster, name="session_poster"),
    path("<uuid:project>/sessions/<uuid:session>/calendar/", sessions.session_file, name="session_file"),
    path("<uuid:project>/sessions/<uuid:session>/script/new/", sessions.part_add, name="part_add"),
    path(
        "<uuid:project>/sessions/<uuid:session>/script/<uuid:part>/", sessions.part_change, name="part_change"
    ),
    path(
        "<uuid:project>/sessions/<uuid:session>/script/<uuid:part>/move/",
        sessions.part_move,
        name="part_move",
    ),
    path(
        "<uuid:project>/sessions/<uuid:session>/script/<uuid:part>/remove/",
        sessions.part_remove,
        name="part_remove",
    ),
    path("<uuid:project>/sessions/<uuid:session>/end/", sessions.session_end, name="session_end"),
    path("<uuid:project>/sessions/<uuid:session>/export/", sessions.session_export, name="session_export"),
    path("<uuid:project>/sessions/<uuid:session>/begin/", board.session_begin, name="session_begin"),
    path("<uuid:project>/sessions/<uuid:session>/board/", board.session_board, name="session_board"),
    path(
        "<uuid:project>/sessions/<uuid:session>/board/changes/",
        board.session_board_changes,
        name="session_board_changes",
    ),
    path("<uuid:project>/sessions/<uuid:session>/board/phase/", board.session_phase, name="session_phase"),
    path("<uuid:project>/sessions/<uuid:session>/board/clusters/", board.cluster_add, name="cluster_add"),
    path(
        "<uuid:project>/sessions/<uuid:session>/board/clusters/<uuid:cluster>/",
        board.cluster_change,
        name="cluster_change",
    ),
    path("<uuid:project>/sessions/<uuid:session>/board/cards/", board.cards_change, name="cards_change"),
    path("<uuid:project>/sessions/<uuid:session>/quick-fix/", board.quick_fix_add, name="quick_fix_add"),
    path("<uuid:project>/causes/", causes.cause_list, name="cause_list"),
    path("<uuid:project>/causes/new/", causes.cause_add, name="cause_add"),
    path("<uuid:project>/causes/map/", causes.cause_map, name="cause_map"),
    path("<uuid:project>/causes/map/change/", causes.cause_map_change, name="cause_map_change"),
    path("<uuid:project>/causes/<uuid:cause>/", causes.cause_change, name="cause_change"),
    path("<uuid:project>/causes/<uuid:cause>/remove/", causes.cause_remove, name="cause_remove"),
]
