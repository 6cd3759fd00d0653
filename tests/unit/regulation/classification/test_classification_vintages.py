"""The known facts: the same chip under the texts of 2022, 2023 and 2026."""

from dataclasses import replace

import pytest
from classification_law import LawOn, assembly, chips, item

from regulation.classification import NOT_CHECKED, Answer, Item, Verdict, answer

# The words of 2022 stand first in the text of January 2023.
IN_2022, IN_2023, IN_2026 = "2023-01-17", "2023-11-17", "2026-09-01"
IN, OUT, OPEN = Verdict.IN, Verdict.OUT, Verdict.UNDECIDED
CHIPS = chips()


def asked(law_on: LawOn, day: str, one: Item, entry: str = "3A090") -> Answer:
    law = law_on(day)
    test = law.test(entry)
    assert test is not None
    return answer(law, test, one)


@pytest.mark.parametrize(
    ("chip", "verdicts", "paragraph"),
    [
        ("A100 SXM 80GB", (IN, IN, IN), "3A090.a.1"),
        ("H100 SXM", (IN, IN, IN), "3A090.a.1"),
        ("A800 SXM", (OUT, IN, IN), "3A090.a.1"),
        ("H800 SXM", (OUT, IN, IN), "3A090.a.1"),
        ("H200 SXM", (IN, IN, IN), "3A090.a.1"),
        ("H20", (OUT, OUT, OUT), ""),
        ("L4", (OUT, IN, IN), "3A090.a.2"),
        ("L40", (OUT, IN, IN), "3A090.b.1"),
        ("A10", (OUT, OUT, OUT), ""),
        ("RTX 4090", (OPEN, IN, IN), "3A090.a.1"),
        ("RTX 4090 D", (OUT, OUT, OUT), ""),
        ("B200", (IN, IN, IN), "3A090.a.1"),
        ("MI300X", (IN, IN, IN), "3A090.a.1"),
        ("MI250X", (OUT, IN, IN), "3A090.a.1"),
        ("Gaudi 2", (OUT, IN, IN), "3A090.a.1"),
        ("Gaudi 3", (IN, IN, IN), "3A090.a.1"),
        ("Ascend 910B4", (OUT, IN, IN), "3A090.a.2"),
        ("BR100", (OUT, IN, IN), "3A090.a.1"),
    ],
)
def test_chips(law_on: LawOn, chip: str, verdicts: tuple[Verdict, ...], paragraph: str) -> None:
    answers = [asked(law_on, day, CHIPS[chip]) for day in (IN_2022, IN_2023, IN_2026)]
    assert tuple(one.verdict for one in answers) == verdicts
    assert answers[-1].paragraph == paragraph
    assert {one.not_checked for one in answers} == {NOT_CHECKED}
    assert all(one.reason and one.quotes for one in answers)


def test_the_link_of_2022_is_quoted_from_where_it_stands(law_on: LawOn) -> None:
    test = law_on(IN_2022).test("3A090")
    assert test is not None
    bound = next(one for one in test.bounds.values() if one.unit.printed == "Gbyte/s")
    assert (str(bound.comparator), bound.value.printed, bound.words and bound.words.place) == (">=", "600", "a")
    assert bound.words is not None
    assert "600 Gbyte/s or more" in bound.words.text


def test_a_card_of_2022_needs_its_link(law_on: LawOn) -> None:
    found = asked(law_on, IN_2022, CHIPS["RTX 4090"])
    assert [one for one in found.missing if one.startswith("link bandwidth")] == list(found.missing)
    below, above = found.outcomes
    assert (below.verdict, above.verdict, above.paragraphs) == (OUT, IN, ("3A090.a.1",))
    assert below.when[0].endswith("less than 600 Gbyte/s")
    assert above.when[0].endswith("600 Gbyte/s or more")


def test_excluded_by_the_note(law_on: LawOn) -> None:
    found = asked(law_on, IN_2026, CHIPS["RTX 4090 D"])
    assert found.reason.startswith("excluded from 3A090.a.2 by note")
    assert any("are not designed or marketed for use in datacenters" in words.text for words in found.quotes)
    marketed = asked(law_on, IN_2026, item("marketed", "4707", "609"))
    assert marketed.paragraphs == ("3A090.a.2",)


def test_in_without_its_die_area(law_on: LawOn) -> None:
    found = asked(law_on, IN_2026, CHIPS["Gaudi 3"])
    assert found.paragraphs == ("3A090.a.1",)
    assert any("sources disagree on total processing performance: 29360" in words for words in found.remarks)
    assert any("applicable die area" in words for words in found.remarks)


def test_sources_that_disagree_on_the_die(law_on: LawOn) -> None:
    found = asked(law_on, IN_2026, CHIPS["MI250X"])
    assert found.paragraphs == ("3A090.a.1",)
    assert any("3A090.a.2" in words and "3A090.b.2" in words for words in found.remarks)


def test_headroom_of_what_is_out(law_on: LawOn) -> None:
    found = asked(law_on, IN_2026, CHIPS["A10"])
    near = next(one for one in found.headroom if one.paragraph == "3A090.b.2" and one.quantity == "performance density")
    assert (str(near.comparator), str(near.bound), str(near.value), near.met) == (">=", "3.2", "3.184713", False)
    assert str(near.distance) == "-0.015287"


def test_bounds_are_inclusive_or_strict_as_written(law_on: LawOn) -> None:
    exact = asked(law_on, IN_2026, item("exact", "4800", "9000"))
    assert exact.paragraphs == ("3A090.a.1",)
    assert asked(law_on, IN_2026, item("below", "4799.999999", "9000")).verdict is OUT
    # 592 / 100 is 5.92 exactly, and 1600 / 500 is 3.2 exactly.
    assert asked(law_on, IN_2026, item("density", "2368", "400")).paragraphs == ("3A090.a.2",)
    assert asked(law_on, IN_2026, item("density", "1600", "500")).paragraphs == ("3A090.b.2",)


def test_what_contains_a_controlled_circuit(law_on: LawOn) -> None:
    server = asked(law_on, IN_2026, assembly("server", CHIPS["H100 SXM"], CHIPS["RTX 4090 D"]), "4A090")
    assert server.paragraphs == ("4A090.a",)
    assert "contains H100 SXM, which meets 3A090.a" in server.reason
    rack = asked(law_on, IN_2026, assembly("rack", assembly("server", CHIPS["L40"])), "4A090")
    assert rack.paragraphs == ("4A090.b",)
    # What the note takes out of 3A090 does not reach 4A090 either.
    assert asked(law_on, IN_2026, assembly("desk", CHIPS["RTX 4090 D"]), "4A090").verdict is OUT
    box = asked(law_on, IN_2026, assembly("box", item("no die", "3000")), "4A090")
    assert box.verdict is OPEN
    assert "no die: applicable die area" in box.missing


def test_presumed_of_a_fabricator_until_overcome(law_on: LawOn) -> None:
    small = item("small", "1000", "100")
    fabricator = asked(law_on, IN_2026, replace(small, role="front-end fabricator"))
    assert (fabricator.verdict, fabricator.paragraph) == (Verdict.PRESUMED, "3A090.a")
    assert [one[:6] for one in fabricator.missing[1:]] == ["way a:", "way b:", "way c:"]
    assert any("there is a presumption that the item is 3A090.a" in words.text for words in fabricator.quotes)
    assert asked(law_on, IN_2026, replace(small, role="OSAT")).verdict is Verdict.PRESUMED
    assert asked(law_on, IN_2026, replace(small, role="designer")).verdict is OUT
    assert asked(law_on, IN_2026, replace(CHIPS["H100 SXM"], role="OSAT")).verdict is IN
    # The note came in January 2025.
    assert asked(law_on, IN_2023, replace(small, role="OSAT")).verdict is OUT


def test_quotes_stand_in_the_text_where_they_say(law_on: LawOn) -> None:
    test = law_on(IN_2026).test("3A090")
    assert test is not None
    for words in asked(law_on, IN_2026, CHIPS["H100 SXM"]).quotes:
        place = test.entry.find(words.place)
        assert place is not None
        assert place.text[words.start - place.start : words.end - place.start] == words.text
