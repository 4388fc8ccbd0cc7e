"""The calendar of a member, read by a calendar program: below /calendar/<organisation>/."""

from django.urls import path

from projects.views import calendar

urlpatterns = [path("<str:secret>.ics", calendar.feed, name="calendar_feed")]
