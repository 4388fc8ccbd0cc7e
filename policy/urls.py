"""Pages of policy; each is below /o/<organisation>/policy/."""

from django.urls import URLPattern

app_name = "policy"

urlpatterns: list[URLPattern] = []
