"""A plan made again from its export: the same model, and the same tables when it is exported again."""

from __future__ import annotations

from collections.abc import Callable, Mapping
from functools import partial
from pathlib import Path

import pytest

from actionplan.domain.model import Plan
from actionplan.example import example_files
from tests.cli.edited_exports import WRITERS, Tables, as_folder, as_json, exported
from tests.cli.plans import AS_AT, HEAD, make_plan
from tests.cli.run import Ran, run
from tests.support import load_texts
from tests.tables.lent_plans import COMMITMENTS, EVERYTHING, REAL

NOT_HELD = "Not in an export, and so not made again: comments, and files beside the plan's, such as a logo.\n"
FORMATS = ("x.xlsx", "x.ods", "x.json", "x")


def _real(name: str) -> Mapping[str, bytes]:
    folder = COMMITMENTS / name
    return {path.relative_to(folder).as_posix(): path.read_bytes() for path in folder.rglob("*.yaml")}


def _everything() -> Mapping[str, bytes]:
    return {name: text.encode() for name, text in EVERYTHING.items()}


PLANS: Mapping[str, Callable[[], Mapping[str, bytes]]] = {
    "everything": _everything,
    "example": example_files,
    **{name: partial(_real, name) for name in REAL},
}


def _put(folder: Path, files: Mapping[str, bytes]) -> Path:
    plan = folder / "commitments" / "it"
    for name, data in files.items():
        (plan / name).parent.mkdir(parents=True, exist_ok=True)
        (plan / name).write_bytes(data)
    return plan


def _plan(folder: Path) -> Plan:
    """The plan in *folder*, of whose files nothing could not be read."""
    texts = {each.relative_to(folder).as_posix(): each.read_bytes() for each in sorted(folder.rglob("*.yaml"))}
    loaded = load_texts({"plan.yaml": texts.pop("plan.yaml"), **texts}, folder.name)
    assert loaded.plan
    assert not loaded.unread
    return loaded.plan


def _restored(folder: Path, name: str, *arguments: str) -> Ran:
    target = folder / "again"
    target.mkdir(exist_ok=True)
    options = ("--workspace", str(target), "--no-input", *AS_AT)
    return run("import", str(folder / name), *arguments, *options, cwd=folder)


@pytest.mark.parametrize("format_", FORMATS)
@pytest.mark.parametrize("which", PLANS)
def test_the_plan_is_the_same_and_so_is_its_export(tmp_path: Path, which: str, format_: str) -> None:
    before = _plan(_put(tmp_path, PLANS[which]()))
    tables = exported(tmp_path)
    assert run("export", "-o", format_, *(["--format", "csv"] if format_ == "x" else []), cwd=tmp_path).code == 0

    ran = _restored(tmp_path, format_, "--apply")

    assert ran.code == 0, ran
    made = tmp_path / "again" / "commitments" / before.id
    rows = sum(map(len, tables.values()))
    assert f"Rows read {rows:,} = taken {rows:,} + merged 0 + refused 0\n" in ran.out
    assert ran.out.endswith(NOT_HELD)
    assert _plan(made) == before
    assert exported(tmp_path / "again") == tables


def test_with_another_id_it_is_a_plan_of_that_id(tmp_path: Path) -> None:
    make_plan(tmp_path)
    run("export", "-o", "x.json", cwd=tmp_path)

    shown = run("import", "x.json", "--new", "later", "--no-input", *AS_AT, cwd=tmp_path)
    done = run("import", "x.json", "--new", "later", "--no-input", "--apply", *AS_AT, cwd=tmp_path)

    assert (shown.code, shown.err) == (0, "Nothing was written yet. To write it: --apply\n")
    assert (
        shown.out
        == done.out
        == (
            "x.json is an export, and becomes the plan later\n"
            "Rows read 12 = taken 12 + merged 0 + refused 0\n"
            "later: 3 commitments in 2 files\n"
        )
        + NOT_HELD
    )
    written = "Written: 2 files in commitments/later\nTo see what is left to mend: actionplan validate\n"
    assert (done.code, done.err) == (0, written)
    text = (tmp_path / "commitments/later/plan.yaml").read_text(encoding="utf-8")
    assert text.startswith("# yaml-language-server: $schema=../../schema/plan.json\nformat: 1\nplan: later\ntitle: ")
    first, second = exported(tmp_path, "--plan", "northfield"), exported(tmp_path, "--plan", "later")
    assert second == {name: [{**row, "plan": "later"} for row in rows] for name, rows in first.items()}
    again = run("import", "x.json", "--new", "later", "--apply", "--no-input", *AS_AT, cwd=tmp_path)
    assert again.code == 4
    assert again.err == (
        "commitments/later/haven.yaml is there already. Nothing was written.\nGive the new plan another id: --new ID\n"
    )


@pytest.mark.parametrize("name", WRITERS)
def test_the_order_of_the_rows_makes_no_difference(tmp_path: Path, name: str) -> None:
    before = _plan(_put(tmp_path, example_files()))
    tables = exported(tmp_path)
    WRITERS[name](tmp_path / name, {table: rows[::-1] for table, rows in reversed(tables.items())})

    ran = _restored(tmp_path, name, "--apply")

    assert ran.code == 0, ran
    assert _plan(tmp_path / "again" / "commitments" / before.id) == before


def test_what_was_added_to_it_is_there(tmp_path: Path) -> None:
    make_plan(tmp_path)
    tables = exported(tmp_path)
    tables["updates"].insert(
        0,
        {
            "plan": "northfield",
            "commitment": "haven-1",
            "number": "",
            "date": "2025-12-20",
            "note": "The third is open.",
        },
    )
    as_json(tmp_path / "x.json", tables)

    ran = _restored(tmp_path, "x.json", "--apply")

    assert ran.code == 0, ran
    text = (tmp_path / "again/commitments/northfield/haven.yaml").read_text(encoding="utf-8")
    assert "      - date: 2025-12-20\n        note: The third is open.\n  - id: haven-2\n" in text


def _without_commitment(tables: Tables) -> None:
    tables["commitments"].pop(0)


def _twice(tables: Tables) -> None:
    tables["updates"].append({**tables["updates"][0], "note": "Another."})


def _unread(tables: Tables) -> None:
    tables["updates"][0]["date"] = "soon"


def _untitled(tables: Tables) -> None:
    tables["plans"][0]["title"] = ""


def _elsewhere(tables: Tables) -> None:
    tables["files"][0]["file"] = tables["commitments"][0]["file"] = "../../haven.yaml"


def _headless(tables: Tables) -> None:
    del tables["plans"]


@pytest.mark.parametrize(
    ("edit", "code", "said"),
    [
        (_without_commitment, 1, "Nothing was written: the plan would not be what the file says."),
        (_twice, 1, "Nothing was written: the plan would not be what the file says."),
        (
            _unread,
            4,
            "Not all of x.json can be read, so nothing was written:\n  updates!D1: date: “soon” is not a date.",
        ),
        (
            _untitled,
            4,
            "  plans!C1: title: it is needed, and nothing stands there. Write it as the other rows have it.",
        ),
        (_elsewhere, 4, "“../../haven.yaml” cannot be the name of a plan's file. Nothing was written.\n"),
        (_headless, 3, "x.json does not hold a whole plan: there is nothing in plans.\n"),
    ],
)
def test_what_is_no_whole_plan_is_not_made(
    tmp_path: Path, edit: Callable[[Tables], None], code: int, said: str
) -> None:
    make_plan(tmp_path)
    tables = exported(tmp_path)
    edit(tables)
    as_json(tmp_path / "x.json", tables)

    ran = _restored(tmp_path, "x.json", "--apply", "--partly")

    assert ran.code == code, ran
    assert said in ran.err, ran
    assert not (tmp_path / "again" / "commitments").exists()
    assert sorted(each.name for each in tmp_path.iterdir()) == ["again", "commitments", "x.json"]


def test_rows_that_nothing_holds_are_told_by_their_cells(tmp_path: Path) -> None:
    make_plan(tmp_path)
    tables = exported(tmp_path)
    _without_commitment(tables)
    as_folder(tmp_path / "x", tables)

    ran = _restored(tmp_path, "x")

    assert "Rows read 11 = taken 7 + merged 0 + refused 4\n" in ran.out, ran
    assert "  refused updates!B2: there is no commitment “haven-1” in the plan. " in ran.out


def test_one_plan_of_several_is_named(tmp_path: Path) -> None:
    make_plan(tmp_path)
    make_plan(tmp_path, {"plan.yaml": HEAD.replace("plan: northfield", "plan: later")}, "later")
    run("export", "-o", "x.xlsx", cwd=tmp_path)

    ran = _restored(tmp_path, "x.xlsx", "--new", "other")
    named = _restored(tmp_path, "x.xlsx", "--new", "other", "--plan", "later", "--apply")
    unknown = _restored(tmp_path, "x.xlsx", "--new", "other", "--plan", "earlier")

    assert (ran.code, ran.err) == (3, "x.xlsx holds several plans.\nSay which: --plan later\n")
    assert named.code == 0, named
    assert (unknown.code, unknown.err) == (3, "x.xlsx does not hold the plan earlier.\nIt holds later, northfield.\n")


def test_what_the_export_says_itself_is_not_said_again(tmp_path: Path) -> None:
    make_plan(tmp_path)
    run("export", "-o", "x.json", cwd=tmp_path)

    ran = _restored(tmp_path, "x.json", "--title", "Another")

    assert ran.code == 2
    assert "the export says it itself: leave it out" in ran.err
