"""`actionplan returns`: who has answered for a review period, and a reminder for whoever has not."""

from __future__ import annotations

# As in `cli.app`: each is in a module returns_<name>.
COMMANDS: tuple[tuple[str, str], ...] = (
    ("status", "Who has answered for a review period, who has not, and what is missing"),
    ("remind", "A draft for each partner that has not answered; nothing is sent"),
)


def command() -> None:
    """Who has answered for a review period, and a reminder for whoever has not."""
