"""A waiver ran out.

What it checks: the last day of each waiver in waivers.yaml has not passed. From the day after, what it waived blocks
again. Today's date is what counts, also where `--as-at` asks about another day: the plan is looked at as it stood, and
a waiver is leave to let it pass now.

Why it matters: a waiver is leave for a time, and somebody gave it. One that stays behind looks as if it still counted,
and the next person writes a later day without asking.

Fails:

```yaml haven.yaml
partner: haven
commitments:
  - id: haven-1
    title: Open 3 advice hubs
    due: 2026-03
    updates:
      - {date: 2025-12-05, status: in-progress, confidence: green}
```

```yaml waivers.yaml
waivers:
  - rule: AP303
    commitment: haven-1
    reason: The report is with the printer.
    approved_by: The partnership board
    until: 2025-11-30
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

```yaml waivers.yaml
waivers: []
```

See also: AP905 for waivers that nothing needs.
"""

from __future__ import annotations

CODE = "AP904"
SEVERITY = "warning"
SINCE = "0.1.0"
