"""A commitment came under another id.

What it checks: no commitment goes away while one with the same title comes.

Why it matters: papers, minutes and other plans name a commitment by its id. When the id changes, they lead nowhere, and
the history of the commitment seems to begin anew.

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
  - id: haven-1a
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
```
"""

from __future__ import annotations

from collections.abc import Iterator, Mapping

from actionplan.checks.change import Turn
from actionplan.checks.diagnostic import Hit
from actionplan.domain.model import Commitment

CODE = "AP502"
SEVERITY = "error"
SINCE = "0.1.0"

FIX = "Write {id} again: an id is never changed, whatever became of the commitment."


def check(turn: Turn) -> Iterator[Hit]:
    """A hit for each commitment that goes by another id now."""
    for id_, commitment in renumbered(turn).items():
        message = f"{id_} goes by the id {commitment.id} now"
        yield Hit(turn.at(commitment, "id"), message, FIX.format(id=id_))


def renumbered(turn: Turn) -> Mapping[str, Commitment]:
    """Each commitment that is gone, by its id, with the one that came with the same title."""
    came = list(turn.added)
    found = {}
    for gone in turn.gone:
        same = next((each for each in came if _bare(each) == _bare(gone)), None)
        if same is not None:
            came.remove(same)
            found[gone.id] = same
    return found


def _bare(commitment: Commitment) -> str:
    return " ".join(commitment.title.casefold().split())
