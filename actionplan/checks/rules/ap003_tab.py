"""There is a tab where YAML wants spaces.

What it checks: lines are indented with spaces, and no tab stands between a key and its value or after one. Tabs inside
quoted or block texts and in comments do no harm. A file that is indented with tabs is said once, with the number of
lines.

Why it matters: YAML does not indent with tabs, and the programs that read it disagree on the rest: one takes a tab for
a space, the next refuses the file.

Fails:

```yaml haven.yaml
partner: haven
commitments:
  - id: haven-1
    title: Open 3 advice hubs
    due:⟨U+0009⟩2026-03
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

See also: AP007 for other mistakes of indentation.
"""

from __future__ import annotations

CODE = "AP003"
SEVERITY = "error"
SINCE = "0.1.0"
