"""From composed contract lines to cases: what is not said stays unknown (no real product, customer or contract)."""

from dataclasses import replace
from datetime import date
from decimal import Decimal

from alerts.impact.cases import NOTICE, case_of, case_of_item
from graph.reads.transactions import CONSIGNEE, END_USER, PURCHASER, Item, ListedName, Trader, Transaction
from graph.schema import Customer, Decision, Line, Parameter, Product

DAY = date(2026, 9, 1)
DATACENTER = "designed or marketed for use in datacenters"


def _parameter(name: str, value: str, unit: str = "") -> Parameter:
    return Parameter(id=f"{name} {value}", parameter=name, value=value, measured_in=unit, counts=True)


def _item(*said: Parameter | Decision, **product: str) -> Item:
    known = {"eccn": "3A090.b", "kind": "hardware", "origin": "US", "role": "designer", **product}
    return Item(
        Product(id="SKU", **known),
        tuple(one for one in said if isinstance(one, Parameter)),
        tuple(one for one in said if isinstance(one, Decision)),
    )


def _trader(id: str, **more: object) -> Trader:
    return replace(Trader(Customer(id=id, name=f"Composed {id}"), "KZ", screened=True), **more)  # type: ignore[arg-type]


def _line(item: Item, *parties: tuple[str, Trader], ship_to: str = "AE") -> Transaction:
    line = Line(id="L1", value_minor=123_45, currency="USD", end_use="composed teaching")
    return Transaction(line, item, "US", ship_to, None, parties)


def test_line_becomes_a_case_with_its_facts() -> None:
    item = _item(
        _parameter("total processing performance", "2640"),
        _parameter("memory bandwidth", "4", "TB/s"),
        Decision(id="d", question=DATACENTER, answer="yes", counts=True),
        us_content_percent="0",
    )
    case = case_of(_line(item, (END_USER, _trader("C1"))), DAY)
    assert (case.on, case.code, case.ship_from, case.ship_to, case.role) == (DAY, "3A090.b", "US", "AE", "designer")
    assert (case.value, case.currency, case.end_use) == (Decimal("123.45"), "USD", "composed teaching")
    assert case.values == {"tpp": 2640, "memory_bandwidth_gb_s": 4000, "us_content_percent": 0}
    assert case.answers == {DATACENTER: True}


def test_sources_that_disagree_leave_the_value_unknown() -> None:
    item = _item(
        _parameter("total processing performance", "2640"),
        replace(_parameter("total processing performance", "2700"), source="another"),
        _parameter("memory bandwidth", "4", "composed unit"),
    )
    assert case_of_item(item, DAY).values == {}


def test_same_value_of_two_sources_is_one() -> None:
    item = _item(_parameter("applicable die area", "8", "cm2"), _parameter("applicable die area", "800", "mm2"))
    assert case_of_item(item, DAY).values == {"die_area_mm2": 800}


def test_parent_that_no_table_names_is_unknown_and_never_the_headquarters() -> None:
    party = case_of(_line(_item(), (END_USER, _trader("C1"))), DAY).parties[0]
    assert (party.headquarters, party.ultimate_parent) == ("KZ", "")


def test_place_of_a_party_is_its_site_at_the_destination_or_its_only_place() -> None:
    def place(**more: object) -> str:
        return case_of(_line(_item(), (CONSIGNEE, _trader("C1", **more))), DAY).parties[0].country

    assert place(sites=("AE", "CN")) == "AE"
    assert place(sites=("CN",)) == "CN"
    assert place(sites=("CN", "IN")) == ""
    assert place() == "KZ"


def test_purchaser_stands_beside_the_others_only_where_it_is_another_customer() -> None:
    own, other = _trader("C1"), _trader("C2")
    roles = [one.role for one in case_of(_line(_item(), (PURCHASER, own), (END_USER, own)), DAY).parties]
    assert roles == [END_USER]
    roles = [one.role for one in case_of(_line(_item(), (PURCHASER, other), (END_USER, own)), DAY).parties]
    assert roles == [PURCHASER, END_USER]


def test_candidates_stay_until_a_person_decided_against_them() -> None:
    listed = (ListedName("p1", "Composed Ltd", "EL", "open"), ListedName("p2", "Composed", "UVL", "no match"))
    party = case_of(_line(_item(), (END_USER, _trader("C1", candidates=listed, screened=False))), DAY).parties[0]
    assert (party.listed, party.screened) == (("EL: Composed Ltd",), False)


def test_notice_makes_a_requirement_and_its_absence_lifts_none() -> None:
    told = [case_of_item(_item(Decision(id="d", question=NOTICE, answer=one)), DAY).answers for one in ("yes", "no")]
    assert list(told[0].values()) == [True]
    assert next(iter(told[0])).startswith("informed by BIS")
    assert told[1] == {}


def test_vendor_code_alone_leaves_the_item_unclassified() -> None:
    assert case_of_item(_item(eccn=""), DAY).code == ""
