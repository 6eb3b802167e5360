"""Nothing was heard of a commitment in the last review period.

What it checks: each open commitment has an update for the last review period whose returns are due, or a later one. It
is asked only where plan.yaml agrees a review cycle, and not of commitments agreed after that period. Longer silence
is AP403.

Why it matters: silence is data. It is the first sign of work that stands still, and the officer who sees it in the week
after the returns can still ask before the board meets. A nil return counts: it says that there is nothing to report.

Fails:

```yaml haven.yaml
partner: haven
commitments:
  - id: haven-1
    title: Open 3 advice hubs
    due: 2026-03
    updates:
      - {date: 2025-06-05, status: in-progress, confidence: green}
```

Mended:

```yaml haven.yaml
partner: haven
commitments:
  - id: haven-1
    title: Open 3 advice hubs
    due: 2026-03
    updates:
      - {date: 2025-06-05, status: in-progress, confidence: green}
      - {date: 2025-10-07, period: 2025-26 Q2, confidence: green, note: 'Nil return: the lease is being drawn up.'}
```

See also: AP403 for longer silence.
"""

from __future__ import annotations

from collections.abc import Iterator

from actionplan.checks.context import Context
from actionplan.checks.diagnostic import Hit, Place
from actionplan.domain.assess import Position, periods_silent
from actionplan.domain.dates import Window
from actionplan.domain.model import Commitment
from actionplan.domain.period import last_closed
from actionplan.domain.said import said_window

CODE = "AP402"
SEVERITY = "warning"
SINCE = "0.1.0"


def check(context: Context) -> Iterator[Hit]:
    """A hit for each open commitment that is silent for exactly one review period."""
    asked = last_closed(context.on, context.plan)
    for position, silent in silences(context, asked):
        if asked is not None and silent == 1:
            message = f"{position.id} has no update for {said_window(asked)}{_last(position)}"
            lead = lead_of(context, position.commitment)
            fix = (
                f"Ask {lead} for the return, and add it as an update with “period: {asked.text}”; a nil return counts."
            )
            yield Hit(place_of_silence(context, position.commitment), message, fix)


def silences(context: Context, asked: Window | None) -> Iterator[tuple[Position, int]]:
    """Each open commitment that is silent, and for how many review periods up to *asked*.

    None where no review cycle was agreed. The last period that has ended may still be within its return window;
    silence up to *asked* follows from silence up to that one, so most commitments need no second look.
    """
    if asked is None or context.plan.head.reviews is None:
        return
    for position in context.positions:
        if position.periods_silent > 0:
            silent = periods_silent(position.commitment, context.plan, asked)
            if silent > 0:
                yield position, silent


def place_of_silence(context: Context, commitment: Commitment) -> Place:
    """The date of the last update; where there is none, the place of the log."""
    if not commitment.updates:
        return context.at(commitment, "updates", part="key")
    return context.at(commitment, "updates", len(commitment.updates) - 1, "date")


def _last(position: Position) -> str:
    last = position.last_update
    return "" if last is None else f"; its last one is of {said_window(last.date)}"


def lead_of(context: Context, commitment: Commitment) -> str:
    """The short name of the lead; “its partners” where there is none."""
    partner = context.plan.head.partners.get(commitment.lead or "")
    return "its partners" if partner is None else partner.short or partner.name
