"""Nobody in particular leads it.

What it checks: open commitments have one lead partner, rather than `none` or `all`. What a whole file leaves without a
lead is said once for the file.

Why it matters: what everybody leads, nobody answers for. "All partners" rows are those that have no news at the
review, because each partner waits for another to bring it.

Fails:

```yaml everybody.yaml
partner: all
commitments:
  - id: all-1
    title: Publish 3 stories of homes made warm
    due: 2026-03
    updates:
      - {date: 2025-12-05, status: in-progress, confidence: green}
```

Mended:

```yaml haven.yaml
partner: haven
commitments:
  - id: all-1
    title: Publish 3 stories of homes made warm
    with: [northfield, elm]
    due: 2026-03
    updates:
      - {date: 2025-12-05, status: in-progress, confidence: green}
```
"""

from __future__ import annotations

from collections import defaultdict
from collections.abc import Iterator, Sequence

from actionplan.checks.context import Context
from actionplan.checks.diagnostic import Hit, Place
from actionplan.domain.model import EVERYBODY, NOBODY, Commitment
from actionplan.domain.said import listed

CODE = "AP604"
SEVERITY = "advice"
SINCE = "0.1.0"

SHOWN = 3
FIX = "Name one partner that answers for each; the others support it (with)."


def check(context: Context) -> Iterator[Hit]:
    """A hit for each file that names no lead, and for each commitment that names none against its file."""
    found = [each for each in context.plan.commitments if each.lead in (NOBODY, EVERYBODY)]
    if not found:
        return
    closed = {each.id for each in context.positions if not each.is_open}
    in_file: dict[tuple[str, str], list[Commitment]] = defaultdict(list)
    for commitment in found:
        if commitment.id not in closed:
            in_file[context.homes[commitment.id].file, str(commitment.lead)].append(commitment)
    for (file, lead), commitments in in_file.items():
        if _is_of_file(context, file, lead):
            yield Hit(Place(file, ("partner",)), _message(lead, commitments), FIX)
        else:
            for commitment in commitments:
                yield Hit(context.at(commitment, "lead"), _message(lead, [commitment]), FIX)


def _is_of_file(context: Context, file: str, lead: str) -> bool:
    """Whether the file's partner is *lead*. A plan lists one file of each partner: of another, the commitments tell."""
    partner = next((key for key, name in context.partner_files.items() if name == file), None)
    if partner is not None:
        return partner == lead
    return all(each.lead == lead for each in context.plan.commitments if context.homes[each.id].file == file)


def _message(lead: str, commitments: Sequence[Commitment]) -> str:
    ids = [each.id for each in commitments]
    named = listed(ids if len(ids) <= SHOWN + 1 else [*ids[:SHOWN], f"{len(ids) - SHOWN} more"])
    many = named if len(ids) == 1 else f"{len(ids)} commitments ({named})"
    return f"nobody was named to lead {many}" if lead == NOBODY else f"everybody leads {many}, and so nobody does"
