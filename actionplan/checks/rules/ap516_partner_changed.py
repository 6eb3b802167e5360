"""A partner was removed, or goes by another key or name, and its earlier one is not kept.

What it checks: every partner is there still, under its key. Where its printed name changes, the old one is among its
`former` names; where its key does, too.

Why it matters: old papers name the partner as it was called then. A partner that leaves stays in the plan with the day
it left, because its promises do.

Before:

```yaml plan.yaml
format: 1
plan: northfield
title: Northfield homes and health plan, 2025 to 2026
agreement:
  title: Northfield agreement on homes and health
  date: 2025-03
  signatories: [northfield, haven, elm]
period: {from: 2025-04-01, to: 2026-03-31}
reviews: {every: quarter, year_starts: April}
partners:
  northfield: {name: Northfield Council}
  haven: {name: Haven Trust}
  elm: {name: Elm Housing}
themes:
  homes: Warm and safe homes
```

Fails:

```yaml plan.yaml
format: 1
plan: northfield
title: Northfield homes and health plan, 2025 to 2026
agreement:
  title: Northfield agreement on homes and health
  date: 2025-03
  signatories: [northfield, haven, elm]
period: {from: 2025-04-01, to: 2026-03-31}
reviews: {every: quarter, year_starts: April}
partners:
  northfield: {name: Northfield Council}
  haven: {name: Haven and Elm Trust}
  elm: {name: Elm Housing}
themes:
  homes: Warm and safe homes
```

Mended:

```yaml plan.yaml
format: 1
plan: northfield
title: Northfield homes and health plan, 2025 to 2026
agreement:
  title: Northfield agreement on homes and health
  date: 2025-03
  signatories: [northfield, haven, elm]
period: {from: 2025-04-01, to: 2026-03-31}
reviews: {every: quarter, year_starts: April}
partners:
  northfield: {name: Northfield Council}
  haven: {name: Haven and Elm Trust, former: [{name: Haven Trust, until: 2025-12}]}
  elm: {name: Elm Housing}
themes:
  homes: Warm and safe homes
```
"""

from __future__ import annotations

from collections.abc import Iterator

from actionplan.checks.change import Turn, is_partner
from actionplan.checks.diagnostic import Hit
from actionplan.domain.model import Partner

CODE = "AP516"
SEVERITY = "error"
SINCE = "0.1.0"

REMOVED = "Put it back. A partner that has left stays, with the day it did: left: 2025-12-31"
KEY = "Write {key} again; or give {new} the former name “{name}”, so that old papers can be read."
NAME = "Add the old name to its former names: former: [{{name: {name}}}]"


def check(turn: Turn) -> Iterator[Hit]:
    """A hit for each partner that is gone, or whose earlier key or name cannot be found any more."""
    was, now = turn.was.head.partners, turn.now.head.partners
    for key, before in was.items():
        after = now.get(key)
        if after is not None:
            if not is_partner("", before, after):
                message = f"the partner {key} was called {before.name} before, and that name is not kept"
                yield Hit(turn.places.at_head("partners", key, "name"), message, NAME.format(name=before.name))
        elif key not in turn.renamed:
            message = f"the partner {key} is not in the plan any more: {before.name}"
            yield Hit(turn.places.at_head("partners", part="key"), message, REMOVED)
        elif not _is_kept(key, before, now[turn.renamed[key]]):
            new = turn.renamed[key]
            message = f"the partner {key} goes by the key {new} now, and no former name says so"
            fix = KEY.format(key=key, new=new, name=before.name)
            yield Hit(turn.places.at_head("partners", new, part="key"), message, fix)


def _is_kept(key: str, before: Partner, after: Partner) -> bool:
    former = {each.name.casefold() for each in after.former}
    return bool(former & {key.casefold(), before.name.casefold()})
