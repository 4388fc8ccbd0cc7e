"""Pages of the survey; each is below /o/<organisation>/surveys/."""

from django.urls import path

from surveys.views import account, figures, questionnaire, reviews, waves

app_name = "surveys"

urlpatterns = [
    path("", waves.overview, name="overview"),
    path("plan/", waves.wave_plan, name="wave_plan"),
    path("waves/<uuid:wave>/", waves.wave_page, name="wave_page"),
    path("waves/<uuid:wave>/open/", waves.wave_open, name="wave_open"),
    path("waves/<uuid:wave>/close/", waves.wave_close, name="wave_close"),
    path("waves/<uuid:wave>/cancel/", waves.wave_cancel, name="wave_cancel"),
    path("waves/<uuid:wave>/figures/", figures.wave_figures, name="wave_figures"),
    path("units/<uuid:publication>/", figures.unit_figures, name="unit_figures"),
    path("published/", account.publication_account, name="publication_account"),
    path("published/csv/", account.publication_account_csv, name="publication_account_csv"),
    path("questions/", questionnaire.questionnaire, name="questionnaire"),
    path("questions/preview/", questionnaire.preview, name="preview"),
    path("settings/", waves.survey_settings, name="settings"),
    path("reviews/", reviews.reviews, name="reviews"),
    path("reviews/<uuid:review>/", reviews.review, name="review"),
    path("reviews/<uuid:review>/action/", reviews.review_action, name="review_action"),
    path("reviews/<uuid:review>/drop/", reviews.review_drop, name="review_drop"),
    path("reviews/<uuid:review>/add/", reviews.review_add, name="review_add"),
    path("reviews/<uuid:review>/notes/", reviews.review_notes, name="review_notes"),
    path("reviews/<uuid:review>/decisions/<uuid:decision>/undo/", reviews.review_undo, name="review_undo"),
]
