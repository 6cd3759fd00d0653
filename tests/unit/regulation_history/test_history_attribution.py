"""Rules known by title and dates as candidates for the changes of converted texts, and the replay of all of them."""

from datetime import date
from itertools import pairwise
from xml.etree.ElementTree import fromstring

import pytest

from regulation.controls import ControlList
from regulation.history.backtest import Arrival, Replay, replay
from regulation.history.compare import Compared
from regulation.history.model import Converted
from regulation.history.rules import Rule, attribute_by_date, read_rules
from regulation.history.timeline import draw
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
        ("2023-11-17", {"2023-23049", "2023-23055"}, 223),
        ("2024-04-04", {"2024-07004"}, 33),
        ("2024-09-06", {"2024-13148", "2024-19633"}, 117),
        ("2024-12-02", set(), 0),
        ("2024-12-23", {"2024-28270", "2024-30425"}, 313),
        ("2025-01-13", set(), 0),
        ("2025-01-16", {"2025-00636", "2025-00711", "2025-00723"}, 113),
        ("2023-01-17", {"2022-21658", "2023-00397", "2023-00888"}, 116),
        ("2021-01-06", {"2020-28776"}, 4),
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
    assert all(set(one) == expected for one in found.values())


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
    assert rows["2023-16750"].alone == rows["2023-16750"].changes == 89
    assert rows["2021-22774"].why.startswith("no change seen in what the converted texts hold")
    assert "the changes of 2025-02-11 may be its own too" in rows["2025-02655"].why
    missed = [one.number for one in replayed.rules if one.stood is None]
    assert missed == ["2021-22774"]  # delayed by another rule: the listing has its first date only


def test_texts_with_documents_known_then_or_later(replayed: Replay) -> None:
    rows = {str(one.version): one for one in replayed.texts}
    assert len(rows) == 55
    assert (rows["2023-11-17"].explained, rows["2023-11-17"].unexplained) == (223, 0)
    assert (rows["2022-10-07"].later_explained, rows["2022-10-07"].later) == (9, ("2022-21658",))
    assert sum(one.unexplained for one in replayed.texts) == 0
    assert rows["2025-01-16"].converter > 0


def test_the_drawing_is_svg_and_the_same_again(replayed: Replay) -> None:
    drawing = draw(replayed, "A title with <marks> & signs")
    assert drawing == draw(replayed, "A title with <marks> & signs")
    root = fromstring(drawing)  # noqa: S314  (our own drawing)
    said = [one.text for one in root.iter("{http://www.w3.org/2000/svg}text")]
    assert "A title with <marks> & signs" in said
    assert {one.number for one in replayed.rules} <= set(said)
    assert said.count("not seen") == 1


def test_a_list_of_rules_that_is_none() -> None:
    with pytest.raises(ReadError, match=r"documents\.0\.publicationDate: Field required"):
        read_rules(b'{"documents": [{"documentNumber": "1", "title": "x", "type": "Rule", "supplements": []}]}')
