"""Pages of measures; each is below /o/<organisation>/measures/."""

from django.urls import URLPattern

app_name = "measures"

urlpatterns: list[URLPattern] = []
