"""A commitment was due before it was agreed.

What it checks: the due date of each commitment, and of each of its parts, is not over when the commitment is agreed.
That is its `agreed`, or else the date of the agreement in plan.yaml. An agreement dated after the plan's whole period
is said once, and not for each commitment.

Why it matters: nobody promises what is already late. One of the two dates is wrong, and lateness is counted from it.

Fails:

```yaml haven.yaml
partner: haven
commitments:
  - id: haven-1
    title: Open 3 advice hubs
    agreed: 2025-10
    due: 2025-09-30
    updates:
      - date: 2025-12-05
        status: complete
        evidence:
          - {title: Opening of the third hub, url: 'https://haven.example/hubs', date: 2025-12-05}
```

Mended:

```yaml haven.yaml
partner: haven
commitments:
  - id: haven-1
    title: Open 3 advice hubs
    agreed: 2025-10
    due: 2025-12-31
    updates:
      - date: 2025-12-05
        status: complete
        evidence:
          - {title: Opening of the third hub, url: 'https://haven.example/hubs', date: 2025-12-05}
```
"""

from __future__ import annotations

from collections.abc import Iterator

from actionplan.checks.context import Context
from actionplan.checks.diagnostic import Hit
from actionplan.domain.dates import Window
from actionplan.domain.model import Commitment, Part
from actionplan.domain.said import said_span, said_window

CODE = "AP205"
SEVERITY = "error"
SINCE = "0.1.0"


def check(context: Context) -> Iterator[Hit]:
    """A hit for each due date that was over before the commitment was agreed."""
    usual = _usual(context)
    if usual is None:
        yield from _agreement_too_late(context)
    for commitment in context.plan.commitments:
        agreed = commitment.agreed or usual
        if agreed is None:
            continue
        if commitment.due is not None and commitment.due.last < agreed.first:
            message = _message(commitment, commitment, commitment.due, agreed)
            yield Hit(context.at(commitment, "due"), message, _fix(commitment))
        for number, part in enumerate(commitment.parts):
            if part.due is not None and part.due.last < agreed.first:
                message = _message(commitment, part, part.due, agreed)
                yield Hit(context.at(commitment, "parts", number, "due"), message, _fix(commitment))


def _usual(context: Context) -> Window | None:
    """The date of the agreement; None where there is none that can be right."""
    agreed, period = context.plan.head.agreement.date, context.plan.head.period
    is_too_late = agreed and period and period.from_ <= period.to < agreed.first
    return None if is_too_late else agreed


def _agreement_too_late(context: Context) -> Iterator[Hit]:
    agreed, period = context.plan.head.agreement.date, context.plan.head.period
    if agreed and period:
        span = said_span(period.from_, period.to)
        message = f"the agreement is dated {said_window(agreed)}, after the plan's period, {span}"
        yield Hit(context.at_head("agreement", "date"), message, "Correct the date, or the plan's period.")


def _message(commitment: Commitment, item: Commitment | Part, due: Window, agreed: Window) -> str:
    what = "it was agreed" if commitment.agreed else "the agreement was made"
    return f"{due_of(commitment, item)}, {said_window(due)}, is before {what}, {said_window(agreed)}"


def _fix(commitment: Commitment) -> str:
    other = "the date under agreed" if commitment.agreed else "say under agreed when this one was agreed"
    return f"Correct the due date, or {other}."


def due_of(commitment: Commitment, item: Commitment | Part) -> str:
    """Whose due date is meant: that of the commitment, or that of one of its parts."""
    part = "" if item is commitment else f"part {item.id} of "
    return f"the due date of {part}{commitment.id}"


def is_before_agreed(context: Context, commitment: Commitment, due: Window) -> bool:
    """Whether *due* was over when the commitment was agreed."""
    agreed = commitment.agreed or _usual(context)
    return agreed is not None and due.last < agreed.first
