"""The report as one HTML page: no script, no request to anywhere, and a page that a mail program can show."""

from __future__ import annotations

from actionplan.report.model import CannotRender, RenderOptions, Report
from actionplan.report.renderers.html.email import mail
from actionplan.report.renderers.html.page import page, seal_in, sealed


def render(report: Report, options: RenderOptions) -> bytes:
    """The page as UTF-8. Raises CannotRender where the template of *options* cannot be filled in."""
    if options.email and options.template:
        raise CannotRender("A page for a mail has no template of its own. Leave out either --email or --template.")
    if options.email:
        return mail(report, sealed(report.seal)).encode("utf-8", "replace")
    return page(report, options.template)


def seal_of(data: bytes) -> str | None:
    """The seal that the page in *data* was made with, None where there is none."""
    return seal_in(data)
