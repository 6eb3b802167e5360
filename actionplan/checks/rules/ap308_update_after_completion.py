"""Something closed is open again, or closed in another way.

What it checks: after an update whose status is closed (done or dropped) there is none with a different status. An
update that only adds a note, evidence or the same status again is fine.

Why it matters: the board has seen it closed and crossed it off. If the work was not done after all, that is news the
board must hear; if there is more to do, it is a commitment of its own, with its own date.

Fails:

```yaml haven.yaml
partner: haven
commitments:
  - id: haven-1
    title: Open 3 advice hubs
    due: 2026-03
    updates:
      - date: 2025-10-06
        status: complete
        evidence:
          - {title: Opening of the third hub, url: 'https://haven.example/hubs'}
      - {date: 2025-12-05, status: in-progress, note: A fourth hub was asked for.}
```

Mended:

```yaml haven.yaml
partner: haven
commitments:
  - id: haven-1
    title: Open 3 advice hubs
    due: 2026-03
    updates:
      - date: 2025-10-06
        status: complete
        evidence:
          - {title: Opening of the third hub, url: 'https://haven.example/hubs'}
      - {date: 2025-12-05, note: 'A fourth hub was asked for, see haven-2.'}
  - id: haven-2
    title: Open a fourth advice hub
    agreed: 2025-12-05
    due: 2026-03
    updates:
      - {date: 2025-12-05, status: in-progress}
```
"""

from __future__ import annotations

from collections.abc import Iterator

from actionplan.checks.context import Context
from actionplan.checks.diagnostic import Hit
from actionplan.domain.model import Commitment, Update
from actionplan.domain.said import said_window

CODE = "AP308"
SEVERITY = "warning"
SINCE = "0.1.0"

FIX = (
    "Give new work a commitment of its own. If it was closed too early, say so in the note and add to this line: "
    "# actionplan: allow AP308 - why"
)


def check(context: Context) -> Iterator[Hit]:
    """A hit for each update that gives a closed commitment another status."""
    statuses = context.words.statuses
    closed = {code for code, word in statuses.items() if not word.is_open}
    for commitment in context.plan.commitments:
        since: Update | None = None
        for number, update in enumerate(commitment.updates):
            if update.status not in statuses:
                continue
            if since is not None and update.status != since.status:
                yield _hit(context, commitment, number, since)
                since = None
            if update.status in closed:
                since = since or update


def _hit(context: Context, commitment: Commitment, number: int, since: Update) -> Hit:
    words = context.words
    was, now = (words.status(each.status).label.lower() for each in (since, commitment.updates[number]))
    message = f"{commitment.id} has been {was} since {said_window(since.date)}, and this update says {now}"
    return Hit(context.at(commitment, "updates", number, "status"), message, FIX)
