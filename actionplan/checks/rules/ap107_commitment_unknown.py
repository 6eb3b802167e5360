"""A commitment waits on, or takes the place of, one that is not in the plan.

What it checks: each id under `waits_on`, and the id under `replaces`, is the id of a commitment of this plan.

Why it matters: the report says what waits on whom. Where the id is misspelt, nobody is told that somebody waits for
them; and a replaced commitment that cannot be found looks as if it had vanished.

Fails:

```yaml haven.yaml
partner: haven
commitments:
  - id: haven-1
    title: Open 3 advice hubs
    waits_on: [haven2]
    due: 2026-03
    updates:
      - {date: 2025-12-05, status: in-progress, confidence: green}
  - id: haven-2
    title: Train 12 advisers
    due: 2026-02
    updates:
      - {date: 2025-12-05, status: in-progress, confidence: green}
```

Mended:

```yaml haven.yaml
partner: haven
commitments:
  - id: haven-1
    title: Open 3 advice hubs
    waits_on: [haven-2]
    due: 2026-03
    updates:
      - {date: 2025-12-05, status: in-progress, confidence: green}
  - id: haven-2
    title: Train 12 advisers
    due: 2026-02
    updates:
      - {date: 2025-12-05, status: in-progress, confidence: green}
```
"""

from __future__ import annotations

from collections.abc import Iterator

from actionplan.checks.context import Context
from actionplan.checks.diagnostic import Hit, Place
from actionplan.checks.suggest import did_you_mean, offered, similar
from actionplan.domain.model import Commitment
from actionplan.domain.written import echo

CODE = "AP107"
SEVERITY = "error"
SINCE = "0.1.0"

KEPT = "One that was withdrawn or replaced keeps its place in the file, and its id."


def check(context: Context) -> Iterator[Hit]:
    """A hit for each id that no commitment has; none while a file of the plan cannot be read."""
    if not context.is_whole:
        return
    unknown = list(_unknown(context))
    near = similar((id_ for _, id_, _ in unknown), context.homes)
    for place, id_, who in unknown:
        asked = did_you_mean(near.get(id_), "Write the id of a commitment of this plan.")
        message = f"{who} {echo(id_)}, and no commitment of this plan has that id"
        yield Hit(place, message, f"{asked} {KEPT}", offered(near.get(id_)))


def _unknown(context: Context) -> Iterator[tuple[Place, str, str]]:
    """Where an unknown id stands, the id, and who does what with it."""
    for commitment in context.plan.commitments:
        if commitment.waits_on or commitment.replaces:
            for place, id_, verb in _named(context, commitment):
                if id_ not in context.homes and id_ not in context.also_known:
                    yield place, id_, f"{commitment.id} {verb}"


def _named(context: Context, commitment: Commitment) -> Iterator[tuple[Place, str, str]]:
    """Each commitment that *commitment* names: where, its id, and as what."""
    for number, id_ in enumerate(commitment.waits_on):
        yield context.at(commitment, "waits_on", number), id_, "waits on"
    if commitment.replaces:
        yield context.at(commitment, "replaces"), commitment.replaces, "replaces"
