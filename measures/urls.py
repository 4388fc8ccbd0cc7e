"""Pages of measures; each is below /o/<organisation>/measures/."""

from django.urls import path

from measures.views import actions, measures, plans

app_name = "measures"

urlpatterns = [
    path("", plans.overview, name="overview"),
    path("plan/", plans.plan, name="plan"),
    path("plan/add/", measures.measure_add, name="measure_add"),
    path("plan/ideas/", plans.ideas, name="ideas"),
    path("plan/<uuid:unit>/", plans.plan, name="plan"),
    path("plan/<uuid:unit>/add/", measures.measure_add, name="measure_add"),
    path("plan/<uuid:unit>/ideas/", plans.ideas, name="ideas"),
    path("actions/", actions.action_list, name="action_list"),
    path("actions/<uuid:action>/", actions.action, name="action"),
    path("actions/<uuid:action>/change/", actions.action_change, name="action_change"),
    path("actions/<uuid:action>/state/", actions.action_state, name="action_state"),
    path("actions/<uuid:action>/comment/", actions.action_comment, name="action_comment"),
    path("<uuid:measure>/", measures.measure, name="measure"),
    path("<uuid:measure>/change/", measures.measure_change, name="measure_change"),
    path("<uuid:measure>/state/", measures.measure_state, name="measure_state"),
    path("<uuid:measure>/restore/", measures.measure_restore, name="measure_restore"),
    path("<uuid:measure>/comment/", measures.measure_comment, name="measure_comment"),
    path("<uuid:measure>/add/", actions.action_add, name="action_add"),
]
