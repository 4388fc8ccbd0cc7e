"""``migrate`` runs as the tables' owner: the application's own role cannot create or alter a table."""

from typing import Any

from django.core.management.commands.migrate import Command as DjangoMigrate
from django.db import connections


class Command(DjangoMigrate):
    """Django's migrate, on the connection of the owner where one is configured."""

    def handle(self, *args: Any, **options: Any) -> str | None:
        if options["database"] == "default" and "owner" in connections:
            options["database"] = "owner"
        return super().handle(*args, **options)
