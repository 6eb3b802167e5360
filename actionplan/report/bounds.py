"""How much a template may ask for: of rounds and calls, of text, of values."""

from __future__ import annotations

from collections.abc import Callable, Iterable, Iterator
from functools import wraps
from typing import Any

from jinja2.exceptions import SecurityError
from jinja2.nodes import EvalContext
from jinja2.runtime import markup_join
from jinja2.utils import pass_eval_context

MOST_STEPS = 5_000_000
LONGEST = 128 * 1024 * 1024  # characters; the page of ten thousand commitments has some 20 million
MOST_VALUES = 1_000_000
MOST_BITS = 4_096
# What a letter and a call cost, in steps: a round of a loop is one.
LETTERS, CALL = 100, 5


class TooMuch(SecurityError):  # noqa: N818  # says what is wrong with the template
    """The template asks for more than any report needs."""


class Budget:
    """The steps that one filling in may take."""

    def __init__(self) -> None:
        self.steps = 0

    def step(self, steps: int = 1) -> None:
        self.steps += steps
        if self.steps > MOST_STEPS:
            raise TooMuch(f"it takes more than {MOST_STEPS:,} steps")

    def counted(self, values: Any) -> Iterator[Any]:
        """*values*, each of them counted."""
        for each in values:
            self.step()
            yield each

    def priced(self, function: Callable[..., Any], *, is_of_text: bool) -> Callable[..., Any]:
        """The filter *function*, paid for by the size of what it is given."""
        place = 1 if hasattr(function, "jinja_pass_arg") else 0

        @wraps(function)
        def run(*args: Any, **kwargs: Any) -> Any:
            if is_of_text:
                written(args[place])
            self.step(price(args[place]))
            return function(*args, **kwargs)

        return run


def price(value: Any) -> int:
    """What going through *value* costs."""
    if isinstance(value, str):
        return 1 + len(value) // LETTERS
    return 1 + len(value) if hasattr(value, "__len__") else 1


def written(value: Any) -> Any:
    """*value*, where it can be written as it is."""
    if isinstance(value, list | tuple | dict):
        raise TooMuch("a list or a group of fields cannot be written; name one of its fields")
    return value


def concat(texts: Iterable[str]) -> str:
    """The texts as one: the page, or what a macro or a block gives."""
    return "".join(measured(texts))


def measured(texts: Iterable[str]) -> Iterator[str]:
    """The texts, as long as they are short enough together."""
    length = 0
    for each in texts:
        length += len(each)
        if length > LONGEST:
            raise TooMuch(f"it makes a text of more than {LONGEST:,} characters")
        yield each


def concat_values(values: Any) -> str:
    """What `~` makes of its values."""
    return markup_join(_measured_values(values))


def _measured_values(values: Any) -> list[Any]:
    kept = [written(each) for each in values]
    concat(map(str, kept))
    return kept


@pass_eval_context
def joined(context: EvalContext, value: Any, d: str = "", attribute: str | int | None = None) -> str:
    """Jinja's `join`, within the limits."""
    from jinja2.filters import do_join

    values = list(value)
    got = values if attribute is None else [context.environment.getitem(each, attribute) for each in values]
    if len(str(d)) * len(got) > LONGEST:
        raise TooMuch("join would make a text that is too long")
    made: str = do_join(context, _measured_values(got), d)
    return made


@pass_eval_context
def replaced(context: EvalContext, s: str, old: str, new: str, count: int | None = None) -> str:
    """Jinja's `replace`, within the limits."""
    from jinja2.filters import do_replace

    if len(str(s)) + str(s).count(str(old)) * len(str(new)) > LONGEST:
        raise TooMuch("replace would make a text that is too long")
    return do_replace(context, s, old, new, count)


def is_small(operator: str, left: Any, right: Any) -> bool:
    """Whether what comes of it keeps a size that a page can have."""
    if operator == "**":
        return isinstance(left, int | float) and isinstance(right, int | float) and abs(left) + abs(right) <= MOST_BITS
    if operator == "%":
        return True
    sizes = [_size(left), _size(right)]
    if operator == "+":
        return sum(sizes) <= 1
    times = [each for each in (left, right) if isinstance(each, int)]
    if len(times) == len(sizes):
        return sum(each.bit_length() for each in times) <= MOST_BITS
    return max(sizes) * max(times, default=1) <= 1


def _size(value: Any) -> float:
    """The share of what is allowed that *value* takes."""
    if isinstance(value, str):
        return len(value) / LONGEST
    return len(value) / MOST_VALUES if isinstance(value, list | tuple) else 0
