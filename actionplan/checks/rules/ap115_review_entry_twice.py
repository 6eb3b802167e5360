"""A closed review has something twice.

What it checks: within one closed review each commitment has one position, each indicator one reading, and each action
an id of its own.

Why it matters: an action is marked as done by its id. Of two with the same id, the wrong one would be closed; of two
positions, nobody could say which one the board saw.

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
actions:
  - {id: a1, action: Show the rota to the board, owner: haven, due: 2026-01-31}
  - {id: a1, action: Ask the council for a room, owner: northfield, due: 2026-01-31}
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
actions:
  - {id: a1, action: Show the rota to the board, owner: haven, due: 2026-01-31}
  - {id: a2, action: Ask the council for a room, owner: northfield, due: 2026-01-31}
```
"""

from __future__ import annotations

from collections.abc import Iterator

from actionplan.checks.context import Context
from actionplan.checks.diagnostic import Hit
from actionplan.domain.reviewed import ReviewFile
from actionplan.domain.written import echo

CODE = "AP115"
SEVERITY = "error"
SINCE = "0.1.0"

SEEN = "Put the file back as it was written when the review was closed."
ACTION = "Give the one that was added later an id that no action has yet."


def check(context: Context) -> Iterator[Hit]:
    """A hit for each entry of a closed review that has the id of an earlier one."""
    for filed in context.reviews:
        for key, name, ids, fix in _lists(filed.review):
            known: set[str] = set()
            for number, id_ in enumerate(ids):
                if id_.lower() in known:
                    place = context.at_review(filed, key, number, name)
                    yield Hit(place, f"{echo(id_)} stands twice under “{key}” of this review", fix)
                known.add(id_.lower())


def _lists(review: ReviewFile) -> Iterator[tuple[str, str, list[str], str]]:
    """Each list of entries with an id: its key, the key of the id, the ids, and what to do about two that are alike."""
    yield "positions", "id", [each.id for each in review.positions], SEEN
    yield "readings", "indicator", [each.indicator for each in review.readings], SEEN
    yield "actions", "id", [each.id for each in review.actions], ACTION
