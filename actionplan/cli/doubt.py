"""Which commitment is meant, where not all of a plan could be read: nothing is written to the wrong one."""

from __future__ import annotations

from collections.abc import Sequence
from typing import NoReturn

from actionplan.cli.gather import Gathered, plan_id
from actionplan.cli.printers import counted
from actionplan.cli.target import holds
from actionplan.domain.written import echo
from actionplan.loaded import Loaded
from actionplan.world.workspace import CannotRun
from actionplan.world.writing import Refused

_SAME_ID = ("AP102", "AP103")


def refuse_lost(name: str, gathered: Gathered) -> None:
    """Nothing; raises CannotRun where *name* is in nothing that could be read, and may stand in what could not be."""
    meant, id_ = _meant(name, gathered)
    if any(id_ in _ids(each) for each in meant):
        return
    for loaded in meant:
        if _may_have_lost(loaded, id_):
            _refuse_lost(name, loaded, gathered)


def refuse_doubtful(ids: Sequence[str], gathered: Gathered) -> None:
    """Nothing; raises CannotRun where one of *ids* may stand in what could not be read, Refused where two have it."""
    for name in ids:
        meant, id_ = _meant(name, gathered)
        for loaded in meant:
            _refuse(name, id_, loaded, gathered)


def _meant(name: str, gathered: Gathered) -> tuple[list[Loaded], str]:
    """The plans in which *name* may be, and the id that it is there, in small letters."""
    folders = {each.name for each in gathered.workspace.plans}
    plan, _, id_ = name.lower().rpartition("/")
    meant = [
        each
        for each in gathered.plans
        if each.name in folders and plan in ("", plan_id(each).lower(), each.name.lower())
    ]
    return meant, id_


def _refuse(name: str, id_: str, loaded: Loaded, gathered: Gathered) -> None:
    if _may_have_lost(loaded, id_):
        _refuse_lost(name, loaded, gathered)
    if _is_double(loaded, id_):
        raise Refused(
            f"Two commitments of {plan_id(loaded)} have the id {echo(id_)}. Nothing was written.\n"
            "To see where: actionplan validate. Give one of them an id of its own."
        )


def _refuse_lost(name: str, loaded: Loaded, gathered: Gathered) -> NoReturn:
    (note,) = unread(gathered._replace(plans=(loaded,)))
    raise CannotRun(f"{echo(name)} may stand in what could not be read: {note}")


def _ids(loaded: Loaded) -> set[str]:
    return {each.lower() for each in loaded.homes} if loaded.plan is not None else set()


def _may_have_lost(loaded: Loaded, id_: str) -> bool:
    if id_ in _ids(loaded):
        return False
    is_in_doubt = bool(loaded.unread) and any(
        holds(each.data.lower(), [id_.encode("utf-8", "surrogateescape")]) for each in loaded.texts
    )
    return is_in_doubt or any(each.trouble for each in loaded.texts)


def _is_double(loaded: Loaded, id_: str) -> bool:
    """Whether what is written at the place of a finding about ids that are used twice is *id_*."""
    for code, hit in loaded.hits:
        if code in _SAME_ID:
            value = loaded.files[hit.place.file].tree.value
            for step in hit.place.route:
                value = value[step]
            if str(value).lower() == id_:
                return True
    return False


def unread(gathered: Gathered) -> tuple[str, ...]:
    """A word about files of which something could not be read; none where all could."""
    lost = [name for each in gathered.plans for name in _unread(each)]
    if not lost:
        return ()
    more = f" and {counted(len(lost) - 1, 'more file')}" if len(lost) > 1 else ""
    return (f"not all of {lost[0]}{more} could be read.\nTo see why: actionplan validate",)


def _unread(loaded: Loaded) -> list[str]:
    """The files of which something, or all, could not be read."""
    return list(dict.fromkeys((*loaded.unread, *(each.name for each in loaded.texts if each.trouble))))
