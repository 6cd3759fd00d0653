"""The company's part of the graph: what is said of products, in versions, and which classification impact follows.

The sample company (composed, samples/company) against the real Commerce Control List; rows written here are composed.
"""

from collections.abc import Mapping
from datetime import UTC, datetime
from pathlib import Path

import pytest

from company import tables
from company.history import Dated, merge, replay
from company.model import Classification, Decision, Parameter
from graph import schema as g
from ruletrace.pipeline.controls import History
from ruletrace.pipeline.units import company
from ruletrace.pipeline.units.controls import control_ids

SAMPLE = Path(__file__).parents[3] / "samples" / "company"
DAYS = [datetime(2026, 9, day, tzinfo=UTC) for day in (2, 3, 4)]
AT = [day.isoformat() for day in DAYS]
IDS = {"US": {"3A090": "us/3A090", "3A090.a": "us/3A090.a", "4A090.a": "us/4A090.a"}}
HEADERS = {
    "products": "sku,name,kind,origin,eccn,classification_rationale,classified_by,classified_on,tpp",
    "parameters": "sku,parameter,value,unit,source,dated,note",
    "classifications": "sku,regime,code,basis,vendor,ccats_number,rationale,tested_paragraphs,by,on,valid_to",
    "decisions": "sku,question,answer,by,on,why",
}
KINDS = (g.Parameter, g.HasParameter, g.Decision, g.HasDecision, g.ClassifiedAs)
OWNER = "Product Management Systems"
PLAIN = "A1,Composed board,hardware,TW,,,,,"
OURS = "A1,US,3A090.a,self,,,composed,3A090.a; 3A090.b,Office,2026-01-05,"
THEIRS = "A1,US,4A090.a,vendor,Composed Vendor,,,,Office,2026-03-05,"
RULING = "A1,US,4A090.a,CCATS,,composed-1,,,Office,2026-04-05,2026-12-31"


def rows(*deliveries: Mapping[str, list[str]]) -> list[Dated]:
    files = [
        {f"{name}.csv": "\n".join([HEADERS[name], *lines, ""]).encode() for name, lines in one.items()}
        for one in deliveries
    ]
    imports = replay(zip(DAYS, files, strict=False))
    assert [bad for _, one in imports for bad in one.bad] == []
    return merge(imports)


def composed(*deliveries: Mapping[str, list[str]], ids: company.product_facts.Controls = IDS) -> g.Unit:
    return company.unit(rows(*deliveries), ids)


def classified(unit: g.Unit, sku: str = "A1") -> list[g.ClassifiedAs]:
    found = [one for one in unit.edges if isinstance(one, g.ClassifiedAs) and one.start == sku]
    return sorted(found, key=lambda one: (one.basis, one.at, one.from_))


def product(unit: g.Unit, sku: str = "A1") -> g.Product:
    (found,) = [one for one in unit.nodes if isinstance(one, g.Product) and one.id == sku]
    return found


def measured(unit: g.Unit, sku: str = "A1") -> list[g.Parameter]:
    own = {one.end for one in unit.edges if isinstance(one, g.HasParameter) and one.start == sku}
    found = [one for one in unit.nodes if isinstance(one, g.Parameter) and one.id in own]
    return sorted(found, key=lambda one: (one.parameter, one.source, one.dated, one.from_))


@pytest.fixture(scope="module")
def imported() -> tables.Import:
    return tables.read(SAMPLE)


@pytest.fixture(scope="module")
def unit(imported: tables.Import, history: History) -> g.Unit:
    return company.unit(merge([(DAYS[0], imported)]), {"US": control_ids(history)})


def test_every_row_of_the_sample_and_every_column_that_stands_for_one_is_there(
    unit: g.Unit, imported: tables.Import
) -> None:
    own = [len(imported.of(model)) for model in (Parameter, Classification, Decision)]
    assert own == [191, 127, 85]
    count = {kind: sum(isinstance(one, kind) for one in (*unit.nodes, *unit.edges)) for kind in KINDS}
    assert count == {
        g.Parameter: len(imported.facts(Parameter)),
        g.HasParameter: 305,
        g.Decision: len(imported.facts(Decision)),
        g.HasDecision: 113,
        g.ClassifiedAs: len(imported.facts(Classification)),
    }
    assert count[g.ClassifiedAs] == 548


def test_the_product_carries_its_own_columns(unit: g.Unit) -> None:
    camera = product(unit, "CAM-U-002")
    assert (camera.us_content_percent, camera.us_content_on) == ("16.2", "2026-01-16")
    assert camera.us_content_basis == "composed: bill of materials against the selling price"
    assert (camera.hs_code, camera.role, camera.owner) == ("852589", "reseller", OWNER)
    services = {one.activity for one in unit.nodes if isinstance(one, g.Product) and one.kind == "service"}
    assert {"managed training", "remote inference"} <= services


def test_sources_that_disagree_both_count_and_are_marked(unit: g.Unit) -> None:
    found = [one for one in measured(unit, "ACC-016") if one.disagrees]
    assert [(one.parameter, one.value, one.counts) for one in found] == [
        ("total processing performance", "26848", True),
        ("total processing performance", "29360", True),
    ]
    assert len({one.source for one in found}) == 2
    disagreeing = {one.id for one in unit.nodes if isinstance(one, g.Parameter) and one.disagrees}
    assert len(disagreeing) == 8  # four parameters, two sources each


def test_a_vendor_that_contradicts_stands_beside_our_own_and_moves_nothing(unit: g.Unit) -> None:
    ours, theirs = classified(unit, "CAM-U-002")
    assert (ours.basis, ours.designation, ours.counts, ours.contradicts) == ("self", "6A993.a", True, "")
    assert ours.tested_paragraphs == ("6A003.b.4.b",)
    assert (theirs.designation, theirs.counts, theirs.contradicts) == ("6A003.b.4.b", False, "6A993.a")
    assert theirs.vendor == "Lindenau Optik (composed)"
    assert product(unit, "CAM-U-002").eccn == "6A993.a"
    edges = [one for one in unit.edges if isinstance(one, g.ClassifiedAs)]
    assert sum(bool(one.contradicts) for one in edges) == 5
    followed = [(one.start, one.regime) for one in edges if one.counts]
    assert len(followed) == len(set(followed)) == 513


def test_a_newer_ruling_counts_and_an_older_one_does_not(unit: g.Unit) -> None:
    assert [(one.basis, one.counts) for one in classified(unit, "SFT-C-001") if one.regime == "US"] == [
        ("CCATS", True),
        ("self", False),
    ]
    older = [one for one in classified(unit, "SEC-A-001") if one.regime == "US"]
    assert [(one.basis, one.ccats_number, one.counts) for one in older] == [
        ("CCATS", "composed-0001", False),
        ("self", "", True),
    ]


def test_what_no_list_has_is_kept_with_its_reason(unit: g.Unit) -> None:
    codes = {one.id: one for one in unit.nodes if isinstance(one, g.Code)}
    assert codes["US/EAR99"].reason.startswith("EAR99 stands for what no entry")
    assert {one.reason for one in codes.values() if one.regime == "EU"} == {"no list of EU is held"}
    ends = {one.end for one in unit.edges if isinstance(one, g.ClassifiedAs) and one.end_label == "Code"}
    assert ends == codes.keys()
    assert unit.problems == ()


def test_that_no_entry_of_annex_i_has_a_product_is_a_decision_and_no_problem() -> None:
    decided = "A1,EU,not listed,self,,,composed,4A003.b; 1C350.24,Office,2026-01-05,"
    made = composed({"products": [PLAIN], "classifications": [decided]}, ids={"EU": {"4A003": "eu/4A003"}})
    (edge,) = classified(made)
    assert (edge.end, edge.end_label, edge.exact, edge.counts) == ("EU/not listed", "Code", True, True)
    assert edge.tested_paragraphs == ("4A003.b", "1C350.24")
    (code,) = [one for one in made.nodes if isinstance(one, g.Code)]
    assert code.reason == "a person has decided that no entry of Annex I names it"
    assert product(made, "A1").eu_code == "not listed"
    assert made.problems == ()


def test_a_code_whose_entry_no_held_text_has_is_a_problem() -> None:
    made = composed({"products": [PLAIN], "classifications": [OURS, THEIRS]}, ids={"US": {"3A090": "us/3A090"}})
    ours, theirs = classified(made)
    assert (ours.end, ours.end_label, ours.exact) == ("us/3A090", "Control", False)
    assert (theirs.end, theirs.end_label, theirs.exact) == ("US/4A090.a", "Code", True)
    assert [one for one in made.nodes if isinstance(one, g.Code)] == [
        g.Code(id="US/4A090.a", regime="US", designation="4A090.a", reason="no held text has its entry")
    ]
    assert made.problems == ("classification US 4A090.a of A1: no held text has its entry",)


def test_a_vendor_alone_counts_and_gives_way_to_our_own() -> None:
    alone = composed({"products": [PLAIN], "classifications": [THEIRS]})
    assert [(one.basis, one.counts, one.contradicts) for one in classified(alone)] == [("vendor", True, "")]
    assert product(alone).eccn == ""
    both = composed({"products": [PLAIN], "classifications": [THEIRS, OURS]})
    assert [(one.basis, one.counts) for one in classified(both)] == [("self", True), ("vendor", False)]
    assert product(both).eccn == "3A090.a"


def test_a_ruling_that_ran_out_counts_until_another_classification_is_made() -> None:
    made = composed({"products": [PLAIN], "classifications": [OURS, RULING]})
    ruled, ours = classified(made)
    assert (ruled.ccats_number, ruled.valid_to, ruled.counts) == ("composed-1", "2026-12-31", True)
    assert (ours.counts, product(made).eccn) == (False, "4A090.a")


def test_versions_are_kept_and_end_when_the_row_changes_or_goes() -> None:
    link = "A1,total processing performance,4800,,composed sheet,2026-01-01,"
    area = "A1,applicable die area,800.50,mm2,composed sheet,2026-01-01,estimate"
    yes, no = (
        "A1,composed question,yes,Office,2026-01-01,composed",
        "A1,composed question,no,Office,2026-02-01,composed",
    )
    first = {"products": [PLAIN], "parameters": [link, area], "decisions": [yes], "classifications": [OURS]}
    second = {
        "products": [PLAIN],
        "parameters": [link.replace("4800", "4799")],
        "decisions": [yes, no],
        "classifications": [OURS.replace("3A090.a,", "3A090,")],
    }
    made = composed(first, second)
    assert [(one.value, one.measured_in, one.note, one.counts, one.from_, one.to) for one in measured(made)] == [
        ("800.5", "mm2", "estimate", False, AT[0], AT[1]),
        ("4800", "", "", False, AT[0], AT[1]),
        ("4799", "", "", True, AT[1], ""),
    ]
    decided = sorted((one for one in made.nodes if isinstance(one, g.Decision)), key=lambda one: one.on)
    assert [(one.answer, one.counts, one.to) for one in decided] == [("yes", False, ""), ("no", True, "")]
    assert [(one.designation, one.counts, one.from_, one.to) for one in classified(made)] == [
        ("3A090.a", False, AT[0], AT[1]),
        ("3A090", True, AT[1], ""),
    ]
    assert made == composed(first, second)


def test_a_product_that_is_gone_keeps_the_code_that_stood_last() -> None:
    inline = "A1,Composed board,hardware,TW,3A090,composed,Office,2025-01-05,"
    later = "A1,Composed board,hardware,TW,3A090.a,composed,Office,2026-01-05,4800"
    other = "B2,Composed cable,hardware,DE,EAR99,composed,Office,2026-01-05,"
    made = composed({"products": [inline, other]}, {"products": [later, other]}, {"products": [other]})
    gone = product(made)
    assert (gone.eccn, gone.from_, gone.to) == ("3A090.a", AT[0], AT[2])
    assert [(one.designation, one.counts, one.to) for one in classified(made)] == [
        ("3A090", False, AT[1]),
        ("3A090.a", False, AT[2]),
    ]
    assert [(one.value, one.source, one.counts, one.to) for one in measured(made)] == [("4800", "", False, AT[2])]
    assert product(made, "B2").eccn == "EAR99"


@pytest.mark.parametrize(
    ("written", "kept"),
    [
        ("1e26", "1" + 26 * "0"),
        ("1234567890123456789012345678901234567.25", "1234567890123456789012345678901234567.25"),
        ("-140.50", "-140.5"),
        ("4800.0", "4800"),
    ],
)
def test_values_are_exact(written: str, kept: str) -> None:
    line = f"A1,composed quantity,{written},,composed sheet,2026-01-01,"
    assert [one.value for one in measured(composed({"products": [PLAIN], "parameters": [line]}))] == [kept]
