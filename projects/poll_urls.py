"""The link of a short poll; below /p/<organisation>/."""

from django.urls import path

from projects.views import poll_answer

app_name = "poll"

urlpatterns = [
    path("thanks/", poll_answer.thanks, name="thanks"),
    path("<slug:token>/", poll_answer.poll, name="poll"),
]
