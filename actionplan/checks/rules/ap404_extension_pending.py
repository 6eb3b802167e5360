"""A request for more time that nobody has decided.

What it checks: an extension of an open commitment that was asked for is decided before the date it is about has
passed: the date asked for, or the one that holds now.

Why it matters: a request left open moves the date without anybody having agreed to it. Once the date has gone by,
the decision is made by waiting, and the report can show neither who agreed nor why.

Fails:

```yaml haven.yaml
partner: haven
commitments:
  - id: haven-1
    title: Open 3 advice hubs
    due: 2025-11
    condition: {text: subject to funding}
    updates:
      - {date: 2025-10-06, status: waiting, reason: funding}
    extensions:
      - {asked: 2025-10-06, to: 2026-02, reason: funding}
```

Mended:

```yaml haven.yaml
partner: haven
commitments:
  - id: haven-1
    title: Open 3 advice hubs
    due: 2025-11
    condition: {text: subject to funding}
    updates:
      - {date: 2025-10-06, status: waiting, reason: funding}
    extensions:
      - {asked: 2025-10-06, to: 2026-02, reason: funding, decision: granted, decided: 2025-10-20, by: the review board}
```

See also: AP401 for lateness itself.
"""

from __future__ import annotations

from collections.abc import Iterator

from actionplan.checks.context import Context
from actionplan.checks.diagnostic import Hit
from actionplan.domain.assess import Position
from actionplan.domain.model import Extension
from actionplan.domain.said import said_day, said_window

CODE = "AP404"
SEVERITY = "warning"
SINCE = "0.1.0"

FIX = "Bring it to the next review, and write here what was decided: decision (granted or refused), decided and by."


def check(context: Context) -> Iterator[Hit]:
    """A hit for each extension that was pending when its date, or the date it should move, went by."""
    asking = {each.id: each for each in context.positions if each.pending and each.is_open}
    if not asking:
        return
    for commitment in context.plan.commitments:
        position = asking.get(commitment.id)
        if position is None:
            continue
        for number, extension in enumerate(commitment.extensions):
            passed = _passed(context, position, extension)
            if passed:
                place = context.at(commitment, "extensions", number, "asked")
                asked, to = said_day(extension.asked), said_window(extension.to)
                message = f"{commitment.id} asked on {asked} for time until {to}; nobody has decided, and {passed}"
                yield Hit(place, message, FIX)


def _passed(context: Context, position: Position, extension: Extension) -> str:
    """What has gone by while the extension was pending; empty where it is not pending or nothing has."""
    if extension.asked > context.on:
        return ""
    is_decided_by_now = extension.decided is None or extension.decided <= context.on
    if extension.decision is not None and is_decided_by_now:
        return ""
    if extension.to.last < context.on:
        return "that date has passed"
    due = position.revised_due or position.due
    return f"it was due {said_window(due)}" if due is not None and due.last < context.on else ""
