from django.apps import AppConfig


class OrganisationsConfig(AppConfig):
    name = "werkdruk.organisations"
    label = "organisations"

    def ready(self) -> None:
        from werkdruk.organisations import checklist, permissions, tasks  # noqa: F401  register once models are loaded

        permissions.register_all()
        checklist.register_all()
