"""What changed, on its way out: one module a format, each `render(accounts) -> str`."""

from __future__ import annotations

from typing import NamedTuple

from actionplan.domain.model import Plan
from actionplan.domain.telling import Told


class Account(NamedTuple):
    """What changed in one plan, since when, and until when."""

    plan: Plan
    since: str
    until: str
    told: Told
