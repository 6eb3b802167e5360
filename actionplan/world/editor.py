"""A text, written in the user's own editor."""

from __future__ import annotations

import os
import shlex
import subprocess
import tempfile
from pathlib import Path

from actionplan.world.workspace import CannotRun

MARK = "------ What stands below this line is left out. Save and close the editor when done. ------"


def edit_text(text: str) -> str:
    """What the user made of *text* in the editor that VISUAL or EDITOR names.

    Raises CannotRun where the editor cannot be started, or ends with a failure.
    """
    command = _command()
    with tempfile.TemporaryDirectory(prefix="actionplan-") as folder:
        path = Path(folder) / "note.txt"
        path.write_text(f"{text}\n\n{MARK}\n", encoding="utf-8")
        try:
            done = subprocess.run([*command, str(path)], check=False)
        except OSError as error:
            raise CannotRun(f"The editor {command[0]} cannot be started: {error.strerror}.\n{_REMEDY}") from None
        if done.returncode:
            raise CannotRun(f"The editor {command[0]} ended with a failure, so nothing was taken over.\n{_REMEDY}")
        written = _read(path)
    return written.partition(MARK)[0].strip("\n")


def _read(path: Path) -> str:
    try:
        return path.read_text(encoding="utf-8-sig")
    except OSError as error:
        message = f"What was written in the editor cannot be read: {error.strerror}."
        raise CannotRun(f"{message}\n{_REMEDY}") from None
    except UnicodeDecodeError:
        raise CannotRun("What was written in the editor is not UTF-8.\nSave it as UTF-8 there.") from None


def _command() -> list[str]:
    named = os.environ.get("VISUAL", "").strip() or os.environ.get("EDITOR", "").strip() or _usual()
    try:
        words = shlex.split(named, posix=os.name != "nt")
    except ValueError:
        raise CannotRun(f"The editor is named as {named}, where a quotation mark is missing.\n{_REMEDY}") from None
    return [each.strip('"') for each in words] if os.name == "nt" else words  # there the marks are left on


_REMEDY = "Set EDITOR to the editor you use, or give the text with --note."


def _usual() -> str:
    return "notepad" if os.name == "nt" else "vi"
