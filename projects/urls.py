"""Pages of projects; each is below /o/<organisation>/projects/."""

from django.urls import path

from projects.views import early, figure_files, hr_figures, kickoff, plan, projects, signals, steps

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
