"""Pages of surveys; each is below /o/<organisation>/surveys/."""

from django.urls import URLPattern

app_name = "surveys"

urlpatterns: list[URLPattern] = []
