from django.apps import AppConfig
from django.utils.translation import gettext_lazy as _

from werkdruk.core import agenda, navigation


class MeasuresConfig(AppConfig):
    name = "measures"

    def ready(self) -> None:
        from measures import audit_labels, panels, permissions, today  # register once all models are loaded

        permissions.register_all()
        audit_labels.register_all()
        navigation.register(
            navigation.Entry(
                50,
                _("Measures"),
                "measures:overview",
                "list-checks",
                needs="measures.overview",
                waiting=today.waiting,
            )
        )
        agenda.register_todos(today.todos)
        agenda.register_panel(panels.own_plans)
