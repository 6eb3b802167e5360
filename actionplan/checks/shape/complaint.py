"""What pydantic complains of, in plain words: what is wrong, and what to type instead."""

from __future__ import annotations

import re
import unicodedata
from collections.abc import Iterable, Mapping
from functools import lru_cache
from typing import TYPE_CHECKING, Any

from actionplan.checks.diagnostic import Coded, Hit, Mend, Place, Route
from actionplan.checks.shape.keys import (
    branch_for,
    branches,
    inside,
    is_list,
    is_record,
    kind_at,
    required_keys,
)
from actionplan.checks.suggest import offered
from actionplan.domain.keys import keys_of
from actionplan.domain.types import KEY_LENGTH
from actionplan.domain.written import BadValue, bare, echo, nearest

if TYPE_CHECKING:
    from pydantic_core import ErrorDetails

SHORT = 60
ASKED = "Did you mean"
MANY = 3  # unknown keys of one record: then it is probably another record

_ELSEWHERE = {
    "status": "A commitment's status is that of its last update: add an entry under updates.",
    "confidence": "Confidence belongs to an update: add an entry under updates.",
    "evidence": "Evidence belongs to the update that reports it.",
    "revised_due": "A date moves by an extension: add an entry under extensions.",
    "owner": "The lead is the file's partner; name another with lead.",
}
_MEANT = {"due_date": "due", "deadline": "due", "target_date": "due", "name": "title", "link": "url", "who": "by"}


def at(value: Any, route: Route) -> Any:
    for step in route:
        value = value[step]
    return value


def in_plain_words(kind: type, value: Any, place: Place, detail: ErrorDetails) -> Coded:
    """The hit at *place* for what pydantic says of a *value* that was to be a record of class *kind*."""
    what = detail["type"]
    if what == "bad_value":
        bad: BadValue = detail["ctx"]["said"]
        return Coded(bad.code, Hit(place, bad.message, bad.fix, offered(bad.meant)))
    if what == "missing":
        return _missing(kind, value, place)
    if what == "unexpected_keyword_argument":
        return _unknown_key(kind, value, Place(place.file, place.route, "key"))
    return _wrong_kind(kind, value, place)


def gathered(kind: type, value: Any, hits: Iterable[Coded]) -> tuple[Coded, ...]:
    """*hits* with one for all the keys that a record lacks, and one for its unknown keys where they are many."""
    records: dict[Route | int, list[Coded]] = {}
    for number, each in enumerate(hits):
        is_about_keys = each.code in ("AP010", "AP011")
        records.setdefault(each.hit.place.route[:-1] if is_about_keys else number, []).append(each)
    return tuple(told for group in records.values() for told in _of_record(kind, value, group))


def _of_record(kind: type, value: Any, group: list[Coded]) -> list[Coded]:
    misspelt = [each for each in group if each.hit.mend and each.hit.mend.is_safe]
    unknown = [each for each in group if each.code == "AP010" and each not in misspelt]
    missing = [each for each in group if each.code == "AP011"]
    if len(unknown) >= MANY:
        return [*misspelt, _many_unknown(kind, value, unknown)]
    return [*misspelt, *unknown, _many_missing(missing)] if len(missing) > 1 else group


def _many_unknown(kind: type, value: Any, unknown: list[Coded]) -> Coded:
    place = unknown[0].hit.place
    keys = [echo(str(each.hit.place.route[-1]), 30) for each in unknown]
    known = ", ".join(keys_of(record_around(kind, value, place.route)))
    last = f"{len(keys) - MANY} more" if len(keys) > MANY else keys.pop()
    message = f"{', '.join(keys[:MANY])} and {last} are not keys that belong here"
    fix = f"Keys that belong here: {known}. Is a line missing above, or is the indentation another one?"
    return Coded("AP010", Hit(place, message, fix))


def _many_missing(missing: list[Coded]) -> Coded:
    keys = [f"“{each.hit.place.route[-1]}”" for each in missing]
    message = f"the keys {', '.join(keys[:-1])} and {keys[-1]} are missing"
    return Coded("AP011", missing[0].hit._replace(message=message, fix="Add them, each with its value."))


def record_around(kind: type, value: Any, route: Route) -> Any:
    """The class of the record that holds the key at the end of *route*."""
    return branch_for(kind_at(kind, value, route[:-1]), {})


def _missing(kind: type, value: Any, place: Place) -> Coded:
    key = place.route[-1]
    needed = ", ".join(required_keys(record_around(kind, value, place.route)))
    if key in at(value, place.route[:-1]):
        message, fix = f"the key “{key}” has nothing after it", "Write it after the colon."
        return Coded("AP011", Hit(Place(place.file, place.route, "key"), message, f"{fix} Needed here: {needed}."))
    return Coded("AP011", Hit(place, f"the key “{key}” is missing", f"Add “{key}: …”. Needed here: {needed}."))


def _unknown_key(kind: type, value: Any, place: Place) -> Coded:
    key = str(place.route[-1])
    known = keys_of(record_around(kind, value, place.route))
    odd = sorted({f"U+{ord(c):04X} {unicodedata.name(c, 'unnamed').lower()}" for c in key if not c.isascii()})
    held = f" (it holds {', '.join(odd[:3])})" if odd else ""
    fix = _known_instead(key, known, is_empty=at(value, place.route) is None)
    mend = _renamed(key, known, at(value, place.route[:-1])) if fix.startswith(ASKED) else None
    return Coded("AP010", Hit(place, f"{echo(key)} is not a key that belongs here{held}", fix, mend))


def _renamed(key: str, known: tuple[str, ...], mapping: Mapping[str, Any]) -> Mend | None:
    """The key that was meant by *key* of *mapping*, if it is not there already, so or in another spelling."""
    meant = meant_by(key, known)
    if meant is None or any(meant in (each, meant_by(each, known)) for each in mapping if each != key):
        return None
    return Mend(meant, is_safe=bare(meant) == bare(key))


@lru_cache(maxsize=1_024)
def meant_by(key: str, known: tuple[str, ...]) -> str | None:
    """The one of the *known* keys that was probably meant by *key*."""
    same = [each for each in known if bare(each) == bare(key)]
    if len(same) == 1:
        return same[0]
    if _MEANT.get(key) in known:
        return _MEANT[key]
    swapped = [each for each in known if sorted(each) == sorted(key)]  # too short to look alike: deu, due
    return next(iter(swapped), None) or (nearest(key, known) if len(key) <= KEY_LENGTH else None)


def _known_instead(key: str, known: tuple[str, ...], *, is_empty: bool) -> str:
    if is_empty and key not in known and " " in key.strip():
        return "Is it part of the text before it? Within { } a comma begins a new key: put text with commas in quotes."
    if key.startswith("-") and key.lstrip("-") in known:
        return f"Put a space after the dash: - {key.lstrip('-')}."
    if meant := meant_by(key, known):
        return f"{ASKED} {meant}?"
    return _ELSEWHERE.get(key) or f"Keys that belong here: {', '.join(known)}."


def _wrong_kind(kind: type, value: Any, place: Place) -> Coded:
    found = at(value, place.route)
    wanted = kind_at(kind, value, place.route)
    message = f"{_name(place.route)} needs {_wanted(wanted)}, and has {found_instead(found)}"
    return Coded("AP012", Hit(place, message, _instead(branch_for(wanted, found), found, place.route)))


def _name(route: Route) -> str:
    if isinstance(route[-1], str):
        return f"“{route[-1]}”"
    return f"item {route[-1] + 1} of “{route[-2]}”"


def _wanted(kind: Any) -> str:
    found = branches(kind)
    if len(found) > 1:
        return "one word or a list"
    if is_list(found[0]):
        return "a list"
    return "keys of its own" if is_record(found[0]) or inside(found[0], "") else "one value"


def found_instead(value: Any) -> str:
    """What *value* is, in a sentence with “has”."""
    if value is None:
        return "nothing"
    if isinstance(value, list):
        return "a list"
    return "keys of its own" if isinstance(value, dict) else f"the text {echo(value, 30)}"


def _instead(branch: Any, found: Any, route: Route) -> str:
    if found is None:
        what = "dash" if isinstance(route[-1], int) else "colon"
        return f"Write it after the {what}, or remove the {'dash' if what == 'dash' else 'key'}."
    if is_list(branch):
        return _list_instead(branch, found)
    if is_record(branch):
        keys = required_keys(branch) or keys_of(branch)[:1]
        return f"Write its keys: {', '.join(f'“{key}: …”' for key in keys)}."
    if inside(branch, ""):
        return "Write each entry on a line of its own as “key: …”."
    signs = "begins with “[”" if isinstance(found, list) else "begins with “{” or holds “: ”"
    return f"Write one value. Text that {signs} needs quotes around it."


_WORDS = re.compile(r"[A-Za-z0-9][A-Za-z0-9._-]*(?: *[,;] *[A-Za-z0-9][A-Za-z0-9._-]*)*")


def _list_instead(branch: Any, found: Any) -> str:
    if isinstance(found, dict) and next(iter(found), "").startswith("-"):
        return "Put a space after each dash."
    if isinstance(found, dict):
        return "Put “- ” before the first of these keys, and indent the others to stand under it."
    if not is_record(inside(branch, 0)) and len(found) <= SHORT and _WORDS.fullmatch(found):
        return f"Write [{', '.join(re.split(' *[,;] *', found))}]."
    return "Begin each item with “- ” on a line of its own."
