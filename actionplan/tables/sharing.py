"""The values of a plan's files as everybody may read them: without what is marked internal.

As `domain.public` has it, for what is written in the files.
"""

from __future__ import annotations

from collections.abc import Container, Mapping
from typing import Any

from actionplan.domain.public import INTERNAL, NOT_PUBLIC, public
from actionplan.tables.lending import HEAD, OUTCOMES, FileValues, Lender, is_of_partner

_WORDS = ("note", "next", "reason", "by")


def public_lender(lender: Lender) -> Lender:
    """*lender* without what is internal.

    Addresses, closed reviews, waivers, the baseline and a tracker's own columns are left out, too.
    """
    hidden = {
        each["id"]
        for file in lender.files
        if is_of_partner(file.stem)
        for each in file.value.get("commitments") or ()
        if each.get("audience") == INTERNAL
    }
    files = tuple(_file(each, hidden) for each in lender.files if is_public(each.stem))
    return Lender(public(lender.plan), files)


def is_public(stem: str) -> bool:
    """Whether a file of this stem is for everybody, as far as nothing in it is marked internal."""
    return stem in (HEAD, OUTCOMES) or is_of_partner(stem)


def _file(file: FileValues, hidden: Container[str]) -> FileValues:
    value = file.value
    if file.stem == HEAD and isinstance(value.get("partners"), Mapping):
        partners = {key: {**each, "email": None} for key, each in value["partners"].items()}
        return file._replace(value={**value, "partners": partners})
    if is_of_partner(file.stem) and value.get("commitments"):
        shown = [_commitment(each, hidden) for each in value["commitments"] if each["id"] not in hidden]
        return file._replace(value={**value, "commitments": shown})
    return file


def _commitment(commitment: Mapping[str, Any], hidden: Container[str]) -> dict[str, Any]:
    return {
        **commitment,
        "waits_on": [each for each in commitment.get("waits_on") or () if each not in hidden],
        "source": None,  # what a tracker had in columns of its own was never looked at
        "replaces": None if commitment.get("replaces") in hidden else commitment.get("replaces"),
        "updates": [_update(each) for each in commitment.get("updates") or ()],
    }


def _update(update: Mapping[str, Any]) -> dict[str, Any]:
    is_internal = update.get("audience") == INTERNAL
    shown = {key: each for key, each in update.items() if key not in _WORDS} if is_internal else update
    given = update.get("evidence") or []
    kept = [each for each in given if not is_internal and each.get("audience") != INTERNAL]
    return {**shown, "evidence": kept if len(kept) == len(given) else [*kept, {"title": NOT_PUBLIC.title}]}
