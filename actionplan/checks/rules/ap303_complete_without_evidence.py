"""A commitment is complete, and nothing shows it.

What it checks: a commitment whose status means done has evidence in one of its updates: the one that says so, a later
one that was added when the evidence came, or an earlier one. Where it has parts, an earlier one shows no more than the
parts that it says are done: then there is evidence with the update that says the whole is done (or later), or with one
for each part. A part that was dropped needs none, and a part that is done needs none while the whole is open.

Why it matters: good news needs evidence. A board that is told "done" has to be able to see it, and the opening of one
hub of three does not show that all are open.

Fails:

```yaml haven.yaml
partner: haven
commitments:
  - id: haven-1
    title: Open 3 advice hubs
    due: 2026-03
    updates:
      - {date: 2025-12-05, status: complete}
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
          - {title: Opening of the third hub, url: 'https://haven.example/hubs', date: 2025-12-05}
```

See also: AP304 for parts that are still open, AP309 for evidence that shows nothing.
"""

from __future__ import annotations

from collections.abc import Iterator

from actionplan.checks.context import Context
from actionplan.checks.diagnostic import Hit
from actionplan.domain.said import listed
from actionplan.domain.shown import unshown

CODE = "AP303"
SEVERITY = "error"
SINCE = "0.1.0"

FIX = "Add evidence: a title and a link to what was delivered."


def check(context: Context) -> Iterator[Hit]:
    """A hit for each commitment that is done and not shown to be, where the log first says so."""
    for commitment in context.plan.commitments:
        found = unshown(commitment, context.words)
        if found is not None:
            # A place in what is missing: evidence that is there and cannot be read is a finding already.
            place = context.at(commitment, "updates", found.number, "evidence")
            label = context.words.status(commitment.updates[found.number].status).label.lower()
            what = f"part{'s' if len(found.parts) > 1 else ''} {listed(found.parts)}" if found.parts else "it"
            yield Hit(place, f"{commitment.id} is {label}, and nothing shows {what}", FIX)
