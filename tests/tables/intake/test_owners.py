"""Who leads and who supports, out of what stands in one cell."""

from __future__ import annotations

import pytest

from actionplan.domain.model import Partner
from actionplan.tables.intake.owners import NewName, Owners, Register, split_owners

KNOWN = frozenset(("haven trust", "elm housing", "care & repair", "homes, health and care board"))


@pytest.mark.parametrize(
    ("text", "owners"),
    [
        ("Haven Trust", Owners("Haven Trust")),
        ("Haven Trust / Elm Housing", Owners("Haven Trust", ("Elm Housing",))),
        ("Haven Trust\nElm Housing; Oak", Owners("Haven Trust", ("Elm Housing", "Oak"))),
        ("Haven Trust and Elm Housing", Owners("Haven Trust", ("Elm Housing",))),
        ("Haven Trust and Oak", Owners("Haven Trust and Oak")),
        ("HACT, NHF and PHE", Owners("HACT", ("NHF", "PHE"))),
        ("Care & Repair", Owners("Care & Repair")),
        ("Homes, Health and Care Board", Owners("Homes, Health and Care Board")),
        ("Elm Housing; Haven Trust (lead)", Owners("Haven Trust", ("Elm Housing",))),
        ("Lead: Haven Trust; Support: Elm Housing", Owners("Haven Trust", ("Elm Housing",))),
        ("TBC", Owners("")),
        ("", Owners("")),
        ("both", Owners("Haven Trust", ("elm",))),
    ],
)
def test_a_cell_is_parted_only_where_it_is_certain(text: str, owners: Owners) -> None:
    assert split_owners(text, KNOWN, {"both": ("Haven Trust", "elm")}) == owners


def test_a_partner_is_known_by_each_of_its_names() -> None:
    register = Register({"haven": Partner("Haven Trust", short="HT")}, {"The Haven": "haven", "Two": "haven; elm"})

    assert [register.key_of(each) for each in ("haven trust", "HT", "the haven", "All partners", "")] == [
        *("haven", "haven", "haven", "all", "none")
    ]
    assert register.new == {}
    assert register.several == {"two": ("haven", "elm")}


def test_a_new_name_gets_a_key_and_is_to_be_confirmed() -> None:
    register = Register({"haven": Partner("Haven Trust")}, {})

    keys = [register.key_of(each) for each in ("Elm Housing", "elm housing", "Haven Trusts")]

    assert keys == ["elm-housing", "elm-housing", "haven-trusts"]
    assert list(register.new.values()) == [
        NewName("Elm Housing", "elm-housing", 2),
        NewName("Haven Trusts", "haven-trusts", 1, "haven trust"),
    ]
