"""The attackers' figures, shown at the end of a run also when nothing failed."""

from typing import Any

from tests.attacks.report import FOUND


def pytest_terminal_summary(terminalreporter: Any) -> None:
    """What was attacked, and with what success."""
    lines = [
        line
        for report in terminalreporter.getreports("passed")
        if "tests/attacks/" in report.nodeid
        for name, text in report.sections
        if name == "Captured stdout call"
        for line in text.splitlines()
        if line.startswith(("linkage:", "disclosure:"))
    ]
    if lines or FOUND:
        terminalreporter.section("attacks")
        for line in dict.fromkeys([*lines, *FOUND]):
            terminalreporter.write_line(line)
