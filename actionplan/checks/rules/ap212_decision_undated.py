"""An extension has a decision without its day, or a day without its decision.

What it checks: an extension has both `decision` and `decided`, or neither while it is pending.

Why it matters: the due date moves on the day it is decided. Without that day nobody can say what date held at an
earlier review, and a day without a decision leaves the board to guess.

Fails:

```yaml haven.yaml
partner: haven
commitments:
  - id: haven-1
    title: Open 3 advice hubs
    due: 2026-01
    updates:
      - {date: 2025-12-05, status: in-progress, confidence: green}
    extensions:
      - {asked: 2025-12-05, to: 2026-03-31, reason: capacity, decision: granted}
```

Mended:

```yaml haven.yaml
partner: haven
commitments:
  - id: haven-1
    title: Open 3 advice hubs
    due: 2026-01
    updates:
      - {date: 2025-12-05, status: in-progress, confidence: green}
    extensions:
      - {asked: 2025-12-05, to: 2026-03-31, reason: capacity, decision: granted, decided: 2025-12-12}
```
"""

from __future__ import annotations

from collections.abc import Iterator

from actionplan.checks.context import Context
from actionplan.checks.diagnostic import Hit
from actionplan.domain.model import Commitment
from actionplan.domain.said import said_day

CODE = "AP212"
SEVERITY = "error"
SINCE = "0.1.0"


def check(context: Context) -> Iterator[Hit]:
    """A hit for each extension that has only one of decision and day."""
    for commitment in context.plan.commitments:
        if commitment.extensions:
            yield from _extensions(context, commitment)


def _extensions(context: Context, commitment: Commitment) -> Iterator[Hit]:
    # The place is that of the missing key: if it is there and could not be read, that has been said.
    for number, each in enumerate(commitment.extensions):
        if each.decision and each.decided is None:
            message = f"{commitment.id} has an extension that was {each.decision}, and nobody says on which day"
            fix = "Add the day: decided, with the day of the decision."
            yield Hit(context.at(commitment, "extensions", number, "decided"), message, fix)
        elif each.decided and each.decision is None:
            message = f"{commitment.id} has an extension decided on {said_day(each.decided)}, and nobody says how"
            fix = "Add decision: granted or refused. While it is pending, remove decided."
            yield Hit(context.at(commitment, "extensions", number, "decision"), message, fix)
