"""Something is entered as having happened on a day that has not come yet.

What it checks: no update is dated later than tomorrow, and no extension was asked for or decided later than that.
Tomorrow is allowed because partners may be in another time zone. Nothing is said where a position in the past is
asked for.

Why it matters: the log says what happened. A date to come is a slip of the year, or a plan that was entered as news,
and the report does not show the entry before its day.

Fails:

```yaml haven.yaml
partner: haven
commitments:
  - id: haven-1
    title: Open 3 advice hubs
    due: 2026-03
    updates:
      - {date: 2025-10-20, status: in-progress, confidence: green}
      - {date: 2026-12-05, note: The second hub is open.}
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
from actionplan.domain.model import Commitment
from actionplan.domain.said import said_day, said_window

CODE = "AP206"
SEVERITY = "error"
SINCE = "0.1.0"


def check(context: Context) -> Iterator[Hit]:
    """A hit for each update, request and decision that is dated in the future."""
    latest = latest_possible(context)
    for commitment in context.plan.commitments:
        for number, update in enumerate(commitment.updates):
            if update.date.first > latest:
                message = f"{commitment.id} has an update dated {said_window(update.date)}, which is still to come"
                fix = f"{_fix('it happened', context)} What is planned belongs under next."
                yield Hit(context.at(commitment, "updates", number, "date"), message, fix)
        if commitment.extensions:
            yield from _extensions(context, commitment, latest)


def _extensions(context: Context, commitment: Commitment, latest: date) -> Iterator[Hit]:
    for number, extension in enumerate(commitment.extensions):
        for key, said, day in (("asked", "asked for", extension.asked), ("decided", "decided", extension.decided)):
            if day is not None and day > latest:
                message = f"{commitment.id} has an extension {said} on {said_day(day)}, which is still to come"
                place = context.at(commitment, "extensions", number, key)
                yield Hit(place, message, _fix(f"it was {said}", context))


def _fix(what: str, context: Context) -> str:
    return f"Write the day {what} (today is {said_day(context.today)})."


def latest_possible(context: Context) -> date:
    """The last day on which something can have happened: tomorrow, because it may already be that day elsewhere."""
    return date.fromordinal(min(context.today.toordinal() + 1, date.max.toordinal()))
