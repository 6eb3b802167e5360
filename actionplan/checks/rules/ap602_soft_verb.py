"""A title that names an effort, not a result.

What it checks: the title does not begin with a verb such as explore, support, promote, consider, work with or raise
awareness, not even after "With the council, …" or "… and". With a number, helping is a result: "Support 200 tenants".

Why it matters: one can always say that one has explored, and never show it. The partners know what they hope will come
of it: a report, a decision, so many homes. Written down, it can be reported.

Fails:

```yaml haven.yaml
partner: haven
commitments:
  - id: haven-1
    title: With Elm Housing, explore joint advice hubs
    due: 2026-03
    updates:
      - {date: 2025-12-05, status: in-progress, confidence: green}
```

Mended:

```yaml haven.yaml
partner: haven
commitments:
  - id: haven-1
    title: With Elm Housing, publish a plan for joint advice hubs
    due: 2026-03
    updates:
      - {date: 2025-12-05, status: in-progress, confidence: green}
```

See also: AP601 for titles that name nothing to be counted.
"""

from __future__ import annotations

import re
from collections.abc import Iterator, Sequence

from actionplan.checks.context import Context
from actionplan.checks.diagnostic import Hit

CODE = "AP602"
SEVERITY = "advice"
SINCE = "0.1.0"

FIX = "Say what there will be in the end: a report, a decision, an event, so many homes or people."

SOFT = frozenset((
    "advocate", "aim to", "aspire", "champion", "consider", "contribute to", "embed", "endeavour", "enhance", "explore",
    "facilitate", "foster", "give consideration to", "influence", "liaise", "lobby", "look at", "look for", "look into",
    "look to", "nurture", "promote", "raise awareness", "raise the awareness", "raise the profile", "reinforce", "seek",
    "strengthen", "strive", "take account", "take forward", "think about", "try", "work closely together", "work to",
    "work together", "work toward", "work towards",
))  # fmt: skip
# With a number these can be counted: support 200 tenants, continue to run 4 hubs.
SOFT_UNLESS_COUNTED = frozenset((
    "assist", "continue", "empower", "enable", "encourage", "engage", "help", "involve", "support", "work alongside",
    "work closely with", "work jointly with", "work with",
))  # fmt: skip
_EVERY = SOFT | SOFT_UNLESS_COUNTED

# "Care and support services" names no verb; "and support the council" does.
_NOUNS = frozenset(("champion", "help", "influence", "support", "try", "work"))
_OBJECTS = frozenset((
    "a", "all", "an", "councils", "deliver", "implement", "it", "its", "landlords", "local", "new", "others", "our",
    "partners", "people", "providers", "residents", "staff", "tenants", "the", "their", "them", "these", "those",
))  # fmt: skip
# What follows one of these says why or whose; its verbs are not what the partner promises.
_SUBORDINATE = frozenset(("by", "how", "so", "that", "to", "when", "where", "which", "who"))

_PREAMBLES = frozenset(("alongside", "by", "during", "in", "jointly with", "together with", "with", "working with"))
_BEFORE_VERB = frozenset(("actively", "also", "further", "jointly", "then", "to", ","))
_LONGEST_PREAMBLE = 16
_LONGEST_SUBJECT = 4

# A title that begins with none of these, and joins nothing, has no soft verb.
_FIRST_WORDS = frozenset(each.split()[0] for each in _EVERY | _PREAMBLES | _BEFORE_VERB)

_NUMBERS = frozenset((
    "two", "three", "four", "five", "six", "seven", "eight", "nine", "ten", "eleven", "twelve", "fifteen", "twenty",
    "thirty", "forty", "fifty", "sixty", "seventy", "eighty", "ninety", "hundred", "hundreds", "thousand", "thousands",
    "million", "dozen", "half", "halve", "double", "each", "every", "both", "twice", "weekly", "fortnightly", "monthly",
    "quarterly", "yearly", "annual", "annually",
))  # fmt: skip
_NUMBERED = frozenset(("category", "goal", "level", "part", "phase", "sdg", "stage", "tier", "type"))
_MONTHS = ("jan", "feb", "mar", "apr", "may", "jun", "jul", "aug", "sep", "oct", "nov", "dec")
_YEAR = re.compile(r"(?:19|20)\d\d(?:[-/]\d+)?")
_WORD = re.compile(r"[\w'’£%/.,-]*[\w'’%]|[,;:]")


def check(context: Context) -> Iterator[Hit]:
    """A hit for each title whose verb names an effort."""
    found = [(each, verb) for each in context.plan.commitments if (verb := soft_verb(each.title)) is not None]
    closed = {each.id for each in context.positions if not each.is_open} if found else set()
    for commitment, verb in found:
        if commitment.id not in closed:
            message = f"“{verb}” in the title of {commitment.id} names an effort, not a result"
            yield Hit(context.at(commitment, "title"), message, FIX)


def soft_verb(title: str) -> str | None:
    """The soft verb that *title* begins with, or goes on with after “and”; None where there is none."""
    may_begin = title.split(" ", 1)[0].lower() in _FIRST_WORDS
    if not may_begin and " and " not in title and " will " not in title:
        return None
    words = words_of(title)
    verb = phrase_at(words, verb_begins(words), _EVERY) or _joined(words)
    return None if verb in SOFT_UNLESS_COUNTED and names_count(words) else verb


def words_of(title: str) -> list[str]:
    """The words of *title* in small letters; a comma, a semicolon and a colon are words of their own."""
    return _WORD.findall(title.lower())


def phrase_at(words: Sequence[str], at: int, phrases: frozenset[str]) -> str | None:
    """The longest of *phrases*, of three words at most, that begins with the word of that number."""
    for length in (3, 2, 1):
        phrase = " ".join(words[at : at + length])
        if phrase in phrases:
            return phrase
    return None


def verb_begins(words: Sequence[str]) -> int:
    """The number of the word that the promise begins with: after “In 2019”, “With the council,” and “HACT will”."""
    at = 0
    if phrase_at(words, 0, _PREAMBLES):
        year = next((number for number in (1, 2) if _YEAR.fullmatch("".join(words[number : number + 1]))), None)
        if year is not None:
            at = year + 1
        elif "," in words[:_LONGEST_PREAMBLE]:
            at = words.index(",") + 1
    if "will" in words[at : at + _LONGEST_SUBJECT]:
        at = words.index("will", at) + 1
    return _past(words, at, _BEFORE_VERB)


def _past(words: Sequence[str], at: int, passed: frozenset[str]) -> int:
    while at < len(words) and words[at] in passed:
        at += 1
    return at


def names_count(words: Sequence[str]) -> bool:
    """Whether a title says how many or how often. Years, days and names such as “phase 2” are no counts."""
    return any(word in _NUMBERS or _counts(words, at) for at, word in enumerate(words))


def _counts(words: Sequence[str], at: int) -> bool:
    word = words[at].lstrip("£")
    before, after = "".join(words[at - 1 : at]), "".join(words[at + 1 : at + 2])
    if word == "one":
        return after not in ("", "another", "of", "other")
    if not word[:1].isdigit() or word == "24/7" or word.endswith(("st", "nd", "rd", "th")):
        return False
    if _YEAR.fullmatch(word):  # 2000 homes are a number of homes; "the 2015 results" are not
        return after.endswith("s") and before not in ("by", "in", "of", "the", "to")
    return before not in _NUMBERED and not after.startswith(_MONTHS)


def _joined(words: Sequence[str]) -> str | None:
    """The soft verb after “and”, where it is a verb of the title's own clause."""
    for number, word in enumerate(words):
        if word in _SUBORDINATE and number > 0:
            return None
        if word == "and":
            at = _past(words, number + 1, _BEFORE_VERB)
            verb = phrase_at(words, at, _EVERY)
            if verb is not None and (verb not in _NOUNS or "".join(words[at + 1 : at + 2]) in _OBJECTS):
                return verb
    return None
