"""A person's own account, beside allauth's pages."""

from django.urls import path

from werkdruk.accounts import views

urlpatterns = [path("", views.account_settings, name="account_settings")]
