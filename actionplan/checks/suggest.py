"""The known word that an unknown one most likely stands for, offered in a sentence."""

from __future__ import annotations

from collections import defaultdict
from collections.abc import Collection, Iterable, Mapping

from actionplan.checks.diagnostic import Mend
from actionplan.domain.model import Partner
from actionplan.domain.written import Meant, nearest

ENOUGH = 100_000  # comparisons of two keys; more would take longer than a suggestion is worth


def similar(unknown: Iterable[str], known: Collection[str]) -> dict[str, Meant]:
    """For each unknown key the known one that it most likely stands for, where there is one.

    It is certain where capitals alone are another: in ids they make no difference.
    """
    keys = set(unknown)
    if len(keys) * len(known) > ENOUGH:
        return {}
    near = {key: nearest(key, known) for key in keys}
    return {key: Meant(each, _is_only(key, each, known)) for key, each in near.items() if each}


def _is_only(key: str, near: str, known: Iterable[str]) -> bool:
    """Whether *near* is *key* but for its capitals, and no other one is."""
    return near.lower() == key.lower() and sum(each.lower() == key.lower() for each in known) == 1


def similar_partners(unknown: Iterable[str], partners: Mapping[str, Partner]) -> Mapping[str, Meant]:
    """For each unknown word the key of the partner with that printed name, else the key that it is most like.

    A printed name is certain, unless several partners have it.
    """
    names: dict[str, set[str]] = defaultdict(set)
    for key, each in partners.items():
        for name in (each.name, each.short):
            names[(name or "").lower()].add(key)
    words = set(unknown)
    named = {word: names[word.lower()] for word in words if word and word.lower() in names}
    return similar(words, partners) | {word: Meant(min(keys), len(keys) == 1) for word, keys in named.items()}


def offered(meant: Meant | None) -> Mend | None:
    """The mend that writes what was *meant*; safe where that is certain."""
    return Mend(meant.word, is_safe=meant.is_certain) if meant else None


def did_you_mean(meant: Meant | None, otherwise: str) -> str:
    """The question whether that was *meant*; what to do *otherwise* where nothing is offered."""
    return f"Did you mean {meant.word}?" if meant else otherwise


def correct_or_add(near: Meant | None, what: str) -> str:
    """The sentence that offers the similar key, or to add *what*."""
    return f"Did you mean {near.word}? If not, add {what}." if near else f"Correct it, or add {what}."
