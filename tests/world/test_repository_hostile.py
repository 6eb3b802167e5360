"""A repository that came from somebody else: nothing in it is run, believed or fetched."""

from __future__ import annotations

import os
import shutil
from collections.abc import Callable
from contextlib import suppress
from pathlib import Path

import pytest

from actionplan.world.base import base_of
from actionplan.world.commits import commits
from actionplan.world.git import commit_of, lines_ever
from actionplan.world.objects import Blobs
from actionplan.world.repository import repository_of, resolve
from actionplan.world.trees import entries_at, plans_at
from actionplan.world.workspace import CannotRun
from tests.world.made import Failed, Made, clone, made


@pytest.fixture
def plan(tmp_path: Path) -> Made:
    repository = made(tmp_path / "plan")
    repository.commit({"commitments/plan.yaml": "1", "commitments/haven.yaml": "1"})
    repository.branch("review")
    repository.commit({"commitments/plan.yaml": "2"})
    repository.branch("main", "main")
    repository.commit({"commitments/haven.yaml": "2"})
    repository.git("checkout", "--quiet", "review")
    return repository


def all_that_is_asked(plan: Made) -> tuple[object, ...]:
    """Everything that can be asked of a repository, and the answers."""
    repository = repository_of(plan.top / "commitments")
    head = resolve(repository, "HEAD")
    entries = entries_at(repository, head)
    with Blobs(repository) as blobs:
        texts = [blobs.read(each.blob) for each in entries]
    history = [(each.hash, each.changes, each.author) for each in commits(repository, "HEAD")]
    return repository, head, entries, texts, history, base_of(repository, "main"), plans_at(repository, head)


def test_no_program_that_a_configuration_names_is_run(plan: Made, tmp_path: Path) -> None:
    before = all_that_is_asked(plan)
    mark = tmp_path / "ran"
    command = tmp_path / "command"
    command.write_text(f"#!/bin/sh\n>{mark}\ncat\n", encoding="ascii")
    command.chmod(0o755)
    (plan.top / ".git/info/attributes").write_text("* diff=x filter=x merge=x\n", encoding="ascii")
    for name in (
        "core.fsmonitor", "core.pager", "pager.log", "core.editor", "core.sshCommand", "core.askPass", "gpg.program",
        "diff.external", "diff.x.textconv", "diff.x.command", "credential.helper", "uploadpack.packObjectsHook",
        "core.alternateRefsCommand", "alias.rev-list", "alias.cat-file", "alias.rev-parse", "interactive.diffFilter",
    ):  # fmt: skip
        plan.git("config", name, f"!{command}" if name.startswith("alias") else str(command))
    plan.git("config", "log.showSignature", "true")
    plan.git("config", "log.follow", "true")
    for hook in ("post-index-change", "reference-transaction", "post-checkout", "pre-auto-gc"):
        shutil.copy(command, plan.top / ".git/hooks" / hook)
    (plan.top / "commitments/plan.yaml").write_text("2", encoding="ascii")  # its times have changed

    assert all_that_is_asked(plan) == before
    assert not mark.exists()
    plan.git("status")  # asked by anybody else, it would be run
    assert mark.exists()


def test_questions_about_a_folder_run_no_program_either(plan: Made, tmp_path: Path) -> None:
    mark = tmp_path / "ran"
    command = tmp_path / "command"
    command.write_text(f"#!/bin/sh\n>{mark}\ncat\n", encoding="ascii")
    command.chmod(0o755)
    text = f"{plan.git('cat-file', 'commit', 'HEAD')}".replace(
        "\n\n", "\ngpgsig -----BEGIN PGP SIGNATURE-----\n \n x\n -----END PGP SIGNATURE-----\n\n", 1
    )
    signed = plan.git("hash-object", "-w", "-t", "commit", "--stdin", given=f"{text}\n".encode())
    plan.git("update-ref", "refs/heads/review", signed)
    for name in ("core.fsmonitor", "gpg.program", "diff.external", "core.pager"):
        plan.git("config", name, str(command))
    plan.git("config", "log.showSignature", "true")
    folder = plan.top / "commitments"
    assert commit_of(folder) == signed[:12]
    past = lines_ever(folder, b"2")
    assert past
    assert (past.lines, past.is_whole) == (frozenset({b"2"}), True)
    assert not mark.exists()
    with suppress(Failed):
        plan.git("log", "-1")  # asked by anybody else, it would be run
    assert mark.exists()


def replaced(plan: Made) -> None:
    """Every reader of git without care sees the first commit in place of the last."""
    first = plan.at("HEAD~1")
    other = plan.git("commit-tree", f"{first}^{{tree}}", "-m", "Other")
    plan.git("replace", plan.at("HEAD"), other)
    assert plan.git("log", "--format=%s") == "Other"
    assert plan.git("ls-tree", "-r", "HEAD") == plan.git("ls-tree", "-r", first)


def grafted(plan: Made) -> None:
    """Every reader of git without care sees a history of one commit."""
    (plan.top / ".git/info").mkdir(exist_ok=True)
    (plan.top / ".git/info/grafts").write_text(f"{plan.at('HEAD')}\n", encoding="ascii")
    assert plan.git("rev-list", "--count", "HEAD") == "1"


def listed(plan: Made) -> None:
    """A list of commits for speed that says another thing than the commits do."""
    head = plan.at("HEAD")
    plan.git("replace", "--graft", head)
    other = plan.at(f"refs/replace/{head}")
    plan.git("replace", "-d", head)
    plan.git("update-ref", "refs/heads/other", other)
    plan.git("commit-graph", "write", "--reachable")
    graph = plan.top / ".git/objects/info/commit-graph"
    data = graph.read_bytes()
    graph.chmod(0o644)
    parent = bytes.fromhex(plan.at("HEAD~1"))
    graph.write_bytes(data.replace(parent, parent[:-1] + bytes([parent[-1] ^ 1])))


def quoted(plan: Made) -> None:
    """Settings about names and line ends that change what git prints."""
    for name, value in (
        ("core.quotepath", "true"), ("core.autocrlf", "true"), ("core.eol", "crlf"), ("core.ignorecase", "true"),
        ("core.precomposeunicode", "true"), ("core.abbrev", "4"), ("diff.relative", "true"), ("diff.renames", "copies"),
        ("diff.noprefix", "true"), ("diff.orderFile", "/dev/null"), ("log.date", "relative"), ("log.mailmap", "true"),
        ("i18n.logOutputEncoding", "UTF-16"), ("color.ui", "always"), ("core.logAllRefUpdates", "always"),
        ("log.decorate", "full"), ("format.pretty", "%B"), ("core.preferSymlinkRefs", "true"), ("log.follow", "true"),
        ("core.sparseCheckout", "true"), ("core.bigFileThreshold", "1"), ("rev.parse", "x"),
    ):  # fmt: skip
        plan.git("config", name, value)


@pytest.mark.parametrize("trap", [replaced, grafted, listed, quoted])
def test_what_a_repository_says_about_itself_is_not_believed(plan: Made, trap: Callable[[Made], None]) -> None:
    before = all_that_is_asked(plan)
    trap(plan)
    assert all_that_is_asked(plan) == before


def test_names_are_not_looked_up_in_a_list_of_names(plan: Made) -> None:
    before = all_that_is_asked(plan)
    (plan.top / ".mailmap").write_text("Somebody Else <x@y> <ada@haven.example>\n", encoding="ascii")
    plan.git("config", "log.mailmap", "true")
    assert all_that_is_asked(plan) == before


def test_a_work_tree_that_is_said_to_be_elsewhere(plan: Made, tmp_path: Path) -> None:
    plan.git("config", "core.worktree", str(tmp_path / "elsewhere"))
    (tmp_path / "elsewhere").mkdir()
    with pytest.raises(CannotRun, match="no files laid out"):
        repository_of(plan.top / "commitments")


@pytest.mark.parametrize("way", ["remote.origin.uploadpack", "ext"])
def test_what_a_partial_clone_left_out_is_not_fetched(plan: Made, tmp_path: Path, way: str) -> None:
    mark = tmp_path / "ran"
    plan.git("config", "uploadpack.allowFilter", "true")
    copy = clone(plan, tmp_path / "copy", "--filter=blob:none", "--no-checkout")
    if way == "ext":
        copy.git("config", "remote.origin.url", f"ext::sh -c >{mark}")
    else:
        copy.git("config", way, f">{mark}; git-upload-pack")
    copy.git("config", "protocol.allow", "always")
    copy.git("config", f"protocol.{'ext' if way == 'ext' else 'file'}.allow", "always")
    blob = plan.at("HEAD:commitments/plan.yaml")
    repository = repository_of(copy.top)

    with Blobs(repository) as blobs, pytest.raises(CannotRun, match="nothing is fetched here"):
        blobs.read(blob)

    assert not mark.exists()
    with suppress(Failed):
        copy.git("cat-file", "blob", blob, env={"GIT_ALLOW_PROTOCOL": "ext:file"})
    assert mark.exists()  # asked by anybody else, it would be fetched


def test_nothing_is_written(plan: Made) -> None:
    def state() -> dict[str, tuple[int, int]]:
        kinds = ((each, each.lstat()) for each in plan.top.rglob("*"))
        return {os.fspath(each): (about.st_mtime_ns, about.st_size) for each, about in kinds}

    before = state()
    all_that_is_asked(plan)
    assert state() == before


def test_files_that_only_the_work_tree_has_or_lacks_make_no_difference(plan: Made) -> None:
    before = all_that_is_asked(plan)
    (plan.top / "commitments/haven.yaml").unlink()
    (plan.top / "commitments/new.yaml").write_text("3", encoding="ascii")
    plan.git("add", "commitments/new.yaml")
    (plan.top / ".git/index.lock").write_text("", encoding="ascii")
    assert all_that_is_asked(plan) == before
