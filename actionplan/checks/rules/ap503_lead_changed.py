"""A commitment has another lead, and nothing says who agreed or where it came from.

What it checks: where the lead of a commitment changes, an amendment in the same change names `lead`. Where a commitment
is closed because another partner takes it over, the new one says so with `replaces`.

Why it matters: somebody promised it. Before the promise is another partner's, both have to agree; and the report must
be able to follow it from the one to the other.

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
    lead: elm
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
    lead: elm
    due: 2026-03
    updates:
      - {date: 2025-12-05, status: in-progress, confidence: green}
    amendments:
      - {date: 2025-12-10, of: [lead], by: the partnership board, was: Haven Trust}
```
"""

from __future__ import annotations

from collections.abc import Iterator

from actionplan.checks.change import Turn
from actionplan.checks.diagnostic import Hit
from actionplan.domain import change as c
from actionplan.domain.model import Commitment

CODE = "AP503"
SEVERITY = "error"
SINCE = "0.1.0"

DROPPED = "dropped"

FIX = "Put it back; or add to its amendments, in the same change, one of: [lead] with the day and who agreed."


def check(turn: Turn) -> Iterator[Hit]:
    """A hit for each commitment that another partner leads now, without a word about it."""
    for kept in turn.kept:
        for change in kept.of(c.LeadChanged):
            if "lead" not in kept.amended:
                who, before = turn.partner(change.after), turn.partner(change.before)
                message = f"{kept.id} is led by {who} now and was by {before}, and no amendment says who agreed"
                yield Hit(turn.at(kept.after, "lead"), message, FIX)
    for new, old in _taken_over(turn):
        message = f"{new.id} has the words of {old.id}, which was closed in the same change, and does not say so"
        yield Hit(turn.at(new, "id"), message, f"Write replaces: {old.id}")


def _taken_over(turn: Turn) -> Iterator[tuple[Commitment, Commitment]]:
    """Each new commitment that another partner leads, with the one of the same title that was dropped for it."""
    dropped = [kept.after for kept in turn.kept for each in kept.of(c.StatusChanged) if each.after.meaning == DROPPED]
    for new in turn.added:
        for old in dropped:
            if old.title == new.title and old.lead != new.lead and new.replaces != old.id:
                yield new, old
