"""`actionplan review`: the meeting on a period, what it saw, and what it decided."""

from __future__ import annotations

# As in `cli.app`: each is in a module review_<name>.
COMMANDS: tuple[tuple[str, str], ...] = (
    ("close", "Close the review of a period: keep what the board saw, so that it cannot change unseen"),
    ("decide", "Record what a closed review decided"),
    ("action", "Record an action of a closed review, or that one is done"),
    ("check", "Find what was restated since a review was closed"),
    ("show", "What a closed review saw, decided and asked for"),
    ("list", "The reviews that were closed"),
)


def command() -> None:
    """Close a review, record what it decided, and find what was restated since."""
