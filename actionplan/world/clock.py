"""Today. The only place that asks the clock."""

from __future__ import annotations

import time
from datetime import date


def today() -> date:
    """The local date of this machine."""
    return date.today()  # noqa: DTZ011  # commitments fall due on a day where the officer is, not at a moment


def moment() -> str:
    """The local time of this machine, to the minute, as people read it: 2026-11-22 14:02."""
    return time.strftime("%Y-%m-%d %H:%M")
