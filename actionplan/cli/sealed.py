"""The seal of a report: how to ask for the same one again; and `report --verify`, which does."""

from __future__ import annotations

from collections.abc import Sequence
from datetime import date
from importlib import import_module
from pathlib import Path
from typing import Any, NamedTuple

from actionplan import __version__
from actionplan.cli import console
from actionplan.cli.gather import Gathered, gather
from actionplan.cli.reporting import Made, Request, rendered, report_of
from actionplan.report.model import RenderOptions, Template
from actionplan.report.renderers import RENDERERS
from actionplan.world.given import read_given
from actionplan.world.workspace import CannotRun

VERSION = 1
LARGEST = 256 * 1024 * 1024  # bytes of a report


class Seal(NamedTuple):
    """All that is needed to make a report again, and by what to tell that nothing under it has changed."""

    voice: str
    request: Request
    on: str
    today: str
    plans: tuple[str, ...] = ()
    email: bool = False
    table: str | None = None
    template: str | None = None
    digests: tuple[str, ...] = ()
    commit: str | None = None
    version: str = __version__

    @property
    def text(self) -> str:
        """One line of JSON without what is as usual."""
        from json import dumps

        values = {**self._asdict(), "request": _told(self.request)}
        usual = {**Seal._field_defaults, "request": {}}
        kept = {key: value for key, value in values.items() if key == "version" or value != usual.get(key)}
        return dumps({"seal": VERSION, **kept}, ensure_ascii=True, separators=(",", ":"))


def _told(request: Request) -> dict[str, Any]:
    return {key: value for key, value in request._asdict().items() if value != Request._field_defaults[key]}


def seal_of(voice: str, request: Request, gathered: Gathered, options: RenderOptions, commit: str | None) -> Seal:
    """The seal of the report that is about to be made."""
    read = [each for each in gathered.plans if each.plan]
    return Seal(
        voice=voice,
        request=request,
        on=gathered.on.isoformat(),
        today=gathered.today.isoformat(),
        plans=tuple(each.plan.id for each in read if each.plan),
        email=options.email,
        table=options.table,
        template=_stamp(options.template),
        digests=tuple(each.digest for each in read),
        commit=commit,
    )


def _stamp(template: Template | None) -> str | None:
    from hashlib import sha256

    return sha256(template.data).hexdigest()[:16] if template else None


def verify(path: Path, workspace: str | None, template: Template | None) -> bool:
    """Whether the report in *path* says what the plan's files say; why not, on stderr.

    Raises CannotRun where it has no seal, or cannot be made again.
    """
    data = read_given(path, LARGEST)
    seal = _found(path, data)
    _needs(seal, template)
    gathered = gather(workspace, seal.on, seal.plans)._replace(today=date.fromisoformat(seal.today))
    now = tuple(each.digest for each in gathered.plans if each.plan)
    made = Made(seal.version, seal.commit, seal.text, has_logo="logo" in RENDERERS[seal.voice].takes)
    options = RenderOptions(email=seal.email, table=seal.table, template=template)
    again = rendered(report_of(seal.request, gathered, made), seal.voice, options)
    said, is_true = _verdict(path, seal, is_same=_is_same(seal.voice, data, again), are_files=now == seal.digests)
    (console.write if is_true else console.complain)(said + ("\n" if is_true else ""))
    return is_true


def _verdict(path: Path, seal: Seal, *, is_same: bool, are_files: bool) -> tuple[str, bool]:
    made = f"as at {seal.on}" + (f", commit {seal.commit}" if seal.commit else "")
    if is_same:
        files = "" if are_files else " The files have changed since, but not in what it says."
        return f"{path} is what the plan's files say ({made}).{files}", True
    if not are_files:
        look = f" Look at them as they were: {seal.commit.split()[0]}." if seal.commit else ""
        return f"{path} cannot be confirmed: the plan's files have changed since it was made ({made}).{look}", False
    if seal.version != __version__:
        why = f"was made with actionplan {seal.version} and reads otherwise with {__version__}, or was changed by hand"
        return f"{path} {why}. To tell which, use that version.", False
    saved = "" if RENDERERS[seal.voice].is_text else ", or saved again by another program"
    return f"{path} is not what the plan's files say ({made}): it was changed after it was made{saved}.", False


def _is_same(voice: str, data: bytes, again: bytes) -> bool:
    """Whether two files of one voice say the same; a voice may leave out what a machine adds of its own."""
    told = getattr(import_module(RENDERERS[voice].module), "comparable", None)
    return data == again or (told is not None and told(data) == told(again))


def _needs(seal: Seal, template: Template | None) -> None:
    if seal.template and template is None:
        raise CannotRun("The report was made with a template of its own.\nName it as well: --template FILE")
    if seal.template != _stamp(template):
        raise CannotRun("That is not the template the report was made with, so it cannot be made again.")


def _found(path: Path, data: bytes) -> Seal:
    """The seal that *data* keeps."""
    endings = {suffix: name for name, each in RENDERERS.items() for suffix in each.suffixes}
    likely = endings.get(path.suffix.lower())
    for voice in dict.fromkeys([*([likely] if likely else []), *RENDERERS]):
        find = getattr(import_module(RENDERERS[voice].module), "seal_of", None)
        seal = _read(find(data)) if find else None
        if seal:
            return seal
    if path.suffix.lower() == ".csv":  # its seal is in what programs are told about it
        beside = path.with_name(f"{path.name}-metadata.json")
        return _found(beside, read_given(beside, LARGEST))
    raise CannotRun(
        f"{path} has no seal of a report, so there is nothing to hold against the plan.\n"
        "Reports for a terminal have none; was it made by another program, or its end cut off?"
    )


def _read(text: str | None) -> Seal | None:
    """The seal that *text* is; None where it is none."""
    from json import loads

    try:
        values: Any = loads(text or "null")
        if not isinstance(values, dict) or values.pop("seal", None) != VERSION or values["voice"] not in RENDERERS:
            return None
        request = Request(**{key: _tupled(each) for key, each in values.pop("request", {}).items()})
        seal = Seal(request=request, **{key: _tupled(each) for key, each in values.items()})
        date.fromisoformat(seal.on), date.fromisoformat(seal.today)
    except (TypeError, ValueError, KeyError, AttributeError):
        return None
    return seal


def _tupled(value: object) -> Any:
    return tuple(value) if isinstance(value, Sequence) and not isinstance(value, str) else value
