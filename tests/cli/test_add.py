"""`actionplan add`: a new commitment under an id that was never used, in its partner's file."""

from __future__ import annotations

import re
import subprocess
from pathlib import Path

import pytest

from tests.cli.plans import AS_AT, HAVEN, HEAD, make_plan
from tests.cli.run import Ran, run

FILE = "commitments/northfield/haven.yaml"
DAY = "2025-12-31"
MODELINE = "# yaml-language-server: $schema=../../schema/commitments.json\n"
NEW = ("Run 5 classes", "--due", "2026-03")


def _add(folder: Path, *arguments: str) -> Ran:
    return run("add", *arguments, *AS_AT, cwd=folder)


def _wrong(message: str) -> str:
    usage = "Usage: actionplan add [OPTIONS] [TITLE]\nTry 'actionplan add -h' for help.\n\n"
    return f"{usage}Error: Invalid value for {message}\n"


def _refused(*lines: str) -> str:
    return "Not written, because it would not be in order:\n" + "".join(f"  {line}\n" for line in lines)


def _entry(id_: str, *lines: str, title: str = "Run 5 classes") -> str:
    return f"  - id: {id_}\n    title: {title}\n" + "".join(f"    {each}\n" for each in lines)


def _git(folder: Path, *arguments: str) -> None:
    identity = ("-c", "user.name=Ann", "-c", "user.email=ann@haven.example", "-c", "commit.gpgsign=false")
    subprocess.run(["git", *identity, *arguments], cwd=folder, check=True, capture_output=True)


def _commit(folder: Path, message: str = "x") -> None:
    _git(folder, "add", "-A")
    _git(folder, "commit", "-q", "-m", message)


def _proposed(folder: Path, *options: str, lead: str = "haven") -> str:
    """The id that a new commitment of *lead* would have."""
    ran = _add(folder, *NEW, "--lead", lead, "--dry-run", *options)
    assert ran.code == 0, ran
    found = re.search(r"(?m)^\+  - \{?id: ([\w.-]+)", ran.out)
    assert found
    return found[1]


def test_it_stands_at_the_end_of_its_leads_file(tmp_path: Path) -> None:
    file = make_plan(tmp_path) / "haven.yaml"

    ran = _add(tmp_path, *NEW, "--lead", "Haven Trust").succeeds()

    assert file.read_text() == HAVEN + _entry("haven-4", f"agreed: {DAY}", "due: 2026-03")
    assert ran.out == (
        "northfield/haven-4: Run 5 classes\n"
        "  lead: Haven Trust; due: March 2026\n"
        f"  written in {FILE}:21\n"
        "Next: 1 open commitment of Haven Trust with no update for October to December\n"
        "2025:\n"
        "  actionplan update --walk --plan northfield --partner haven\n"
    )


def test_all_that_can_be_said_of_it_is_written_in_the_models_order(tmp_path: Path) -> None:
    folder = make_plan(
        tmp_path,
        {"outcomes.yaml": "outcomes:\n  - id: warm\n    title: Fewer cold homes\n    indicators: []\n"},
    )

    ran = _add(
        tmp_path, *NEW, "--lead", "haven", "--theme", "homes", "--with", "northfield", "--part", "a=One for tenants",
        "--part", "b = Two = more", "--kind", "deliverable", "--condition", "subject to funding",
        "--due-as-printed", "by spring", "--agreed", "2025-10", "--outcome", "warm", "--waits-on", "haven-1",
        "--replaces", "haven-2", "--note", "A note\r\nof two lines", "--source", "Minutes of 3 May", "--id", "classes-1",
    )  # fmt: skip

    assert ran.code == 0, ran
    assert (folder / "haven.yaml").read_text() == HAVEN + _entry(
        "classes-1",
        *("with:", "  - northfield", "theme: homes", "outcomes:", "  - warm", "waits_on:", "  - haven-1"),
        *("replaces: haven-2", "agreed: 2025-10", "due: 2026-03", "due_as_printed: by spring"),
        *("condition:", "  text: subject to funding"),
        *("parts:", "  - id: a", "    title: One for tenants", "  - id: b", "    title: Two = more"),
        *("note: |-", "  A note", "  of two lines", "sources:", "  - Minutes of 3 May"),
    )
    assert run("validate", *AS_AT, cwd=tmp_path).code == 0


def test_one_that_was_agreed_with_the_plan_says_no_day(tmp_path: Path) -> None:
    file = make_plan(tmp_path) / "haven.yaml"
    assert _add(tmp_path, *NEW, "--lead", "haven", "--agreed", "with-plan").code == 0
    assert file.read_text() == HAVEN + _entry("haven-4", "due: 2026-03")


def test_before_the_plan_begins_everything_is_agreed_with_it(tmp_path: Path) -> None:
    file = make_plan(tmp_path, {"haven.yaml": "partner: haven\n"}) / "haven.yaml"
    run("add", *NEW, "--lead", "haven", "--as-at", "2025-03-01", cwd=tmp_path).succeeds()
    assert file.read_text() == "partner: haven\ncommitments:\n" + _entry("haven-1", "due: 2026-03")


@pytest.mark.parametrize("id_", ["hv.3", "Haven-9", "part-007", "x-1"])
def test_the_pattern_of_the_leads_own_ids_is_kept(tmp_path: Path, id_: str) -> None:
    make_plan(tmp_path, {"haven.yaml": HAVEN.replace("haven-", id_.rstrip("0123456789"))})
    assert _proposed(tmp_path) == f"{id_.rstrip('0123456789')}4"


@pytest.mark.parametrize(
    ("more", "id_"),
    [
        ("", "haven-4"),
        ("  - {id: haven-7, title: Seven}\n", "haven-8"),
        ("  - {id: HAVEN-8, title: Eight}\n", "haven-9"),
        ("  - {id: haven-9, title: Nine, colour: red}\n", "haven-10"),  # an unknown key
        ('  - {"id": "haven-11", due: 31/31/2031}\n', "haven-12"),  # could not be read at all
        ("  # - id: haven-12 was given up\n", "haven-13"),
        ("  - {id: haven-x, title: Ten}\n", "haven-4"),
    ],
)
def test_the_next_number_is_proposed_after_all_that_is_written(tmp_path: Path, more: str, id_: str) -> None:
    make_plan(tmp_path, {"haven.yaml": HAVEN + more})
    assert _proposed(tmp_path) == id_


def test_ids_in_the_files_of_others_count_too(tmp_path: Path) -> None:
    make_plan(tmp_path, {"northfield.yaml": "partner: northfield\ncommitments:\n  - {id: haven-20, title: Lent}\n"})
    assert _proposed(tmp_path) == "haven-21"


def test_ids_of_other_branches_and_of_the_past_are_never_used_again(tmp_path: Path) -> None:
    folder = make_plan(tmp_path)
    _git(tmp_path, "init", "-q", "-b", "main")
    _commit(tmp_path)
    assert _proposed(tmp_path) == "haven-4"

    _git(tmp_path, "checkout", "-q", "-b", "other")
    (folder / "haven.yaml").write_text(HAVEN + _entry("haven-6"))
    _commit(tmp_path)
    _git(tmp_path, "checkout", "-q", "main")
    assert _proposed(tmp_path) == "haven-7"

    (folder / "elsewhere.yaml").write_text("partner: haven\ncommitments:\n" + _entry("haven-9"))
    _commit(tmp_path)
    (folder / "elsewhere.yaml").unlink()
    _commit(tmp_path)
    assert _proposed(tmp_path) == "haven-10"

    for stashed in ("haven-12", "haven-11"):
        (folder / "haven.yaml").write_text(HAVEN + _entry(stashed))
        _git(tmp_path, "stash", "-q")
    assert (folder / "haven.yaml").read_text() == HAVEN
    assert _proposed(tmp_path) == "haven-13"
    for used in ("haven-6", "HAVEN-9", "haven-12", "haven-1"):
        ran = _add(tmp_path, *NEW, "--lead", "haven", "--id", used)
        assert ran.err == _wrong(
            f"--id: {used} is or was the id of something, and ids are never used again. Free is haven-13"
        )
    assert _proposed(tmp_path, "--id", "haven-5") == "haven-5"


def test_a_part_of_the_history_is_said_to_be_a_part(tmp_path: Path) -> None:
    make_plan(tmp_path / "whole")
    _git(tmp_path / "whole", "init", "-q", "-b", "main")
    _commit(tmp_path / "whole")
    (tmp_path / "whole" / FILE).write_text(HAVEN + "# more\n")
    _commit(tmp_path / "whole")
    _git(tmp_path, "clone", "-q", "--depth", "1", f"file://{tmp_path / 'whole'}", "part")

    ran = _add(tmp_path / "part", *NEW, "--lead", "haven", "--dry-run")

    assert ran.code == 0
    assert ran.err == ("Note: only a part of git's history could be searched for ids that were used\n  before.\n")


def test_a_new_partner_gets_a_file_and_a_place_in_the_register(tmp_path: Path) -> None:
    folder = make_plan(tmp_path)

    ran = _add(tmp_path, *NEW, "--lead", "elm", "--partner-name", "Elm Housing: the north").succeeds()

    assert (folder / "elm.yaml").read_text() == (
        f"{MODELINE}partner: elm\ncommitments:\n" + _entry("elm-1", f"agreed: {DAY}", "due: 2026-03")
    )
    assert (folder / "plan.yaml").read_text() == HEAD.replace(
        "  haven: {name: Haven Trust}\n", "  haven: {name: Haven Trust}\n  elm: {name: 'Elm Housing: the north'}\n"
    )
    assert (folder / "haven.yaml").read_text() == HAVEN
    assert ran.out == (
        "northfield/elm-1: Run 5 classes\n"
        "  lead: Elm Housing: the north; due: March 2026\n"
        "  written in commitments/northfield/elm.yaml:4\n"
    )
    assert run("validate", *AS_AT, cwd=tmp_path).code == 0
    assert sorted(each.name for each in folder.iterdir()) == ["elm.yaml", "haven.yaml", "plan.yaml"]


def test_a_known_partner_without_a_file_gets_one(tmp_path: Path) -> None:
    folder = make_plan(tmp_path)
    _add(tmp_path, *NEW, "--lead", "northfield").succeeds()
    assert (folder / "plan.yaml").read_text() == HEAD
    assert (folder / "northfield.yaml").read_text().startswith(f"{MODELINE}partner: northfield\n")


def test_of_a_new_file_git_is_told_no_untruth(tmp_path: Path) -> None:
    make_plan(tmp_path)
    _git(tmp_path, "init", "-q")
    _commit(tmp_path)
    ran = _add(tmp_path, *NEW, "--lead", "elm", "--partner-name", "Elm Housing").succeeds()
    assert ran.out.splitlines()[3:] == [
        "To look at it: git diff -- commitments/northfield/plan.yaml",
        "To undo it:    git restore -- commitments/northfield/plan.yaml",
        "To undo it:    delete commitments/northfield/elm.yaml, which is new",
    ]
    _commit(tmp_path)
    ran = _add(tmp_path, *NEW, "--lead", "northfield").succeeds()
    assert ran.out.splitlines()[3:] == [
        "To undo it:    delete commitments/northfield/northfield.yaml, which is new",
    ]


def test_file_and_register_are_written_together_or_not_at_all(tmp_path: Path) -> None:
    folder = make_plan(tmp_path)
    (folder / "plan.yaml").chmod(0o444)

    ran = _add(tmp_path, *NEW, "--lead", "elm", "--partner-name", "Elm Housing").fails(4)

    assert "plan.yaml is read-only. Nothing was changed.\n" in ran.err
    assert sorted(each.name for each in folder.iterdir()) == ["haven.yaml", "plan.yaml"]


@pytest.mark.parametrize(
    ("lead", "file", "said", "note"),
    [
        ("none", "nobody.yaml", "No lead named", "nobody was named to lead none-1 (AP604)."),
        ("all", "everybody.yaml", "All partners", "everybody leads all-1, and so nobody does (AP604)."),
    ],
)
def test_nobody_or_everybody_may_lead_and_it_is_said(
    tmp_path: Path, lead: str, file: str, said: str, note: str
) -> None:
    folder = make_plan(tmp_path)

    ran = _add(tmp_path, *NEW, "--lead", lead)

    assert ran.code == 0
    assert ran.out.splitlines()[1] == f"  lead: {said}; due: March 2026"
    assert ran.err == (f"Note: {note}\n  Name one partner that answers for each; the others support it (with).\n")
    assert (folder / file).read_text().startswith(f"{MODELINE}partner: {lead}\n")


def test_advice_is_given_before_anything_is_written(tmp_path: Path) -> None:
    file = make_plan(tmp_path) / "haven.yaml"
    ran = _add(tmp_path, "Improve things", "--lead", "haven", "--dry-run")
    assert ran.code == 0
    assert ran.err == (
        "Note: no date was agreed for haven-4 (AP605).\n"
        "  Where the partners agree one, write it as due; a month is enough (2026-03).\n"
        "  Until then it is counted as undated.\n"
        "Note: the title of haven-4 names nothing that can be counted or seen (AP601).\n"
        "  Say what there will be, or how many by when: “Publish a guide for landlords”,\n"
        "  “Run 4 masterclasses”.\n"
    )
    assert file.read_text() == HAVEN


WRONG = {
    (): "TITLE: a commitment needs a title and a lead; this one is missing",
    ("Run 5 classes",): "--lead: a commitment needs a title and a lead; this one is missing",
    ("--lead", "haven"): "TITLE: a commitment needs a title and a lead; this one is missing",
    (*NEW, "--lead", "havn"): "--lead: there is no partner havn. Did you mean haven? For a new one give its printed "
    "name with --partner-name",
    (*NEW, "--lead", "elm"): "--partner-name: there is no partner elm. For a new one give its printed name with "
    "--partner-name",
    (*NEW, "--lead", "Elm Housing"): "--lead: “Elm Housing” cannot be an id: an id is one word of letters and digits. "
    "Write Elm-Housing.",
    (*NEW, "--lead", "haven", "--id", "two words"): "--id: “two words” cannot be an id: an id is one word of letters "
    "and digits. Write two-words.",
    (*NEW, "--lead", "haven", "--id", "Haven-3"): "--id: Haven-3 is or was the id of something, and ids are never used "
    "again. Free is haven-4",
    ("Run 5 classes", "--lead", "haven", "--due", "31/03/2026"): "--due: the date “31/03/2026” is not written year "
    "first. Write 2026-03-31.",
    ("Run 5 classes", "--lead", "haven", "--due", "2026-02-30"): "--due: there is no day 2026-02-30: February 2026 has "
    "28 days. Write a day up to 2026-02-28.",
    (*NEW, "--lead", "haven", "--agreed", "then"): "--agreed: “then” is not a date. Write a day as 2016-03-31, a month "
    "as 2016-03, a quarter as 2015-16 Q3, a year as 2016; or leave it out.",
    (*NEW, "--lead", "haven", "--part", "a"): "--part: “a” has no title. Write ID=TITLE: “a=Values for homelessness "
    "services”.",
    (*NEW, "--lead", "haven", "--kind", "promise"): "--kind: “promise” is not a kind of commitment. Write one of "
    "deliverable, recurring, ongoing.",
    ("x" * 301, "--lead", "haven"): "TITLE: the text has 301 characters; at most 300 fit. Shorten it.",
    ("Run 5\x1b classes", "--lead", "haven"): "TITLE: the text holds the character U+001B, which cannot be shown or "
    "printed. Write the text without it.",
    (" ", "--lead", "haven"): "TITLE: the text is empty. Write the text, or leave it out.",
    (*NEW, "--lead", "haven", "--outcome", "two words"): "--outcome: “two words” cannot be an id: an id is one word of "
    "letters and digits. Write two-words.",
    (*NEW, "--lead", "haven", "--part", "a=One\x1b"): "--part: the text holds the character U+001B, which cannot be "
    "shown or printed. Write the text without it.",
    (*NEW, "--lead", "haven", "--condition", "caf\udce9"): "--condition: the text holds the character U+DCE9, which "
    "cannot be shown or printed. Write the text without it.",
    (*NEW, "--lead", "haven", "--source", "A", "--source", "\u202e"): "--source: the text holds the character U+202E, "
    "which changes the direction of the text. Write the text without it.",
    (*NEW, "--lead", "haven", "--source", ""): "--source: the note is empty. Write the note, or leave it out.",
}  # fmt: skip  # one wrong command line beside what is said of it


@pytest.mark.parametrize(
    "arguments", WRONG, ids=lambda each: " ".join(each)[:60].encode("ascii", "backslashreplace").decode()
)
def test_a_wrong_command_line_is_explained_and_nothing_is_written(tmp_path: Path, arguments: tuple[str, ...]) -> None:
    folder = make_plan(tmp_path)
    ran = _add(tmp_path, *arguments)
    assert (ran.code, ran.out, ran.err) == (2, "", _wrong(WRONG[arguments]))
    assert (folder / "haven.yaml").read_text() == HAVEN
    assert sorted(each.name for each in folder.iterdir()) == ["haven.yaml", "plan.yaml"]


REFUSED: dict[tuple[str, ...], tuple[str, ...]] = {
    ("--theme", "home"): (
        "haven-4 has the theme “home”, which is not one of the plan's themes (AP105).",
        "Did you mean homes? If not, add home under themes in plan.yaml.",
    ),
    ("--with", "nobody"): (
        "haven-4 names “nobody” as a supporting partner, and no partner has that key",
        "(AP104).",
        "Correct it, or add nobody under partners in plan.yaml.",
    ),
}


@pytest.mark.parametrize("options", REFUSED, ids=" ".join)
def test_what_would_be_an_error_is_refused(tmp_path: Path, options: tuple[str, ...]) -> None:
    file = make_plan(tmp_path) / "haven.yaml"
    ran = _add(tmp_path, *NEW, "--lead", "haven", *options)
    assert (ran.code, ran.out, ran.err) == (4, "", _refused(*REFUSED[options]))
    assert file.read_text() == HAVEN


def test_of_several_plans_one_has_to_be_named(tmp_path: Path) -> None:
    make_plan(tmp_path)
    other = make_plan(tmp_path, {"plan.yaml": HEAD.replace("plan: northfield", "plan: elm-plan")}, "elm")

    ran = _add(tmp_path, *NEW, "--lead", "haven")
    assert ran.err == _wrong("--plan: there are several plans. Say which: elm-plan, northfield")

    _add(tmp_path, *NEW, "--lead", "haven", "--plan", "elm-plan").succeeds()
    assert (other / "haven.yaml").read_text() == HAVEN + _entry("haven-4", f"agreed: {DAY}", "due: 2026-03")


def test_a_file_that_cannot_be_read_gets_no_commitment(tmp_path: Path) -> None:
    broken = HAVEN + "  - id: [\n"
    folder = make_plan(tmp_path, {"haven.yaml": broken})
    ran = _add(tmp_path, *NEW, "--lead", "haven").fails(3)
    assert ran.err == (f"{FILE} could not be read, so nothing can be added to it.\nTo see why: actionplan validate\n")
    assert (folder / "haven.yaml").read_text() == broken


def test_the_file_of_somebody_else_is_not_taken(tmp_path: Path) -> None:
    folder = make_plan(tmp_path, {"elm.yaml": "partner: northfield\n"})
    ran = _add(tmp_path, *NEW, "--lead", "elm", "--partner-name", "Elm Housing").fails(3)
    assert ran.err == (
        "commitments/northfield/elm.yaml is there, and holds the commitments of somebody else.\n"
        "Rename it, or mend its first lines.\n"
    )
    assert (folder / "plan.yaml").read_text() == HEAD


def test_a_plan_that_cannot_be_read_gets_none(tmp_path: Path) -> None:
    make_plan(tmp_path, {"plan.yaml": "format: [\n"})
    ran = _add(tmp_path, *NEW, "--lead", "haven").fails(3)
    assert ran.err == "The plan northfield could not be read.\nTo see why: actionplan validate\n"
