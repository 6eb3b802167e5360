"""A date was moved after it had passed.

What it checks: an extension is granted before the date that was in force has passed.

Why it matters: an extension that comes afterwards is not a plan, but a late promise made to look kept. The report shows
it as late against the first date in any case; the meeting should know that it was asked to look back.

Before:

```yaml haven.yaml
partner: haven
commitments:
  - id: haven-1
    title: Open 3 advice hubs
    due: 2025-11
    updates:
      - {date: 2025-12-05, status: in-progress, confidence: green}
```

Fails:

```yaml haven.yaml
partner: haven
commitments:
  - id: haven-1
    title: Open 3 advice hubs
    due: 2025-11
    updates:
      - {date: 2025-12-05, status: in-progress, confidence: green}
    extensions:
      - {asked: 2025-12-05, to: 2026-03, reason: capacity, decision: granted, decided: 2025-12-15}
```

Mended:

```yaml haven.yaml
partner: haven
commitments:
  - id: haven-1
    title: Open 3 advice hubs
    due: 2025-11
    updates:
      - {date: 2025-12-05, status: in-progress, confidence: green}
    extensions:
      - {asked: 2025-10-05, to: 2026-03, reason: capacity, decision: granted, decided: 2025-11-15}
```
"""

from __future__ import annotations

from collections.abc import Iterator

from actionplan.checks.change import Kept, Turn
from actionplan.checks.diagnostic import Hit
from actionplan.domain import change as c
from actionplan.domain.assess import revised_due
from actionplan.domain.said import said_day, said_window

CODE = "AP510"
SEVERITY = "warning"
SINCE = "0.1.0"

FIX = "Ask before the date passes. Where it could not be helped, add to this line: # actionplan: allow AP510 - why"


def check(turn: Turn) -> Iterator[Hit]:
    """A hit for each extension that was granted after the date it moves."""
    for kept in turn.kept:
        for change in kept.of(c.ExtensionDecided):
            if change.extension.decision == "granted":
                yield from _hits(turn, kept, change)


def _hits(turn: Turn, kept: Kept, change: c.ExtensionDecided) -> Iterator[Hit]:
    in_force = revised_due(kept.before) or kept.before.due
    extension = change.extension
    decided = extension.decided or extension.asked
    if in_force is None or in_force.last >= decided:
        return
    asked = "asked for in time" if extension.asked <= in_force.last else "asked for later too"
    message = (
        f"{kept.id} was due {said_window(in_force)}, and was given more time on {said_day(decided)}, "
        f"after that had passed ({asked})"
    )
    yield Hit(turn.at(kept.after, "extensions", kept.after.extensions.index(extension), "to"), message, FIX)
