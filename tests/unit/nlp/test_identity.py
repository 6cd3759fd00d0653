"""Identity: dockets, RINs, CELEX numbers, ELI, general orders; sentences composed, files under fixtures real."""

from pathlib import Path

import pytest
from spacy.tokens import Doc
from spacy.vocab import Vocab

from nlp.components import identity
from nlp.finds import Notes, notes_of, prepare
from ruletrace.model import Block, StructuredText
from ruletrace.readers import federal_register_xml, plain

FORMS = Path(__file__).parents[2] / "fixtures" / "readers" / "federal-register"


def notes(text: str, *blocks: Block) -> Notes:
    return notes_of(prepare(Doc(Vocab(), words=["composed"]), text, blocks))


def named(text: StructuredText) -> list[tuple[str, str, str]]:
    found = identity.find(notes(text.text, *text.blocks))
    return sorted({(find.kind, find.value, find.role) for find in found})


CASES = [
    ("[Docket No. 250108-0012]", [("docket", "250108-0012")]),
    ("Docket Nos. BIS-2024-0055 and BIS-2024-0056", [("docket", "BIS-2024-0055"), ("docket", "BIS-2024-0056")]),
    ("The regulations.gov ID for this rule is: BIS-2026-0001.", [("docket", "BIS-2026-0001")]),
    ("Docket ID number BIS-2026-0002, if you please", [("docket", "BIS-2026-0002")]),
    ("Please refer to RIN 0694-AJ64 in all comments.", [("rin", "0694-AJ64")]),
    ("RIN 0694-AJ 64", [("rin", "0694-AJ64")]),
    ("RINs 0694-AJ64 and 0694-AJ65", [("rin", "0694-AJ64"), ("rin", "0694-AJ65")]),
    ("Regulation (EU) 2021/821 of the European Parliament", [("celex", "32021R0821")]),
    ("Council Regulation (EU) No 833/2014 of 31 July 2014", [("celex", "32014R0833")]),
    ("Council Regulation (EC) No 428/2009", [("celex", "32009R0428")]),
    ("Regulation (EEC) No 2913/92", [("celex", "31992R2913")]),
    ("Council Decision 2014/512/CFSP (1)", [("celex", "32014D0512")]),
    ("Decision (CFSP) 2022/578", [("celex", "32022D0578")]),
    ("Directive 2009/43/EC", [("celex", "32009L0043")]),
    ("Regulation (EU, Euratom) 2018/1046", [("celex", "32018R1046")]),
    ("Commission Delegated Regulation (EU) 2023/66", [("celex", "32023R0066")]),
    ("Commission Recommendation (EU) 2024/214", [("celex", "32024H0214")]),
    ("Regulations (EU) 2022/328 and (EU) 2022/334", [("celex", "32022R0328"), ("celex", "32022R0334")]),
    ("Directives 2014/23/EU (1), 2014/24/EU (2)", [("celex", "32014L0023"), ("celex", "32014L0024")]),
    ("COUNCIL REGULATION (EU) 2022/576", [("celex", "32022R0576")]),
    ("CELEX 32021R0821, as corrected 32021R0821R(03)", [("celex", "32021R0821"), ("celex", "32021R0821R(03)")]),
    ("consolidated as 02021R0821-20251115", [("celex", "02021R0821-20251115")]),
    ("02014R0833 — EN — 04.06.2022 — 009.004 — 1", [("celex", "02014R0833-20220604")]),
    ("ELI: http://data.europa.eu/eli/reg/2021/821/oj", [("eli", "eli/reg/2021/821/oj")]),
    ("general order no. 6 in supplement no. 1 to part 736", [("general_order", "6")]),
    ("under paragraph (d) of General Order No. 4", [("general_order", "4")]),
    ("on board 5/6 and Regulation (EU) 9999/99999, or Decision 12/13", []),
    ("Call 202-482-2440 about part number 0694-1234.", []),
]


@pytest.mark.parametrize(("text", "expected"), CASES)
def test_names_of_documents(text: str, expected: list[tuple[str, str]]) -> None:
    assert [(find.kind, find.value) for find in identity.find(notes(text))] == expected


def test_only_the_first_act_of_a_title_is_the_document_itself() -> None:
    title = "COUNCIL REGULATION (EU) 2022/576 amending Regulation (EU) No 833/2014"
    found = identity.find(notes(title, Block("title", "TITLE", 0, len(title))))
    assert [(find.value, find.role) for find in found] == [("32022R0576", "self"), ("32014R0833", "cited")]


def test_a_corrigendum_is_not_the_act_it_corrects() -> None:
    title = "Corrigendum to Regulation (EU) 2021/821"
    (found,) = identity.find(notes(title, Block("title", "TITLE", 0, len(title))))
    assert (found.value, found.role) == ("32021R0821", "cited")


def test_a_real_correction_names_itself_where_it_repeats_its_number() -> None:
    text = plain.read((FORMS / "2025-02655.txt").read_bytes())
    assert named(text) == [
        ("docket", "250207-0014", "self"),
        ("docket", "BIS-2024-0055", "cited"),
        ("rin", "0694-AJ98", "self"),
    ]
    assert len([find for find in identity.find(notes(text.text, *text.blocks)) if find.kind == "rin"]) == 2


def test_a_real_joint_rule_has_the_numbers_of_each_agency() -> None:
    (text,) = federal_register_xml.documents((FORMS / "2014-30419.xml").read_bytes())
    assert named(text) == [
        ("docket", "OCC-2014-0027", "self"),
        ("docket", "R-1443", "self"),
        ("rin", "1557-AD90", "self"),
        ("rin", "3170-AA11", "self"),
        ("rin", "7100-AD90", "self"),
    ]
