"""The last line of the file has no line end.

What it checks: the file ends with the end of a line, as every other line does.

Why it matters: nothing is lost by it. When a line is added below, git shows the one above as changed too, and some
programs join the first line of the next file to it.

Fails:

```yaml haven.yaml
partner: haven
commitments:
  - id: haven-1
    title: Open 3 advice hubs
    due: 2026-03
    updates:
      - {date: 2025-12-05, status: in-progress, confidence: green}⟨no line end⟩
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

See also: AP026 for blanks at the ends of lines.
"""

from __future__ import annotations

CODE = "AP027"
SEVERITY = "advice"
SINCE = "0.1.0"
