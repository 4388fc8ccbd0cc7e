"""Celery's filesystem broker for a trial on one machine, made safe against readers that come too early.

kombu writes a message into its file after the file is there. A worker that looks just then takes an empty file, fails
to read it and stops for good (https://github.com/celery/kombu/issues/1551). Here a message appears whole or not at all.
"""

import os
import time
import uuid
from pathlib import Path
from queue import Empty
from typing import Any

import structlog
from kombu.transport import filesystem
from kombu.utils.json import dumps

log = structlog.get_logger()


class Channel(filesystem.Channel):
    """As kombu's; what cannot be read is passed over, and the calendar takes its work up again."""

    # kombu's two classes above this one do not agree on the name of the second argument.
    def _put(self, queue: str, payload: Any, **kwargs: Any) -> None:  # type: ignore[override]
        folder = Path(self.data_folder_out)
        name = f"{round(time.monotonic() * 1000)}_{uuid.uuid4()}.{queue}.msg"
        # No reader looks at it: it takes names that end in ".<queue>.msg".
        unfinished = folder / f"{name}.part"
        unfinished.write_text(dumps(payload))
        os.replace(unfinished, folder / name)

    def _get(self, queue: str, timeout: float | None = None) -> Any:
        try:
            return super()._get(queue)
        except ValueError as error:
            log.warning("a message could not be read", queue=queue)
            raise Empty from error

    def get_table(self, exchange: str) -> Any:
        try:
            return super().get_table(exchange)
        except ValueError:
            return []  # being written: what goes out to every worker at once may be missed


class Transport(filesystem.Transport):
    """The transport behind ``filesystem://``."""

    Channel = Channel
