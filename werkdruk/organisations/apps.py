from django.apps import AppConfig


class OrganisationsConfig(AppConfig):
    name = "werkdruk.organisations"
    label = "organisations"

    def ready(self) -> None:
        from werkdruk.organisations import permissions  # registers once all models are loaded

        permissions.register_all()
