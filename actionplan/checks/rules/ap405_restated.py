"""What a review saw was rewritten afterwards.

What it checks: for each closed review, the updates that counted when it was closed are there and say the same; the
dates are as they were; what was agreed reads as it did, unless an amendment was recorded since; every commitment that
the board saw is in the plan still; and the readings of indicators are as they were reported. What several reviews saw
is said once, at the latest of them.

Why it matters: the board decided on what it saw. Where the past can be put into better words once the meeting is over,
no decision can be understood later, and no figure of an earlier report can be found again.

Fails:

```yaml haven.yaml
partner: haven
commitments:
  - id: haven-1
    title: Open 3 advice hubs
    due: 2026-03
    updates:
      - {date: 2025-07-10, status: in-progress, confidence: red, reason: funding}
      - {date: 2025-12-05, status: in-progress, confidence: green}
```

```yaml reviews/2025-26-q2.yaml
period: 2025-26 Q2
closed: 2025-10-29
positions:
  - {id: haven-1, status: in-progress, confidence: green, due: 2026-03, updates: 1,
     log: 3ebf3ce8597eb751, wording: 86dd0a227a2e77d8}
```

Mended:

```yaml haven.yaml
partner: haven
commitments:
  - id: haven-1
    title: Open 3 advice hubs
    due: 2026-03
    updates:
      - {date: 2025-07-10, status: in-progress, confidence: green}
      - {date: 2025-12-05, status: in-progress, confidence: green}
      - {date: 2025-12-08, confidence: amber, reason: funding, note: The grant of 10 July was never certain.}
```

```yaml reviews/2025-26-q2.yaml
period: 2025-26 Q2
closed: 2025-10-29
positions:
  - {id: haven-1, status: in-progress, confidence: green, due: 2026-03, updates: 1,
     log: 3ebf3ce8597eb751, wording: 86dd0a227a2e77d8}
```

See also: AP406 for what came in after the review was closed, and AP508 for a closed review that was changed itself.
"""

from __future__ import annotations

from collections.abc import Iterator

from actionplan.checks.context import Context
from actionplan.checks.diagnostic import Hit
from actionplan.checks.restated import latest_rewritten, message_of, place_of

CODE = "AP405"
SEVERITY = "error"
SINCE = "0.1.0"

LOG = "Put the log back as it was. What was wrong is said in an update of its own at the end."
FIXES = {
    "due": "Put the date back. It never changes; more time is asked for: actionplan extend",
    "revised_due": "Put the extensions back as they were. A decision is dated on the day it was taken.",
    "wording": (
        "Put the words back; or add to its amendments who agreed to the change, and when. "
        "Where the plan is in git, that shows which words: actionplan validate --history"
    ),
    "commitment": "Put it back. One that was given up stays in its file, with an update that says so and why.",
    "reading": "Put the reading back. A figure that was revised is a reading of its own, with the day it was released.",
}


def check(context: Context) -> Iterator[Hit]:
    """A hit for each thing that a closed review saw and that is another in the files now; once for all its reviews."""
    for filed, found, earlier in latest_rewritten(context):
        place = place_of(context, filed, found)
        if place is not None:
            yield Hit(place, message_of(filed, found, earlier), FIXES.get(found.what, LOG))
