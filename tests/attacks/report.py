"""What the attacks found, for the end of a test run."""

FOUND: list[str] = []


def tell(line: str) -> None:
    """Print a line, and keep it for the summary of the run."""
    print(line)
    FOUND.append(line)
