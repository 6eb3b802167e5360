"""Today. The only place that asks the clock."""

from __future__ import annotations

from datetime import date


def today() -> date:
    """The local date of this machine."""
    return date.today()  # noqa: DTZ011  # commitments fall due on a day where the officer is, not at a moment
