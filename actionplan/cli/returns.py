"""`actionplan returns`: forms for partners out and in, who has answered, and a reminder for whoever has not."""

from __future__ import annotations

# As in `cli.app`: each is in a module returns_<name>.
COMMANDS: tuple[tuple[str, str], ...] = (
    ("status", "Who has answered for a review period, who has not, and what is missing"),
    ("send", "An Excel form for each partner, with what is known filled in; nothing is sent"),
    ("read", "Forms that came back, shown field by field against the plan; with --apply, written into it"),
    ("remind", "A draft for each partner that has not answered; nothing is sent"),
)


def command() -> None:
    """Forms for partners out and in, who has answered, and a reminder for whoever has not."""
