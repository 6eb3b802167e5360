"""A reading was changed or removed.

What it checks: every reading of an indicator is there still and says the same. A figure that was revised is a reading
of its own beside the first one.

Why it matters: a figure that was reported was believed and acted on. Offices that publish statistics show a revision as
a revision; so does the plan.

Before:

```yaml outcomes.yaml
outcomes:
  - id: warm
    title: Fewer people live in cold homes
    indicators:
      - id: cold
        title: Homes that tenants cannot keep warm
        unit: per cent of homes
        baseline: {date: 2024, value: 18.5}
        target: {date: 2026-03, value: 15}
        readings:
          - {date: 2025-06, value: 17.2, source: Survey}
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
        baseline: {date: 2024, value: 18.5}
        target: {date: 2026-03, value: 15}
        readings:
          - {date: 2025-06, value: 16.2, source: Survey}
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
        baseline: {date: 2024, value: 18.5}
        target: {date: 2026-03, value: 15}
        readings:
          - {date: 2025-06, value: 17.2, source: Survey}
          - {date: 2025-06, value: 16.2, released: 2025-11-01, source: Survey, note: Revised.}
```
"""

from __future__ import annotations

from collections.abc import Iterator

from actionplan.checks.change import Turn
from actionplan.checks.diagnostic import Hit, Place
from actionplan.domain import change as c
from actionplan.domain.said import said_window
from actionplan.domain.sameness import is_same

CODE = "AP507"
SEVERITY = "error"
SINCE = "0.1.0"

FIX = "Put it back as it was. A figure that was revised is a reading of its own, with the day it was released."


def check(turn: Turn) -> Iterator[Hit]:
    """A hit for each reading that is gone or says something else, of an indicator that is there still."""
    for change in turn.changes:
        if isinstance(change, c.ReadingGone):
            place = _place(turn, change)
            if place is not None:
                yield Hit(place, _message(turn, change), FIX)


def _message(turn: Turn, change: c.ReadingGone) -> str:
    was = change.reading
    said = f"{change.indicator.id} was {was.value} in {said_window(was.date)}"
    now = _now(turn, change)
    if now is None:
        return f"{said}; that reading is not there any more"
    if now.reading.value != was.value:
        return f"{said}, and is {now.reading.value} now"
    return f"the reading {said.replace(' was ', ' of ', 1)} does not say the same as before"


def _now(turn: Turn, change: c.ReadingGone) -> c.ReadingAdded | None:
    """The new reading of the same date, where there is one."""
    which = (change.id, change.indicator.id)
    added = [
        each for each in turn.changes if isinstance(each, c.ReadingAdded) and (each.id, each.indicator.id) == which
    ]
    return next((each for each in added if is_same(each.reading.date, change.reading.date)), None)


def _place(turn: Turn, change: c.ReadingGone) -> Place | None:
    """Where the reading is, or was; None where its indicator is gone, which is said by itself."""
    for number, outcome in enumerate(turn.now.outcomes):
        for at, indicator in enumerate(outcome.indicators if outcome.id == change.id else ()):
            if indicator.id == change.indicator.id:
                now = _now(turn, change)
                step = (indicator.readings.index(now.reading),) if now else ()
                route = ("outcomes", number, "indicators", at, "readings", *step)
                return turn.places.at_outcomes(*route, part="value" if now else "key")
    return None
