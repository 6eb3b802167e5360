"""The report as slides for a meeting: few, native, on the organisation's own template or on ours.

They show what a board has to see and decide. What they leave out or shorten is in the speaker's notes and in the paper.
"""

from __future__ import annotations

from contextlib import nullcontext

from actionplan.officefile import contents, custom_property
from actionplan.report.model import RenderOptions, Report
from actionplan.report.renderers.slides.compose import slides_of
from actionplan.report.renderers.slides.layouts import paper_of
from actionplan.report.renderers.slides.opening import POWERPOINT, presentation_of
from actionplan.report.renderers.slides.saving import SEAL, saved
from actionplan.report.renderers.slides.writing import foot_of, room_of, write

__all__ = ["comparable", "render", "seal_of"]


def render(report: Report, options: RenderOptions) -> bytes:
    """The report as a .pptx file. Raises CannotRender where python-pptx is missing, or the template is no good."""
    with POWERPOINT.reading(options.template.name) if options.template else nullcontext():
        presentation = presentation_of(options.template)
        paper = paper_of(presentation)
        foot = foot_of(report, is_own=options.template is None)
        for slide in slides_of(report, room_of(paper)):
            write(presentation, paper, slide, foot)
        return saved(presentation, report)


def seal_of(data: bytes) -> str | None:
    """The seal of a report that `render` gave; None where there is none. Never raises."""
    return custom_property(data, SEAL)


def comparable(data: bytes) -> object:
    """What two files of the same report share, wherever they were made: their parts, unpacked."""
    found = contents(data)
    if found is None:
        return None
    return {name: contents(each) if name.endswith(".xlsx") else each for name, each in found.items()}
