"""A commitment looks better, and nobody reported anything.

What it checks: the words of the plan mean what they meant when they were reported. Where the vocabulary changes, no
commitment is further on by that alone.

Why it matters: the log says what was reported in the words of the time. If “stuck” comes to mean “done”, a plan is
completed by editing one line of plan.yaml.

Before:

```yaml haven.yaml
partner: haven
commitments:
  - id: haven-1
    title: Open 3 advice hubs
    due: 2026-03
    updates:
      - {date: 2025-12-05, status: in-progress, confidence: green}
      - {date: 2025-12-10, status: stuck, reason: funding}
```

```yaml plan.yaml
format: 1
plan: northfield
title: Northfield homes and health plan, 2025 to 2026
agreement:
  title: Northfield agreement on homes and health
  date: 2025-03
  signatories: [northfield, haven, elm]
period: {from: 2025-04-01, to: 2026-03-31}
reviews: {every: quarter, year_starts: April}
partners:
  northfield: {name: Northfield Council}
  haven: {name: Haven Trust}
  elm: {name: Elm Housing}
themes:
  homes: Warm and safe homes
vocabulary:
  - {code: in-progress, label: In progress, meaning: under-way}
  - {code: stuck, label: Stuck, meaning: waiting}
  - {code: done, label: Done, meaning: done}
```

Fails:

```yaml haven.yaml
partner: haven
commitments:
  - id: haven-1
    title: Open 3 advice hubs
    due: 2026-03
    updates:
      - {date: 2025-12-05, status: in-progress, confidence: green}
      - {date: 2025-12-10, status: stuck, reason: funding}
```

```yaml plan.yaml
format: 1
plan: northfield
title: Northfield homes and health plan, 2025 to 2026
agreement:
  title: Northfield agreement on homes and health
  date: 2025-03
  signatories: [northfield, haven, elm]
period: {from: 2025-04-01, to: 2026-03-31}
reviews: {every: quarter, year_starts: April}
partners:
  northfield: {name: Northfield Council}
  haven: {name: Haven Trust}
  elm: {name: Elm Housing}
themes:
  homes: Warm and safe homes
vocabulary:
  - {code: in-progress, label: In progress, meaning: under-way}
  - {code: stuck, label: Stuck, meaning: done}
  - {code: done, label: Done, meaning: done}
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
      - {date: 2025-12-10, status: stuck, reason: funding}
```

```yaml plan.yaml
format: 1
plan: northfield
title: Northfield homes and health plan, 2025 to 2026
agreement:
  title: Northfield agreement on homes and health
  date: 2025-03
  signatories: [northfield, haven, elm]
period: {from: 2025-04-01, to: 2026-03-31}
reviews: {every: quarter, year_starts: April}
partners:
  northfield: {name: Northfield Council}
  haven: {name: Haven Trust}
  elm: {name: Elm Housing}
themes:
  homes: Warm and safe homes
vocabulary:
  - {code: in-progress, label: In progress, meaning: under-way}
  - {code: stuck, label: Stuck, meaning: waiting}
  - {code: done, label: Done, meaning: done}
```

See also: AP505 for a log that was rewritten, AP518 for other changes of the vocabulary.
"""

from __future__ import annotations

from collections.abc import Iterator, Mapping

from actionplan.checks.change import Turn
from actionplan.checks.diagnostic import Hit
from actionplan.checks.rules.ap505_update_rewritten import is_rewritten
from actionplan.domain.log import standings
from actionplan.domain.vocabulary import Vocabulary, Word, vocabulary_of

CODE = "AP515"
SEVERITY = "error"
SINCE = "0.1.0"

FIX = "Put the word back as it was. Give the new meaning a new word, and report it in an update."

PROGRESS: Mapping[str, int] = {"not-started": 0, "waiting": 1, "under-way": 2, "done": 3, "dropped": 3}
TONE: Mapping[str, int] = {"bad": 0, "watch": 1, "neutral": 2, "good": 2}


def check(turn: Turn) -> Iterator[Hit]:
    """A hit for each commitment whose last status is a better one only because its word has another meaning."""
    was, now = vocabulary_of(turn.was.head), vocabulary_of(turn.now.head)
    if (was.statuses, was.confidences) != (now.statuses, now.confidences):
        yield from _hits(turn, was, now)


def _hits(turn: Turn, was: Vocabulary, now: Vocabulary) -> Iterator[Hit]:
    rewritten = {kept.id for kept in turn.touched if is_rewritten(kept)}
    earlier = {each.id: each for each in turn.was.commitments if each.updates and each.id not in rewritten}
    for commitment in turn.now.commitments:
        old = earlier.get(commitment.id)
        if old is None:
            continue
        before, after = standings(old.updates, was)[-1].status, standings(old.updates, now)[-1].status
        if _is_better(before, after):
            number = max(at for at, each in enumerate(old.updates) if each.status is not None)
            message = (
                f"{commitment.id} looks better though nothing was reported: {_meant(before)}, and {_meant(after)} now"
            )
            yield Hit(turn.at(commitment, "updates", number, "status"), message, FIX)


def _is_better(before: Word, after: Word) -> bool:
    progress = PROGRESS[after.meaning] - PROGRESS[before.meaning]
    return progress > 0 or (progress == 0 and TONE[after.tone] > TONE[before.tone])


def _meant(word: Word) -> str:
    return f"{word.code} means {word.meaning}" + (f", {word.tone} news" if word.tone in ("bad", "watch") else "")
