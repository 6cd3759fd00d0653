"""The comparison with an independent reading. The other reading here is composed from the official words."""

import json
from typing import Any

import pytest

from regulation.controls import ControlList, Kind
from regulation.controls.agreement import Agreement, Cause, agreement
from regulation.controls.entry_reading import read_entry
from ruletrace.readers.xml import ReadError


def _composed(controls: ControlList, *codes: str) -> dict[str, dict[str, Any]]:
    """Return entries in the form of the other reading, without any fault."""
    found = {}
    for code in codes:
        entry = controls.entry(code)
        assert entry is not None
        reading = read_entry(entry)
        rows = ({"control": row.control, "countryChart": row.words} for row in reading.requirements)
        found[code] = {
            "eccn": code,
            "heading": entry.heading,
            "reasonForControl": ", ".join(reading.reasons),
            "countryChart": list(rows),
            "licenceExceptionFlags": {
                one.symbol: one.place.text.partition(":")[2].strip() for one in reading.exceptions
            },
            "staSpecialConditions": " ".join(place.text for place in entry.of(Kind.STA)),
            "relatedControls": " ".join(p.text.partition(":")[2] for p in entry.of(Kind.RELATED_CONTROLS)),
            "items": [
                {"paragraph": one.designation[6:], "kind": "item", "text": one.words}
                for one in reading.paragraphs
                if one.words
            ],
        }
    return found


def _compare(entries: dict[str, dict[str, Any]], *texts: ControlList) -> Agreement:
    return agreement(json.dumps({"entries": list(entries.values())}).encode(), texts)


def _causes(found: Agreement, eccn: str) -> list[tuple[str, Cause]]:
    return [(one.field, one.cause) for one in found.found if one.eccn == eccn]


def test_equal_readings_agree(september: ControlList) -> None:
    found = _compare(_composed(september, "3A090", "9A610", "4E091"), september)
    assert _causes(found, "3A090") == _causes(found, "9A610") == _causes(found, "4E091") == []
    assert found.agreeing == 3
    assert len(found.of(Cause.MISSING_ENTRY)) == 635


def test_a_change_of_law_in_between_is_no_fault(june: ControlList, september: ControlList) -> None:
    found = _compare(_composed(june, "3A090"), june, september)
    assert _causes(found, "3A090") == [("licence rows", Cause.CHANGE)]
    assert _causes(_compare(_composed(june, "3A090"), september), "3A090")[0] == ("licence rows", Cause.UNEXPLAINED)


def test_faults_are_named(september: ControlList) -> None:
    order = [entry.eccn for entry in september.entries]
    codes = ("1C232", "5A001", "3A001", "1A004", "0E982")
    # The entry after each is there as well: one that is missing may have been read as part of the one before.
    entries = _composed(september, *codes, *(order[order.index(code) + 1] for code in codes))
    entries["1C232"]["heading"] = entries["1C232"]["heading"].replace("³He", "3He")
    del entries["5A001"]["licenceExceptionFlags"]["GBS"]
    entries["3A001"]["licenceExceptionFlags"]["LVS"] = "N/A for MT, NP"
    entries["1A004"]["items"].append(
        {"paragraph": "a", "kind": "item", "text": "Personal radiation monitoring dosimeters;"}
    )
    entries["0E982"]["countryChart"] = []
    found = _compare(entries, september)
    assert _causes(found, "1C232")[0] == ("heading", Cause.FLATTENED)
    assert _causes(found, "5A001") == [("exceptions", Cause.LEFT_OUT)]
    assert _causes(found, "3A001") == [("exceptions", Cause.CUT_SHORT)] * 2
    assert _causes(found, "1A004") == [("paragraphs", Cause.NOTE_LIST)]
    assert _causes(found, "0E982") == [("licence rows", Cause.SENTENCE_ROW)]


def test_a_word_that_nobody_wrote_is_unexplained(september: ControlList) -> None:
    entries = _composed(september, "3A090")
    entries["3A090"]["items"][1]["text"] = "A 'total processing performance' of 4900 or more; or"
    (one,) = _compare(entries, september).unexplained
    assert (one.eccn, one.field, one.theirs) == (
        "3A090",
        "paragraphs",
        "a.1 A 'total processing performance' of 4900 or more; or",
    )


def test_faults_of_ours_are_unexplained(september: ControlList) -> None:
    """Composed: the other reading lacks a row and a paragraph that we have; a paragraph of theirs is a note of ours."""
    order = [entry.eccn for entry in september.entries]
    codes = ("1A002", "4A090", "3A090")
    entries = _composed(september, *codes, *(order[order.index(code) + 1] for code in codes))
    (row, *entries["1A002"]["countryChart"]) = entries["1A002"]["countryChart"]
    (item,) = (one for one in entries["4A090"]["items"] if one["paragraph"] == "b")
    entries["4A090"]["items"].remove(item)
    held = september.entry("3A090")
    assert held is not None
    note = held.of(Kind.NOTE)[0].text
    entries["3A090"]["items"].append({"paragraph": "d", "kind": "item", "text": note.partition(":")[2].strip()[:90]})
    found = _compare(entries, september)
    assert [(one.eccn, one.field) for one in found.unexplained] == [
        ("1A002", "licence rows"),
        ("3A090", "paragraphs"),
        ("4A090", "paragraphs"),
    ]
    assert row["control"] in found.unexplained[0].ours


def test_what_could_be_compared_is_counted(september: ControlList) -> None:
    entries = _composed(september, "3A090", "9A610")
    del entries["9A610"]["items"]
    found = _compare(entries, september)
    assert (found.compared["heading"], found.compared["paragraphs"]) == (2, 1)


def test_what_is_no_list_is_refused(september: ControlList) -> None:
    with pytest.raises(ReadError, match="not a converted control list"):
        agreement(b"{}", [september])
