"""Files that a command is asked to write: whole or not at all."""

from __future__ import annotations

import errno
import os
import stat
from pathlib import Path

import pytest

from actionplan.world.output import write_file, write_files
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


def never(_name: str, _data: bytes) -> bool:
    return False


def test_several_files_into_a_folder_that_is_made(tmp_path: Path) -> None:
    folder = tmp_path / "drafts"

    write_files(folder, {"a.txt": b"a", "b.txt": b"b"}, never)

    assert {each.name: each.read_bytes() for each in folder.iterdir()} == {"a.txt": b"a", "b.txt": b"b"}


def test_several_files_take_the_place_of_what_may_be_replaced(tmp_path: Path) -> None:
    put(tmp_path / "a.txt", "old a")
    put(tmp_path / "other.txt", "kept")

    write_files(tmp_path, {"a.txt": b"new", "b.txt": b"new"}, lambda name, data: (name, data) == ("a.txt", b"old a"))

    assert {each.name: each.read_bytes() for each in tmp_path.iterdir()} == {
        "a.txt": b"new",
        "b.txt": b"new",
        "other.txt": b"kept",
    }


def refused_several(folder: Path, files: dict[str, bytes]) -> str:
    with pytest.raises(CannotRun) as caught:
        write_files(folder, files, never)
    assert caught.value.exit_code == 4
    return str(caught.value)


def test_one_file_that_may_not_be_replaced_stops_them_all(tmp_path: Path) -> None:
    put(tmp_path / "b.txt", "a letter of mine")

    said = refused_several(tmp_path, {"a.txt": b"new", "b.txt": b"new"})

    assert said == (
        f"{tmp_path / 'b.txt'} is there already and holds something else. Nothing was written.\n"
        "Move it away, or name another folder."
    )
    assert names_in(tmp_path) == ["b.txt"]
    assert (tmp_path / "b.txt").read_text() == "a letter of mine"


@pytest.mark.skipif(os.name != "posix", reason="links need rights on Windows")
def test_a_link_a_folder_and_a_pipe_are_not_written_to(tmp_path: Path) -> None:
    outside = put(tmp_path / "outside.txt", "mine")
    folder = tmp_path / "drafts"
    folder.mkdir()
    (folder / "link.txt").symlink_to(outside)
    (folder / "folder.txt").mkdir()
    os.mkfifo(folder / "pipe.txt")

    for name in ("link.txt", "folder.txt", "pipe.txt"):
        assert "is there already and holds something else" in refused_several(folder, {name: b"new"})
    assert outside.read_text() == "mine"


def test_no_folder_to_make_one_in_and_a_file_in_its_place(tmp_path: Path) -> None:
    put(tmp_path / "taken", "x")

    assert refused_several(tmp_path / "no" / "drafts", {"a": b"a"}).startswith(
        f"{tmp_path / 'no' / 'drafts'} cannot be"
    )
    assert (
        refused_several(tmp_path / "taken", {"a": b"a"})
        == f"{tmp_path / 'taken'} is a file.\nName a folder for the files."
    )


def test_a_full_drive_leaves_none_of_several(tmp_path: Path, monkeypatch: pytest.MonkeyPatch) -> None:
    put(tmp_path / "a.txt", "old")
    at_the_nth(monkeypatch, "write", {2: OSError(errno.ENOSPC, "No space left on device")})

    with pytest.raises(CannotRun, match="the drive is full") as caught:
        write_files(tmp_path, {"a.txt": b"new", "b.txt": b"new"}, lambda *_: True)

    assert caught.value.exit_code == 4
    assert (names_in(tmp_path), (tmp_path / "a.txt").read_text()) == (["a.txt"], "old")


def test_a_drive_that_gives_out_between_two_files_is_told(tmp_path: Path, monkeypatch: pytest.MonkeyPatch) -> None:
    at_the_nth(monkeypatch, "replace", {2: OSError(errno.EIO, "Input/output error")})

    with pytest.raises(CannotRun) as caught:
        write_files(tmp_path, {"a.txt": b"new", "b.txt": b"new"}, never)

    assert str(caught.value).startswith(f"1 of 2 files in {tmp_path} are new: the drive reports an error.")
    assert names_in(tmp_path) == ["a.txt"]
