"""A commitment waits on itself, or some wait on each other in a circle.

What it checks: nobody who follows `waits_on` from commitment to commitment comes back to where they began. A circle
is said once, at the one of its commitments that stands first in the plan.

Why it matters: in a circle each waits for the others and none can begin. Everybody has a reason, and nobody is at
fault.

Fails:

```yaml haven.yaml
partner: haven
commitments:
  - id: haven-1
    title: Open 3 advice hubs
    waits_on: [haven-2]
    due: 2026-03
    updates:
      - {date: 2025-12-05, status: in-progress, confidence: green}
  - id: haven-2
    title: Train 12 advisers
    waits_on: [haven-1]
    due: 2026-02
    updates:
      - {date: 2025-12-05, status: in-progress, confidence: green}
```

Mended:

```yaml haven.yaml
partner: haven
commitments:
  - id: haven-1
    title: Open 3 advice hubs
    waits_on: [haven-2]
    due: 2026-03
    updates:
      - {date: 2025-12-05, status: in-progress, confidence: green}
  - id: haven-2
    title: Train 12 advisers
    due: 2026-02
    updates:
      - {date: 2025-12-05, status: in-progress, confidence: green}
```
"""

from __future__ import annotations

from collections.abc import Iterator, Mapping

from actionplan.checks.context import Context
from actionplan.checks.diagnostic import Hit

CODE = "AP109"
SEVERITY = "error"
SINCE = "0.1.0"

SHOWN = 6  # ids of a circle; a longer one is said with its middle left out

Waits = Mapping[str, tuple[str, ...]]


def check(context: Context) -> Iterator[Hit]:
    """A hit for each circle."""
    waiting = {each.id: each for each in context.plan.commitments if each.waits_on}
    waits = {id_: tuple(dict.fromkeys(each.waits_on)) for id_, each in waiting.items()}
    order = {id_: number for number, id_ in enumerate(waits)}
    for circle in _circles(waits):
        begins = min(range(len(circle)), key=lambda number: order[circle[number]])
        first, *others = circle[begins:] + circle[:begins]
        place = context.at(waiting[first], "waits_on", waiting[first].waits_on.index(others[0] if others else first))
        yield Hit(place, _message(first, others), "Remove one of these steps: take the id out of waits_on.")


def _message(first: str, others: list[str]) -> str:
    if not others:
        return f"{first} waits on itself"
    shown = others if len(others) < SHOWN else [*others[: SHOWN - 2], f"… ({len(others) - SHOWN + 1} more)", others[-1]]
    return " waits on ".join([first, *shown, first]) + ", so none of them can begin"


def _circles(waits: Waits) -> Iterator[list[str]]:
    """Circles such that mending them one by one leaves none. No step from one id to the next is in two of them.

    That keeps the work in proportion to the number of steps, whatever the plan looks like.
    """
    done: set[str] = set()
    for start in waits:
        if start not in done:
            yield from _circles_from(start, waits, done)


def _circles_from(start: str, waits: Waits, done: set[str]) -> Iterator[list[str]]:
    """The circles that can be reached from *start*, going down each path once; adds to *done* what was walked."""
    path, steps, numbers = [start], [iter(waits[start])], {start: 0}
    told = [0]  # for each id on the path: how far up to it the steps of the path are part of a circle already told
    while path:
        following = next(steps[-1], None)
        if following is None:
            steps.pop()
            told.pop()
            done.add(path[-1])
            del numbers[path.pop()]
        elif following in numbers:
            begins = numbers[following]
            if told[-1] <= begins:
                yield path[begins:]
                told[begins + 1 :] = range(begins + 1, len(path))
        elif following in waits and following not in done:
            numbers[following] = len(path)
            path.append(following)
            steps.append(iter(waits[following]))
            told.append(told[-1])
