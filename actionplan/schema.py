"""JSON Schema for editors: what each kind of plan file may hold, and the words an editor shows beside it.

Pydantic makes the schema from the model; here it gets what an editor needs. Our reader takes every value as text, an
editor reads YAML 1.2: `2016` is a number, and nothing is null. The schema accepts what the reader accepts.
"""

from __future__ import annotations

import re
from collections.abc import Iterable, Iterator, Mapping
from dataclasses import fields
from inspect import cleandoc
from itertools import count
from typing import Any, TypeAlias, get_args

from actionplan.domain import accepted, model, reviewed
from actionplan.domain.dates import MONTHS
from actionplan.domain.model import EVERYBODY, FORMAT, NOBODY, Doc
from actionplan.domain.types import KEY_LENGTH, Id, Title
from actionplan.domain.vocabulary import CONFIDENCES, REASONS, STATUSES, Word

Schema: TypeAlias = dict[str, Any]

DIALECT = "https://json-schema.org/draft/2020-12/schema"
FILES: Mapping[str, type] = {
    "plan.json": model.PlanFile,
    "commitments.json": model.CommitmentsFile,
    "outcomes.json": model.OutcomesFile,
    "waivers.json": accepted.WaiversFile,
    "review.json": reviewed.ReviewFile,
}
_RECORDS = {**vars(accepted), **vars(reviewed), **vars(model)}

_TYPES = ("string", "number", "boolean", "array", "object", "null")
_NEEDS_LIST = "Begin each item with “- ” on a line of its own"
_NEEDS_KEYS = "Write its keys on the lines below, indented by two more spaces"


def schemas() -> dict[str, Schema]:
    """The schema of each kind of file, by the name it is kept under."""
    return {name: _file(name, kind) for name, kind in FILES.items()}


def texts() -> dict[str, str]:
    """Each schema as the text of its file."""
    import json

    return {name: json.dumps(each, indent=2, ensure_ascii=False) + "\n" for name, each in schemas().items()}


def _file(name: str, kind: type) -> Schema:
    from pydantic import TypeAdapter

    made = TypeAdapter(kind).json_schema()
    plain = made.get("$defs", {})
    head = {"$schema": DIALECT, "$id": f"urn:actionplan:schema:{name}", **_record(kind, made, plain)}
    records = {each: _record(_RECORDS[each], plain[each], plain) for each in plain}
    used = re.findall(r"#/\$defs/(\w+)", str([head, *records.values()]))
    return {**head, **_snippets(kind.__name__), "$defs": {each: records[each] for each in records if each in used}}


def _record(kind: type, made: Schema, plain: Mapping[str, Schema]) -> Schema:
    """The schema of one mapping of a file. *made* is pydantic's, *plain* holds those of the records in it."""
    needed = {"required": made["required"]} if "required" in made else {}
    return {
        "title": _title(re.sub(r"(?<=[a-z])(?=[A-Z])", "_", kind.__name__)),
        **_said(cleandoc(kind.__doc__ or "")),
        "type": "object",
        "properties": {
            name: _property(kind, name, each, is_needed=name in needed.get("required", ()), plain=plain)
            for name, each in made["properties"].items()
        },
        **needed,
        "additionalProperties": False,
    }


def _title(name: str) -> str:
    return name.replace("_", " ").capitalize()


def _said(text: str, default: object = None) -> Schema:
    left_out = f"\n\nIf left out: `{default}`." if isinstance(default, str) else ""
    return {"description": text, "markdownDescription": text + left_out}


def _property(kind: type, name: str, made: Schema, *, is_needed: bool, plain: Mapping[str, Schema]) -> Schema:
    doc = _doc(kind, name)
    given, default = _without_null(made)
    said = {"title": _title(name), **_said(doc.text, default)}
    usual = given.pop("examples", ())
    examples = doc.examples or usual
    shown = {"examples": list(examples)} if examples else {}
    where = f"{kind.__name__}.{name}"
    if "items" in given:
        listed = {**_snippets(where, type="array"), "items": _item(given["items"], said)}
        return {**said, **listed, **_unless_null("array", _NEEDS_LIST, is_needed=is_needed)}
    if given.get("type") == "object":
        return {**said, **_snippets(where), **_entries(where, given, said), **_unless_null("object", _NEEDS_KEYS)}
    if "$ref" in given:
        return {**said, "$ref": given["$ref"]} if is_needed else _optional_record(given["$ref"], said, plain)
    return {**said, **shown, **_quietly(_title(name), _branches(where, given), is_needed=is_needed)}


def _doc(kind: type, name: str) -> Doc:
    """What the model says of a field; for a field that holds one record, what it says of that."""
    written = next(each.type for each in fields(kind) if each.name.rstrip("_") == name)
    docs = [each for each in getattr(written, "__metadata__", ()) if isinstance(each, Doc)]
    record = next((each for each in (written, *get_args(written)) if isinstance(each, type)), None)
    return docs[0] if docs else Doc(cleandoc(getattr(record, "__doc__", None) or ""))


def _without_null(made: Schema) -> tuple[Schema, object]:
    """Pydantic's schema of a field without its branch for null, its title and its default; and the default."""
    given = {key: each for key, each in made.items() if key not in ("title", "default")}
    branches = [each for each in given.get("anyOf", ()) if each != {"type": "null"}]
    if len(branches) == 1:
        given = {**{key: each for key, each in given.items() if key != "anyOf"}, **branches[0]}
    return given, made.get("default")


def _quietly(title: str, branches: list[Schema], *, is_needed: bool) -> Schema:
    """One of *branches*, or null where nothing need be written, or true and false where they are text to us.

    An editor offers `null`, `true` and `false` wherever it finds these types named. Nobody should type them, so they
    are let through by what they are not. The titles are those that keep a hover from naming every branch.
    """
    hidden = () if is_needed else ("null",)
    if any("boolean" in each.get("type", ()) for each in branches):
        hidden = (*hidden, "boolean")
    shown = [{"title": title, **_without_boolean(each)} for each in branches]
    if not hidden and len(shown) == 1:
        return _without_boolean(branches[0])
    rest: list[Schema] = [{"not": {"title": "Anything else", "type": _all_but(*hidden)}}] if hidden else []
    return {"anyOf": [*shown, *rest]}


def _without_boolean(schema: Schema) -> Schema:
    if not isinstance(schema.get("type"), list):
        return schema
    return {**schema, "type": [each for each in schema["type"] if each != "boolean"]}


def _all_but(*types: str) -> list[str]:
    return [each for each in _TYPES if each not in types]


def _unless_null(wanted: str, message: str, *, is_needed: bool = False) -> Schema:
    """A value of type *wanted*, or none. Said by what it may not be, so that an editor does not offer `null`."""
    rest = _all_but(wanted) if is_needed else _all_but(wanted, "null")
    return {"if": {"type": rest}, "then": {"type": wanted, "errorMessage": message}}


def _optional_record(reference: str, said: Schema, plain: Mapping[str, Schema]) -> Schema:
    """A record that may be left out: written out here, since where it is needed null is no record."""
    name = reference.rsplit("/", 1)[1]
    record = _record(_RECORDS[name], plain[name], plain)
    del record["type"]
    return {**record, **said, **_unless_null("object", _NEEDS_KEYS)}


def _item(made: Schema, said: Schema) -> Schema:
    """An item of a list. A value has no `anyOf`: an editor would offer a second list inside [ ]."""
    if "$ref" in made:
        return made
    hidden = ("type",) if "enum" in made else ("type", "errorMessage")
    value = {key: each for key, each in made.items() if key not in hidden}
    needed = {"type": "string", "errorMessage": made["errorMessage"]}
    return {**said, **value, "if": {"type": ["array", "object", "null"]}, "then": needed}


def _entries(where: str, made: Schema, said: Schema) -> Schema:
    """The keys and values of a mapping."""
    ((pattern, value),) = made.get("patternProperties", {"": made.get("additionalProperties")}).items()
    if "$ref" not in value:
        value = {**said, **_quietly(said["title"], _branches(where, value), is_needed=True)}
    kind = _written(Title if pattern == _written(Title)["pattern"] else Id)
    names = {**{key: kind[key] for key in ("pattern", "patternErrorMessage")}, "maxLength": KEY_LENGTH}
    return {"additionalProperties": value, "propertyNames": made.get("propertyNames", names)}


def _written(kind: Any) -> Schema:
    """The written form of a type of the model."""
    schema: Schema = kind.__metadata__[0].schema
    return schema


def _branches(where: str, made: Schema) -> list[Schema]:
    """The ways to write a value, those with words to offer first."""
    if where == "PlanFile.format":
        return [{"const": int(FORMAT)}, {"title": "Format, as text", "type": "string", "pattern": f"^{FORMAT}$"}]
    if where == "PlanFile.vocabulary":
        own = {"type": "array", "items": {"$ref": "#/$defs/Status"}, **_snippets(where, type="array")}
        names = {name: ", ".join(word.label for word in words.values()) for name, words in STATUSES.items()}
        return [_explained(names, f"Write {', '.join(names)}, or a list of words of your own"), own]
    if where in _OFFERED:
        return [_explained(_OFFERED[where], made["errorMessage"]), made]
    return list(made.get("anyOf", [made]))


def _explained(words: Mapping[str, str], message: str) -> Schema:
    said = {key: list(words.values()) for key in ("enumDescriptions", "markdownEnumDescriptions")}
    return {"enum": list(words), **said, "errorMessage": message}


def _explanations(words: Mapping[str, Word]) -> dict[str, str]:
    return {code: word.explained for code, word in words.items()}


_STATUSES = _explanations(STATUSES["default"])
_SETTINGS = {"off": "not checked", "advice": "said, never fails", "warning": "fails with --strict", "error": "fails"}

# Words that an editor offers, explained, where a plan may have words of its own.
_OFFERED: Mapping[str, Mapping[str, str]] = {
    "CommitmentsFile.partner": {NOBODY: "nobody was named to lead", EVERYBODY: "all partners lead together"},
    "Extension.reason": REASONS,
    "PlanFile.rules": _SETTINGS,
    "Update.confidence": _explanations(CONFIDENCES),
    "Update.parts": _STATUSES,
    "Update.reason": REASONS,
    "Update.status": _STATUSES,
}

_FIRST = {"sortText": "0", "suggestionKind": 15}  # above the keys, and marked as a snippet (LSP, CompletionItemKind)


def _snippets(where: str, **kind: str) -> Schema:
    """What an editor can write at one go in the field or the file *where*; nothing for most."""
    found = [
        {"label": label, "markdownDescription": text, **_FIRST, **kind, "body": _numbered(body, count(1))}
        for place, label, text, body in _SNIPPETS
        if place == where
    ]
    return {"defaultSnippets": found} if found else {}


def _numbered(body: Any, numbers: Iterator[int]) -> Any:
    """*body* with its tab stops numbered as they come."""
    if isinstance(body, dict):
        return {_numbered(key, numbers): _numbered(each, numbers) for key, each in body.items()}
    if isinstance(body, list):
        return [_numbered(each, numbers) for each in body]
    return body % next(numbers) if "%d" in body else body


def _pick(words: Iterable[str]) -> str:
    return "${%d|" + ",".join(words) + "|}"


def _stops(*keys: str, **more: Any) -> dict[str, Any]:
    return dict.fromkeys(keys, "$%d") | more


_TODAY = "${%d:$CURRENT_YEAR-$CURRENT_MONTH-$CURRENT_DATE}"
_STOP, _SEVERAL, _KEY = "$%d", "[$%d]", "${%d:key}"
_KINDS, _CYCLES, _DIRECTIONS = (_pick(_written(each)["enum"]) for each in (model.Kind, model.Every, model.Better))
_WORD = {each.name: each.type for each in fields(model.Status)}
_MEANING, _TONE = (_pick(_written(_WORD[each])["enum"]) for each in ("meaning", "tone"))

_PARTNER = {_KEY: _stops("name", "short")}
_AGREEMENT = _stops("title", "date", signatories=_SEVERAL)
_REVIEWS = {"every": _CYCLES, "year_starts": _pick((*MONTHS[3:], *MONTHS[:3]))}
_HEAD = _stops("plan", "title", agreement=_AGREEMENT, period=_stops("from", "to"), reviews=_REVIEWS, partners=_PARTNER)
_COMMITMENT = _stops("id", "title", kind=_KINDS) | {"with": _SEVERAL} | _stops("due", "due_as_printed")
_EVIDENCE = _stops("title", "url", "date")
_UPDATE = {"date": _TODAY, "status": _pick(_STATUSES), "confidence": _pick(CONFIDENCES)} | _stops("note", "next")
_DONE = next(code for code, word in STATUSES["default"].items() if word.is_done)
_COMPLETE = {"date": _TODAY, "status": _DONE, "note": _STOP, "evidence": [_EVIDENCE]}
_EXTENSION = {"asked": _TODAY, "to": _STOP, "reason": _pick(REASONS), "note": _STOP}
_AMENDED = _pick(_written(model.Amended)["enum"])
_AMENDMENT = {"date": _TODAY, "of": [_AMENDED]} | _stops("by", "was")
_INDICATOR = _stops("id", "title", "unit", better=_DIRECTIONS)
_OUTCOME = _stops("id", "title", indicators=[_INDICATOR])
_READING = _stops("date", "value", "released", "source")
_WAIVER = _stops("rule", "commitment", "reason", "approved_by", "until")

# Place, label, explanation, and what is written. A stop left empty is a key left out.
_SNIPPETS: tuple[tuple[str, str, str, Any], ...] = (
    ("PlanFile", "New plan", "The head of a plan, with its first partner", {"format": FORMAT} | _HEAD),
    ("PlanFile.partners", "New partner", "An organisation, by a short key that never changes", _PARTNER),
    ("PlanFile.themes", "New theme", "A heading for commitments", {_KEY: _STOP}),
    ("PlanFile.reasons", "New reason", "A reason code of your own", {_KEY: _STOP}),
    ("PlanFile.rules", "New setting", "How one rule is taken", {"${%d:AP000}": _pick(_SETTINGS)}),
    ("PlanFile.vocabulary", "New word", "A status word", _stops("code", "label", meaning=_MEANING, tone=_TONE)),
    ("CommitmentsFile", "New file", "A lead partner's file", _stops("partner", commitments=[_COMMITMENT])),
    ("CommitmentsFile.commitments", "New commitment", "A commitment, without an update yet", _COMMITMENT),
    ("Commitment.parts", "New part", "One deliverable of several", _stops("id", "title", "due")),
    ("Commitment.updates", "New update", "An entry of the log, dated today", _UPDATE),
    ("Commitment.updates", "New update: complete", "It is delivered, and this shows it", _COMPLETE),
    ("Commitment.extensions", "New extension", "A request to move the date, made today", _EXTENSION),
    ("Commitment.amendments", "New amendment", "Who agreed to a change of the wording, today", _AMENDMENT),
    ("Update.evidence", "New evidence", "What shows it", _EVIDENCE),
    ("Update.parts", "Status of a part", "Where one part is now", {"${%d:a}": _pick(_STATUSES)}),
    ("OutcomesFile", "New file", "The first outcome and its indicator", {"outcomes": [_OUTCOME]}),
    ("OutcomesFile.outcomes", "New outcome", "An outcome and its first indicator", _OUTCOME),
    ("Outcome.indicators", "New indicator", "How the outcome is measured", _INDICATOR),
    ("Indicator.readings", "New reading", "One measured value", _READING),
    ("WaiversFile", "New file", "The first waiver", {"waivers": [_WAIVER]}),
    ("WaiversFile.waivers", "New waiver", "What one rule finds does not block, until a day", _WAIVER),
)
