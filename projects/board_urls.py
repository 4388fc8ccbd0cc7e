"""Phones at a session; each is below /b/<organisation>/."""

from django.urls import path

from projects.views import board_phone

app_name = "board"

urlpatterns = [
    path("<slug:token>/", board_phone.phone, name="phone"),
    path("<slug:token>/state/", board_phone.phone_state, name="phone_state"),
]
