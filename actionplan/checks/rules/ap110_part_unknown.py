"""An update speaks of a part that its commitment does not have, or two parts have one id.

What it checks: each key under an update's `parts` is the id of one of the commitment's parts, and no two parts of a
commitment have the same id.

Why it matters: a commitment is complete when its parts are. What is said of a part that does not exist counts for
nothing, and the part that was meant stays open.

Fails:

```yaml haven.yaml
partner: haven
commitments:
  - id: haven-1
    title: Open 3 advice hubs
    due: 2026-03
    parts:
      - {id: east, title: Hub in the east of town}
      - {id: west, title: Hub in the west of town}
    updates:
      - {date: 2025-12-05, status: in-progress, confidence: green, parts: {south: in-progress}}
```

Mended:

```yaml haven.yaml
partner: haven
commitments:
  - id: haven-1
    title: Open 3 advice hubs
    due: 2026-03
    parts:
      - {id: east, title: Hub in the east of town}
      - {id: west, title: Hub in the west of town}
    updates:
      - {date: 2025-12-05, status: in-progress, confidence: green, parts: {east: in-progress}}
```
"""

from __future__ import annotations

from collections.abc import Collection, Iterator

from actionplan.checks.context import Context
from actionplan.checks.diagnostic import Hit
from actionplan.checks.suggest import did_you_mean, offered, similar
from actionplan.domain.model import Commitment
from actionplan.domain.written import echo

CODE = "AP110"
SEVERITY = "error"
SINCE = "0.1.0"

FEW = 10  # parts that a fix can list


def check(context: Context) -> Iterator[Hit]:
    """A hit for each second part with an id, and for each update of a part that is not there."""
    for commitment in context.plan.commitments:
        known = {each.id for each in commitment.parts} if commitment.parts else ()
        if len(known) < len(commitment.parts):
            # Which part an update means cannot be told before each has its own id.
            yield from _second_parts(context, commitment)
            continue
        for number, update in enumerate(commitment.updates):
            if update.parts:
                yield from _unknown(context, commitment, number, known)


def _second_parts(context: Context, commitment: Commitment) -> Iterator[Hit]:
    seen: set[str] = set()
    for number, part in enumerate(commitment.parts):
        if part.id in seen:
            message = f"{commitment.id} has two parts with the id {part.id}"
            yield Hit(context.at(commitment, "parts", number, "id"), message, "Give this part an id of its own.")
        seen.add(part.id)


def _unknown(context: Context, commitment: Commitment, number: int, known: Collection[str]) -> Iterator[Hit]:
    for key in commitment.updates[number].parts:
        if key not in known and key not in context.also_known:
            place = context.at(commitment, "updates", number, "parts", key, part="key")
            meant = similar((key,), [each.id for each in commitment.parts]).get(key)
            fix = did_you_mean(meant, _listed(key, commitment))
            is_free = meant is not None and meant.word not in commitment.updates[number].parts
            yield Hit(place, f"{commitment.id} has no part {echo(key)}", fix, offered(meant) if is_free else None)


def _listed(key: str, commitment: Commitment) -> str:
    ids = [each.id for each in commitment.parts]
    if 0 < len(ids) <= FEW:
        return f"Its parts are {', '.join(ids)}."
    return f"Add {key} with its title under the commitment's parts, or remove it here."
