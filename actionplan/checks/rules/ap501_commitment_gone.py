"""A commitment vanished.

What it checks: every commitment that was in the plan before the change is in it after the change.

Why it matters: a promise that is deleted looks as if it had never been made. One that is done, withdrawn or replaced
stays in the file with its log, so that the partners can see what became of it.

Before:

```yaml haven.yaml
partner: haven
commitments:
  - id: haven-1
    title: Open 3 advice hubs
    due: 2026-03
    updates:
      - {date: 2025-12-05, status: in-progress, confidence: green}
  - id: haven-2
    title: Train 12 advisers
    due: 2026-02
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
    title: Train 12 advisers
    due: 2026-02
    updates:
      - {date: 2025-12-05, status: in-progress, confidence: green}
      - {date: 2025-12-19, status: withdrawn, reason: funding, note: The grant ended.}
```

See also: AP502, where it came back under another id.
"""

from __future__ import annotations

from collections.abc import Iterator

from actionplan.checks.change import Turn
from actionplan.checks.diagnostic import Hit
from actionplan.checks.rules.ap502_renumbered import renumbered
from actionplan.domain.written import echo

CODE = "AP501"
SEVERITY = "error"
SINCE = "0.1.0"

FIX = "Put it back. What will not be done is withdrawn and stays in the file: actionplan withdraw {id} --reason …"


def check(turn: Turn) -> Iterator[Hit]:
    """A hit for each commitment that is gone and did not come back under another id."""
    elsewhere = renumbered(turn)
    for commitment in turn.gone:
        if commitment.id not in elsewhere:
            message = f"{commitment.id} is not in the plan any more: {echo(commitment.title)}"
            yield Hit(turn.at(commitment, part="key"), message, FIX.format(id=commitment.id))
