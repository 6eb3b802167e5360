"""An organisation's template of Word or PowerPoint: judged before any library reads it, refused in one sentence."""

from __future__ import annotations

from collections.abc import Iterator
from contextlib import contextmanager
from dataclasses import dataclass

from actionplan.officefile import CONTENT_TYPES, Unfit, template_members, zipped
from actionplan.report.model import CannotRender, Template


@dataclass(frozen=True, slots=True)
class Kind:
    """A kind of template: the declared type of its documents, and the *others* that are documents but for that.

    *what* it has to be, how to save it so, and what to try with one that is damaged.
    """

    opened: bytes
    others: tuple[bytes, ...]
    what: str
    save_as: str
    damaged: str = ""

    def refusal(self, name: str, why: str, first: str = "") -> CannotRender:
        """The sentence for the template called *name*; *first* is what to try before it is saved otherwise."""
        return CannotRender(f"The template {name} {why}. {first}{self.save_as}")

    @contextmanager
    def reading(self, name: str) -> Iterator[None]:
        """While the template called *name* is worked with: CannotRender for whatever goes wrong with it."""
        try:
            yield
        except CannotRender:
            raise
        except Exception as error:  # what a damaged template lacks is missed anywhere, in every way that a program can
            raise self.refusal(name, "cannot be used; it may be damaged", self.damaged) from error

    def document(self, template: Template) -> bytes:
        """*template* with the declared type of a document, which its library opens. Raises CannotRender."""
        try:
            members = template_members(template.data)
        except Unfit as error:
            raise self.refusal(template.name, str(error)) from error
        types = members.get(CONTENT_TYPES, b"")
        for each in self.others:
            types = types.replace(each, self.opened)
        if self.opened not in types:
            raise self.refusal(template.name, f"is not a {self.what}")
        return zipped({**members, CONTENT_TYPES: types}, 1)
