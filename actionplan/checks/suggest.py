"""The known word that an unknown one most likely stands for, offered in a sentence."""

from __future__ import annotations

from collections.abc import Collection, Iterable, Mapping

from actionplan.domain.model import Partner
from actionplan.domain.written import nearest

ENOUGH = 100_000  # comparisons of two keys; more would take longer than a suggestion is worth


def similar(unknown: Iterable[str], known: Collection[str]) -> dict[str, str]:
    """For each unknown key the known one that it most likely stands for, where there is one."""
    keys = set(unknown)
    if len(keys) * len(known) > ENOUGH:
        return {}
    return {key: near for key in keys if (near := nearest(key, known))}


def similar_partners(unknown: Iterable[str], partners: Mapping[str, Partner]) -> Mapping[str, str]:
    """For each unknown word the key of the partner with that printed name, else the key that it is most like."""
    names = {name.lower(): key for key, each in partners.items() for name in (each.name, each.short) if name}
    words = set(unknown)
    return similar(words, partners) | {word: names[word.lower()] for word in words if word.lower() in names}


def correct_or_add(near: str | None, what: str) -> str:
    """The sentence that offers the similar key, or to add *what*."""
    return f"Did you mean {near}? If not, add {what}." if near else f"Correct it, or add {what}."
