"""A text as YAML: without quotes wherever every reader takes it for that text, else in quotes or as a block."""

from __future__ import annotations

import re
from functools import lru_cache
from typing import NamedTuple

from yaml.resolver import Resolver

from actionplan.yamltext.characters import UNSAFE
from actionplan.yamltext.operations import Bare
from actionplan.yamltext.tree import NULLS

WIDTH = 100  # a paragraph that would pass this column is folded
_MAX_INDICATOR = 9

# Noncharacters and invisible signs beyond those that a file may not hold at all.
_ALSO = "\U0001d173-\U0001d17a" + "".join(f"{chr(each)}{chr(each + 1)}" for each in range(0x1FFFE, 0x110000, 0x10000))
_ESCAPED = re.compile(f"{UNSAFE}|(?P<also>[{_ALSO}])")
_BLANK_LETTERS = re.compile("[\u034f\u115f\u1160\u17b4\u17b5\u3164\uffa0]")  # of these, what Unicode calls printable
_ESCAPES = {"\\": "\\\\", '"': '\\"', "\n": "\\n", "\t": "\\t", "\r": "\\r", "\0": "\\0"}
_CODES = (("x", 2), ("u", 4), ("U", 8))  # how a character is written by its number, and with how many digits
# What YAML 1.2 reads as a number, 1.1's letters for yes and no, and hours that some readers count in minutes.
_OTHER_READERS = re.compile(
    r"[yYnN]|0o[0-7]+|0x[0-9a-fA-F]+|[-+]?(\.[0-9]+|[0-9]+(\.[0-9]*)?)([eE][-+]?[0-9]+)?"
    r"|[-+]?[0-9][0-9_]*(:[0-5]?[0-9])+(\.[0-9_]*)?"
)
_INDICATORS = frozenset(",[]{}#&*!|>'\"%@`")
_SPLITS = re.compile(r":(?:[ \t]|$)|[ \t]#|[\t\n]")
_SPLITS_IN_FLOW = re.compile(r"[,\[\]{}:?\t\n]|[ \t]#")  # the C parser minds a question mark anywhere
_BETWEEN_WORDS = re.compile(r"(?<=\S) (?=\S)")  # where folding gives back what was there
# Nothing in it splits or is a sign, and a word of six letters or more has no type in any YAML: most texts are so.
_WORDS = re.compile(r"[A-Za-z][A-Za-z0-9 .,;()/&'-]{5,}(?<! )")
_MARKER = re.compile(r"(?:---|\.\.\.)(?:\s|$)")


class Style(NamedTuple):
    """How a file is written: columns that a child stands deeper, a sequence below its key, and the quote sign.

    A *cautious* text keeps to one line, in quotes where it is not plain.
    """

    step: int = 2
    offset: int = 2
    quote: str = "'"
    is_cautious: bool = False


class Written(NamedTuple):
    """What stands behind a key or a dash, and the whole lines below that belong to it."""

    head: str
    lines: tuple[str, ...] = ()


def is_plain(text: str, *, in_flow: bool = False) -> bool:
    """Whether *text* reads back as itself without quotes, and as a text to readers that look for dates and numbers."""
    if not in_flow and _WORDS.fullmatch(text):
        return True
    if not _parses_plain(text, in_flow=in_flow):
        return False
    return isinstance(text, Bare) or not (_OTHER_READERS.fullmatch(text) or _resolves(text))


def _parses_plain(text: str, *, in_flow: bool) -> bool:
    if text in NULLS or text.strip() != text or _needs_escape(text):
        return False
    return not (
        _begins_as_sign(text, in_flow) or _MARKER.match(text) or (_SPLITS_IN_FLOW if in_flow else _SPLITS).search(text)
    )


def _needs_escape(text: str) -> bool:
    if text.replace("\n", "").isprintable() and (text.isascii() or not _BLANK_LETTERS.search(text)):
        return False  # most texts are so, and looking at each sign of them takes time
    return any(found.lastgroup != "flag" for found in _ESCAPED.finditer(text))


def _begins_as_sign(text: str, in_flow: bool) -> bool:
    if text[0] in "-?:":
        return text[1:2] in {"", " "} or (in_flow and text[0] != "-")
    return text[0] in _INDICATORS


def _resolves(text: str) -> bool:
    """Whether YAML 1.1 gives *text* a type of its own."""
    resolvers = Resolver.yaml_implicit_resolvers
    return any(pattern.match(text) for _, pattern in (*resolvers.get(text[0], ()), *resolvers.get(None, ())))


def quoted(text: str, quote: str) -> str:
    """*text* in quotes on one line, with the *quote* sign where it can do; double quotes can do anything."""
    if quote == "'" and not ("\n" in text or "\t" in text or _needs_escape(text)):
        return "'" + text.replace("'", "''") + "'"
    inner = re.sub(r'[\\"\n\t]', lambda found: _ESCAPES[found[0]], text)
    return '"' + _ESCAPED.sub(_escape, inner) + '"'


def _escape(found: re.Match[str]) -> str:
    if found.lastgroup == "flag":
        return found[0]
    name = f"{ord(found[0]):X}"
    letter, digits = next(each for each in _CODES if len(name) <= each[1])
    return _ESCAPES.get(found[0]) or f"\\{letter}{name:0>{digits}}"


@lru_cache(maxsize=4096, typed=True)  # keys come again and again; a Bare text is another one
def one_line(text: str, quote: str = "'", *, in_flow: bool = False) -> str:
    """*text* on one line: a key, an item in brackets, or a short value."""
    return text if is_plain(text, in_flow=in_flow) else quoted(text, quote)


def block_text(text: str, column: int, indent: int, style: Style) -> Written:
    """*text* where it may take several lines. Its first begins at *column*; what holds it stands at *indent*."""
    has_lines = "\n" in text
    if not has_lines and column + len(line := one_line(text, style.quote)) <= WIDTH:
        return Written(line)
    if style.is_cautious or not text.strip() or _needs_escape(text):
        return Written(one_line(text, style.quote))
    return _literal(text, indent, style) if has_lines else _folded(text, indent, style) or Written(line)


def _literal(text: str, indent: int, style: Style) -> Written:
    step = min(style.step, _MAX_INDICATOR)
    is_odd = re.match(r"[ \t\n]*[ \t]", text) is not None  # its first line does not show where the lines begin
    kept = text.rstrip("\n")
    chomping = "-" if kept == text else "" if len(kept) + 1 == len(text) else "+"
    lines = text.removesuffix("\n").split("\n")
    return Written(f"|{step if is_odd else ''}{chomping}", _indented(lines, indent + step))


def _folded(text: str, indent: int, style: Style) -> Written | None:
    """*text* as one paragraph over several lines, or None where it has to stay on one."""
    words = _BETWEEN_WORDS.split(text)
    if len(words) == 1 or text.strip() != text or "\t" in text:
        return None
    return Written(">-", _indented(_wrapped(words, WIDTH - indent - style.step), indent + style.step))


def _wrapped(words: list[str], width: int) -> list[str]:
    """*words* in lines of *width*, longer only where a word is."""
    lines: list[str] = []
    for word in words:
        if lines and len(lines[-1]) + 1 + len(word) <= width:
            lines[-1] += f" {word}"
        else:
            lines.append(word)
    return lines


def _indented(lines: list[str], indent: int) -> tuple[str, ...]:
    return tuple(" " * indent + line if line else "" for line in lines)
