"""Keys and ids proposed for names as people write them."""

from __future__ import annotations

import re
from collections.abc import Collection
from collections.abc import Set as AbstractSet
from datetime import date
from itertools import chain, count

from actionplan.domain.model import EVERYBODY, NOBODY

LONGEST = 40  # characters of a proposal; an id may have more
WORDS = 3  # of an agreement's name that its plan's id takes over

DAYS_OF_A_YEAR = 366

# Words of the file format, names of files that mean something else, and names that Windows keeps for itself.
_PORTS = tuple(f"{port}{number}" for port in ("com", "lpt") for number in range(10))
RESERVED = frozenset(
    (NOBODY, EVERYBODY, "plan", "outcomes", "waivers", "baseline", "reviews", "con", "prn", "aux", "nul", *_PORTS)
)

_SMALL = ("a", "an", "the", "of", "on", "in", "to", "for", "and", "or", "by", "with", "between", "our", "joint")
_SAYS_LITTLE = frozenset((*_SMALL, "action", "agreement", "memorandum", "understanding", "mou", "partnership", "plan"))


def key_for(name: str, taken: Collection[str] = (), otherwise: str = "partner") -> str:
    """A key for what is called *name*, which none of *taken* is: `Haven Trust` is haven-trust.

    *otherwise* stands for a name without a letter that a key may have.
    """
    return free(slug(name) or otherwise, taken)


def plan_key_for(agreement: str, first: date, last: date, taken: Collection[str] = ()) -> str:
    """An id for the plan of *agreement* from *first* to *last*: northfield-homes-health-2026-27."""
    years = years_of(first, last).replace("/", "-").replace(" to ", "-")
    name = slug(agreement, len(agreement)).replace(years, "")
    words = [each for each in name.split("-") if each not in _SAYS_LITTLE][:WORDS]
    return free("-".join((slug("-".join(words)) or "plan", years)), taken)


def years_of(first: date, last: date) -> str:
    """The years from *first* to *last*: `2026`, `2026/27`, `2026 to 2029`."""
    if first.year == last.year:
        return str(first.year)
    is_one = last.year == first.year + 1 and (last - first).days <= DAYS_OF_A_YEAR
    return f"{first.year}/{last.year % 100:02}" if is_one else f"{first.year} to {last.year}"


def file_name(lead: str) -> str:
    """The name of the file that a new plan has for what *lead* leads."""
    return f"{ {NOBODY: 'nobody', EVERYBODY: 'everybody'}.get(lead, lead) }.yaml"


def slug(text: str, longest: int = LONGEST) -> str:
    """*text* in small plain letters, digits and hyphens, at most *longest* of them; empty where it has none."""
    from unicodedata import combining, normalize

    bare = "".join(each for each in normalize("NFKD", text.casefold()) if not combining(each))
    words = re.sub("[^a-z0-9]+", "-", re.sub("['’]", "", bare).replace("&", " and ")).strip("-")
    if len(words) <= longest:
        return words
    return words[: longest + 1].rpartition("-")[0] or words[:longest]


def free(wanted: str, taken: Collection[str]) -> str:
    """*wanted*, or with the first number behind it that makes it none of *taken*; capitals make no difference."""
    return first_free(wanted, {each.lower() for each in taken})


def first_free(wanted: str, known: AbstractSet[str]) -> str:
    """*wanted*, or with the first number behind it that makes it none of *known*, which are in small letters."""
    names = chain((wanted,), (f"{wanted}-{number}" for number in count(2)))
    return next(each for each in names if each.lower() not in known and each.lower() not in RESERVED)
