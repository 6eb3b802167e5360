"""Two updates of a commitment have the same date and answer the same review period.

What it checks: no update has the date of the one above it, unless one of them names another review period.

Why it matters: the lower one counts, and if two people sent in the same return, that is a matter of luck. A correction
on the same day is right as it is.

Fails:

```yaml haven.yaml
partner: haven
commitments:
  - id: haven-1
    title: Open 3 advice hubs
    due: 2026-03
    updates:
      - {date: 2025-12-05, status: in-progress, confidence: green}
      - {date: 2025-12-05, note: The second hub is open.}
```

Mended:

```yaml haven.yaml
partner: haven
commitments:
  - id: haven-1
    title: Open 3 advice hubs
    due: 2026-03
    updates:
      - {date: 2025-12-05, status: in-progress, confidence: green, note: The second hub is open.}
```
"""

from __future__ import annotations

from collections.abc import Iterator

from actionplan.checks.context import Context
from actionplan.checks.diagnostic import Hit
from actionplan.domain.asof import period_of
from actionplan.domain.model import Commitment, Plan, Update
from actionplan.domain.said import said_window

CODE = "AP209"
SEVERITY = "warning"
SINCE = "0.1.0"

FIX = "If both are meant, the lower one counts. If one of them was entered by mistake, remove it."


def check(context: Context) -> Iterator[Hit]:
    """A hit for each update that repeats the date and the review period of the one above it."""
    for commitment in context.plan.commitments:
        above = None
        for number, update in enumerate(commitment.updates):
            last = update.date.last
            if last == above and _is_second(commitment, number, context.plan):
                place = context.at(commitment, "updates", number, "date")
                yield Hit(place, _message(commitment, update, context.plan), FIX)
            above = last


def _message(commitment: Commitment, update: Update, plan: Plan) -> str:
    period = said_window(period_of(update, plan))
    return f"{commitment.id} has two updates of {said_window(update.date)} for the review period {period}"


def _is_second(commitment: Commitment, number: int, plan: Plan) -> bool:
    """Whether the update answers for the same days as the one above it."""
    first, second = commitment.updates[number - 1 : number + 1]
    periods = period_of(first, plan), period_of(second, plan)
    return first.date[:2] == second.date[:2] and periods[0][:2] == periods[1][:2]
