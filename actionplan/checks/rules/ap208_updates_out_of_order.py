"""An update stands below one that is later.

What it checks: going down a commitment's log the dates do not go back. A date known only to the month or year counts
from its last day. An update dated in the future is AP206's, and is passed over.

Why it matters: the last entry is the current one. If an older one stands below it, the report shows an old status as
the present one; or a date is mistyped.

Fails:

```yaml haven.yaml
partner: haven
commitments:
  - id: haven-1
    title: Open 3 advice hubs
    due: 2026-03
    updates:
      - {date: 2025-12-05, status: in-progress, confidence: green}
      - {date: 2025-10-20, status: not-started, confidence: green}
```

Mended:

```yaml haven.yaml
partner: haven
commitments:
  - id: haven-1
    title: Open 3 advice hubs
    due: 2026-03
    updates:
      - {date: 2025-10-20, status: not-started, confidence: green}
      - {date: 2025-12-05, status: in-progress, confidence: green}
```
"""

from __future__ import annotations

from collections.abc import Iterator
from datetime import date

from actionplan.checks.context import Context
from actionplan.checks.diagnostic import Hit
from actionplan.checks.rules.ap206_update_in_future import latest_possible
from actionplan.domain.dates import Window
from actionplan.domain.model import Commitment
from actionplan.domain.said import said_window

CODE = "AP208"
SEVERITY = "error"
SINCE = "0.1.0"

FIX = "Correct the date, or move the entry: the oldest stands first."


def check(context: Context) -> Iterator[Hit]:
    """A hit for each update that is dated before the one above it."""
    latest = latest_possible(context)
    for commitment in context.plan.commitments:
        above = date.min
        for update in commitment.updates:
            last = update.date.last
            if last < above:
                yield from _hits(context, commitment, latest)
                break
            above = last


def _hits(context: Context, commitment: Commitment, latest: date) -> Iterator[Hit]:
    for number, earlier in misplaced(commitment, latest):
        window = commitment.updates[number].date
        message = f"{commitment.id} has an update of {said_window(window)} below one of {said_window(earlier)}"
        if window.first >= earlier.first:
            message += ", which counts from its last day"
        yield Hit(context.at(commitment, "updates", number, "date"), message, FIX)


def misplaced(commitment: Commitment, latest: date) -> Iterator[tuple[int, Window]]:
    """The number of each update dated before the one above it, and the date of that one; none later than *latest*."""
    above: Window | None = None
    for number, update in enumerate(commitment.updates):
        if update.date.first > latest:
            continue
        if above is not None and update.date.last < above.last:
            yield number, above
        above = update.date
