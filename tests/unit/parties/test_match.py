"""Candidates: the sample company's customers against real listed parties."""

from dataclasses import dataclass
from pathlib import Path

import pytest

from company import tables
from company.model import Customer
from parties import screening
from parties.match import candidates, not_compared
from parties.model import ListedParty

ROOT = Path(__file__).parents[3]


@dataclass(frozen=True, slots=True)
class Buyer:
    """A customer as the matching sees it."""

    customer_id: str
    name: str
    aliases: tuple[str, ...] = ()


@pytest.fixture(scope="module")
def parties() -> list[ListedParty]:
    return screening.read((ROOT / "tests/fixtures/company/parties/consolidated-rows.composed.json").read_bytes())[0]


def test_the_six_composed_customers_are_found_and_nobody_else(parties: list[ListedParty]) -> None:
    customers = tables.read(ROOT / "samples" / "company").of(Customer)
    names = {party.id: party.name for party in parties}
    found = [(candidate.customer_id, names[candidate.party_id]) for candidate in candidates(customers, parties)]
    assert found == [
        ("C0001", "Sophgo Technologies Ltd."),
        ("C0002", "Xiamen Sophgo Technologies Limited"),
        ("C0003", "Chengdu Suanze Technology Co., Ltd."),
        ("C0004", "PowerAir Pte. Ltd."),
        ("C0005", "Wuhan Suanneng Technology Co., Ltd."),
        ("C0006", "Qingdao Sophgo Technology Co., Ltd."),
    ]


def test_reasons_name_both_spellings_and_the_steps(parties: list[ListedParty]) -> None:
    (found,) = candidates([Buyer("C1", "Lakeside", ("WUHAN SOPHGO",))], parties)
    assert found.reasons == (
        "customer alias 'WUHAN SOPHGO' equals listed alias 'Wuhan Sophgo' after normalising letter case",
    )
    (found,) = candidates([Buyer("C1", "PowerAir Pte. Ltd.")], parties)
    assert found.reasons[0].startswith("customer name 'PowerAir Pte. Ltd.' equals listed name 'PowerAir Pte. Ltd.'")


def test_all_parties_of_one_name_are_candidates(parties: list[ListedParty]) -> None:
    same = [party for party in parties if party.name == "I. ASH"]
    assert len(same) > 1
    assert len(candidates([Buyer("C1", "I. Ash")], parties)) == len(same)


def test_generic_names_never_match_and_are_named(parties: list[ListedParty]) -> None:
    listed = "General Technology Limited"
    assert listed in {party.name for party in parties}
    assert candidates([Buyer("C1", listed)], parties) == []
    assert not_compared([listed, "Sophgo"]) == (listed,)


def test_order_of_input_makes_no_difference(parties: list[ListedParty]) -> None:
    buyers = [Buyer("C2", "Sophgo"), Buyer("C1", "SOPHON")]
    assert candidates(buyers, parties) == candidates(buyers[::-1], parties[::-1])
