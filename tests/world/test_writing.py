"""Files changed all or none: what is written, what is kept, what is refused."""

from __future__ import annotations

import os
import stat
from pathlib import Path

import pytest

from actionplan.world.workspace import FILE_LIMIT
from actionplan.world.writing import Change, Refused, Unsettled, held, read_to_change


def put(path: Path, text: str | bytes) -> Path:
    path.write_bytes(text.encode() if isinstance(text, str) else text)
    return path


def change(path: Path, after: str, inside: Path | None = None) -> None:
    """Write *after* into *path*, from whatever is there."""
    with held([path], inside or path.parent) as files:
        files.write([Change(path, files.read(path), after.encode())])


def names_in(folder: Path) -> list[str]:
    return sorted(each.name for each in folder.iterdir())


def refused(path: Path, inside: Path | None = None) -> str:
    """Why *path* is not written. It keeps what it held, and nothing is left beside it."""
    before, names = path.read_bytes() if path.is_file() else None, names_in(path.parent)
    with pytest.raises(Refused) as caught:
        change(path, "new\n", inside)
    assert caught.value.exit_code == 4
    assert (path.read_bytes() if path.is_file() else None) == before
    assert names_in(path.parent) == names
    return str(caught.value)


def test_a_file_is_replaced_and_nothing_is_left_beside_it(tmp_path: Path) -> None:
    haven = put(tmp_path / "haven.yaml", "old\n")

    with held([haven], tmp_path) as files:
        old = files.read(haven)
        assert names_in(tmp_path) == [".haven.yaml.lock", "haven.yaml"]
        files.write([Change(haven, old, b"new\r\n\xff")])
        assert files.read(haven) == b"new\r\n\xff"

    assert old == b"old\n"
    assert haven.read_bytes() == b"new\r\n\xff"
    assert names_in(tmp_path) == ["haven.yaml"]


def test_several_writes_under_one_lock(tmp_path: Path) -> None:
    haven = put(tmp_path / "haven.yaml", "0")

    with held([haven], tmp_path) as files:
        for number in (b"1", b"2", b"3"):
            files.write([Change(haven, files.read(haven), number)])

    assert haven.read_bytes() == b"3"


def test_no_change_writes_nothing(tmp_path: Path) -> None:
    haven = put(tmp_path / "haven.yaml", "same\n")
    before = haven.stat()

    change(haven, "same\n")

    assert (haven.stat().st_ino, haven.stat().st_mtime_ns) == (before.st_ino, before.st_mtime_ns)


def test_a_new_file_has_the_rights_of_any_new_file(tmp_path: Path) -> None:
    haven, usual = tmp_path / "haven.yaml", tmp_path / "usual"
    old_mask = os.umask(0o027)
    try:
        put(usual, "")
        with held([haven], tmp_path) as files:
            assert files.read(haven) is None
            files.write([Change(haven, None, b"new\n")])
    finally:
        os.umask(old_mask)

    assert haven.read_bytes() == b"new\n"
    assert stat.S_IMODE(haven.stat().st_mode) == stat.S_IMODE(usual.stat().st_mode) == 0o640


@pytest.mark.skipif(os.name != "posix", reason="Windows knows no modes")
@pytest.mark.parametrize("mode", [0o600, 0o644, 0o664, 0o777, 0o2660], ids=oct)
def test_the_mode_is_kept(tmp_path: Path, mode: int) -> None:
    haven = put(tmp_path / "haven.yaml", "old\n")
    haven.chmod(mode)
    old_mask = os.umask(0o077)
    try:
        change(haven, "new\n")
    finally:
        os.umask(old_mask)

    assert stat.S_IMODE(haven.stat().st_mode) == mode


@pytest.mark.skipif(os.name != "posix" or os.geteuid() != 0, reason="only root may give files away")
def test_the_owner_is_kept_with_the_bits_that_a_new_owner_clears(tmp_path: Path) -> None:
    haven = put(tmp_path / "haven.yaml", "old\n")
    os.chown(haven, 1234, 2345)
    haven.chmod(0o4755)

    change(haven, "new\n")

    now = haven.stat()
    assert (now.st_uid, now.st_gid, stat.S_IMODE(now.st_mode)) == (1234, 2345, 0o4755)


@pytest.mark.skipif(not hasattr(os, "setxattr"), reason="only Linux has these attributes in Python")
def test_attributes_are_kept(tmp_path: Path) -> None:
    haven = put(tmp_path / "haven.yaml", "old\n")
    try:
        os.setxattr(haven, "user.note", b"agreed")
    except OSError:
        pytest.skip("this drive knows no attributes")

    change(haven, "new\n")

    assert os.getxattr(haven, "user.note") == b"agreed"


def test_a_link_stays_a_link_and_its_target_is_written(tmp_path: Path) -> None:
    (tmp_path / "real").mkdir()
    haven = put(tmp_path / "real" / "haven.yaml", "old\n")
    link = tmp_path / "link.yaml"
    link.symlink_to(haven)

    change(link, "new\n")

    assert link.is_symlink()
    assert (haven.is_symlink(), haven.read_bytes()) == (False, b"new\n")
    assert (names_in(tmp_path), names_in(tmp_path / "real")) == (["link.yaml", "real"], ["haven.yaml"])


def test_two_names_of_one_file_take_one_lock(tmp_path: Path) -> None:
    haven = put(tmp_path / "haven.yaml", "old\n")
    link = tmp_path / "link.yaml"
    link.symlink_to(haven)

    with held([haven, link], tmp_path, wait=0) as files:
        assert files.read(link) == b"old\n"
        with pytest.raises(ValueError, match="two changes to one file"):
            files.write([Change(haven, b"old\n", b"a"), Change(link, b"old\n", b"b")])

    assert haven.read_bytes() == b"old\n"


def test_a_link_that_leaves_the_workspace(tmp_path: Path) -> None:
    inside = tmp_path / "inside"
    inside.mkdir()
    outside = put(tmp_path / "outside.yaml", "old\n")
    link = inside / "haven.yaml"
    link.symlink_to(outside)

    assert refused(link, inside) == (
        f"{link} leads to a file outside the workspace. Nothing was changed.\n"
        "Put the file itself here, or change it where it is."
    )
    assert names_in(tmp_path) == ["inside", "outside.yaml"]


def test_a_folder_that_is_a_link_out_of_the_workspace(tmp_path: Path) -> None:
    (tmp_path / "inside").mkdir()
    (tmp_path / "outside").mkdir()
    haven = put(tmp_path / "outside" / "haven.yaml", "old\n")
    (tmp_path / "inside" / "plan").symlink_to(tmp_path / "outside")

    message = refused(tmp_path / "inside" / "plan" / "haven.yaml", tmp_path / "inside")

    assert "leads to a file outside the workspace" in message
    assert haven.read_bytes() == b"old\n"


def test_a_link_to_nothing(tmp_path: Path) -> None:
    link = tmp_path / "haven.yaml"
    link.symlink_to(tmp_path / "gone.yaml")

    assert refused(link) == (
        f"{link} is a link to a file that is not there. Nothing was changed.\nPut the file itself here."
    )


def test_a_link_to_itself(tmp_path: Path) -> None:
    link = tmp_path / "haven.yaml"
    link.symlink_to(link)

    assert "cannot be read: it is a link now" in refused(link)


def test_a_hard_link(tmp_path: Path) -> None:
    haven = put(tmp_path / "haven.yaml", "old\n")
    os.link(haven, tmp_path / "other.yaml")

    assert refused(haven) == (
        f"{haven} has 2 names (hard links), and the others would keep the old text. Nothing was changed.\n"
        "Make it a file of its own: copy it, delete it, and give the copy its name."
    )


def test_a_read_only_file(tmp_path: Path) -> None:
    haven = put(tmp_path / "haven.yaml", "old\n")
    haven.chmod(0o444)

    assert refused(haven) == (
        f"{haven} is read-only. Nothing was changed.\nMake it writable, or ask for the right to change it."
    )


def test_a_folder_named_like_a_file(tmp_path: Path) -> None:
    haven = tmp_path / "haven.yaml"
    haven.mkdir()

    assert refused(haven) == f"{haven} is not an ordinary file. Nothing was changed.\nPut a file in its place."


@pytest.mark.skipif(not hasattr(os, "mkfifo"), reason="Windows has no such pipes")
def test_a_pipe_is_not_waited_for(tmp_path: Path) -> None:
    haven = tmp_path / "haven.yaml"
    os.mkfifo(haven)

    assert "is not an ordinary file" in refused(haven)


def test_a_folder_that_does_not_exist(tmp_path: Path) -> None:
    haven = tmp_path / "plan" / "haven.yaml"

    with pytest.raises(Refused) as caught:
        change(haven, "new\n", tmp_path)

    assert str(caught.value) == (
        f"{haven} cannot be written: there is no folder {tmp_path / 'plan'}. Nothing was changed.\nMake the folder first."
    )


def test_a_file_that_would_be_too_large_to_read_again(tmp_path: Path) -> None:
    haven = put(tmp_path / "haven.yaml", "old\n")

    with pytest.raises(Refused) as caught:
        change(haven, "x" * (FILE_LIMIT + 1))
    change(haven, "x" * FILE_LIMIT)

    assert str(caught.value).startswith(f"With this change {haven} is larger than 16 MiB")
    assert haven.stat().st_size == FILE_LIMIT


def test_what_is_to_be_changed_is_shown_without_a_lock(tmp_path: Path) -> None:
    haven = put(tmp_path / "haven.yaml", "old\n")

    with held([haven], tmp_path):
        assert read_to_change(haven, tmp_path) == b"old\n"
    assert read_to_change(tmp_path / "new.yaml", tmp_path) is None
    haven.chmod(0o444)
    with pytest.raises(Refused, match="is read-only"):
        read_to_change(haven, tmp_path)


# What happens between reading and writing


def overtaken(haven: Path, before: bytes | None = b"old\n") -> str:
    """Why a change from *before* is refused; whatever is there now stays."""
    files_there = {each: each.read_bytes() for each in haven.parent.iterdir() if each.is_file()}
    with pytest.raises(Refused) as caught, held([haven], haven.parent) as files:
        files.write([Change(haven, before, b"new\n")])
    assert {each: each.read_bytes() for each in haven.parent.iterdir() if each.is_file()} == files_there
    return str(caught.value)


def test_changed_in_the_meantime(tmp_path: Path) -> None:
    haven = put(tmp_path / "haven.yaml", "theirs\n")

    assert overtaken(haven) == (
        f"{haven} was changed by somebody else in the meantime. Nothing was changed.\n"
        "Look at what they wrote, then run the command again."
    )


def test_deleted_in_the_meantime(tmp_path: Path) -> None:
    assert overtaken(tmp_path / "haven.yaml") == (
        f"{tmp_path / 'haven.yaml'} is gone: somebody moved or deleted it. Nothing was changed.\n"
        "Put it back, or begin again."
    )


def test_created_in_the_meantime(tmp_path: Path) -> None:
    haven = put(tmp_path / "haven.yaml", "theirs\n")

    assert overtaken(haven, None) == (
        f"{haven} exists already. Nothing was changed.\nChoose another name, or change the file itself."
    )


def test_emptied_in_the_meantime_is_not_the_same_as_new(tmp_path: Path) -> None:
    assert "exists already" in overtaken(put(tmp_path / "haven.yaml", ""), None)
    (tmp_path / "haven.yaml").unlink()
    assert "is gone" in overtaken(tmp_path / "haven.yaml", b"")


def test_replaced_by_a_link_or_a_folder_in_the_meantime(tmp_path: Path) -> None:
    haven = put(tmp_path / "haven.yaml", "old\n")
    other = put(tmp_path / "other.yaml", "old\n")

    with held([haven], tmp_path) as files:
        haven.unlink()
        haven.symlink_to(other)
        with pytest.raises(Refused, match="leads to another file now"):
            files.write([Change(haven, b"old\n", b"new\n")])
        haven.unlink()
        haven.mkdir()
        with pytest.raises(Refused, match="not an ordinary file"):
            files.write([Change(haven, b"old\n", b"new\n")])

    assert other.read_bytes() == b"old\n"
    assert names_in(tmp_path) == ["haven.yaml", "other.yaml"]


def at_the_nth(monkeypatch: pytest.MonkeyPatch, name: str, calls: dict[int, object]) -> None:
    """Let the n-th call of `os.name` do something first: call it, or raise it."""
    real = getattr(os, name)
    count = iter(range(1, 1_000_000))

    def call(*arguments: object, **options: object) -> object:
        first = calls.get(next(count))
        if isinstance(first, Exception):
            raise first
        if callable(first):
            first()
        return real(*arguments, **options)

    monkeypatch.setattr(os, name, call)


def test_changed_while_the_new_file_was_written(tmp_path: Path, monkeypatch: pytest.MonkeyPatch) -> None:
    haven, elm = put(tmp_path / "haven.yaml", "old\n"), put(tmp_path / "elm.yaml", "old\n")
    with held([haven, elm], tmp_path) as files:
        at_the_nth(monkeypatch, "fsync", {1: lambda: put(haven, "theirs\n")})
        with pytest.raises(Refused, match=r"haven\.yaml was changed by somebody else"):
            files.write([Change(elm, b"old\n", b"new\n"), Change(haven, b"old\n", b"new\n")])

    assert (haven.read_bytes(), elm.read_bytes()) == (b"theirs\n", b"old\n")
    assert names_in(tmp_path) == ["elm.yaml", "haven.yaml"]


def test_replaced_by_a_link_at_the_last_moment(tmp_path: Path, monkeypatch: pytest.MonkeyPatch) -> None:
    haven, other = put(tmp_path / "haven.yaml", "old\n"), put(tmp_path / "other.yaml", "old\n")

    def swap() -> None:
        haven.unlink()
        haven.symlink_to(other)

    with held([haven], tmp_path) as files:
        at_the_nth(monkeypatch, "open", {1: swap})
        with pytest.raises(Refused, match="cannot be read: it is a link now"):
            files.write([Change(haven, b"old\n", b"new\n")])

    assert (haven.is_symlink(), other.read_bytes()) == (True, b"old\n")


def test_the_lock_is_taken_away(tmp_path: Path) -> None:
    haven = put(tmp_path / "haven.yaml", "old\n")

    with held([haven], tmp_path) as files:
        (tmp_path / ".haven.yaml.lock").unlink()
        with pytest.raises(Refused, match="was deleted while it was needed"):
            files.write([Change(haven, b"old\n", b"new\n")])

    assert (haven.read_bytes(), names_in(tmp_path)) == (b"old\n", ["haven.yaml"])


# Several files


def test_several_files_in_several_folders(tmp_path: Path) -> None:
    (tmp_path / "a").mkdir()
    paths = [put(tmp_path / "b.yaml", "old"), put(tmp_path / "a" / "c.yaml", "old"), tmp_path / "a" / "new.yaml"]

    with held(paths, tmp_path) as files:
        files.write([Change(path, files.read(path), path.name.encode()) for path in paths])

    assert [path.read_bytes() for path in paths] == [b"b.yaml", b"c.yaml", b"new.yaml"]
    assert (names_in(tmp_path), names_in(tmp_path / "a")) == (["a", "b.yaml"], ["c.yaml", "new.yaml"])


def test_one_that_was_changed_stops_all(tmp_path: Path) -> None:
    haven, elm = put(tmp_path / "haven.yaml", "old\n"), put(tmp_path / "elm.yaml", "theirs\n")

    with pytest.raises(Refused, match=r"elm\.yaml was changed"), held([haven, elm], tmp_path) as files:
        files.write([Change(haven, b"old\n", b"new\n"), Change(elm, b"old\n", b"new\n")])

    assert (haven.read_bytes(), elm.read_bytes()) == (b"old\n", b"theirs\n")


def three(folder: Path) -> list[Change]:
    """Changes to a file that is there, a new one, and one more that is there."""
    put(folder / "a.yaml", "old a").chmod(0o640)
    put(folder / "c.yaml", "old c")
    return [
        Change(folder / "a.yaml", b"old a", b"new a"),
        Change(folder / "b.yaml", None, b"new b"),
        Change(folder / "c.yaml", b"old c", b"new c"),
    ]


def test_what_was_replaced_is_put_back(tmp_path: Path, monkeypatch: pytest.MonkeyPatch) -> None:
    changes = three(tmp_path)

    with held([each.path for each in changes], tmp_path) as files:
        at_the_nth(monkeypatch, "replace", {3: OSError(28, "No space left on device")})
        with pytest.raises(Refused) as caught:
            files.write(changes)

    assert str(caught.value) == (
        f"{tmp_path / 'c.yaml'} cannot be written: the drive is full. Nothing was changed.\n"
        "Make room, then run the command again."
    )
    assert {each.name: each.read_bytes() for each in tmp_path.iterdir()} == {"a.yaml": b"old a", "c.yaml": b"old c"}
    assert stat.S_IMODE((tmp_path / "a.yaml").stat().st_mode) == 0o640


def test_what_cannot_be_put_back_is_named(tmp_path: Path, monkeypatch: pytest.MonkeyPatch) -> None:
    changes = three(tmp_path)
    broken = OSError(5, "Input/output error")

    with held([each.path for each in changes], tmp_path) as files:
        at_the_nth(monkeypatch, "replace", {3: broken, 4: broken})
        with pytest.raises(Unsettled) as caught:
            files.write(changes)

    assert caught.value.exit_code == 3
    a, b, c = (each.path for each in changes)
    assert str(caught.value) == (
        f"{c} cannot be written: the drive reports an error. What was written before it could not be taken back.\n"
        f"New: {a}. As before: {b}, {c}.\n"
        "Try again; if it stays so, have the drive looked at."
    )
    assert {each.name: each.read_bytes() for each in tmp_path.iterdir()} == {"a.yaml": b"new a", "c.yaml": b"old c"}


def test_what_somebody_else_wrote_meanwhile_is_not_put_back(tmp_path: Path, monkeypatch: pytest.MonkeyPatch) -> None:
    changes = three(tmp_path)

    def interfere() -> None:
        put(tmp_path / "a.yaml", "theirs")
        raise OSError(5, "Input/output error")

    with held([each.path for each in changes], tmp_path) as files:
        at_the_nth(monkeypatch, "replace", {3: interfere})
        with pytest.raises(Unsettled, match=r"New: \S+a\.yaml\."):
            files.write(changes)

    assert (tmp_path / "a.yaml").read_bytes() == b"theirs"
    assert names_in(tmp_path) == ["a.yaml", "c.yaml"]


# What is left behind by others


def test_leftovers_of_killed_writers_go_and_nothing_else_does(tmp_path: Path) -> None:
    haven = put(tmp_path / "haven.yaml", "old\n")
    put(tmp_path / ".haven.yaml.4711.0123abcd.tmp", "half")
    kept = [
        ".elm.yaml.4711.0123abcd.tmp",  # another file's, whose lock we do not hold
        ".haven.yaml.4711.0123abc.tmp",
        ".haven.yaml.4711.0123abcd.tmp.yaml",
        ".haven.yaml.tmp",
        ".havenXyaml.4711.0123abcd.tmp",
        "haven.yaml.4711.0123abcd.tmp",
    ]
    for name in kept:
        put(tmp_path / name, "mine")
    (tmp_path / ".haven.yaml.1.00000000.tmp").mkdir()
    (tmp_path / ".haven.yaml.1.00000001.tmp").symlink_to(haven)

    change(haven, "new\n")

    folders = [".haven.yaml.1.00000000.tmp", ".haven.yaml.1.00000001.tmp"]
    assert names_in(tmp_path) == sorted([*kept, *folders, "haven.yaml"])


@pytest.mark.skipif(os.name != "posix", reason="names of this kind are not allowed on Windows")
@pytest.mark.parametrize("name", ["two words.yaml", "línea\nnueva.yaml", "-o.yaml", "[a-z]*.yaml", "\udcff.yaml"])
def test_odd_names(tmp_path: Path, name: str) -> None:
    haven = put(tmp_path / name, "old\n")
    put(tmp_path / f".{name}.12.0123abcd.tmp", "half")

    change(haven, "new\n")

    assert haven.read_bytes() == b"new\n"
    assert names_in(tmp_path) == [name]


def test_a_name_too_long_for_a_lock(tmp_path: Path) -> None:
    haven = put(tmp_path / f"{'x' * 245}.yaml", "old\n")

    assert refused(haven).endswith("its name is too long. Nothing was changed.\nGive the file a shorter name.")


# Windows, as far as it can be played


def sharing_violation() -> OSError:
    error = PermissionError(13, "The process cannot access the file")
    error.winerror = 32  # type: ignore[attr-defined,unused-ignore]  # Windows alone gives it
    return error


def test_open_elsewhere_on_windows_is_tried_again(tmp_path: Path, monkeypatch: pytest.MonkeyPatch) -> None:
    haven = put(tmp_path / "haven.yaml", "old\n")
    at_the_nth(monkeypatch, "replace", dict.fromkeys((1, 2, 3), sharing_violation()))
    waited: list[float] = []
    monkeypatch.setattr("actionplan.world.replacing.time.sleep", waited.append)

    change(haven, "new\n")

    assert haven.read_bytes() == b"new\n"
    assert waited == [0.02, 0.04, 0.08]


def test_open_elsewhere_for_good_is_explained(tmp_path: Path, monkeypatch: pytest.MonkeyPatch) -> None:
    haven = put(tmp_path / "haven.yaml", "old\n")
    at_the_nth(monkeypatch, "replace", dict.fromkeys(range(1, 100), sharing_violation()))
    monkeypatch.setattr("actionplan.world.replacing.RETRY_SECONDS", 0.0)

    assert refused(haven) == (
        f"{haven} cannot be written: the file is open elsewhere. Nothing was changed.\n"
        "Is it open in Excel or an editor? Close it, then run the command again."
    )
