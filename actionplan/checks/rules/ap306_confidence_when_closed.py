"""Confidence in something that is closed.

What it checks: an update has a confidence only while the commitment is open: not with a status that means done or
dropped, nor after one.

Why it matters: confidence asks whether it will land. Of what has landed, or never will, there is nothing left to ask;
counted in, it would make the share of green larger than it is.

Fails:

```yaml haven.yaml
partner: haven
commitments:
  - id: haven-1
    title: Open 3 advice hubs
    due: 2026-03
    updates:
      - date: 2025-12-05
        status: complete
        confidence: green
        evidence:
          - {title: Opening of the third hub, url: 'https://haven.example/hubs'}
```

Mended:

```yaml haven.yaml
partner: haven
commitments:
  - id: haven-1
    title: Open 3 advice hubs
    due: 2026-03
    updates:
      - date: 2025-12-05
        status: complete
        evidence:
          - {title: Opening of the third hub, url: 'https://haven.example/hubs'}
```
"""

from __future__ import annotations

from collections.abc import Iterator

from actionplan.checks.context import Context
from actionplan.checks.diagnostic import Hit

CODE = "AP306"
SEVERITY = "warning"
SINCE = "0.1.0"


def check(context: Context) -> Iterator[Hit]:
    """A hit for each confidence that is given with a closed status, or while one is in force."""
    words = context.words
    closed = {code for code, word in words.statuses.items() if not word.is_open}
    for commitment in context.plan.commitments:
        status: str | None = None
        for number, update in enumerate(commitment.updates):
            status = update.status or status
            confidence = words.confidences.get(update.confidence) if update.confidence and status in closed else None
            if confidence is not None:
                place = context.at(commitment, "updates", number, "confidence")
                label = words.status(status).label.lower()
                message = f"{commitment.id} is {label}, and has a confidence: {confidence.label.lower()}"
                yield Hit(place, message, "Remove the confidence: it is asked only while a commitment is open.")
