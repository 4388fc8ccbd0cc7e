"""The draw without a database. Prints JSON: by size, the median seconds of the draw and of its proof.

python -m bench.draws SIZE …
"""

import json
import statistics
import sys
import time
from datetime import date
from uuid import UUID

from surveys.domain.rotation import RosterRow, draw, roster_bytes, roster_digest

RUNS = 3


def main(sizes: list[int]) -> None:
    """Draw one twelfth of rosters of these sizes, as on a first of the month."""
    found = {}
    for size in sizes:
        roster = [
            RosterRow(UUID(int=number * 2**64 + 1), number % 12, date(2015, 1, 1)) for number in range(size)
        ]
        draws, proofs = [], []
        for run in range(RUNS):
            begun = time.perf_counter()
            invited = draw(roster, 0, date(2026, 1, 1), seed=f"{run}").invited
            drawn = time.perf_counter()
            roster_digest(roster_bytes(roster))
            draws.append(drawn - begun)
            proofs.append(time.perf_counter() - drawn)
        assert len(invited) == -(-size // 12)
        found[size] = {"draw": statistics.median(draws), "proof": statistics.median(proofs)}
    json.dump(found, sys.stdout)


if __name__ == "__main__":
    main([int(size) for size in sys.argv[1:]])
