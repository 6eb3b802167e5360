"""Nothing has been heard of a commitment for two review periods or more.

What it checks: as AP402, for commitments that have been silent for two or more review periods in a row, the last of
which has its returns due. AP402 then says nothing.

Why it matters: most logs are filled at the start and forgotten by the third month; what goes wrong in the end stood in
them all the time. A commitment nobody speaks of for half a year is asked about at the review, or given up.

Fails:

```yaml haven.yaml
partner: haven
commitments:
  - id: haven-1
    title: Open 3 advice hubs
    due: 2026-03
```

Mended:

```yaml haven.yaml
partner: haven
commitments:
  - id: haven-1
    title: Open 3 advice hubs
    due: 2026-03
    updates:
      - {date: 2025-12-05, status: in-progress, confidence: amber, reason: capacity}
```

See also: AP402 for one silent review period.
"""

from __future__ import annotations

from collections.abc import Iterator

from actionplan.checks.context import Context
from actionplan.checks.diagnostic import Hit
from actionplan.checks.rules.ap402_no_update_in_period import lead_of, place_of_silence, silences
from actionplan.domain.assess import Position
from actionplan.domain.model import Plan
from actionplan.domain.period import last_closed
from actionplan.domain.said import said_window

CODE = "AP403"
SEVERITY = "warning"
SINCE = "0.1.0"

FEWEST = 2


def check(context: Context) -> Iterator[Hit]:
    """A hit for each open commitment that is silent for two or more review periods."""
    for position, silent in silences(context, last_closed(context.on, context.plan)):
        if silent >= FEWEST:
            message = f"{position.id} has had no update for {silent} review periods, {_since(position, context.plan)}"
            lead = lead_of(context, position.commitment)
            fix = f"Ask {lead} whether it still stands; then add an update, or withdraw it with a reason."
            yield Hit(place_of_silence(context, position.commitment), message, fix)


def _since(position: Position, plan: Plan) -> str:
    if position.last_update is not None:
        return f"since {said_window(position.last_update.date)}"
    agreed = position.commitment.agreed
    is_later = agreed is not None and (plan.first_day is None or agreed.last > plan.first_day)
    return "since it was agreed" if is_later else "since the plan began"
