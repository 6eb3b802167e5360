"""A report's JSON in the shape of the recount: tables as rows of plain values, sentences as the figures in them."""

from __future__ import annotations

import re
from collections.abc import Callable, Iterator
from typing import Any

from tests.report.recount.blocks import Block, Sections
from tests.report.recount.days import Plain

NUMBERS = {"none": 0, "no": 0, "None": 0, "No": 0}


def sections(document: Plain) -> Sections:
    """The blocks of each section by its route."""
    return dict(_sections(document["sections"], ""))


def _sections(found: list[Plain], above: str) -> Iterator[tuple[str, list[Block]]]:
    for section in found:
        route = f"{above}{section['id']}"
        title: list[Block] = [("title", section["title"])] if route in ("completed", "changes") else []
        yield route, [*title, *(each for block in section["blocks"] for each in _blocks(block, route))]
        yield from _sections(section["sections"], f"{route}/")


def _blocks(block: Plain, route: str) -> Iterator[Block]:
    match block["type"]:
        case "prose":
            yield "prose", figures_in(block["text"], route)
        case "none":
            yield "none", block["caption"]
        case "bullets":
            yield "bullets", len(block["items"])
        case "figures":
            rows = [{**cell(each["word"]), **each["share"], "before": each["before"]} for each in block["rows"]]
            yield "figures", (block["id"], rows)
        case "table":
            if re.search(r"\d", block["caption"]):
                yield "caption", block["caption"]
            yield from (("heading", each["heading"]) for each in block["columns"] if each["id"] == "strip")
            if block["id"] in ("by_partner", "by_period"):
                yield "words", {each["id"]: each["heading"] for each in block["columns"][2:]}
            yield "table", (block["id"], _rows(block))
        case other:
            raise AssertionError(other)


def _rows(block: Plain) -> list[Any]:
    columns = [each["id"] for each in block["columns"]]
    for each in block["rows"]:
        assert list(each["cells"]) == columns
    if block["id"] == "gaps":
        return [each["cells"]["share"] for each in block["rows"]]
    if block["id"] == "vocabulary":
        return [cell(each["cells"]["word"]) for each in block["rows"]]
    return [
        {"@": each["place"], **{key: cell(value) for key, value in each["cells"].items()}} for each in block["rows"]
    ]


def cell(value: Any) -> Any:
    """The value without what is no figure: the words for what is missing, and the tone of a word."""
    match value:
        case {"missing": _}:
            return None
        case {"code": code, "label": label}:
            return {"code": code, "label": label}
        case {"periods": steps}:
            return [{"period": each["period"], **cell(each["word"])} for each in steps]
        case {"inferred": inner}:
            return {"inferred": cell(inner)}
        case {"values": values}:
            return {"values": [cell(each) for each in values]}
        case _:
            return value


def head(document: Plain) -> Plain:
    """The facts that have figures."""
    facts = {each["id"]: each["value"] for each in document["provenance"]}
    kept = {key: cell(facts[key]) for key in ("plan_period", "period", "as_at", "compared_with", "returns")}
    if "public" in facts:
        found = re.fullmatch(
            r"(\w+) internal commitments?; the words of (\w+) internal updates?; (\w+) pieces? of evidence",
            facts["public"],
        )
        assert found, facts["public"]
        kept["public"] = dict(zip(("commitments", "updates", "evidence"), map(number, found.groups()), strict=True))
    return kept


def number(text: str) -> int:
    return NUMBERS[text] if text in NUMBERS else int(text.replace(",", ""))


# Sentences.


def figures_in(text: str, route: str) -> Plain:
    """The figures in a sentence of the section at *route*; one that nobody knows how to read fails."""
    top = route.split("/", maxsplit=1)[0]
    for reader in READERS["partner" if route.startswith("partners/") else top]:
        found = reader(text)
        if found is not None:
            return found
    raise AssertionError(f"nobody counts this again, in {route}: {text}")


def matched(pattern: str) -> Callable[[str], Plain | None]:
    """A reader of sentences that are just so. What is called review, closed, meeting or names stays as it is."""

    def read(text: str) -> Plain | None:
        found = re.fullmatch(pattern, text)
        if found is None:
            return None
        told = {key: value for key, value in found.groupdict().items() if value is not None}
        return {key: value if key in _WORDS else number(value) for key, value in told.items()}

    return read


_WORDS = ("review", "closed", "meeting", "names")


N = r"[\d,]+|[Nn]one|[Nn]o"
_ONE = re.compile(r"The one commitment is (\w+); it has had (no|an) update\. (.*)")
_MANY = re.compile(
    rf"Of (?P<commitments>{N}) commitments, (?P<complete>{N}) (?:is|are) complete"
    rf"(?:, (?P<dropped>{N}) (?:is|are) dropped)?(?:,? and (?:(?P<open>{N}) (?:is|are)|all (?P<all>{N}) are) open); "
    rf"(?:(?P<silent>{N}) (?:has|have) had no update|each has had an update)\. (?P<dates>.*)"
)
_DATES = re.compile(
    rf"(?P<overdue>{N}) (?:is|are) overdue against the date first agreed(?:, and (?P<undated>{N}) (?:has|have) no agreed date)?\."
)


def _standing(text: str) -> Plain | None:
    one, many = _ONE.fullmatch(text), _MANY.fullmatch(text)
    if one:
        found = {"commitments": 1, one[1]: 1, "silent": int(one[2] == "no")}
    elif many:
        found = {key: number(value) for key, value in many.groupdict().items() if value and key != "dates"}
        found["open"] = found.pop("all", found.get("open", 0))
    else:
        return None
    zeros = dict.fromkeys(("complete", "dropped", "open", "overdue", "silent", "undated"), 0)
    return {**zeros, **found, **_dates(one[3] if one else many["dates"] if many else "", found["commitments"])}


def _dates(text: str, of: int) -> Plain:
    if re.fullmatch(r"(It has no|None has an) agreed date, so none can be overdue\.", text):
        return {"undated": of}
    found = _DATES.fullmatch(text)
    assert found, text
    return {key: number(value) for key, value in found.groupdict().items() if value}


_MOVES = {
    "updates": r"updates? (?:was|were) received",
    "added": r"commitments? (?:was|were) added",
    "completed": r"commitments? (?:was|were) completed",
    "dropped": r"commitments? (?:was|were) dropped",
    "reopened": r"commitments? (?:was|were) opened again",
    "moved": r"dates? (?:was|were) moved",
}
_COUNTED = {
    "asked": r"more time was asked for (\d+) commitments?",
    "rose": r"confidence rose for (\d+)",
    "fell": r"confidence fell for (\d+)",
}


_SILENT = re.compile(
    rf"(.*?\.)(?: (?:(?P<silent>{N}) of (?P<of>{N}) open commitments (?:has|have) no update for (?P<for>.*)\."
    rf"|Each open commitment has an update for (?P<each>.*)\.))?"
)


def _moved(said: str) -> Plain | None:
    whole = _SILENT.fullmatch(said)
    if whole is None:
        return None
    moved = _movement(whole[1])
    if moved is None or not (whole["for"] or whole["each"]):
        return moved
    if whole["each"]:
        return {**moved, "silent": 0, "for": whole["each"]}
    return {**moved, "silent": number(whole["silent"]), "of": number(whole["of"]), "for": whole["for"]}


def _movement(text: str) -> Plain | None:
    if text == "There is no earlier position to compare with.":
        return {"moved": None}
    found = re.fullmatch(r"Since [^,]+, (.*)\.", text)
    if found is None:
        return None
    moved: dict[str, int] = {}
    for each in re.split(r", | and ", found[1]) if found[1] != "nothing changed" else []:
        for key, pattern in {**{key: rf"(\d+) {rest}" for key, rest in _MOVES.items()}, **_COUNTED}.items():
            told = re.fullmatch(pattern, each)
            if told:
                moved[key] = int(told[1])
                break
        else:
            return None
    return {"moved": moved}


_PARTNER = re.compile(r"([\d,]+) commitments?: ([^.]*)\.(?: (.*))?")
_RECEIVED = re.compile(
    r"(?P<kind>Nil return|Return) for (?P<for>.*?) received(?: (?P<late>[\d,]+) days? late)?"
    r"(?:, for (?P<answered>[\d,]+) of (?P<asked>[\d,]+) commitments)?\."
)
_MISSING = re.compile(r"No return for (?P<for>.*?)(?:; missed for (?P<missed>\d+) review periods?)?\.")


def _summary(text: str) -> Plain | None:
    found = _PARTNER.fullmatch(text)
    if found is None:
        return None
    kinds = [each.split(" ") for each in found[2].split(", ")]
    said: Plain = {"commitments": number(found[1]), **{kind: number(count) for count, kind in kinds}}
    return {**said, "return": _answer(found[3])} if found[3] else said


def _answer(text: str) -> Plain:
    came, missing = _RECEIVED.fullmatch(text), _MISSING.fullmatch(text)
    if came:
        share = (number(came["answered"]), number(came["asked"])) if came["answered"] else None
        state = "nil" if came["kind"] == "Nil return" else "received"
        return {"for": came["for"], "state": state, "late": number(came["late"] or "0"), "answered": share, "missed": 0}
    assert missing, text
    return {
        "for": missing["for"],
        "state": "missing",
        "late": 0,
        "answered": None,
        "missed": int(missing["missed"] or 0),
    }


def _unowed(text: str) -> Plain | None:
    found = re.fullmatch(
        r"Nobody owes a return on (?:(\d+) open commitments? led by all partners)?(?: and )?"
        r"(?:(\d+) open commitments? that nobody is named to lead)?\.",
        text,
    )
    return {"all": int(found[1] or 0), "nobody": int(found[2] or 0)} if found else None


def _came(text: str) -> Plain | None:
    found = re.fullmatch(
        rf"Returns came from ({N}) of ([\d,]+) partners that lead an open commitment\. They (were|are) due by (.*)\.",
        text,
    )
    if found is None:
        return None
    return {"came": number(found[1]), "of": number(found[2]), "due": found[4], "is_over": found[3] == "were"}


def _fixed(text: str, **figures: object) -> Callable[[str], Plain | None]:
    """A reader of one sentence that has no figure in it."""
    return lambda said: dict(figures) if said == text else None


_UNSERVED = matched(
    rf"(?P<unserved>{N}) of (?P<of>[\d,]+) outcomes? (?:is|are) served by no commitment: (?P<names>.*)\."
)


def _served(text: str) -> Plain | None:
    return {"unserved": 0} if text == "Every outcome is served by a commitment." else _UNSERVED(text)


READERS: dict[str, tuple[Callable[[str], Plain | None], ...]] = {
    "headline": (_standing, _moved),
    "matters_arising": (
        _fixed("No closed review is recorded.", closed=None),
        matched(
            r"The review of (?P<review>.*) was closed on (?P<closed>[^.]*)\.(?: Its meeting was on (?P<meeting>.*)\.)?"
        ),
    ),
    "changes": (matched(rf"There is news of (?P<news>{N}) of (?P<of>[\d,]+) commitments\."),),
    "partners": (matched(rf"(?P<idle>{N}) partners? leads? no commitment: (?P<names>.*)\."),),
    "partner": (_summary,),
    "outcomes": (
        _served,
        lambda text: {"method": True} if text.startswith("The path of an indicator leads in a straight line") else None,
    ),
    "returns": (
        _fixed("No review cycle is agreed, so no returns are asked for.", cycle=False),
        _fixed("No review period has ended yet, so no returns are due.", ended=False),
        _fixed("The files were not checked for this report.", checked=False),
        _unowed,
        _came,
    ),
}


# What agrees with what.


def differences(expected: Any, actual: Any, route: str = "") -> list[str]:
    """Where the two differ, a line each. A list of words stands for clauses, each with pieces that it must have
    (parted by three dots), a set for what must be said somewhere."""
    if isinstance(expected, dict) and isinstance(actual, dict):
        keys = [*expected, *(key for key in actual if key not in expected)]
        return [
            line
            for key in keys
            for line in differences(expected.get(key, "ABSENT"), actual.get(key, "ABSENT"), f"{route}/{key}")
        ]
    if isinstance(expected, set) and isinstance(actual, str):
        return [f"{route}: {each!r} is not in {actual!r}" for each in sorted(expected) if each not in actual]
    if route.endswith(("/change", "/change/inferred")) and isinstance(expected, list) and isinstance(actual, str):
        return _clauses(expected, actual, route)
    if isinstance(expected, list | tuple) and isinstance(actual, list | tuple) and len(expected) == len(actual):
        pairs = zip(expected, actual, strict=True)
        return [line for number, pair in enumerate(pairs) for line in differences(*pair, f"{route}[{number}]")]
    return [] if expected == actual else [f"{route}: counted {expected!r}, the report has {actual!r}"]


def _clauses(expected: list[str], actual: str, route: str) -> list[str]:
    clauses = actual.split("; ")
    if len(clauses) != len(expected):
        return [f"{route}: {expected} are not the clauses of {actual!r}"]
    pairs = zip(expected, clauses, strict=True)
    return [
        f"{route}: {piece!r} is not in {clause!r}"
        for pieces, clause in pairs
        for piece in pieces.split("…")
        if piece.casefold() not in clause.casefold()
    ]
