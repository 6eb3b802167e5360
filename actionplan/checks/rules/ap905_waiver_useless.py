"""A waiver waives nothing.

What it checks: what each waiver in waivers.yaml names is still found: its rule, about its commitment, at its key where
it names one. Whether a waiver of a rule about changes (AP5xx) is needed is judged with a change.

Why it matters: a waiver that is left behind would waive the next mistake of that kind, which nobody has looked at.

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
    until: 2026-02-28
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

See also: AP904 for waivers that ran out.
"""

from __future__ import annotations

CODE = "AP905"
SEVERITY = "warning"
SINCE = "0.1.0"
