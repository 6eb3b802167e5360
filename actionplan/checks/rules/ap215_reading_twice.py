"""Two readings have the same date, and nothing says which one revised the other.

What it checks: of several readings of one indicator with the same date, each was released on another day. A reading
that does not say when it was released counts from its date.

Why it matters: a figure that was revised keeps the earlier one beside it, and the one released last counts. Where the
days do not tell them apart, the order of the lines decides what the board is shown.

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
        readings:
          - {date: 2025-06, value: 17.2, source: Survey}
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
        better: lower
        readings:
          - {date: 2025-06, value: 17.2, source: Survey}
          - {date: 2025-06, value: 16.2, released: 2025-11-01, source: Survey}
```
"""

from __future__ import annotations

from collections.abc import Iterator

from actionplan.checks.context import Context
from actionplan.checks.diagnostic import Hit
from actionplan.domain.model import Indicator, Reading
from actionplan.domain.reported import released
from actionplan.domain.said import said_window

CODE = "AP215"
SEVERITY = "warning"
SINCE = "0.1.0"

FIX = "Say with released when the revised figure was published; leave out a line that says nothing new."


def check(context: Context) -> Iterator[Hit]:
    """A hit for each reading that has the date and the release of one above it."""
    for number, outcome in enumerate(context.plan.outcomes):
        for at, indicator in enumerate(outcome.indicators):
            for second in _doubled(indicator):
                place = context.at_outcomes("outcomes", number, "indicators", at, "readings", second, "date")
                yield Hit(place, _message(indicator, indicator.readings[second]), FIX)


def _doubled(indicator: Indicator) -> Iterator[int]:
    seen = set()
    for number, reading in enumerate(indicator.readings):
        key = (reading.date[:2], released(reading))
        if key in seen:
            yield number
        seen.add(key)


def _message(indicator: Indicator, reading: Reading) -> str:
    said = f"{indicator.id} has another reading of {said_window(reading.date)} above"
    return f"{said}, and nothing says which of the two was released later"
