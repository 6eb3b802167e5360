"""A file that may be written: which one is meant, what it holds, and why it must not be touched."""

from __future__ import annotations

import os
from pathlib import Path
from typing import NamedTuple

from actionplan.world.refused import Refused, reason
from actionplan.world.replacing import Found, find
from actionplan.world.workspace import FILE_LIMIT

_NOTHING = "Nothing was changed."


class Place(NamedTuple):
    """A file by the name it was given, and the file that is really meant: links followed."""

    path: Path
    inside: Path
    real: str

    @property
    def folder(self) -> str:
        return os.path.dirname(self.real)  # noqa: PTH120  # plain text paths are what the rest here has


def place_of(path: Path, inside: Path) -> Place:
    """The place that *path* means. Raises Refused where that is not in the folder *inside*."""
    real, root = os.path.realpath(path), os.path.realpath(inside)
    if not Path(real).is_relative_to(root):
        raise Refused(
            f"{path} leads to a file outside the workspace. {_NOTHING}\n"
            "Put the file itself here, or change it where it is."
        )
    if os.path.lexists(path) and not os.path.lexists(real):
        raise Refused(f"{path} is a link to a file that is not there. {_NOTHING}\nPut the file itself here.")
    place = Place(path, inside, real)
    if not os.path.isdir(place.folder):  # noqa: PTH112  # Path.is_dir stumbles over a folder that may not be entered
        raise Refused(f"{path} cannot be written: there is no folder {path.parent}. {_NOTHING}\nMake the folder first.")
    return place


def look(place: Place) -> Found | None:
    """What is there; None where there is no file. Raises Refused where it must not be changed."""
    try:
        found = find(place.real, FILE_LIMIT + 1)
    except OSError as error:
        why, remedy = _why_not_read(place.real, error)
        raise Refused(f"{place.path} cannot be read: {why}. {_NOTHING}\n{remedy}") from None
    if found is not None:
        trouble = trouble_with(place.real, found) or _too_large(found.data)
        if trouble:
            raise Refused(f"{place.path} {trouble[0]}. {_NOTHING}\n{trouble[1]}")
    return found


def check_unchanged(place: Place, before: bytes | None, after: bytes) -> Found | None:
    """What is there, which is *before*. Raises Refused where it is not, or where *after* must not take its place."""
    if place_of(place.path, place.inside).real != place.real:
        raise Refused(f"{place.path} leads to another file now. {_NOTHING}\nRun the command again.")
    trouble = _too_large(after)
    if trouble:
        raise Refused(f"With this change {place.path} {trouble[0]}. {_NOTHING}\n{trouble[1]}")
    found = look(place)
    if found is None and before is not None:
        raise Refused(f"{place.path} is gone: somebody moved or deleted it. {_NOTHING}\nPut it back, or begin again.")
    if found is not None and before is None:
        raise Refused(f"{place.path} exists already. {_NOTHING}\nChoose another name, or change the file itself.")
    if found is not None and found.data != before:
        raise Refused(
            f"{place.path} was changed by somebody else in the meantime. {_NOTHING}\n"
            "Look at what they wrote, then run the command again."
        )
    return found


def trouble_with(real: str, found: Found) -> tuple[str, str] | None:
    """Why the file must not be replaced, and what to do about it."""
    if not found.is_ordinary:
        return "is not an ordinary file", "Put a file in its place."
    if found.state.st_nlink > 1:
        return (
            f"has {found.state.st_nlink} names (hard links), and the others would keep the old text",
            "Make it a file of its own: copy it, delete it, and give the copy its name.",
        )
    # Root may write whatever it likes; a file that nobody may write says no to root too.
    if not found.state.st_mode & 0o222 or not os.access(real, os.W_OK):
        return "is read-only", "Make it writable, or ask for the right to change it."
    return None


def _too_large(data: bytes) -> tuple[str, str] | None:
    if len(data) <= FILE_LIMIT:
        return None
    return (
        f"is larger than {FILE_LIMIT // 1024 // 1024} MiB, and could not be read again",
        "Divide it: any number of files in the folder may hold commitments.",
    )


def _why_not_read(real: str, error: OSError) -> tuple[str, str]:
    if os.path.islink(real):  # noqa: PTH114  # plain text paths are what the rest here has
        return "it is a link now", "Run the command again."
    if isinstance(error, PermissionError):
        return "you may not read it", "Ask for the right to read it."
    return reason(error)
