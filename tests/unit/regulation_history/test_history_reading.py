"""The converted history is read into dated lists, marked as converted, with its faults as the converter's."""

import csv
import gzip
import json
import re
from pathlib import Path

import pytest

from regulation.controls import ControlList, Kind
from regulation.history.model import (
    CONTEXT,
    FOREIGN,
    IN_CONTEXT,
    NOT_OWN,
    Converted,
    is_converted,
    keeps_blocks,
    lacking,
)
from regulation.history.reading import read_converted, unpacked
from ruletrace.readers.xml import ReadError

HISTORY = Path(__file__).parents[3] / "samples" / "ccl-history"


def _text(controls: ControlList, designation: str) -> str:
    entry = controls.entry(designation[:5])
    assert entry is not None
    place = entry.find(designation[6:] or "heading")
    assert place is not None
    return place.text


def test_every_version_of_the_file_is_a_dated_list(converted: Converted, dated: dict[str, ControlList]) -> None:
    rows = list(csv.DictReader((HISTORY / "version_change_counts.csv").open(encoding="utf-8")))
    assert list(dated) == [rows[0]["prev"], *(row["version"] for row in rows)]
    assert len(dated) == 56
    assert all(is_converted(one) for one in converted.lists)
    assert (
        580 < min(len(one.entries) for one in converted.lists) <= max(len(one.entries) for one in converted.lists) < 640
    )
    assert any("licence requirement rows" in one for one in converted.lacks)


@pytest.mark.parametrize(
    ("day", "designation", "words"),
    [
        ("2022-10-07", "4A003.b", "“Digital computers” having an “Adjusted Peak Performance”"),
        ("2023-01-17", "3A090.a.1", "One or more digital processor units executing machine instructions"),
        ("2023-01-17", "3A090.a", "aggregate bidirectional transfer rate over all inputs and outputs of 600 Gbyte/s"),
        (
            "2023-11-17",
            "3A090.a.2",
            "a 'total processing performance' of 1600 or more and a 'performance density' of 5.92",
        ),
        ("2024-12-23", "3A090.c", "High bandwidth memory (HBM) having a 'memory bandwidth density' greater than 2"),
        ("2025-09-29", "3A090", "Integrated circuits as follows (see List of Items Controlled)."),
        ("2025-09-29", "9A012.a.1.b", "wind gusts equal to or exceeding 46.3 km/h (25 knots); or"),
    ],
)
def test_words_of_a_day(dated: dict[str, ControlList], day: str, designation: str, words: str) -> None:
    assert words in _text(dated[day], designation)


def test_paragraphs_inside_a_leaf_are_paragraphs(dated: dict[str, ControlList]) -> None:
    """The converter keeps 3A001.b as one leaf in nineteen versions; what is below it is held all the same."""
    counts = {}
    for day, controls in dated.items():
        entry = controls.entry("3A001")
        assert entry is not None
        counts[day] = sum(place.place.startswith("b.") for place in entry.paragraphs())
    assert min(counts.values()) > 60


def test_a_paragraph_known_only_as_context_is_marked(dated: dict[str, ControlList]) -> None:
    entry = dated["2023-11-17"].entry("3A090")
    assert entry is not None
    assert {one.place for one in entry.places if CONTEXT in one.uncertain} == {"heading", "a", "b"}
    flattened = dated["2017-01-15"].entry("3A001")
    assert flattened is not None
    dose = flattened.find("a.1.a")
    assert dose is not None
    assert dose.uncertain == ('exponent flattened: "5 × 10 3"',)


@pytest.mark.parametrize(("day", "designation"), [("2024-06-12", "3A001.b"), ("2023-12-08", "9A515.a")])
def test_a_note_is_not_told_as_a_paragraphs_words(dated: dict[str, ControlList], day: str, designation: str) -> None:
    """The converter has "See § 744.17 …" as 3A001.b, "… remain subject to the EAR even if …" as 9A515.a."""
    entry = dated[day].entry(designation[:5])
    assert entry is not None
    place = entry.find(designation[6:])
    assert place is not None
    assert (place.text, FOREIGN in place.uncertain) == ("", True)
    (note,) = [one for one in entry.of(Kind.NOTE) if IN_CONTEXT in one.uncertain]
    assert "EAR" in note.text


def test_context_that_may_be_anothers_words_is_marked_as_such(dated: dict[str, ControlList]) -> None:
    entry = dated["2023-11-17"].entry("3B001")
    assert entry is not None
    place = entry.find("c")
    assert place is not None
    assert (place.text, NOT_OWN in place.uncertain) == ("Etch equipment.", True)


@pytest.mark.parametrize("day", ["2024-04-04", "2025-01-13"])
def test_a_paragraph_on_a_line_of_the_one_before_is_a_paragraph(dated: dict[str, ControlList], day: str) -> None:
    assert _text(dated[day], "5A002.z.3").startswith("Commodities that are described in 5A002.c and")
    entry = dated[day].entry("5A002")
    assert entry is not None
    names = [place.place for place in entry.paragraphs()]
    assert names.index("z.2") + 1 == names.index("z.3") == names.index("z.4") - 1
    place = entry.find("z.3")
    assert place is not None
    assert dated[day].source.text[place.start : place.end] == place.text


def test_an_entry_without_paragraphs_has_its_rows_exceptions_and_items(dated: dict[str, ControlList]) -> None:
    entry = dated["2018-04-02"].entry("0A918")
    assert entry is not None
    assert {place.place: place.text for place in entry.places[1:]} == {
        "reason for control": "Reason for Control: RS, AT, UN",
        "licence row 1": "RS applies to entire entry (0A918)\nRS Column 2.",
        "licence row 2": "AT applies to entire entry (0A918)\nAT Column 1.",
        "licence row 3": "UN applies to entire entry (0A918)\nSee § 746.1(b) for UN controls.",
        "exception LVS": "LVS: $1500",
        "exception GBS": "GBS: N/A",
        "exception CIV": "CIV: N/A",
        "related controls": "Related Controls: See ECCN 0A617.y.5 for items formerly controlled by ECCN 0A918.a.",
        "related definitions": "Related Definitions: N/A",
        "items": "Bayonets.",
    }


def test_a_condition_cut_in_pieces_is_one_place(dated: dict[str, ControlList]) -> None:
    entry = dated["2025-09-29"].entry("6D001")
    assert entry is not None
    exception = entry.find("exception TSR")
    assert exception is not None
    assert exception.text.startswith("TSR: Yes, except for the following: (1) Items controlled for MT reasons; (2)")
    rows = {place.text.split("\n")[0]: place.scope for place in entry.of(Kind.LICENCE_ROW)}
    assert len(rows) == 4
    reporting = entry.find("reporting")
    assert reporting is not None
    assert reporting.text.startswith("See § 743.1 of the EAR for reporting requirements")


def test_what_is_lacking_is_told_of_the_entry(converted: Converted, dated: dict[str, ControlList]) -> None:
    rows = lacking(converted.lacks, dated["2018-04-02"].entry("0A918"))
    assert not any("licence requirement rows" in one for one in rows)
    assert any(
        "licence requirement rows" in one for one in lacking(converted.lacks, dated["2024-12-23"].entry("3A090"))
    )
    assert sum(keeps_blocks(one) for one in dated["2025-09-29"].entries) == 262


def test_notes_stand_with_what_they_qualify(dated: dict[str, ControlList]) -> None:
    entry = dated["2025-01-16"].entry("3A090")
    assert entry is not None
    notes = {note.text[:24]: note.scope for note in entry.of(Kind.NOTE)}
    assert notes["Note 1 to 3A090.a: When "] == ("3A090.a",)
    assert notes["Note 2 to 3A090.a and 3A"] == ("3A090.a", "3A090.b")


def test_a_place_leads_back_to_the_bytes(converted: Converted) -> None:
    plain = unpacked((HISTORY / "history-runs.jsonl.gz").read_bytes())
    controls = converted.lists[-1]
    for eccn in ("3A090", "9A012", "0A002"):
        entry = controls.entry(eccn)
        assert entry is not None
        for place in (one for one in entry.places if one.text):
            assert controls.source.text[place.start : place.end] == place.text
            start, end = controls.source.source_range(place.start, place.end)
            assert json.loads(b'"' + plain[start:end] + b'"').endswith(place.text)


def test_a_block_leads_back_to_the_bytes_of_its_pieces(converted: Converted, dated: dict[str, ControlList]) -> None:
    plain = unpacked((HISTORY / "history-runs.jsonl.gz").read_bytes())
    for eccn in ("0A918", "2A226", "6D001"):
        entry = dated["2018-04-02"].entry(eccn)
        assert entry is not None
        for place in entry.places:
            assert converted.lists[0].source.text[place.start : place.end] == place.text
            start, end = converted.lists[0].source.source_range(place.start, place.end)
            raw = plain[start:end].decode()
            assert all(word in raw for word in place.text.split())
            assert len(raw) < 40 * len(place.text)


def test_faults_are_told_with_their_time(converted: Converted) -> None:
    told = {(one.entry, one.place, str(one.since), str(one.until)) for one in converted.faults if not one.missing}
    assert ("3A003", "a", "2025-01-16", "2025-09-29") in told
    assert ("3A090", "note", "2025-09-28", "2025-09-29") in told
    designation = re.compile(r"\d[A-E]\d{3}(\.([a-z]{1,2}|\d{1,3}))*")
    assert all(designation.fullmatch(one) for one in converted.lists[0].designations())
    assert "2B206.if is no paragraph: the converter took other words for its number" in {
        one.says for one in converted.faults
    }


BAD = {
    "no JSON": (b"{nothing}\n", "line 1, the line: Invalid JSON"),
    "a field missing": (b'{"eccn": "3A090", "supplement": "1"}\n', "line 1, runs: Field required"),
    "a date that is none": (
        b'{"eccn":"3A090","supplement":"1","runs":[{"first_version":"soon","last_version":"2020-01-01","heading":"x",'
        b'"breadcrumbs":[],"ancestors":[],"content":[],"children":[]}]}\n',
        "line 1, runs.0.first_version: Input should be a valid date",
    ),
    "no list in it": (b'{"eccn":"3A090","supplement":"6","runs":[]}\n', "no dated version of the control list"),
    "another form": (b"<xml/>", "neither JSON lines of a history nor the JSON of a parsed list"),
    "nothing": (b" \n", "the file is empty"),
    "a parsed list without a date": (b'{"entries": []}', "ecfrIssueDate: Field required"),
    "damaged gzip": (gzip.compress(b"{}")[:-6], "not readable gzip"),
}


@pytest.mark.parametrize("case", BAD)
def test_bad_files_are_refused_with_line_and_field(case: str) -> None:
    data, reason = BAD[case]
    with pytest.raises(ReadError, match=reason.replace(".", r"\.")):
        read_converted(data)
