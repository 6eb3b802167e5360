"""A due date lies outside the plan's period.

What it checks: the due date of each commitment, and of each of its parts, shares at least a day with the plan's period.
A date that was already past when the commitment was agreed is left to AP205, one that its printed words contradict to
AP210.

Why it matters: it is usually a slip of the year, made in January. If it is not, the commitment will still be open when
the plan has ended, and somebody has to say so.

Fails:

```yaml haven.yaml
partner: haven
commitments:
  - id: haven-1
    title: Open 3 advice hubs
    due: 2027-03
    updates:
      - {date: 2025-12-05, status: in-progress, confidence: green}
```

Mended:

```yaml haven.yaml
partner: haven
commitments:
  - id: haven-1
    title: Open 3 advice hubs
    due: 2026-03
    updates:
      - {date: 2025-12-05, status: in-progress, confidence: green}
```
"""

from __future__ import annotations

from collections.abc import Iterator

from actionplan.checks.context import Context
from actionplan.checks.diagnostic import Hit, Route
from actionplan.checks.rules.ap205_due_before_agreed import due_of, is_before_agreed
from actionplan.checks.rules.ap210_phrase_disagrees import is_contradicted
from actionplan.domain.model import Commitment, Part, Period
from actionplan.domain.said import said_span, said_window

CODE = "AP204"
SEVERITY = "warning"
SINCE = "0.1.0"


def check(context: Context) -> Iterator[Hit]:
    """A hit for each due date before the plan's first day or after its last."""
    period = context.plan.head.period
    if period is None or period.to < period.from_:  # AP211 speaks of a period that ends before it begins
        return
    for commitment in context.plan.commitments:
        if _is_outside(commitment, period):
            yield from _hit(context, commitment, commitment, ("due",))
        for number, part in enumerate(commitment.parts):
            if _is_outside(part, period):
                yield from _hit(context, commitment, part, ("parts", number, "due"))


def _is_outside(item: Commitment | Part, period: Period) -> bool:
    due = item.due
    return due is not None and (due.last < period.from_ or due.first > period.to)


def _hit(context: Context, commitment: Commitment, item: Commitment | Part, route: Route) -> Iterator[Hit]:
    """A hit for the due date of *item*, unless another rule can say better what is wrong with it."""
    due, period = item.due, context.plan.head.period
    if due is None or period is None or is_before_agreed(context, commitment, due):
        return
    if not is_contradicted(context, item.due_as_printed, due):
        side = "before" if due.last < period.from_ else "after"
        span = said_span(period.from_, period.to)
        message = f"{due_of(commitment, item)}, {said_window(due)}, is {side} the plan's period, {span}"
        yield Hit(context.at(commitment, *route), message, "Correct the date, or the plan's period in plan.yaml.")
