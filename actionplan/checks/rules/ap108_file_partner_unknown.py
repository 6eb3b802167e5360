"""A file belongs to a partner that plan.yaml does not list.

What it checks: the `partner` at the top of a file is a key under `partners` in plan.yaml, or `none` where nobody was
named to lead, or `all` where everybody was.

Why it matters: the file's partner leads every commitment in it. If the key is misspelt, the partner seems to lead
nothing and to owe no return.

Fails:

```yaml haven.yaml
partner: havn
commitments:
  - id: haven-1
    title: Open 3 advice hubs
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
    due: 2026-03
    updates:
      - {date: 2025-12-05, status: in-progress, confidence: green}
```

See also: AP104 for partners named by a commitment or as signatories.
"""

from __future__ import annotations

from collections.abc import Iterator

from actionplan.checks.context import Context
from actionplan.checks.diagnostic import Hit, Place
from actionplan.checks.suggest import correct_or_add, offered, similar_partners
from actionplan.domain.model import EVERYBODY, NOBODY
from actionplan.domain.written import echo

CODE = "AP108"
SEVERITY = "error"
SINCE = "0.1.0"


def check(context: Context) -> Iterator[Hit]:
    """A hit for each file whose partner is not in the register."""
    partners = context.plan.head.partners
    known = {*partners, *context.also_known, NOBODY, EVERYBODY}
    unknown = [key for key in context.partner_files if key not in known]
    near = similar_partners(unknown, partners)
    for key in unknown:
        message = f"this file belongs to {echo(key)}, and no partner has that key"
        fix = correct_or_add(near.get(key), f"{key} under partners in plan.yaml")
        yield Hit(Place(context.partner_files[key], ("partner",)), message, fix, offered(near.get(key)))
