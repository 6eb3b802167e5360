"""An id is used for something else.

What it checks: a commitment whose title is quite another one still has its lead, its date, its parts and its log. Where
one of these is another one too, it is another commitment.

Why it matters: ids are for ever. A new commitment under an old id takes over a history that is not its own, and the old
one is gone without a word.

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
    title: Train 12 wardens
    due: 2026-01
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
  - id: haven-2
    title: Train 12 wardens
    due: 2026-01
    updates:
      - {date: 2025-12-05, status: in-progress, confidence: green}
```
"""

from __future__ import annotations

from collections.abc import Iterator

from actionplan.checks.change import Turn, is_another
from actionplan.checks.diagnostic import Hit
from actionplan.domain.written import echo

CODE = "AP504"
SEVERITY = "error"
SINCE = "0.1.0"

FIX = (
    "Put {id} back as it was, and give the new commitment an id of its own. If it is still the same one in better "
    "words, add to its amendments one of: [title] with the day and who agreed."
)


def check(turn: Turn) -> Iterator[Hit]:
    """A hit for each id that something else goes by now."""
    for kept in turn.touched:
        if is_another(kept):
            message = f"{kept.id} was {echo(kept.before.title)}, and is something else now: {echo(kept.after.title)}"
            yield Hit(turn.at(kept.after, "id"), message, FIX.format(id=kept.id))
