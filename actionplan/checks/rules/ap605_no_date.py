"""No date was agreed.

What it checks: an open deliverable has a due date, or each of its parts has one. What is recurring or ongoing needs
none.

Why it matters: a commitment without a date is normal; it only can never be late, and slips without being seen. Every
report counts those without one, so that a low number of overdue commitments is not mistaken for good news.

Fails:

```yaml haven.yaml
partner: haven
commitments:
  - id: haven-1
    title: Open 3 advice hubs
    updates:
      - {date: 2025-12-05, status: in-progress, confidence: green}
```

Mended:

```yaml haven.yaml
partner: haven
commitments:
  - id: haven-1
    title: Open 3 advice hubs
    due: 2026-03
    updates:
      - {date: 2025-12-05, status: in-progress, confidence: green}
```

See also: AP401 for commitments past their date.
"""

from __future__ import annotations

from collections.abc import Iterator

from actionplan.checks.context import Context
from actionplan.checks.diagnostic import Hit
from actionplan.domain.model import Commitment

CODE = "AP605"
SEVERITY = "advice"
SINCE = "0.1.0"

DATED = "deliverable"
FIX = "Where the partners agree one, write it as due; a month is enough (2026-03). Until then it is counted as undated."


def check(context: Context) -> Iterator[Hit]:
    """A hit for each open deliverable without a date."""
    found = [each for each in context.plan.commitments if each.due is None and _needs_date(each)]
    closed = {each.id for each in context.positions if not each.is_open} if found else set()
    for commitment in found:
        if commitment.id not in closed:
            # A place in what is missing: a date that is there and cannot be read is a finding already.
            yield Hit(context.at(commitment, "due"), f"no date was agreed for {commitment.id}", FIX)


def _needs_date(commitment: Commitment) -> bool:
    has_dated_parts = bool(commitment.parts) and all(each.due is not None for each in commitment.parts)
    return commitment.kind == DATED and not has_dated_parts
