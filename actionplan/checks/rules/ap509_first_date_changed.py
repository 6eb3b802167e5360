"""The date first agreed is another one.

What it checks: the due date of a commitment, and of each of its parts, is the one it was. A date that was never agreed
may be added, or the same last day be written in another way, with an amendment that names it.

Why it matters: lateness is counted against the first date, for ever. Where that date can be moved without a word,
nothing is ever late. An extension moves the date that is in force and keeps the first one.

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
    due: 2026-06
    updates:
      - {date: 2025-12-05, status: in-progress, confidence: green}
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
    extensions:
      - {asked: 2025-12-20, to: 2026-06, reason: capacity, note: Two rooms are not free before May.}
```

See also: AP510, where a date was moved after it had passed.
"""

from __future__ import annotations

from collections.abc import Iterator

from actionplan.checks.change import Kept, Turn
from actionplan.checks.diagnostic import Hit
from actionplan.domain import change as c
from actionplan.domain.dates import Window
from actionplan.domain.said import said_window
from actionplan.domain.sameness import is_same

CODE = "AP509"
SEVERITY = "error"
SINCE = "0.1.0"

MOVED = "Put it back. To move the date, ask for an extension: actionplan extend {id} --to {to} --reason …"
REMOVED = "Put it back. What was agreed stays; to move it, ask for an extension: actionplan extend {id} --to …"
ADDED = "Add to its amendments, in the same change, one of: [{key}] with the day and who agreed; or take it out."


def check(turn: Turn) -> Iterator[Hit]:
    """A hit for each due date that is another one, came without an amendment, or is gone."""
    for kept in turn.kept:
        for change in kept.of(c.DueChanged):
            said = _said(kept, change.before, change.after, "due")
            if said is not None:
                yield Hit(turn.at(kept.after, "due"), f"{kept.id}: {said[0]}", said[1])
        if any(kept.of(c.PartsChanged)):
            yield from _parts(turn, kept)


def _parts(turn: Turn, kept: Kept) -> Iterator[Hit]:
    earlier = {each.id: each for each in kept.before.parts}
    for number, part in enumerate(kept.after.parts):
        was = earlier.get(part.id)
        if was is not None and not is_same(was.due, part.due):
            said = _said(kept, was.due, part.due, "parts")
            if said is not None:
                yield Hit(turn.at(kept.after, "parts", number, "due"), f"{kept.id}, part {part.id}: {said[0]}", said[1])


def _said(kept: Kept, was: Window | None, now: Window | None, key: str) -> tuple[str, str] | None:
    """What is wrong with the date that *now* is due, and what to do; None where it was agreed."""
    if was is None or now is None:
        if now is None and was is not None:
            return f"{said_window(was)} was the date first agreed, and is gone", REMOVED.format(id=kept.id)
        if key in kept.amended or now is None:
            return None
        return f"{said_window(now)} was added as the date first agreed, and no amendment says by whom", ADDED.format(
            key=key
        )
    what = f"the date first agreed was {said_window(was)}, and is {said_window(now)} now"
    if was.last == now.last:
        return None if key in kept.amended else (what, ADDED.format(key=key))
    return what, MOVED.format(id=kept.id, to=now.last.isoformat())
