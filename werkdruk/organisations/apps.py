from django.apps import AppConfig
from django.utils.translation import gettext_lazy as _

from werkdruk.core import agenda, navigation


class OrganisationsConfig(AppConfig):
    name = "werkdruk.organisations"
    label = "organisations"

    def ready(self) -> None:
        from werkdruk.accounts import registry
        from werkdruk.organisations import (  # register once all models are loaded
            checklist,
            my_mail,
            permissions,
            tasks,
            today,
        )

        permissions.register_all()
        registry.mail_rows.append(my_mail.mail_rows)
        tasks.register_all()
        navigation.register(
            navigation.Entry(
                80, _("Organisation"), "organisations:overview", "building-2", needs="organisations.section"
            )
        )
        agenda.register_todos(today.todos)
        for step in (checklist.profile_step, checklist.staff_step, checklist.people_step):
            agenda.register_step(step)
