"""The id of a new commitment: the next one that nobody ever used."""

from __future__ import annotations

import re
from collections import Counter
from collections.abc import Iterable
from typing import NamedTuple

from actionplan.loaded import Loaded
from actionplan.world.git import Past

# What may stand before it is looked at last: searching for two letters takes a third of the time.
_WRITTEN = re.compile(
    rb"""id(?<![^-{,\s"']id)(?<![^-{,\s]["']id)(?=["']?[^\S\n]*:[^\S\n]*["']?([A-Za-z0-9][A-Za-z0-9._-]*))"""
)
_NUMBERED = re.compile(r"(.*?)([0-9]+)")


class Numbering(NamedTuple):
    """The id to propose, and every id that must not be used again, in small letters."""

    proposed: str
    taken: frozenset[str]


def numbering(loaded: Loaded, lead: str, past: Past | None) -> Numbering:
    """The next id for a commitment of *lead*, after the pattern of those it has: `hact-6` after `hact-5`.

    Ids that are in the files, also where they could not be read, and ids that were there in the *past* are taken.
    """
    known = {*loaded.homes, *loaded.also_known, *_in_texts(loaded)}
    taken = known | (_written_in(past.lines) if past else set())
    own = [id_ for id_, home in loaded.homes.items() if home.file == loaded.partner_files.get(lead)]
    prefix = _prefix(own) or f"{lead}-"
    numbers = [int(found[2]) for each in taken if (found := _NUMBERED.fullmatch(each)) and _same(found[1], prefix)]
    return Numbering(f"{prefix}{max(numbers, default=0) + 1}", frozenset(each.lower() for each in taken))


def _same(one: str, other: str) -> bool:
    return one.lower() == other.lower()


def _prefix(ids: Iterable[str]) -> str:
    """What most of *ids* have before their number."""
    found = Counter(match[1] for each in ids if (match := _NUMBERED.fullmatch(each)))
    return found.most_common(1)[0][0] if found else ""


def _in_texts(loaded: Loaded) -> set[str]:
    """Ids that are written anywhere, of parts and outcomes too: better one number left out than one used twice."""
    return {each for text in loaded.texts for each in _written_in((text.data,))}


def _written_in(texts: Iterable[bytes]) -> set[str]:
    return {found.decode() for text in texts for found in _WRITTEN.findall(text)}
