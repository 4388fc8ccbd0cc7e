"""``manage.py fill_demo``: the demo's two organisations. Called by `make demo`; a second call changes nothing."""

from typing import Any

from django.core.management.base import BaseCommand, CommandError
from django.utils import translation

from werkdruk.home.demo import fill
from werkdruk.home.demo.clock import Clock


class Command(BaseCommand):
    help = "Fill the demo organisations, with a year of waves behind them. Does nothing when they are there."

    def handle(self, *args: Any, **options: Any) -> None:
        match fill.state():
            case "filled":
                self.stdout.write("De demo is al gevuld.")
            case "half":
                raise CommandError("De demo is half gevuld. Begin opnieuw met: make demo-reset")
            case _:
                with translation.override("nl"):
                    fill.fill(Clock(), self._say)

    def _say(self, text: str) -> None:
        self.stdout.write(f"  {text}")
        self.stdout.flush()
