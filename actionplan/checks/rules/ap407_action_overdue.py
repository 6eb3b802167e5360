"""An action of a review is past its day.

What it checks: an action of a closed review that has a day to be done by, and is not marked as done, is not past that
day.

Why it matters: what a meeting asks for is forgotten first. The next meeting should hear that it was done, or that it
was not, without anybody having to remember to ask.

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
  - {id: a1, action: Show the rota to the board, owner: haven, due: 2025-11-30}
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
  - {id: a1, action: Show the rota to the board, owner: haven, due: 2025-11-30, done: 2025-11-27}
```
"""

from __future__ import annotations

from collections.abc import Iterator

from actionplan.checks.context import Context
from actionplan.checks.diagnostic import Hit
from actionplan.domain.said import said_day

CODE = "AP407"
SEVERITY = "warning"
SINCE = "0.1.0"


def check(context: Context) -> Iterator[Hit]:
    """A hit for each action that is open and past its day."""
    for filed in context.reviews:
        for number, each in enumerate(filed.review.actions):
            if each.due is not None and each.due < context.on and (each.done is None or each.done > context.on):
                late = (context.on - each.due).days
                days = "1 day" if late == 1 else f"{late:,} days"
                message = f"{each.id}, for {each.owner}, was due on {said_day(each.due)} and is {days} late"
                fix = f"If it is done: actionplan review action {each.id} done"
                yield Hit(context.at_review(filed, "actions", number, "due"), message, fix)
