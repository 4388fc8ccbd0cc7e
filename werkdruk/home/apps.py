from django.apps import AppConfig
from django.utils.translation import gettext_lazy as _


class HomeConfig(AppConfig):
    name = "werkdruk.home"
    label = "home"

    def ready(self) -> None:
        from werkdruk.core import navigation  # registers once all models are loaded

        navigation.register(navigation.Entry(10, _("Today"), "start", "house", needs="organisations.home"))
