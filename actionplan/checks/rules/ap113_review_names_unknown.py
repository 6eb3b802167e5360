"""A decision or an action of a closed review names somebody or something that is not in the plan.

What it checks: what a decision or an action is about is the id of a commitment of this plan, and the owner of an action
is the key of one of its partners, or `all`.

Why it matters: the next meeting is told what became of each decision and who still owes what. A name that is misspelt
leads to nobody.

Fails:

```yaml haven.yaml
partner: haven
commitments:
  - id: haven-1
    title: Open 3 advice hubs
    due: 2026-03
    updates:
      - {date: 2025-07-10, status: in-progress, confidence: green}
      - {date: 2025-12-05, status: in-progress, confidence: green}
```

```yaml reviews/2025-26-q2.yaml
period: 2025-26 Q2
closed: 2025-10-29
positions:
  - {id: haven-1, status: in-progress, confidence: green, due: 2026-03, updates: 1,
     log: 3ebf3ce8597eb751, wording: 86dd0a227a2e77d8}
actions:
  - {id: a1, action: Show the rota to the board, owner: heaven, due: 2026-01-31}
```

Mended:

```yaml haven.yaml
partner: haven
commitments:
  - id: haven-1
    title: Open 3 advice hubs
    due: 2026-03
    updates:
      - {date: 2025-07-10, status: in-progress, confidence: green}
      - {date: 2025-12-05, status: in-progress, confidence: green}
```

```yaml reviews/2025-26-q2.yaml
period: 2025-26 Q2
closed: 2025-10-29
positions:
  - {id: haven-1, status: in-progress, confidence: green, due: 2026-03, updates: 1,
     log: 3ebf3ce8597eb751, wording: 86dd0a227a2e77d8}
actions:
  - {id: a1, action: Show the rota to the board, owner: haven, due: 2026-01-31}
```
"""

from __future__ import annotations

from collections.abc import Iterator, Sequence

from actionplan.checks.context import Context
from actionplan.checks.diagnostic import Hit
from actionplan.checks.suggest import did_you_mean, offered, similar, similar_partners
from actionplan.domain.model import EVERYBODY
from actionplan.domain.reviewed import Filed, ReviewAction, ReviewDecision
from actionplan.domain.written import echo

CODE = "AP113"
SEVERITY = "error"
SINCE = "0.1.0"


def check(context: Context) -> Iterator[Hit]:
    """A hit for each commitment or owner that is not in the plan; of commitments none while a file cannot be read."""
    for filed in context.reviews:
        review = filed.review
        if context.is_whole:
            yield from _about(context, filed, "decisions", review.decisions)
            yield from _about(context, filed, "actions", review.actions)
        yield from _owners(context, filed)


def _about(context: Context, filed: Filed, key: str, entries: Sequence[ReviewDecision | ReviewAction]) -> Iterator[Hit]:
    known = context.homes.keys() | context.also_known
    unknown = {each.about for each in entries if each.about} - known
    near = similar(unknown, context.homes)
    for number, each in enumerate(entries):
        if each.about in unknown:
            meant = near.get(each.about)
            message = f"this is about {echo(each.about)}, and no commitment of this plan has that id"
            fix = did_you_mean(meant, "Write the id of a commitment, or remove the key.")
            yield Hit(context.at_review(filed, key, number, "about"), message, fix, offered(meant))


def _owners(context: Context, filed: Filed) -> Iterator[Hit]:
    partners = context.plan.head.partners
    unknown = {each.owner for each in filed.review.actions} - partners.keys() - {EVERYBODY}
    near = similar_partners(unknown, partners)
    for number, each in enumerate(filed.review.actions):
        if each.owner in unknown:
            meant = near.get(each.owner)
            message = f"{each.id} is for {echo(each.owner)}, which is no partner in plan.yaml"
            fix = did_you_mean(meant, f"Write the key of a partner, or {EVERYBODY} where it is for all of them.")
            yield Hit(context.at_review(filed, "actions", number, "owner"), message, fix, offered(meant))
