"""Pages of the survey; each is below /o/<organisation>/surveys/."""

from django.urls import path

from surveys.views import (
    account,
    exports,
    figures,
    guard,
    items,
    open_answers,
    proposals,
    questionnaire,
    references,
    reviews,
    waves,
)

app_name = "surveys"

urlpatterns = [
    path("", waves.overview, name="overview"),
    path("plan/", waves.wave_plan, name="wave_plan"),
    path("waves/<uuid:wave>/", waves.wave_page, name="wave_page"),
    path("waves/<uuid:wave>/open/", waves.wave_open, name="wave_open"),
    path("waves/<uuid:wave>/close/", waves.wave_close, name="wave_close"),
    path("waves/<uuid:wave>/cancel/", waves.wave_cancel, name="wave_cancel"),
    path("waves/<uuid:wave>/figures/", figures.wave_figures, name="wave_figures"),
    path(
        "waves/<uuid:wave>/figures/<str:figure>/acknowledge/",
        figures.change_acknowledge,
        name="change_acknowledge",
    ),
    path("waves/<uuid:wave>/figures/export/<str:form>/", exports.wave_export, name="wave_export"),
    path("waves/<uuid:wave>/figures/report/", exports.report_make, name="report_make"),
    path("waves/<uuid:wave>/figures/report/file/", exports.report_file, name="report_file"),
    path("units/<uuid:publication>/", figures.unit_figures, name="unit_figures"),
    path("answers/<uuid:release>/", open_answers.open_answers, name="open_answers"),
    path("answers/<uuid:release>/open/", open_answers.open_answers_open, name="open_answers_open"),
    path("answers/<uuid:release>/names/", open_answers.open_answers_names, name="open_answers_names"),
    path(
        "answers/<uuid:release>/names/<uuid:draft>/", open_answers.open_answer_edit, name="open_answer_edit"
    ),
    path("answers/<uuid:release>/ready/", open_answers.open_answers_ready, name="open_answers_ready"),
    path("answers/<uuid:release>/back/", open_answers.open_answers_take_back, name="open_answers_take_back"),
    path("published/", account.publication_account, name="publication_account"),
    path("published/csv/", account.publication_account_csv, name="publication_account_csv"),
    path("years/<uuid:block>/", figures.heat_map, name="heat_map"),
    path("years/<uuid:block>/export/<str:form>/", exports.year_export, name="year_export"),
    path("references/", references.reference_values, name="reference_values"),
    path("references/add/", references.reference_value_add, name="reference_value_add"),
    path("references/<uuid:reference>/", references.reference_value_change, name="reference_value_change"),
    path(
        "references/<uuid:reference>/remove/",
        references.reference_value_remove,
        name="reference_value_remove",
    ),
    path("questions/", questionnaire.questionnaire, name="questionnaire"),
    path("questions/preview/", questionnaire.preview, name="preview"),
    path("questions/bank/", items.items, name="items"),
    path("questions/bank/propose/", items.item_propose, name="item_propose"),
    path("questions/bank/<uuid:item>/", items.item, name="item"),
    path("questions/bank/<uuid:item>/wording/", items.item_wording, name="item_wording"),
    path("questions/bank/<uuid:item>/ask/", items.item_ask, name="item_ask"),
    path("questions/bank/<uuid:item>/retire/", items.item_retire, name="item_retire"),
    path("questions/bank/<uuid:item>/restore/", items.item_restore, name="item_restore"),
    path("questions/proposals/", proposals.proposals, name="proposals"),
    path("questions/proposals/<uuid:proposal>/", proposals.proposal, name="proposal"),
    path("questions/proposals/<uuid:proposal>/answer/", proposals.proposal_answer, name="proposal_answer"),
    path(
        "questions/proposals/<uuid:proposal>/withdraw/", proposals.proposal_withdraw, name="proposal_withdraw"
    ),
    path("staff/", guard.staff_changes, name="staff_changes"),
    path("staff/decide/", guard.staff_decide, name="staff_decide"),
    path("settings/", waves.survey_settings, name="settings"),
    path("advice/", waves.advice, name="advice"),
    path("reviews/", reviews.reviews, name="reviews"),
    path("reviews/<uuid:review>/", reviews.review, name="review"),
    path("reviews/<uuid:review>/action/", reviews.review_action, name="review_action"),
    path("reviews/<uuid:review>/drop/", reviews.review_drop, name="review_drop"),
    path("reviews/<uuid:review>/add/", reviews.review_add, name="review_add"),
    path("reviews/<uuid:review>/notes/", reviews.review_notes, name="review_notes"),
    path("reviews/<uuid:review>/decisions/<uuid:decision>/undo/", reviews.review_undo, name="review_undo"),
]
