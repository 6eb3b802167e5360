"""One writer at a time: who waits, who is told what, and what becomes of the locks of the dead."""

from __future__ import annotations

import errno
import os
import re
import subprocess
import sys
import threading
from collections.abc import Iterator
from contextlib import contextmanager
from pathlib import Path

import pytest

from actionplan.world import locking
from actionplan.world.writing import Change, Refused, held
from tests.world.test_writing import change, names_in, put
from tests.world.writer import start as start_writer

UPDATES = int(os.environ.get("ACTIONPLAN_UPDATES", "50"))  # of each of eight processes


def lines_expected(labels: str) -> list[str]:
    return sorted(f"{label} {number}" for label in labels for number in range(UPDATES))


def exit_code(writer: subprocess.Popen[str]) -> int:
    writer.communicate(timeout=300)
    return writer.returncode


def test_eight_writers_lose_nothing(tmp_path: Path) -> None:
    haven = put(tmp_path / "haven.yaml", "")
    writers = [start_writer("append", label, str(UPDATES), haven) for label in "abcdefgh"]

    assert [exit_code(writer) for writer in writers] == [0] * 8
    lines = haven.read_text(encoding="utf-8").splitlines()
    assert sorted(lines) == lines_expected("abcdefgh")
    for label in "abcdefgh":
        own = [line for line in lines if line.startswith(label)]
        assert own == [f"{label} {number}" for number in range(UPDATES)]
    assert names_in(tmp_path) == ["haven.yaml"]


def test_two_files_taken_in_opposite_orders(tmp_path: Path) -> None:
    haven, elm = put(tmp_path / "haven.yaml", ""), put(tmp_path / "elm.yaml", "")
    orders = {label: (haven, elm) if label in "ac" else (elm, haven) for label in "abcd"}
    writers = [start_writer("append", label, str(UPDATES), *order) for label, order in orders.items()]

    assert [exit_code(writer) for writer in writers] == [0] * 4
    assert sorted(haven.read_text(encoding="utf-8").splitlines()) == lines_expected("abcd")
    assert elm.read_bytes() == haven.read_bytes()
    assert names_in(tmp_path) == ["elm.yaml", "haven.yaml"]


def test_threads_lose_nothing_either(tmp_path: Path) -> None:
    haven = put(tmp_path / "haven.yaml", "")

    def append() -> None:
        for _ in range(20):
            with held([haven], tmp_path) as files:
                old = files.read(haven) or b""
                files.write([Change(haven, old, old + b"x")])

    threads = [threading.Thread(target=append) for _ in range(4)]
    for each in threads:
        each.start()
    for each in threads:
        each.join(300)

    assert haven.read_bytes() == b"x" * 80
    assert names_in(tmp_path) == ["haven.yaml"]


@contextmanager
def live_holder(path: Path, who: str = "Asha Roy") -> Iterator[subprocess.Popen[str]]:
    """A process that holds *path* for as long as the block lasts."""
    writer = start_writer("hold", who, path)
    assert writer.stdout is not None
    assert writer.stdout.readline() == "held\n"
    try:
        yield writer
    finally:
        writer.communicate(timeout=60)


def lock_of(path: Path) -> Path:
    return path.with_name(f".{path.name}.lock")


def refused(path: Path, wait: float = 0) -> str:
    with pytest.raises(Refused) as caught, held([path], path.parent, wait=wait):
        pass
    assert caught.value.exit_code == 4
    return str(caught.value)


def test_a_live_holder_is_named(tmp_path: Path) -> None:
    haven = put(tmp_path / "haven.yaml", "old\n")

    with live_holder(haven, "Asha\n  Roy") as writer:
        message = refused(haven, 0.05)
        assert names_in(tmp_path) == [".haven.yaml.lock", "haven.yaml"]

    assert writer.returncode == 0
    host = re.escape(os.uname().nodename)
    assert re.fullmatch(
        rf"{re.escape(str(haven))} cannot be written now: Asha Roy on {host} \(process {writer.pid}\) has been writing to "
        r"it since \d{4}-\d\d-\d\d \d\d:\d\d\. Nothing was changed\.\n"
        r"Wait until they have finished, then run the command again\. "
        rf"If nobody is writing, delete {re.escape(str(lock_of(haven)))}\.",
        message,
    )
    assert (haven.read_bytes(), names_in(tmp_path)) == (b"old\n", ["haven.yaml"])


def test_a_live_holder_is_waited_for(tmp_path: Path) -> None:
    haven = put(tmp_path / "haven.yaml", "old\n")
    with live_holder(haven) as writer:
        other = start_writer("append", "x", "1", haven)
        assert writer.stdin is not None
        assert other.poll() is None
        writer.stdin.close()
        writer.stdin = None
        assert exit_code(other) == 0

    assert haven.read_bytes() == b"old\nx 0\n"


def test_the_first_lock_is_let_go_when_the_second_cannot_be_had(tmp_path: Path) -> None:
    elm, haven = put(tmp_path / "elm.yaml", "old\n"), put(tmp_path / "haven.yaml", "old\n")

    with live_holder(haven):
        with pytest.raises(Refused, match=r"haven\.yaml cannot be written now"), held([haven, elm], tmp_path, wait=0):
            pass
        assert names_in(tmp_path) == [".haven.yaml.lock", "elm.yaml", "haven.yaml"]


def test_a_killed_holder_is_not_waited_for(tmp_path: Path) -> None:
    haven = put(tmp_path / "haven.yaml", "old\n")
    with live_holder(haven) as writer:
        writer.kill()
    assert names_in(tmp_path) == [".haven.yaml.lock", "haven.yaml"]

    with held([haven], tmp_path, wait=0) as files:
        files.write([Change(haven, b"old\n", b"new\n")])

    assert (haven.read_bytes(), names_in(tmp_path)) == (b"new\n", ["haven.yaml"])


DEAD = {
    "killed before it wrote its name": b"",
    "killed while it wrote its name": b"actionplan is wri",
    "cut short": b"actionplan is writing\nAsha Roy\n",
}


@pytest.mark.parametrize("content", DEAD.values(), ids=DEAD)
def test_locks_of_the_dead(tmp_path: Path, content: bytes) -> None:
    haven = put(tmp_path / "haven.yaml", "old\n")
    put(lock_of(haven), content)

    with held([haven], tmp_path, wait=0):
        assert lock_of(haven).read_text(encoding="utf-8").splitlines()[3] == str(os.getpid())

    assert names_in(tmp_path) == ["haven.yaml"]


def test_a_lock_from_another_machine_is_never_called_dead(tmp_path: Path) -> None:
    haven = put(tmp_path / "haven.yaml", "old\n")
    content = b"actionplan is writing\nAsha Roy\nelsewhere\n1\n2026-11-22 14:02\n"
    put(lock_of(haven), content)

    message = refused(haven)

    assert "Asha Roy on elsewhere (process 1) has been writing to it since 2026-11-22 14:02." in message
    assert message.endswith(f"If nobody is writing, delete {lock_of(haven)}.")
    assert lock_of(haven).read_bytes() == content


def test_what_is_no_lock_of_ours_is_never_deleted(tmp_path: Path) -> None:
    haven = put(tmp_path / "haven.yaml", "old\n")
    lock = put(lock_of(haven), "my own notes\n")

    assert f"{lock} is in the way, and does not say who is writing." in refused(haven)
    assert lock.read_text(encoding="utf-8") == "my own notes\n"

    lock.unlink()
    lock.symlink_to(put(tmp_path / "target", ""))
    assert "is in the way" in refused(haven)
    assert lock.is_symlink()

    lock.unlink()
    lock.mkdir()
    assert "is in the way" in refused(haven)
    lock.rmdir()

    if hasattr(os, "mkfifo"):
        os.mkfifo(lock)
        assert "is in the way" in refused(haven)
        assert lock.is_fifo()


@pytest.mark.skipif(sys.platform == "win32", reason="there is no flock on Windows")
class TestWithoutFlock:
    """Drives that know no flock: the name alone is the lock."""

    @pytest.fixture(autouse=True)
    def _no_flock(self, monkeypatch: pytest.MonkeyPatch) -> None:
        def flock(_descriptor: int, _operation: int) -> None:
            raise OSError(errno.ENOTSUP, "Operation not supported")

        monkeypatch.setattr("fcntl.flock", flock)

    def test_writing(self, tmp_path: Path) -> None:
        haven = put(tmp_path / "haven.yaml", "old\n")

        change(haven, "new\n")

        assert (haven.read_bytes(), names_in(tmp_path)) == (b"new\n", ["haven.yaml"])

    def test_a_live_holder(self, tmp_path: Path) -> None:
        haven = put(tmp_path / "haven.yaml", "old\n")

        with live_holder(haven) as writer:
            assert f"Asha Roy on {os.uname().nodename} (process {writer.pid})" in refused(haven, 0.05)

    def test_a_dead_holder(self, tmp_path: Path) -> None:
        haven = put(tmp_path / "haven.yaml", "old\n")
        with live_holder(haven) as writer:
            writer.kill()

        change(haven, "new\n")

        assert (haven.read_bytes(), names_in(tmp_path)) == (b"new\n", ["haven.yaml"])

    def test_one_that_does_not_say_who_may_be_alive(self, tmp_path: Path) -> None:
        haven = put(tmp_path / "haven.yaml", "old\n")
        put(lock_of(haven), "")

        assert "does not say who is writing" in refused(haven)

    def test_threads(self, tmp_path: Path) -> None:
        test_threads_lose_nothing_either(tmp_path)


def test_a_dead_lock_taken_by_another_at_the_same_moment(tmp_path: Path, monkeypatch: pytest.MonkeyPatch) -> None:
    """Between finding the dead lock and removing it, another writer is quicker: its lock is not removed."""
    haven = put(tmp_path / "haven.yaml", "old\n")
    lock = put(lock_of(haven), "")
    real = locking._has_flock

    def slow(descriptor: int) -> bool | None:
        if lock.read_bytes() == b"":
            lock.unlink()
            put(lock, "actionplan is writing\nAsha Roy\nhere\n1\n2026-11-22 14:02\n")
        return real(descriptor)

    monkeypatch.setattr(locking, "_has_flock", slow)

    assert "Asha Roy on here" in refused(haven)
    assert lock.exists()


def test_a_lock_that_became_another_ones_is_not_removed(tmp_path: Path) -> None:
    """Somebody deletes the lock by hand, and another writer makes its own: letting go leaves that one alone."""
    haven = put(tmp_path / "haven.yaml", "old\n")

    with held([haven], tmp_path):
        lock_of(haven).unlink()
        put(lock_of(haven), "theirs")

    assert lock_of(haven).read_text(encoding="utf-8") == "theirs"
