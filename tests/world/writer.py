"""A process that writes, for tests that kill it, hinder it or let it race: `writer.py VERB ARGUMENT…`.

It says on stdout what it has done, one line each, written at once.
"""

from __future__ import annotations

import os
import signal
import subprocess
import sys
import time
from collections.abc import Callable, Iterator, Sequence
from contextlib import contextmanager
from pathlib import Path
from typing import Any

from actionplan.world.workspace import CannotRun
from actionplan.world.writing import Change, held

LONG = 4000  # lines in a file that counts: half of it would be noticed

# What writing asks of the system. Each of these may fail, and before and after each the process may be killed.
CALLS = (
    *("open", "read", "write", "close", "fsync", "replace", "unlink", "scandir", "lseek"),
    *("stat", "fstat", "lstat", "access", "fchmod", "fchown", "listxattr", "getxattr", "setxattr"),
)


def say(text: str) -> None:
    os.write(1, f"{text}\n".encode())


def append_line(paths: list[Path], line: str) -> None:
    """Add *line* to each file, all of them or none."""
    with held(paths, paths[0].parent) as files:
        olds = {path: files.read(path) for path in paths}
        files.write([Change(path, old, (old or b"") + f"{line}\n".encode()) for path, old in olds.items()])


def append(label: str, count: str, *names: str) -> None:
    """Add the lines `label 0`, `label 1` … to each file, one write for each line."""
    for number in range(int(count)):
        append_line([Path(name) for name in names], f"{label} {number}")
        say(f"{label} {number}")


def count_up(*names: str) -> None:
    """Write 0, 1, 2 … into each file, until killed."""
    paths = [Path(name) for name in names]
    while True:
        with held(paths, paths[0].parent, wait=60) as files:
            olds = {path: files.read(path) or b"" for path in paths}
            number = max(int(old.split()[0]) for old in olds.values()) + 1
            say(f"begun {number}")
            files.write([Change(path, old, numbered(number)) for path, old in olds.items()])
            say(f"done {number}")


def numbered(number: int) -> bytes:
    return f"{number}\n".encode() * LONG


def generations(*names: str) -> None:
    """A process that counts, to be killed; then another one for each line on stdin."""
    while True:
        child = os.fork()
        if not child:
            count_up(*names)
        say(f"born {child}")
        os.waitpid(child, 0)
        say("buried")
        if not sys.stdin.readline():
            return


def hold(who: str, name: str) -> None:
    """Hold the file until stdin ends."""
    path = Path(name)
    try:
        with held([path], path.parent, who):
            say("held")
            sys.stdin.read()
    except KeyboardInterrupt:
        say("interrupted")
        raise SystemExit(130) from None
    say("let go")


def wait(name: str) -> None:
    """Wait for the file, which somebody else holds; say so once waiting has begun."""
    real = time.sleep
    words = iter(["waiting"])

    def sleep(seconds: float) -> None:
        for word in words:
            say(word)
        real(seconds)

    time.sleep = sleep  # type: ignore[assignment]  # takes whole numbers too
    path = Path(name)
    with held([path], path.parent, wait=60):
        say("held")


def replace(name: str, text: str, times: str = "1") -> None:
    """Replace what is in the file by *text*, so many times over, or say why not and leave with that exit code."""
    path = Path(name)
    try:
        with held([path], path.parent, wait=0) as files:
            files.write([Change(path, files.read(path), text.encode() * int(times))])
    except CannotRun as refused:
        say(str(refused))
        raise SystemExit(refused.exit_code) from None


def start(verb: str, *arguments: str | Path, under: Sequence[str] = ()) -> subprocess.Popen[str]:
    """This script as a process of its own, started by the command *under*."""
    root = Path(__file__).parents[2]
    return subprocess.Popen(
        [*under, sys.executable, __file__, verb, *map(str, arguments)],
        env={**os.environ, "PYTHONPATH": os.pathsep.join([str(root), *sys.path])},
        stdin=subprocess.PIPE,
        stdout=subprocess.PIPE,
        text=True,
    )


@contextmanager
def hindered(before: Callable[[str], None], after: Callable[[str], None] = lambda _: None) -> Iterator[None]:
    """A stretch in which *before* and *after* are called with the name of each system call, around it."""
    real: dict[str, Any] = {name: getattr(os, name) for name in CALLS if hasattr(os, name)}

    def around(name: str) -> Callable[..., Any]:
        def call(*arguments: Any, **options: Any) -> Any:
            try:
                before(name)
            except OSError:
                if name == "access":  # which says no, never why
                    return False
                raise
            result = real[name](*arguments, **options)
            after(name)
            return result

        return call

    try:
        for name in real:
            setattr(os, name, around(name))
        yield
    finally:
        for name, function in real.items():
            setattr(os, name, function)


def every_call(number: str, *names: str) -> None:
    """Replace `old` by `new` in each file, again and again: a signal comes before the first system call, after it, ….

    For each: what became of the process, what each file holds, and how many other files are left.
    """
    moment = 0
    while True:
        for name in names:
            Path(name).write_text("old", encoding="utf-8")
        child = os.fork()
        if not child:
            _replaced_with_signal(int(number), moment, names)
        status = os.waitstatus_to_exitcode(os.waitpid(child, 0)[1])
        held_now = " ".join(Path(name).read_text(encoding="utf-8") for name in names)
        say(f"{status} {held_now} {len([*Path(names[0]).parent.iterdir()]) - len(names)}")
        if status == 0:
            return
        moment += 1


def _replaced_with_signal(number: int, moment: int, names: tuple[str, ...]) -> None:
    """Never returns: exits with 0 where there were fewer moments than *moment*, with 1 where the signal did nothing."""
    signal.signal(signal.SIGINT, signal.SIG_DFL)  # so that the test sees which signal ended it
    paths = [Path(name) for name in names]
    moments = iter(range(1_000_000))
    was_sent = False

    def pass_by(_: str) -> None:
        nonlocal was_sent
        if next(moments) == moment:
            was_sent = True
            os.kill(os.getpid(), number)

    try:
        with hindered(pass_by, pass_by), held(paths, paths[0].parent) as files:
            files.write([Change(path, files.read(path), b"new") for path in paths])
    finally:
        os._exit(int(was_sent))


VERBS: dict[str, Callable[..., None]] = {
    "append": append,
    "generations": generations,
    "hold": hold,
    "wait": wait,
    "replace": replace,
    "every-call": every_call,
}

if __name__ == "__main__":
    VERBS[sys.argv[1]](*sys.argv[2:])
