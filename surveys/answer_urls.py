"""Employees' links; each is below /s/<organisation>/."""

from django.urls import path

from surveys.views import answer as views

app_name = "answer"

urlpatterns = [
    path("thanks/", views.thanks, name="thanks"),
    path("anonymity/", views.anonymity, name="anonymity"),
    path("<slug:token>/", views.survey, name="survey"),
    path("<slug:token>/stop/", views.stop, name="stop"),
]
