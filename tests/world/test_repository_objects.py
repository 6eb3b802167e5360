"""What git has stored: the files of a commit, and what they hold."""

from __future__ import annotations

import os
import random
import re
import zlib
from collections.abc import Iterator
from hashlib import sha1
from pathlib import Path

import pytest

from actionplan.world import gitcall
from actionplan.world.objects import Blobs
from actionplan.world.repository import Repository, repository_of, resolve
from actionplan.world.trees import Trees, entries_at, plans_at
from actionplan.world.workspace import FILE_LIMIT, CannotRun
from tests.world.made import Made, clone, made


@pytest.fixture
def plan(tmp_path: Path) -> Made:
    return made(tmp_path / "plan")


@pytest.fixture
def blobs(plan: Made, monkeypatch: pytest.MonkeyPatch) -> Iterator[Blobs]:
    monkeypatch.setattr(gitcall, "TIMEOUT_SECONDS", 2)
    with Blobs(Repository(plan.top, "")) as opened:
        yield opened


def stored(repository: Made, data: bytes, kind: str = "blob") -> str:
    return repository.git("hash-object", "-w", "-t", kind, "--stdin", "--literally", given=data)


def tree_of(*items: tuple[str, bytes, str]) -> bytes:
    return b"".join(mode.encode() + b" " + name + b"\0" + bytes.fromhex(blob) for mode, name, blob in items)


def commit_of(repository: Made, tree: str) -> str:
    return repository.git("commit-tree", tree, "-m", "Made")


def below(repository: Made, commit: str, prefix: str = "commitments") -> list[str]:
    return [each.path for each in entries_at(Repository(repository.top, prefix), commit)]


def refusal(repository: Made, commit: str, prefix: str = "commitments") -> str:
    with pytest.raises(CannotRun) as caught:
        entries_at(Repository(repository.top, prefix), commit)
    assert caught.value.exit_code == 3
    return str(caught.value)


def test_every_file_with_its_hash_and_mode(plan: Made) -> None:
    (plan.top / "commitments/n").mkdir(parents=True)
    (plan.top / "commitments/n/link.yaml").symlink_to("/etc/passwd")
    commit = plan.commit(
        {"commitments/n/plan.yaml": "a", "commitments/n.yaml": "b", "other/plan.yaml": "c", "run": "d"}
    )
    plan.git("update-index", "--add", "--cacheinfo", f"160000,{commit},commitments/sub")
    plan.git("update-index", "--chmod=+x", "commitments/n.yaml")
    plan.git("commit", "--quiet", "-m", "More")
    assert entries_at(repository_of(plan.top / "commitments"), plan.at("HEAD")) == (
        ("n.yaml", plan.git("hash-object", "commitments/n.yaml"), "100755"),
        ("n/link.yaml", plan.git("hash-object", "--stdin", given=b"/etc/passwd"), "120000"),
        ("n/plan.yaml", plan.git("hash-object", "commitments/n/plan.yaml"), "100644"),
        ("sub", commit, "160000"),
    )


@pytest.mark.parametrize("prefix", ["", "a", "a/b", "a/c d"])
def test_the_same_as_git_lists(plan: Made, prefix: str) -> None:
    rnd = random.Random(7)
    parts = ["a", "b", "c d", "a.b", "a-b", "ab", "é", "x\ty", "q\"'\\"]
    files: dict[str, str] = {}
    for number in range(200):
        path = "/".join(rnd.choices(parts, k=rnd.randint(1, 4))) + f"/{number % 7}.yaml"
        files[path] = str(number)
    files["a/b/0.yaml"] = files["a/c d/0.yaml"] = "1"
    commit = plan.commit(files)
    listed = plan.git("ls-tree", "-rz", "--full-tree", commit).split("\0")[:-1]
    start = f"{prefix}/" if prefix else ""
    expected = []
    for line in listed:
        about, path = line.split("\t", 1)
        mode, _, blob = about.split(" ")
        if path.startswith(start):
            expected.append((path.removeprefix(start), blob, mode))
    assert list(entries_at(Repository(plan.top, prefix), commit)) == expected


def test_names_of_any_bytes(plan: Made) -> None:
    plan.git("config", "core.quotepath", "true")
    names = [
        b"new\nline.yaml",
        b"tab\t.yaml",
        b"\xe9 latin.yaml",
        "é.yaml".encode(),
        b"-o.yaml",
        b":(top)x",
        b'"q".yaml',
        b" ",
        b"*",
    ]
    commit = plan.commit({f"commitments/{os.fsdecode(each)}": b"data of " + each for each in names})
    entries = entries_at(repository_of(plan.top / "commitments"), commit)
    assert [os.fsencode(each.path) for each in entries] == sorted(names)
    with Blobs(Repository(plan.top, "")) as blobs:
        assert [blobs.read(each.blob) for each in entries] == [b"data of " + each for each in sorted(names)]


def test_a_folder_that_the_commit_truly_does_not_have(plan: Made) -> None:
    commit = plan.commit({"readme": "1", "deep/er/plan.yaml": "1", "other/plan.YML": "1", "plan.yaml/x": "1"})
    assert below(plan, commit) == []
    assert below(plan, commit, "deep/commitments") == []
    assert plans_at(Repository(plan.top, "commitments"), commit) == ("deep/er", "other")


def test_a_commit_without_any_files(plan: Made) -> None:
    commit = plan.commit({})
    assert below(plan, commit) == []
    assert below(plan, commit, "") == []


def test_the_folder_in_other_capitals(plan: Made) -> None:
    commit = plan.commit({"Plans/Commitments/plan.yaml": "1"})
    assert refusal(plan, commit, "Plans/commitments") == (
        "In that commit the folder commitments is spelt Commitments.\nUse that spelling."
    )
    assert refusal(plan, commit, "plans") == "In that commit the folder plans is spelt Plans.\nUse that spelling."


def test_the_folder_as_something_else(plan: Made) -> None:
    (plan.top / "commitments").symlink_to("elsewhere")
    commit = plan.commit({"elsewhere/plan.yaml": "1"})
    for prefix in ("commitments", "commitments/northfield", "elsewhere/plan.yaml"):
        assert refusal(plan, commit, prefix) == (
            f"{prefix} was not a folder in that commit.\nName a commit in which it was."
        )


def test_a_name_that_stands_twice(plan: Made) -> None:
    one, two = stored(plan, b"1"), stored(plan, b"2")
    tree = stored(plan, tree_of(("100644", b"plan.yaml", one), ("100644", b"plan.yaml", two)), "tree")
    assert refusal(plan, commit_of(plan, tree), "") == (
        f"git cannot read {tree[:12]} from its store.\nTo see what is damaged: git fsck"
    )


@pytest.mark.parametrize(
    "data", [b"100644 plan.yaml\0short", b"nonsense", b"100644 \0" + b"x" * 20, b"100644 a\0" + b"x" * 21]
)
def test_a_folder_that_is_damaged(plan: Made, data: bytes) -> None:
    tree = stored(plan, data, "tree")
    commit = stored(plan, f"tree {tree}\n\n".encode(), "commit")
    assert refusal(plan, commit, "").endswith("To see what is damaged: git fsck")


def test_folders_that_stand_for_more_files_than_can_be(plan: Made) -> None:
    tree = stored(plan, tree_of(("100644", b"f", stored(plan, b"1"))), "tree")
    for _ in range(12):
        tree = stored(plan, tree_of(*(("40000", b"%d" % each, tree) for each in range(10))), "tree")
    said = "A commit holds more than 100,000 files, or folders too deep, so it is not read."
    assert refusal(plan, commit_of(plan, tree), "") == said
    with Blobs(Repository(plan.top, "")) as blobs, pytest.raises(CannotRun, match="100,000 files"):
        Trees(blobs).difference("", tree)


def test_folders_too_deep(plan: Made) -> None:
    tree = stored(plan, tree_of(("100644", b"f", stored(plan, b"1"))), "tree")
    for _ in range(30):
        tree = stored(plan, tree_of(("40000", b"d" * 200, tree)), "tree")
    assert "folders too deep" in refusal(plan, commit_of(plan, tree), "")


def test_what_files_hold(plan: Made, blobs: Blobs) -> None:
    texts = [b"", b"\n", b"a\r\nb", b"\xff\0\n", b"x" * 70_000, b"missing\n", b"0 blob 5\n", b"y" * 5_000_000]
    names = [stored(plan, each) for each in texts]
    assert [blobs.read(each) for each in names * 2] == texts * 2


def test_files_are_not_changed_by_what_git_does_on_checking_out(plan: Made) -> None:
    plan.git("config", "core.autocrlf", "true")
    files = {".gitattributes": "*.yaml text eol=crlf ident filter=x diff=x\n", "commitments/p.yaml": "id: $Id$\n"}
    commit = plan.commit(files)
    plan.git("config", "filter.x.smudge", "tr a-z A-Z")
    plan.git("config", "diff.x.textconv", "tr a-z A-Z <")
    (entry,) = entries_at(Repository(plan.top, "commitments"), commit)
    with Blobs(Repository(plan.top, "")) as blobs:
        assert blobs.read(entry.blob) == b"id: $Id$\n"


def test_a_file_that_is_too_large_is_passed_over(plan: Made, blobs: Blobs) -> None:
    most, more = stored(plan, b"x" * FILE_LIMIT), stored(plan, b"x" * (FILE_LIMIT + 1))
    small = stored(plan, b"small")
    assert blobs.read(more) is None
    assert blobs.read(small) == b"small"
    assert len(blobs.read(most) or b"") == FILE_LIMIT
    assert blobs.read(more) is None
    assert blobs.read(small) == b"small"


def test_what_is_not_stored(plan: Made, blobs: Blobs) -> None:
    for _ in range(2):
        with pytest.raises(CannotRun) as caught:
            blobs.read("1" * 40)
        assert str(caught.value) == "git cannot read 111111111111 from its store.\nTo see what is damaged: git fsck"
    assert blobs.read(stored(plan, b"still there")) == b"still there"


def test_what_is_no_file(plan: Made, blobs: Blobs) -> None:
    commit = plan.commit({"a": "1"})
    for _ in range(2):
        with pytest.raises(CannotRun) as caught:
            blobs.read(commit)
        assert str(caught.value) == f"git cannot read {commit[:12]} from its store.\nTo see what is damaged: git fsck"


@pytest.mark.parametrize("announced", [b"blob 5000", b"blob 4", b"blob 99999999", b"tree 5", b"nonsense"])
def test_a_file_that_is_damaged(plan: Made, blobs: Blobs, announced: bytes) -> None:
    name = sha1(b"blob 5\0plans", usedforsecurity=False).hexdigest()
    path = plan.top / ".git/objects" / name[:2] / name[2:]
    path.parent.mkdir()
    path.write_bytes(zlib.compress(announced + b"\0plans"))
    for _ in range(2):
        with pytest.raises(CannotRun) as caught:
            blobs.read(name)
        assert str(caught.value) == f"git cannot read {name[:12]} from its store.\nTo see what is damaged: git fsck"


def test_only_hashes_are_asked_for(plan: Made, blobs: Blobs) -> None:
    plan.commit({"a": "1"})
    for name in ("HEAD", "HEAD:a", "1" * 39, "1" * 40 + "\n", "", "-x", "A" * 40):
        with pytest.raises(ValueError, match=f"^{re.escape(name)}$"):
            blobs.read(name)


def test_after_the_block_nothing_runs(plan: Made) -> None:
    name = stored(plan, b"x")
    with Blobs(Repository(plan.top, "")) as blobs:
        assert blobs.read(name) == b"x"
    with pytest.raises(CannotRun):
        blobs.read(name)


def test_a_partial_clone_is_not_completed(plan: Made, tmp_path: Path) -> None:
    plan.git("config", "uploadpack.allowFilter", "true")
    commit = plan.commit({"commitments/plan.yaml": "1"})
    blob = plan.at("HEAD:commitments/plan.yaml")
    files = Repository(clone(plan, tmp_path / "files", "--filter=blob:none", "--no-checkout").top, "commitments")
    assert [each.path for each in entries_at(files, commit)] == ["plan.yaml"]
    with Blobs(files) as blobs, pytest.raises(CannotRun, match="made without") as caught:
        blobs.read(blob)
    assert str(caught.value) == (
        "This clone was made without all of its files, and nothing is fetched here.\n"
        "Fetch them once: git fetch --refetch --no-filter. With actions/checkout, leave out filter."
    )
    copy = clone(plan, tmp_path / "folders", "--filter=tree:0", "--no-checkout")
    assert refusal(copy, commit).startswith("This clone was made without all of its files")
    copy.git("fetch", "--quiet", "--refetch", "--no-filter")
    assert below(copy, resolve(Repository(copy.top, ""), "HEAD")) == ["plan.yaml"]
