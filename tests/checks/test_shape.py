"""Two readers of one model agree, and what one of them refuses the other explains."""

from __future__ import annotations

import os
import random
from collections.abc import Callable, Iterator
from copy import deepcopy
from dataclasses import fields, is_dataclass
from pathlib import Path
from typing import Any, TypeAlias

import pytest
import yaml

from actionplan.checks.diagnostic import Hit, Route
from actionplan.checks.shape.keys import FILES
from actionplan.checks.shape.mend import Mended, mend, restore
from actionplan.domain.accepted import BaselineFile, WaiversFile
from actionplan.domain.keys import keys_of
from actionplan.domain.model import Commitment, CommitmentsFile, OutcomesFile, PlanFile
from actionplan.domain.reading import Doubt, read
from actionplan.yamltext.tree import ALIAS, Places, parse
from tests.checks import full

REAL = Path(__file__).parents[2] / "commitments"
FALLBACK = {
    "format": "1",
    "plan": "p",
    "title": "P",
    "agreement": {"title": "P"},
    "partner": "haven",
    "date": "2025-12-31",
}
MUTANTS = int(os.environ.get("ACTIONPLAN_MUTANTS", "3000"))  # `make full` runs more

Document: TypeAlias = tuple[type, Any]


def _kind_of(stem: str) -> type:
    return {"plan": PlanFile, "outcomes": OutcomesFile}.get(stem, CommitmentsFile)


def _documents() -> list[Document]:
    """What every file holds that is known to be right: the invented ones, and the real ones of this repository."""
    invented: list[Document] = [
        (PlanFile, parse(full.PLAN).value),
        (CommitmentsFile, parse(full.COMMITMENTS).value),
        (OutcomesFile, parse(full.OUTCOMES).value),
        (WaiversFile, parse(full.WAIVERS).value),
        (BaselineFile, parse(full.BASELINE).value),
    ]
    files = sorted(REAL.glob("*/*.yaml"))
    return invented + [(_kind_of(each.stem), parse(each.read_text(encoding="utf-8")).value) for each in files]


DOCUMENTS = _documents()


def _mended(kind: type, value: Any) -> Mended:
    return mend(kind, value, "a.yaml", 4, FALLBACK)


def _said(kind: type, text: str) -> list[str]:
    """Every message about *text*, with its place, code and fix."""
    tree = parse(text)
    places = Places(tree)
    said = []
    for code, hit in ((each.code, each.hit) for each in _mended(kind, tree.value).hits):
        start, _ = places.locate(hit.place.route, hit.place.part)
        line, column = text.count("\n", 0, start) + 1, start - text.rfind("\n", 0, start)
        said.append(f"{line}:{column} {code} {hit.message}. {hit.fix}")
    return said


def _keys_used(kind: Any, value: Any) -> Iterator[tuple[type, str]]:
    """Each key of each record class that *value* uses."""
    if is_dataclass(kind):
        inner = {each.name.rstrip("_"): getattr(value, each.name) for each in fields(kind)}
        for key, item in inner.items():
            if item not in (None, (), {}):
                yield type(value), key
            yield from _keys_used(type(item), item)
    elif isinstance(value, tuple) and not hasattr(value, "_fields"):
        for item in value:
            yield from _keys_used(type(item), item)
    elif hasattr(value, "values"):
        for item in value.values():
            yield from _keys_used(type(item), item)


def test_the_invented_files_use_every_key() -> None:
    used: dict[type, set[str]] = {}
    for kind, value in DOCUMENTS[:5]:
        for record, key in _keys_used(kind, read(kind, value, 4)):
            used.setdefault(record, set()).add(key)

    assert set(FILES) <= set(used)
    assert len(used) == 28
    for record, keys in used.items():
        assert keys == set(keys_of(record)), record


@pytest.mark.parametrize(("kind", "value"), DOCUMENTS)
def test_both_readers_read_what_is_right_alike(kind: type, value: Any) -> None:
    mended = _mended(kind, value)

    assert mended.hits == ()
    assert mended.left_out == frozenset()
    assert mended.record == read(kind, value, 4)


JUNK: list[Any] = [
    None,
    "",
    " ",
    "x" * 70,
    "x y",
    "no",
    "0",
    "-1",
    "1e5",
    "2015-02-30",
    "2015-13",
    "2015-16 Q5",
    "2015-17",
    "31/03/2016",
    "1850-01-01",
    "March 2016",
    "two\nlines",
    "\t",
    "http://",
    "deliverable",
    "granted",
    "é",
    "\x1b",
    "x" * 30_000,
    [],
    {},
    ["a"],
    ["a", None],
    [[]],
    [{}],
    {"a": "b"},
    {"id": "a", "title": "b"},
    {"": "x"},
    {"with space": "x"},
    {"[key]": "x"},
    {"date": None},
]


def _routes(value: Any, route: Route = ()) -> Iterator[Route]:
    if route:
        yield route
    steps = value.items() if isinstance(value, dict) else enumerate(value) if isinstance(value, list) else ()
    for step, item in steps:
        yield from _routes(item, (*route, step))


def _holder(value: Any, route: Route) -> Any:
    for step in route[:-1]:
        value = value[step]
    return value


def _delete(pick: random.Random, box: Any, step: Any) -> None:
    del box[step]


def _replace(pick: random.Random, box: Any, step: Any) -> None:
    box[step] = deepcopy(pick.choice(JUNK))


def _wrap(pick: random.Random, box: Any, step: Any) -> None:
    box[step] = pick.choice([[box[step]], {"title": box[step]}])


def _add(pick: random.Random, box: Any, step: Any) -> None:
    key = pick.choice(
        ["stauts", "titel", "owner", "with_", "from_", "<<<", "x" * 64, "title ", "Title", "due", "id", "a b"]
    )
    if isinstance(box, dict):
        box[key] = deepcopy(pick.choice(JUNK))
    else:
        box.insert(pick.randint(0, len(box)), deepcopy(pick.choice(JUNK)))


def _rename(pick: random.Random, box: Any, step: Any) -> None:
    if isinstance(box, dict):
        box[pick.choice([step[::-1], step.upper(), f"{step}s", f"{step}_", "date"])] = box.pop(step)


def _repeat(pick: random.Random, box: Any, step: Any) -> None:
    if isinstance(box, list):
        box.append(deepcopy(box[step]))


OPERATIONS: list[Callable[[random.Random, Any, Any], None]] = [_delete, _replace, _wrap, _add, _rename, _repeat]


def _mutant(seed: int) -> Document:
    """A right file with one to three things wrong, or at least other than before."""
    pick = random.Random(seed)
    kind, value = deepcopy(pick.choice(DOCUMENTS))
    for each in ("commitments", "outcomes"):
        if len(value.get(each, ())) > 3:
            value[each] = pick.sample(value[each], 3)
    for _ in range(pick.randint(1, 3)):
        routes = list(_routes(value))
        if routes:
            route = pick.choice(routes)
            pick.choice(OPERATIONS)(pick, _holder(value, route), route[-1])
    return kind, value


def _is_in(hit: Hit, text: str, places: Places) -> bool:
    start, end = places.locate(hit.place.route, hit.place.part)
    return 0 <= start <= end <= len(text)


def test_mutants() -> None:
    accepted = 0
    for seed in range(MUTANTS):
        kind, value = _mutant(seed)
        mended = _mended(kind, value)
        text = yaml.dump(value, Dumper=yaml.CSafeDumper, sort_keys=False, allow_unicode=True)
        tree = parse(text)
        try:
            record = read(kind, value, 4)
        except Doubt:
            assert mended.hits or tree.problems, seed  # a key that is too long is the parser's to say
        else:
            accepted += 1
            assert (mended.record, mended.hits, mended.left_out) == (record, (), frozenset()), seed
        assert mended.record is not None, seed
        assert tree.value == value, seed
        places = Places(tree)
        for each in mended.hits:
            assert each.hit.message, seed
            assert each.hit.fix.endswith((".", "?")), (seed, each.hit.fix)
            assert _is_in(each.hit, text, places), seed

    assert MUTANTS / 20 < accepted < MUTANTS / 2


def _put(item: Any) -> Callable[[Any, Any], None]:
    """Put *item* in the place of what stands there."""

    def put(box: Any, step: Any) -> None:
        box[step] = item

    return put


def _put_key(name: str, item: Any = None) -> Callable[[Any, Any], None]:
    """Give what stands at a key of a mapping another key, `{}` being the old one; or put *item* there."""

    def put(box: Any, step: Any) -> None:
        if isinstance(box, dict):
            old = box.pop(step)
            box[name.format(step)] = old if item is None else item

    return put


def _add_unknown(box: Any, step: Any) -> None:
    if isinstance(box, dict):
        box["zzz"] = box[step]


SINGLE: list[tuple[str, Callable[[Any, Any], None]]] = [
    ("delete", lambda box, step: box.pop(step)),
    ("nothing", _put(None)),
    ("alias", _put(ALIAS)),
    ("empty", _put("")),
    ("junk", _put("\x1b x")),
    ("list", _put([[]])),
    ("unknown", _add_unknown),
    ("misspelt", _put_key("{}x")),
    ("merged", _put_key("<<", ALIAS)),
]


@pytest.mark.parametrize(("name", "change"), SINGLE, ids=[name for name, _ in SINGLE])
def test_one_mistake_is_one_message(name: str, change: Callable[[Any, Any], None]) -> None:
    for kind, whole in DOCUMENTS[:5]:
        for route in list(_routes(whole)):
            value = deepcopy(whole)
            change(_holder(value, route), route[-1])
            mended = _mended(kind, value)

            assert len(mended.hits) <= (0 if name in ("alias", "merged") else 1), (route, mended.hits)
            assert mended.record is not None


def test_what_is_left_out_is_left_out_alone() -> None:
    value = deepcopy(DOCUMENTS[1][1])
    first, second = value["commitments"]
    first["due"] = "soon"
    first["updates"].insert(0, "x")
    value["commitments"] = [None, first, {"id": "haven-9"}, second]
    mended = _mended(CommitmentsFile, value)

    right: CommitmentsFile = read(CommitmentsFile, DOCUMENTS[1][1], 4)
    one, two = mended.record.commitments
    assert two == right.commitments[1]
    assert (one.due, one.updates, one.parts) == (None, right.commitments[0].updates, right.commitments[0].parts)
    assert mended.left_out == {
        ("commitments", 0),
        ("commitments", 1, "due"),
        ("commitments", 1, "updates", 0),
        ("commitments", 2),
    }
    assert restore(("commitments", 0, "updates", 1), mended.left_out) == ("commitments", 1, "updates", 2)
    assert restore(("commitments", 1, "title"), mended.left_out) == ("commitments", 3, "title")


def test_restore_counts_what_was_left_out() -> None:
    left_out = {("l", 0), ("l", 1), ("l", 4), ("l", 5, "m", 0)}

    assert [restore(("l", number), left_out)[1] for number in range(5)] == [2, 3, 5, 6, 7]
    assert restore(("l", 2, "m", 0), left_out) == ("l", 5, "m", 1)
    assert restore(("k", 3), left_out) == ("k", 3)
    assert restore((), left_out) == ()


HEAD = "format: 1\nplan: northfield\ntitle: T\nagreement: {title: A}\n"

MESSAGES = [
    (CommitmentsFile, "partner: haven\ncommitments:\n  - haven-1\n", [
        "3:5 AP012 item 1 of “commitments” needs keys of its own, and has the text “haven-1”. "
        "Write its keys: “id: …”, “title: …”."]),
    (CommitmentsFile, "partner: haven\ncommitments:\n  -\n", [
        "3:4 AP012 item 1 of “commitments” needs keys of its own, and has nothing. "
        "Write it after the dash, or remove the dash."]),
    (CommitmentsFile, "partner: haven\ncommitments:\n  id: haven-1\n  title: Open 3 hubs\n", [
        "3:3 AP012 “commitments” needs a list, and has keys of its own. "
        "Put “- ” before the first of these keys, and indent the others to stand under it."]),
    (CommitmentsFile, "partner: haven\ncommitments:\n  -id: haven-1\n", [
        "3:3 AP012 “commitments” needs a list, and has keys of its own. Put a space after each dash."]),
    (CommitmentsFile, "partner: haven\ncommitments: haven-1\n", [
        "2:14 AP012 “commitments” needs a list, and has the text “haven-1”. "
        "Begin each item with “- ” on a line of its own."]),
    (Commitment, "id: a\ntitle: b\nwith: nhf\n", [
        "3:7 AP012 “with” needs a list, and has the text “nhf”. Write [nhf]."]),
    (Commitment, "id: a\ntitle: b\nwith: elm, northfield; haven\n", [
        "3:7 AP012 “with” needs a list, and has the text “elm, northfield; haven”. Write [elm, northfield, haven]."]),
    (Commitment, "id: a\ntitle: b\nsources: Minutes of the board, May\n", [
        "3:10 AP012 “sources” needs a list, and has the text “Minutes of the board, May”. "
        "Begin each item with “- ” on a line of its own."]),
    (Commitment, "id: a\ntitle: b\nwith: [elm, [northfield]]\n", [
        "3:14 AP012 item 2 of “with” needs one value, and has a list. "
        "Write one value. Text that begins with “[” needs quotes around it."]),
    (Commitment, "id: a\ntitle: b\nwith:\n  -\n  - elm\n", [
        "4:4 AP012 item 1 of “with” needs one value, and has nothing. Write it after the dash, or remove the dash."]),
    (Commitment, "id: a\ntitle: [TBC]\n", [
        "2:9 AP012 “title” needs one value, and has a list. Write one value. Text that begins with “[” needs quotes around it."]),
    (Commitment, "id: a\ntitle:\n  Health: the facts\n", [
        "3:3 AP012 “title” needs one value, and has keys of its own. "
        "Write one value. Text that begins with “{” or holds “: ” needs quotes around it."]),
    (Commitment, "id: a\ntitle: b\ncondition: subject to funding\n", [
        "3:12 AP012 “condition” needs keys of its own, and has the text “subject to funding”. Write its keys: “text: …”."]),
    (Commitment, "id: a\ntitle: b\ncondition:\n  - text: subject to funding\n", [
        "4:5 AP012 “condition” needs keys of its own, and has a list. Write its keys: “text: …”."]),
    (Commitment, "id: a\ntitle: b\nupdates: [{date: 2025-12, parts: [a]}]\n", [
        "3:35 AP012 “parts” needs keys of its own, and has a list. Write each entry on a line of its own as “key: …”."]),
    (Commitment, "id: a\ntitle: b\nupdates: [{date: 2025-12, parts: {a: }}]\n", [
        "3:38 AP012 “a” needs one value, and has nothing. Write it after the colon, or remove the key."]),
    (Commitment, "title: b\n", ["1:1 AP011 the key “id” is missing. Add “id: …”. Needed here: id, title."]),
    (Commitment, "id: a\ntitle:\n", [
        "2:1 AP011 the key “title” has nothing after it. Write it after the colon. Needed here: id, title."]),
    (Commitment, "id: a\ntitle: ~\n", [
        "2:1 AP011 the key “title” has nothing after it. Write it after the colon. Needed here: id, title."]),
    (Commitment, "id: a\ntitel: b\n", ["2:1 AP010 “titel” is not a key that belongs here. Did you mean title?"]),
    (Commitment, "id: a\ntitle: b\ndeu: 2026\n", ["3:1 AP010 “deu” is not a key that belongs here. Did you mean due?"]),
    (Commitment, "id: a\ntitle: b\ndeadline: 2026\n", [
        "3:1 AP010 “deadline” is not a key that belongs here. Did you mean due?"]),
    (Commitment, "id: a\ntitle: b\nstatus: done\n", [
        "3:1 AP010 “status” is not a key that belongs here. "
        "A commitment's status is that of its last update: add an entry under updates."]),
    (Commitment, "{id: a, title: Housing, health and care}\n", [
        "1:25 AP010 “health and care” is not a key that belongs here. Is it part of the text before it? "
        "Within { } a comma begins a new key: put text with commas in quotes."]),
    (CommitmentsFile, "partner: haven\nn\u043ete: b\n", [
        "2:1 AP010 “n\u043ete” is not a key that belongs here (it holds U+043E cyrillic small letter o). Did you mean note?"]),
    (CommitmentsFile, "partner: haven\nzzz: b\n", [
        "2:1 AP010 “zzz” is not a key that belongs here. Keys that belong here: partner, commitments, note, sources."]),
    (CommitmentsFile, "partner: haven\nid: b\nzzz:\n", [
        "2:1 AP010 “id” is not a key that belongs here. Keys that belong here: partner, commitments, note, sources.",
        "3:1 AP010 “zzz” is not a key that belongs here. Keys that belong here: partner, commitments, note, sources."]),
    (Commitment, "id: a\ntitle: b\nkind: no\n", [
        "3:7 AP014 “no” is not a kind of commitment. Write one of deliverable, recurring, ongoing."]),
    (Commitment, "id: a b\ntitle: b\n", ["1:5 AP101 “a b” cannot be an id: an id is one word of letters and digits. Write a-b."]),
    (CommitmentsFile, "partner: haven\ncommitments:\n  - due: 2026\n", [
        "3:5 AP011 the keys “id” and “title” are missing. Add them, each with its value."]),
    (CommitmentsFile, "partner: haven\ncommitments:\n  - {date: 2026, status: x, by: y}\n", [
        "3:6 AP010 “date”, “status” and “by” are not keys that belong here. Keys that belong here: "
        f"{', '.join(keys_of(Commitment))}. Is a line missing above, or is the indentation another one?"]),
    (CommitmentsFile, "partner: haven\ndate: 2026\nid: x\ntitle: y\nby: z\ndue: 2026\n", [
        "2:1 AP010 “date”, “id”, “title” and 2 more are not keys that belong here. Keys that belong here: "
        "partner, commitments, note, sources. Is a line missing above, or is the indentation another one?"]),
    (PlanFile, f"{HEAD}vocabulary: {{a: b}}\n", [
        "5:14 AP012 “vocabulary” needs one word or a list, and has keys of its own. "
        "Write one value. Text that begins with “{” or holds “: ” needs quotes around it."]),
    (PlanFile, f"{HEAD}vocabulary: [open]\n", [
        "5:14 AP012 item 1 of “vocabulary” needs keys of its own, and has the text “open”. "
        "Write its keys: “code: …”, “label: …”, “meaning: …”."]),
    (PlanFile, f"{HEAD}vocabulary:\n  - {{code: a, label: A, meaning: donne}}\n", [
        "6:34 AP014 “donne” is not a meaning. Did you mean done? It is one of not-started, under-way, waiting, done, dropped."]),
    (PlanFile, f"{HEAD}partners: {{haven: }}\n", [
        "5:19 AP012 “haven” needs keys of its own, and has nothing. Write it after the colon, or remove the key."]),
    (PlanFile, f"{HEAD}partners: {{haven: Haven Trust}}\n", [
        "5:19 AP012 “haven” needs keys of its own, and has the text “Haven Trust”. Write its keys: “name: …”."]),
    (PlanFile, f"{HEAD}partners: [haven, elm]\n", [
        "5:12 AP012 “partners” needs keys of its own, and has a list. Write each entry on a line of its own as “key: …”."]),
    (PlanFile, f"{HEAD}partners: {{haven trust: {{name: Haven Trust}}}}\n", [
        "5:12 AP101 “haven trust” cannot be an id: an id is one word of letters and digits. Write haven-trust."]),
    (PlanFile, HEAD.replace("1", "one"), [
        "1:9 AP022 this plan is written in format “one”, and this version reads format 1. "
        "Update actionplan if the plan was written by a newer version; else write format: 1."]),
    (PlanFile, f"{HEAD}reviews: [quarter]\n", [
        "5:11 AP012 “reviews” needs keys of its own, and has a list. Write its keys: “every: …”."]),
]  # fmt: skip


@pytest.mark.parametrize(("kind", "text", "said"), MESSAGES)
def test_message(kind: type, text: str, said: list[str]) -> None:
    assert _said(kind, text) == said


@pytest.mark.parametrize(
    "text",
    [
        "id: 1\ntitle: 2\n",
        "id: a\ntitle: true\n",
        "id: a\ntitle: no\nnote: 12:30\n",
        "id: a\ntitle: b\nwith: []\nparts: []\n",
        "id: a\ntitle: b\nwith:\nnote:\nupdates: ~\n",
        "id: a\ntitle: b\ndue: 2026\n",
    ],
)
def test_numbers_booleans_and_nothing_are_read_as_text(text: str) -> None:
    assert _said(Commitment, text) == []


@pytest.mark.parametrize(
    ("written", "title"),
    [
        (">-\n  Open 3\n  advice hubs", "Open 3 advice hubs"),
        ("|\n  Open 3\n  advice hubs\n", "Open 3 advice hubs"),
        ("|\n  Open 3\n\n    advice hubs\n\n", "Open 3 advice hubs"),
        ('"Open 3\\n advice\\thubs"', "Open 3 advice hubs"),
        ("Open 3\n  advice hubs", "Open 3 advice hubs"),
        ("Open 3\u00a0advice  hubs", "Open 3\u00a0advice  hubs"),
    ],
)
def test_a_title_on_several_lines_is_one_line(written: str, title: str) -> None:
    value = parse(f"id: a\ntitle: {written}\n").value

    assert read(Commitment, value, 4).title == title
    assert _mended(Commitment, value).record.title == title


def test_a_title_of_empty_lines_is_empty() -> None:
    assert _said(Commitment, 'id: a\ntitle: "\\n \\n"\n') == [
        "2:8 AP014 the text is empty. Write the text, or remove the key."
    ]


def test_a_note_keeps_its_lines() -> None:
    value = parse("id: a\ntitle: b\nnote: |\n  one\n  two\n").value

    assert read(Commitment, value, 4).note == "one\ntwo\n"


def test_thousands_of_mistakes_are_not_listed() -> None:
    value = {"partner": "haven", "sources": [[]] * 6_000}
    (coded,) = _mended(CommitmentsFile, value).hits

    assert (coded.code, coded.hit.place.route) == ("AP023", ())
    assert coded.hit.message == "6,000 values of this file cannot be read, which are too many to list"


def test_as_many_as_can_be_listed_are() -> None:
    value = {"partner": "haven", "commitments": [{"id": f"haven {n}", "title": "Open"} for n in range(5_000)]}

    assert len(_mended(CommitmentsFile, value).hits) == 5_000
