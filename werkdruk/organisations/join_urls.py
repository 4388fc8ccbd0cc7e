"""The way in for somebody who was invited."""

from django.urls import URLPattern

urlpatterns: list[URLPattern] = []
