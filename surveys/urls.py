"""Pages of the survey; each is below /o/<organisation>/surveys/."""

from django.urls import path

from surveys.views import figures, mail_texts, mailings, questionnaire, reviews, waves

app_name = "surveys"

urlpatterns = [
    path("", waves.overview, name="overview"),
    path("plan/", waves.wave_plan, name="wave_plan"),
    path("waves/<uuid:wave>/", waves.wave_page, name="wave_page"),
    path("waves/<uuid:wave>/open/", waves.wave_open, name="wave_open"),
    path("waves/<uuid:wave>/close/", waves.wave_close, name="wave_close"),
    path("waves/<uuid:wave>/cancel/", waves.wave_cancel, name="wave_cancel"),
    path("waves/<uuid:wave>/letters/", mailings.letters, name="letters"),
    path("waves/<uuid:wave>/mailings/<slug:key>/send/", mailings.mailing_send, name="mailing_send"),
    path("waves/<uuid:wave>/mailings/<slug:key>/skip/", mailings.mailing_skip, name="mailing_skip"),
    path("mails/", mail_texts.mail_texts, name="mail_texts"),
    path("mails/settings/", mail_texts.mail_settings, name="mail_settings"),
    path("mails/<slug:kind>/<slug:language>/", mail_texts.mail_text, name="mail_text"),
    path("mails/<slug:kind>/<slug:language>/preview/", mail_texts.mail_preview, name="mail_preview"),
    path("mails/<slug:kind>/<slug:language>/reset/", mail_texts.mail_reset, name="mail_reset"),
    path("mails/<slug:kind>/<slug:language>/test/", mail_texts.mail_test, name="mail_test"),
    path("waves/<uuid:wave>/figures/", figures.wave_figures, name="wave_figures"),
    path("units/<uuid:publication>/", figures.unit_figures, name="unit_figures"),
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
