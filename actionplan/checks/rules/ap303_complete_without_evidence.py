"""A commitment is complete, and nothing shows it.

What it checks: a commitment whose status means done has evidence in one of its updates: the one that says so, an
earlier one, or a later one that was added when the evidence came. Parts need none of their own.

Why it matters: good news needs evidence. A board that is told "done" has to be able to see it.

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
from actionplan.domain.model import Update

CODE = "AP303"
SEVERITY = "error"
SINCE = "0.1.0"


def check(context: Context) -> Iterator[Hit]:
    """A hit for each commitment that is done with no evidence, where the log first says so."""
    statuses = context.words.statuses
    done = {code for code, word in statuses.items() if word.is_done}
    for commitment in context.plan.commitments:
        number = _said_done(commitment.updates, done)
        if number is not None and not any(update.evidence for update in commitment.updates):
            # A place in what is missing: evidence that is there and cannot be read is a finding already.
            place = context.at(commitment, "updates", number, "evidence")
            label = statuses[commitment.updates[number].status or ""].label.lower()
            message = f"{commitment.id} is {label}, and nothing shows it"
            yield Hit(place, message, "Add evidence: a title and a link to what was delivered.")


def _said_done(updates: tuple[Update, ...], done: set[str]) -> int | None:
    """The number of the update since which the status is a done one; None where it is not."""
    first = None
    for number in range(len(updates) - 1, -1, -1):
        status = updates[number].status
        if status is None:
            continue
        if status not in done:
            break
        first = number
    return first
