"""A commitment's log begins before the plan does.

What it checks: the first updates of a commitment are not dated before the plan's first day. One that comes after others
is AP208's: it is out of order. One that its printed words contradict is AP210's.

Why it matters: it is usually a slip of the year, and the report then says that nothing was heard. Work that began
before the plan is possible, and worth a word.

Fails:

```yaml haven.yaml
partner: haven
commitments:
  - id: haven-1
    title: Open 3 advice hubs
    due: 2026-03
    updates:
      - {date: 2024-10-20, status: in-progress, confidence: green}
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
      - {date: 2025-10-20, status: in-progress, confidence: green}
      - {date: 2025-12-05, note: The second hub is open.}
```
"""

from __future__ import annotations

from collections.abc import Iterator
from datetime import date

from actionplan.checks.context import Context
from actionplan.checks.diagnostic import Hit
from actionplan.checks.rules.ap210_phrase_disagrees import is_contradicted
from actionplan.domain.model import Commitment
from actionplan.domain.said import said_day, said_window

CODE = "AP207"
SEVERITY = "warning"
SINCE = "0.1.0"

FIX = "Correct the year. If it is right, say so on its line: # actionplan: allow AP207 - and why."


def check(context: Context) -> Iterator[Hit]:
    """A hit for each update at the beginning of a log that is before the plan."""
    period = context.plan.head.period
    if period is None or period.to < period.from_:  # AP211 speaks of a period that ends before it begins
        return
    begins = period.from_
    for commitment in context.plan.commitments:
        if commitment.updates and commitment.updates[0].date.last < begins:
            yield from _early(context, commitment, begins)


def _early(context: Context, commitment: Commitment, begins: date) -> Iterator[Hit]:
    for number, update in enumerate(commitment.updates):
        if update.date.last >= begins:
            break
        if not is_contradicted(context, update.date_as_printed, update.date, is_update=True):
            place = context.at(commitment, "updates", number, "date")
            days = f"{said_window(update.date)}, before the plan began on {said_day(begins)}"
            yield Hit(place, f"{commitment.id} has an update of {days}", FIX)
