"""The file is not UTF-8.

What it checks: the bytes of the file are UTF-8, the encoding of nearly all text today. It names the line and the first
bytes that are not. A file in UTF-16, or a workbook whose name ends like a plan file, is said as such.

Why it matters: in another encoding the same bytes are other letters: “café” becomes “cafÃ©”, a pound sign a question
mark. Nobody can tell afterwards what was meant.

Fails:

```yaml haven.yaml
partner: haven
commitments:
  - id: haven-1
    title: Open 3 caf⟨0xE9⟩s
    due: 2026-03
    updates:
      - {date: 2025-12-05, status: in-progress, confidence: green}
```

Mended:

```yaml haven.yaml
partner: haven
commitments:
  - id: haven-1
    title: Open 3 cafés
    due: 2026-03
    updates:
      - {date: 2025-12-05, status: in-progress, confidence: green}
```
"""

from __future__ import annotations

CODE = "AP001"
SEVERITY = "error"
SINCE = "0.1.0"
