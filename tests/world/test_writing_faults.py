"""Drives that are full, broken or closed to us: old or new, never between, and nothing left lying about."""

from __future__ import annotations

import errno
import os
import re
import shutil
import subprocess
from collections import Counter
from pathlib import Path

import pytest

from actionplan.world.writing import Change, Refused, Unsettled, held
from tests.world.test_writing import at_the_nth, change, names_in, put
from tests.world.writer import hindered, start

# Root may do everything; without these two rights it is an ordinary user of its own files.
AS_ORDINARY_USER = ("setpriv", "--bounding-set", "-dac_override,-dac_read_search")
FAULTS = {"full": errno.ENOSPC, "broken": errno.EIO, "forbidden": errno.EACCES, "invalid": errno.EINVAL}
TIDYING = ("unlink", "lstat", "fstat", "scandir")  # where these fail, something may be left for the next run


class Faulty:
    """A system whose calls fail from the *first* to the *last*; which ones did is in `failed`."""

    def __init__(self, number: int, first: int, last: int) -> None:
        self.number, self.first, self.last = number, first, last
        self.failed: list[str] = []
        self._calls = 0

    def before(self, name: str) -> None:
        self._calls += 1
        if name != "close":
            self._perhaps_fail(name)

    def after(self, name: str) -> None:
        if name == "close":  # a file that cannot be closed well is closed
            self._perhaps_fail(name)

    def _perhaps_fail(self, name: str) -> None:
        if self.first <= self._calls <= self.last:
            self.failed.append(name)
            raise OSError(self.number, os.strerror(self.number))


def write_under(faulty: Faulty, paths: list[Path]) -> tuple[str, str]:
    """What came of writing `new` into *paths* under such a system, in one word, and what was said."""
    try:
        with hindered(faulty.before, faulty.after), held(paths, paths[0].parent, wait=0) as files:
            files.write([Change(path, b"old", b"new") for path in paths])
    except Refused as refused:
        return "refused", str(refused)
    except Unsettled as unsettled:
        return "unsettled", str(unsettled)
    return "written", ""


def judge(outcome: str, said: str, paths: list[Path]) -> None:
    """The files are what the outcome says they are."""
    contents = [path.read_bytes() for path in paths]
    match outcome:
        case "written":
            assert contents == [b"new"] * len(paths)
        case "refused":
            assert contents == [b"old"] * len(paths)
            assert "Nothing was changed." in said
        case _:
            assert set(contents) <= {b"old", b"new"}
            named_new = re.split("As before:|written, but the drive", said.partition("New:")[2] or said)[0]
            assert [str(path) in named_new for path in paths] == [each == b"new" for each in contents]


@pytest.mark.parametrize("number", FAULTS.values(), ids=FAULTS)
def test_each_call_fails_in_turn(tmp_path: Path, number: int) -> None:
    paths = [tmp_path / "a.yaml", tmp_path / "b.yaml"]
    outcomes: Counter[str] = Counter()
    for nth in range(1, 1000):
        for path in paths:
            put(path, "old")
        faulty = Faulty(number, nth, nth)

        outcome, said = write_under(faulty, paths)

        judge(outcome, said, paths)
        outcomes[outcome] += 1
        if not {*faulty.failed} & {*TIDYING}:
            assert names_in(tmp_path) == ["a.yaml", "b.yaml"], faulty.failed
        if not faulty.failed:
            break
        change(paths[0], "tidy")
        change(paths[1], "tidy")
        assert names_in(tmp_path) == ["a.yaml", "b.yaml"], faulty.failed
    assert outcome == "written"
    assert outcomes["refused"] > 30
    assert outcomes["unsettled"] <= 3  # the drive did not confirm, or could not be asked


@pytest.mark.parametrize("number", FAULTS.values(), ids=FAULTS)
def test_the_drive_goes_away(tmp_path: Path, number: int) -> None:
    """From the n-th call on everything fails; once it is back, the next run tidies up."""
    paths = [tmp_path / "a.yaml", tmp_path / "b.yaml"]
    for nth in range(1, 1000):
        for path in paths:
            put(path, "old")
        faulty = Faulty(number, nth, 1_000_000)

        outcome, said = write_under(faulty, paths)

        judge(outcome, said, paths)
        for path in paths:
            change(path, "tidy")
        assert names_in(tmp_path) == ["a.yaml", "b.yaml"]
        if not faulty.failed:
            break
    assert outcome == "written"


def test_drives_that_write_little_at_a_time(tmp_path: Path, monkeypatch: pytest.MonkeyPatch) -> None:
    haven = put(tmp_path / "haven.yaml", "old\n")
    real = os.write
    monkeypatch.setattr(os, "write", lambda descriptor, data: real(descriptor, bytes(data)[:7]))

    change(haven, "a longer text\n" * 100)

    assert haven.read_text(encoding="utf-8") == "a longer text\n" * 100


@pytest.mark.parametrize("number", [errno.EINVAL, errno.ENOTSUP])
def test_drives_that_cannot_flush_folders(tmp_path: Path, monkeypatch: pytest.MonkeyPatch, number: int) -> None:
    haven = put(tmp_path / "haven.yaml", "old\n")
    at_the_nth(monkeypatch, "fsync", {2: OSError(number, os.strerror(number))})

    change(haven, "new\n")

    assert (haven.read_bytes(), names_in(tmp_path)) == (b"new\n", ["haven.yaml"])


def test_a_drive_that_does_not_confirm(tmp_path: Path, monkeypatch: pytest.MonkeyPatch) -> None:
    haven = put(tmp_path / "haven.yaml", "old\n")
    at_the_nth(monkeypatch, "fsync", {2: OSError(errno.EIO, "Input/output error")})

    with pytest.raises(Unsettled) as caught:
        change(haven, "new\n")

    assert str(caught.value) == (
        f"{haven}: written, but the drive did not confirm that it is kept: the drive reports an error.\n"
        "Look whether the change is there; have the drive looked at."
    )
    assert haven.read_bytes() == b"new\n"


def test_the_new_text_is_on_the_drive_before_it_takes_its_place(tmp_path: Path) -> None:
    haven = put(tmp_path / "haven.yaml", "old\n")
    calls: list[str] = []

    with held([haven], tmp_path) as files, hindered(calls.append):
        files.write([Change(haven, b"old\n", b"new\n")])

    order = [name for name in calls if name in ("write", "fchmod", "fsync", "replace")]
    assert order == ["write", "fchmod", "fsync", "replace", "fsync"]


def test_all_new_texts_are_on_the_drive_before_the_first_takes_its_place(tmp_path: Path) -> None:
    paths = [put(tmp_path / name, "old") for name in "ab"]
    calls: list[str] = []

    with held(paths, tmp_path) as files, hindered(calls.append):
        files.write([Change(path, b"old", b"new") for path in paths])

    order = [name for name in calls if name in ("write", "fsync", "replace")]
    assert order == ["write", "fsync", "write", "fsync", "replace", "replace", "fsync"]


# Real drives and real limits


def said_by(writer: subprocess.Popen[str]) -> tuple[int, str]:
    said = writer.communicate(timeout=60)[0]
    return writer.returncode, said


def test_a_full_drive(tmp_path: Path) -> None:
    drive = tmp_path / "drive"
    drive.mkdir()
    mounted = f'mount -t tmpfs -o size=64k none "{drive}"'
    if subprocess.run(["unshare", "-m", "sh", "-c", mounted], capture_output=True, check=False).returncode:
        pytest.skip("a small drive can only be made by root")
    haven = drive / "haven.yaml"
    script = f'{mounted} && echo old > "{haven}" && "$@"; code=$?; cat "{haven}"; ls -A "{drive}"; exit $code'
    under = ("unshare", "-m", "sh", "-c", script, "sh")

    full = said_by(start("replace", haven, "new text\n", "9000", under=under))
    fits = said_by(start("replace", haven, "new\n", under=under))

    assert full == (
        4,
        f"{haven} cannot be written: the drive is full. Nothing was changed.\n"
        "Make room, then run the command again.\nold\nhaven.yaml\n",
    )
    assert fits == (0, "new\nhaven.yaml\n")


@pytest.mark.skipif(os.name != "posix", reason="Windows has no such limit")
def test_a_limit_on_the_size_of_files(tmp_path: Path) -> None:
    haven = put(tmp_path / "haven.yaml", "old\n")
    under = ("sh", "-c", 'ulimit -f 8; exec "$@"', "sh")  # blocks of 512 or 1024 bytes

    code, said = said_by(start("replace", haven, "new text\n", "9000", under=under))

    assert (code, said) == (
        4,
        f"{haven} cannot be written: files may not become that large here. Nothing was changed.\n"
        "Ask whoever looks after this machine for more.\n",
    )
    assert (haven.read_bytes(), names_in(tmp_path)) == (b"old\n", ["haven.yaml"])


@pytest.fixture
def ordinary() -> tuple[str, ...]:
    """The command that starts another one without root's rights."""
    if os.name != "posix":
        pytest.skip("rights are taken away in another way on Windows")
    if os.geteuid() != 0:
        return ()
    if shutil.which("setpriv") is None:
        pytest.skip("root can only be made to heed rights by setpriv, which is not installed")
    return AS_ORDINARY_USER


def test_a_folder_that_may_not_be_written(tmp_path: Path, ordinary: tuple[str, ...]) -> None:
    folder = tmp_path / "plan"
    folder.mkdir()
    haven = put(folder / "haven.yaml", "old\n")
    folder.chmod(0o555)

    outcome = said_by(start("replace", haven, "new\n", under=ordinary))

    assert outcome == (
        4,
        f"{haven} cannot be written: you may not write there. Nothing was changed.\n"
        "Ask for the right to write in its folder.\n",
    )
    assert (haven.read_bytes(), names_in(folder)) == (b"old\n", ["haven.yaml"])


def test_a_folder_that_may_not_be_entered(tmp_path: Path, ordinary: tuple[str, ...]) -> None:
    folder = tmp_path / "plan"
    folder.mkdir()
    haven = put(folder / "haven.yaml", "old\n")
    folder.chmod(0o000)
    try:
        code, said = said_by(start("replace", haven, "new\n", under=ordinary))
    finally:
        folder.chmod(0o755)

    assert (code, said.splitlines()[0]) == (
        4,
        f"{haven} cannot be written: you may not write there. Nothing was changed.",
    )
    assert (haven.read_bytes(), names_in(folder)) == (b"old\n", ["haven.yaml"])


def test_a_folder_that_may_be_written_but_not_read(tmp_path: Path, ordinary: tuple[str, ...]) -> None:
    folder = tmp_path / "plan"
    folder.mkdir()
    haven = put(folder / "haven.yaml", "old\n")
    folder.chmod(0o300)
    try:
        outcome = said_by(start("replace", haven, "new\n", under=ordinary))
    finally:
        folder.chmod(0o755)

    assert outcome == (0, "")
    assert (haven.read_bytes(), names_in(folder)) == (b"new\n", ["haven.yaml"])


def test_a_file_of_somebody_else(tmp_path: Path, ordinary: tuple[str, ...]) -> None:
    """Its folder may be written, so it could be replaced; but it is not ours to change."""
    if os.geteuid() != 0:
        pytest.skip("only root can give a file to somebody else")
    haven = put(tmp_path / "haven.yaml", "old\n")
    os.chown(haven, 1234, 1234)

    outcome = said_by(start("replace", haven, "new\n", under=ordinary))

    assert outcome == (
        4,
        f"{haven} is read-only. Nothing was changed.\nMake it writable, or ask for the right to change it.\n",
    )
    assert (haven.read_bytes(), haven.stat().st_uid, names_in(tmp_path)) == (b"old\n", 1234, ["haven.yaml"])


def test_a_file_that_may_not_be_read(tmp_path: Path, ordinary: tuple[str, ...]) -> None:
    haven = put(tmp_path / "haven.yaml", "old\n")
    haven.chmod(0o200)

    outcome = said_by(start("replace", haven, "new\n", under=ordinary))

    assert outcome == (
        4,
        f"{haven} cannot be read: you may not read it. Nothing was changed.\nAsk for the right to read it.\n",
    )
