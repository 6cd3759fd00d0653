"""A cell knows the heads of its column, in whatever form its table came."""

import gzip
from pathlib import Path

import pytest

from ruletrace.model import StructuredText
from ruletrace.readers import ecfr, eu_xhtml, federal_register_xml, formex
from ruletrace.readers.tables import heads

ROOT = Path(__file__).parents[3]
EU = ROOT / "tests" / "fixtures" / "eu"


def rows(text: StructuredText) -> list[tuple[str, str]]:
    found = heads(text)
    return [(found.get(block.path, ""), text.of(block)) for block in text.blocks if block.kind == "cell"]


@pytest.mark.parametrize("form", ["formex", "xhtml"])
def test_both_forms_of_an_act_give_the_same_heads(form: str) -> None:
    if form == "formex":
        text = formex.read_formex((EU / "formex" / "CL2016R1368EN0050010.0001.xml").read_bytes()).text
    else:
        text = eu_xhtml.read_act((EU / "xhtml" / "32016r1368_2021-07-10.html").read_bytes()).text
    assert rows(text)[:4] == [
        ("No", "1"),
        ("Benchmark", "Euro Interbank Offered Rate (EURIBOR®)"),
        ("Administrator", "European Money Markets Institute (EMMI)"),
        ("Location", "Brussels, Belgium"),
    ]


def test_heads_of_two_rows_are_joined_and_empty_cells_count() -> None:
    data = gzip.decompress((ROOT / "samples" / "ecfr" / "part-738-2026-09-01.xml.gz").read_bytes())
    chart = ecfr.division(ecfr.read_part(data), "Supplement No. 1 to Part 738").text
    albania = rows(chart)[12:21]
    assert albania[0] == ("Countries", "Albania²³")
    assert [head.rpartition(" / ")[2] for head, _ in albania[1:]] == [
        "CB 1", "CB 2", "NP 1", "NS 1", "NS 2", "MT 1", "RS 1", "RS 2",
    ]  # fmt: skip
    assert albania[1] == ("Chemical and biological weapons / CB 1", "X")


def test_levels_of_a_boxhead_are_joined() -> None:
    path = ROOT / "tests" / "fixtures" / "readers" / "federal-register" / "FR-2024-02-12.xml.gz"
    found = [pair for text in federal_register_xml.documents(gzip.decompress(path.read_bytes())) for pair in rows(text)]
    assert ("Total firms/establishments / Number of small businesses", "7,977") in found
    assert ("Small businesses potentially impacted by this rule / Percentage", "16") in found
    assert sum(head == "" for head, _ in found) < 0.02 * len(found)


def test_a_text_without_tables_has_no_heads() -> None:
    text = federal_register_xml.documents(b"<RULE><PREAMB><SUBJECT>Composed</SUBJECT></PREAMB></RULE>")[0]
    assert heads(text) == {}
