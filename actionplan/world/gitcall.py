"""How git is run: read-only questions, with list arguments, never through a shell and never to the network."""

from __future__ import annotations

import os
import re
import subprocess
from collections.abc import Iterator, Mapping
from contextlib import contextmanager, suppress
from pathlib import Path
from typing import IO, NamedTuple

from actionplan.world.workspace import CannotRun

TIMEOUT_SECONDS = 30
HASH = re.compile(r"[0-9a-f]{40}(?:[0-9a-f]{24})?")

# Objects as they are, names as they are, no prompts, no locks, no fetching of what a partial clone left out.
_ENVIRONMENT = {
    "GIT_ALLOW_PROTOCOL": "none",  # for a git that does not know the next one yet
    "GIT_NO_LAZY_FETCH": "1",
    "GIT_NO_REPLACE_OBJECTS": "1",
    "GIT_GRAFT_FILE": os.devnull,
    "GIT_LITERAL_PATHSPECS": "1",
    "GIT_OPTIONAL_LOCKS": "0",
    "GIT_TERMINAL_PROMPT": "0",
    "LC_ALL": "C",
}

# Nothing that a repository's own configuration could make git run, believe or leave unsaid.
_SETTINGS = (
    ("core.fsmonitor", "false"),
    ("core.quotepath", "false"),
    ("core.commitGraph", "false"),
    ("core.warnAmbiguousRefs", "true"),
    ("log.showSignature", "false"),
    ("advice.graftFileDeprecated", "false"),
)


class Answer(NamedTuple):
    """What git said to a question: its exit code, and both of its streams."""

    code: int
    out: bytes
    err: bytes


def ask(folder: Path, *arguments: str) -> Answer:
    """What git says in *folder*. Raises CannotRun where it is missing, cannot be started or takes too long."""
    try:
        done = subprocess.run(
            _command(arguments),
            cwd=folder,
            env=_environment(),
            capture_output=True,
            stdin=subprocess.DEVNULL,
            timeout=TIMEOUT_SECONDS,
            check=False,
        )
    except subprocess.TimeoutExpired:
        raise CannotRun(_TOO_LONG.format(arguments[0], TIMEOUT_SECONDS)) from None
    except ValueError:  # a zero byte, or half a character: git knows no name with one
        return Answer(128, b"", b"")
    except OSError as error:
        raise CannotRun(_not_started(folder, error)) from None
    return Answer(done.returncode, done.stdout, done.stderr)


def run(folder: Path, *arguments: str) -> bytes | None:
    """What git prints; None where it fails, is missing or takes too long."""
    try:
        answer = ask(folder, *arguments)
    except CannotRun:
        return None
    return None if answer.code else answer.out


@contextmanager
def started(folder: Path, *arguments: str) -> Iterator[subprocess.Popen[bytes]]:
    """A git that reads and writes until the block ends, however it ends."""
    try:
        process = subprocess.Popen(
            _command(arguments),
            cwd=folder,
            env=_environment(),
            stdin=subprocess.PIPE,
            stdout=subprocess.PIPE,
            stderr=subprocess.DEVNULL,
        )
    except OSError as error:
        raise CannotRun(_not_started(folder, error)) from None
    try:
        yield process
    finally:
        _end(process)


def streams_of(process: subprocess.Popen[bytes]) -> tuple[IO[bytes], IO[bytes]]:
    """Where a started git is asked, and where it answers."""
    if process.stdin is None or process.stdout is None:
        raise ValueError(process.args)
    return process.stdin, process.stdout


def _end(process: subprocess.Popen[bytes]) -> None:
    process.kill()
    process.wait()
    for stream in (process.stdin, process.stdout):
        if stream is not None:
            with suppress(OSError):  # it had ended before it read the last question
                stream.close()


_TOO_LONG = "git {} took longer than {} seconds and was stopped.\nIs the drive slow or busy? Try again."


def _not_started(folder: Path, error: OSError) -> str:
    if not folder.is_dir():
        return f"The folder {folder} is gone.\nGo to the folder that holds the plans, then run the command again."
    return f"git cannot be started in {folder}: {error.strerror}.\nTry: git version"


def _command(arguments: tuple[str, ...]) -> list[str]:
    settings = (part for name, value in _SETTINGS for part in ("-c", f"{name}={value}"))
    return [_program(), "--no-pager", *settings, *arguments]


def _program() -> str:
    """The git on the PATH, never one that lies in the folder that is looked at."""
    name = "git.exe" if os.name == "nt" else "git"
    for folder in os.get_exec_path():
        path = Path(folder, name)
        if path.is_absolute() and os.access(path, os.X_OK) and path.is_file():
            return str(path)
    raise CannotRun(
        "git is not installed, or is not on the PATH.\n"
        "Install it from https://git-scm.com, open a new window, then run the command again."
    )


def _environment() -> Mapping[str, str]:
    inherited = {name: value for name, value in os.environ.items() if not name.upper().startswith("GIT_")}
    return {**inherited, **_ENVIRONMENT}
