"""What every account of changes says first."""

from __future__ import annotations

from actionplan.cli.accounts import Account
from actionplan.cli.printers import counted


def heading(account: Account) -> str:
    """The plan, and from when to when."""
    return f"{account.plan.id}: changes since {account.since}, until {account.until}"


def opening(account: Account) -> str:
    """How many commitments changed, of how many, and what kind of news that is."""
    told = account.told
    if not told.chapters:
        return "Nothing changed."
    words = {"bad": "bad news", "gone": "gone", "new": "new", "good": "good news", "other": "other changes"}
    kinds = [f"{words[kind]} {number:,}" for kind, number in told.counts if number]
    said = f" ({', '.join(kinds)})" if kinds else ""
    return f"{told.changed:,} of {counted(told.of, 'commitment')} changed{said}."
