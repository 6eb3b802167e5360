"""Files with anything in them: a check says what is wrong, and never stops working."""

from __future__ import annotations

import os
import random
from collections.abc import Sequence
from datetime import date
from functools import partial
from pathlib import Path

import pytest

from actionplan.checks.rules import CODES
from actionplan.load import load
from actionplan.loaded import Loaded, Text
from actionplan.validation import findings_of
from actionplan.yamltext import file
from actionplan.yamltext.parsers import PureParser
from actionplan.yamltext.problem import MAX_BYTES, MAX_NODES
from actionplan.yamltext.tree import parse
from tests.checks import full
from tests.support import load_texts

REAL = Path(__file__).parents[2] / "commitments"
NORTHFIELD = Path(__file__).with_name("northfield.yaml").read_text(encoding="utf-8")
MUTANTS = int(os.environ.get("ACTIONPLAN_MUTANTS", "3000"))  # `make full` runs more

PLANS: list[list[Text]] = [
    [
        Text("northfield/plan.yaml", "plan", full.PLAN.encode()),
        Text("northfield/haven.yaml", "haven", full.COMMITMENTS.encode()),
        Text("northfield/outcomes.yaml", "outcomes", full.OUTCOMES.encode()),
    ],
    *(
        [
            Text(f"{folder.name}/{each.name}", each.stem, each.read_bytes())
            for each in sorted(folder.glob("*.yaml"), key=lambda path: (path.stem != "plan", path.name))
        ]
        for folder in sorted(REAL.iterdir())
        if (folder / "plan.yaml").exists()
    ),
]

PIECES = (
    *(bytes([number]) for number in range(256)),
    *(
        b"\n",
        b"\r\n",
        b"\t",
        b": ",
        b"- ",
        b" #",
        b"&a ",
        b"*a",
        b"!!int ",
        b"<<: ",
        b"---\n",
        b"...\n",
        b"%YAML 1.1\n",
    ),
    *(
        b"[",
        b"]",
        b"{",
        b"}",
        b'"',
        b"'",
        b"|\n",
        b">\n",
        b"? ",
        b"\\",
        b"\\ud800",
        b"@",
        b"`",
        b"{a: " * 30,
        b"- " * 30,
    ),
    *("\u2028 \u202e \u200b \xa0 \ufeff é 😀 \x85 \ud7ff".encode().split(b" ")),
    *(
        b"id: haven-1\n",
        b"due: 2015-04-31\n",
        b"1e999",
        b"0" * 5_000,
        b"1:" * 50,
        b"  ",
        b"commitments:\n",
        b"format: 2\n",
    ),
)


def _mutated(pick: random.Random, data: bytes) -> bytes:
    """*data* with one to four things cut, put in, doubled or moved."""
    for _ in range(pick.randint(1, 4)):
        start = pick.randrange(len(data) + 1)
        end = min(len(data), start + pick.choice([0, 1, 1, 2, 5, 20, 200]))
        match pick.randrange(5):
            case 0:
                data = data[:start] + data[end:]
            case 1:
                data = data[:start] + pick.choice(PIECES) + data[start:]
            case 2:
                data = data[:start] + pick.choice(PIECES) + data[end:]
            case 3:
                data = data[:end] + data[start:]
            case _:
                lines = data.splitlines(keepends=True) or [b""]
                lines.insert(pick.randrange(len(lines) + 1), lines.pop(pick.randrange(len(lines))))
                data = b"".join(lines)
    return data


def _mutant(seed: int) -> list[Text]:
    pick = random.Random(seed)
    texts = list(pick.choice(PLANS))
    number = pick.randrange(len(texts))
    texts[number] = texts[number]._replace(data=_mutated(pick, texts[number].data))
    return texts


def _judge(texts: Sequence[Text], note: object = "") -> Loaded:
    """Load *texts* and judge them; what is said has to be sayable, and what could not be read has to be said."""
    loaded = load("northfield", texts)
    findings = findings_of(loaded, date(2025, 12, 31), date(2025, 12, 31))
    for each in findings:
        assert each.code in CODES, note
        assert each.message, note
        assert each.fix, note
        assert len(each.message) + len(each.fix) < 1_500, note
        lines = loaded.files[each.file].source.line_count
        assert 1 <= each.line <= each.end_line <= lines, note
        assert each.column >= 1, note
        assert each.end_column >= 1, note
    if not loaded.is_whole or loaded.plan is None or any(opened.left_out for opened in loaded.files.values()):
        assert any(each.severity == "error" for each in findings), note
    return loaded


def test_mutants() -> None:
    for seed in range(MUTANTS):
        _judge(_mutant(seed), seed)


def test_mutants_with_the_other_parser(monkeypatch: pytest.MonkeyPatch) -> None:
    monkeypatch.setattr(file, "parse", partial(parse, parser=PureParser))
    for seed in range(MUTANTS // 10):
        _judge(_mutant(seed), seed)


MERGE_BOMB = "a0: &a0 {k: 1}\n" + "".join(
    f"a{i}: &a{i} {{<<: [{','.join([f'*a{i - 1}'] * 9)}]}}\n" for i in range(1, 8)
)
LAUGHS = "a0: &a0 [x, x]\n" + "".join(f"a{i}: &a{i} [{','.join([f'*a{i - 1}'] * 9)}]\n" for i in range(1, 10))
QUADRATIC = "note: &a " + "x" * 60_000 + "\nsources: [" + ",".join(["*a"] * 15_000) + "]\n"

# What breaks other programs (section 5 of the reliability study), and what is said of it here.
REPRODUCERS: dict[str, tuple[str | bytes, set[str]]] = {
    "merge bomb": (MERGE_BOMB, {"AP010", "AP016", "AP017"}),
    "laughs": (LAUGHS, {"AP010", "AP016"}),
    "quadratic": (QUADRATIC, {"AP016", "AP023"}),
    "dashes": ("- " * 30_000 + "x", {"AP019"}),
    "brackets": ("[" * 100_000, {"AP019"}),
    "braces": ("{a: " * 20_000, {"AP019"}),
    "question marks": ("? " * 20_000 + "x", {"AP025"}),
    "key behind a line separator": ("partner: haven\n# agreed\u2028commitments: x\n", {"AP004"}),
    "key behind a carriage return": ("partner: haven\n# agreed\rcommitments: x\n", {"AP004"}),
    "no such day": ("partner: haven\ncommitments: [{id: a, title: Open 3 hubs, due: 2015-04-31}]\n", {"AP203"}),
    "tagged time": ("partner: !!timestamp 2015\n", {"AP018"}),
    "tagged number": ('partner: !!int ""\n', {"AP018", "AP014"}),
    "tagged truth": ("partner: !!bool maybe\n", {"AP018"}),
    "cut text": ("partner: haven\nnote: Item # 4 done\n", {"AP024"}),
    "trailing tab": ("partner: haven\t\n", {"AP003"}),
    "halves of a character": ('partner: haven\nnote: "\\ud83d\\ude00"\n', {"AP007"}),
    "base 60": ("partner: haven\nnote: " + "1:" * 100_000 + "1\n", {"AP015"}),
    "long number": ("partner: haven\nnote: " + "9" * 5_000 + "\n", set()),
    "day 0": ("partner: haven\ncommitments: [{id: a, title: Open 3 hubs, due: 0}]\n", {"AP201"}),
    "seconds": ("partner: haven\ncommitments: [{id: a, title: Open 3 hubs, due: 1430352000}]\n", {"AP201"}),
    "full-width digits": (
        "partner: haven\ncommitments: [{id: a, title: Open 3 hubs, due: ２０１５-04-30}]\n",
        {"AP201"},
    ),
    "id with a line end": ('commitments: [{id: "a\\n", title: Open 3 hubs}]\npartner: haven\n', {"AP101"}),
    "null byte": (b"partner: haven\nnote: a\0b\n", {"AP004"}),
    "latin-1": ("partner: haven\nnote: café\n".encode("latin-1"), {"AP001"}),
    "UTF-16": ("partner: haven\n".encode("utf-16"), {"AP001"}),
    "a noncharacter": ("partner: haven\nnote: a\U0001fffeb\n", set()),
    "code": ("partner: !!python/object/apply:os.system [x]\n", {"AP018", "AP012"}),
    "terminal": ('partner: haven\nnote: "\\e[2J"\n', {"AP004"}),
    "no file": (b"", {"AP021"}),
    "null bytes": (b"\0" * 5_000, {"AP001"}),
}


@pytest.mark.parametrize("name", REPRODUCERS)
def test_reproducer(name: str) -> None:
    content, codes = REPRODUCERS[name]
    data = content if isinstance(content, bytes) else content.encode()
    loaded = load_texts({"plan.yaml": NORTHFIELD, "haven.yaml": data})

    assert {each.code for each in loaded.hits} == codes
    _judge([Text("northfield/plan.yaml", "plan", NORTHFIELD.encode()), Text("northfield/haven.yaml", "haven", data)])


@pytest.mark.parametrize("stem", ["plan", "haven", "outcomes"])
@pytest.mark.parametrize("name", REPRODUCERS)
def test_reproducer_in_any_file(stem: str, name: str) -> None:
    content = REPRODUCERS[name][0]
    data = content if isinstance(content, bytes) else content.encode()
    texts = {"plan": NORTHFIELD.encode(), "haven": full.COMMITMENTS.encode(), stem: data}

    _judge([Text(f"northfield/{each}.yaml", each, texts[each]) for each in texts])


LONG_LINES = {
    "words": b"note: " + b"word " * 200_000,
    "spaces before a comment": b"note: a" + b" " * 1_000_000 + b"# b",
    "spaces in a text before a comment": b"note: a" + b" " * 1_000_000 + b"x # b",
    "comment signs": b"note: a " + b"# " * 500_000,
    "comment signs in quotes": b'note: "' + b"a # b " * 160_000 + b'"',
    "colons": b"note: a " + b"b: " * 300_000,
    "dashes": b"note: " + b"- " * 500_000,
    "tabs": b"note: a" + b" \t" * 500_000 + b"x",
    "tabs in a text": b"note: a" + b"x\t" * 500_000,
    "quotation marks": b"note: '" + b"''" * 500_000,
    "brackets": b"note: " + b"[]" * 500_000,
    "unclosed bracket": b"note: [" + b"kind, " * 160_000,
    "backslashes": b'note: "' + b"\\e" * 500_000 + b'"',
    "control characters": b"note: " + b"\x01a" * 500_000,
    "allowances": b"# " + b"# actionplan: allow " * 5_000,
    "key": b"k" * 1_000_000 + b": x",
    "no end": b"x" * 1_000_000,
    "spaces": b" " * 1_000_000 + b"x: [",
}


@pytest.mark.parametrize("name", LONG_LINES)
def test_a_line_of_a_megabyte(name: str) -> None:
    data = b"partner: haven\n" + LONG_LINES[name] + b"\n"
    texts = [Text("northfield/plan.yaml", "plan", NORTHFIELD.encode()), Text("northfield/haven.yaml", "haven", data)]

    loaded = _judge(texts, name)

    assert len(loaded.hits) <= 5_001


def test_a_file_that_is_too_large_is_not_read() -> None:
    loaded = load_texts({"plan.yaml": NORTHFIELD, "haven.yaml": b"x" * (MAX_BYTES + 1)})

    assert [each.code for each in loaded.hits] == ["AP020"]
    assert not loaded.is_whole


def test_a_file_of_too_many_values_is_not_read() -> None:
    loaded = load_texts({"plan.yaml": NORTHFIELD, "haven.yaml": "sources: [" + "[]," * MAX_NODES + "]"})

    assert [(each.code, each.hit.message) for each in loaded.hits] == [
        ("AP020", "the file holds more than 2,000,000 values")
    ]


def test_a_file_that_could_not_be_opened_is_said() -> None:
    trouble = Text("", "", trouble="the file may not be read", remedy="Ask for the right to read it.")
    loaded = load_texts({"plan.yaml": NORTHFIELD, "haven.yaml": trouble, "elm.yaml": "partner: elm\n"})
    (finding,) = findings_of(loaded, date(2025, 12, 31), date(2025, 12, 31))

    assert (finding.file, finding.line, finding.code) == ("northfield/haven.yaml", 1, "AP023")
    assert (finding.message, finding.fix) == ("the file may not be read", "Ask for the right to read it.")
    assert not loaded.is_whole


def test_another_format_is_the_only_thing_that_is_said() -> None:
    head = NORTHFIELD.replace("format: 1", "format: 2\nnew_key: [x]")
    loaded = load_texts({"plan.yaml": head, "haven.yaml": "partner: haven\nnews: 1\n"})

    assert [(each.code, each.hit.message) for each in loaded.hits] == [
        ("AP022", "this plan is written in format 2, and this version reads format 1")
    ]
    assert loaded.plan is None
    assert not loaded.is_whole


@pytest.mark.parametrize("name", ["plan", "outcomes"])
def test_a_second_file_of_which_there_can_be_one(name: str) -> None:
    texts = {"plan.yaml": full.PLAN, "haven.yaml": full.COMMITMENTS, "outcomes.yaml": full.OUTCOMES}
    loaded = load_texts({**texts, f"{name}.yml": texts[f"{name}.yaml"]})
    (coded,) = loaded.hits

    assert (coded.code, coded.hit.place.file) == ("AP023", f"northfield/{name}.yml")
    assert coded.hit.message == f"the plan has this file twice: northfield/{name}.yaml"
    assert (loaded.head_file, loaded.outcomes_file) == ("northfield/plan.yaml", "northfield/outcomes.yaml")
    assert not loaded.is_whole


def test_two_files_of_one_partner_are_read() -> None:
    one = "partner: haven\ncommitments: [{id: haven-1, title: Open 3 hubs}]\n"
    two = "partner: haven\ncommitments: [{id: haven-2, title: Open 4 hubs}]\n"
    loaded = load_texts({"plan.yaml": NORTHFIELD, "haven.yaml": one, "haven-more.yaml": two})

    assert loaded.hits == ()
    assert loaded.plan is not None
    assert [(each.id, each.lead) for each in loaded.plan.commitments] == [("haven-2", "haven"), ("haven-1", "haven")]
    assert loaded.partner_files == {"haven": "northfield/haven-more.yaml"}


@pytest.mark.parametrize(
    ("second", "code", "message"),
    [
        ("haven-1", "AP102", "the id haven-1 is used here and in northfield/haven.yaml, line 2, for “Open 3 hubs”"),
        (
            "Haven-1",
            "AP102",
            "the id Haven-1 is used here and in northfield/haven.yaml, line 2, for “Open 3 hubs”: "
            "capital and small letters make no difference",
        ),
    ],
)
def test_an_id_that_is_taken(second: str, code: str, message: str) -> None:
    one = "partner: haven\ncommitments: [{id: haven-1, title: Open 3 hubs}]\n"
    two = f"partner: northfield\ncommitments:\n  - {{id: {second}, title: Open 4 hubs}}\n"
    loaded = load_texts({"plan.yaml": NORTHFIELD, "haven.yaml": one, "northfield.yaml": two})

    assert [(each.code, each.hit.message) for each in loaded.hits] == [(code, message)]
    assert list(loaded.homes) == ["haven-1"]


def test_an_id_whose_log_is_closed_in_words_of_ones_own() -> None:
    own = NORTHFIELD + "vocabulary: [{code: over, label: Over, meaning: dropped}]\n"
    text = (
        "partner: haven\ncommitments:\n"
        "  - {id: haven-1, title: Open 3 hubs, updates: [{date: 2025-10, status: over}]}\n"
        "  - {id: haven-1, title: Open 4 hubs}\n"
    )
    assert [each.code for each in load_texts({"plan.yaml": own, "haven.yaml": text}).hits] == ["AP103"]
    assert [each.code for each in load_texts({"plan.yaml": NORTHFIELD, "haven.yaml": text}).hits] == ["AP102"]


PARTNERS = NORTHFIELD[NORTHFIELD.index("partners:") : NORTHFIELD.index("themes:")]


@pytest.mark.parametrize(
    ("head", "text"),
    [
        (NORTHFIELD.replace("{name: Elm Housing}", "Elm Housing"), "partner: haven\n"),
        (NORTHFIELD.replace("  elm: {name: Elm Housing}\n", "  elm: {nam: Elm Housing}\n"), "partner: haven\n"),
        (NORTHFIELD.replace(PARTNERS, "partners: [northfield, haven, elm]\n"), "partner: haven\n"),
        (NORTHFIELD.replace("homes: Warm and safe homes", "homes: [Warm]"), "partner: haven\n"),
        (NORTHFIELD, "commitments: [{id: haven-1, title: Open 3 hubs, due: 2026-03, theme: homes}]\n"),
        (NORTHFIELD, "partnr: haven\ncommitments: [{id: haven-1, title: Open 3 hubs, due: 2026-03}]\n"),
        (NORTHFIELD, "partner: [haven]\ncommitments: [{id: haven-1, title: Open 3 hubs, due: 2026-03}]\n"),
    ],
)
def test_nothing_follows_from_what_could_not_be_read(head: str, text: str) -> None:
    log = "updates: [{date: 2025-12-05, status: in-progress, confidence: green}]"
    texts = {
        "plan.yaml": head,
        "haven.yaml": text.replace("2026-03}", f"2026-03, {log}}}").replace("homes}", f"homes, {log}}}"),
    }
    findings = findings_of(load_texts(texts), date(2025, 12, 31), date(2025, 12, 31))

    assert len(findings) == 1, [each.message for each in findings]
    assert findings[0].code in ("AP010", "AP011", "AP012")


SECTIONS = [
    ("period: {from: 2025-04-01, to: 2026-03-31}", "period: {from: 2025-04-01, to: soon}"),
    ("period: {from: 2025-04-01, to: 2026-03-31}", "peroid: {from: 2025-04-01, to: 2026-03-31}"),
    ("reviews: {every: quarter,", "reviews: {every: week,"),
    ("partners:\n", "partnrs:\n"),
    ("  haven:\n", "  haven trust:\n"),
    ("themes:\n", "themse:\n"),
    ("  advice: Advice\n", "  advice: {title: Advice}\n"),
    ("vocabulary:\n", "vocabulry:\n"),
    ("{code: moving,", "{code: mov ing,"),
    ("meaning: done,", "meaning: donne,"),
    ("reasons: ", "reason: "),
    ("partners:\n", "part\x01ners:\n"),
    ("{code: moving,", "{code: mov\x01ing,"),
]


@pytest.mark.parametrize(("right", "wrong"), SECTIONS)
def test_nothing_follows_from_a_part_of_the_plan_that_could_not_be_read(right: str, wrong: str) -> None:
    assert right in full.PLAN
    texts = {"plan.yaml": full.PLAN, "haven.yaml": full.COMMITMENTS, "outcomes.yaml": full.OUTCOMES}
    day = date(2025, 12, 31)
    before = {each.code for each in findings_of(load_texts(texts), day, day)}
    texts["plan.yaml"] = full.PLAN.replace(right, wrong)
    after = [each for each in findings_of(load_texts(texts), day, day) if each.code not in before]

    assert len(after) == 1, [each.message for each in after]
    assert after[0].file == "northfield/plan.yaml"
