"""What the formats for machines have in common: the sentence, the fingerprint, and JSON that no log obeys."""

from __future__ import annotations

import re
from collections import Counter
from collections.abc import Sequence

from actionplan.checks.diagnostic import Finding
from actionplan.plaintext import one_line


def sentence(finding: Finding) -> str:
    """What is wrong and what to do about it, on one line that can be shown anywhere."""
    return f"{one_line(finding.message)}. {one_line(finding.fix)}"


def fingerprints(findings: Sequence[Finding]) -> tuple[str, ...]:
    """A name for each of *findings* that no other one has, and that stays when lines move or files change places.

    Findings of one rule about the same thing are numbered in their order.
    """
    from hashlib import sha256

    seen: Counter[tuple[str, ...]] = Counter()
    names = []
    for each in findings:
        seen[each.recognised_by] += 1
        whole = "\0".join((*each.recognised_by, str(seen[each.recognised_by])))
        names.append(sha256(whole.encode("utf-8", "backslashreplace")).hexdigest()[:32])
    return tuple(names)


def json_text(document: object) -> str:
    """*document* as JSON in which nothing is left that a terminal or a log would obey; it reads back the same.

    What cannot be seen is written by its number, and so is one sign of `##[` and `##vso[`. A command that begins with
    `::` is obeyed at the start of a line only, where JSON has none.
    """
    import json

    text = json.dumps(document, ensure_ascii=False, indent=2).replace("##", "#\\u0023")
    return re.sub(r"[^\n -~]", _seen, text) + "\n"


def _seen(found: re.Match[str]) -> str:
    """The character where it can be seen, else its number; half a character stands for none."""
    import json

    sign = found[0]
    if sign.isprintable():
        return sign
    return "\\ufffd" if "\ud800" <= sign <= "\udfff" else json.dumps(sign)[1:-1]
