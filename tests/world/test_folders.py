"""A folder for a file: made where it is missing, and taken away again where nothing came into it."""

from __future__ import annotations

from pathlib import Path

import pytest

from actionplan.world.folders import folders_made
from actionplan.world.refused import Refused
from actionplan.world.workspace import find, plan_folder_of, read_plan, stem_of


def test_it_is_there_and_stays_with_its_file(tmp_path: Path) -> None:
    file = tmp_path / "reviews" / "a.yaml"

    with folders_made([file], tmp_path):
        file.write_text("a\n", encoding="utf-8")

    assert file.read_text(encoding="utf-8") == "a\n"


def test_an_empty_one_is_taken_away_again(tmp_path: Path) -> None:
    with folders_made([tmp_path / "reviews" / "a.yaml"], tmp_path):
        assert (tmp_path / "reviews").is_dir()

    assert list(tmp_path.iterdir()) == []


def test_one_that_was_there_stays(tmp_path: Path) -> None:
    (tmp_path / "reviews").mkdir()

    with folders_made([tmp_path / "reviews" / "a.yaml"], tmp_path):
        pass

    assert (tmp_path / "reviews").is_dir()


def test_none_is_made_outside_nor_in_one_that_is_missing_itself(tmp_path: Path) -> None:
    inside, outside = tmp_path / "in", tmp_path / "out"
    inside.mkdir()
    outside.mkdir()
    (inside / "link").symlink_to(outside)

    with folders_made(
        [outside / "x" / "a.yaml", inside / "link" / "x" / "a.yaml", inside / "y" / "z" / "a.yaml"], inside
    ):
        assert list(outside.iterdir()) == []
        assert [each.name for each in inside.iterdir()] == ["link"]


def test_a_name_that_is_too_long_is_refused(tmp_path: Path) -> None:
    with pytest.raises(Refused, match="its name is too long"), folders_made([tmp_path / ("x" * 300) / "a"], tmp_path):
        pytest.fail("it was made")


# What the folder of a plan holds.


def plan_with(folder: Path, *names: str) -> list[tuple[str, str, str]]:
    """Name, stem and trouble of each file that is read."""
    for name in ("plan.yaml", *names):
        (folder / "p" / name).parent.mkdir(parents=True, exist_ok=True)
        (folder / "p" / name).write_text("x: 1\n", encoding="utf-8")
    workspace = find(folder, folder)
    return [(each.shown, each.stem, each.trouble) for each in read_plan(workspace, workspace.plans[0])]


def test_reviews_are_read_last_and_by_their_folder(tmp_path: Path) -> None:
    found = plan_with(tmp_path, "zeta.yaml", "reviews/2015-16-Q2.YAML", "reviews/plan.yaml", "reviews/a.yml")

    assert found == [
        ("p/plan.yaml", "plan", ""),
        ("p/zeta.yaml", "zeta", ""),
        ("p/reviews/2015-16-Q2.YAML", "reviews/2015-16-q2", ""),
        ("p/reviews/a.yml", "reviews/a", ""),
        ("p/reviews/plan.yaml", "reviews/plan", ""),
    ]


def test_only_that_folder_is_looked_into(tmp_path: Path) -> None:
    found = plan_with(tmp_path, "reviews/old/a.yaml", "Reviews.old/b.yaml", "reviews.yaml")

    assert [name for name, _, _ in found] == ["p/plan.yaml", "p/reviews.yaml"]
    assert find(tmp_path, tmp_path).plans[0].passed_over == ("Reviews.old", "reviews/old")


def test_a_folder_of_reviews_that_leads_elsewhere_is_not_read(tmp_path: Path) -> None:
    outside = tmp_path / "outside"
    outside.mkdir()
    (outside / "a.yaml").write_text("secret: 1\n", encoding="utf-8")
    root = tmp_path / "root"
    (root / "p").mkdir(parents=True)
    (root / "p" / "plan.yaml").write_text("x: 1\n", encoding="utf-8")
    (root / "p" / "reviews").symlink_to(outside)
    workspace = find(root, root)

    (_, found) = read_plan(workspace, workspace.plans[0])

    assert (found.data, found.trouble) == (b"", "this is a link to a file outside the workspace")


def test_a_plan_may_itself_be_called_reviews(tmp_path: Path) -> None:
    (tmp_path / "reviews").mkdir()
    for name in ("plan.yaml", "a.yaml"):
        (tmp_path / "reviews" / name).write_text("x: 1\n", encoding="utf-8")
    workspace = find(tmp_path, tmp_path)

    assert [each.stem for each in read_plan(workspace, workspace.plans[0])] == ["plan", "a"]
    assert plan_folder_of(tmp_path / "reviews" / "a.yaml") == tmp_path / "reviews"


@pytest.mark.parametrize(
    ("name", "stem"),
    [("Plan.YML", "plan"), ("reviews/2015-16-Q2.yaml", "reviews/2015-16-q2"), ("hact.yaml.txt", "hact.yaml")],
)
def test_the_stem_of_a_name(name: str, stem: str) -> None:
    assert stem_of(name) == stem
