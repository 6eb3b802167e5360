"""A target is not later than its baseline.

What it checks: the target of an indicator is dated after its baseline. Of a date known only to the month or year the
last day counts.

Why it matters: the path that readings are held against leads from the baseline to the target. Where the target comes
first there is no path, and nobody can say if the indicator keeps to it.

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
        baseline: {date: 2026, value: 18.5}
        target: {date: 2026-03, value: 15}
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
        baseline: {date: 2024, value: 18.5}
        target: {date: 2026-03, value: 15}
```
"""

from __future__ import annotations

from collections.abc import Iterator

from actionplan.checks.context import Context
from actionplan.checks.diagnostic import Hit
from actionplan.domain.model import Indicator
from actionplan.domain.said import said_window

CODE = "AP214"
SEVERITY = "error"
SINCE = "0.1.0"

FIX = "Correct one of the two dates. The baseline is the value from before the plan began."


def check(context: Context) -> Iterator[Hit]:
    """A hit for each target that is not dated after its baseline."""
    for number, outcome in enumerate(context.plan.outcomes):
        for at, indicator in enumerate(outcome.indicators):
            message = _message(indicator)
            if message:
                place = context.at_outcomes("outcomes", number, "indicators", at, "target", "date")
                yield Hit(place, message, FIX)


def _message(indicator: Indicator) -> str:
    """What is wrong with the dates of *indicator*; empty where nothing is."""
    baseline, target = indicator.baseline, indicator.target
    if baseline is None or target is None or baseline.date.last < target.date.last:
        return ""
    said = f"the target of {indicator.id} is for {said_window(target.date)}"
    return f"{said}, and its baseline is of {said_window(baseline.date)}, which is not earlier"
