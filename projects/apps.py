from django.apps import AppConfig
from django.urls import reverse
from django.utils.translation import gettext_lazy as _

from werkdruk.core import agenda, navigation


class ProjectsConfig(AppConfig):
    name = "projects"

    def ready(self) -> None:
        from projects import (  # register once all models are loaded
            actions,
            audit_labels,
            emails,
            evaluation_audit_labels,
            evaluation_emails,
            panels,
            permissions,
            permissions_weighing,
            session_audit_labels,
            session_emails,
            signal_audit_labels,
            signal_permissions,
            signal_today,
            staff_news,
            tasks,
            today,
            wave_advice,
            weighing_audit_labels,
        )
        from projects.queries.polls import poll_offences
        from surveys import staff_page_parts
        from surveys.registry import ProjectStarter, publication_checks, start_projects_with, wave_advisors

        permissions.register_all()
        publication_checks.append(poll_offences)
        permissions_weighing.register_all()
        signal_permissions.register_all()
        wave_advisors.append(wave_advice.deepening_insight)
        staff_page_parts.news_sources.append(staff_news.running_projects)
        staff_page_parts.ways_on.append(staff_news.early_signal)
        start_projects_with(
            ProjectStarter(
                start=actions.start_from_review,
                take_back=actions.take_back_from_review,
                address=lambda slug, identity: reverse("projects:project", args=[slug, identity]),
            )
        )
        audit_labels.register_all()
        evaluation_audit_labels.register_all()
        evaluation_emails.register_all()
        weighing_audit_labels.register_all()
        signal_audit_labels.register_all()
        session_audit_labels.register_all()
        session_emails.register_all()
        tasks.register_all()
        emails.register_all()
        agenda.register_todos(today.todos)
        agenda.register_todos(signal_today.todos)
        agenda.register_step(today.first_project)
        agenda.register_panel(panels.running_projects)
        navigation.register(
            navigation.Entry(20, _("Projects"), "projects:list", "route", needs="projects.list")
        )
