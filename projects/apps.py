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
            panels,
            permissions,
            session_audit_labels,
            session_emails,
            staff_news,
            tasks,
            today,
            wave_advice,
        )
        from surveys import staff_page_parts
        from surveys.registry import ProjectStarter, start_projects_with, wave_advisors

        permissions.register_all()
        wave_advisors.append(wave_advice.deepening_insight)
        staff_page_parts.news_sources.append(staff_news.running_projects)
        start_projects_with(
            ProjectStarter(
                start=actions.start_from_review,
                take_back=actions.take_back_from_review,
                address=lambda slug, identity: reverse("projects:project", args=[slug, identity]),
            )
        )
        audit_labels.register_all()
        session_audit_labels.register_all()
        session_emails.register_all()
        tasks.register_all()
        agenda.register_todos(today.todos)
        agenda.register_step(today.first_project)
        agenda.register_panel(panels.running_projects)
        navigation.register(
            navigation.Entry(20, _("Projects"), "projects:list", "route", needs="projects.list")
        )
