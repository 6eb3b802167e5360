"""A commitment or an outcome has a theme that plan.yaml does not list.

What it checks: the `theme` of each commitment and of each outcome is a key under `themes` in plan.yaml.

Why it matters: reports are grouped by theme. Under a misspelt one the commitment stands alone, and is missing where the
board looks for it.

Fails:

```yaml haven.yaml
partner: haven
commitments:
  - id: haven-1
    title: Open 3 advice hubs
    theme: home
    due: 2026-03
    updates:
      - {date: 2025-12-05, status: in-progress, confidence: green}
```

Mended:

```yaml haven.yaml
partner: haven
commitments:
  - id: haven-1
    title: Open 3 advice hubs
    theme: homes
    due: 2026-03
    updates:
      - {date: 2025-12-05, status: in-progress, confidence: green}
```
"""

from __future__ import annotations

from collections.abc import Collection, Iterator

from actionplan.checks.context import Context
from actionplan.checks.diagnostic import Hit, Place
from actionplan.checks.suggest import correct_or_add, offered, similar
from actionplan.domain.written import echo

CODE = "AP105"
SEVERITY = "error"
SINCE = "0.1.0"


def check(context: Context) -> Iterator[Hit]:
    """A hit for each theme of a commitment or an outcome that the plan does not have."""
    themes = context.plan.head.themes
    unknown = list(_unknown(context, {*themes, *context.also_known}))
    near = similar((theme for _, theme, _ in unknown), themes)
    for place, theme, who in unknown:
        message = f"{who} has the theme {echo(theme)}, which is not one of the plan's themes"
        fix = correct_or_add(near.get(theme), f"{theme} under themes in plan.yaml")
        yield Hit(place, message, fix, offered(near.get(theme)))


def _unknown(context: Context, known: Collection[str]) -> Iterator[tuple[Place, str, str]]:
    """Where an unknown theme stands, its key, and who has it."""
    for commitment in context.plan.commitments:
        if (theme := commitment.theme) is not None and theme not in known:
            yield context.at(commitment, "theme"), theme, commitment.id
    for number, outcome in enumerate(context.plan.outcomes):
        if (theme := outcome.theme) is not None and theme not in known:
            yield context.at_outcomes("outcomes", number, "theme"), theme, f"the outcome {outcome.id}"
