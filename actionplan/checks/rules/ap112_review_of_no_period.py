"""A closed review is about no period of the plan, or its file has another period's name.

What it checks: the period of each file in the folder reviews is a review period of this plan, by its cycle and its
days; and the file is named after it: `2025-26 Q2` is kept in reviews/2025-26-q2.yaml.

Why it matters: what the board saw is looked up by the period. A review of no period is one that no report and no check
finds again.

Fails:

```yaml haven.yaml
partner: haven
commitments:
  - id: haven-1
    title: Open 3 advice hubs
    due: 2026-03
    updates:
      - {date: 2025-07-10, status: in-progress, confidence: green}
      - {date: 2025-12-05, status: in-progress, confidence: green}
```

```yaml reviews/2025-26-q1.yaml
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
```

```yaml reviews/2025-26-q2.yaml
period: 2025-26 Q2
closed: 2025-10-29
positions:
  - {id: haven-1, status: in-progress, confidence: green, due: 2026-03, updates: 1,
     log: 3ebf3ce8597eb751, wording: 86dd0a227a2e77d8}
```

See also: AP114 for two reviews of one period.
"""

from __future__ import annotations

from collections.abc import Iterator

from actionplan.checks.context import Context
from actionplan.checks.diagnostic import Hit, Place
from actionplan.domain.closing import is_period_of
from actionplan.domain.period import period_holding
from actionplan.domain.reviewed import Filed, stem_for
from actionplan.domain.written import echo

CODE = "AP112"
SEVERITY = "error"
SINCE = "0.1.0"


def check(context: Context) -> Iterator[Hit]:
    """A hit for each closed review whose period is none of the plan's, or whose file is not named after it."""
    for filed in context.reviews:
        yield from _period(context, filed) if not is_period_of(context.plan, filed.review.period) else _name(filed)


def _period(context: Context, filed: Filed) -> Iterator[Hit]:
    plan, period = context.plan, filed.review.period
    message = f"{echo(period.text)} is no review period of this plan, which is reviewed every {plan.cycle.every}"
    if plan.first_day is not None and period.last < plan.first_day:
        message = f"{echo(period.text)} is over before the plan begins"
    elif plan.last_day is not None and period.first > plan.last_day:
        message = f"{echo(period.text)} begins after the plan has ended"
    meant = period_holding(period.last, plan.cycle).text
    fix = f"Write the period that the review was about; {meant} holds its last day."
    yield Hit(context.at_review(filed, "period"), message, fix)


def _name(filed: Filed) -> Iterator[Hit]:
    stem, ending = filed.name.rsplit(".", 1)
    right = stem_for(filed.review.period.text)
    if stem.lower() != right:
        message = f"this is the review of {filed.review.period.text}, and the file is called {stem}.{ending}"
        yield Hit(Place(filed.file, ("period",)), message, f"Rename the file: {right}.yaml")
