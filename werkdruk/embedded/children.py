"""Child processes that are started, logged, watched and stopped together with all they started themselves."""

import contextlib
import ctypes
import os
import signal
import subprocess
import sys
import time
from collections.abc import Callable, Sequence
from pathlib import Path

from werkdruk.embedded.place import CHECKOUT

PATIENCE = 10.0
PR_SET_PDEATHSIG = 1


class ChildDied(RuntimeError):
    """A process ended that should not have, or a step failed; the message ends with its last log lines."""


class Child:
    """One process with its own log file and process group.

    The group of its own keeps Ctrl-C in the terminal away from it, so that processes stop in our order.
    """

    def __init__(self, name: str, command: Sequence[str], environment: dict[str, str], folder: Path) -> None:
        self.name = name
        self.command = list(command)
        self.environment = environment
        self.log = folder / "log" / f"{name}.log"
        self.process: subprocess.Popen[bytes] | None = None
        self.finished = False
        self.asked = False

    def start(self) -> None:
        """Start it; its log begins anew."""
        with self.log.open("wb") as output:
            self.log.chmod(0o600)
            self.process = subprocess.Popen(
                self.command,
                cwd=CHECKOUT,
                env=self.environment,
                stdin=subprocess.DEVNULL,
                stdout=output,
                stderr=subprocess.STDOUT,
                start_new_session=True,
                # Safe here: the supervisor has one thread.
                preexec_fn=end_with_parent if sys.platform == "linux" else None,  # noqa: PLW1509 - one thread
            )

    def check(self) -> None:
        """Raise `ChildDied` if it has ended, except a step that was waited for."""
        if self.process is not None and not self.finished and self.process.poll() is not None:
            raise ChildDied(self._obituary())

    def wait_for_success(self, say: Callable[[str], None] | None = None) -> None:
        """Wait for a step that ends by itself; raise `ChildDied` if it failed. `say` gets each line it writes."""
        assert self.process is not None
        if say is not None:
            self._relay(say)
        if self.process.wait() != 0:
            raise ChildDied(self._obituary())
        self.finished = True

    def _relay(self, say: Callable[[str], None]) -> None:
        assert self.process is not None
        with self.log.open(encoding="utf-8", errors="replace") as lines:
            while True:
                ended = self.process.poll() is not None
                for line in lines:
                    say(f"  {line.rstrip()}")
                if ended:
                    return
                time.sleep(0.2)

    def ask_to_end(self) -> None:
        """Ask the process to end, once and without waiting: some take a second time for impatience."""
        if self.process is not None and not self.asked and self.process.poll() is None:
            self.process.send_signal(signal.SIGTERM)
            self.asked = True

    def stop(self) -> None:
        """Ask the process to end, wait, and insist on the whole group."""
        if self.process is None or self.finished:
            return
        self.ask_to_end()
        with contextlib.suppress(subprocess.TimeoutExpired):
            self.process.wait(PATIENCE)
        self._kill_group()
        self.process.wait()
        self.finished = True

    def _kill_group(self) -> None:
        assert self.process is not None
        with contextlib.suppress(ProcessLookupError, PermissionError):
            for _ in range(3):  # again, for what was being forked at the first
                os.killpg(self.process.pid, signal.SIGKILL)
                time.sleep(0.02)

    def _obituary(self) -> str:
        assert self.process is not None
        lines = self.log.read_text(errors="replace").splitlines()[-20:]
        last = "\n".join(f"  {line}" for line in lines) or "  (its log is empty)"
        return f"{self.name} ended with status {self.process.returncode}. The end of {self.log}:\n{last}"


def end_with_parent() -> None:
    """In the child, before it becomes its program: be told to end when the supervisor is killed."""
    ctypes.CDLL(None).prctl(PR_SET_PDEATHSIG, signal.SIGTERM)
