"""A commitment is complete while a part of it is still open.

What it checks: when an update gives a commitment a status that means done, each of its parts has been said to be
closed (done or dropped) in that update or an earlier one. A part nobody has said anything about is open.

Why it matters: a commitment is complete only when its parts are. Half of it, reported as all of it, is the
commonest way in which a table of good news loses the board's trust.

Fails:

```yaml haven.yaml
partner: haven
commitments:
  - id: haven-1
    title: Open advice hubs in both wards
    due: 2026-03
    parts:
      - {id: a, title: Hub in East ward open}
      - {id: b, title: Hub in West ward open}
    updates:
      - date: 2025-12-05
        status: complete
        parts: {a: complete}
        evidence:
          - {title: Opening of the East hub, url: 'https://haven.example/east'}
```

Mended:

```yaml haven.yaml
partner: haven
commitments:
  - id: haven-1
    title: Open advice hubs in both wards
    due: 2026-03
    parts:
      - {id: a, title: Hub in East ward open}
      - {id: b, title: Hub in West ward open}
    updates:
      - date: 2025-12-05
        status: in-progress
        parts: {a: complete}
        evidence:
          - {title: Opening of the East hub, url: 'https://haven.example/east'}
```

See also: AP110 for a part that the commitment does not have, AP303 for missing evidence.
"""

from __future__ import annotations

from collections.abc import Iterator

from actionplan.checks.context import Context
from actionplan.checks.diagnostic import Hit
from actionplan.domain.model import Commitment
from actionplan.domain.said import listed
from actionplan.domain.vocabulary import Vocabulary

CODE = "AP304"
SEVERITY = "error"
SINCE = "0.1.0"


def check(context: Context) -> Iterator[Hit]:
    """A hit for each commitment whose last status means done, at the update that gave it."""
    words = context.words
    for commitment in context.plan.commitments:
        if not commitment.parts:
            continue
        # A log is mended by adding to it, so the last word counts: one that was taken back is no mistake any more.
        number = next((n for n in range(len(commitment.updates) - 1, -1, -1) if commitment.updates[n].status), None)
        if number is not None and words.status(commitment.updates[number].status).is_done:
            still_open = _open_parts(commitment, number, words)
            if still_open:
                yield _hit(context, commitment, number, still_open)


def _open_parts(commitment: Commitment, number: int, words: Vocabulary) -> list[str]:
    """The parts that are open after the update of that *number*."""
    said: dict[str, str] = {}
    for update in commitment.updates[: number + 1]:
        said.update(update.parts)
    known = {part: status for part, status in said.items() if status in words.statuses}
    unread = said.keys() - known.keys()  # AP301 has said so
    return [each.id for each in commitment.parts if each.id not in unread and words.status(known.get(each.id)).is_open]


def _hit(context: Context, commitment: Commitment, number: int, still_open: list[str]) -> Hit:
    code = commitment.updates[number].status or ""
    label = context.words.statuses[code].label.lower()
    what = f"part {still_open[0]} is" if len(still_open) == 1 else f"parts {listed(still_open)} are"
    written = ", ".join(f"{each}: {code}" for each in still_open)
    fix = f"If it is delivered, add “parts: {{{written}}}” here; if not, give a status that is still open."
    place = context.at(commitment, "updates", number, "status")
    return Hit(place, f"{commitment.id} is {label}, and {what} still open", fix)
