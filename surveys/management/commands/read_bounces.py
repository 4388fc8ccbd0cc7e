"""``manage.py read_bounces``: mail that came back, from standard input or from a maildir."""

import sys
from argparse import ArgumentParser
from pathlib import Path
from typing import Any

from django.core.management.base import BaseCommand, CommandError

from surveys.actions.bouncing import record_bounces
from surveys.domain.bounces import LARGEST


class Command(BaseCommand):
    help = "Reads undeliverable-mail messages: one from standard input, or all new ones of a maildir."

    def add_arguments(self, parser: ArgumentParser) -> None:
        parser.add_argument(
            "--maildir", type=Path, help="folder with new/ and cur/, as mail servers write it"
        )

    def handle(self, *args: Any, maildir: Path | None = None, **options: Any) -> None:
        if maildir is None:
            found = record_bounces(sys.stdin.buffer.read(LARGEST + 1))
            self.stdout.write(f"{found}\n")
            return
        new, read = maildir / "new", maildir / "cur"
        if not new.is_dir() or not read.is_dir():
            raise CommandError(f"{maildir} is not a maildir: it has no new/ and cur/.")
        messages = found = 0
        for path in sorted(new.iterdir()):
            with path.open("rb") as file:
                found += record_bounces(file.read(LARGEST + 1))
            # Moved when it is recorded: what a crash leaves is read again, and recorded once.
            path.rename(read / f"{path.name}:2,S")
            messages += 1
        self.stdout.write(f"{messages} messages, {found} addresses\n")
