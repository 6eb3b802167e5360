"""An amendment names what did not change, or a day that is still to come.

What it checks: a new amendment names one or more keys, each of which the same change gives another value, and a day
that is not in the future.

Why it matters: an amendment lets a change through, because it says that the partners agreed to it. One that can be
written in advance, or for good measure, says nothing.

Before:

```yaml haven.yaml
partner: haven
commitments:
  - id: haven-1
    title: Open 3 advice hubs
    due: 2026-03
    updates:
      - {date: 2025-12-05, status: in-progress, confidence: green}
```

Fails:

```yaml haven.yaml
partner: haven
commitments:
  - id: haven-1
    title: Open 2 advice hubs
    due: 2026-03
    updates:
      - {date: 2025-12-05, status: in-progress, confidence: green}
    amendments:
      - {date: 2025-12-10, of: [title, kind], by: the partnership board}
```

Mended:

```yaml haven.yaml
partner: haven
commitments:
  - id: haven-1
    title: Open 2 advice hubs
    due: 2026-03
    updates:
      - {date: 2025-12-05, status: in-progress, confidence: green}
    amendments:
      - {date: 2025-12-10, of: [title], by: the partnership board}
```
"""

from __future__ import annotations

from collections.abc import Iterator

from actionplan.checks.change import Kept, Turn, keys_changed, listed
from actionplan.checks.diagnostic import Hit
from actionplan.checks.rules.ap206_update_in_future import latest_possible
from actionplan.domain import change as c
from actionplan.domain.said import said_day

CODE = "AP519"
SEVERITY = "error"
SINCE = "0.1.0"

KEYS = "Take out what did not change. An amendment is written in the same change as what it amends."
DAY = "Write the day on which it was agreed (today is {today}). Make the change when it is."


def check(turn: Turn) -> Iterator[Hit]:
    """A hit for each new amendment that names no change of this one, or a day to come."""
    for kept in turn.kept:
        for change in kept.of(c.AmendmentAdded):
            yield from _hits(turn, kept, change)


def _hits(turn: Turn, kept: Kept, change: c.AmendmentAdded) -> Iterator[Hit]:
    amendment = change.amendment
    if amendment.date > latest_possible(turn.places):
        message = f"{kept.id} has an amendment of {said_day(amendment.date)}, which is still to come"
        place = turn.at(kept.after, "amendments", change.number, "date")
        yield Hit(place, message, DAY.format(today=said_day(turn.places.today)))
        return
    changed = keys_changed(kept)
    idle = [each for each in dict.fromkeys(amendment.of) if each not in changed]
    if idle or not amendment.of:
        what = f"names {listed(idle)}, which did not change" if idle else "names nothing that was changed"
        place = turn.at(kept.after, "amendments", change.number, "of")
        yield Hit(place, f"{kept.id} has a new amendment that {what}", KEYS)
