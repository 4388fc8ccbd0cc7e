"""Pages of measures; each is below /o/<organisation>/measures/."""

from django.urls import path

from measures.views import actions, measures, offers, plans, rollout

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
    path("<uuid:measure>/rollout/", rollout.rollout, name="rollout"),
    path("<uuid:measure>/rollout/add/", rollout.wave_add, name="wave_add"),
    path("<uuid:measure>/rollout/<uuid:wave>/", rollout.wave_change, name="wave_change"),
    path("<uuid:measure>/rollout/<uuid:wave>/remove/", rollout.wave_remove, name="wave_remove"),
    path("<uuid:measure>/rollout/<uuid:wave>/begin/", rollout.wave_begin, name="wave_begin"),
    path("<uuid:measure>/rollout/<uuid:wave>/finish/", rollout.wave_finish, name="wave_finish"),
    path("<uuid:measure>/rollout/<uuid:wave>/people/", rollout.key_user_add, name="key_user_add"),
    path(
        "<uuid:measure>/rollout/<uuid:wave>/people/<uuid:key_user>/remove/",
        rollout.key_user_remove,
        name="key_user_remove",
    ),
    path("offer/", offers.offer_list, name="offer_list"),
    path("offer/add/", offers.offer_add, name="offer_add"),
    path("offer/<uuid:offer>/", offers.offer_change, name="offer_change"),
    path("offer/<uuid:offer>/end/", offers.offer_end, name="offer_end"),
    path("offer/<uuid:offer>/restore/", offers.offer_restore, name="offer_restore"),
    path("offer/<uuid:offer>/days/", offers.offer_date_add, name="offer_date_add"),
    path("offer/<uuid:offer>/days/<uuid:day>/remove/", offers.offer_date_remove, name="offer_date_remove"),
]
