from django.apps import AppConfig
from django.utils.translation import gettext_lazy as _

from werkdruk.core import agenda, navigation


class ProjectsConfig(AppConfig):
    name = "projects"

    def ready(self) -> None:
        from projects import (  # register once all models are loaded
            audit_labels,
            panels,
            permissions,
            staff_news,
            tasks,
            today,
        )
        from surveys import staff_page_parts

        permissions.register_all()
        staff_page_parts.news_sources.append(staff_news.running_projects)
        audit_labels.register_all()
        tasks.register_all()
        agenda.register_todos(today.todos)
        agenda.register_step(today.first_project)
        agenda.register_panel(panels.running_projects)
        navigation.register(
            navigation.Entry(20, _("Projects"), "projects:list", "route", needs="projects.list")
        )
