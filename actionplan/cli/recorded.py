"""Plans as a commit has them, beside those that are here now."""

from __future__ import annotations

import hashlib
from collections import defaultdict
from collections.abc import Callable, Iterable, Iterator, Mapping, Sequence
from functools import lru_cache

from actionplan.checks.diagnostic import Finding, Place
from actionplan.checks.rules import slug_of
from actionplan.cli.gather import plan_id
from actionplan.cli.printers import counted
from actionplan.load import load
from actionplan.loaded import Loaded, Sheet, Text
from actionplan.world.objects import Blobs
from actionplan.world.repository import Repository
from actionplan.world.trees import LINK, SUBMODULE, Entry, entries_at
from actionplan.world.workspace import HEAD, Workspace, is_plan_file, reading_order, shown_path, stem_of

SHA1_DIGITS = 40
KEPT_NAMES = 16_384

Read = Callable[[str, str], bytes | None]  # a file's shown name and its hash: what it holds, None where it is too large

_LINK = ("in that commit this is a link, not a file", "Put the file itself there.")
_TOO_LARGE = ("in that commit the file is larger than 16 MiB", "Divide it.")


def plans_at(
    repository: Repository, workspace: Workspace, commit: str, known: Sequence[Loaded] = ()
) -> tuple[Loaded, ...]:
    """The plans below the workspace's folder as *commit* has them.

    A file that is the same in one of the *known* plans is not read again.
    """
    sheets = {name: sheet for each in known for name, sheet in each.sheets.items()}
    with Blobs(repository) as blobs:

        def read(name: str, blob: str) -> bytes | None:
            sheet = sheets.get(name)
            is_same = sheet is not None and blob_name(sheet.text.data, blob) == blob
            return sheet.text.data if sheet is not None and is_same else blobs.read(blob)

        return plans_of(workspace, entries_at(repository, commit), read, sheets)


def plans_of(
    workspace: Workspace, entries: Iterable[Entry], read: Read, known: Mapping[str, Sheet]
) -> tuple[Loaded, ...]:
    """The plans that the *entries* of a commit make up. Of the *known* files those that are the same are kept."""
    return tuple(
        load(folder, _texts(workspace, found, read), known=known) for folder, found in _folders(entries).items()
    )


def paired(before: Iterable[Loaded], after: Iterable[Loaded]) -> Iterator[tuple[Loaded | None, Loaded | None]]:
    """Each plan before and after. It is the same by its id where its folder was renamed, and by its folder else."""
    left, new = list(before), list(after)
    for key in _SAME_BY:
        for each in tuple(new):
            was = next((other for other in left if key(other) == key(each)), None)
            if was is not None:
                left.remove(was)
                new.remove(each)
                yield was, each
    yield from ((None, each) for each in new)
    yield from ((each, None) for each in left)


# Two folders may give the same id by mistake; so both together come first.
_SAME_BY: tuple[Callable[[Loaded], object], ...] = (
    lambda plan: (plan.name, plan_id(plan)),
    plan_id,
    lambda plan: plan.name,
)


def gone(plan: Loaded, commit: str) -> Finding:
    """The finding that a whole plan is not there any more, as it was at *commit*."""
    number = counted(len(plan.homes), "commitment")
    file = plan.head_file
    return Finding(
        code="AP501",
        slug=slug_of("AP501"),
        severity="error",
        message=f"the plan {plan_id(plan)} is gone, with {number}",
        fix=f"Put its folder back as it was at {commit[:12]}. A plan that has ended stays as a record.",
        file=file,
        line=1,
        column=1,
        end_line=1,
        end_column=1,
        about="",
        key="",
        place=Place(file),
    )


def is_same(one: Loaded, other: Loaded) -> bool:
    """Whether both hold the same files with the same bytes."""
    if one.sheets.keys() != other.sheets.keys():
        return False
    return all(sheet is other.sheets[name] or _is_same(sheet, other.sheets[name]) for name, sheet in one.sheets.items())


def _is_same(one: Sheet | None, other: Sheet | None) -> bool:
    return one is not None and other is not None and one.text[:3] == other.text[:3]


def is_same_file(name: str, one: Loaded, other: Loaded) -> bool:
    """Whether both have the file of that name with the same bytes."""
    return _is_same(one.sheets.get(name), other.sheets.get(name))


def _folders(entries: Iterable[Entry]) -> Mapping[str, list[Entry]]:
    """The plan files of each folder that has a plan.yaml, that one first."""
    folders: dict[str, list[Entry]] = defaultdict(list)
    for entry in entries:
        folder, _, name = entry.path.partition("/")
        if not folder.startswith(".") and _is_plan_file(name):
            folders[folder].append(entry)
    for found in folders.values():
        found.sort(key=lambda each: _order(each.path))
    return {name: found for name, found in folders.items() if _stem(found[0].path) == HEAD}


# The same names come in each commit.
_is_plan_file = lru_cache(maxsize=KEPT_NAMES)(lambda name: bool(name) and is_plan_file(name))
_order = lru_cache(maxsize=KEPT_NAMES)(lambda path: reading_order(path.partition("/")[2]))
_stem = lru_cache(maxsize=KEPT_NAMES)(lambda path: stem_of(path.partition("/")[2]))


def _texts(workspace: Workspace, entries: Sequence[Entry], read: Read) -> Iterator[Text]:
    folder = shown_path(workspace.root, workspace.base)
    before = "" if folder == "." else f"{folder}/"
    for entry in entries:
        name, stem = before + entry.path, _stem(entry.path)
        if entry.mode in (LINK, SUBMODULE):
            yield Text(name, stem, b"", *_LINK)
            continue
        data = read(name, entry.blob)
        yield Text(name, stem, b"", *_TOO_LARGE, "AP020") if data is None else Text(name, stem, data)


def blob_name(data: bytes, like: str) -> str:
    """The name that git gives a file with *data*, in the same kind of hash as *like*."""
    header = b"blob %d\0" % len(data)
    make = hashlib.sha1 if len(like) == SHA1_DIGITS else hashlib.sha256  # git's own names, not ours
    return make(header + data).hexdigest()
