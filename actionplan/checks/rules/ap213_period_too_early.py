"""An update answers a review period that had not begun on its date.

What it checks: the `period` of an update does not begin after the date of the update.

Why it matters: an update counts for the period that it names. One wrong digit, and a commitment of which nothing was
heard for a year counts as answered.

Fails:

```yaml haven.yaml
partner: haven
commitments:
  - id: haven-1
    title: Open 3 advice hubs
    due: 2026-03
    updates:
      - {date: 2025-12-05, period: 2025-26 Q4, status: in-progress}
```

Mended:

```yaml haven.yaml
partner: haven
commitments:
  - id: haven-1
    title: Open 3 advice hubs
    due: 2026-03
    updates:
      - {date: 2025-12-05, period: 2025-26 Q3, status: in-progress}
```
"""

from __future__ import annotations

from collections.abc import Iterator

from actionplan.checks.context import Context
from actionplan.checks.diagnostic import Hit
from actionplan.domain.period import period_holding
from actionplan.domain.said import said_window

CODE = "AP213"
SEVERITY = "error"
SINCE = "0.1.0"


def check(context: Context) -> Iterator[Hit]:
    """A hit for each update whose period begins after its date."""
    for commitment in context.plan.commitments:
        for number, update in enumerate(commitment.updates):
            if update.period is not None and update.period.first > update.date.last:
                begun = period_holding(update.date.last, context.plan.cycle).text
                message = f"the update of {said_window(update.date)} answers {update.period.text}, which had not begun"
                fix = f"Write period: {begun}, or leave the period out."
                yield Hit(context.at(commitment, "updates", number, "period"), message, fix)
