from django.apps import AppConfig
from django.utils.translation import gettext_lazy as _

from werkdruk.core import agenda, navigation


class SurveysConfig(AppConfig):
    name = "surveys"

    def ready(self) -> None:
        from surveys import (  # register once all models are loaded
            audit_labels,
            note_audit_labels,
            note_emails,
            panels,
            permissions,
            review_emails,
            today,
        )
        from surveys.actions import agreements, minutes, reports
        from surveys.actions.guard import held
        from surveys.actions.setup import place_everyone, reason_not_to_undo_import
        from surveys.queries.mailings import dead_addresses
        from werkdruk.organisations import registry

        permissions.register_all()
        audit_labels.register_all()
        note_audit_labels.register_all()
        note_emails.register_all()
        reports.register_all()
        agreements.register_all()
        minutes.register_all()
        review_emails.register_all()
        registry.after_staff_change(place_everyone)
        registry.after_staff_change(held)
        registry.may_undo_import.append(reason_not_to_undo_import)
        registry.dead_addresses.append(dead_addresses)
        navigation.register(
            navigation.Entry(30, _("Survey"), "surveys:overview", "chart-line", needs="surveys.overview")
        )
        navigation.register(
            navigation.Entry(
                40,
                _("Monthly review"),
                "surveys:reviews",
                "messages-square",
                needs="surveys.reviews",
                waiting=today.reviews_waiting,
            )
        )
        agenda.register_step(today.agreement_step)
        agenda.register_step(today.first_wave_step)
        agenda.register_todos(today.todos)
        agenda.register_todos(today.proposal_todos)
        agenda.register_todos(today.note_todos)
        agenda.register_panel(panels.latest_review)
        agenda.register_panel(panels.running_wave)
        agenda.register_panel(panels.own_unit_figures)
