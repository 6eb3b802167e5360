"""`actionplan withdraw` and `supersede`: what ends without being done stays in the plan, with its reason and its heir."""

from __future__ import annotations

from pathlib import Path

import pytest

from tests.cli.plans import AS_AT, HAVEN, HEAD, make_plan
from tests.cli.run import Ran, run

FILE = "commitments/northfield/haven.yaml"
DAY = "2025-12-31"
CODES = "capacity, funding, decision, partner, dependency, data, policy, scope, supplier, quality, priority, replaced, other"
ELM = """\
partner: northfield
commitments:
  - id: elm-1
    title: Warm 20 homes
    due: 2026-03
"""


def _run(folder: Path, *arguments: str) -> Ran:
    return run(*arguments, *AS_AT, cwd=folder)


def _wrong(command: str, form: str, message: str) -> str:
    usage = f"Usage: actionplan {command} [OPTIONS] {form}\nTry 'actionplan {command} -h' for help.\n\n"
    return f"{usage}Error: Invalid value for {message}\n"


def _not_withdrawn(message: str) -> str:
    return _wrong("withdraw", "ID", message)


def _not_superseded(message: str) -> str:
    return _wrong("supersede", "ID SUCCESSOR", message)


def test_one_that_is_given_up_says_why(tmp_path: Path) -> None:
    file = make_plan(tmp_path) / "haven.yaml"

    ran = _run(
        tmp_path, "withdraw", "haven-3", "--reason", "Money not found, late or cut", "--note", "The grant ended.",
        "--date", "2025-12-20", "--by", "haven",
    ).succeeds()  # fmt: skip

    assert file.read_text() == HAVEN + (
        "    updates:\n      - date: 2025-12-20\n        status: withdrawn\n        note: The grant ended.\n"
        "        reason: funding\n        by: haven\n"
    )
    assert ran.out == (f"northfield/haven-3: Withdrawn (before: no update received)\n  written in {FILE}:22\n")
    assert "Withdrawn" in _run(tmp_path, "list").out


WITHDRAW_WRONG = {
    ("haven-3",): f"--reason: the reason is missing. There are: {CODES}",
    ("haven-3", "--reason", "lazy"): f"--reason: there is no reason “lazy”. There are: {CODES}.",
    ("haven-2", "--reason", "data"): "ID: haven-2 is complete already",
    ("haven-3", "--reason", "data", "--status", "complete"): "--status: complete does not say that it is given up. "
    "There are: withdrawn, superseded",
    ("haven-3", "--reason", "data", "--status", "gone"): "--status: there is no status “gone”. There are: not-started, "
    "in-progress, waiting, complete, withdrawn, superseded.",
}


@pytest.mark.parametrize("arguments", WITHDRAW_WRONG, ids=" ".join)
def test_a_wrong_withdrawal_is_explained(tmp_path: Path, arguments: tuple[str, ...]) -> None:
    file = make_plan(tmp_path) / "haven.yaml"
    ran = _run(tmp_path, "withdraw", *arguments)
    assert (ran.code, ran.out, ran.err) == (2, "", _not_withdrawn(WITHDRAW_WRONG[arguments]))
    assert file.read_text() == HAVEN


def test_a_plans_own_word_for_it_is_used(tmp_path: Path) -> None:
    own = HEAD + (
        "vocabulary:\n"
        "  - {code: running, label: Running, meaning: under-way}\n"
        "  - {code: given-up, label: Given up, meaning: dropped}\n"
        "  - {code: merged, label: Merged, meaning: dropped}\n"
    )
    text = ELM + "  - {id: elm-2, title: Warm 30 homes}\n"
    file = make_plan(tmp_path, {"plan.yaml": own, "haven.yaml": text}) / "haven.yaml"

    assert "status: given-up" in _run(tmp_path, "withdraw", "elm-1", "--reason", "data", "--dry-run").succeeds().out
    assert (
        "status: merged"
        in _run(tmp_path, "withdraw", "elm-1", "--reason", "data", "--status", "Merged", "--dry-run").succeeds().out
    )
    assert "status: merged" in _run(tmp_path, "supersede", "elm-1", "elm-2", "--dry-run").succeeds().out

    none = own.replace("meaning: dropped", "meaning: waiting")
    (file.parent / "plan.yaml").write_text(none)
    ran = _run(tmp_path, "withdraw", "elm-1", "--reason", "data")
    assert ran.err == _not_withdrawn("ID: the plan's vocabulary has no word for what is dropped")
    assert file.read_text() == text


def test_the_successor_names_what_it_replaces_in_its_own_file(tmp_path: Path) -> None:
    folder = make_plan(tmp_path, {"northfield.yaml": ELM})

    ran = _run(tmp_path, "supersede", "haven-3", "ELM-1", "--note", "Now one programme.").succeeds()

    assert (folder / "haven.yaml").read_text() == HAVEN + (
        f"    updates:\n      - date: {DAY}\n        status: superseded\n        note: Now one programme.\n"
        "        reason: replaced\n"
    )
    assert (folder / "northfield.yaml").read_text() == ELM.replace("homes\n", "homes\n    replaces: haven-3\n")
    assert ran.out == (
        "northfield/haven-3: Superseded (before: no update received)\n"
        f"  written in {FILE}:22\n"
        "  in its place: elm-1, Warm 20 homes\n"
    )
    assert _run(tmp_path, "validate").code == 0


def test_both_may_stand_in_one_file(tmp_path: Path) -> None:
    file = make_plan(tmp_path) / "haven.yaml"
    _run(tmp_path, "supersede", "haven-1", "haven-3").succeeds()
    assert file.read_text() == HAVEN.replace(
        "in May.}\n", f"in May.}}\n      - {{date: {DAY}, status: superseded, reason: replaced}}\n"
    ).replace("500 leaflets\n", "500 leaflets\n    replaces: haven-1\n")


def test_a_successor_that_says_so_already_stays_as_it_is(tmp_path: Path) -> None:
    named = ELM.replace("homes\n", "homes\n    replaces: haven-3\n")
    folder = make_plan(tmp_path, {"northfield.yaml": named})
    _run(tmp_path, "supersede", "haven-3", "elm-1").succeeds()
    assert (folder / "northfield.yaml").read_text() == named


def test_all_files_or_none(tmp_path: Path) -> None:
    folder = make_plan(tmp_path, {"northfield.yaml": ELM})
    (folder / "northfield.yaml").chmod(0o444)

    ran = _run(tmp_path, "supersede", "haven-3", "elm-1").fails(4)

    assert "northfield.yaml is read-only. Nothing was changed.\n" in ran.err
    assert (folder / "haven.yaml").read_text() == HAVEN
    assert (folder / "northfield.yaml").read_text() == ELM


SUPERSEDE_WRONG = {
    ("haven-3", "haven-3"): "SUCCESSOR: a commitment cannot take its own place",
    ("haven-3", "HAVEN-3"): "SUCCESSOR: a commitment cannot take its own place",
    ("haven-3", "haven-7"): "SUCCESSOR: there is no commitment “haven-7”. Did you mean haven-3?",
    ("haven-7", "haven-3"): "ID: there is no commitment “haven-7”. Did you mean haven-3?",
    ("haven-2", "haven-1"): "ID: haven-2 is complete already",
    ("haven-3", "elm-1"): "SUCCESSOR: elm-1 took the place of haven-1 already",
    ("haven-3", "elm-2"): "SUCCESSOR: elm-2 is withdrawn itself, so it takes nobody's place",
    ("northfield/haven-3", "other/oak-1"): "SUCCESSOR: other/oak-1 is in another plan",
    ("haven-3", "elm-3", "--reason", "becuase"): f"--reason: there is no reason “becuase”. There are: {CODES}.",
}


@pytest.mark.parametrize("arguments", SUPERSEDE_WRONG, ids=" ".join)
def test_a_wrong_succession_is_explained(tmp_path: Path, arguments: tuple[str, ...]) -> None:
    heirs = ELM.replace("homes\n", "homes\n    replaces: haven-1\n") + (
        "  - id: elm-2\n    title: Warm 30 homes\n"
        "    updates: [{date: 2025-10-01, status: withdrawn, reason: data}]\n"
        "  - {id: elm-3, title: Warm 40 homes}\n"
    )
    folder = make_plan(tmp_path, {"northfield.yaml": heirs})
    oak = {"plan.yaml": HEAD.replace("plan: northfield", "plan: other"), "haven.yaml": ELM.replace("elm-1", "oak-1")}
    make_plan(tmp_path, oak, "other")

    ran = _run(tmp_path, "supersede", *arguments)

    assert (ran.code, ran.out, ran.err) == (2, "", _not_superseded(SUPERSEDE_WRONG[arguments]))
    assert (folder / "haven.yaml").read_text() == HAVEN
    assert (folder / "northfield.yaml").read_text() == heirs


def test_a_dry_run_shows_both_files(tmp_path: Path) -> None:
    folder = make_plan(tmp_path, {"northfield.yaml": ELM})
    ran = _run(tmp_path, "supersede", "haven-3", "elm-1", "--dry-run").succeeds()
    assert "+++ commitments/northfield/haven.yaml\n" in ran.out
    assert "+    replaces: haven-3\n" in ran.out
    assert (folder / "haven.yaml").read_text() == HAVEN
    assert (folder / "northfield.yaml").read_text() == ELM
