"""Written values: how the text in a file becomes a date, a number, an id or a text, and how an editor is told.

YAML gives us text and nothing else. Each type here names a strict parser with its own words for what is wrong, used by
the fast reader (`domain.reading`) and by pydantic alike, so that both read a value the same way.
"""

from __future__ import annotations

import re
from collections.abc import Callable
from datetime import date
from decimal import Decimal
from typing import TYPE_CHECKING, Annotated, Any

from actionplan.domain.dates import (
    FIRST_YEAR,
    LAST_YEAR,
    MONTHS,
    Window,
    parse_day,
    parse_days,
    parse_month,
    parse_window,
)
from actionplan.domain.written import BadValue, Meant, echo, recognise

if TYPE_CHECKING:
    from pydantic import GetCoreSchemaHandler, GetJsonSchemaHandler
    from pydantic_core import CoreSchema

ID_LENGTH, KEY_LENGTH, TITLE_LENGTH, NOTE_LENGTH, LINK_LENGTH = 64, 64, 300, 20_000, 2_000
EMAIL_LENGTH = 254


class Parsed:
    """Metadata that gives an annotated field its parser.

    *parse* takes the text and the month (1 to 12) in which the plan's year starts. *schema* is the JSON Schema
    of the written form, for editors.
    """

    __slots__ = ("parse", "schema")

    def __init__(self, parse: Callable[[str, int], Any], schema: dict[str, Any]) -> None:
        self.parse = parse
        self.schema = schema

    def __get_pydantic_core_schema__(self, source: object, handler: GetCoreSchemaHandler) -> CoreSchema:
        """Let pydantic call the same parser; the plan's year start arrives as validation context."""
        from pydantic_core import PydanticCustomError, core_schema

        def read(value: object, info: core_schema.ValidationInfo[dict[str, int] | None]) -> object:
            if not isinstance(value, str):
                raise PydanticCustomError("not_text", "not a single value")
            try:
                return self.parse(value, (info.context or {}).get("year_starts", 4))
            except BadValue as bad:
                raise PydanticCustomError("bad_value", "{message}", {"message": bad.message, "said": bad}) from None

        return core_schema.with_info_plain_validator_function(read)

    def __get_pydantic_json_schema__(self, core: CoreSchema, handler: GetJsonSchemaHandler) -> dict[str, Any]:
        return dict(self.schema)


_ID = re.compile(r"[A-Za-z0-9][A-Za-z0-9._-]*")


def parse_id(text: str, year_starts: int = 4) -> str:  # noqa: ARG001
    """An id or key: letters, digits, `.`, `_` and `-`, at most 64 of them."""
    if len(text) <= ID_LENGTH and _ID.fullmatch(text):
        return text
    plain = re.sub(r"[^A-Za-z0-9._-]+", "-", text.strip()).strip("-._")[:ID_LENGTH]
    fix = f"Write {plain}." if plain else "Use letters, digits, full stops, hyphens and underscores."
    if len(text) > ID_LENGTH:
        raise BadValue(f"the id {echo(text)} is longer than {ID_LENGTH} characters", fix, "AP101")
    meant = Meant(plain) if plain else None
    raise BadValue(f"{echo(text)} cannot be an id: an id is one word of letters and digits", fix, "AP101", meant)


def _text(limit: int, what: str, *, is_one_line: bool) -> Callable[[str, int], str]:
    def parse(text: str, year_starts: int = 4) -> str:  # noqa: ARG001
        if is_one_line and ("\n" in text or "\t" in text):
            text = _one_line(text)
        if not text or text.isspace():
            raise BadValue(f"the {what} is empty", f"Write the {what}, or remove the key.")
        if len(text) > limit:
            raise BadValue(f"the {what} has {len(text):,} characters; at most {limit:,} fit", "Shorten it.", "AP015")
        return text

    return parse


def _one_line(text: str) -> str:
    """*text* with each line break, and the spaces around it, as one space."""
    lines = (line.strip(" ") for line in text.replace("\t", "\n").split("\n"))
    return " ".join(line for line in lines if line)


_NUMBER = re.compile(r"[+-]?[0-9]{1,15}(\.[0-9]{1,9})?")
_BY_THOUSANDS = re.compile(r"[+-]?[1-9][0-9]{0,2}(,[0-9]{3})+(\.[0-9]+)?")
_WITH_COMMA = re.compile(r"[+-]?([0-9]+|[1-9][0-9]{0,2}(\.[0-9]{3})+),[0-9]+")


def parse_number(text: str, year_starts: int = 4) -> Decimal:  # noqa: ARG001
    """A number written with digits and at most one point: 13.4, -2, 1200."""
    if _NUMBER.fullmatch(text):
        return Decimal(text)
    plain = _with_point(text.rstrip("% "))
    if not _NUMBER.fullmatch(plain):
        raise BadValue(f"{echo(text)} is not a number", "Write digits with at most one point: 13.4.")
    raise BadValue(f"{echo(text)} is not a number", f"Write {plain}.", meant=Meant(plain))


def _with_point(text: str) -> str:
    """*text* with a point where people of other countries write a comma, and nothing between thousands.

    Three digits after a comma are thousands, as in `1,200`, unless what stands before cannot be: `0,500`, `1234,567`.
    """
    if _BY_THOUSANDS.fullmatch(text):
        return text.replace(",", "")
    return text.replace(".", "").replace(",", ".") if _WITH_COMMA.fullmatch(text) else text


_LINK = re.compile(r"https?://[^\s<>\"]+")


def parse_link(text: str, year_starts: int = 4) -> str:  # noqa: ARG001
    """A web address that begins with http:// or https://."""
    if len(text) > LINK_LENGTH:
        raise BadValue(
            f"the link has {len(text):,} characters; at most {LINK_LENGTH:,} fit", "Use a shorter one.", "AP015"
        )
    if _LINK.fullmatch(text):
        return text
    raise BadValue(f"{echo(text)} is not a web address", "Write the whole address, beginning with https://.")


_WORD, _LABEL = r"[A-Za-z0-9_'&+-]+", "[A-Za-z0-9]([A-Za-z0-9-]{0,61}[A-Za-z0-9])?"
_EMAIL = rf"{_WORD}(\.{_WORD})*@{_LABEL}(\.{_LABEL})+"


def parse_email(text: str, year_starts: int = 4) -> str:  # noqa: ARG001
    """One email address as people have them: `returns@haven.example`, in plain letters, without a name beside it."""
    if len(text) <= EMAIL_LENGTH and re.fullmatch(_EMAIL, text):
        return text
    message = f"{echo(text)} is not an email address"
    raise BadValue(message, "Write one address in plain letters and nothing beside it: returns@haven.example.")


def choice(what: str, **meanings: str) -> Parsed:
    """A type with a closed list of words; *meanings* explains each, with _ for -."""
    words = {word.replace("_", "-"): meaning for word, meaning in meanings.items()}

    def parse(text: str, year_starts: int = 4) -> str:  # noqa: ARG001
        if text in words:
            return text
        listed = ", ".join(words)
        meant = recognise(text, words)
        raise BadValue(
            f"{echo(text)} is not a {what}",
            f"Did you mean {meant.word}? It is one of {listed}." if meant else f"Write one of {listed}.",
            meant=meant,
        )

    return Parsed(
        parse,
        {
            "type": "string",
            "enum": list(words),
            "enumDescriptions": list(words.values()),
            "markdownEnumDescriptions": list(words.values()),
            "errorMessage": f"Write one of {', '.join(words)}",
        },
    )


def _written(pattern: str, message: str, *examples: str, **more: object) -> dict[str, Any]:
    """The JSON Schema of a value with this *pattern*; its types are what an editor sees, which reads YAML 1.2."""
    said = {"patternErrorMessage": message, "errorMessage": message}
    shown = {"examples": list(examples)} if examples else {}
    return {"type": "string", "pattern": pattern, **said, **shown, **more}


_PLAIN = ["string", "number", "boolean"]  # what an editor makes of unquoted text: 1.10 a number, true a boolean
_ANY_YEAR = "(199[0-9]|20[0-9]{2}|2100)"
_ANY_DAY = f"{_ANY_YEAR}-(0[1-9]|1[0-2])-(0[1-9]|[12][0-9]|3[01])"

Day = Annotated[
    date, Parsed(parse_day, _written(f"^{_ANY_DAY}$", "Write the day as 2015-09-30", "2015-09-30", "2016-03-31"))
]
When = Annotated[
    Window,
    Parsed(
        parse_window,
        _written(
            f"^{_ANY_DAY}$|^{_ANY_YEAR}(-(0[1-9]|1[0-2]))?$"
            f"|^{_ANY_YEAR}[-/][0-9]{{2}}( ?(Q[1-4]|H[12]))?$|^{_ANY_YEAR} ?(Q[1-4]|H[12])$",
            "Write 2016-03-31, or 2016-03, 2015-16 Q3, 2015/16 or 2016 where no more is known; years 1990 to 2100",
            "2016-03-31",
            "2016-03",
            "2015-16 Q3",
            "2015/16",
            type=["string", "integer"],
            minimum=FIRST_YEAR,
            maximum=LAST_YEAR,
        ),
    ),
]
Id = Annotated[
    str,
    Parsed(
        parse_id,
        _written(
            "^[A-Za-z0-9][A-Za-z0-9._-]*$",
            "An id is one word of letters, digits, full stops, hyphens and underscores",
            type=_PLAIN,
            maxLength=ID_LENGTH,
            minimum=0,
        ),
    ),
]


def _words(limit: int) -> dict[str, Any]:
    message = "Write a text here, in quotes if it begins with [ or {"
    return _written(r"\S", message, type=_PLAIN, maxLength=limit)


Title = Annotated[str, Parsed(_text(TITLE_LENGTH, "text", is_one_line=True), _words(TITLE_LENGTH))]
Code = Annotated[str, Parsed(_text(ID_LENGTH, "word", is_one_line=True), _words(ID_LENGTH))]
Note = Annotated[str, Parsed(_text(NOTE_LENGTH, "note", is_one_line=False), _words(NOTE_LENGTH))]
_WHOLE = "Write the whole address, beginning with https://"
Link = Annotated[str, Parsed(parse_link, _written(r'^https?://[^\s<>"]+$', _WHOLE, "https://", maxLength=LINK_LENGTH))]
_ADDRESS = "Write one email address: returns@haven.example"
Email = Annotated[str, Parsed(parse_email, _written(f"^{_EMAIL}$", _ADDRESS, maxLength=EMAIL_LENGTH))]
_DIGITS = r"^[+-]?[0-9]{1,15}(\.[0-9]{1,9})?$"
Number = Annotated[
    Decimal,
    Parsed(parse_number, _written(_DIGITS, "Write digits with at most one point: 13.4", type=["number", "string"])),
]
Days = Annotated[int, Parsed(parse_days, _written("^[0-9]{1,3} days?$", "Write for example 14 days", "14 days"))]


def _any_case(word: str) -> str:
    return "".join(f"[{letter.upper()}{letter.lower()}]" for letter in word)


_MONTH_NAME = "Write the month's English name: April"
Month = Annotated[
    int,
    Parsed(
        parse_month,
        {
            "anyOf": [
                {"enum": list(MONTHS), "errorMessage": _MONTH_NAME},
                _written(f"^({'|'.join(map(_any_case, MONTHS))})$", _MONTH_NAME),
            ]
        },
    ),
]
