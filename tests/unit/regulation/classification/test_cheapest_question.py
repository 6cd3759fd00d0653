"""Which missing fact would decide the most contract value."""

from decimal import Decimal

from classification_law import LawOn, item

from regulation.classification import Answer, Item, Valued, Verdict, answer, cheapest
from regulation.classification.questions import total

AREA, MARKETING = "applicable die area", "designed or marketed for use in datacenters"


def asked(law_on: LawOn, one: Item) -> Answer:
    law = law_on("2026-09-01")
    test = law.test("3A090")
    assert test is not None
    return answer(law, test, one)


def test_the_most_value_first(law_on: LawOn) -> None:
    marketed, neither = asked(law_on, item("marketed", "2000")), asked(law_on, item("neither", "3000", "", None))
    rows = [
        Valued(marketed, Decimal(100), "hardware"),
        Valued(neither, Decimal(1000), "marketing"),
        Valued(marketed, Decimal(50)),
        Valued(Answer("decided", Verdict.OUT, ""), Decimal(10**9)),
    ]
    found = cheapest(rows)
    shown = [(one.item, one.fact, one.decides, one.touches) for one in found]
    # Not marketed decides alone (out); of the die area only a very large one does, whatever the marketing is.
    assert shown == [
        ("neither", MARKETING, Decimal(500), Decimal(1000)),
        ("neither", AREA, Decimal(250), Decimal(1000)),
        ("marketed", AREA, Decimal(150), Decimal(150)),
    ]
    assert found[0].owner == "marketing"
    assert found[0].with_others == (AREA,)
    assert found[2].owner == "hardware"
    assert total(found) == 650


def test_row_order_is_irrelevant(law_on: LawOn) -> None:
    given = (("b", "2000", None), ("a", "2000", True), ("c", "4000", None))
    rows = [Valued(asked(law_on, item(name, tpp, "", dc)), Decimal(7)) for name, tpp, dc in given]
    assert cheapest(rows) == cheapest(rows[::-1])
