"""Wanted changes as edits: written as the file would have it, and taken back byte for byte."""

from __future__ import annotations

from datetime import date
from pathlib import Path

import pytest

from actionplan.amend import (
    add_commitment,
    add_extension,
    add_update,
    decide_extension,
    file_of,
    name_predecessor,
    numbers_of,
    register_partner,
    settle_condition,
    written,
)
from actionplan.domain.dates import parse_window
from actionplan.domain.keys import keys_of
from actionplan.domain.model import Commitment, Condition, Evidence, Extension, Part, Partner, Update
from actionplan.load import load
from actionplan.loaded import Loaded, Text
from actionplan.yamltext.edit import edit
from actionplan.yamltext.inverse import inverse
from actionplan.yamltext.operations import Operation
from tests.cli.plans import HAVEN, HEAD
from tests.support import load_texts

ROOT = Path(__file__).parent.parent
DAY = parse_window("2026-01-05")

UPDATES = {
    "nil": Update(DAY, return_="nil"),
    "short": Update(DAY, status="in-progress", confidence="green"),
    "long": Update(
        DAY,
        status="complete",
        period=parse_window("2025-26 Q3"),
        note="“Done” – at last: 40 %\n\n  - with #1\n@home\t!",
        reason="data",
        next="It is over. " * 30,
        parts={"a": "complete"},
        evidence=(Evidence("Report: the end", "https://haven.example/?a=b#c"), Evidence("no")),
        by="Ann O'Neil",
    ),
}
REQUEST = Extension(date(2026, 1, 5), parse_window("2026-09"), "funding", "Two lines:\nthis is the second")


def _plans() -> list[Loaded]:
    """Every plan of the repository: the real ones, and those of the tests."""
    heads = [each for each in ROOT.glob("**/plan.yaml") if not {"node_modules", ".venv"} & set(each.parts)]
    return [_plan(each.parent) for each in sorted(heads)]


def _plan(folder: Path) -> Loaded:
    files = sorted(folder.glob("*.yaml"), key=lambda each: (each.name != "plan.yaml", each.name))
    name = folder.relative_to(ROOT).as_posix()
    return load(name, [Text(f"{name}/{each.name}", each.stem, each.read_bytes()) for each in files])


def _is_taken_back(loaded: Loaded, file: str, operation: Operation) -> bool:
    opened = loaded.files[file]
    text = opened.source.text
    changed = edit(text, [operation], opened.tree)
    assert changed.text != text
    back = edit(changed.text, [inverse(text, operation, opened.tree)])
    return back.text == text


@pytest.mark.parametrize("loaded", _plans(), ids=lambda each: each.name)
def test_an_update_and_its_inverse_give_back_the_same_bytes(loaded: Loaded) -> None:
    whole = [(id_, home) for id_, home in loaded.homes.items() if not loaded.files[home.file].tree.problems]
    for id_, home in whole:
        for update in UPDATES.values():
            assert _is_taken_back(loaded, home.file, add_update(loaded, id_, update)), id_
        assert _is_taken_back(loaded, home.file, add_extension(loaded, id_, REQUEST)), id_


def test_the_real_plans_are_among_them() -> None:
    names = {each.name for each in _plans() if each.homes}
    assert {"commitments/mou-2015-16", "commitments/mou-2014-15", "commitments/nenc-housing-health-care"} <= names


@pytest.mark.parametrize("name", UPDATES)
def test_what_is_written_reads_as_what_was_meant(name: str) -> None:
    loaded = load_texts({"plan.yaml": HEAD, "haven.yaml": HAVEN})
    operation = add_update(loaded, "haven-3", UPDATES[name])

    after = edit(HAVEN, [operation]).text
    plan = load_texts({"plan.yaml": HEAD, "haven.yaml": after}).plan

    assert plan is not None
    assert plan.commitments[2].updates == (UPDATES[name],)


def test_what_goes_without_saying_is_not_written() -> None:
    assert written(UPDATES["short"]) == {"date": "2026-01-05", "status": "in-progress", "confidence": "green"}
    assert written(UPDATES["nil"]) == {"date": "2026-01-05", "return": "nil"}
    assert written(Commitment("haven-9", "Open 1 hub")) == {"id": "haven-9", "title": "Open 1 hub"}
    assert written(Condition("subject to funding")) == {"text": "subject to funding"}


def test_keys_are_written_in_the_models_order() -> None:
    assert keys_of(Extension) == ("asked", "to", "reason", "note", "decision", "decided", "by")
    assert list(written(UPDATES["long"])) == [
        *("date", "status", "period", "note", "reason", "next", "parts", "evidence", "by")
    ]
    commitment = Commitment("b-1", "B", with_=("haven",), parts=(Part("a", "One"),), due=parse_window("2026"))
    assert list(written(commitment)) == ["id", "title", "with", "due", "parts"]


CONDITION = HAVEN.replace("    due: 2025-09\n", "    due: 2025-09\n    condition: {text: subject to funding}  # 2024\n")


def test_a_condition_is_settled_where_it_stands() -> None:
    loaded = load_texts({"plan.yaml": HEAD, "haven.yaml": CONDITION})
    met = Condition("subject to funding", "met", DAY)

    once = edit(CONDITION, settle_condition(loaded, "haven-1", met)).text
    assert once == CONDITION.replace("funding}", "funding, state: met, date: 2026-01-05}")

    again = load_texts({"plan.yaml": HEAD, "haven.yaml": once})
    failed = Condition("subject to funding", "failed", parse_window("2026-02"))
    assert edit(once, settle_condition(again, "haven-1", failed)).text == CONDITION.replace(
        "funding}", "funding, state: failed, date: 2026-02}"
    )


REQUESTS = HAVEN.replace(
    "    theme: homes\n",
    """    theme: homes
    extensions:
      - {asked: 2025-99-01, to: 2025-12, reason: capacity}
      - {asked: 2025-10-02, to: 2026-01, reason: capacity}
      - asked: 2025-10-02
        to: 2026-02
        reason: funding
        note: |-
          Two
          lines
""",
)


def test_a_decision_finds_its_request_though_another_could_not_be_read() -> None:
    loaded = load_texts({"plan.yaml": HEAD, "haven.yaml": REQUESTS})
    assert loaded.plan is not None
    first, second = loaded.plan.commitments[0].extensions
    assert (numbers_of(loaded, "haven-1", first), numbers_of(loaded, "haven-1", second)) == ((1,), (2,))
    assert numbers_of(loaded, "haven-3", first) == ()

    granted = Extension(second.asked, second.to, second.reason, second.note, "granted", date(2025, 11, 2), "The board")
    after = edit(REQUESTS, decide_extension(loaded, "haven-1", 2, granted)).text

    assert after == REQUESTS.replace(
        "          lines\n",
        "          lines\n        decision: granted\n        decided: 2025-11-02\n        by: The board\n",
    )


def test_a_successor_names_what_it_replaces_before_its_dates() -> None:
    loaded = load_texts({"plan.yaml": HEAD, "haven.yaml": HAVEN})
    assert edit(HAVEN, [name_predecessor(loaded, "haven-3", "haven-1")]).text == HAVEN.replace(
        "    title: Print 500 leaflets\n", "    title: Print 500 leaflets\n    replaces: haven-1\n"
    )


@pytest.mark.parametrize("rest", ["", "commitments:\n", "commitments: []\n"])
def test_the_first_commitment_of_a_file_begins_its_list(rest: str) -> None:
    text = f"partner: haven\n{rest}"
    loaded = load_texts({"plan.yaml": HEAD, "haven.yaml": text})

    after = edit(text, [add_commitment(loaded, "northfield/haven.yaml", Commitment("haven-1", "Open 1 hub"))]).text
    plan = load_texts({"plan.yaml": HEAD, "haven.yaml": after}).plan

    assert plan is not None
    assert [(each.id, each.title, each.lead) for each in plan.commitments] == [("haven-1", "Open 1 hub", "haven")]


def test_a_partner_is_registered_where_none_was() -> None:
    head = HEAD[: HEAD.index("partners:")]
    loaded = load_texts({"plan.yaml": head})
    elm = Partner("Elm Housing")
    after = edit(head, [register_partner(loaded, "elm", elm)]).text
    plan = load_texts({"plan.yaml": after}).plan
    assert plan is not None
    assert dict(plan.head.partners) == {"elm": elm}


def test_a_new_file_names_its_partner_and_its_schema() -> None:
    value, comment = file_of("elm", Commitment("elm-1", "Open 1 hub"))
    assert value == {"partner": "elm", "commitments": [{"id": "elm-1", "title": "Open 1 hub"}]}
    assert comment == ("yaml-language-server: $schema=../../schema/commitments.json",)
