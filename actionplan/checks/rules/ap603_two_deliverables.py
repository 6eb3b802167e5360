"""One commitment that is really two.

What it checks: a title without parts does not join two things to be made: "publish a guide and train 40 wardens", or
"develop a support service and a register". Two verbs for one thing ("design and build a hub") are one deliverable.

Why it matters: of two deliverables one is usually ready first, and then no status is true. Parts let half of it be
reported, each with its own date and evidence.

Fails:

```yaml haven.yaml
partner: haven
commitments:
  - id: haven-1
    title: Publish a guide to damp and train 40 wardens
    due: 2026-03
    updates:
      - {date: 2025-12-05, status: in-progress, confidence: green}
```

Mended:

```yaml haven.yaml
partner: haven
commitments:
  - id: haven-1
    title: Publish a guide to damp and train 40 wardens
    due: 2026-03
    parts:
      - {id: a, title: Guide to damp published}
      - {id: b, title: 40 wardens trained}
    updates:
      - {date: 2025-12-05, status: in-progress, confidence: green, parts: {a: complete, b: in-progress}}
```

See also: AP304 for parts that are still open.
"""

from __future__ import annotations

from collections.abc import Iterator, Sequence

from actionplan.checks.context import Context
from actionplan.checks.diagnostic import Hit
from actionplan.checks.rules.ap601_no_measurable_result import MAKING, NOUNLIKE, VERBS
from actionplan.checks.rules.ap602_soft_verb import phrase_at, verb_begins, words_of

CODE = "AP603"
SEVERITY = "advice"
SINCE = "0.1.0"

FIX = "Give each a part of its own (parts: a and b), so that one can be reported before the other."

_JOINING = frozenset(("and", ";", "then", "as well as"))
_BEFORE_VERB = frozenset(("then", "to", "also", "and"))
_SAME_THING = frozenset(("it", "them", "this", "these", ""))  # "write a guide and publish it" is one guide
_NOT_VERBS = frozenset(("times", "station", "stations"))  # after "train"
# After these a word such as "map" or "open" is a verb: "and map the hot spots", not "and open space".
_OBJECTS = frozenset((
    "a", "all", "an", "both", "each", "every", "its", "local", "members", "new", "our", "partners", "people",
    "residents", "staff", "tenants", "the", "their", "two", "three", "four", "five", "six", "ten", "twelve",
    "volunteers",
))  # fmt: skip
_ENDS_NAME = frozenset((
    "of", "for", "on", "to", "in", "with", "about", "at", "from", "by", "between", "into", "that", "which", "who",
    "where", "how", "so", "and", "or", "as", ",", ";", ":",
))  # fmt: skip
_ARTICLES = frozenset(("a", "an"))
_LONGEST_NAME = 6


def check(context: Context) -> Iterator[Hit]:
    """A hit for each title that joins two things to be made."""
    whole = [each for each in context.plan.commitments if not each.parts]
    found = [(each, two) for each in whole if (two := two_deliverables(each.title)) is not None]
    closed = {each.id for each in context.positions if not each.is_open} if found else set()
    for commitment, (first, second) in found:
        if commitment.id not in closed:
            message = f"the title of {commitment.id} joins two deliverables: “{first}” and “{second}”"
            yield Hit(context.at(commitment, "title"), message, FIX)


def two_deliverables(title: str) -> tuple[str, str] | None:
    """The two verbs, or the two things, that *title* joins; None where it names one deliverable."""
    if " and " not in title and ";" not in title and " then " not in title and " as well as " not in title:
        return None
    words = words_of(title)
    begins = verb_begins(words)
    first = phrase_at(words, begins, VERBS)
    if first is None:
        return None
    rest = words[begins + len(first.split()) :]
    second = _second_verb(rest)
    return _two_things(rest) if second is None else (first, second)


def _second_verb(words: Sequence[str]) -> str | None:
    """A verb of making that is joined on and has a thing of its own, where the first verb has one too."""
    for number in range(1, len(words)):
        joins = phrase_at(words, number, _JOINING)
        if joins is None or all(word in VERBS or word in (",", "and", "then") for word in words[:number]):
            continue  # "design, build and test a portal" is one portal
        at = number + len(joins.split())
        while at < len(words) and words[at] in _BEFORE_VERB:
            at += 1
        verb = phrase_at(words, at, VERBS)
        if verb is not None and _has_object(verb, "".join(words[at + len(verb.split()) :][:1])):
            return verb
    return None


def _has_object(verb: str, after: str) -> bool:
    if after in _SAME_THING or after in _NOT_VERBS:
        return False
    return verb in MAKING or (verb in NOUNLIKE and (after in _OBJECTS or after[0].isdigit()))


def _two_things(words: Sequence[str]) -> tuple[str, str] | None:
    """Two things, each with an article, right after the verb: “a support service and a register”."""
    first = _thing(words)
    after = [word for word in words[len(first) :] if word != ","]
    joins = phrase_at(after, 0, _JOINING)
    second = _thing(after[len(joins.split()) :]) if first and joins else []
    return (" ".join(first), " ".join(second)) if second else None


def _thing(words: Sequence[str]) -> list[str]:
    """The article and the name at the beginning of *words*; empty where there is none."""
    if not words or words[0] not in _ARTICLES:
        return []
    ends = next((number for number, word in enumerate(words) if word in _ENDS_NAME), len(words))
    return list(words[:ends]) if 1 < ends <= _LONGEST_NAME else []
