"""The way in for somebody who was invited."""

from django.urls import path

from werkdruk.organisations.views.join import join

urlpatterns = [path("<slug:organisation>/<str:token>/", join, name="join")]
