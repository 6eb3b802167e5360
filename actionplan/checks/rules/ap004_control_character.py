r"""There is a control character in the text.

What it checks: the text holds no control character (such as U+0000 or the escape U+001B), and no sign that ends a line
for YAML and not for an editor: a lone carriage return, U+0085, U+2028 or U+2029. The same holds for texts that write
one as an escape, as in "\e".

Why it matters: such characters come along when text is copied out of another program. Word and Excel refuse them, a
terminal obeys them, and behind a hidden line end a key can hide in what looks like a comment.

Fails:

```yaml haven.yaml
partner: haven
commitments:
  - id: haven-1
    title: Open 3 advice⟨U+000B⟩hubs
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

CODE = "AP004"
SEVERITY = "error"
SINCE = "0.1.0"
