"""A review was closed before its period had ended, or something in it lies in the future.

What it checks: the day a review was closed is not before the last day of its period, or of the plan where that ends
first; and neither that day, nor the day of a decision, nor the day on which an action was done, is after today.

Why it matters: what the board saw is kept for the whole period. A review that was closed too early lacks what came in
until the end, and all of that would look as if the past had been changed.

Fails:

```yaml haven.yaml
partner: haven
commitments:
  - id: haven-1
    title: Open 3 advice hubs
    due: 2026-03
    updates:
      - {date: 2025-07-10, status: in-progress, confidence: green}
      - {date: 2025-12-05, status: in-progress, confidence: green}
```

```yaml reviews/2025-26-q2.yaml
period: 2025-26 Q2
closed: 2025-09-10
positions:
  - {id: haven-1, status: in-progress, confidence: green, due: 2026-03, updates: 1,
     log: 3ebf3ce8597eb751, wording: 86dd0a227a2e77d8}
```

Mended:

```yaml haven.yaml
partner: haven
commitments:
  - id: haven-1
    title: Open 3 advice hubs
    due: 2026-03
    updates:
      - {date: 2025-07-10, status: in-progress, confidence: green}
      - {date: 2025-12-05, status: in-progress, confidence: green}
```

```yaml reviews/2025-26-q2.yaml
period: 2025-26 Q2
closed: 2025-10-29
positions:
  - {id: haven-1, status: in-progress, confidence: green, due: 2026-03, updates: 1,
     log: 3ebf3ce8597eb751, wording: 86dd0a227a2e77d8}
```

See also: AP206 for updates in the future.
"""

from __future__ import annotations

from collections.abc import Iterator
from datetime import date

from actionplan.checks.context import Context
from actionplan.checks.diagnostic import Hit, Route
from actionplan.domain.closing import is_period_of
from actionplan.domain.reviewed import Filed, ReviewFile
from actionplan.domain.said import said_day

CODE = "AP216"
SEVERITY = "error"
SINCE = "0.1.0"

EARLY = "Write the day on which the review was closed; or close it again once the period is over."
FUTURE = "Write the day on which it was."


def check(context: Context) -> Iterator[Hit]:
    """A hit for each review that was closed before its period ended, and for each day that is yet to come."""
    for filed in context.reviews:
        review = filed.review
        over = min(review.period.last, context.plan.last_day or review.period.last)
        if review.closed < over and is_period_of(context.plan, review.period):
            message = f"closed on {said_day(review.closed)}, before the period ended on {said_day(over)}"
            yield Hit(context.at_review(filed, "closed"), message, EARLY)
        yield from _future(context, filed)


def _future(context: Context, filed: Filed) -> Iterator[Hit]:
    for what, route, day in _days(filed.review):
        if day is not None and day > context.today:
            yield Hit(context.at_review(filed, *route), f"{what} on {said_day(day)}, which is yet to come", FUTURE)


def _days(review: ReviewFile) -> Iterator[tuple[str, Route, date | None]]:
    yield "the review was closed", ("closed",), review.closed
    for number, decision in enumerate(review.decisions):
        yield "this was decided", ("decisions", number, "date"), decision.date
    for number, action in enumerate(review.actions):
        yield f"{action.id} was done", ("actions", number, "done"), action.done
