"""`validate --base`: the change is judged, and what was wrong before does not block."""

from __future__ import annotations

import subprocess
from pathlib import Path

import pytest

from tests.cli.plans import AS_AT, HAVEN, HEAD, make_plan
from tests.cli.run import Ran, run, scrubbed_environment

FILE = "commitments/northfield/haven.yaml"
AUTHOR = {
    "GIT_AUTHOR_NAME": "Officer",
    "GIT_AUTHOR_EMAIL": "officer@northfield.example",
    "GIT_COMMITTER_NAME": "Officer",
    "GIT_COMMITTER_EMAIL": "officer@northfield.example",
    "GIT_CONFIG_GLOBAL": "/dev/null",
}


def git(folder: Path, *arguments: str) -> str:
    done = subprocess.run(
        ["git", *arguments], cwd=folder, env=scrubbed_environment(AUTHOR), capture_output=True, text=True, check=True
    )
    return done.stdout.strip()


def commit(folder: Path, message: str = "a change") -> str:
    git(folder, "add", "-A")
    git(folder, "commit", "-q", "-m", message)
    return git(folder, "rev-parse", "HEAD")


@pytest.fixture
def folder(tmp_path: Path) -> Path:
    """A repository on a branch `work` that left `main` after its first commit."""
    make_plan(tmp_path)
    git(tmp_path, "init", "-q", "-b", "main")
    commit(tmp_path, "the plan")
    git(tmp_path, "checkout", "-q", "-b", "work")
    return tmp_path


def validate(folder: Path, *options: str) -> Ran:
    return run("validate", "--base", "main", *AS_AT, *options, cwd=folder)


def heads(ran: Ran) -> list[str]:
    """The first line of each finding."""
    return [line for line in ran.out.splitlines() if ": error AP" in line or ": warning AP" in line]


def rewrite(folder: Path, old: str, new: str, file: str = FILE) -> None:
    path = folder / file
    text = path.read_text(encoding="utf-8")
    assert text.count(old) == 1, old
    path.write_text(text.replace(old, new), encoding="utf-8")


def test_a_new_entry_is_no_finding_and_what_was_there_before_does_not_block(folder: Path) -> None:
    rewrite(
        folder,
        "    due: 2026-03\n    updates:\n      - date: 2025-11-20\n        status: complete\n        evidence: [{title: Register of volunteers, url: 'https://haven.example/register', date: 2025-11}]\n",
        "    due: 2026-03\n    updates:\n      - {date: 2025-11-20, status: complete}\n",
    )
    git(folder, "checkout", "-q", "main")
    commit(folder, "complete without evidence, on main")
    git(folder, "branch", "-f", "work")
    git(folder, "checkout", "-q", "work")
    rewrite(
        folder,
        "    title: Print 500 leaflets\n",
        "    title: Print 500 leaflets\n    updates:\n      - {date: 2025-12-08, status: in-progress, confidence: green}\n",
    )
    commit(folder)

    ran = validate(folder).succeeds()

    base = git(folder, "rev-parse", "main")[:12]
    assert heads(ran) == []
    assert ran.out.endswith(
        f"Compared with {base}: main itself.\n2 findings were there before and are not shown: --all\n"
    )
    assert run("validate", *AS_AT, cwd=folder).code == 1


def test_what_is_wrong_with_the_change_blocks(folder: Path) -> None:
    rewrite(folder, "      - {date: 2025-07-10, status: in-progress, confidence: green}\n", "")
    rewrite(folder, "    due: 2025-09\n", "    due: 2025-12\n")

    ran = validate(folder).fails(1)

    assert heads(ran) == [
        f"{FILE}:7:10: error AP509 (northfield/haven-1)",
        f"{FILE}:8:5: error AP505 (northfield/haven-1)",
    ]
    assert "Compared with" in ran.out


def test_a_commitment_that_vanished(folder: Path) -> None:
    (folder / FILE).write_text(HAVEN[: HAVEN.index("  - id: haven-3")], encoding="utf-8")

    assert [line.split(": ", 1)[1] for line in heads(validate(folder).fails(1))] == ["error AP501 (northfield/haven-3)"]


def test_a_plan_that_vanished(folder: Path) -> None:
    make_plan(folder / "other", name="other")
    (folder / "other" / "commitments" / "other").rename(folder / "commitments" / "other")
    rewrite(folder, "plan: northfield\n", "plan: other\n", "commitments/other/plan.yaml")
    git(folder, "checkout", "-q", "main")
    commit(folder, "two plans")
    git(folder, "branch", "-f", "work")
    git(folder, "checkout", "-q", "work")
    git(folder, "rm", "-rq", "commitments/northfield")

    ran = validate(folder).fails(1)

    assert heads(ran) == ["commitments/northfield/plan.yaml:1:1: error AP501"]
    assert "the plan northfield is gone, with 3 commitments" in ran.out


GONE = """\
commitments/northfield/plan.yaml:1:1: error AP501
  the plan northfield is gone, with 3 commitments
"""


WAYS = ["deleted", "deleted and committed", "only its head", "the folder stays"]
PLACES = [(), ("--workspace", "commitments")]


@pytest.mark.parametrize(
    ("how", "where"), [*((way, place) for way in WAYS for place in PLACES), (WAYS[1], ("--head", "work"))], ids=str
)
def test_the_only_plan_that_vanished(folder: Path, how: str, where: tuple[str, ...]) -> None:
    if how == "only its head":
        (folder / "commitments" / "northfield" / "plan.yaml").unlink()
    else:
        git(folder, "rm", "-rq", "commitments/northfield")
        assert not (folder / "commitments").exists()
    if how == "the folder stays":
        (folder / "commitments").mkdir()
    if how == "deleted and committed":
        (folder / "README.md").write_text("Nothing here.\n")
        commit(folder, "no plan any more")

    ran = validate(folder, *where).fails(1)

    assert (ran.out.startswith(GONE), ran.err) == (True, "")
    assert f"Put its folder back as it was at {git(folder, 'rev-parse', '--short=12', 'main')}." in ran.out


def test_the_only_plan_that_vanished_is_missed_from_below_too(folder: Path) -> None:
    git(folder, "rm", "-rq", "commitments/northfield")
    (folder / "docs" / "more").mkdir(parents=True)

    ran = validate(folder / "docs" / "more").fails(1)

    assert [line.partition("commitments")[2] for line in heads(ran)] == ["/northfield/plan.yaml:1:1: error AP501"]


@pytest.mark.parametrize("options", [("--plan", "northfield"), ("commitments",), ("--history",)])
def test_what_is_asked_for_by_name_and_not_there_is_said_as_ever(folder: Path, options: tuple[str, ...]) -> None:
    git(folder, "rm", "-rq", "commitments/northfield")

    ran = validate(folder, *options).fails(3)

    assert "There is no plan here" in ran.err or "commitments does not exist" in ran.err


def test_where_there_never_was_a_plan_none_is_missed(tmp_path: Path) -> None:
    git(tmp_path, "init", "-q", "-b", "main")
    (tmp_path / "README.md").write_text("Nothing here.\n")
    commit(tmp_path, "nothing")
    git(tmp_path, "checkout", "-q", "-b", "work")
    (tmp_path / "README.md").write_text("Nothing here either.\n")

    assert "There is no plan here" in validate(tmp_path).fails(3).err
    assert "There is no plan here" in run("validate", *AS_AT, cwd=tmp_path).fails(3).err


def test_files_and_folders_by_another_name_are_no_change(folder: Path) -> None:
    git(folder, "mv", FILE, "commitments/northfield/trust.yaml")
    git(folder, "mv", "commitments/northfield", "commitments/plan-2025")

    ran = validate(folder).succeeds()

    assert heads(ran) == []


def test_another_commit_than_the_files(folder: Path) -> None:
    rewrite(folder, "    due: 2025-09\n", "    due: 2025-12\n")
    commit(folder, "a date typed over")
    git(folder, "checkout", "-q", "main")

    assert run("validate", *AS_AT, "--base", "main", "--head", "work", cwd=folder).code == 1
    assert validate(folder).fails(3).err.startswith("HEAD is the first commit")


def test_what_was_there_before_is_shown_when_asked_for(folder: Path) -> None:
    commit_before = git(folder, "rev-parse", "--short=12", "main")
    rewrite(folder, "Print 500 leaflets", "Print 500  leaflets")

    ran = validate(folder, "--all")

    assert "(it was so before)" in ran.out
    assert ran.out.endswith(f"Compared with {commit_before}: HEAD itself.\n")


def test_wrong_questions(folder: Path) -> None:
    unknown = run("validate", "--base", "mian", cwd=folder).fails(3)
    assert "Did you mean main" in unknown.err
    for ref in ("^main", "main..work", "--output=x", ""):
        assert run("validate", f"--base={ref}", cwd=folder).code == 3, ref
    assert not (folder / "x").exists()
    assert run("validate", "--head", "main", cwd=folder).code == 2


def test_outside_a_repository(tmp_path: Path) -> None:
    make_plan(tmp_path)

    assert "not in a git repository" in run("validate", "--base", "main", cwd=tmp_path).fails(3).err


def test_a_shallow_clone_says_what_to_do(folder: Path, tmp_path_factory: pytest.TempPathFactory) -> None:
    rewrite(folder, "Print 500 leaflets", "Print 600 leaflets")
    commit(folder)
    clone = tmp_path_factory.mktemp("clone")
    git(clone, "clone", "-q", "--depth", "1", "--branch", "work", f"file://{folder}", "plan")

    ran = run("validate", "--base", "main", cwd=clone / "plan").fails(3)

    assert "fetch-depth: 0" in ran.err


def test_a_plan_that_could_not_be_read_before_is_not_passed(folder: Path) -> None:
    git(folder, "checkout", "-q", "main")
    (folder / "commitments/northfield/plan.yaml").write_text("format: [\n", encoding="utf-8")
    broken = commit(folder, "a broken plan")
    git(folder, "checkout", "-q", "-b", "mend")
    (folder / "commitments/northfield/plan.yaml").write_text(HEAD, encoding="utf-8")
    commit(folder, "mended")

    ran = validate(folder).fails(3)

    assert f"The plan in northfield could not be read at {broken[:12]}" in ran.err
    assert run("validate", "--base", "main~1", *AS_AT, cwd=folder).code == 0


def test_a_plan_that_is_taken_over_as_it_is(folder: Path) -> None:
    """What was wrong then is known; what is new counts; and the baseline only shrinks."""
    rewrite(folder, "    due: 2026-03\n    updates:", "    due: 2026-03\n    Theme: homes\n    updates:")
    assert run("validate", cwd=folder).code == 1

    written = run("validate", "--write-baseline", cwd=folder)

    assert written.code == 0
    assert written.err.startswith("Written: commitments/northfield/baseline.yaml, with ")
    known = run("validate", cwd=folder)
    assert (known.code, heads(known)) == (0, [])
    assert "findings are left" in known.out

    rewrite(folder, "    due: 2025-09\n", "    due: 2025-31\n")
    assert [line.split(": ")[1] for line in heads(run("validate", cwd=folder))] == ["error AP203 (northfield/haven-1)"]
    assert run("validate", "--write-baseline", "--as-at", "2025-12-31", cwd=folder).code == 2


WAIVER = """\
waivers:
  - rule: AP509
    commitment: haven-1
    reason: The date was mistyped when the plan was entered.
    approved_by: the partnership board
    until: 2099-12-31
"""


def test_what_is_waived_does_not_block_and_is_counted(folder: Path) -> None:
    git(folder, "checkout", "-q", "main")
    (folder / "commitments/northfield/waivers.yaml").write_text(WAIVER, encoding="utf-8")
    commit(folder, "a waiver, agreed by the board")
    git(folder, "branch", "-f", "work")
    git(folder, "checkout", "-q", "work")
    rewrite(folder, "    due: 2025-09\n", "    due: 2025-12\n")

    ran = validate(folder)

    assert (ran.code, heads(ran)) == (0, [])
    assert "1 finding is waived in waivers.yaml." in ran.out


def test_a_file_that_could_not_be_read_before_is_compared_with_the_last_time_it_could(folder: Path) -> None:
    git(folder, "checkout", "-q", "main")
    (folder / FILE).write_text("partner: haven\ncommitments: [\n", encoding="utf-8")
    commit(folder, "a broken file")
    git(folder, "checkout", "-q", "-b", "mend")
    (folder / FILE).write_text(HAVEN, encoding="utf-8")

    validate(folder).succeeds()
    rewrite(folder, "    due: 2025-09\n", "    due: 2025-12\n")

    found = [line for line in heads(validate(folder).fails(1)) if "AP403" not in line]
    assert found == [f"{FILE}:7:10: error AP509 (northfield/haven-1)"]


def test_a_plan_by_another_id_is_still_that_plan(folder: Path) -> None:
    rewrite(folder, "plan: northfield\n", "plan: southfield\n", "commitments/northfield/plan.yaml")
    rewrite(folder, "    due: 2025-09\n", "    due: 2025-12\n")

    assert [line for line in heads(validate(folder).fails(1)) if "AP403" not in line] == [
        f"{FILE}:7:10: error AP509 (southfield/haven-1)",
        "commitments/northfield/plan.yaml:2:7: warning AP518",
    ]


def test_nobody_waives_their_own_change(folder: Path) -> None:
    """A waiver counts once it has landed, as the rules do."""
    rewrite(folder, "    due: 2025-09\n", "    due: 2025-12\n")
    (folder / "commitments/northfield/waivers.yaml").write_text(WAIVER, encoding="utf-8")

    assert validate(folder).code == 1
