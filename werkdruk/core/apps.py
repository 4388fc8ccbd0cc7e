from django.apps import AppConfig


class CoreConfig(AppConfig):
    name = "werkdruk.core"
    label = "core"
