"""The plan asks for a status vocabulary that does not exist or cannot work.

What it checks: `vocabulary` in plan.yaml is `default`, `ogp`, or a list of your own. In a list of your own each code
stands once, and at least one word means done.

Why it matters: without its words no status of the plan can be read. A code that stands twice has two meanings, and
where no word means done nothing can ever be complete.

Fails:

```yaml plan.yaml
format: 1
plan: northfield
title: Northfield homes and health plan, 2025 to 2026
agreement: {title: Northfield agreement on homes and health}
vocabulary: opg
```

Mended:

```yaml plan.yaml
format: 1
plan: northfield
title: Northfield homes and health plan, 2025 to 2026
agreement: {title: Northfield agreement on homes and health}
vocabulary: ogp
```
"""

from __future__ import annotations

from collections.abc import Iterator

from actionplan.checks.context import Context
from actionplan.checks.diagnostic import Hit
from actionplan.checks.suggest import offered
from actionplan.domain.model import Status
from actionplan.domain.vocabulary import STATUSES
from actionplan.domain.written import echo, recognise

CODE = "AP111"
SEVERITY = "error"
SINCE = "0.1.0"

DONE = "done"


def check(context: Context) -> Iterator[Hit]:
    """A hit for a name that no vocabulary has, or for what is wrong with a list of one's own."""
    vocabulary = context.plan.head.vocabulary
    if not isinstance(vocabulary, str):
        yield from _own(context, vocabulary)
    elif vocabulary not in STATUSES:
        meant = recognise(vocabulary, STATUSES)
        listed = f"{', '.join(STATUSES)}, or a list of your own"
        fix = f"Did you mean {meant.word}? It can be {listed}." if meant else f"Write {listed}."
        yield Hit(context.at_head("vocabulary"), f"there is no vocabulary {echo(vocabulary)}", fix, offered(meant))


def _own(context: Context, vocabulary: tuple[Status, ...]) -> Iterator[Hit]:
    seen: set[str] = set()
    for number, word in enumerate(vocabulary):
        if word.code in seen:
            message = f"two words of the vocabulary have the code {word.code}"
            yield Hit(context.at_head("vocabulary", number, "code"), message, "Give this word a code of its own.")
        seen.add(word.code)
    if all(word.meaning != DONE for word in vocabulary):
        message = "no word of the vocabulary means done, so that nothing could ever be complete"
        yield Hit(context.at_head("vocabulary"), message, "Write “meaning: done” for the word that says so.")
