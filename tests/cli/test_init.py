"""`init`: a plan begun in an empty folder, in a repository, beside another plan; with answers, options, or neither."""

from __future__ import annotations

import re
import shlex
from pathlib import Path

import pytest

from actionplan.example import AS_AT, FILES, example_files
from actionplan.schema import FILES as SCHEMAS
from tests.cli.plans import make_plan
from tests.cli.run import Ran, run
from tests.cli.terminal import CONTROL_C, CONTROL_D, Talk, talk
from tests.world.made import made

DAY = ("--as-at", "2026-11-02")
NAMED = (
    "--agreement",
    "Northfield agreement on homes",
    "--partner",
    "Haven Trust",
    "--partner",
    "elm=Elm Housing, Ltd",
)
PLAN = "commitments/northfield-homes-2026-27"
OWN = {f"{PLAN}/{name}" for name in ("plan.yaml", "haven-trust.yaml", "elm.yaml", "README.md")}
BESIDE = {".vscode/settings.json", ".vscode/extensions.json", *(f"schema/{name}" for name in SCHEMAS)}
REPORT = "northfield-homes-2026-27-report.html"
HOOK = ".pre-commit-config.yaml"


def _tree(folder: Path) -> dict[str, bytes]:
    """Every file below *folder*, but for git's own and the home of a terminal."""
    files = (each for each in folder.rglob("*") if each.is_file() or each.is_symlink())
    named = {each.relative_to(folder).as_posix(): each for each in files}
    return {name: each.read_bytes() for name, each in named.items() if not name.startswith((".git/", "home/"))}


def _init(folder: Path, *arguments: str) -> Ran:
    return run("init", *arguments, *DAY, cwd=folder)


def test_a_plan_is_begun_in_an_empty_folder(tmp_path: Path) -> None:
    done = _init(tmp_path, *NAMED, "--ci", "github").succeeds()

    assert set(_tree(tmp_path)) == OWN | BESIDE | {REPORT, HOOK, ".github/workflows/plan.yml"}
    assert done.out == (
        "northfield-homes-2026-27: Northfield agreement on homes, action plan 2026/27\n"
        "  April 2026 to March 2027, reviewed every quarter\n"
        "  2 partners: Haven Trust and Elm Housing, Ltd\n"
        f"  written in {PLAN}: plan.yaml,\n"
        "    haven-trust.yaml, elm.yaml and README.md\n"
        "  beside it: schema (5 files), .vscode (2 files), .pre-commit-config.yaml and\n"
        "    .github/workflows/plan.yml\n"
        "  checked as at 2 November 2026: no errors, no warnings and no advice\n"
        f"  first report: {REPORT}\n"
        "\n"
        "Add what a partner has promised, as often as needed:\n"
        "  actionplan add\n"
        "See where things stand:\n"
        f"  actionplan{ON}\n"
        "Check the files:\n"
        f"  actionplan validate{ON}\n"
    )


ON = " --as-at 2026-11-02"


def test_the_folder_is_made_where_it_is_missing(tmp_path: Path) -> None:
    done = _init(tmp_path, "new folder", *NAMED).succeeds()

    assert set(_tree(tmp_path)) == {f"new folder/{name}" for name in OWN | BESIDE | {REPORT, HOOK}}
    assert "Go to the plan:\n  cd 'new folder'\n" in done.out


@pytest.mark.parametrize("folder", ["commitments", "./commitments/"])
def test_the_folder_of_the_plans_may_be_named_itself(folder: str, tmp_path: Path) -> None:
    _init(tmp_path, folder, *NAMED).succeeds()

    assert set(_tree(tmp_path)) == OWN | BESIDE | {REPORT, HOOK}


def test_without_a_word_it_is_as_usual(tmp_path: Path) -> None:
    _init(tmp_path).succeeds()

    head = (tmp_path / "commitments" / "plan-2026-27" / "plan.yaml").read_text(encoding="utf-8")
    assert "title: Partnership agreement, action plan 2026/27\n" in head
    assert "  first-partner: {name: First partner}\n  second-partner: {name: Second partner}\n" in head


def test_what_was_begun_can_be_gone_on_with(tmp_path: Path) -> None:
    _init(tmp_path, *NAMED).succeeds()
    home = PLAN + "/haven-trust.yaml"

    added = run("add", "Open 3 hubs", "--lead", "haven-trust", "--due", "2027-03", *DAY, cwd=tmp_path).succeeds()
    run("update", "haven-trust-1", "--status", "in-progress", "--confidence", "green", *DAY, cwd=tmp_path).succeeds()
    run(
        "add", "Fit 9 doors", "--lead", "mill", "--partner-name", "Mill", "--due", "2027-03", *DAY, cwd=tmp_path
    ).succeeds()
    checked = run("validate", *DAY, cwd=tmp_path).succeeds()

    assert added.out.startswith("northfield-homes-2026-27/haven-trust-1: Open 3 hubs\n")
    assert "#   - id: haven-trust-example\n" in (tmp_path / home).read_text(encoding="utf-8")
    assert "No errors, no warnings and no advice in 1 plan, 4 files, 2 commitments" in checked.out


def test_its_files_are_as_the_schema_command_would_write_them(tmp_path: Path) -> None:
    _init(tmp_path).succeeds()

    run("schema", "--check", "schema", cwd=tmp_path).succeeds()


def test_the_first_report_is_what_the_plan_says(tmp_path: Path) -> None:
    _init(tmp_path, *NAMED).succeeds()

    verified = run("report", "--verify", REPORT, cwd=tmp_path)

    assert verified.code == 0, verified
    assert "Northfield agreement on homes, action plan 2026/27</h1>" in (tmp_path / REPORT).read_text(encoding="utf-8")


# In the way


@pytest.mark.parametrize(
    "name",
    [".vscode/settings.json", HOOK, ".github/workflows/plan.yml", REPORT, f"{PLAN}/elm.yaml", f"{PLAN}/note.txt"],
)
def test_whatever_is_in_the_way_stops_it_before_anything_is_written(name: str, tmp_path: Path) -> None:
    path = tmp_path / name
    path.parent.mkdir(parents=True, exist_ok=True)
    path.write_bytes(b"mine\n")

    done = _init(tmp_path, *NAMED, "--ci", "github").fails(4)

    assert done.out == ""
    assert done.err.startswith(
        f"Nothing was written, because this is there already, and nothing is ever overwritten:\n  {name}\n"
    )
    assert _tree(tmp_path) == {name: b"mine\n"}


def test_all_that_is_in_the_way_is_named_at_once(tmp_path: Path) -> None:
    for name in (HOOK, "azure-pipelines.yml"):
        (tmp_path / name).write_bytes(b"mine\n")

    done = _init(tmp_path, "--ci", "azure").fails(4)

    assert done.err.splitlines()[1:] == [
        f"  {HOOK}",
        "  azure-pipelines.yml",
        "Move it away, or leave out what is not the plan's own: --plan-only",
    ]


def test_the_plan_alone_can_be_written(tmp_path: Path) -> None:
    for name in (HOOK, ".gitlab-ci.yml", "README.md"):
        (tmp_path / name).write_bytes(b"mine\n")

    _init(tmp_path, *NAMED, "--plan-only").succeeds()

    assert set(_tree(tmp_path)) == OWN | {
        REPORT,
        HOOK,
        ".gitlab-ci.yml",
        "README.md",
        *(f"schema/{each}" for each in SCHEMAS),
    }


def test_what_is_the_same_already_is_left_as_it_is(tmp_path: Path) -> None:
    _init(tmp_path / "..", str(tmp_path / "one"), *NAMED).succeeds()
    other = tmp_path / "two"
    for name in (HOOK, ".vscode/settings.json", "schema/plan.json"):
        (other / name).parent.mkdir(parents=True, exist_ok=True)
        (other / name).write_bytes((tmp_path / "one" / name).read_bytes())

    _init(other, *NAMED).succeeds()

    assert set(_tree(other)) == set(_tree(tmp_path / "one"))


def test_an_older_schema_is_not_overwritten(tmp_path: Path) -> None:
    (tmp_path / "schema").mkdir()
    (tmp_path / "schema" / "plan.json").write_bytes(b"{}\n")

    _init(tmp_path).succeeds()

    assert (tmp_path / "schema" / "plan.json").read_bytes() == b"{}\n"
    assert (tmp_path / "schema" / "review.json").exists()


# Beside another plan, and in a repository


@pytest.mark.parametrize("where", ["", "commitments", "commitments/northfield"])
def test_another_plan_comes_beside_the_one_that_is_there(where: str, tmp_path: Path) -> None:
    make_plan(tmp_path)
    before = _tree(tmp_path)

    done = _init(tmp_path / where, *NAMED).succeeds()

    after = _tree(tmp_path)
    assert set(after) - set(before) == OWN | {REPORT, *(f"schema/{each}" for each in SCHEMAS)}
    assert {name: after[name] for name in before} == before
    assert "  actionplan add --plan northfield-homes-2026-27\n" in done.out


def test_two_plans_of_one_name_get_two_ids(tmp_path: Path) -> None:
    _init(tmp_path, *NAMED).succeeds()
    _init(tmp_path, *NAMED).succeeds()

    assert sorted(each.name for each in (tmp_path / "commitments").iterdir()) == [
        "northfield-homes-2026-27",
        "northfield-homes-2026-27-2",
    ]
    assert (
        run("validate", *DAY, cwd=tmp_path).succeeds().out.startswith("No errors, no warnings and no advice in 2 plans")
    )


@pytest.mark.parametrize("address", ["https://github.com/northfield/plans.git", "git@gitlab.example:northfield/plans"])
def test_in_a_repository_the_service_is_the_one_that_keeps_it(address: str, tmp_path: Path) -> None:
    repository = made(tmp_path)
    repository.commit({"README.md": "Our plans.\n"})
    repository.git("remote", "add", "origin", address)

    _init(tmp_path, *NAMED).succeeds()

    file = ".github/workflows/plan.yml" if "github" in address else ".gitlab-ci.yml"
    assert set(_tree(tmp_path)) == OWN | BESIDE | {REPORT, HOOK, "README.md", file}


def test_below_the_root_of_a_repository_nothing_is_written_outside_unless_ci_is_asked_for(tmp_path: Path) -> None:
    repository = made(tmp_path)
    repository.git("remote", "add", "origin", "https://github.com/northfield/plans.git")

    _init(tmp_path, "our work", *NAMED).succeeds()
    assert set(_tree(tmp_path)) == {f"our work/{name}" for name in OWN | BESIDE | {REPORT}}

    _init(tmp_path, "our work", *NAMED, "--ci", "github").succeeds()
    text = (tmp_path / ".github" / "workflows" / "plan.yml").read_text(encoding="utf-8")
    assert "env: {ACTIONPLAN_WORKSPACE: our work/commitments}\njobs:\n" in text
    assert run("validate", "--workspace", "our work/commitments", *DAY, cwd=tmp_path).code == 0


# What was typed


@pytest.mark.parametrize(
    ("arguments", "said"),
    [
        (("--period", "31/03/2027"), "Invalid value for --period: the date “31/03/2027” is not written year first."),
        (("--period", "2011-12"), "“2011-12” is no period that a plan could run for. Write 2026/27,"),
        (("--period", "2027-03-31 to 2026-04-01"), "“2027-03-31 to 2026-04-01” ends before it begins."),
        (("--period", "2026 to 2027 to 2028"), "is no period that a plan could run for."),
        (("--reviews", "weekly"), "“weekly” is none of these. Type month, quarter, half-year, year or none."),
        (("--ci", "jenkins"), "“jenkins” is none of these. Type github, gitlab, azure or none."),
        (("--partner", "Elm", "--partner", "elm"), "“elm” is named twice."),
        (("--partner", "all=Everybody"), "“all” cannot be a partner's key"),
        (("--partner", "a\x07b"), "the text holds the character U+0007"),
        (("--partner", " "), "This cannot be left out."),
        (("--agreement", "x" * 301), "this has 301 characters; at most 300 fit."),
        (("--title", ""), "Invalid value for --title: This cannot be left out."),
        (("--plan", "a b"), "“a b” cannot be an id"),
        (("--copy", "a/b@$(touch pwned)"), "names no copy on GitHub"),
        (("--example", "--title", "X"), "the example has one of its own: leave it out"),
    ],
)  # fmt: skip
def test_what_is_not_understood_is_a_wrong_command_line(arguments: tuple[str, ...], said: str, tmp_path: Path) -> None:
    done = _init(tmp_path, *arguments).fails(2)

    assert said in " ".join(done.err.split())
    assert _tree(tmp_path) == {}


@pytest.mark.parametrize(
    ("period", "written"),
    [
        ("2026/27", "{from: 2026-04-01, to: 2027-03-31}"),
        ("2026-2027", "{from: 2026-04-01, to: 2027-03-31}"),
        ("2026–27", "{from: 2026-04-01, to: 2027-03-31}"),
        ("2026", "{from: 2026-01-01, to: 2026-12-31}"),
        ("2026-09 to 2029-08", "{from: 2026-09-01, to: 2029-08-31}"),
        (" 2026-04-06  until  2027-04-05 ", "{from: 2026-04-06, to: 2027-04-05}"),
        ("2026-04-06..2027-04-05", "{from: 2026-04-06, to: 2027-04-05}"),
        ("2026/27 – 2028/29", "{from: 2026-04-01, to: 2029-03-31}"),
    ],
)
def test_a_period_may_be_written_as_people_do(period: str, written: str, tmp_path: Path) -> None:
    _init(tmp_path, "--period", period, "--plan", "northfield").succeeds()

    head = (tmp_path / "commitments" / "northfield" / "plan.yaml").read_text(encoding="utf-8")
    assert f"\nperiod: {written}\n" in head


def test_what_word_and_web_pages_bring_along_is_left_out(tmp_path: Path) -> None:
    _init(tmp_path, "--agreement", "Homes\u200b and\xa0\xa0health:\r\n“now”", "--plan", "northfield").succeeds()

    head = (tmp_path / "commitments" / "northfield" / "plan.yaml").read_text(encoding="utf-8")
    assert "  title: 'Homes and health: “now”'\n" in head


@pytest.mark.parametrize("folder", ["file/x", "none/deeper", "file"])
def test_a_folder_that_cannot_be_is_explained(folder: str, tmp_path: Path) -> None:
    (tmp_path / "file").write_bytes(b"")

    done = _init(tmp_path, folder).fails(3)

    assert re.search(r"is a file\.|there is no folder", done.err)


def test_a_dry_run_names_what_would_be_written(tmp_path: Path) -> None:
    done = _init(tmp_path, *NAMED, "--ci", "gitlab", "--dry-run").succeeds()

    first, *named = done.out.splitlines()
    assert first == "This would be written:"
    assert {each.removeprefix("  ") for each in named} == OWN | BESIDE | {REPORT, HOOK, ".gitlab-ci.yml"}
    assert _tree(tmp_path) == {}


# The example


def test_the_example_is_written_as_it_is_shipped(tmp_path: Path) -> None:
    done = _init(tmp_path, "--example").succeeds()

    tree = _tree(tmp_path)
    folder = "commitments/northfield/"
    assert {name.removeprefix(folder) for name in tree if name.startswith(folder)} == {*FILES, "README.md"}
    assert all(tree[folder + name] == data for name, data in example_files().items())
    assert "as at 30 September 2026: no errors, 7 warnings and 3 pieces of advice first report:" in " ".join(
        done.out.split()
    )
    assert f"  actionplan report -o review.docx --as-at {AS_AT}\n" in done.out
    assert b"<svg" in tree["northfield-report.html"]
    assert "| Kettle & Blanket | kettle.yaml |\n" in tree[folder + "README.md"].decode()


def test_each_command_that_is_suggested_for_the_example_runs(tmp_path: Path) -> None:
    suggested = re.findall(r"^  (actionplan.*)$", _init(tmp_path, "--example").succeeds().out, re.MULTILINE)

    assert len(suggested) == 4
    for each in suggested:
        assert run(*each.split()[1:], cwd=tmp_path).code == 0


PAGE = Path(__file__).parent.parent.parent / "docs" / "how-to" / "start.md"
SHOWN = re.findall(r"^```sh\n(.*?)^```$", PAGE.read_text(encoding="utf-8"), re.DOTALL | re.MULTILINE)


def test_the_page_shows_commands_that_run(tmp_path: Path) -> None:
    assert len(SHOWN) == 2
    for number, line in enumerate(SHOWN):
        folder = tmp_path / str(number)
        folder.mkdir()
        program, *arguments = shlex.split(line)
        assert program == "actionplan"
        run(*arguments, cwd=folder).succeeds()


# On a terminal

QUESTIONS = (
    ("What is the agreement called? ", "A pact: “homes”"),
    ("For which period? (2026/27, or 2026-04-01 to 2028-03-31) ", "2025"),
    ("How often do the partners review the plan? ", "h"),
    ("Who are the partners? (with commas between) ", "Haven Trust; Elm, Ltd; mill=Old Mill"),
    ("Where is each change checked? ", "gitl"),
)
AGREED = ("Write this? [Y/n]: ", "y")


def _talk(folder: Path, *arguments: str, answers: tuple[tuple[str, str], ...]) -> Talk:
    named = tuple((re.sub(r" $", "", question).removesuffix("?"), text) for question, text in answers)
    return talk(folder, "init", *arguments, answers=named)


def test_five_questions_are_asked(tmp_path: Path) -> None:
    ended = _talk(tmp_path, answers=(*QUESTIONS, AGREED))

    assert ended.code == 0, ended.screen
    head = (tmp_path / "commitments" / "pact-homes-2025" / "plan.yaml").read_text(encoding="utf-8")
    assert "title: 'A pact: “homes”, action plan 2025'\n" in head
    assert "period: {from: 2025-01-01, to: 2025-12-31}\n" in head
    assert "reviews: {every: half-year, year_starts: January, returns_within: 14 days}\n" in head
    assert "  haven-trust: {name: Haven Trust}\n  elm-ltd: {name: 'Elm, Ltd'}\n  mill: {name: Old Mill}\n" in head
    assert (tmp_path / ".gitlab-ci.yml").exists()
    assert "    quarter    each quarter\n" in ended.screen
    assert "This will be written:\n  commitments/pact-homes-2025/plan.yaml\n" in ended.screen


def test_enter_alone_is_the_usual_answer(tmp_path: Path) -> None:
    ended = _talk(tmp_path, answers=(*((question, "") for question, _ in QUESTIONS), AGREED))

    assert ended.code == 0, ended.screen
    assert "What is the agreement called? [Partnership agreement]" in ended.screen
    assert "[2025/26]" in ended.screen
    assert "[none]" in ended.screen
    assert sorted(each.name for each in (tmp_path / "commitments" / "plan-2025-26").iterdir()) == [
        "README.md",
        "first-partner.yaml",
        "plan.yaml",
        "second-partner.yaml",
    ]


def test_a_wrong_answer_is_explained_and_asked_again(tmp_path: Path) -> None:
    agreement, period, reviews, partners, ci = QUESTIONS
    ended = _talk(
        tmp_path,
        answers=(
            (agreement[0], "x" * 301), agreement, (period[0], "next year"), period,
            (reviews[0], "often"), reviews, (partners[0], "Elm, elm"), (partners[0], ", ,"), partners, (ci[0], "g"), ci, AGREED,
        ),
    )  # fmt: skip

    assert ended.code == 0, ended.screen
    for said in (
        "  this has 301 characters; at most 300 fit. Shorten it.\n",
        "  “next year” is not a date. Write 2026/27, 2026, or two days: 2026-04-01 to\n  2028-03-31.\n",
        "  “often” is none of these. Type month, quarter, half-year, year or none.\n",
        "  “elm” is named twice. Name each partner once, and give each a key of its own.\n",
        "  these are 0 partners. Name from 1 to 200.\n",
        "  “g” is none of these. Type github, gitlab, azure or none.\n",
    ):
        assert said in ended.screen, said


@pytest.mark.parametrize("key", [CONTROL_C, CONTROL_D], ids=["C", "D"])
@pytest.mark.parametrize("asked", range(len(QUESTIONS) + 1))
def test_stopping_at_any_question_writes_nothing(asked: int, key: str, tmp_path: Path) -> None:
    every = (*QUESTIONS, AGREED)

    ended = _talk(tmp_path, answers=(*every[:asked], (every[asked][0], key)))

    assert ended.code == 130, ended.screen
    assert "Stopped. Nothing" in ended.screen
    assert _tree(tmp_path) == {}


def test_no_is_taken_for_an_answer(tmp_path: Path) -> None:
    ended = _talk(
        tmp_path, *NAMED, "--period", "2025", "--reviews", "none", "--ci", "none", answers=((AGREED[0], "n"),)
    )

    assert ended.code == 0
    assert ended.screen.endswith("Nothing was written.\n")
    assert _tree(tmp_path) == {}


def test_what_is_in_the_way_is_said_before_it_is_agreed_to(tmp_path: Path) -> None:
    (tmp_path / HOOK).write_bytes(b"mine\n")

    ended = _talk(tmp_path, "--example", answers=())

    assert ended.code == 4
    assert "Write this?" not in ended.screen


def test_beside_another_plan_four_questions_are_enough(tmp_path: Path) -> None:
    make_plan(tmp_path)

    ended = _talk(tmp_path, answers=(*QUESTIONS[:4], AGREED))

    assert ended.code == 0, ended.screen
    assert "Where is each change checked?" not in ended.screen
