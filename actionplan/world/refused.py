"""Why nothing was written, in words."""

from __future__ import annotations

import errno

from actionplan.world.workspace import CannotRun

OPEN_ELSEWHERE = (5, 32, 33)  # Windows: access denied, sharing violation, lock violation

_REASONS = {
    errno.ENOSPC: ("the drive is full", "Make room, then run the command again."),
    errno.EDQUOT: ("your share of the drive is used up", "Make room, then run the command again."),
    errno.EFBIG: ("files may not become that large here", "Ask whoever looks after this machine for more."),
    errno.EROFS: ("the drive is read-only", "Copy the plan to a drive that can be written."),
    errno.EACCES: ("you may not write there", "Ask for the right to write in its folder."),
    errno.EPERM: ("you may not write there", "Ask for the right to write in its folder."),
    errno.ENAMETOOLONG: ("its name is too long", "Give the file a shorter name."),
    errno.EIO: ("the drive reports an error", "Try again; if it stays so, have the drive looked at."),
}


class Refused(CannotRun):
    """Nothing was written, and every file is as it was: says why, and what to do."""

    exit_code = 4


class Unsettled(CannotRun):
    """Some files are new and some are old, or the drive did not confirm: says which, and what to do."""


def reason(error: OSError) -> tuple[str, str]:
    """Why the outside said no, and what to do about it."""
    if getattr(error, "winerror", None) in OPEN_ELSEWHERE:
        return "the file is open elsewhere", "Is it open in Excel or an editor? Close it, then run the command again."
    usual = (error.strerror or "unknown error", "Try again; if it stays so, ask whoever looks after this machine.")
    return _REASONS.get(error.errno or 0, usual)


def refusal(shown: object, error: OSError) -> Refused:
    """The refusal for *error*, which came up while *shown* was written."""
    why, remedy = reason(error)
    return Refused(f"{shown} cannot be written: {why}. Nothing was changed.\n{remedy}")
