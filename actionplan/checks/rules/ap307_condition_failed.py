"""A condition has failed, and the commitment goes on.

What it checks: where the state of a condition is `failed`, the last status of the commitment is a closed one. A
commitment nobody has given a status yet is left to AP402 and AP403.

Why it matters: "subject to funding" protects a partner while the money is open. Once it is clear that it will not
come, the commitment is either given up or agreed anew, with a date that can be held; anything between looks like
progress and is none.

Fails:

```yaml haven.yaml
partner: haven
commitments:
  - id: haven-1
    title: Open 3 advice hubs
    due: 2026-03
    condition: {text: subject to funding, state: failed, date: 2025-11-28}
    updates:
      - {date: 2025-11-05, status: in-progress, confidence: green}
```

Mended:

```yaml haven.yaml
partner: haven
commitments:
  - id: haven-1
    title: Open 3 advice hubs
    due: 2026-03
    condition: {text: subject to funding, state: failed, date: 2025-11-28}
    updates:
      - {date: 2025-11-05, status: in-progress, confidence: green}
      - {date: 2025-12-05, status: withdrawn, reason: funding, note: The bid was turned down.}
```
"""

from __future__ import annotations

from collections.abc import Iterator

from actionplan.checks.context import Context
from actionplan.checks.diagnostic import Hit
from actionplan.domain.written import echo

CODE = "AP307"
SEVERITY = "error"
SINCE = "0.1.0"

FAILED = "failed"


def check(context: Context) -> Iterator[Hit]:
    """A hit for each failed condition of a commitment whose last status is open."""
    words = context.words
    for commitment in context.plan.commitments:
        condition = commitment.condition
        if condition is None or condition.state != FAILED:
            continue
        last = next((each.status for each in reversed(commitment.updates) if each.status in words.statuses), None)
        if last is not None and words.status(last).is_open:
            place = context.at(commitment, "condition", "state")
            label = words.status(last).label.lower()
            message = f"{commitment.id} is {label}, and what it depends on has failed: {echo(condition.text)}"
            yield Hit(place, message, _fix(context))


def _fix(context: Context) -> str:
    dropped = next((code for code, word in context.words.statuses.items() if word.meaning == "dropped"), None)
    closing = "an update that closes it" if dropped is None else f"an update with the status {dropped}"
    return f"Add {closing}. If the partners still want it, agree it anew, with an id of its own."
