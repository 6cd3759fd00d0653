"""Rules known by title and dates as candidates for the changes of converted texts, and the replay of all of them."""

from datetime import date
from itertools import pairwise
from xml.etree.ElementTree import fromstring

import pytest

from regulation.change_classes import ChangeClass
from regulation.controls import ControlList
from regulation.diff import DifferenceKind
from regulation.history.backtest import Arrival, Replay, replay
from regulation.history.compare import Compared
from regulation.history.model import Converted
from regulation.history.rules import Rule, attribute_by_date, read_rules
from regulation.history.timeline import EFFECT, LATE, NO_DOCUMENT, PUBLISHED, TEXT, draw
from ruletrace.readers.xml import ReadError


def _candidates(
    day: str, steps: dict[str, Compared], rules: tuple[Rule, ...], dated: dict[str, ControlList]
) -> dict[str, dict[str, tuple[str, ...]]]:
    """Return, by place, the reasons of each candidate."""
    days = list(dated)
    old, new = dated[days[days.index(day) - 1]], dated[day]
    documents = [one.document for one in rules]
    found = attribute_by_date(steps[day].changes, documents, rules, old, new)
    return {
        f"{one.entry} {one.place}": {each.document_id[3:]: each.reasons for each in found[one.change_id]}
        for one in steps[day].changes
    }


@pytest.mark.parametrize(
    ("day", "expected", "changes"),
    [
        ("2020-06-29", {"2020-07240", "2020-07241", "2020-09717"}, 318),
        ("2023-11-17", {"2023-23049", "2023-23055"}, 244),
        ("2024-04-04", {"2024-07004"}, 44),
        ("2024-09-06", {"2024-13148", "2024-19633"}, 242),
        ("2024-12-02", set(), 0),
        ("2024-12-23", {"2024-28270", "2024-30425"}, 331),
        ("2025-01-13", set(), 0),
        ("2025-01-16", {"2025-00636", "2025-00711", "2025-00723"}, 140),
        ("2023-01-17", {"2022-21658", "2023-00397", "2023-00888"}, 122),
        ("2021-01-06", set(), 7),  # its rules touched Supplement No. 5 only
        ("2025-02-11", set(), 4),  # its rule was published later
    ],
)
def test_candidates_of_a_day(
    day: str,
    expected: set[str],
    changes: int,
    steps: dict[str, Compared],
    rules: tuple[Rule, ...],
    dated: dict[str, ControlList],
) -> None:
    found = _candidates(day, steps, rules, dated)
    assert len(steps[day].changes) == changes
    assert {number for one in found.values() for number in one} == expected
    law = [one for one in steps[day].changes if one.change_class is not ChangeClass.EDITORIAL]
    assert all(found[f"{one.entry} {one.place}"] for one in law) is bool(expected) or not law


def test_reasons_say_why(steps: dict[str, Compared], rules: tuple[Rule, ...], dated: dict[str, ControlList]) -> None:
    found = _candidates("2024-12-23", steps, rules, dated)["3A090 c"]
    assert found["2024-28270"] == (
        "published 2024-12-05, inside 2024-12-02 – 2024-12-23",
        "other changes of 3A090 in the same interval share its words",
    )
    assert found["2024-30425"] == (
        "published 2024-12-23, inside 2024-12-02 – 2024-12-23; effective 2024-12-23, inside 2024-12-02 – 2024-12-23;"
        " by date alone",
    )


def test_the_elimination_of_an_exception_is_tied_by_words(
    steps: dict[str, Compared], rules: tuple[Rule, ...], dated: dict[str, ControlList]
) -> None:
    """2020-07240 took License Exception CIV from every entry; the converter keeps exceptions of 242 of them."""
    gone = [one for one in steps["2020-06-29"].changes if one.place == "exception CIV"]
    assert len(gone) > 200
    assert {one.kind for one in gone} == {DifferenceKind.REMOVED}
    found = _candidates("2020-06-29", steps, rules, dated)
    for one in gone:
        reasons = found[f"{one.entry} exception CIV"]["2020-07240"]
        assert not reasons[0].endswith("by date alone")
        assert "title says “License Exception Civil End Users”" in reasons[1]


def test_editorial_changes_are_tied_by_words_alone(
    steps: dict[str, Compared], rules: tuple[Rule, ...], dated: dict[str, ControlList]
) -> None:
    found = _candidates("2024-04-04", steps, rules, dated)
    editorial = [one for one in steps["2024-04-04"].changes if one.change_class is ChangeClass.EDITORIAL]
    assert editorial
    assert not any("by date alone" in why[0] for one in editorial for why in found[f"{one.entry} {one.place}"].values())


@pytest.fixture(scope="module")
def replayed(
    converted: Converted, steps: dict[str, Compared], rules: tuple[Rule, ...], dated: dict[str, ControlList]
) -> Replay:
    documents = [one.document for one in rules]
    arrivals = []
    for old, new in pairwise(converted.lists):
        made = steps[str(new.version)]
        candidates = attribute_by_date(made.changes, documents, rules, old, new)
        arrivals.append(Arrival(old.version, new.version, made.changes, candidates, len(made.converter), True))
    return replay(arrivals, documents, {one.document.id for one in rules if one.touches_list})


@pytest.mark.parametrize(
    ("number", "stood", "days", "from_effect"),
    [
        ("2023-23055", date(2023, 11, 17), 23, 0),
        ("2024-07004", date(2024, 4, 4), 0, 0),
        ("2022-21658", date(2023, 1, 17), 96, 102),
        ("2024-28270", date(2024, 12, 23), 18, 21),
        ("2025-00636", date(2025, 1, 16), 1, 3),
        ("2018-22163", date(2018, 11, 2), 9, 9),
        ("2021-22774", None, None, None),
    ],
)
def test_a_rule_from_publication_to_text(
    replayed: Replay, number: str, stood: date | None, days: int | None, from_effect: int | None
) -> None:
    (row,) = [one for one in replayed.rules if one.number == number]
    assert (row.stood, row.days_to_text, row.days_from_effect) == (stood, days, from_effect)


def test_what_the_replay_says_beside_the_days(replayed: Replay) -> None:
    rows = {one.number: one for one in replayed.rules}
    assert rows["2024-28270"].why == "took effect before it was published"
    assert rows["2024-28270"].shared_with == ("2024-30425",)
    assert rows["2023-16750"].alone == rows["2023-16750"].changes == 40
    assert (rows["2023-16750"].by_words, rows["2023-16750"].why) == (0, "by date alone")
    assert 0 < rows["2024-28270"].by_words < rows["2024-28270"].changes
    assert rows["2021-22774"].why.startswith("no change seen in what the converted texts hold")
    assert (rows["2018-22163"].not_yet, rows["2018-22163"].stood) == (date(2018, 10, 24), date(2018, 11, 2))
    missed = [one.number for one in replayed.rules if one.stood is None]
    # The first was delayed by another rule, the listing has its first date only; the second corrects notes.
    assert missed == ["2021-22774", "2025-02655"]


def test_texts_with_documents_known_then_or_later(replayed: Replay) -> None:
    rows = {str(one.version): one for one in replayed.texts}
    assert len(rows) == 55
    day = rows["2023-11-17"]
    assert day.explained + day.by_date + day.editorial == day.changes == 244
    assert day.explained > day.by_date > 0
    # "[RESERVED]" became "[Reserved]" seven times, and a range of reserved paragraphs was read otherwise.
    early = rows["2022-10-07"]
    assert (early.explained, early.by_date, early.later_explained, early.unexplained, early.editorial) == (
        0,
        0,
        0,
        2,
        7,
    )
    invented = {day for day, one in rows.items() if one.unexplained}
    assert invented == {"2021-01-06", "2022-10-07", "2025-02-11"}
    assert rows["2025-01-16"].converter > 0


def test_the_drawing_is_svg_and_the_same_again(replayed: Replay) -> None:
    drawing = draw(replayed, "A title with <marks> & signs")
    assert drawing == draw(replayed, "A title with <marks> & signs")
    root = fromstring(drawing)  # noqa: S314  (our own drawing)
    said = [one.text for one in root.iter("{http://www.w3.org/2000/svg}text")]
    assert "A title with <marks> & signs" in said
    assert {one.number for one in replayed.rules} <= set(said)
    assert said.count("not seen") == 2
    assert {"document by words", "document by date alone", "no document", "editorial, no document"} <= set(said)
    assert NO_DOCUMENT not in (PUBLISHED, EFFECT, TEXT, LATE)


def test_the_last_text_without_a_change_and_the_first_with_it_are_told(replayed: Replay) -> None:
    told = draw(replayed, "composed title").decode()
    assert "in the text between 2024-12-02 and 2024-12-23 (took effect before it was published)" in told


def test_a_list_of_rules_that_is_none() -> None:
    with pytest.raises(ReadError, match=r"documents\.0\.publicationDate: Field required"):
        read_rules(b'{"documents": [{"documentNumber": "1", "title": "x", "type": "Rule", "supplements": []}]}')
