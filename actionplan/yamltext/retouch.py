"""Stretches of a file's text replaced: blanks, signs nobody can see, the spelling of keys; nothing else changes.

What is proved is what the text says: the new text has the same values as the old one, but for the keys that were to be
renamed and the signs that were to be removed. Where the old text could not be read, the new one can.
"""

from __future__ import annotations

from collections.abc import Mapping, Sequence
from copy import deepcopy
from itertools import pairwise
from typing import Any, TypeAlias

from actionplan.yamltext.characters import for_parser
from actionplan.yamltext.file import read_file
from actionplan.yamltext.operations import Refused
from actionplan.yamltext.parsers import PureParser
from actionplan.yamltext.problem import HIDING, STAND_IN
from actionplan.yamltext.source import BOM, Source
from actionplan.yamltext.tree import Places, Route, Tree, parse

Stretch: TypeAlias = tuple[int, int, str]
"""Start and end in the text, and what is to stand there. The byte order mark is the stretch from -1 to 0."""

PROVE_TWICE_UP_TO = 64 * 1024
STAND_IN_FOR_BOM = "\u200b"  # what the parser is given in its place

_BLANKS = " \t\r\n"


def retouch(source: Source, tree: Tree, stretches: Sequence[Stretch], renamed: Mapping[Route, str]) -> bytes:
    """The file with the *stretches* replaced and the keys at the routes *renamed*; raises Refused where unproved."""
    if any(each.kind in HIDING for each in tree.problems):  # no proof would see a change there
        raise Refused("The file holds something that has to be mended by hand first.")
    places = Places(tree)
    keys = [(*places.locate(route, "key"), key) for route, key in renamed.items()]
    every = sorted((*stretches, *keys))
    if any(after[0] < before[1] for before, after in pairwise(every)):
        raise Refused("Two mends are about the same place of the text.")
    data = _replaced(source, every).encode()
    _prove(source, tree, data, _expected(tree.value, renamed), _removed(source, stretches))
    return data


def _replaced(source: Source, stretches: Sequence[Stretch]) -> str:
    mark = BOM if source.has_bom else ""
    shift = len(mark)
    old = mark + source.text
    pieces, at = [], 0
    for start, end, text in stretches:
        pieces += [old[at : start + shift], text]
        at = end + shift
    return "".join([*pieces, old[at:]])


def _expected(value: Any, renamed: Mapping[Route, str]) -> Any:
    """*value* with its keys *renamed*, each in its place."""
    value = deepcopy(value) if renamed else value
    for route, key in sorted(renamed.items(), key=lambda each: -len(each[0])):  # so that the routes before still hold
        box = value
        for step in route[:-1]:
            box = box[step]
        if key in box:
            raise Refused(f"There is a key “{key}” already.")
        items = {key if each == route[-1] else each: item for each, item in box.items()}
        box.clear()
        box.update(items)
    return value


def _removed(source: Source, stretches: Sequence[Stretch]) -> Mapping[int, None]:
    """The signs, other than blanks, that are only removed: values are compared without them."""
    gone = [source.text[max(start, 0) : end] for start, end, text in stretches if not text]
    signs = set().union(*gone) - set(_BLANKS)
    return {ord(sign): None for sign in signs | ({STAND_IN, STAND_IN_FOR_BOM} if signs else set())}


def _prove(source: Source, tree: Tree, data: bytes, expected: Any, without: Mapping[int, None]) -> None:
    """Nothing; raises Refused where the file *data* cannot be read or has not the values *expected*."""
    new, read = read_file(source.name, data)
    if not read.is_whole:
        raise Refused("The file could still not be read.")
    if tree.is_whole and _plain(read.value, without) != _plain(expected, without):
        raise Refused("It would change what the file says.")
    if tree.is_whole and not {each.kind for each in read.problems} <= {each.kind for each in tree.problems}:
        raise Refused("Something else would be wrong with the text.")
    if len(new.text) <= PROVE_TWICE_UP_TO and not any(each.kind == "tab" for each in read.problems):
        twice = parse(for_parser(new.text), PureParser)
        if not twice.is_whole or twice.value != read.value:
            raise Refused("Two programs would read the result in two ways.")


def _plain(value: Any, without: Mapping[int, None]) -> Any:
    """*value*, with its mappings as pairs in their order, and its texts *without* those signs."""
    if isinstance(value, dict):
        return tuple((_plain(key, without), _plain(item, without)) for key, item in value.items())
    if isinstance(value, list):
        return [_plain(each, without) for each in value]
    return value.translate(without) if without and isinstance(value, str) else value
