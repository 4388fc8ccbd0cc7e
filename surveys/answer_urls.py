"""Employees' links; each is below /s/<organisation>/."""

from django.urls import path

from surveys.views import answer as views
from surveys.views import answer_ways as ways
from surveys.views import staff_page

app_name = "answer"

urlpatterns = [
    path("", ways.type_code, name="code"),
    path("sample/", ways.sample, name="sample"),
    path("sample/stop/", ways.sample, name="sample_stop"),
    path("sample/no-more/", ways.sample, name="sample_no_more"),
    path("thanks/", views.thanks, name="thanks"),
    path("thanks/<slug:page>/", views.thanks, name="thanks_page"),
    path("anonymity/", views.anonymity, name="anonymity"),
    path("page/<slug:token>/", staff_page.staff_page, name="staff_page"),
    path("page/<slug:token>/<uuid:note>/", staff_page.staff_note, name="staff_note"),
    path("<slug:token>/", views.survey, name="survey"),
    path("<slug:token>/stop/", views.stop, name="stop"),
    path("<slug:token>/no-more/", ways.no_more, name="no_more"),
]
