"""The recount held against a report's JSON."""

from __future__ import annotations

from collections.abc import Mapping
from itertools import groupby

from tests.report.recount import told, whole
from tests.report.recount.blocks import Sections
from tests.report.recount.days import Plain
from tests.report.recount.files import read
from tests.report.recount.headline import head
from tests.report.recount.view import Asked, View


class Recount:
    """What the report on the files with these texts has to say."""

    def __init__(self, texts: Mapping[str, str], asked: Asked, folder: str = "northfield") -> None:
        view = View(read(texts, folder), asked)
        self.head, self.sections = head(view), whole.sections(view)
        self.leads = _leads(self.sections)
        _put_in_order(self.sections)

    def differences(self, document: Plain) -> list[str]:
        """Where the JSON report differs; a line each."""
        sections = told.sections(document)
        leads = _leads(sections)
        _put_in_order(sections)
        return [
            *told.differences(self.head, told.head(document), "head"),
            *([] if leads == self.leads else [f"changes: the partners are {self.leads}, the report has {leads}"]),
            *told.differences(self.sections, sections),
        ]


def _changes(sections: Sections) -> list[Plain]:
    blocks = [content for kind, content in sections["changes"] if kind == "table"]
    return next((rows for id_, rows in blocks if id_ == "changes"), [])


def _leads(sections: Sections) -> list[str]:
    """The news comes partner by partner."""
    return [lead for lead, _ in groupby(each["lead"] for each in _changes(sections))]


def _put_in_order(sections: Sections) -> None:
    """Which of one partner's news comes first is no figure."""
    _changes(sections).sort(key=lambda each: (each["lead"] is None, str(each["lead"]), str(each["id"])))
