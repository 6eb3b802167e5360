"""Where an organisation's own template runs: it can read what it is given and write its page, and nothing else.

Jinja's sandbox keeps it away from Python. What is added here keeps it from taking the machine: each round of a loop and
each call is counted, no text grows beyond a limit, and what could make a huge text at once (a text padded to a width, a
format with a width) is not there. Nor is what could switch the escaping off, or what is not the same each time.
"""

from __future__ import annotations

from collections.abc import Callable, Mapping, Sequence
from typing import Any

from jinja2 import nodes
from jinja2.exceptions import TemplateSyntaxError
from jinja2.runtime import ChainableUndefined, StrictUndefined, Undefined, make_logging_undefined
from jinja2.sandbox import ImmutableSandboxedEnvironment
from jinja2.utils import missing
from jinja2.visitor import NodeTransformer

from actionplan.report.bounds import (
    CALL,
    Budget,
    TooMuch,
    concat,
    concat_values,
    is_small,
    joined,
    measured,
    price,
    replaced,
    written,
)

# What a template may ask for at its top; docs/reference/template-fields.md says what each holds.
NAMES = (
    *("title", "plans", "as_at", "as_at_iso", "version", "organisation", "classification", "logo", "seal"),
    *("facts", "provenance", "sections", "section", "style", "style_hashes"),
)

FILTERS = frozenset(
    (
        *("abs", "capitalize", "count", "d", "default", "dictsort", "e", "escape", "first", "float", "forceescape"),
        *("groupby", "int", "join", "last", "length", "list", "lower", "map", "max", "min", "reject", "rejectattr"),
        *("replace", "reverse", "select", "selectattr", "sort", "string", "striptags", "sum", "title", "trim"),
        *("truncate", "unique", "upper", "wordcount"),
    )
)
TEXT_FILTERS = frozenset(
    (
        *("capitalize", "e", "escape", "forceescape", "lower", "replace", "string", "striptags", "title", "trim"),
        *("truncate", "upper", "wordcount"),
    )
)
GLOBALS = frozenset(("range", "dict", "namespace", "cycler", "joiner"))
TEXT_METHODS = frozenset(
    (
        *("capitalize", "casefold", "count", "endswith", "find", "isalpha", "isdigit", "isspace", "lower", "lstrip"),
        *("partition", "removeprefix", "removesuffix", "rpartition", "rsplit", "rstrip", "split", "splitlines"),
        *("startswith", "strip", "title", "upper"),
    )
)
# No template can name a filter so.
_COUNTED, _TOGETHER = "counted ", "together "
_REFUSED: dict[type[nodes.Node], str] = {
    nodes.ScopedEvalContextModifier: "the escaping of text cannot be switched",
    **dict.fromkeys(
        (nodes.Include, nodes.Import, nodes.FromImport, nodes.Extends),
        "another file cannot be asked for; a template has to be whole in itself",
    ),
}


class Sandbox(ImmutableSandboxedEnvironment):
    """An environment whose templates are counted and measured. *undefined* stands for a field that is not there."""

    intercepted_binops = frozenset(("*", "**", "+", "%"))

    def __init__(self, undefined: type[Undefined]) -> None:
        super().__init__(autoescape=True, undefined=undefined, trim_blocks=True, lstrip_blocks=True, cache_size=0)
        self.budget = Budget()
        self.finalize = written
        self.concat = concat  # type: ignore[method-assign]  # what Jinja has of the same use
        own: dict[str, Callable[..., Any]] = {**self.filters, "replace": replaced, "join": joined}
        self.filters = {
            **{name: self.budget.priced(own[name], is_of_text=name in TEXT_FILTERS) for name in FILTERS},
            _COUNTED: self.budget.counted,
            _TOGETHER: concat_values,
        }
        self.globals = {name: each for name, each in self.globals.items() if name in GLOBALS}

    def _parse(self, source: str, name: str | None, filename: str | None) -> nodes.Template:
        """The template's tree, in which loops are counted and texts put together by our rules."""
        tree = super()._parse(source, name, filename)
        for refused, why in _REFUSED.items():
            for found in tree.find_all(refused):
                raise TemplateSyntaxError(why, found.lineno, name, filename)
        changed: nodes.Template = _Rules().visit(tree)
        return changed

    def filled(self, source: str, values: Mapping[str, Any]) -> bytes:
        """What the template *source* makes of *values*, in UTF-8. Raises what a template can."""
        pieces = measured(self.from_string(source).generate(values))
        # Never the whole as one text: one letter that is not Latin doubles it.
        return b"".join([each.encode("utf-8", "replace") for each in pieces])

    def call(__self, __context: Any, __obj: Any, *args: Any, **kwargs: Any) -> Any:  # noqa: N805, PYI063  # keywords are the template's own
        __self.budget.step(CALL + price(getattr(__obj, "__self__", None)))
        return super().call(__context, __obj, *args, **kwargs)

    def call_binop(self, context: Any, operator: str, left: Any, right: Any) -> Any:
        if operator == "%" and isinstance(left, str):
            raise TooMuch("a text cannot be filled in with %; write the value where it belongs")
        if not is_small(operator, left, right):
            raise TooMuch(f"{operator} would make a value that is too large")
        self.budget.step(price(left) + price(right))
        return super().call_binop(context, operator, left, right)

    def getattr(self, obj: Any, attribute: str) -> Any:
        """A field by its name; a mapping's own keys come before what Python calls by the same name."""
        if isinstance(obj, Mapping):
            try:
                return obj[attribute]
            except KeyError:
                pass
        return super().getattr(obj, attribute)

    def is_safe_attribute(self, obj: Any, attr: str, value: Any) -> bool:
        if isinstance(obj, str) and attr not in TEXT_METHODS:
            return False
        return super().is_safe_attribute(obj, attr, value)

    def wrap_str_format(self, value: Any) -> Callable[..., str] | None:  # noqa: ARG002  # as Jinja calls it
        """None: a text's `format` is judged like any method of it, and is not there."""
        return None


class _Rules(NodeTransformer):
    """Puts what counts and what measures into a template's tree."""

    def visit_For(self, node: nodes.For) -> nodes.For:  # noqa: N802  # as Jinja calls it
        self.generic_visit(node)
        node.iter = nodes.Filter(node.iter, _COUNTED, [], [], None, None, lineno=node.lineno)
        return node

    def visit_Concat(self, node: nodes.Concat) -> nodes.Filter:  # noqa: N802  # as Jinja calls it
        self.generic_visit(node)
        values = nodes.List(node.nodes, lineno=node.lineno)
        return nodes.Filter(values, _TOGETHER, [], [], None, None, lineno=node.lineno)


class _Said:
    """A field that is not there: what is said of it is its name, and the nearest name that is there."""

    __slots__ = ()

    _undefined_hint: str | None
    _undefined_obj: Any
    _undefined_name: Any

    @property
    def _undefined_message(self) -> str:
        if self._undefined_hint:
            return self._undefined_hint
        there = () if self._undefined_obj is missing else names_of(self._undefined_obj)
        return unknown_field(str(self._undefined_name), there or NAMES)


class Named(_Said, StrictUndefined):
    """Using it fails."""

    __slots__ = ()


class Chained(_Said, ChainableUndefined):
    """Using it gives nothing, and so does what is asked of it."""

    __slots__ = ()


class Notes:
    """What was asked for and is not there, in the order it was asked for. Jinja writes into it as into a log."""

    def __init__(self) -> None:
        self.messages: list[str] = []

    def warning(self, _: str, message: object) -> None:
        if str(message) not in self.messages:
            self.messages.append(str(message))

    error = warning


def noting(notes: Notes) -> type[Undefined]:
    """What stands for a field that is not there, and goes on after it was noted."""
    return make_logging_undefined(notes, Chained)  # type: ignore[arg-type]  # of a log it needs these two


def names_of(values: object) -> list[str]:
    """The fields of *values*, those among them that are made only when they are asked for."""
    if not isinstance(values, Mapping):
        return []
    return [*values, *getattr(values, "late", ())]


def unknown_field(name: str, there: Sequence[str]) -> str:
    """`There is no field “titel” here. Did you mean “title”?`"""
    from difflib import get_close_matches

    near = get_close_matches(name, there, 1, 0.5)
    return f"there is no field “{name}” here" + (f"; did you mean “{near[0]}”?" if near else "")
