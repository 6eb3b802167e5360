"""`actionplan reading`: a measured value is recorded, a revision keeps what it revises, and nothing else moves."""

from __future__ import annotations

from pathlib import Path

import pytest

from tests.cli.plans import AS_AT, make_plan
from tests.cli.run import Ran, run
from tests.cli.terminal import talk

FILE = "commitments/northfield/outcomes.yaml"
OUTCOMES = """\
# Measured by the council.
outcomes:
  - id: warm
    title: Fewer people live in cold homes
    indicators:
      - id: cold
        title: Homes that tenants cannot keep warm
        unit: per cent of homes
        better: lower
        baseline: {date: 2024, value: 18.5}
        target: {date: 2026-03, value: 15}
        readings:
          - {date: 2025-06, value: 17.2, released: 2025-07-14, source: Survey}  # by hand
        note: In winter.
      - id: advised
        title: People who were advised
        unit: people
        note: Counted at the hubs.
"""
LAST = "source: Survey}  # by hand\n"


@pytest.fixture
def file(tmp_path: Path) -> Path:
    return make_plan(tmp_path, {"outcomes.yaml": OUTCOMES}) / "outcomes.yaml"


def _run(file: Path, *arguments: str) -> Ran:
    return run("reading", *arguments, *AS_AT, cwd=file.parent.parent.parent)


def _wrong(message: str) -> str:
    return f"Usage: actionplan reading [OPTIONS] INDICATOR\nTry 'actionplan reading -h' for help.\n\nError: Invalid value for {message}\n"


def test_a_reading_is_one_more_line(file: Path) -> None:
    ran = _run(file, "cold", "--value", "16.0", "--date", "2025-09", "--source", "Survey: wave 2").succeeds()

    assert file.read_text() == OUTCOMES.replace(
        LAST, f"{LAST}          - {{date: 2025-09, value: 16.0, source: 'Survey: wave 2'}}\n"
    )
    assert ran.out == (
        "northfield/cold: 16.0 per cent of homes in September 2025\n"
        "  on path: 16.0 in September 2025 against 16.4 on the path on 30 September 2025\n"
        f"  written in {FILE}:14\n"
    )


def test_the_first_reading_begins_the_list_where_it_belongs(file: Path) -> None:
    ran = _run(
        file, "northfield/advised", "--value", "120", "--date", "2025-26 Q2", "--source", "Hubs", "--released", "2025-10-20",
        "--note", "Without the library.",
    ).succeeds()  # fmt: skip

    reading = (
        "        readings:\n"
        "          - date: 2025-26 Q2\n"
        "            value: 120\n"
        "            released: 2025-10-20\n"
        "            source: Hubs\n"
        "            note: Without the library.\n"
    )
    assert file.read_text() == OUTCOMES.replace("        unit: people\n", f"        unit: people\n{reading}")
    assert ran.out.splitlines()[0] == "northfield/advised: 120 people in July to September 2025 (2025-26 Q2)"


def test_a_reading_that_does_not_count_yet_says_from_when_it_does(file: Path) -> None:
    ran = run(
        "reading", "cold", "--value", "16", "--date", "2025", "--source", "Survey", "--as-at", "2025-12-05",
        cwd=file.parent.parent.parent,
    ).succeeds()  # fmt: skip

    assert ran.out.splitlines()[1] == "  counts from 31 December 2025"


def test_a_revision_keeps_the_earlier_value(file: Path) -> None:
    ran = _run(
        file, "cold", "--value", "17.0", "--date", "2025-06-30", "--source", "Survey", "--released", "2025-11"
    ).succeeds()
    assert "revised from" not in ran.out  # another date: the day is not the month

    ran = _run(
        file, "cold", "--value", "17.1", "--date", "2025-06", "--source", "Survey", "--released", "2025-11"
    ).succeeds()
    assert ran.out.startswith("northfield/cold: 17.1 per cent of homes in June 2025\n  revised from 17.2\n")
    assert "{date: 2025-06, value: 17.2, released: 2025-07-14, source: Survey}  # by hand\n" in file.read_text()
    assert "{date: 2025-06, value: 17.1, released: 2025-11, source: Survey}\n" in file.read_text()


def test_a_revision_needs_the_day_it_was_published(file: Path) -> None:
    ran = _run(file, "cold", "--value", "17.1", "--date", "2025-06", "--source", "Survey").fails(2)

    assert ran.err == _wrong(
        "--released: cold was 17.2 in June 2025 already. To record a revision, say when the new figure was published"
    )
    assert file.read_text() == OUTCOMES


@pytest.mark.parametrize("day", ["2025-07-14", "2025-07-01"])
def test_a_revision_comes_after_what_it_revises(day: str, file: Path) -> None:
    ran = _run(file, "cold", "--value", "17.1", "--date", "2025-06", "--source", "S", "--released", day).fails(2)

    assert "--released: the value 17.2 counts from 14 July 2025, and " in ran.err
    assert file.read_text() == OUTCOMES


@pytest.mark.parametrize("value", ["17.2", "17.20"])
def test_what_is_recorded_already_is_not_recorded_again(value: str, file: Path) -> None:
    ran = _run(file, "cold", "--value", value, "--date", "2025-06", "--source", "Another survey")

    assert (ran.code, ran.out) == (0, "")
    assert ran.err == (
        f"northfield/cold: {value} per cent of homes in June 2025 is recorded already.\nThere is nothing to do.\n"
    )
    assert file.read_text() == OUTCOMES


def test_a_value_that_was_revised_away_can_come_back(file: Path) -> None:
    for value, released in (("17.1", "2025-11-01"), ("17.2", "2025-12-01")):
        _run(file, "cold", "--value", value, "--date", "2025-06", "--source", "S", "--released", released).succeeds()

    assert file.read_text().count("value: 17.2") == 2


def test_a_dry_run_writes_nothing(file: Path) -> None:
    ran = _run(file, "cold", "--value", "16", "--date", "2025-09", "--source", "Survey", "--dry-run").succeeds()

    assert "+          - {date: 2025-09, value: 16, source: Survey}\n" in ran.out
    assert file.read_text() == OUTCOMES


@pytest.mark.parametrize(
    ("arguments", "said"),
    [
        (("--value", "16", "--date", "2025-09"), "--source: a reading needs a value, its date and its source; this one is missing"),
        (("--value", "16", "--source", "S"), "--date: a reading needs a value, its date and its source; this one is missing"),
        (("--date", "2025", "--source", "S"), "--value: a reading needs a value, its date and its source; this one is missing"),
        (("--value", "16,4", "--date", "2025-09", "--source", "S"), "--value: “16,4” is not a number. Write 16.4."),
        (("--value", "many", "--date", "2025-09", "--source", "S"), "--value: “many” is not a number. Write digits with at most one point: 13.4."),
        (("--value", "16", "--date", "30.9.2025", "--source", "S"), "--date: the date “30.9.2025” is not written year first. Write 2025-09-30."),
        (("--value", "16", "--date", "2026-01", "--source", "S"), "--date: January 2026 had not begun on 31 December 2025. Give a date that is not to come."),
        (("--value", "16", "--date", "2025-09", "--source", "S", "--released", "2026-01-01"), "--released: 1 January 2026 had not begun on 31 December 2025. Give a date that is not to come."),
        (("--value", "16", "--date", "2025-09", "--source", " "), "--source: the note is empty. Write the note, or leave it out."),
    ],
)  # fmt: skip
def test_what_cannot_be_right_is_a_wrong_command_line(arguments: tuple[str, ...], said: str, file: Path) -> None:
    ran = _run(file, "cold", *arguments).fails(2)

    assert (ran.out, ran.err) == ("", _wrong(said))
    assert file.read_text() == OUTCOMES


def test_an_unknown_indicator(file: Path) -> None:
    ran = _run(file, "colds", "--value", "1", "--date", "2025", "--source", "S").fails(2)
    assert ran.err == _wrong("INDICATOR: there is no indicator “colds”. Did you mean cold?")


def test_an_indicator_that_could_not_be_read_is_not_called_unknown(file: Path) -> None:
    file.write_text(OUTCOMES.replace("        unit: people\n", ""))
    ran = _run(file, "advised", "--value", "1", "--date", "2025", "--source", "S").fails(3)
    assert ran.err.startswith(f"Not all of {FILE} could be read, so nothing was found.\n")


def test_an_indicator_behind_one_that_could_not_be_read_is_the_right_one(file: Path) -> None:
    broken = OUTCOMES.replace("        unit: per cent of homes\n", "")
    file.write_text(broken)
    _run(file, "advised", "--value", "1", "--date", "2025", "--source", "S").succeeds()
    assert file.read_text() == broken.replace(
        "        unit: people\n",
        "        unit: people\n        readings:\n          - date: 2025\n            value: 1\n            source: S\n",
    )


def test_an_id_that_stands_twice_is_refused(file: Path) -> None:
    twice = OUTCOMES.replace("id: advised", "id: cold")
    file.write_text(twice)
    ran = _run(file, "cold", "--value", "1", "--date", "2025", "--source", "S").fails(4)
    assert ran.err.startswith(f"{FILE} has the indicator “cold” more than once. Nothing was written.\n")
    assert file.read_text() == twice


def test_two_plans_with_one_indicator(tmp_path: Path) -> None:
    make_plan(tmp_path, {"outcomes.yaml": OUTCOMES})
    other = make_plan(tmp_path, {"outcomes.yaml": OUTCOMES}, "southfield")
    head = (other / "plan.yaml").read_text().replace("plan: northfield", "plan: southfield")
    (other / "plan.yaml").write_text(head)
    said = ("--value", "16", "--date", "2025-09", "--source", "S", *AS_AT)

    ran = run("reading", "cold", *said, cwd=tmp_path).fails(2)
    assert "several plans have an indicator cold. Write northfield/cold or southfield/cold" in ran.err
    run("reading", "southfield/cold", *said, cwd=tmp_path).succeeds()
    assert "2025-09" in (other / "outcomes.yaml").read_text()


def test_on_a_terminal_what_is_missing_is_asked_for(file: Path) -> None:
    done = talk(
        file.parent.parent.parent, "reading", "cold",
        answers=(
            ("Which day or period?", "2026-02"),
            ("Which day or period?", "2025-06"),
            ("The value, in per cent of homes?", "about 17"),
            ("The value, in per cent of homes?", "17.1"),
            ("Where was it published?", "Survey, second count"),
            ("When was the revised figure published?", "2025-07-01"),
            ("When was the revised figure published?", "2025-11-01"),
            ("Write this?", "y"),
        ),
    )  # fmt: skip

    assert done.code == 0
    assert "Last reading: 17.2 in June 2025" in done.lines
    assert "  February 2026 had not begun on 31 December 2025. Give a date that is not to" in done.lines
    assert "This date has the value 17.2 already: this is a revision." in done.lines
    assert "  revised from 17.2" in done.lines
    assert "{date: 2025-06, value: 17.1, released: 2025-11-01, source: 'Survey, second count'}" in file.read_text()


def test_on_a_terminal_no_is_no(file: Path) -> None:
    given = ("--value", "16", "--date", "2025-09", "--source", "Survey")
    done = talk(file.parent.parent.parent, "reading", "cold", *given, answers={"Write this?": "n"})

    assert done.code == 0
    assert done.lines[-1] == "Nothing was written."
    assert file.read_text() == OUTCOMES


def test_a_reading_of_the_day_itself_counts_on_it(file: Path) -> None:
    ran = _run(file, "cold", "--value", "15.7", "--date", "2025-12-31", "--source", "Survey").succeeds()

    assert ran.out.splitlines()[1] == "  on path: 15.7 on 31 December 2025 against 15.7 on the path on 31 December 2025"
