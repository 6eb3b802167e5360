"""New files: where they may go, what is in their way, and that all of them are written or none."""

from __future__ import annotations

import errno
import os
import threading
from collections.abc import Callable
from pathlib import Path
from typing import Any

import pytest

from actionplan.world.fresh import Site, in_the_way, is_there, service_of, site_at, write_new
from actionplan.world.refused import Refused, Unsettled
from actionplan.world.workspace import CannotRun
from tests.world.made import made

FILES = {"a.txt": b"1\n", "new/b.txt": b"2\n", "new/deep/er/c.txt": b"3\n", "other/d.txt": b"4\n"}


def _tree(folder: Path) -> dict[str, bytes]:
    return {str(each.relative_to(folder)): each.read_bytes() if each.is_file() else b"/" for each in folder.rglob("*")}


def _paths(folder: Path) -> dict[Path, bytes]:
    return {folder / name: data for name, data in FILES.items()}


def test_files_are_written_with_their_folders(tmp_path: Path) -> None:
    write_new(_paths(tmp_path), tmp_path)

    assert {name: data for name, data in _tree(tmp_path).items() if data != b"/"} == FILES


def test_a_folder_that_is_missing_itself_is_made(tmp_path: Path) -> None:
    write_new(_paths(tmp_path / "plan"), tmp_path)

    assert (tmp_path / "plan" / "new" / "deep" / "er" / "c.txt").read_bytes() == b"3\n"


def _tried(folder: Path) -> CannotRun | None:
    """Why the files could not be written; None where they were."""
    try:
        write_new(_paths(folder), folder)
    except CannotRun as error:
        return error
    return None


class _Failing:
    """A call of the system that fails the first time after *spared* times."""

    def __init__(self, real: Callable[..., Any], spared: int) -> None:
        self.real = real
        self.spared = spared

    def __call__(self, *given: Any, **named: Any) -> Any:
        self.spared -= 1
        if self.spared == -1:
            raise OSError(errno.ENOSPC, "No space left on device")
        return self.real(*given, **named)


@pytest.mark.parametrize("name", ["replace", "write", "mkdir", "fsync"])
def test_where_one_file_cannot_be_written_none_is(name: str, tmp_path: Path, monkeypatch: pytest.MonkeyPatch) -> None:
    """Each call of the system fails in turn, until all have had theirs."""
    (tmp_path / "mine.txt").write_bytes(b"mine\n")
    refusals = 0
    while True:
        with monkeypatch.context() as patched:
            patched.setattr(os, name, _Failing(getattr(os, name), refusals))
            error = _tried(tmp_path)
        if not isinstance(error, Refused):
            break
        assert "the drive is full" in str(error)
        assert _tree(tmp_path) == {"mine.txt": b"mine\n"}
        refusals += 1

    # Whatever is in place may still be unconfirmed by the drive, which is said.
    assert error is None or (name == "fsync" and isinstance(error, Unsettled))
    assert refusals >= len(FILES) - (name == "mkdir")
    assert {each for each in FILES if (tmp_path / each).is_file()} == set(FILES)


@pytest.mark.parametrize("name", FILES)
def test_what_came_to_be_there_meanwhile_is_not_overwritten(name: str, tmp_path: Path) -> None:
    mine = tmp_path / name
    mine.parent.mkdir(parents=True, exist_ok=True)
    mine.write_bytes(b"mine\n")

    with pytest.raises(Refused, match="exists already"):
        write_new(_paths(tmp_path), tmp_path)

    assert [data for data in _tree(tmp_path).values() if data != b"/"] == [b"mine\n"]


def test_of_two_at_once_one_writes_all_and_the_other_none(tmp_path: Path) -> None:
    start, refused = threading.Barrier(2), []

    def write(mark: bytes) -> None:
        start.wait()
        try:
            write_new(dict.fromkeys(_paths(tmp_path), mark), tmp_path)
        except Refused as error:
            refused.append(error)

    writers = [threading.Thread(target=write, args=(mark,)) for mark in (b"one", b"two")]
    for each in writers:
        each.start()
    for each in writers:
        each.join()

    assert len(refused) == 1
    assert len({path.read_bytes() for path in _paths(tmp_path)}) == 1


def test_what_is_in_the_way_is_named(tmp_path: Path) -> None:
    folder = tmp_path / "plan"
    folder.mkdir()
    (folder / ".gitkeep").touch()
    files = {
        folder / "plan.yaml": b"new",
        tmp_path / "same": b"same",
        tmp_path / "other": b"new",
        tmp_path / "none": b"",
    }
    assert in_the_way(files, folder) == ()

    for name, data in (("same", b"same"), ("other", b"old"), ("plan/left.yaml", b"")):
        (tmp_path / name).write_bytes(data)

    assert in_the_way(files, folder) == (folder / "left.yaml", tmp_path / "other")


@pytest.mark.skipif(not hasattr(os, "mkfifo"), reason="this system has no such pipes")
def test_links_pipes_and_folders_are_in_the_way(tmp_path: Path) -> None:
    (tmp_path / "folder").mkdir()
    (tmp_path / "link").symlink_to("nowhere")
    (tmp_path / "plan").symlink_to("nowhere")
    os.mkfifo(tmp_path / "pipe")
    files = {tmp_path / name: b"" for name in ("folder", "link", "pipe")}

    assert in_the_way(files, tmp_path / "plan") == (tmp_path / "plan", *files)
    assert not is_there(tmp_path / "link", b"")


def test_a_site_is_the_folder_that_holds_the_plans(tmp_path: Path) -> None:
    commitments = tmp_path / "commitments"
    assert site_at(tmp_path) == Site(tmp_path, commitments)
    assert site_at(commitments) == Site(tmp_path, commitments)
    assert site_at(tmp_path / "new") == Site(tmp_path / "new", tmp_path / "new" / "commitments")

    (commitments / "elm").mkdir(parents=True)
    (commitments / "elm" / "plan.yaml").touch()

    for folder in (tmp_path, commitments, commitments / "elm"):
        assert site_at(folder) == Site(tmp_path, commitments, ("elm",))


def test_a_site_cannot_be_where_no_folder_can_be(tmp_path: Path) -> None:
    (tmp_path / "file").touch()
    with pytest.raises(CannotRun, match="file is a file"):
        site_at(tmp_path / "file")
    with pytest.raises(CannotRun, match="there is no folder"):
        site_at(tmp_path / "none" / "new")


@pytest.mark.parametrize(
    ("address", "service"),
    [
        ("https://github.com/a/b.git", "github"),
        ("git@gitlab.example:a/b.git", "gitlab"),
        ("https://a@dev.azure.com/a/b/_git/c", "azure"),
        ("https://a.visualstudio.com/b", "azure"),
        ("/srv/plans.git", None),
        ("", None),
    ],
)
def test_the_service_is_told_by_the_repositorys_address(address: str, service: str | None, tmp_path: Path) -> None:
    repository = made(tmp_path)
    if address:
        repository.git("remote", "add", "origin", address)

    assert service_of(tmp_path) == service
    assert site_at(tmp_path / "sub").repository == tmp_path
