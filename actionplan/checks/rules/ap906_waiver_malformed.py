"""A waiver cannot be granted.

What it checks: a waiver in waivers.yaml names a rule that exists and a commitment of the plan. The commitment may be
left out only for findings that are about none. What is found while the files are read cannot be waived, nor what is
said about waivers, allowances and settings, nor that a check was loosened (AP517).

Why it matters: a waiver with a slip waives nothing, and whoever wrote it thinks that it does. What cannot be read
cannot be judged, so nobody could say what is waived.

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
    commitment: haven-7
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

See also: AP905 for waivers that nothing needs.
"""

from __future__ import annotations

CODE = "AP906"
SEVERITY = "error"
SINCE = "0.1.0"
