"""A closed review was changed, removed or renamed.

What it checks: each file of a closed review is there still, under the same name, and says the same. Decisions and
actions may be added at the end; and an action may get the day on which it was done, and a note, where it had none.

Why it matters: the file is the board's memory of what it saw and decided. It is also what later changes of the past are
found with: whoever can change it can change everything before it.

Before:

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
decisions:
  - {date: 2025-10-27, about: haven-1, decision: Keep the date, by: the partnership board}
```

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
closed: 2025-10-29
positions:
  - {id: haven-1, status: in-progress, confidence: green, due: 2026-03, updates: 1,
     log: 3ebf3ce8597eb751, wording: 86dd0a227a2e77d8}
decisions:
  - {date: 2025-10-27, about: haven-1, decision: Move the date to June, by: the partnership board}
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
decisions:
  - {date: 2025-10-27, about: haven-1, decision: Keep the date, by: the partnership board}
  - {date: 2025-12-19, about: haven-1, decision: Move the date to June, by: the partnership board}
```

See also: AP405 for a plan that no longer says what the review saw.
"""

from __future__ import annotations

from collections.abc import Iterator, Sequence

from actionplan.checks.change import Turn, listed
from actionplan.checks.diagnostic import Hit, Place
from actionplan.domain.dates import Window
from actionplan.domain.model import Record
from actionplan.domain.reviewed import Filed, ReviewAction
from actionplan.domain.said import said_window
from actionplan.domain.sameness import is_same

CODE = "AP508"
SEVERITY = "error"
SINCE = "0.1.0"

FIX = "Put it back as it was. What was decided since is a decision or an action of its own, added at the end."
RENAMED = "Give the file its name back."
GONE = "Put the file back as it was."

SEEN = ("period", "closed", "meeting", "note", "positions", "readings")
LATER = ("done", "note")  # what an action may get once


def check(turn: Turn) -> Iterator[Hit]:
    """A hit for each closed review that is gone or renamed, and for each thing in one that is not as it was."""
    for was in turn.places_before.reviews:
        now = _now(turn, was)
        if now is None:
            yield from _gone(turn, was)
        elif was.is_whole and now.is_whole:
            if now.name != was.name:
                message = f"the closed review {was.name} is called {now.name} now"
                yield Hit(Place(now.file, ("period",)), message, RENAMED)
            yield from _changed(was, now)


def _now(turn: Turn, was: Filed) -> Filed | None:
    """The same review after the change: the file of that name, else one about that period which was not there."""
    after = {each.name: each for each in turn.places.reviews}
    before = {each.name for each in turn.places_before.reviews}
    moved = (each for name, each in after.items() if name not in before)
    return after.get(was.name) or next((each for each in moved if is_same(each.review.period, was.review.period)), None)


def _gone(turn: Turn, was: Filed) -> Iterator[Hit]:
    """That the file is gone; where one of that name could not be read, that is said already."""
    if not any(each.endswith(f"/reviews/{was.name}") or each == f"reviews/{was.name}" for each in turn.files):
        message = f"the closed review of {said_window(was.review.period)}, {was.name}, is gone"
        yield Hit(Place(turn.places.head_file, ("reviews",), "key"), message, GONE)


def _changed(was: Filed, now: Filed) -> Iterator[Hit]:
    keys = [key for key in SEEN if not _is_kept(getattr(was.review, key), getattr(now.review, key))]
    if keys:
        verb = "is" if len(keys) == 1 else "are"
        message = f"in the closed review {now.name}, {listed(keys)} {verb} not as before"
        yield Hit(Place(now.file, (keys[0],), "key"), message, FIX)
    yield from _entries("decisions", was.review.decisions, now.review.decisions, now)
    yield from _entries("actions", was.review.actions, now.review.actions, now)


def _entries(key: str, before: Sequence[Record], after: Sequence[Record], now: Filed) -> Iterator[Hit]:
    """A hit for each entry that is gone from its place, or says something else there."""
    for number, was in enumerate(before):
        if number >= len(after):
            message = f"{_named(key, number, was)} of the closed review {now.name} is not there any more"
            yield Hit(Place(now.file, (key,), "key"), message, FIX)
        elif not _is_added_to(was, after[number]):
            message = f"{_named(key, number, was)} of the closed review {now.name} does not say what it said"
            yield Hit(Place(now.file, (key, number)), message, FIX)


def _named(key: str, number: int, entry: Record) -> str:
    return f"action {entry.id}" if isinstance(entry, ReviewAction) else f"{key[:-1]} {number + 1}"


def _is_added_to(was: Record, now: Record) -> bool:
    """Whether *now* says what it *was*, but for what an action may get once."""
    changed = [each for each in was.__slots__ if not _is_kept(getattr(was, each), getattr(now, each))]
    if not isinstance(was, ReviewAction):
        return not changed
    return all(each in LATER and getattr(was, each) is None for each in changed)


def _is_kept(was: object, now: object) -> bool:
    """Whether both say the same; also where only the plan's year begins in another month, which moves every quarter."""
    return is_same(was, now) or _spelt(was) == _spelt(now)


def _spelt(value: object) -> object:
    """*value* with its dates as they are written."""
    match value:
        case Window():
            return value.text
        case Record():
            return tuple([_spelt(getattr(value, name)) for name in value.__slots__])
        case tuple():
            return tuple([_spelt(each) for each in value])
        case _:
            return value
