"""Values are nested too deep.

What it checks: nothing stands inside more than 20 brackets or levels of indentation. A plan needs six.

Why it matters: so many levels are a slip, such as a bracket that was opened too often. A file of a few kilobytes that
does nothing else makes many programs crash.

Fails:

```yaml haven.yaml
partner: haven
commitments:
  - id: haven-1
    title: Open 3 advice hubs
    with: [[[[[[[[[[[[[[[[[[[[[[[[elm]]]]]]]]]]]]]]]]]]]]]]]]
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
    with: [elm]
    due: 2026-03
    updates:
      - {date: 2025-12-05, status: in-progress, confidence: green}
```
"""

from __future__ import annotations

CODE = "AP019"
SEVERITY = "error"
SINCE = "0.1.0"
