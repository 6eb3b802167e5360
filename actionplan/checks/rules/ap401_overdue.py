"""A commitment is past its date.

What it checks: an open commitment is not past the last day of the date first agreed. Work of the kind `ongoing` has no
such date, and what waits for a condition that is not met is not late. A date that was moved by an extension is named
beside the first one.

Why it matters: lateness is judged on the date first agreed. Where each new date wipes the old one out, a table of
outstanding items is empty because every late item asked for more time.

Fails:

```yaml haven.yaml
partner: haven
commitments:
  - id: haven-1
    title: Open 3 advice hubs
    due: 2025-11
    updates:
      - {date: 2025-12-05, status: in-progress, confidence: red, reason: partner}
```

Mended:

```yaml haven.yaml
partner: haven
commitments:
  - id: haven-1
    title: Open 3 advice hubs
    due: 2025-11
    updates:
      - {date: 2025-11-05, status: in-progress, confidence: amber, reason: partner}
      - date: 2025-12-05
        status: complete
        evidence:
          - {title: Opening of the third hub, url: 'https://haven.example/hubs'}
```

See also: AP404 for an extension nobody has decided.
"""

from __future__ import annotations

from collections.abc import Iterator

from actionplan.checks.context import Context
from actionplan.checks.diagnostic import Hit
from actionplan.domain.assess import Position
from actionplan.domain.said import said_window

CODE = "AP401"
SEVERITY = "warning"
SINCE = "0.1.0"

SAY = "Add an update that says where it is. If it is done, add the evidence; if it needs longer, ask for an extension."
PENDING = (
    "Add an update that says where it is; if it is done, add the evidence. "
    "An extension to {to} is asked for and undecided: bring it to the next review."
)
REFUSED = (
    "Add an update that says where it is; if it is done, add the evidence. "
    "An extension to {to} was refused: if it cannot be done as agreed, the next review has to say what becomes of it."
)
GRANTED = "Keep the update on its way to the date granted. It goes on being late against the date first agreed."


def check(context: Context) -> Iterator[Hit]:
    """A hit for each commitment that is open and past the date first agreed."""
    for position in context.positions:
        if position.days_late > 0 and position.due is not None and position.is_overdue:
            message = f"{position.id} was due {said_window(position.due)} and is {_late(position)}"
            yield Hit(context.at(position.commitment, "due"), message, _advice(position))


def _advice(position: Position) -> str:
    """What to do, by what became of the last request for more time."""
    if position.revised_due is not None and position.days_late_revised == 0:
        return GRANTED
    if position.pending:
        return PENDING.format(to=said_window(position.pending[-1].to))
    decided = sorted(position.commitment.extensions, key=lambda each: each.decided or each.asked)
    if decided and decided[-1].decision == "refused":
        return REFUSED.format(to=said_window(decided[-1].to))
    return SAY


def _late(position: Position) -> str:
    late = f"{_days(position.days_late)} late"
    if position.revised_due is None:
        return late
    granted = f"the date granted, {said_window(position.revised_due)}"
    if position.days_late_revised == 0:
        return f"{late}, but within {granted}"
    return f"{late}: {_days(position.days_late_revised)} late against {granted}"


def _days(number: int) -> str:
    return f"{number} day" if number == 1 else f"{number:,} days"
