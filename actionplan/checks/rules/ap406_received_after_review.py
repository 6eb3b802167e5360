"""Something about a period came in after its review was closed.

What it checks: no update for the period of a closed review was added since, no reading that was out by then, and no
commitment that is said to have been there already. What the board saw is all there.

Why it matters: nothing is wrong with late news, but the board did not have it. Figures for that period, made from the
files now, differ from those in its papers, and the next meeting should be told so.

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
      - {date: 2025-12-08, period: 2025-26 Q2, status: in-progress, confidence: red, reason: funding}
```

```yaml reviews/2025-26-q2.yaml
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
      - {date: 2025-12-08, status: in-progress, confidence: red, reason: funding}
```

```yaml reviews/2025-26-q2.yaml
period: 2025-26 Q2
closed: 2025-10-29
positions:
  - {id: haven-1, status: in-progress, confidence: green, due: 2026-03, updates: 1,
     log: 3ebf3ce8597eb751, wording: 86dd0a227a2e77d8}
```

See also: AP405 for a past that was rewritten. `actionplan review check` lists both, and so does the next report.
"""

from __future__ import annotations

from collections.abc import Iterator

from actionplan.checks.context import Context
from actionplan.checks.diagnostic import Hit
from actionplan.checks.restated import message_of, place_of

CODE = "AP406"
SEVERITY = "advice"
SINCE = "0.1.0"

FIX = "If it belongs to that period, leave it and tell the next meeting. If it is news of today, take out its period."


def check(context: Context) -> Iterator[Hit]:
    """A hit for each thing about the period of a closed review that came in later."""
    for filed, found in context.restated:
        place = None if found.is_rewritten else place_of(context, filed, found)
        if place is not None:
            yield Hit(place, message_of(filed, found), FIX)
