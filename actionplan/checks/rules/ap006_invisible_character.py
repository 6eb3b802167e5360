"""There is a character that nobody can see.

What it checks: the text holds no character without width, such as a zero-width space, a soft hyphen or a byte order
mark in the middle. The joiners inside emoji pass, and so do no-break spaces.

Why it matters: two ids or keys that look alike are not the same, and nobody finds what they search for. Such
characters come along when text is copied out of web pages and Word.

Fails:

```yaml haven.yaml
partner: haven
commitments:
  - id: haven-1
    title: Open 3 advice⟨U+200B⟩ hubs
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

CODE = "AP006"
SEVERITY = "warning"
SINCE = "0.1.0"
