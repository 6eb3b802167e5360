"""A commitment that was closed is open again, and no reason is given.

What it checks: the update that opens a commitment again gives a reason.

Why it matters: what was reported as delivered is not delivered. Whoever read the last report has to hear why.

Before:

```yaml haven.yaml
partner: haven
commitments:
  - id: haven-1
    title: Open 3 advice hubs
    due: 2026-03
    updates:
      - {date: 2025-12-05, status: in-progress, confidence: green}
      - date: 2025-12-10
        status: complete
        evidence:
          - {title: Opening of the third hub, url: 'https://haven.example/hubs', date: 2025-12-09}
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
      - date: 2025-12-10
        status: complete
        evidence:
          - {title: Opening of the third hub, url: 'https://haven.example/hubs', date: 2025-12-09}
      - {date: 2025-12-19, status: in-progress}
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
      - date: 2025-12-10
        status: complete
        evidence:
          - {title: Opening of the third hub, url: 'https://haven.example/hubs', date: 2025-12-09}
      - {date: 2025-12-19, status: in-progress, reason: quality}
```

See also: AP308, which asks whether it is new work.
"""

from __future__ import annotations

from collections.abc import Iterator
from itertools import pairwise

from actionplan.checks.change import Kept, Turn
from actionplan.checks.diagnostic import Hit
from actionplan.domain import change as c
from actionplan.domain.log import standings
from actionplan.domain.model import Update
from actionplan.domain.vocabulary import Word

CODE = "AP513"
SEVERITY = "error"
SINCE = "0.1.0"

FIX = "Add a reason to this update, and say in its note what happened."


def check(turn: Turn) -> Iterator[Hit]:
    """A hit for each new update that opens a closed commitment again and gives no reason."""
    for kept in turn.kept:
        new = {each.number for each in kept.of(c.UpdateAdded)}
        for number, update, was, now in _reopened(turn, kept) if new else ():
            if number in new and update.reason is None:
                message = f"{kept.id} was {was.label.lower()} and is {now.label.lower()} again, and no reason is given"
                yield Hit(turn.at(kept.after, "updates", number, "status"), message, FIX)


def _reopened(turn: Turn, kept: Kept) -> Iterator[tuple[int, Update, Word, Word]]:
    """Each update that opens the commitment again: its number, itself, and the status before and after."""
    said = standings(kept.after.updates, turn.places.words)
    for number, (was, now) in enumerate(pairwise(said), 1):
        if now.status.is_open and not was.status.is_open:
            yield number, kept.after.updates[number], was.status, now.status
