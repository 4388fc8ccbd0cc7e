from django.apps import AppConfig


class HomeConfig(AppConfig):
    name = "werkdruk.home"
    label = "home"
