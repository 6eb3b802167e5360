"""The example that comes with the tool: complete, meant as it is, and worth a look in every voice."""

from __future__ import annotations

import re
from collections import Counter
from collections.abc import Iterator, Mapping
from dataclasses import fields, is_dataclass
from datetime import date
from pathlib import Path
from typing import Any, get_args, get_type_hints

import pytest
from jsonschema import Draft202012Validator

from actionplan.domain import accepted, model, reviewed
from actionplan.domain.assess import assess
from actionplan.domain.model import Record
from actionplan.domain.types import Parsed
from actionplan.example import AS_AT, FILES, PLAN, example_files
from actionplan.load import load
from actionplan.loaded import Loaded, Text
from actionplan.report.renderers import RENDERERS
from actionplan.schema import schemas
from actionplan.validation import findings_of, partition
from actionplan.world.workspace import stem_of
from tests.cli.run import run
from tests.schema.yaml12 import core_value

FOLDER = Path(__file__).parent.parent / "actionplan" / "example" / PLAN
DAY = date.fromisoformat(AS_AT)
FILED = "reviews/2026-27-q1.yaml"


def _loaded() -> Loaded:
    texts = [Text(f"{PLAN}/{name}", stem_of(name), data) for name, data in example_files().items() if _is_yaml(name)]
    return load(PLAN, texts)


def _is_yaml(name: str) -> bool:
    return name.endswith(".yaml")


@pytest.fixture(scope="module")
def loaded() -> Loaded:
    return _loaded()


def _written(folder: Path) -> Path:
    """A workspace with the example in it."""
    for name, data in example_files().items():
        path = folder / "commitments" / PLAN / name
        path.parent.mkdir(parents=True, exist_ok=True)
        path.write_bytes(data)
    return folder


def test_all_of_it_is_shipped() -> None:
    there = {each.relative_to(FOLDER).as_posix() for each in FOLDER.rglob("*") if each.is_file()}

    assert set(FILES) == there
    assert len(FILES) == len(there)


# What the check says as at the day that is suggested, and why that is so.
MEANT = {
    ("AP401", "elm-1"): "it is late, and time was refused",
    ("AP401", "haven-1"): "it is late against both dates",
    ("AP401", "northfield-4"): "it is late against the first date, within the one granted twice",
    ("AP402", "nch-3"): "a partner that has not answered for two periods",
    ("AP403", "none-1"): "nobody leads it, so nobody ever answered",
    ("AP404", "haven-1"): "asked after the date had passed, for the next meeting to decide",
    ("AP406", "nch-2"): "a return that came in after the review was closed",
    ("AP407", ""): "an action of the review that nobody has done",
    ("AP601", "northfield-7"): "a title that says little, as titles of internal work do",
    ("AP604", ""): "a commitment without a lead",
}


def test_the_check_finds_what_is_meant_and_nothing_else(loaded: Loaded) -> None:
    parts = partition(findings_of(loaded, DAY, DAY), loaded, DAY)

    assert Counter((each.code, _bare(each.about)) for each in parts.new) == Counter(dict.fromkeys(MEANT, 1))
    assert [(each.finding.code, _bare(each.finding.about)) for each in parts.waived] == [("AP401", "oldmill-1")]
    assert [(each.code, _bare(each.file), _bare(each.about)) for each in parts.known] == [
        ("AP604", "together.yaml", ""),
        ("AP605", "unclaimed.yaml", "none-1"),
    ]


def _bare(about: str) -> str:
    return about.removeprefix(f"{PLAN}/")


@pytest.mark.parametrize("day", [DAY, date(2026, 10, 1), date(2027, 4, 1), date(2031, 1, 1), date(2099, 12, 31)])
def test_it_has_no_error_however_old_it_gets(day: date, loaded: Loaded) -> None:
    assert [each.code for each in findings_of(loaded, day, day) if each.severity == "error"] == []


def test_it_is_as_large_as_it_is_said_to_be(loaded: Loaded) -> None:
    plan = loaded.plan
    assert plan is not None
    answered = Counter(
        str(update.period.text if update.period else "in its own")
        for each in plan.commitments
        for update in each.updates
    )
    extensions = Counter(each.decision for commitment in plan.commitments for each in commitment.extensions)
    statuses = Counter(each.status.code for each in assess(plan, DAY))

    assert len(plan.commitments) == 26
    assert sum(1 for each in plan.head.partners.values() if each.left is None) == 5
    assert all(
        answered[period] > 10 for period in ("2025-26 Q1", "2025-26 Q2", "2025-26 Q3", "2025-26 Q4", "2026-27 Q1")
    )
    assert extensions == {"granted": 5, "refused": 1, None: 2}
    assert statuses == {
        "in-progress": 10, "complete": 9, "waiting": 3, "on-trial": 1, "withdrawn": 1, "superseded": 1,
        "no-update-received": 1,
    }  # fmt: skip


def test_it_says_that_it_is_invented(loaded: Loaded) -> None:
    assert loaded.plan is not None
    assert loaded.plan.head.report is not None
    assert loaded.plan.head.report.classification == "Invented example"
    links = re.findall(rb"https?://([^/'\s]+)", b"".join(example_files().values()))
    assert [each for each in links if not each.endswith(b".example")] == []


# Every feature occurs

FILE_KINDS = (
    model.PlanFile,
    model.CommitmentsFile,
    model.OutcomesFile,
    reviewed.ReviewFile,
    accepted.WaiversFile,
    accepted.BaselineFile,
)


def _values(value: Any) -> Iterator[Any]:
    """Every value within *value*, itself first."""
    yield value
    if isinstance(value, Record):
        inner: Any = [getattr(value, each.name) for each in fields(value)]  # type: ignore[arg-type]  # each is one
    elif isinstance(value, Mapping):
        inner = [*value, *value.values()]
    elif isinstance(value, tuple) and not hasattr(value, "precision"):
        inner = value
    else:
        return
    for each in inner:
        yield from _values(each)


def _kinds(kind: Any) -> Iterator[type]:
    """Every record that *kind*, a record or a field's type, may hold."""
    if isinstance(kind, type) and is_dataclass(kind):
        yield kind
        for each in get_type_hints(kind, include_extras=True).values():
            yield from _kinds(each)
    for each in get_args(kind):
        yield from _kinds(each)


def _records(loaded: Loaded) -> list[Record]:
    held = [sheet.record for sheet in loaded.sheets.values()]
    return [each for record in held for each in _values(record) if isinstance(each, Record)]


def test_every_key_of_the_format_is_used(loaded: Loaded) -> None:
    used: set[tuple[type, str]] = set()
    for record in _records(loaded):
        for each in fields(record):  # type: ignore[arg-type]  # as above
            if getattr(record, each.name) not in (None, (), {}):
                used.add((type(record), each.name))
    kinds = {each for kind in FILE_KINDS for each in _kinds(kind)}

    unused = {f"{kind.__name__}.{name}" for kind in kinds for name in kind.__slots__ if (kind, name) not in used}  # type: ignore[attr-defined]  # each is a record

    assert unused == set()


def _choices(kind: Any) -> Iterator[Mapping[str, Any]]:
    """The closed lists of words in the types of *kind*."""
    for each in get_args(kind):
        yield from _choices(each)
    if (isinstance(kind, type) and is_dataclass(kind)) or kind is None:
        return
    yield from (each.schema for each in getattr(kind, "__metadata__", ()) if isinstance(each, Parsed))


def test_every_word_that_can_be_chosen_is_chosen(loaded: Loaded) -> None:
    records = _records(loaded)
    unused: set[str] = set()
    for kind in {type(each) for each in records}:
        hints = get_type_hints(kind, include_extras=True)
        for each in fields(kind):  # type: ignore[arg-type]  # as above
            if (kind, each.name) == (model.Paper, "titles"):  # own titles for sections: one will do
                continue
            said = {
                str(value)
                for record in records
                if type(record) is kind
                for value in _values(getattr(record, each.name))
            }
            for schema in _choices(hints[each.name]):
                words = {str(word) for word in schema.get("enum", ())}
                unused |= {f"{kind.__name__}.{each.name}: {word}" for word in words - said}

    assert unused == {f"Reviews.every: {each}" for each in ("month", "half-year", "year")}  # a plan has one cycle


def test_dates_are_known_to_every_precision(loaded: Loaded) -> None:
    windows = {each.precision for record in _records(loaded) for each in _values(record) if hasattr(each, "precision")}

    assert windows == {"day", "month", "quarter", "half-year", "year"}


def test_a_line_is_allowed_and_a_rule_is_set() -> None:
    files = example_files()

    assert b"# actionplan: allow AP401 - " in files["nch.yaml"]
    assert b"rules:\n  AP602: warning\n" in files["plan.yaml"]


@pytest.mark.parametrize("name", [name for name in FILES if _is_yaml(name) and name != "baseline.yaml"])
def test_an_editor_finds_nothing_wrong_in_it(name: str) -> None:
    text = example_files()[name].decode()
    named = re.match(r"# yaml-language-server: \$schema=((?:\.\./)+)schema/(\S+)\n", text)
    assert named is not None
    assert named[1].count("../") == 2 + name.count("/")

    found = Draft202012Validator(schemas()[named[2]]).iter_errors(core_value(text))

    assert [error.message for error in found] == []


# The review

BOARD = "the partnership board"
STEPS: tuple[tuple[str, ...], ...] = (
    ("close", "2026-27 Q1", "--meeting", "2026-07-21", "--note", "The meeting was in the town hall. Old Mill sent its good wishes."),
    ("decide", "--about", "northfield-4", "--by", BOARD, "--decision", "Time until 31 December 2026 is granted. It is the last time."),
    ("decide", "--about", "nch-3", "--by", BOARD, "--decision", "The council's lawyers draft the agreement on sharing data; the matter comes back in October."),
    ("decide", "--by", BOARD, "--decision", "From October the board meets in Elm Hall, where the tenants meet."),
    ("action", "--add", "Draft the agreement on sharing data", "--owner", "northfield", "--due", "2026-09-15", "--about", "nch-3"),
    ("action", "--add", "Send the board the list of people seen by the hubs, by ward", "--owner", "haven", "--due", "2026-08-31", "--about", "haven-1"),
    ("action", "--add", "Find somebody to lead none-1", "--owner", "elm", "--due", "2026-10-20", "--about", "none-1"),
    ("action", "a2", "done", "--date", "2026-08-27", "--note", "2,310 people, half of them from East ward."),
)  # fmt: skip


def test_the_closed_review_is_what_the_commands_write(tmp_path: Path) -> None:
    """On the day it was closed, before a late return came in."""
    plan = _written(tmp_path) / "commitments" / PLAN
    late = re.compile(rb"      - date: 2026-08-03\n(?:        .*\n)+")
    before = (plan / "nch.yaml").read_bytes()
    assert len(late.findall(before)) == 1
    (plan / "nch.yaml").write_bytes(late.sub(b"", before))
    (plan / FILED).unlink()

    for step in STEPS:
        day = "2026-08-27" if "done" in step else "2026-07-23"
        done = run("review", *step, "--as-at", day, "--yes", "--no-input", cwd=tmp_path)
        assert done.code == 0, done.err

    assert (plan / FILED).read_text(encoding="utf-8") == example_files()[FILED].decode()


# In every voice

TOO_LITTLE = 10_000  # bytes of a document that holds all of it


@pytest.mark.parametrize("voice", RENDERERS)
def test_it_can_be_told_in_every_voice(voice: str, tmp_path: Path) -> None:
    _written(tmp_path)
    ending = RENDERERS[voice].suffixes[0] if RENDERERS[voice].suffixes else ".txt"

    done = run("report", "--format", voice, "-o", f"report{ending}", "--as-at", AS_AT, cwd=tmp_path)

    data = (tmp_path / f"report{ending}").read_bytes()
    assert (done.code, done.out) == (0, "")
    assert done.err.splitlines()[0] == f"Written: report{ending}"
    assert b"dehumidifiers" in data if RENDERERS[voice].is_text else len(data) > TOO_LITTLE


NOT_SAID = re.compile(r"^None\.$", re.MULTILINE)


def test_every_section_has_something_to_say(tmp_path: Path) -> None:
    _written(tmp_path)

    done = run("report", "--as-at", AS_AT, cwd=tmp_path).succeeds()

    assert NOT_SAID.findall(done.out) == []
    for said in (
        "Returns received: 4 of 5 partners",
        "Of 26 commitments, 9 are complete, 2 are dropped and 15 are open; 1 has had no",
        "Since the last review, 13 updates were received, 1 commitment was completed, 1",
        "Asked late: after the date.",
        "received after the review was closed",
        "On path (judged by the partnership board",
        "Green, but past its date",
        "inferred",
    ):
        assert said in done.out, said


def test_what_is_internal_stays_so(tmp_path: Path) -> None:
    _written(tmp_path)

    said = run("report", "--public", "--as-at", AS_AT, cwd=tmp_path).succeeds().out

    for secret in ("northfield-7", "Settle the claim", "insurer", "List of addresses"):
        assert secret not in said
