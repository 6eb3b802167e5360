"""The snippets of the schemas: what they write is read, whatever is chosen."""

from __future__ import annotations

import json
import re
from dataclasses import fields
from typing import Any

import pytest
from jsonschema import Draft202012Validator

from actionplan import schema
from actionplan.domain import model
from actionplan.domain.reading import Doubt, reader
from actionplan.domain.vocabulary import CONFIDENCES, REASONS, STATUSES
from actionplan.domain.written import BadValue
from actionplan.yamltext.tree import parse
from tests.schema.whole import TYPED, Route, nodes
from tests.schema.yaml12 import core_value, dump

SCHEMAS = schema.schemas()
CHOICE = re.compile(r"\$\{\d+\|(.*)\|\}")


def _typed(body: Any, key: str, choice: int) -> Any:
    """*body* as somebody fills it in: a word at every stop, the choice of that number at every choice."""
    if isinstance(body, dict):
        return {_typed(each, "", choice): _typed(item, each, choice) for each, item in body.items()}
    if isinstance(body, list):
        return [_typed(item, key, choice) for item in body]
    if found := CHOICE.fullmatch(body):
        return found[1].split(",")[choice % len(found[1].split(","))]
    text = body.replace("$CURRENT_YEAR-$CURRENT_MONTH-$CURRENT_DATE", "2015-11-22")
    return re.sub(r"\$\{\d+:(.*)\}", r"\1", re.sub(r"\$\d+", TYPED.get(key, "Word"), text))


SNIPPETS = [
    (name, route, node, snippet)
    for name, each in SCHEMAS.items()
    for route, node in nodes(each)
    if isinstance(node, dict) and "defaultSnippets" in node
    for snippet in node["defaultSnippets"]
]
SNIPPET_IDS = [f"{name} {snippet['label']}" for name, _, _, snippet in SNIPPETS]


def _kind_at(name: str, route: Route) -> Any:
    """The type of the model that the schema at *route* is about."""
    if not route:
        return schema.FILES[name]
    record = schema.FILES[name] if route[0] == "properties" else getattr(model, str(route[1]))
    key = route[route.index("properties") + 1]
    return next(each.type for each in fields(record) if each.name.rstrip("_") == key)


@pytest.mark.parametrize(("name", "route", "node", "snippet"), SNIPPETS, ids=SNIPPET_IDS)
def test_snippet_is_read(name: str, route: Route, node: dict[str, Any], snippet: dict[str, Any]) -> None:
    validator = Draft202012Validator({**node, "$defs": SCHEMAS[name]["$defs"]})
    for choice in range(len(REASONS)):
        body = _typed(snippet["body"], "", choice)
        text = dump([body] if snippet.get("type") == "array" else body)

        assert reader(_kind_at(name, route))(parse(text).value, 4)
        assert [error.message for error in validator.iter_errors(core_value(text))] == []


@pytest.mark.parametrize(("name", "route", "node", "snippet"), SNIPPETS, ids=SNIPPET_IDS)
def test_snippet_has_stops_in_order(name: str, route: Route, node: Any, snippet: dict[str, Any]) -> None:
    numbers = [int(each) for each in re.findall(r"\$\{?(\d+)", json.dumps(snippet["body"]))]

    assert numbers == list(range(1, len(numbers) + 1))
    assert snippet["markdownDescription"]
    assert ("type" in snippet) == ("items" in node)


def test_stop_left_empty_is_a_key_left_out() -> None:
    update = dump({"date": "2015-11-22", "status": "complete", "confidence": "", "note": "", "next": ""})

    assert reader(model.Update)(parse(update).value, 4) == reader(model.Update)(
        {"date": "2015-11-22", "status": "complete"}, 4
    )
    with pytest.raises((Doubt, BadValue)):
        reader(model.Extension)(parse(dump({"asked": "2015-11-22", "to": ""})).value, 4)


@pytest.mark.parametrize(
    ("label", "key", "words"),
    [
        ("New update", "status", STATUSES["default"]),
        ("New update", "confidence", CONFIDENCES),
        ("New extension", "reason", REASONS),
        ("New commitment", "kind", ("deliverable", "recurring", "ongoing")),
    ],
)
def test_choices_are_in_the_order_of_the_model(label: str, key: str, words: Any) -> None:
    (snippet,) = (each for _, _, _, each in SNIPPETS if each["label"] == label)
    found = CHOICE.fullmatch(snippet["body"][key])

    assert found
    assert found[1].split(",") == list(words)
