"""Two closed reviews are about the same period.

What it checks: there is one file for each review period, however the period is spelt.

Why it matters: two records of what one board saw cannot both be true. Which of them is checked, and which goes into the
next report, would be chance.

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
```

```yaml reviews/2025-26-q2.yml
period: 2025-26 Q2
closed: 2025-10-29
positions:
  - {id: haven-1, status: in-progress, confidence: green, due: 2026-03, updates: 1,
     log: 3ebf3ce8597eb751, wording: 86dd0a227a2e77d8}
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
```

See also: AP112 for a file whose name is not that of its period.
"""

from __future__ import annotations

from collections.abc import Iterator

from actionplan.checks.context import Context
from actionplan.checks.diagnostic import Hit
from actionplan.domain.said import said_window

CODE = "AP114"
SEVERITY = "error"
SINCE = "0.1.0"

FIX = "Keep the one that the board saw, and remove the other. What was decided later is added to the one that is kept."


def check(context: Context) -> Iterator[Hit]:
    """A hit for each review of a period that an earlier file is about."""
    first: dict[object, str] = {}
    for filed in context.reviews:
        period = filed.review.period
        known = first.setdefault(period[:2], filed.name)
        if known != filed.name:
            message = f"{known} is the review of {said_window(period)} already"
            yield Hit(context.at_review(filed, "period"), message, FIX)
