"""Something ends before it begins: the plan's period, or the deciding of an extension.

What it checks: the last day of the plan's `period` is not before its first, and no extension was decided before it was
asked for.

Why it matters: a period without a day in it has no reviews, and nothing in it can be on time. A decision older than its
request belongs to another one.

Fails:

```yaml plan.yaml
format: 1
plan: northfield
title: Northfield homes and health plan, 2025 to 2026
agreement: {title: Northfield agreement on homes and health}
period: {from: 2025-04-01, to: 2025-03-31}
```

Mended:

```yaml plan.yaml
format: 1
plan: northfield
title: Northfield homes and health plan, 2025 to 2026
agreement: {title: Northfield agreement on homes and health}
period: {from: 2025-04-01, to: 2026-03-31}
```
"""

from __future__ import annotations

from collections.abc import Iterator

from actionplan.checks.context import Context
from actionplan.checks.diagnostic import Hit
from actionplan.checks.rules.ap206_update_in_future import latest_possible
from actionplan.domain.model import Commitment
from actionplan.domain.said import said_day

CODE = "AP211"
SEVERITY = "error"
SINCE = "0.1.0"

FIX = "Check the year of both days."


def check(context: Context) -> Iterator[Hit]:
    """A hit for a plan's period, and for each extension, whose two days stand the wrong way round."""
    period = context.plan.head.period
    if period is not None and period.to < period.from_:
        message = f"the plan's period ends on {said_day(period.to)}, before it begins on {said_day(period.from_)}"
        yield Hit(context.at_head("period", "to"), message, FIX)
    for commitment in context.plan.commitments:
        if commitment.extensions:
            yield from _extensions(context, commitment)


def _extensions(context: Context, commitment: Commitment) -> Iterator[Hit]:
    latest = latest_possible(context)  # a request from the future is AP206's
    for number, each in enumerate(commitment.extensions):
        if each.decided is not None and each.decided < each.asked <= latest:
            days = f"decided on {said_day(each.decided)}, before it was asked for on {said_day(each.asked)}"
            place = context.at(commitment, "extensions", number, "decided")
            yield Hit(place, f"{commitment.id} has an extension {days}", FIX)
