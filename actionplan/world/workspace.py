"""Find the plans and read their files. Reads only: nothing here can write."""

from __future__ import annotations

import os
import stat
from collections.abc import Iterator
from functools import lru_cache
from pathlib import Path
from typing import NamedTuple

FILE_LIMIT = 16 * 1024 * 1024
FOLDER = "commitments"
ENDINGS = (".yaml", ".yml")
OFFICE_ENDINGS = (".docx", ".doc", ".odt", ".xlsx", ".xls", ".ods")
HEAD = "plan"
IMPORT = "import"  # the folder in a plan's own that holds how its tracker is read
REVIEWS = "reviews"  # the folder in a plan's own that holds the reviews it closed
LEFT_OVER = (".", "~$", "#")  # what editors leave beside a file while it is open


class CannotRun(Exception):  # noqa: N818  # circumstances, not an error of the program
    """Something outside is not as it must be: says what, and what to do."""

    exit_code = 3


class NoPlan(CannotRun):
    """There is no plan where one was looked for."""


class FileRead(NamedTuple):
    """A file as found: its bytes, or in `trouble` the reason why there are none, and what to do about it.

    `stem` is its name in the plan's folder, in small letters and without the ending: `haven`, `reviews/2015-16-q2`.
    """

    path: Path
    shown: str
    data: bytes = b""
    trouble: str = ""
    remedy: str = ""
    is_too_large: bool = False
    stem: str = ""


class PlanFolder(NamedTuple):
    """A folder with a plan.yaml: its name, its YAML files (plan.yaml first), and the names that were passed over.

    Among the files are those of its folder of reviews.
    """

    path: Path
    files: tuple[Path, ...]
    passed_over: tuple[str, ...] = ()

    @property
    def name(self) -> str:
        return self.path.name


class Workspace(NamedTuple):
    """A folder of plans, and where paths are shown from; `strays` are YAML files beside the plan folders."""

    root: Path
    plans: tuple[PlanFolder, ...]
    base: Path
    strays: tuple[Path, ...] = ()


def find(start: Path, chosen: Path | None = None) -> Workspace:
    """The workspace at *chosen*; without it, the nearest one from *start* upwards.

    A workspace is `commitments/`, or a folder that holds plan folders, or a plan folder itself.
    Raises CannotRun where there is none.
    """
    if chosen is not None:
        workspace = _workspace(chosen, start) or _workspace(chosen / FOLDER, start)
        if workspace is None:
            raise _nothing_at(chosen)
        return workspace
    for folder in (start, *start.parents):
        for candidate in (folder / FOLDER, folder):
            workspace = _workspace(candidate, start) if candidate.is_dir() else None
            if workspace is not None:
                return workspace
    misnamed = sorted(each for each in (*start.glob("*/*/plan.y*ml.txt"), *start.glob("*/plan.y*ml.txt")))[:1]
    if misnamed:
        raise CannotRun(f"There is no plan here: {misnamed[0]} has an ending too many.\nRename it to plan.yaml.")
    raise NoPlan(
        f"There is no plan here: no folder with a plan.yaml in {start} or above it.\n"
        f"Go to the folder that holds {FOLDER}/, or name it: actionplan --workspace PATH …"
    )


def plan_folder_of(path: Path) -> Path:
    """The folder of the plan that the file at *path* would belong to, also where it is one of the plan's reviews."""
    folder = path.absolute().parent
    return folder.parent if folder.name == REVIEWS and _head_of(folder) is None else path.parent


def _nothing_at(chosen: Path) -> CannotRun:
    if not chosen.exists():
        return NoPlan(
            f"{chosen} does not exist.\nCheck the spelling, or leave it out to search from this folder upwards."
        )
    if not chosen.is_dir():
        return CannotRun(f"{chosen} is not a folder.\nName the folder that holds the plans.")
    misnamed = sorted(each for each in chosen.rglob(f"{HEAD}.y*ml.txt"))[:1]
    if misnamed:
        return CannotRun(
            f"There is no plan in {chosen}: {misnamed[0]} has an ending too many.\nRename it to plan.yaml."
        )
    return NoPlan(
        f"There is no plan in {chosen}: no folder in it has a plan.yaml.\nName the folder that holds the plans."
    )


def _workspace(root: Path, start: Path) -> Workspace | None:
    if not root.is_dir():
        return None
    if _head_of(root) is not None:
        return Workspace(root.parent, (_plan_folder(root),), start)
    try:
        folders = sorted(each for each in root.iterdir() if not each.name.startswith(".") and each.is_dir())
    except PermissionError:
        raise CannotRun(f"{root} may not be read.\nAsk for the right to read this folder.") from None
    plans = tuple(_plan_folder(each) for each in folders if _head_of(each) is not None)
    strays = tuple(sorted(each for each in root.iterdir() if _is_yaml(each) and root.name == FOLDER))
    return Workspace(root, plans, start, strays) if plans else None


def _head_of(folder: Path) -> Path | None:
    try:
        return min((each for each in folder.iterdir() if _is_yaml(each) and _stem(each) == HEAD), default=None)
    except PermissionError:
        raise CannotRun(f"{folder} may not be read.\nAsk for the right to read this folder.") from None
    except OSError:
        return None


def _stem(path: Path) -> str:
    return path.stem.lower()


def is_plan_file(name: str) -> bool:
    """Whether a file of this name in a plan's folder, or in its folder of reviews, is read as a part of the plan."""
    folder, _, last = name.rpartition("/")
    return folder in ("", REVIEWS) and (_is_yaml(Path(last)) or _is_misnamed(Path(last)))


def reading_order(name: str) -> tuple[bool, bool, str]:
    """What the files of a plan are sorted by: plan.yaml comes first, the reviews come last."""
    return stem_of(name) != HEAD, "/" in name, name


def stem_of(name: str) -> str:
    """The name of a file in a plan's folder, in small letters and without its ending; plan.yaml is `plan`."""
    folder, slash, last = name.rpartition("/")
    return folder + slash + _stem(Path(last))


def _is_yaml(path: Path) -> bool:
    return path.suffix.lower() in ENDINGS and not path.name.startswith(LEFT_OVER)


def _is_misnamed(path: Path) -> bool:
    """A plan file with an ending too many: Notepad saves `hact.yaml.txt`."""
    return path.suffix.lower() == ".txt" and _is_yaml(path.with_suffix(""))


def _plan_folder(folder: Path) -> PlanFolder:
    entries = sorted((*folder.iterdir(), *_reviews(folder)), key=lambda each: reading_order(_within(folder, each)))
    is_read = [is_plan_file(_within(folder, each)) for each in entries]
    files = tuple(each for each, read in zip(entries, is_read, strict=True) if read)
    others = (each for each, read in zip(entries, is_read, strict=True) if not read)
    passed_over = tuple(_within(folder, each) for each in others if _might_be_meant(each, folder))
    return PlanFolder(folder, files, passed_over)


def _within(folder: Path, path: Path) -> str:
    """*path*, a file of the plan in *folder*, as it is called there."""
    return path.name if path.parent == folder else f"{path.parent.name}/{path.name}"


def _reviews(folder: Path) -> Iterator[Path]:
    """What the folder of reviews in *folder* holds, where there is one."""
    try:
        yield from (folder / REVIEWS).iterdir()
    except (FileNotFoundError, NotADirectoryError):
        return
    except PermissionError:
        raise CannotRun(f"{folder / REVIEWS} may not be read.\nAsk for the right to read this folder.") from None


def _might_be_meant(path: Path, folder: Path) -> bool:
    """Left over by an editor, or a folder of YAML: worth a word, so that nothing is passed over in silence."""
    if path in (folder / REVIEWS, folder / IMPORT):
        return False
    if path.suffix.lower() in (*ENDINGS, *OFFICE_ENDINGS):
        return True
    try:
        return path.is_dir() and any(each.suffix.lower() in ENDINGS for each in path.iterdir())
    except OSError:
        return False


def read_plan(workspace: Workspace, plan: PlanFolder) -> Iterator[FileRead]:
    """Each file of *plan*, plan.yaml first. What cannot be read says why; nothing is left out."""
    inside = os.path.realpath(workspace.root)
    for shown, path in named_files(workspace, plan):
        yield read_file(path, shown, inside)._replace(stem=stem_of(_within(plan.path, path)))


def named_files(workspace: Workspace, plan: PlanFolder) -> Iterator[tuple[str, Path]]:
    """Each file of *plan* with the name it is shown under."""
    folder = shown_path(plan.path, workspace.base)
    before = "" if folder == "." else f"{folder}/"
    for path in plan.files:
        yield before + _readable(_within(plan.path, path)), path


def shown_path(path: Path, base: Path) -> str:
    """*path* as it is shown: from *base* where it lies below it, with forward slashes on every machine."""
    try:
        shown = path.absolute().relative_to(base.absolute())
    except ValueError:
        shown = path
    return _readable(shown.as_posix())


def _readable(name: str) -> str:
    """*name* as text, also where its bytes are none."""
    return os.fsencode(name).decode("utf-8", "backslashreplace")


def read_file(path: Path, shown: str, inside: str) -> FileRead:
    """The bytes of a regular file of at most 16 MiB that lies in the folder *inside*, or why they cannot be had."""
    try:
        trouble = _trouble_with(path, inside)
        if trouble:
            return FileRead(path, shown, b"", *trouble)
        with path.open("rb", buffering=0) as file:
            data = file.readall()
    except FileNotFoundError:
        return FileRead(
            path, shown, b"", "the file was here a moment ago and is gone", "Run again once nobody is moving files."
        )
    except PermissionError:
        return FileRead(path, shown, b"", "the file may not be read", "Ask for the right to read it.")
    except OSError as error:
        return FileRead(
            path,
            shown,
            b"",
            f"the file cannot be read: {error.strerror}",
            "Try again; if it stays so, restore the file.",
        )
    if len(data) > FILE_LIMIT:
        return FileRead(path, shown, b"", *_TOO_LARGE)
    return FileRead(path, shown, data)


_TOO_LARGE = (
    f"the file is larger than {FILE_LIMIT // 1024 // 1024} MiB",
    "Is this a plan file? Divide it: any number of files in the folder may hold commitments.",
    True,
)


@lru_cache(maxsize=1024)
def _is_within(path: str, inside: str) -> bool:
    """Whether *path*, links followed, lies in the folder *inside*."""
    return os.path.commonpath([os.path.realpath(path), inside]) == inside


def _trouble_with(path: Path, inside: str) -> tuple[str, str, bool] | None:
    """What stops the file from being read, before it is opened: opening a pipe would wait for ever."""
    if _is_misnamed(path):
        right = path.with_suffix("").name
        return f"the name ends in {path.suffix}, so this is not read as a plan file", f"Rename it to {right}.", False
    kind = os.lstat(path)  # of a thousand files, as of one: a Path takes several times as long
    if stat.S_ISLNK(kind.st_mode) or not _is_within(os.path.dirname(path), inside):  # noqa: PTH120  # as above
        if not _is_within(os.fspath(path), inside):
            return "this is a link to a file outside the workspace", "Put the file itself here.", False
        kind = os.stat(path)  # noqa: PTH116  # follows the link, which leads nowhere else
    if not stat.S_ISREG(kind.st_mode):
        what = "a folder" if stat.S_ISDIR(kind.st_mode) else "not an ordinary file"
        return f"this is {what}, though its name ends like a plan file", "Rename it, or put a file in its place.", False
    return _TOO_LARGE if kind.st_size > FILE_LIMIT else None
