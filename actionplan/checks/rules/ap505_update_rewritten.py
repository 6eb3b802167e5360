"""The log was rewritten.

What it checks: every update that was in the log is there still, says the same, and stands in the same order; a new one
stands below all of them. To add evidence or a period to an old update is to change it.

Why it matters: what was reported at the time is what the review decided on. A log that can be changed afterwards proves
nothing, however good the reason was.

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
    title: Open 3 advice hubs
    due: 2026-03
    updates:
      - {date: 2025-12-05, status: in-progress, confidence: amber, reason: funding}
```

Mended:

```yaml haven.yaml
partner: haven
commitments:
  - id: haven-1
    title: Open 3 advice hubs
    due: 2026-03
    updates:
      - {date: 2025-12-05, status: in-progress, confidence: green}
      - {date: 2025-12-19, confidence: amber, reason: funding, note: The grant of 5 December was smaller.}
```

See also: AP208, which wants the oldest first: news that comes in late is dated on the day it was reported, and its note
says when it happened.
"""

from __future__ import annotations

from collections.abc import Iterator

from actionplan.checks.change import Kept, Turn, listed
from actionplan.checks.diagnostic import Hit
from actionplan.domain import change as c
from actionplan.domain.model import Update
from actionplan.domain.said import said_window
from actionplan.domain.sameness import is_same

CODE = "AP505"
SEVERITY = "error"
SINCE = "0.1.0"

KEPT = "Put it back as it was. What is new, and what was wrong, is said in an update of its own at the end."
LAST = "Move it to the end. Its date is the day it was reported; its note says when it happened."
ORDER = "Put them back in the order they had. A new one is added at the end."


def check(turn: Turn) -> Iterator[Hit]:
    """A hit for each update that was changed or removed, or put in before others, and for a log in another order."""
    for kept in turn.kept:
        for each in kept.of(c.UpdateChanged):
            place = turn.at(kept.after, "updates", each.number)
            yield Hit(place, f"{kept.id} said something else on {_day(each.before)}: {_what(each)}", KEPT)
        for gone in kept.of(c.UpdateGone):
            place = turn.at(kept.after, "updates", part="key")
            yield Hit(place, f"{kept.id} had an update of {_day(gone.update)}, which is not there any more", KEPT)
        for new in inserted(kept):
            message = f"{kept.id} has a new update of {_day(new.update)} above one that was there before"
            yield Hit(turn.at(kept.after, "updates", new.number), message, LAST)
        if any(each.key == "updates" for each in kept.of(c.FieldChanged)):
            place = turn.at(kept.after, "updates", part="key")
            yield Hit(place, f"the updates of {kept.id} stand in another order than before", ORDER)


def inserted(kept: Kept) -> Iterator[c.UpdateAdded]:
    """The updates that were not added at the end of the log."""
    added = list(kept.of(c.UpdateAdded))
    new = {each.number for each in added}
    last_old = max((number for number in range(len(kept.after.updates)) if number not in new), default=-1)
    return (each for each in added if each.number < last_old)


def is_rewritten(kept: Kept) -> bool:
    """Whether the log says something else than it said, but for what was added at its end."""
    is_changed = any(isinstance(each, c.UpdateChanged | c.UpdateGone) for each in kept.changes)
    return is_changed or any(each.key == "updates" for each in kept.of(c.FieldChanged)) or any(inserted(kept))


def _day(update: Update) -> str:
    return said_window(update.date)


def _what(change: c.UpdateChanged) -> str:
    """Which keys of an update were changed; both dates where that is one of them."""
    before, after = change.before, change.after
    names = [each for each in before.__slots__ if not is_same(getattr(before, each), getattr(after, each))]
    if names == ["date"]:
        return f"it is dated {_day(after)} now"
    verb = "is" if len(names) == 1 else "are"
    return f"{listed([each.rstrip('_') for each in names])} {verb} not as before"
