"""Files that a command is asked to write: a report, a schema. Whole or not at all."""

from __future__ import annotations

import os
from collections.abc import Callable, Mapping
from pathlib import Path

from actionplan.world.refused import Refused, Unsettled, reason, refusal
from actionplan.world.replacing import Found, find, put_beside, put_in_place, remove
from actionplan.world.workspace import CannotRun

LOOK = 1 << 20  # as much of a file as is read to see whether it may be replaced


def write_file(path: Path, data: bytes) -> None:
    """Put *data* into *path*: beside it first, then in its place, so that nobody ever sees half a file.

    A link stays one, and what it leads to is written. Into a pipe or a device *data* is sent as it is.
    Raises CannotRun where that cannot be done; what was there before then stays.
    """
    try:
        if path.is_dir():
            raise CannotRun(f"{path} is a folder.\nName a file in it.")
        if not path.parent.is_dir():
            raise CannotRun(f"{path} cannot be written: there is no folder {path.parent}.\nMake the folder first.")
        if path.exists() and not path.is_file():
            path.write_bytes(data)
        else:
            _replace(os.path.realpath(path), data)
    except OSError as error:
        why = reason(error)[0]
        raise CannotRun(f"{path} cannot be written: {why}.\nWhat was there before is unchanged.") from None


def _replace(real: str, data: bytes) -> None:
    state = os.stat(real) if os.path.exists(real) else None  # noqa: PTH110, PTH116  # plain text paths, as in replacing
    beside = put_beside(real, data, state)
    try:
        put_in_place(beside, real)
    except BaseException:
        remove(beside)
        raise


def write_files(folder: Path, files: Mapping[str, bytes], may_replace: Callable[[str, bytes], bool]) -> None:
    """Put each of *files*, by name, into *folder*, which is made where there is none: all of them or none.

    What is there under one of the names is replaced only where *may_replace*, given name and bytes, says so. Raises
    Refused where it does not, or where a file cannot be written; Unsettled where the drive gave out between two files.
    """
    if not folder.parent.is_dir():
        raise Refused(f"{folder} cannot be made: there is no folder {folder.parent}.\nMake that folder first.")
    if folder.exists() and not folder.is_dir():
        raise Refused(f"{folder} is a file.\nName a folder for the files.")
    paths = {name: os.path.join(folder, name) for name in files}  # noqa: PTH118  # plain text paths, as in replacing
    try:
        folder.mkdir(exist_ok=True)
        there = {name: _there(paths[name], name, may_replace) for name in files}
        beside = _all_beside(files, paths, there)
    except OSError as error:
        raise refusal(folder, error) from None
    _all_in_place(folder, beside)


def _there(path: str, name: str, may_replace: Callable[[str, bytes], bool]) -> Found | None:
    """What is at *path*, where it may be replaced."""
    is_link = os.path.islink(path)  # noqa: PTH114  # as above
    there = None if is_link else find(path, LOOK)
    if is_link or (there is not None and not (there.is_ordinary and may_replace(name, there.data))):
        raise Refused(
            f"{path} is there already and holds something else. Nothing was written.\n"
            "Move it away, or name another folder."
        )
    return there


def _all_beside(
    files: Mapping[str, bytes], paths: Mapping[str, str], there: Mapping[str, Found | None]
) -> dict[str, str]:
    """A new file beside the place of each of *files*: the place of each, by the new file. Raises OSError, with none."""
    beside: dict[str, str] = {}
    try:
        for name, data in files.items():
            found = there[name]
            beside[put_beside(paths[name], data, found.state if found else None)] = paths[name]
    except BaseException:
        _remove_all(beside)
        raise
    return beside


def _all_in_place(folder: Path, beside: Mapping[str, str]) -> None:
    done = 0
    try:
        for new, path in beside.items():
            put_in_place(new, path)
            done += 1
    except OSError as error:
        why, remedy = reason(error)
        raise Unsettled(f"{done} of {len(beside)} files in {folder} are new: {why}.\n{remedy}") from None
    finally:
        _remove_all(beside)


def _remove_all(beside: Mapping[str, str]) -> None:
    for new in beside:
        remove(new)
