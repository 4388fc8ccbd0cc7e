from django.apps import AppConfig
from django.utils.translation import gettext_lazy as _


class HomeConfig(AppConfig):
    name = "werkdruk.home"
    label = "home"

    def ready(self) -> None:
        from werkdruk.core import navigation  # registers once all models are loaded
        from werkdruk.organisations.audit_labels import register_labels

        register_labels({"home.demo_filled": _("Filled this organisation with the data of the demo.")})
        navigation.register(navigation.Entry(10, _("Today"), "start", "house", needs="organisations.home"))
