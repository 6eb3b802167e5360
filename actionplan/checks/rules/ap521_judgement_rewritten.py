"""A judgement of an indicator was changed or removed.

What it checks: every judgement under an indicator's `judged` is there still and says the same. A judgement that does
not hold any more is followed by another one, or by a later reading.

Why it matters: a judgement takes the place of what the figures say. Whoever reads the reports of last year must be able
to see who said so, and why.

Before:

```yaml outcomes.yaml
outcomes:
  - id: warm
    title: Fewer people live in cold homes
    indicators:
      - id: cold
        title: Homes that tenants cannot keep warm
        unit: per cent of homes
        better: lower
        target: {date: 2026-03, value: 15}
        judged:
          - {status: on-path, reason: The survey came late., by: Board, date: 2025-10-01}
```

Fails:

```yaml outcomes.yaml
outcomes:
  - id: warm
    title: Fewer people live in cold homes
    indicators:
      - id: cold
        title: Homes that tenants cannot keep warm
        unit: per cent of homes
        better: lower
        target: {date: 2026-03, value: 15}
        judged:
          - {status: reached, reason: The survey came late., by: Board, date: 2025-10-01}
```

Mended:

```yaml outcomes.yaml
outcomes:
  - id: warm
    title: Fewer people live in cold homes
    indicators:
      - id: cold
        title: Homes that tenants cannot keep warm
        unit: per cent of homes
        better: lower
        target: {date: 2026-03, value: 15}
        judged:
          - {status: on-path, reason: The survey came late., by: Board, date: 2025-10-01}
          - {status: reached, reason: Counted by hand in every home., by: Board, date: 2025-12-01}
```
"""

from __future__ import annotations

from collections.abc import Iterator

from actionplan.checks.change import Turn
from actionplan.checks.diagnostic import Hit, Place
from actionplan.domain import change as c
from actionplan.domain.measured import said_status
from actionplan.domain.said import said_day

CODE = "AP521"
SEVERITY = "error"
SINCE = "0.1.0"

FIX = "Put it back as it was. What is judged since then is a judgement of its own."


def check(turn: Turn) -> Iterator[Hit]:
    """A hit for each judgement that is gone or says something else, of an indicator that is there still."""
    for change in turn.changes:
        if isinstance(change, c.JudgementGone):
            place = _place(turn, change)
            if place is not None:
                was = change.judgement
                said = f"{change.indicator.id} was judged {said_status(was)} on {said_day(was.date)} by {was.by}"
                yield Hit(place, f"{said}; that is not there any more, or says something else now", FIX)


def _place(turn: Turn, change: c.JudgementGone) -> Place | None:
    """Where the judgements of the indicator stand; None where it is gone, which is said by itself."""
    for number, outcome in enumerate(turn.now.outcomes):
        for at, indicator in enumerate(outcome.indicators if outcome.id == change.id else ()):
            if indicator.id == change.indicator.id:
                return turn.places.at_outcomes("outcomes", number, "indicators", at, "judged", part="key")
    return None
