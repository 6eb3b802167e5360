"""Drafts to commitments in the making: repeats merged, numbers made ids, 24a and 24b made parts of 24."""

from __future__ import annotations

import re
from collections.abc import Sequence
from typing import NamedTuple

from actionplan.domain.naming import slug
from actionplan.domain.types import ID_LENGTH, KEY_LENGTH, NOTE_LENGTH
from actionplan.tables.intake.account import Account
from actionplan.tables.intake.drafts import Draft

_LETTERED = re.compile(r"(.*[0-9])[ .(-]*([a-z])\)?", re.IGNORECASE)
PART = "rows of parts, taken into their commitment"
SAME = "rows that say the same as another one"


class Made(NamedTuple):
    """A commitment in the making: its id (empty where the tracker gives none), its row, and the rows of its parts."""

    id: str
    draft: Draft
    parts: tuple[tuple[str, Draft], ...] = ()


def settle(drafts: Sequence[Draft], account: Account) -> tuple[Made, ...]:
    """*drafts* as commitments, each row taken, merged or refused on the *account*."""
    found: dict[str, Made] = {}
    unnumbered: dict[tuple[object, ...], list[Draft]] = {}
    for number, draft in enumerate(drafts):
        id_ = id_of(draft.number)
        name = id_.lower() or f"\0{number}"
        if not draft.title:
            account.refuse(draft.at, "the row has no title, so there is nothing to commit to")
        elif name in found:
            _again(found[name].draft, draft, account)
        elif not id_ and any(_same(draft, each) for each in unnumbered.get(_outline(draft), ())):
            account.merged[SAME] += 1
        else:
            found[name] = Made(id_, draft)
            account.taken += 1
            if not id_:
                unnumbered.setdefault(_outline(draft), []).append(draft)
    _doubt_titles(tuple(found.values()), account)
    return tuple(_with_parts(found, account))


def id_of(number: str) -> str:
    """*number* as an id: what an id cannot have becomes a hyphen."""
    plain = re.sub(r"[^A-Za-z0-9._-]+", "-", number).strip("-._")
    return plain[:ID_LENGTH] or slug(number)


def _again(first: Draft, draft: Draft, account: Account) -> None:
    if _same(first, draft):
        account.merged[SAME] += 1
    else:
        account.refuse(
            draft.at, f"its number {draft.number} is that of {first.at.address} already, which says otherwise"
        )


def _outline(draft: Draft) -> tuple[object, ...]:
    """All that *draft* says but for what is kept as it is."""
    return draft[1:-1]


def _same(one: Draft, other: Draft) -> bool:
    return one[1:] == other[1:]


def _doubt_titles(made: Sequence[Made], account: Account) -> None:
    first: dict[str, Made] = {}
    for each in made:
        earlier = first.setdefault(each.draft.title.lower(), each)
        if earlier is not each:
            account.doubt(each.draft.at, f"the title is that of {earlier.draft.at.address} too: both are taken")


def _with_parts(found: dict[str, Made], account: Account) -> list[Made]:
    """The commitments, those that are parts of another one under it."""
    below: dict[str, list[tuple[str, Draft]]] = {}
    whole = []
    for name, each in found.items():
        match = _LETTERED.fullmatch(each.draft.number)
        above = id_of(match[1]).lower() if match else ""
        if match and above in found and above != name:
            below.setdefault(above, []).append((match[2].lower(), each.draft))
            account.taken -= 1
            account.merged[PART] += 1
        else:
            whole.append((name, each))
    return [_joined(each, tuple(below.get(name, ()))) for name, each in whole]


def _joined(made: Made, parts: tuple[tuple[str, Draft], ...]) -> Made:
    """*made* with *parts*, and with what their rows keep, which only a commitment can hold."""
    if not parts:
        return made
    notes = (made.draft.note, *(f"{name}: {part.note}" for name, part in parts if part.note))
    source = {
        f"{key[: KEY_LENGTH - len(name) - 2]}, {name}": text
        for name, part in parts
        for key, text in part.source.items()
        if made.draft.source.get(key) != text
    }
    draft = made.draft._replace(
        note="\n".join(filter(None, notes))[:NOTE_LENGTH], source={**made.draft.source, **source}
    )
    return made._replace(draft=draft, parts=parts)
