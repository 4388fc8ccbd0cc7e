"""What staff send to projects without signing in; each is below /s/<organisation>/."""

from django.urls import path

from projects.views import early

app_name = "early"

urlpatterns = [
    path("page/<slug:token>/signal/", early.early_signal, name="signal"),
    path("page/<slug:token>/signal/sent/", early.early_sent, name="sent"),
]
