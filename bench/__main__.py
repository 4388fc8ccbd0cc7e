"""``python -m bench``: prints one table. ``python -m bench draw`` measures that part only; so do other names."""

import gzip
import re
import statistics
import sys
import time
from collections.abc import Callable
from typing import Any

from bench.stage import FOLDER, Stage, memory

CLIENTS = (1, 4, 16)
SECONDS = 4.0
WARM_UP = 1.5
# A twelfth of them has a link: enough for every flow of every number of clients.
STAFF = 120_000
MOST_FLOWS = 800
# What the product has to do on two cores that it shares with the load generator.
PAGES_PER_SECOND, PAGE_MS, PAGE_CLIENTS = 1000, 10, 4
FLOWS_PER_SECOND, FLOW_CLIENTS = 300, 16
SIZES = (1_000, 100_000, 1_000_000)
LARGEST_DRAW = 75
CLOSINGS = (1_000, 10_000, 100_000)
LARGEST_FILL = 400
# Requests of each kind whose cost is counted.
COUNTED = 21
PAGE = "survey page (GET)"
FLOW = "answering (GET, POST, thanks)"
MAILS = (500, 5_000)
# Phones, cards each, phones that lose the network; for how long, within how long all is written, and the target.
BOARD, BOARD_OFFLINE, BOARD_SECONDS, BOARD_MS = (60, 10, 3), 20, 40, 1000
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

    def target(self, what: str, value: float, wanted: float, unit: str, *, at_most: bool = False) -> None:
        """Print whether a target is met."""
        met = value <= wanted if at_most else value >= wanted
        word = "at most" if at_most else "at least"
        self.line(
            f"target: {what}", _number(value), unit, f"{'met' if met else 'NOT MET'}: {word} {wanted:,}"
        )


def _number(value: float) -> str:
    if value >= 100:
        return f"{value:,.0f}"
    return f"{value:.1f}" if value >= 10 else f"{value:.2f}"


def _percentile(values: list[float], share: float) -> float:
    return sorted(values)[min(int(len(values) * share), len(values) - 1)]


def web(stage: Stage, table: Table, paths: list[str], slug: str) -> None:
    """Survey page and whole answer flow at 1, 4 and 16 clients, and whether the targets are met."""
    costs(stage, table, paths, slug)
    unused = iter(paths[COUNTED:])
    looked_at = [[["GET", path, "", 200]] for path in paths[-200:]]
    # Both processes have rendered the page and have their connections before the clock runs.
    _load(stage, 16, looked_at, again=True, seconds=WARM_UP)
    first: dict[str, float] = {}
    rates: dict[tuple[str, int], tuple[float, float]] = {}

    def report(name: str, clients: int, result: dict[str, Any]) -> None:
        times = result["milliseconds"]
        rate = len(times) / result["seconds"]
        first.setdefault(name, rate)
        rates[name, clients] = rate, _percentile(times, 0.95)
        growth = "" if clients == 1 else f"{rate / first[name]:.2f} × the rate of 1 client"
        table.line(f"{name}, {clients} client{'s' if clients > 1 else ''}", _number(rate), "per s", growth)
        table.line("  half of them within", _number(statistics.median(times)), "ms")
        table.line("  95 % within", _number(_percentile(times, 0.95)), "ms")

    for clients in CLIENTS:
        report(PAGE, clients, _load(stage, clients, looked_at, again=True))
    for clients in CLIENTS:
        flows = [
            [["GET", path, "", 200], ["POST", path, BODY, 303], ["GET", f"/s/{slug}/thanks/", "", 200]]
            for path, _ in zip(unused, range(int(MOST_FLOWS * SECONDS)), strict=False)
        ]
        report(FLOW, clients, _load(stage, clients, flows, again=False))
    rate, slowest = rates[PAGE, PAGE_CLIENTS]
    table.target(f"{PAGE} at {PAGE_CLIENTS} clients", rate, PAGES_PER_SECOND, "per s")
    table.target(f"  95 % within, at {PAGE_CLIENTS} clients", slowest, PAGE_MS, "ms", at_most=True)
    rate, _ = rates[FLOW, FLOW_CLIENTS]
    table.target(f"{FLOW} at {FLOW_CLIENTS} clients", rate, FLOWS_PER_SECOND, "per s")


def costs(stage: Stage, table: Table, paths: list[str], slug: str) -> None:
    """Function calls and trips to the database of each request: the same on a busy machine."""
    spent = paths[:COUNTED]
    order = {
        "host": "localhost",
        "requests": {
            "survey page": [["GET", path, ""] for path in spent],
            "storing an answer": [["POST", path, BODY] for path in spent],
            "thank-you page": [["GET", f"/s/{slug}/thanks/", ""]] * COUNTED,
            "a wrong link": [["GET", f"/s/{slug}/{number:032}/", ""] for number in range(COUNTED)],
        },
    }
    log = FOLDER / "postgres" / "server.log"
    for name, found in stage.measure("calls", str(log), order=order).items():
        trips = f"{_number(found['trips'])} trips to the database"
        table.line(f"{name}: function calls", _number(found["calls"]), "", trips)


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


def closing(stage: Stage, table: Table) -> None:
    """Counting a wave, destroying its ballots and key, and opening its figures."""
    values: list[tuple[int, float | None]] = []
    for answers in CLOSINGS:
        filled = stage.measure("ballots", str(answers), seconds=LARGEST_FILL)
        if filled is None:
            table.line(f"closing, {answers:,} answers", "n/a", "", f"making them took over {LARGEST_FILL} s")
            continue
        found = stage.measure("closing", filled["organisation"], filled["wave"], seconds=LARGEST_FILL)
        before = values[-1] if values else None
        values.append((answers, found["seconds"]))
        growth = f"{found['seconds'] / (before[1] or 1):.1f} × for {answers // before[0]} ×" if before else ""
        table.line(f"closing, {answers:,} answers", _number(found["seconds"] * 1000), "ms", growth)
        table.line("  memory at the most", _number(found["megabytes"]), "MB")


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


def history(stage: Stage, table: Table) -> None:
    """The figures page, with one wave and with ten years of them."""
    found = stage.measure("history", str(stage.port), seconds=300)
    before = 0.0
    for waves, times in found.items():
        middle = statistics.median(times)
        growth = f"{middle / before:.2f} × for {waves} × the waves" if before else ""
        table.line(
            f"figures page, {waves} wave{'s' if int(waves) > 1 else ''}", _number(middle), "ms", growth
        )
        table.line("  95 % within", _number(_percentile(times, 0.95)), "ms")
        before = middle


def pdf(stage: Stage, table: Table) -> None:
    """The project plan."""
    found = stage.measure("pdf")
    table.line(
        f"project plan as PDF, {found['pages']} pages", _number(found["next"] * 1000), "ms", "median of 3"
    )
    table.line("  the first one of a worker", _number(found["first"] * 1000), "ms")
    table.line("  asked from the worker until it is there", _number(found["worker"] * 1000), "ms")
    table.line("  its size", _number(found["bytes"]), "bytes")


def alarms(stage: Stage, table: Table) -> None:
    """False alarms of both alarms together, and how a real drop is noticed."""
    for one in stage.measure("alarms"):
        every = "" if one["months_apart"] == 1 else f", every {one['months_apart']} months"
        waves = "" if one["waves"] == 1 else f", {one['waves']} waves a block"
        table.line(
            f"false alarms, {one['staff']:,} staff{every}{waves}",
            _number(100 * one["false_alarms"]),
            "% a y",
            f"{one['runs']} simulated",
        )
        median = one["median_months"]
        table.line(
            "  a drop of 8 points noticed in six months", _number(100 * one["noticed_in_half_a_year"]), "%"
        )
        table.line("  half of the drops noticed after", "> 24" if median is None else str(median), "months")


def board(stage: Stage, table: Table) -> None:
    """Sixty phones at a session write ten cards each while three of them are without a network for 20 s."""
    phones, cards, offline = BOARD
    order = [str(one) for one in (stage.port, phones, cards, offline, BOARD_OFFLINE, BOARD_SECONDS)]
    found = stage.measure("board", *order, seconds=300)
    delays = [1000 * one for one in found["delays"]]
    same = "each once" if found["same"] and not found["problems"] else f"NOT EXACT: {found['problems']}"
    table.line(
        f"session board, {phones} phones: cards on the board", str(found["on_the_board"]), "cards", same
    )
    table.line("  acknowledged", str(found["acknowledged"]), "cards", f"{found['sent_again']} sent again")
    table.line("  half shown within", _number(statistics.median(delays)), "ms", "from sending")
    table.line("  95 % shown within", _number(_percentile(delays, 0.95)), "ms")
    table.line("  the last shown within", _number(delays[-1]), "ms")
    table.target("  95 % from send to shown", _percentile(delays, 0.95), BOARD_MS, "ms", at_most=True)


def main(parts: list[str]) -> None:
    """Measure, and end everything that was started."""
    begun = time.monotonic()
    wanted: Callable[[str], bool] = lambda name: not parts or name in parts  # noqa: E731
    stage = Stage()
    try:
        table = Table()
        web_pid = stage.start_web()
        if wanted("web") or wanted("memory"):
            filled = stage.measure("fill", str(STAFF))
            web(stage, table, filled["paths"], filled["slug"])
            page_bytes(stage, table, filled["paths"][-1])
        worker_pid = stage.start_worker()
        if wanted("draw"):
            draws(stage, table)
        if wanted("closing"):
            closing(stage, table)
        if wanted("history"):
            history(stage, table)
        if wanted("alarms"):
            alarms(stage, table)
        if wanted("sending"):
            sending(stage, table)
        if wanted("board"):
            board(stage, table)
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
