"""Pages of projects; each is below /o/<organisation>/projects/."""

from django.urls import URLPattern

app_name = "projects"

urlpatterns: list[URLPattern] = []
