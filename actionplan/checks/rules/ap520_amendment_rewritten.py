"""An amendment was changed or removed.

What it checks: every amendment is there still and says the same.

Why it matters: it is the record of who agreed to what, and of the words as they were before.

Before:

```yaml haven.yaml
partner: haven
commitments:
  - id: haven-1
    title: Open 3 advice hubs
    due: 2026-03
    updates:
      - {date: 2025-12-05, status: in-progress, confidence: green}
    amendments:
      - {date: 2025-12-10, of: [title], by: the partnership board}
```

Fails:

```yaml haven.yaml
partner: haven
commitments:
  - id: haven-1
    title: Open 3 advice hubs
    due: 2026-03
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
    amendments:
      - {date: 2025-12-10, of: [title], by: the partnership board}
```
"""

from __future__ import annotations

from collections.abc import Iterator

from actionplan.checks.change import Turn, listed
from actionplan.checks.diagnostic import Hit
from actionplan.domain import change as c
from actionplan.domain.said import said_day

CODE = "AP520"
SEVERITY = "error"
SINCE = "0.1.0"

FIX = "Put it back as it was. What was agreed since then is an amendment of its own."


def check(turn: Turn) -> Iterator[Hit]:
    """A hit for each amendment that is gone or says something else."""
    for kept in turn.kept:
        for change in kept.of(c.AmendmentChanged):
            was = f"{kept.id} had an amendment of {said_day(change.before.date)} ({listed(change.before.of)})"
            if change.after is None:
                place = turn.at(kept.after, "amendments", part="key")
                yield Hit(place, f"{was}, which is not there any more", FIX)
            else:
                place = turn.at(kept.after, "amendments", kept.after.amendments.index(change.after))
                yield Hit(place, f"{was}, which says something else now", FIX)
