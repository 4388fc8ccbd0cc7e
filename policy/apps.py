from django.apps import AppConfig
from django.utils.translation import gettext_lazy as _

from werkdruk.core import agenda, navigation


class PolicyConfig(AppConfig):
    name = "policy"

    def ready(self) -> None:
        from policy import audit_labels, emails, permissions, today  # register once all models are loaded

        permissions.register_all()
        audit_labels.register_all()
        emails.register_all()
        agenda.register_todos(today.todos)
        navigation.register(
            navigation.Entry(60, _("Policy"), "policy:policy", "scroll-text", needs="policy.view")
        )
