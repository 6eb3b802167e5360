"""There is no such reason.

What it checks: the reason of each update and of each extension is one of the usual codes, or one that plan.yaml adds
under `reasons`.

Why it matters: reasons are counted, so that a board sees what holds the plan up most. A misspelt one is a row of its
own in that table.

Fails:

```yaml haven.yaml
partner: haven
commitments:
  - id: haven-1
    title: Open 3 advice hubs
    due: 2026-03
    updates:
      - {date: 2025-12-05, status: in-progress, confidence: amber, reason: staffing}
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

See also: AP305 for bad news without a reason.
"""

from __future__ import annotations

from collections.abc import Iterator, Mapping

from actionplan.checks.context import Context
from actionplan.checks.diagnostic import Hit, Place
from actionplan.checks.suggest import did_you_mean, offered
from actionplan.domain.written import echo, recognise

CODE = "AP310"
SEVERITY = "error"
SINCE = "0.1.0"


def check(context: Context) -> Iterator[Hit]:
    """A hit for each reason of an update or an extension that is no code of this plan."""
    reasons = context.words.reasons
    if not reasons:  # AP111 has said so
        return
    for commitment in context.plan.commitments:
        for number, update in enumerate(commitment.updates):
            if update.reason is not None and update.reason not in reasons:
                place = context.at(commitment, "updates", number, "reason")
                yield _hit(place, f"an update of {commitment.id}", update.reason, reasons)
        for number, extension in enumerate(commitment.extensions):
            if extension.reason is not None and extension.reason not in reasons:
                place = context.at(commitment, "extensions", number, "reason")
                yield _hit(place, f"an extension of {commitment.id}", extension.reason, reasons)


def _hit(place: Place, named: str, written: str, reasons: Mapping[str, str]) -> Hit:
    meant = recognise(written, reasons, reasons)
    listed = f"Write one of {', '.join(reasons)}; or add yours to reasons in plan.yaml."
    message = f"{named} gives the reason {echo(written)}, which this plan does not use"
    return Hit(place, message, did_you_mean(meant, listed), offered(meant))
