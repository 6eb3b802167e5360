"""The file is empty.

What it checks: the file holds something besides comments.

Why it matters: an empty file is what a failed save or a crash leaves behind. The partner's commitments would be gone
without a word.

Fails:

```yaml haven.yaml
# Haven Trust
```

Mended:

```yaml haven.yaml
# Haven Trust
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

CODE = "AP021"
SEVERITY = "error"
SINCE = "0.1.0"
