"""Repeat every draw whose roster still exists, and check digests and sizes of the others."""

import sys
from typing import Any

from django.core.management.base import BaseCommand, CommandParser

from surveys.queries.draws import checked_draws
from werkdruk.core.tenancy import tenant_scope
from werkdruk.organisations.models import Organisation


class Command(BaseCommand):
    """Exits 1 naming each wave with what differs, 2 where there is no such organisation."""

    help = __doc__

    def add_arguments(self, parser: CommandParser) -> None:
        """The organisation's part of the address."""
        parser.add_argument("organisation")

    def handle(self, *args: Any, organisation: str, **options: Any) -> None:
        """A line for each wave, and one for each thing that differs."""
        found = Organisation.objects.filter(slug=organisation).first()
        if found is None:
            self.stderr.write(f"There is no organisation {organisation}.")
            sys.exit(2)
        faults = 0
        with tenant_scope(found.id):
            for one in checked_draws():
                way = "repeated" if one.repeated else "digest and sizes"
                outcome = "differs" if one.faults else "as stored"
                wave = one.wave
                numbers = f"{wave.invited} of {wave.roster_size} invited"
                self.stdout.write(f"{wave} {wave.state:<8}{numbers}; {way}: {outcome}")
                for fault in one.faults:
                    self.stderr.write(f"{one.wave}: {fault}")
                faults += len(one.faults)
        if faults:
            sys.exit(1)
