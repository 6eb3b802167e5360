"""Files that a command is asked to write: whole or not at all."""

from __future__ import annotations

import errno
import os
import stat
from pathlib import Path

import pytest

from actionplan.world.output import write_file
from actionplan.world.workspace import CannotRun
from tests.world.test_writing import at_the_nth, names_in, put


def refused(path: Path) -> str:
    with pytest.raises(CannotRun) as caught:
        write_file(path, b"new\n")
    assert caught.value.exit_code == 3
    return str(caught.value)


def test_a_new_file(tmp_path: Path) -> None:
    report = tmp_path / "report.md"
    old_mask = os.umask(0o027)
    try:
        write_file(report, b"new\n")
    finally:
        os.umask(old_mask)

    assert (report.read_bytes(), names_in(tmp_path)) == (b"new\n", ["report.md"])
    if os.name == "posix":
        assert stat.S_IMODE(report.stat().st_mode) == 0o640


@pytest.mark.skipif(os.name != "posix", reason="Windows knows no modes")
def test_a_file_that_is_replaced_keeps_its_mode(tmp_path: Path) -> None:
    report = put(tmp_path / "report.md", "old\n")
    report.chmod(0o664)

    write_file(report, b"new\n")

    assert (report.read_bytes(), stat.S_IMODE(report.stat().st_mode)) == (b"new\n", 0o664)


def test_a_link_stays_one(tmp_path: Path) -> None:
    report = put(tmp_path / "report.md", "old\n")
    link = tmp_path / "latest.md"
    link.symlink_to(report)

    write_file(link, b"new\n")

    assert link.is_symlink()
    assert report.read_bytes() == b"new\n"


def test_a_file_in_this_folder(tmp_path: Path, monkeypatch: pytest.MonkeyPatch) -> None:
    monkeypatch.chdir(tmp_path)

    write_file(Path("report.md"), b"new\n")

    assert names_in(tmp_path) == ["report.md"]


@pytest.mark.skipif(not hasattr(os, "mkfifo"), reason="Windows has no such pipes")
def test_what_is_no_file_is_written_to_and_stays(tmp_path: Path) -> None:
    """As root, replacing /dev/null would be possible, and bad for everybody. A pipe of our own shows that it stays."""
    pipe = tmp_path / "report.md"
    os.mkfifo(pipe)
    reading = os.open(pipe, os.O_RDONLY | os.O_NONBLOCK)
    try:
        write_file(pipe, b"new\n")
        assert pipe.is_fifo()
        assert os.read(reading, 10) == b"new\n"
    finally:
        os.close(reading)


def test_into_a_pipe(tmp_path: Path) -> None:
    if not Path("/dev/fd").exists():
        pytest.skip("this system has no names for open files")
    reading, writing = os.pipe()
    try:
        write_file(Path(f"/dev/fd/{writing}"), b"new\n")
        assert os.read(reading, 10) == b"new\n"
    finally:
        os.close(reading)
        os.close(writing)


def test_a_folder(tmp_path: Path) -> None:
    assert refused(tmp_path) == f"{tmp_path} is a folder.\nName a file in it."


def test_no_such_folder(tmp_path: Path) -> None:
    report = tmp_path / "nowhere" / "report.md"

    assert refused(report) == (
        f"{report} cannot be written: there is no folder {report.parent}.\nMake the folder first."
    )


@pytest.mark.parametrize("call", ["write", "fsync", "replace"])
def test_a_full_drive(tmp_path: Path, monkeypatch: pytest.MonkeyPatch, call: str) -> None:
    report = put(tmp_path / "report.md", "old\n")
    at_the_nth(monkeypatch, call, {1: OSError(errno.ENOSPC, "No space left on device")})

    assert refused(report) == (f"{report} cannot be written: the drive is full.\nWhat was there before is unchanged.")
    assert (report.read_bytes(), names_in(tmp_path)) == (b"old\n", ["report.md"])


def test_an_interruption_leaves_nothing(tmp_path: Path, monkeypatch: pytest.MonkeyPatch) -> None:
    report = put(tmp_path / "report.md", "old\n")

    def interrupt() -> None:
        raise KeyboardInterrupt

    at_the_nth(monkeypatch, "replace", {1: interrupt})

    with pytest.raises(KeyboardInterrupt):
        write_file(report, b"new\n")
    assert (report.read_bytes(), names_in(tmp_path)) == (b"old\n", ["report.md"])
