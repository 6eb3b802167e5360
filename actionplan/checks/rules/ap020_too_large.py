"""The file is too large to be a plan file.

What it checks: the file has at most 16 MiB and 2,000,000 values: some 60,000 commitments. Larger ones are not read.

Why it matters: a file of that size is something else, or was written by a program that went wrong. To read it would
take all the memory. In the example the file is filled up with comments to 17 MiB.

Fails:

```yaml haven.yaml filled-to=17MiB
partner: haven
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
"""

from __future__ import annotations

CODE = "AP020"
SEVERITY = "error"
SINCE = "0.1.0"
