from django.apps import AppConfig
from django.utils.translation import gettext_lazy as _


class ProjectsConfig(AppConfig):
    name = "projects"

    def ready(self) -> None:
        """Register permissions, the menu entry, what waits for members, and the making of the plan as PDF."""
        from projects import audit_labels, panels, permissions, tasks, today  # models are there only now
        from werkdruk.core import agenda, navigation

        permissions.register_all()
        audit_labels.register_all()
        tasks.register_all()
        agenda.register_todos(today.todos)
        agenda.register_step(today.first_project)
        agenda.register_panel(panels.running_projects)
        navigation.register(
            navigation.Entry(
                order=20,
                label=_("Projects"),
                url_name="projects:list",
                icon="route",
                needs="projects.list",
            )
        )
