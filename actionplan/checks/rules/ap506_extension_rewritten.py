"""A request to move a date was rewritten.

What it checks: every request for an extension is there still and says the same. One that was pending may be decided:
`decision`, `decided` and `by` come in together.

Why it matters: the meeting granted what was asked, for the reason given. If the request can be changed afterwards,
nobody can tell what was granted; and the number of times a date slipped is no longer true.

Before:

```yaml haven.yaml
partner: haven
commitments:
  - id: haven-1
    title: Open 3 advice hubs
    due: 2026-03
    updates:
      - {date: 2025-12-05, status: in-progress, confidence: green}
    extensions:
      - {asked: 2025-12-01, to: 2026-05-31, reason: capacity, decision: granted, decided: 2025-12-15}
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
    extensions:
      - {asked: 2025-12-01, to: 2026-07-31, reason: capacity, decision: granted, decided: 2025-12-15}
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
      - {asked: 2025-12-01, to: 2026-05-31, reason: capacity, decision: granted, decided: 2025-12-15}
      - {asked: 2025-12-20, to: 2026-07-31, reason: capacity}
```
"""

from __future__ import annotations

from collections.abc import Iterator

from actionplan.checks.change import Kept, Turn, listed
from actionplan.checks.diagnostic import Hit, Place
from actionplan.domain import change as c
from actionplan.domain.said import said_day, said_window
from actionplan.domain.sameness import is_same

CODE = "AP506"
SEVERITY = "error"
SINCE = "0.1.0"

FIX = "Put it back as it was. A request that no longer holds is refused (actionplan decide {id} refused); ask anew."


def check(turn: Turn) -> Iterator[Hit]:
    """A hit for each request that is gone or says something else, but for the decision on one that was pending."""
    for kept in turn.kept:
        for change in kept.of(c.ExtensionChanged):
            yield Hit(_place(turn, kept, change), _message(kept.id, change), FIX.format(id=kept.id))


def _place(turn: Turn, kept: Kept, change: c.ExtensionChanged) -> Place:
    if change.after is None:
        return turn.at(kept.after, "extensions", part="key")
    return turn.at(kept.after, "extensions", kept.after.extensions.index(change.after))


def _message(id_: str, change: c.ExtensionChanged) -> str:
    was = change.before
    asked = f"{id_} asked on {said_day(was.asked)} for {said_window(was.to)}"
    so_far = f"{asked}, and it was {was.decision}" if was.decision else asked
    if change.after is None:
        return f"{so_far}; that is not there any more"
    names = [each for each in was.__slots__ if not is_same(getattr(was, each), getattr(change.after, each))]
    return f"{so_far}; {listed(names)} {'is' if len(names) == 1 else 'are'} not as before"
