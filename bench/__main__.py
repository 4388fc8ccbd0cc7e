"""``python -m bench``: prints one table. ``python -m bench draw`` measures that part only; the others are web,
sending, pdf and memory."""

import gzip
import re
import statistics
import sys
import time
from collections.abc import Callable
from typing import Any

from bench.stage import Stage, memory

CLIENTS = (1, 4, 16)
SECONDS = 4.0
WARM_UP = 1.5
SIZES = (1_000, 100_000, 1_000_000)
LARGEST_DRAW = 75
MAILS = (500, 5_000)
ASSETS = re.compile(r'(?:<link rel="stylesheet"[^>]* href|<script[^>]* src|<img[^>]* src)="([^"]+)"')
URLS = re.compile(r"url\(\s*['\"]?([^)'\"]+)")
BODY = "&".join(
    [*(f"K{number:02}=4" for number in range(1, 10)), "K10=3", "V27=2", "V29=x", "V31=5", "O1=Meer+tijd"]
)


class Table:
    """Lines as they are measured: what, value, unit, and how it grew."""

    def __init__(self) -> None:
        self.line("what", "value", "unit", "growth")
        self.line("-" * 52, "-" * 10, "-" * 6, "-" * 24)

    def line(self, what: str, value: str, unit: str, growth: str = "") -> None:
        """Print one line now."""
        sys.stdout.write(f"{what:<52} {value:>10} {unit:<6} {growth}".rstrip() + "\n")
        sys.stdout.flush()


def _number(value: float) -> str:
    if value >= 100:
        return f"{value:,.0f}"
    return f"{value:.1f}" if value >= 10 else f"{value:.2f}"


def _percentile(values: list[float], share: float) -> float:
    return sorted(values)[min(int(len(values) * share), len(values) - 1)]


def web(stage: Stage, table: Table, paths: list[str], slug: str) -> None:
    """Survey page and whole answer flow at 1, 4 and 16 clients."""
    unused = iter(paths)
    looked_at = [[["GET", path, "", 200]] for path in paths[-200:]]
    # Both processes have rendered the page and have their connections before the clock runs.
    _load(stage, 16, looked_at, again=True, seconds=WARM_UP)
    first: dict[str, float] = {}

    def report(name: str, clients: int, result: dict[str, Any]) -> None:
        times = result["milliseconds"]
        rate = len(times) / result["seconds"]
        first.setdefault(name, rate)
        growth = "" if clients == 1 else f"{rate / first[name]:.2f} × the rate of 1 client"
        table.line(f"{name}, {clients} client{'s' if clients > 1 else ''}", _number(rate), "per s", growth)
        table.line("  half of them within", _number(statistics.median(times)), "ms")
        table.line("  95 % within", _number(_percentile(times, 0.95)), "ms")

    for clients in CLIENTS:
        report("survey page (GET)", clients, _load(stage, clients, looked_at, again=True))
    for clients in CLIENTS:
        flows = [
            [["GET", path, "", 200], ["POST", path, BODY, 303], ["GET", f"/s/{slug}/thanks/", "", 200]]
            for path, _ in zip(unused, range(int(450 * SECONDS)), strict=False)
        ]
        report("answering (GET, POST, thanks)", clients, _load(stage, clients, flows, again=False))


def _load(
    stage: Stage, clients: int, flows: list[Any], *, again: bool, seconds: float = SECONDS
) -> dict[str, Any]:
    order = {"port": stage.port, "clients": clients, "seconds": seconds, "flows": flows, "again": again}
    return stage.measure("load", order=order)


def page_bytes(stage: Stage, table: Table, path: str) -> None:
    """The survey page with everything that a browser loads for it, and what of it goes over the line."""
    page = stage.fetch(path)
    parts: dict[str, bytes] = {"page": page}
    for address in ASSETS.findall(page.decode()):
        parts[address] = stage.fetch(address)
        if address.endswith(".css"):
            for url in URLS.findall(parts[address].decode()):
                if not url.startswith("data:"):
                    parts[url] = stage.fetch(f"/static/css/{url}")
    total = sent = 0
    for name, content in parts.items():
        small = len(gzip.compress(content, 6))
        total += len(content)
        sent += small
        table.line(
            f"survey page: {name.rsplit('/', 1)[-1]}", _number(len(content)), "bytes", f"{small:,} compressed"
        )
    table.line(f"survey page: all {len(parts)} files", _number(total), "bytes", f"{sent:,} compressed")


def draws(stage: Stage, table: Table) -> None:
    """The draw by itself and with everything it writes."""
    found = stage.measure("draws", *map(str, SIZES))
    for part, name in (("draw", "draw, rule only"), ("proof", "roster and its digest")):
        _sizes(table, name, [(size, found[str(size)][part]) for size in SIZES])
    whole: list[tuple[int, float | None]] = []
    for size in SIZES:
        result = stage.measure("fill", str(size), seconds=LARGEST_DRAW)
        whole.append((size, result and result["seconds"]))
    _sizes(table, "draw with database", whole)


def _sizes(table: Table, name: str, values: list[tuple[int, float | None]]) -> None:
    before: tuple[int, float] | None = None
    for size, seconds in values:
        if seconds is None:
            table.line(f"{name}, {size:,} staff", "n/a", "", f"staff and draw took over {LARGEST_DRAW} s")
            continue
        growth = f"{seconds / before[1]:.1f} × for {size // before[0]} × the staff" if before else ""
        table.line(f"{name}, {size:,} staff", _number(seconds * 1000), "ms", growth)
        before = (size, seconds)


def sending(stage: Stage, table: Table) -> None:
    """Invitations to a mail server on this machine: the project's own, and one that keeps nothing."""
    found = stage.measure("sending", *map(str, MAILS), seconds=240)
    names = {"ours": "to our sink, a file each", "light": "to a sink that keeps nothing"}
    for kind, name in names.items():
        before = 0.0
        for mails in MAILS:
            rate = found[kind][str(mails)]
            growth = f"{rate / before:.2f} × the rate of {MAILS[0]:,}" if before else ""
            table.line(f"sending {mails:,} mails {name}", _number(rate), "per s", growth)
            before = before or rate


def pdf(stage: Stage, table: Table) -> None:
    """The project plan."""
    found = stage.measure("pdf")
    table.line(
        f"project plan as PDF, {found['pages']} pages", _number(found["next"] * 1000), "ms", "median of 3"
    )
    table.line("  the first one of a worker", _number(found["first"] * 1000), "ms")
    table.line("  asked from the worker until it is there", _number(found["worker"] * 1000), "ms")
    table.line("  its size", _number(found["bytes"]), "bytes")


def main(parts: list[str]) -> None:
    """Measure, and end everything that was started."""
    begun = time.monotonic()
    wanted: Callable[[str], bool] = lambda name: not parts or name in parts  # noqa: E731
    stage = Stage()
    try:
        table = Table()
        web_pid = stage.start_web()
        if wanted("web") or wanted("memory"):
            filled = stage.measure("fill", "60000")
            web(stage, table, filled["paths"], filled["slug"])
            page_bytes(stage, table, filled["paths"][-1])
        worker_pid = stage.start_worker()
        if wanted("draw"):
            draws(stage, table)
        if wanted("sending"):
            sending(stage, table)
        if wanted("pdf") or wanted("memory"):
            pdf(stage, table)
        if wanted("memory"):
            for name, pid in (("web server after the load", web_pid), ("worker after a plan", worker_pid)):
                found = memory(pid)
                table.line(
                    f"memory of the {name}", _number(found["pss"]), "MB", f"{found['processes']} processes"
                )
                table.line("  its largest process", _number(found["rss"]), "MB")
    finally:
        stage.close()
    sys.stdout.write(f"\nMeasured in {time.monotonic() - begun:.0f} s.\n")


if __name__ == "__main__":
    main(sys.argv[1:])
