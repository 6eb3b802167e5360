"""There are blanks at the end of a line.

What it checks: no line ends in spaces. A file is said once, with the first such line and the number of the others.
Inside quoted and block texts blanks are part of the text, and stay.

Why it matters: nobody sees them, and nothing is lost by them. An editor that removes them when a file is saved makes a
change on each of those lines, and the change that was meant is hard to find among them.

Fails:

```yaml haven.yaml
partner: haven
commitments:
  - id: haven-1
    title: Open 3 advice hubs
    due: 2026-03⟨U+0020⟩
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

See also: AP003 for tabs, AP027 for the end of the last line.
"""

from __future__ import annotations

CODE = "AP026"
SEVERITY = "advice"
SINCE = "0.1.0"
