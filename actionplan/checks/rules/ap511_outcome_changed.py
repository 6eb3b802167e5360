"""An outcome or indicator was removed, reworded, or measured against another value.

What it checks: every outcome and indicator is there still, in the same words, with the same unit and direction; a
baseline and a target stay as they are once they are written.

Why it matters: a target that moves is always met. What is counted in another way is another indicator: it gets an id of
its own, and the old one keeps its readings.

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
        target: {date: 2026-03, value: 17}
        readings:
          - {date: 2025-06, value: 17.2, source: Survey}
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
      - id: cold-2
        title: Homes that tenants cannot keep warm
        unit: per cent of homes
        target: {date: 2026-03, value: 17}
        note: The partners agreed on 10 December 2025 on another target than that of cold.
```
"""

from __future__ import annotations

from collections.abc import Iterator

from actionplan.checks.change import Turn, listed
from actionplan.checks.diagnostic import Hit
from actionplan.domain import change as c
from actionplan.domain.model import Indicator, Outcome, Point
from actionplan.domain.said import said_window
from actionplan.domain.sameness import is_same
from actionplan.domain.written import echo

CODE = "AP511"
SEVERITY = "error"
SINCE = "0.1.0"

REMOVED = "Put it back: what was agreed to be measured stays, with its readings."
WORDS = "Put them back. What is counted in another way is another indicator, with an id of its own."
VALUE = "Put it back. Another value that was agreed belongs to an indicator of its own, which says so in its note."

WORDED = ("title", "unit", "better", "area")
VALUES = ("baseline", "target")


def check(turn: Turn) -> Iterator[Hit]:
    """A hit for each outcome or indicator that is gone, reworded, or has another baseline or target."""
    numbers = {each.id: number for number, each in enumerate(turn.now.outcomes)}
    for change in turn.changes:
        if isinstance(change, c.OutcomeGone):
            message = f"the outcome {change.id} is not in the plan any more: {echo(change.outcome.title)}"
            yield Hit(turn.places.at_outcomes("outcomes", part="key"), message, REMOVED)
        elif isinstance(change, c.OutcomeChanged):
            yield from _outcome(turn, numbers[change.id], change.before, change.after)


def _outcome(turn: Turn, number: int, before: Outcome, after: Outcome) -> Iterator[Hit]:
    if before.title != after.title:
        place = turn.places.at_outcomes("outcomes", number, "title")
        yield Hit(place, f"the outcome {after.id} was {echo(before.title)} before", WORDS)
    at = {each.id: position for position, each in enumerate(after.indicators)}
    for indicator in before.indicators:
        if indicator.id not in at:
            place = turn.places.at_outcomes("outcomes", number, "indicators", part="key")
            message = f"the indicator {indicator.id} is not in the plan any more: {echo(indicator.title)}"
            yield Hit(place, message, REMOVED)
        else:
            position = at[indicator.id]
            route = ("outcomes", number, "indicators", position)
            yield from _indicator(turn, route, indicator, after.indicators[position])


def _indicator(turn: Turn, route: tuple[str | int, ...], before: Indicator, after: Indicator) -> Iterator[Hit]:
    names = [each for each in WORDED if getattr(before, each) != getattr(after, each)]
    if names:
        was = listed([f"{each} {echo(str(getattr(before, each) or 'not given'))}" for each in names])
        yield Hit(turn.places.at_outcomes(*route, names[0]), f"the indicator {after.id} had {was} before", WORDS)
    for name in VALUES:
        was_, now = getattr(before, name), getattr(after, name)
        if was_ is not None and not is_same(was_, now):
            message = f"the {name} of {after.id} was {_point(was_)} before, and is {_point(now) if now else 'gone'} now"
            yield Hit(turn.places.at_outcomes(*route, name), message, VALUE)


def _point(point: Point) -> str:
    return f"{point.value} in {said_window(point.date)}"
