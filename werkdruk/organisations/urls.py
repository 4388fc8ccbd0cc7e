"""Pages of the organisation itself; each is below /o/<organisation>/."""

from django.urls import URLPattern

app_name = "organisations"

urlpatterns: list[URLPattern] = []
