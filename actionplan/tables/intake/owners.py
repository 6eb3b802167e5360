"""Who leads and who supports, out of one cell; each name as a partner's key."""

from __future__ import annotations

import re
from collections import Counter
from collections.abc import Iterable, Mapping
from collections.abc import Set as AbstractSet
from typing import NamedTuple

from actionplan.domain.model import EVERYBODY, NOBODY, Partner
from actionplan.domain.naming import first_free, slug
from actionplan.domain.types import TITLE_LENGTH
from actionplan.domain.written import nearest
from actionplan.tables.intake.states import NOTHING_SAID
from actionplan.tables.several import split

_STRONG = re.compile(r"\s*(?:\n|;|/|\||\+)\s*")
_WEAK = re.compile(r"\s*,\s*(?:and\s+)?|\s+(?:and|&|with)\s+", re.IGNORECASE)
_LEAD = re.compile(r"\s*\((?:joint |co-?)?lead(?:ing)?\)|^(?:joint |co-?)?lead(?:s|ing)?\s*:\s*", re.IGNORECASE)
_SUPPORT = re.compile(r"\s*\(support(?:ing)?\)|^(?:support(?:ing|ed by)?|with)\s*:\s*", re.IGNORECASE)
_ACRONYM = re.compile(r"[A-Z][A-Z0-9&]{1,7}")
_KEY = re.compile(r"[A-Za-z0-9][A-Za-z0-9._-]*")
MOST_COMPARED = 200  # names: where there are more, whom a new one is like is not asked
_ALL = ("all", "all partners", "everyone", "everybody", "all signatories", "all organisations")


class Owners(NamedTuple):
    """Names as they are printed: who leads (empty: nobody is named), and who supports."""

    lead: str
    supporting: tuple[str, ...] = ()


class NewName(NamedTuple):
    """A name that the plan does not know: the key proposed for it, in how many cells it stands, and what it is like."""

    name: str
    key: str
    cells: int
    like: str = ""


def pieces(text: str) -> tuple[str, ...]:
    """What is certainly a name by itself in *text*: between line breaks, semicolons, strokes and plus signs."""
    return tuple(each for each in (" ".join(each.split()) for each in _STRONG.split(text)) if not _is_nobody(each))


def bare_name(piece: str) -> str:
    """*piece* without the words that say which part it plays."""
    return _SUPPORT.sub("", _LEAD.sub("", piece)).strip()


def split_owners(text: str, known: AbstractSet[str], several: Mapping[str, tuple[str, ...]]) -> Owners:
    """Who leads and who supports, by *text*. Names with “and” or a comma in them are parted only where each is *known*.

    The first is the lead, unless another one is marked so. *several* says which words stand for more than one partner.
    Both are in small letters.
    """
    found: list[tuple[str, str]] = []
    for piece in pieces(text):
        role = "lead" if _LEAD.search(piece) else "support" if _SUPPORT.search(piece) else ""
        bare = bare_name(piece)
        for number, name in enumerate(several.get(bare.lower()) or _parted(bare, known)):
            found.append((name, "support" if role == "lead" and number else role))
    leads = [name for name, role in found if role == "lead"] or [name for name, role in found if not role]
    lead = leads[0] if leads else ""
    return Owners(lead, tuple(dict.fromkeys(name for name, _ in found if name != lead)))


def _parted(piece: str, known: AbstractSet[str]) -> list[str]:
    if piece.lower() in known:
        return [piece]
    parts = [each for each in _WEAK.split(piece) if each]
    if len(parts) > 1 and all(each.lower() in known or _ACRONYM.fullmatch(each) for each in parts):
        return parts
    return [piece]


def _is_nobody(text: str) -> bool:
    return text.strip().lower() in NOTHING_SAID


def _is_short(name: str) -> bool:
    """Whether *name* has a weak sign in it and is one name all the same: “Care & Repair”."""
    return "," not in name and "&" in name


class Register:
    """The partners of a plan, by every name they have, with those that a tracker adds."""

    def __init__(self, partners: Mapping[str, Partner], aliases: Mapping[str, str]) -> None:
        self._keys: dict[str, str] = {}
        self._called: dict[str, str] = {}  # new partners whose name, and not the key, was said
        for key, partner in partners.items():
            former = [each.name for each in partner.former]
            self._keys |= {each.lower(): key for each in (key, partner.name, partner.short, *former) if each}
        meant = {name: [self._meant(each) for each in split(said)] for name, said in aliases.items()}
        single = {name: keys[0] for name, keys in meant.items() if len(keys) == 1}
        self.several = {name.lower(): tuple(keys) for name, keys in meant.items() if len(keys) > 1}
        self._keys |= {name.lower(): key for name, key in single.items()}
        self._keys |= dict.fromkeys(_ALL, EVERYBODY)
        self._there = {*partners, EVERYBODY, NOBODY}
        self._taken = {each.lower() for each in self._there}
        self._names = set(self._keys)
        self._split: dict[str, Owners] = {}
        self._cells: Counter[str] = Counter()
        self._new: dict[str, NewName] = {}
        self._aliased = {key: name for name, key in single.items()} | self._called

    def _meant(self, said: str) -> str:
        """The key of whom a mapping means by *said*: a key, or a name."""
        key = self._keys.get(said.lower())
        if key is None:
            key = said if _KEY.fullmatch(said) else slug(said) or "partner"
            self._keys[said.lower()] = self._keys[key.lower()] = key
            if key != said:
                self._called[key] = said
        return key

    def hear(self, names: Iterable[str]) -> None:
        """Take note that each of *names* stands alone somewhere, so that it is one name."""
        self._names |= {each.lower() for each in names if not _WEAK.search(each) or _is_short(each)}

    @property
    def partners(self) -> dict[str, Partner]:
        """The new partners by their keys."""
        return {each.key: Partner(each.name) for each in self._new.values()}

    @property
    def new(self) -> dict[str, NewName]:
        """The partners that the plan does not have, by their keys."""
        return {key: each._replace(cells=self._cells[key]) for key, each in self._new.items()}

    def owners(self, text: str) -> Owners:
        """Who leads and who supports, by *text*: the same wherever it stands."""
        found = self._split.get(text)
        if found is None:
            found = self._split[text] = split_owners(text, self._names, self.several)
        return found

    def key_of(self, name: str) -> str:
        """The key of the partner called *name*; one that nobody knows becomes a new partner."""
        if not name:
            return NOBODY
        name = name[:TITLE_LENGTH].strip()
        key = self._keys.get(name.lower())
        if key is None:
            key = first_free(slug(name) or "partner", self._taken)
            self._keys[name.lower()] = key
            self._names.add(name.lower())
        if key not in self._there:
            self._add(name, key)
        self._cells[key] += 1
        return key

    def _add(self, name: str, key: str) -> None:
        others = (
            [each for each, whose in self._keys.items() if whose != key] if len(self._keys) <= MOST_COMPARED else []
        )
        self._there.add(key)
        self._taken.add(key.lower())
        self._new[key] = NewName(self._aliased.get(key, name), key, 1, nearest(name, others) or "")
