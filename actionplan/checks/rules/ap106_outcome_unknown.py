"""A commitment serves an outcome that does not exist.

What it checks: each id under a commitment's `outcomes` is the id of an outcome in outcomes.yaml.

Why it matters: the report shows for each outcome what is done for it. A commitment that points nowhere is done for
nothing that anybody measures.

Fails:

```yaml haven.yaml
partner: haven
commitments:
  - id: haven-1
    title: Open 3 advice hubs
    outcomes: [warm-home]
    due: 2026-03
    updates:
      - {date: 2025-12-05, status: in-progress, confidence: green}
```

```yaml outcomes.yaml
outcomes:
  - id: warm-homes
    title: Fewer people live in cold homes
    theme: homes
```

Mended:

```yaml haven.yaml
partner: haven
commitments:
  - id: haven-1
    title: Open 3 advice hubs
    outcomes: [warm-homes]
    due: 2026-03
    updates:
      - {date: 2025-12-05, status: in-progress, confidence: green}
```

```yaml outcomes.yaml
outcomes:
  - id: warm-homes
    title: Fewer people live in cold homes
    theme: homes
```
"""

from __future__ import annotations

from collections.abc import Collection, Iterator

from actionplan.checks.context import Context
from actionplan.checks.diagnostic import Hit
from actionplan.checks.suggest import correct_or_add, offered, similar
from actionplan.domain.model import Commitment
from actionplan.domain.written import echo

CODE = "AP106"
SEVERITY = "error"
SINCE = "0.1.0"


def check(context: Context) -> Iterator[Hit]:
    """A hit for each id that no outcome has; none while a file of the plan cannot be read."""
    if not context.is_whole:
        return
    outcomes = [each.id for each in context.plan.outcomes]
    unknown = list(_unknown(context, {*outcomes, *context.also_known}))
    near = similar((id_ for _, _, id_ in unknown), outcomes)
    for commitment, number, id_ in unknown:
        message = f"{commitment.id} serves the outcome {echo(id_)}, and no outcome has that id"
        fix = correct_or_add(near.get(id_), f"the outcome {id_} to outcomes.yaml")
        yield Hit(context.at(commitment, "outcomes", number), message, fix, offered(near.get(id_)))


def _unknown(context: Context, known: Collection[str]) -> Iterator[tuple[Commitment, int, str]]:
    """Who serves an unknown outcome, its number in the list, and its id."""
    for commitment in context.plan.commitments:
        if commitment.outcomes:
            for number, id_ in enumerate(commitment.outcomes):
                if id_ not in known:
                    yield commitment, number, id_
