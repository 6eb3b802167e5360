"""From the command line's options to plans, read and ready."""

from __future__ import annotations

from collections.abc import Callable, Iterator, Sequence
from datetime import date
from pathlib import Path
from typing import NamedTuple, NoReturn, TypeVar

import typer

from actionplan.cli import console
from actionplan.domain.dates import parse_day
from actionplan.domain.model import EVERYBODY, NOBODY, Plan
from actionplan.domain.written import BadValue, nearest
from actionplan.load import load
from actionplan.loaded import Loaded, Text
from actionplan.world import clock
from actionplan.world.workspace import CannotRun, FileRead, PlanFolder, Workspace, find, read_plan, shown_path

T = TypeVar("T")


class Gathered(NamedTuple):
    """The plans of a workspace, with the day asked about and the real one."""

    workspace: Workspace
    plans: tuple[Loaded, ...]
    on: date
    today: date


def gather(workspace: str | None, as_at: str | None, plans: Sequence[str] | None = None) -> Gathered:
    """The plans called *plans* (all without), read from the workspace; raises CannotRun where there is none."""
    on, today = chosen_days(as_at)
    found = find(Path.cwd(), Path(workspace) if workspace else None)
    return Gathered(found, load_plans(found, found.plans, plans), on, today)


def chosen_days(as_at: str | None) -> tuple[date, date]:
    """The day asked about, and the real one."""
    today = clock.today()
    return (day_of(as_at, "--as-at") if as_at else today), today


def load_plans(
    workspace: Workspace, folders: Sequence[PlanFolder], names: Sequence[str] | None = None
) -> tuple[Loaded, ...]:
    """Each of *folders*, read; only those of the plans called *names*, by folder or by id."""
    wanted = [each for each in folders if each.name in names] if names else list(folders)
    if names and len(wanted) < len(set(names)):
        wanted = list(folders)  # an id that is not its folder's name: read all to find it
    show = console.progress("Reading file", sum(len(each.files) for each in wanted))
    done = 0
    loaded = []
    for folder in wanted:
        loaded.append(load(folder.name, _texts(workspace, folder, show, done)))
        done += len(folder.files)
        for name in folder.passed_over:
            console.complain(f"Passed over: {folder.name}/{name} (not a plan file)")
    if names:
        return _named(loaded, names)
    strays = [Text(shown_path(each, workspace.base), each.stem, b"", *_STRAY) for each in workspace.strays]
    return (*loaded, load(workspace.root.name, strays)) if strays and folders == workspace.plans else tuple(loaded)


_STRAY = ("this file lies beside the plan folders, so no plan reads it", "Move it into the folder of its plan.")


def _texts(workspace: Workspace, folder: PlanFolder, show: object, done: int) -> Iterator[Text]:
    for number, file in enumerate(read_plan(workspace, folder), done + 1):
        yield text_of(file)
        show(number)  # type: ignore[operator]  # a function


def text_of(file: FileRead) -> Text:
    """A file as it was found, for loading."""
    code = "AP020" if file.is_too_large else "AP023"
    return Text(file.shown, file.stem, file.data, file.trouble, file.remedy, code)


def _named(loaded: Sequence[Loaded], names: Sequence[str]) -> tuple[Loaded, ...]:
    known = {plan_id(each): each for each in loaded} | {each.name: each for each in loaded}
    for name in names:
        if name not in known:
            unknown(name, "plan", "--plan", known)
    return tuple(known[name] for name in dict.fromkeys(names))


def plan_id(loaded: Loaded) -> str:
    """The plan's id; its folder's name where plan.yaml could not be read."""
    return loaded.plan.id if loaded.plan else loaded.name


def folder_of(gathered: Gathered, loaded: Loaded) -> Path:
    """Where the files of the plan lie."""
    return next(each.path for each in gathered.workspace.plans if each.name == loaded.name)


def day_of(text: str, option: str) -> date:
    """The day that *text* names; a wrong one is a wrong command line."""
    return checked(option, parse_day, text.strip())


def checked(option: str, parse: Callable[..., T], *arguments: object) -> T:
    """What *parse* makes of *arguments*; a value that it does not take is a wrong command line."""
    try:
        return parse(*arguments)
    except BadValue as bad:
        fix = bad.fix.replace("or remove the key", "or leave it out")  # on a command line there is no key
        raise typer.BadParameter(f"{bad.message}. {fix}", param_hint=option) from None


def partner_key(word: str, plans: Sequence[Plan], option: str = "--partner") -> str:
    """The key of the partner that *word* names, by key or by a printed name; another word is a wrong command line."""
    names: dict[str, str] = {}
    for plan in plans:
        for key, partner in plan.head.partners.items():
            names |= {each.lower(): key for each in (partner.name, partner.short) if each}
    keys = {key for plan in plans for key in plan.head.partners} | {NOBODY, EVERYBODY}
    if word in keys:
        return word
    return names.get(word.lower()) or unknown(word, "partner", option, keys)


def unknown(word: str, what: str, option: str, known: object) -> NoReturn:
    """Say that *word* is no known *what*, with the nearest one; a wrong command line."""
    words = sorted(str(each) for each in known)  # type: ignore[attr-defined]  # any iterable of words
    near = nearest(word, words)
    listed = ", ".join(words[:20]) + (f" and {len(words) - 20} more" if len(words) > 20 else "")  # noqa: PLR2004  # a readable list
    hint = f"Did you mean {near}?" if near else f"There are: {listed}." if words else "There are none."
    raise typer.BadParameter(f"there is no {what} “{word[:60]}”. {hint}", param_hint=option)


def unreadable(gathered: Gathered) -> bool:
    """Whether a file of the plans could not be read, which is then said.

    Raises CannotRun where nothing is left to be shown, because no plan could be read.
    """
    if gathered.plans and not any(each.plan for each in gathered.plans):
        raise CannotRun("No plan could be read.\nTo see why: actionplan validate")
    lost = [name for each in gathered.plans for name in each.unread]
    if lost:
        said = f"{', '.join(lost[:3])}{f' and {len(lost) - 3} more files' if len(lost) > 3 else ''}"  # noqa: PLR2004  # a line
        console.complain(f"Not all of {said} could be read; the rest is shown. To see why: actionplan validate")
    return bool(lost)
