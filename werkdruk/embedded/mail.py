"""A real SMTP server that delivers nothing: every message becomes an .eml file in a folder.

For the trial's inbox page and for tests. File names sort by time of arrival; a file appears under its name
only when it is complete. The envelope is kept as `Return-Path` and `Delivered-To` above the message, as in a
real mailbox.

    python -m werkdruk.embedded.mail --port 1025 --folder FOLDER [--refuse PATTERN] [--delay SECONDS]
"""

import argparse
import asyncio
import contextlib
import email
import email.policy
import re
import secrets
import signal
import sys
import threading
import time
from collections.abc import Iterator
from email.message import EmailMessage
from pathlib import Path
from types import TracebackType
from typing import Self

from aiosmtpd.smtp import SMTP, Envelope, Session

SIZE_LIMIT = 20 * 1024 * 1024


class _Mailbox:
    """What the SMTP protocol calls: which recipients are taken, and where a message goes."""

    def __init__(self, folder: Path, refuse: str | None, delay: float) -> None:
        self.folder = folder
        self.refuse = re.compile(refuse) if refuse else None
        self.delay = delay

    async def handle_RCPT(
        self, server: SMTP, session: Session, envelope: Envelope, address: str, options: list[str]
    ) -> str:
        if self.refuse and self.refuse.search(address):
            return "550 5.1.1 No such mailbox"
        envelope.rcpt_tos.append(address)
        return "250 OK"

    async def handle_DATA(self, server: SMTP, session: Session, envelope: Envelope) -> str:
        if self.delay:
            await asyncio.sleep(self.delay)
        content = envelope.original_content or b""
        lines = [f"Return-Path: <{envelope.mail_from or ''}>"]
        lines += [f"Delivered-To: {address}" for address in envelope.rcpt_tos]
        name = f"{time.time_ns():020d}-{secrets.token_hex(4)}"
        half = self.folder / f".{name}.part"
        half.write_bytes("\r\n".join(lines).encode() + b"\r\n" + content)
        half.rename(self.folder / f"{name}.eml")
        return "250 OK"


class _Protocol(SMTP):
    """aiosmtpd's server, with the message read in blocks: line by line costs a millisecond per message."""

    line_length_limit = 64 * 1024

    async def smtp_DATA(self, arg: str | None) -> None:
        """Read one message (RFC 5321, 4.5.2: a leading dot is doubled) and hand it to the mailbox."""
        assert self.envelope is not None
        if arg or not self.envelope.rcpt_tos:
            await self.push("501 Syntax: DATA" if arg else "503 Error: need RCPT command")
            return
        await self.push("354 End data with <CR><LF>.<CR><LF>")
        content = bytearray(b"\r\n")
        while not content.endswith(b"\r\n.\r\n"):
            block = await self._reader.read(self.line_length_limit)
            if not block:
                return
            content += block
            if len(content) > SIZE_LIMIT:
                content = content[-5:]
                self.envelope.rcpt_tos.clear()
        if self.envelope.rcpt_tos:
            self.envelope.original_content = bytes(content).replace(b"\r\n..", b"\r\n.")[2:-3]
            await self.push(await self.event_handler.handle_DATA(self, self.session, self.envelope))
        else:
            await self.push("552 Error: Too much mail data")
        self._set_post_data_state()


class MailSink:
    """The server in a thread of this process, for tests: `with MailSink(folder) as sink`."""

    def __init__(self, folder: Path, *, port: int = 0, refuse: str | None = None, delay: float = 0.0) -> None:
        self.folder = folder
        self.port = port
        self._mailbox = _Mailbox(folder, refuse, delay)
        self._loop = asyncio.new_event_loop()
        self._thread: threading.Thread | None = None
        self._server: asyncio.Server | None = None

    def __enter__(self) -> Self:
        make_folder(self.folder)
        self._server = self._loop.run_until_complete(_listen(self._mailbox, self.port))
        self.port = self._server.sockets[0].getsockname()[1]
        self._thread = threading.Thread(target=self._loop.run_forever, name="mail-sink", daemon=True)
        self._thread.start()
        return self

    def __exit__(
        self, kind: type[BaseException] | None, error: BaseException | None, trace: TracebackType | None
    ) -> None:
        assert self._thread is not None
        asyncio.run_coroutine_threadsafe(self._close(), self._loop).result(timeout=10)
        self._loop.call_soon_threadsafe(self._loop.stop)
        self._thread.join(timeout=10)
        self._loop.close()

    async def _close(self) -> None:
        assert self._server is not None
        self._server.close()
        others = [task for task in asyncio.all_tasks() if task is not asyncio.current_task()]
        for task in others:
            task.cancel()
        await asyncio.gather(*others, return_exceptions=True)

    @property
    def url(self) -> str:
        """What to give Django as EMAIL_URL."""
        return f"smtp://127.0.0.1:{self.port}"

    def messages(self) -> list[EmailMessage]:
        """What arrived until now, oldest first."""
        return list(messages(self.folder))


def messages(folder: Path) -> Iterator[EmailMessage]:
    """The complete messages in `folder`, oldest first; lines of text end as in Python, not as on the wire."""
    for path in sorted(folder.glob("*.eml")):
        content = path.read_bytes().replace(b"\r\n", b"\n")
        yield email.message_from_bytes(content, policy=email.policy.default)


def make_folder(folder: Path) -> None:
    """The folder for messages, readable by us only: they hold personal links."""
    folder.mkdir(mode=0o700, parents=True, exist_ok=True)


async def _listen(mailbox: _Mailbox, port: int) -> asyncio.Server:
    loop = asyncio.get_running_loop()

    def connection() -> SMTP:
        return _Protocol(
            mailbox, hostname="localhost", ident="Werkdruk", data_size_limit=SIZE_LIMIT, enable_SMTPUTF8=True
        )

    return await loop.create_server(connection, "127.0.0.1", port)


async def _serve(mailbox: _Mailbox, port: int) -> None:
    server = await _listen(mailbox, port)
    stop = asyncio.Event()
    for number in (signal.SIGINT, signal.SIGTERM):
        asyncio.get_running_loop().add_signal_handler(number, stop.set)
    sys.stdout.write(f"mail sink on 127.0.0.1:{server.sockets[0].getsockname()[1]} to {mailbox.folder}\n")
    sys.stdout.flush()
    await stop.wait()
    server.close()


def main(arguments: list[str] | None = None) -> int:
    """Command line; see the module's text."""
    parser = argparse.ArgumentParser(prog="python -m werkdruk.embedded.mail", description=__doc__)
    parser.add_argument("--port", type=int, default=1025, help="0 chooses a free one")
    parser.add_argument("--folder", type=Path, required=True)
    parser.add_argument("--refuse", help="refuse recipients that match this regular expression (550)")
    parser.add_argument("--delay", type=float, default=0.0, help="seconds to wait before taking a message")
    options = parser.parse_args(arguments)
    make_folder(options.folder)
    with contextlib.suppress(KeyboardInterrupt):
        asyncio.run(_serve(_Mailbox(options.folder, options.refuse, options.delay), options.port))
    return 0


if __name__ == "__main__":
    raise SystemExit(main())
