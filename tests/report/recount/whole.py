"""A report's every section as it has to be: its figures, its rows and the figures in its sentences."""

from __future__ import annotations

from tests.report.recount import reviews
from tests.report.recount.blocks import Sections
from tests.report.recount.headline import headline
from tests.report.recount.measures import measures
from tests.report.recount.news import news
from tests.report.recount.partners import partners
from tests.report.recount.quality import annex, returns, vocabulary
from tests.report.recount.standings import coming, completed, decisions, exceptions
from tests.report.recount.view import View


def sections(view: View) -> Sections:
    """The blocks of each section by its route; each block with its kind."""
    since = f" {view.since}"
    return {
        "headline": headline(view),
        "decisions": decisions(view),
        "matters_arising": reviews.matters(view),
        "completed": [("title", f"Completed{since}"), *completed(view)],
        "exceptions": exceptions(view),
        "changes": [("title", f"Changes{since}"), *news(view), *reviews.restated(view)],
        **partners(view),
        "outcomes": measures(view),
        "coming": coming(view),
        "returns": returns(view),
        "annex": [],
        "annex/commitments": annex(view),
        "annex/vocabulary": vocabulary(view),
        "annex/method": [("bullets", 8)],
    }
