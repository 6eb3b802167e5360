"""An invisible character changes the direction of the text.

What it checks: the text holds none of the characters that turn the direction of writing (Unicode's Bidi_Control).
Arabic and Hebrew letters pass: they know their direction themselves.

Why it matters: with such a character a line reads otherwise than it is. A reviewer approves other words than the
program reads (CVE-2021-42574).

Fails:

```yaml haven.yaml
partner: haven
commitments:
  - id: haven-1
    title: Open 3 ⟨U+202E⟩advice hubs
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
"""

from __future__ import annotations

CODE = "AP005"
SEVERITY = "error"
SINCE = "0.1.0"
