"""The real rule 2025-00723, and the four amendments that the editors of the code could not incorporate."""

import json
from dataclasses import replace
from datetime import date

import pytest
from carrying_out_texts import AMENDMENTS, FIXTURES, block, read

from regulation.amendments.files import read_file
from regulation.carrying_out import (
    Compared,
    Finding,
    Proof,
    Result,
    Text,
    Unit,
    Verdict,
    carry_out,
    compare,
    pages,
    read_texts,
)
from regulation.carrying_out.editors import not_incorporated
from regulation.controls.model import Kind

RULE = read_file(AMENDMENTS / "2025-00723_amdpars.json")
PRINTED = pages("90 FR 4612-4617", date(2025, 1, 16))
NOTES = json.loads((AMENDMENTS / "bis_ednote_defects.json").read_bytes())["notes"]
CCL = "Supplement No. 1 to part 774"


def by_target(texts: list[Text]) -> dict[str, Compared]:
    done = carry_out([], RULE, bodies_held=False)
    return {str(one.outcome.instruction.target): one for one in compare(done, texts, PRINTED)}


@pytest.fixture(scope="module")
def compared(part_740: Text, part_742: Text, june: tuple[Text, ...], january_2025: Text) -> dict[str, Compared]:
    return by_target([part_740, part_742, *june, january_2025])


EXPECTED = [
    ("part 740 authority citation", Verdict.CONFIRMED, Proof.PLACE),
    ("740.6(a)(1)(iv)", Verdict.CONFIRMED, Proof.PRESENT),
    ("part 742 authority citation", Verdict.PLACE_FOUND, Proof.PLACE),
    ("742.4(b)(11)", Verdict.REFUSED, Proof.EDITORS),
    ("742.6(a)(13)", Verdict.REFUSED, Proof.EDITORS),
    ("742.6(b)(14)", Verdict.REFUSED, Proof.EDITORS),
    ("part 758 authority citation", Verdict.CONFIRMED, Proof.PLACE),
    ("758.1(b)(11)", Verdict.CONFIRMED, Proof.PRESENT),
    ("part 774 authority citation", Verdict.CONFIRMED, Proof.PLACE),
    (f"{CCL}, ECCN 3A069", Verdict.PLACE_FOUND, Proof.PRESENT),
    (f"{CCL}, ECCN 3A999", Verdict.PLACE_FOUND, Proof.PLACE),
    (f"{CCL}, ECCN 3E001", Verdict.PLACE_FOUND, Proof.PLACE),
    (f"{CCL}, ECCN 3E069", Verdict.PLACE_FOUND, Proof.PRESENT),
]


@pytest.mark.parametrize(("target", "verdict", "proof"), EXPECTED, ids=[one[0] for one in EXPECTED])
def test_each_instruction_of_the_rule(
    compared: dict[str, Compared], target: str, verdict: Verdict, proof: Proof
) -> None:
    assert len(compared) == len(EXPECTED)
    assert (compared[target].verdict, compared[target].proof) == (verdict, proof)


def test_the_editors_reasons_are_the_findings(compared: dict[str, Compared]) -> None:
    found = [compared[target].finding for target in ("742.4(b)(11)", "742.6(a)(13)", "742.6(b)(14)")]
    assert found == [Finding.ABSENT, Finding.EXISTS, Finding.EXISTS]
    assert [compared[target].place_found for target in ("742.4(b)(11)", "742.6(a)(13)")] == [False, True]
    assert "because (b)(11) does not exist" in compared["742.4(b)(11)"].evidence[-1]


def test_evidence_names_each_text_and_the_source_line(compared: dict[str, Compared]) -> None:
    evidence = compared["758.1(b)(11)"].evidence
    assert evidence[0] == "no text of part 758 from before is held"
    assert "converted by others" in evidence[1]
    assert evidence[2].endswith("names this document: 90 FR 4615, Jan. 16, 2025")
    assert "90 FR 4615" in compared["740.6(a)(1)(iv)"].evidence[2]


def test_presence_alone_is_said_to_prove_no_more(compared: dict[str, Compared]) -> None:
    evidence = compared[f"{CCL}, ECCN 3E001"].evidence
    assert "its words name 3A069, which this document adds" in evidence
    assert evidence[-1] == "that this document made it so is not proved by that"


def test_without_the_texts_nothing_is_decided() -> None:
    found = by_target([])
    assert {one.verdict for one in found.values()} == {Verdict.UNDECIDED}
    assert found["758.1(b)(11)"].evidence == ("no text of part 758 from after the document is held",)


def test_without_the_editors_note_presence_is_not_taken_for_the_rules_doing(part_742: Text) -> None:
    units = [one for one in part_742.units if one.kind is not Kind.EDITORIAL]
    found = by_target([part_742.with_units(units)])["742.6(a)(13)"]
    assert (found.verdict, found.proof) == (Verdict.PLACE_FOUND, Proof.PRESENT)
    assert found.evidence[-1] == "that this document made it so is not proved by that"


ABSENT = [
    ("revising paragraph (z)", Verdict.REFUSED, Finding.ABSENT),
    ("adding paragraph (z)", Verdict.NOT_YET, Finding.BASE_NOT_HELD),
    ("removing paragraph (a)(6)", Verdict.NOT_YET, Finding.BASE_NOT_HELD),
]


@pytest.mark.parametrize(("words", "verdict", "finding"), ABSENT, ids=[one[0] for one in ABSENT])
def test_no_proof_is_claimed_of_what_does_not_stand_there(
    words: str, verdict: Verdict, finding: Finding, part_742: Text
) -> None:
    """Composed instructions on the real part: none of these was done, and what is absent cannot be revised."""
    done = carry_out([], read(f"1. Section 742.6 is amended by {words}."), bodies_held=False)
    (told,) = compare(done, [part_742])
    assert (told.verdict, told.proof, told.finding) == (verdict, Proof.NONE, finding)


def test_every_note_of_the_editors_is_read() -> None:
    read_notes = [next(not_incorporated(Unit((), note["text"], kind=Kind.EDITORIAL))) for note in NOTES]
    assert [one.finding for one in read_notes] == [Finding.ABSENT, Finding.EXISTS, Finding.NO_TEXT, Finding.NO_TEXT]
    assert [one.citation for one in read_notes] == [note["fr_citation"] for note in NOTES]
    assert [str(one.day) for one in read_notes] == [note["fr_date"] for note in NOTES]


# The words are those of the editors' notes; the base is the later text, in which these places are as they were.
DEFECTS = [
    ("Section 742.4 is amended by revising (b)(11) to read as follows:", Finding.ABSENT),
    ("Section 742.6 is amended by adding paragraphs (a)(13) and (b)(14) to read as follows:", Finding.EXISTS),
    (
        "Supplement no. 4 to part 744 is amended under CHINA, PEOPLE'S REPUBLIC OF by adding an entry for “S2C Limited”"
        " and by revising the entry for “Shanghai Micro Electronics Equipment (Group) Co., Ltd.” to read as follows:",
        Finding.NO_TEXT,
    ),
    ("Supplement no. 1 to part 774 is amended by revising ECCN 9A005 to read as follows:", Finding.NO_TEXT),
]


@pytest.mark.parametrize(("words", "finding"), DEFECTS, ids=[one[1].name for one in DEFECTS])
def test_the_four_defects_come_out_as_the_editors_found_them(
    words: str, finding: Finding, part_742: Text, part_744: Text, june: tuple[Text, ...]
) -> None:
    out = carry_out([part_742, part_744, *june], read(f"1. {words}"))
    assert {(one.result, one.finding) for one in out.outcomes} == {(Result.REFUSED, finding)}
    assert all(out.after[scope] is text for scope, text in out.before.items())


def test_a_listed_party_goes_under_its_country_by_its_name(part_744: Text) -> None:
    words = (
        "1. Supplement no. 4 to part 744 is amended under CHINA, PEOPLE'S REPUBLIC OF by adding an entry for"
        " “S2C Limited” to read as follows:"
    )
    (told,) = read(words)
    out = carry_out([part_744], [replace(told, body=(block("S2C Limited Composed row.", kind="row", section=""),))])
    rows = [one for one in out.after["supplements of part 744"].units if one.address[0].startswith("Supplement No. 4")]
    at = next(index for index, one in enumerate(rows) if one.words == "S2C Limited Composed row.")
    before, after = rows[at - 1].cells[1].casefold(), rows[at + 1].cells[1].casefold()
    assert before <= "s2c limited" <= after


def test_a_real_rule_with_its_bodies_on_composed_base() -> None:
    base = [
        *read_texts(FIXTURES / "supplements-1005.composed.jsonl"),
        *read_texts(FIXTURES / "part-1005-2013-05-21.composed.xml"),
    ]
    out = carry_out(base, read_file(AMENDMENTS / "2013-10604.xml.gz"))
    assert [str(one.instruction.target) for one in out.outcomes if one.result is not Result.CARRIED_OUT] == []
    assert len(out.outcomes) == 95
    text = out.after["part 1005"]
    below = (text.units[index] for index in text.below(("1005.33", "c", "2")))
    assert [one.label for one in below if len(one.address) == 4] == ["(i)", "(ii)", "(iii)", "(iv)"]
    kept, new = text.at(("1005.33", "c", "2", "iv")), text.at(("1005.33", "c", "2", "iii"))
    assert kept is not None
    assert kept.words == "Composed words of paragraph c.2.iii."
    assert new is not None
    assert new.words.startswith("In the case of an error under paragraph (a)(1)(iv)")
    introduction, below = text.at(("1005.32", "c", "3")), text.at(("1005.32", "c", "3", "i"))
    assert introduction is not None
    assert introduction.words == "Covered third-party fees."
    assert below is not None
    assert below.words.startswith("Imposed as")
    comments = out.after["supplements of part 1005"]
    moved = comments.at(("Supplement I to part 1005", "comment 33(a)", "9"))
    assert moved is not None
    assert moved.words == "Composed words of Supplement I to part 1005, comment 33(a), 7."
