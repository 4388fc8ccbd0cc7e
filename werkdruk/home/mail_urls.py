"""The demo's inbox."""

from django.urls import path

from werkdruk.home import mail_views

urlpatterns = [
    path("", mail_views.inbox, name="demo_mail"),
    path("<str:name>/", mail_views.message, name="demo_mail_message"),
]
