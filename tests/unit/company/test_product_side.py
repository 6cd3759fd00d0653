"""Parameters, classifications, decisions and the newer columns of products: what is read, and each error's words."""

from datetime import date
from decimal import Decimal

import pytest

from company import facts, tables
from company.model import Classification, Decision, Parameter, Product, Record

PRODUCTS = "sku,name,kind,origin\nA1,Board,hardware,TW\nA2,Cable,hardware,DE\n"
HEADERS = {
    "parameters": "sku,parameter,value,unit,source,dated,note",
    "classifications": "sku,regime,code,basis,vendor,ccats_number,rationale,tested_paragraphs,by,on,valid_to",
    "decisions": "sku,question,answer,by,on,why",
}


def parsed(products: str = PRODUCTS, **rows: list[str]) -> tables.Import:
    files = {f"{name}.csv": "\n".join([HEADERS[name], *lines]).encode() for name, lines in rows.items()}
    return tables.parse({"products.csv": products.encode()} | files)


def told(imported: tables.Import, table: str) -> list[tuple[str, str, str, str]]:
    rows = [bad for bad in imported.bad if bad.table == table]
    assert all(bad.file == f"{table}.csv" and bad.row == 2 for bad in rows)
    return [(bad.field, bad.value, bad.problem, bad.hint) for bad in rows]


def remarks(imported: tables.Import) -> list[str]:
    return [one.problem for one in imported.remarks if "not part of this import" not in one.problem]


@pytest.mark.parametrize(
    ("row", "parameter", "value", "unit"),
    [
        ("A1,TPP,4992,,data sheet,2026-01-05,", "total processing performance", "4992", None),
        ("A1,die area,826.50,mm²,data sheet,,estimate", "applicable die area", "826.50", "mm2"),
        ("A1,memory bandwidth,3.35,TB/s,data sheet,,", "memory bandwidth", "3.35", "TB/s"),
        ("A1,training operations,1e26,,report,,", "training operations", "1e26", None),
        ("A1,training operations,10^26,,report,,", "training operations", "1e26", None),
        ("A1,training operations,100000000000000000000000000,,report,,", "training operations", "1e26", None),
        ("A1,phase noise,-140.5,dBc/Hz,test,,", "phase noise", "-140.5", "dBc/Hz"),
        ("A1,mean time to failure,40000,hours,test,,", "mean time to failure", "40000", "h"),
        ("A1,coolant flow,-3,gallons a minute,test,,", "coolant flow", "-3", "gallons a minute"),
    ],
)
def test_parameters_that_go_in(row: str, parameter: str, value: str, unit: str | None) -> None:
    imported = parsed(parameters=[row])
    assert imported.bad == ()
    (found,) = imported.of(Parameter)
    assert (found.parameter, found.value, found.unit) == (parameter, Decimal(value), unit)
    assert not any("formula" in problem for problem in remarks(imported))


ROW_OUT = "leave the row out: what is missing is told as missing"
ONE = "one value a row, the one that the source states; two sources are two rows"
APART = "the unit goes into unit, a word such as estimate into note"


@pytest.mark.parametrize(
    ("row", "field", "value", "problem", "hint"),
    [
        ("A1,TPP,unknown,,x,,", "value", "unknown", "no value", ROW_OUT),
        ("A1,TPP,N/A,,x,,", "value", "N/A", "no value", ROW_OUT),
        ("A1,TPP,4000-4992,,x,,", "value", "4000-4992", "a range or a bound, not a value", ONE),
        ("A1,TPP,4000 to 4992,,x,,", "value", "4000 to 4992", "a range or a bound, not a value", ONE),
        ("A1,TPP,>4800,,x,,", "value", ">4800", "a range or a bound, not a value", ONE),
        ("A1,TPP,up to 4800,,x,,", "value", "up to 4800", "a range or a bound, not a value", ONE),
        ("A1,die area,1628 est,mm2,x,,", "value", "1628 est", "not a number", APART),
        ("A1,endurance,30 min,,x,,", "value", "30 min", "not a number", APART),
        (
            'A1,TPP,"20,919",,x,,', "value", "20,919", "not a number",
            "digits with a point as decimal mark, no thousands separator, at most 40; 1e26 is read",
        ),
        ("A1,TPP,-5,,x,,", "value", "-5", "negative value", "write a number of 0 or more"),
        ("A1,TPP,,,x,,", "value", "", "required value is missing", "fill in the cell"),
        (
            "A1,die area,826,,x,,", "unit", "", "the unit of applicable die area is missing", "write mm2 or cm2",
        ),
        (
            "A1,die area,826,mm,x,,", "unit", "mm", "mm is no unit of applicable die area", "write mm2 or cm2",
        ),
        (
            "A1,TPP,2496,TOPS,x,,", "unit", "TOPS", "TOPS is no unit of total processing performance",
            "leave it empty: total processing performance is a plain number",
        ),
        (
            "A1,frame rate,9,herz,x,,", "unit", "herz", "herz is no unit of frame rate",
            "write Hz or kHz or MHz or GHz",
        ),
        ("A1,TPP,4992,,,,", "source", "", "required value is missing", "fill in the cell"),
        ("A1,TPP,4992,,x,5.1.2026,", "dated", "5.1.2026", "not a date", "write it as YYYY-MM-DD, such as 2026-09-01"),
        (
            "A9,TPP,4992,,x,,", "sku", "A9", "products.csv has no such row",
            "add the row to products.csv or correct the key",
        ),
    ],
)  # fmt: skip
def test_parameters_that_stay_out_and_leave_their_product_in(
    row: str, field: str, value: str, problem: str, hint: str
) -> None:
    imported = parsed(parameters=[row])
    assert told(imported, "parameters") == [(field, value, problem, hint)]
    assert [product.sku for product in imported.of(Product)] == ["A1", "A2"]


def test_unknown_names_are_kept_and_remarked_once_with_what_may_be_meant() -> None:
    imported = parsed(parameters=["A1,memory bandwith,3,GB/s,x,,", "A2,memory bandwith,4,GB/s,x,,", "A1,hue,5,,x,,"])
    assert len(imported.of(Parameter)) == 3
    found = {(one.row, one.value): (one.problem, one.hint) for one in imported.remarks if one.field == "parameter"}
    assert found == {
        (2, "memory bandwith"): (
            "unknown parameter, 2 rows",
            "kept; is it memory bandwidth, memory bandwidth density?",
        ),
        (4, "hue"): ("unknown parameter", "kept and shown; no rule that is modelled asks for it"),
    }


def test_sources_that_disagree_are_both_kept_and_told_in_their_own_units() -> None:
    rows = ["A1,memory bandwidth,3.35,TB/s,page one,,", "A1,memory bandwidth,3350,GB/s,page two,,"]
    assert remarks(parsed(parameters=rows)) == []
    imported = parsed(parameters=[*rows, "A1,memory bandwidth,3000,GB/s,page three,,"])
    assert len(imported.of(Parameter)) == 3
    assert remarks(imported) == [
        "sources disagree on memory bandwidth of A1: 3.35 TB/s (page one); 3000 GB/s (page three); 3350 GB/s (page two)"
    ]


def test_of_one_source_the_newest_day_counts() -> None:
    rows = ["A1,TPP,4700,,sheet,2026-03-01,", "A1,TPP,4992,,sheet,2026-05-01,", "A1,TPP,4500,,sheet,,"]
    imported = parsed(parameters=rows)
    assert remarks(imported) == []
    assert [row.value for row in facts.newest(imported.facts(Parameter))] == [4992]


def test_one_source_and_day_says_one_thing() -> None:
    imported = parsed(parameters=["A1,TPP,4700,,sheet,,", "A1,total processing performance,4992,,sheet,,"])
    assert [(bad.row, bad.field, bad.value, bad.problem) for bad in imported.bad] == [
        (2, "source", "sheet", "duplicate key with different values: rows 2, 3"),
        (3, "source", "sheet", "duplicate key with different values: rows 2, 3"),
    ]


INLINE = (
    "sku,name,kind,eccn,eu_code,origin,tpp,die_area_mm2,datacenter,endurance_minutes,parameters_source\n"
    "A1,Board,hardware,3A090.a.1,,TW,4992,826,yes,,sheet\nA2,Drone,hardware,9A012.a.1,9A012.a.1,DE,,,,45,\n"
)


def test_columns_of_products_are_rows_of_the_same_model() -> None:
    imported = parsed(INLINE)
    in_own_table = parsed(
        parameters=["A1,TPP,4992,,sheet,,", "A1,die area,826,mm2,sheet,,", "A2,endurance,45,min,sheet,,"]
    ).of(Parameter)
    assert imported.of(Parameter) == ()
    assert imported.facts(Parameter) == (
        in_own_table[1], in_own_table[0], in_own_table[2].model_copy(update={"source": None}),
    )  # fmt: skip
    codes = [(row.sku, row.regime, row.code, row.basis) for row in imported.facts(Classification)]
    assert codes == [
        ("A1", "US", "3A090.a.1", "self"), ("A2", "EU", "9A012.a.1", "self"), ("A2", "US", "9A012.a.1", "self"),
    ]  # fmt: skip
    assert [(row.sku, row.answer, row.by, row.on) for row in imported.facts(Decision)] == [("A1", "yes", None, None)]
    assert "1 answers about datacenters without a recorded decision; first in row 2" in remarks(imported)


def test_a_row_of_the_table_counts_before_the_column_and_the_difference_is_told() -> None:
    imported = parsed(INLINE, parameters=["A1,TPP,4800,,sheet,,", "A1,die area,826.0,mm2,sheet,,"])
    found = {row.parameter: row.value for row in imported.facts(Parameter) if row.sku == "A1"}
    assert found == {"total processing performance": 4800, "applicable die area": 826}
    (remark,) = [one for one in imported.remarks if one.file == "parameters.csv"]
    assert (remark.row, remark.field, remark.value) == (2, "value", "4800")
    assert (remark.problem, remark.hint) == ("products.csv row 2 says 4992", "this row counts; correct one of the two")


@pytest.mark.parametrize(
    ("columns", "cells", "expected"),
    [
        ("activity", "Cloud GPU-hours", "cloud GPU hours"),
        ("activity", "remote_inference", "remote inference"),
        ("us_content_percent,us_content_basis,us_content_on", "25.5 %,bill of materials,2026-01-05", Decimal("25.5")),
        ("us_content_percent,us_content_basis,us_content_on", "0,bill of materials,2026-01-05", Decimal(0)),
        ("hs_code", "8542.31", "854231"),
        ("hs_code", "8471 50 00", "84715000"),
        ("role", "OSAT", "OSAT"),
        ("role", "Front-End Fabricator", "front-end fabricator"),
        ("firmware", "4.2.0", "4.2.0"),
    ],
)
def test_columns_of_products_that_go_in(columns: str, cells: str, expected: object) -> None:
    activity = "" if columns == "activity" else ",activity"
    tail = "" if columns == "activity" else ",managed training"
    imported = parsed(f"sku,name,kind,origin{activity},{columns}\nA2,Training,service,DE{tail},{cells}\n")
    assert imported.bad == ()
    assert getattr(imported.of(Product)[0], columns.split(",")[0]) == expected
    assert not [one for one in imported.remarks if one.file == "products.csv"]


ACTIVITIES = (
    "write 'managed training', 'remote inference', 'cloud GPU hours', 'technical assistance', 'software as a service',"
    " 'design', 'wafer fabrication', 'assembly and test', 'installation and commissioning' or 'maintenance and repair'"
)
TARIFF = "6 digits (HS), 8 (CN) or 10 (national), such as 8542.31; format the column as text to keep a first zero"


@pytest.mark.parametrize(
    ("column", "kind", "cell", "problem", "hint"),
    [
        ("activity", "service", "gaming", "not one of the values allowed", ACTIVITIES),
        (
            "activity", "hardware", "managed training", "only a service has an activity, this is hardware",
            "leave the cell empty, or make the kind service",
        ),
        ("us_content_percent", "hardware", "101", "more than 100 percent", "write a share of 0 to 100"),
        ("us_content_percent", "hardware", "-1", "negative value", "write a number of 0 or more"),
        ("hs_code", "hardware", "854", "not a HS or CN code", TARIFF),
        ("hs_code", "hardware", "8542315", "not a HS or CN code", TARIFF),
        ("hs_code", "hardware", "990000", "not a HS or CN code", TARIFF),
        ("hs_code", "hardware", "8542.3A", "not a HS or CN code", TARIFF),
        (
            "role", "hardware", "fab", "not one of the values allowed",
            "write 'designer', 'front-end fabricator', 'OSAT' or 'reseller'",
        ),
    ],
)  # fmt: skip
def test_columns_of_products_that_keep_the_row_out(column: str, kind: str, cell: str, problem: str, hint: str) -> None:
    imported = parsed(f"sku,name,kind,origin,{column}\nA1,Thing,{kind},DE,{cell}\n")
    assert told(imported, "products") == [(column, cell, problem, hint)]


def test_what_a_product_lacks_is_counted() -> None:
    rows = "A1,Training,service,DE,,,\nA2,Hours,service,DE,,,\nA3,Board,hardware,TW,31,,2026-01-05\n"
    imported = parsed(f"sku,name,kind,origin,us_content_percent,us_content_basis,us_content_on\n{rows}")
    assert remarks(imported)[-2:] == [
        "2 services without activity; first in row 2",
        "1 products with a US share or its basis or day missing; first in row 4",
    ]


GOOD = "A1,US,3A090.A.1,self,,,TPP 4992 is 4800 or more,3A090.A.1; 3a090.a.2,Office,2026-01-05,2026-12-31"


def test_classifications_come_in_versions_and_their_legal_form() -> None:
    later = "A1,US,3A090.a.2,self,,,measured again,,Office,2026-06-05,"
    ruled = "A1,US,3A090.a.1,ccats,,G000000,,,Office,2026-06-05,"
    imported = parsed(classifications=[GOOD, later, ruled, "A1,EU,4A003.b,SELF,,,APP,,Office,2026-01-05,"])
    assert imported.bad == ()
    first = imported.of(Classification)[0]
    assert (first.code, first.tested_paragraphs) == ("3A090.a.1", ("3A090.a.1", "3A090.a.2"))
    assert "read as 3A090.a.1" in remarks(imported)
    rows = imported.facts(Classification)
    held = {day: [row.code for row in facts.standing(rows, date.fromisoformat(day))] for day in (
        "2026-01-04", "2026-01-05", "2026-06-05", "2027-06-05",
    )}  # fmt: skip
    assert held == {
        "2026-01-04": [],
        "2026-01-05": ["4A003.b", "3A090.a.1"],
        "2026-06-05": ["4A003.b", "3A090.a.1"],
        "2027-06-05": ["4A003.b", "3A090.a.1"],
    }
    assert [row.basis for row in facts.standing(rows, date(2026, 6, 5))] == ["self", "CCATS"]


def test_a_classification_ends_with_its_validity() -> None:
    rows = parsed(classifications=[GOOD]).facts(Classification)
    assert [len(facts.standing(rows, day)) for day in (date(2026, 12, 31), date(2027, 1, 1))] == [1, 0]


DESIGNATION = "a digit, a letter A-E, three digits and dotted paragraphs, such as 3A090.a.1"
MISSING = ("required value is missing", "fill in the cell")


@pytest.mark.parametrize(
    ("row", "field", "value", "problem", "hint"),
    [
        (
            "A1,USA,3A090,self,,,w,,O,2026-01-05,", "regime", "USA", "not one of the values allowed",
            "write 'US', 'EU', 'CH', 'CN', 'GB', 'JP', 'KR', 'SG', 'TW' or 'other'",
        ),
        ("A1,US,3X090,self,,,w,,O,2026-01-05,", "code", "3X090", "not a control list designation", DESIGNATION),
        ("A1,EU,EAR99,self,,,w,,O,2026-01-05,", "code", "EAR99", "not a control list designation", DESIGNATION),
        ("A1,US,3A090,,,,w,,O,2026-01-05,", "basis", "", *MISSING),
        (
            "A1,US,3A090,guess,,,w,,O,2026-01-05,", "basis", "guess", "not one of the values allowed",
            "write 'self', 'CCATS' or 'vendor'",
        ),
        (
            "A1,US,3A090,vendor,,,w,,O,2026-01-05,", "vendor", "", "basis vendor needs its vendor",
            "vendor belongs to basis vendor",
        ),
        (
            "A1,US,3A090,CCATS,,,w,,O,2026-01-05,", "ccats_number", "", "basis CCATS needs its ccats_number",
            "ccats_number belongs to basis CCATS",
        ),
        (
            "A1,US,3A090,self,Acme,,w,,O,2026-01-05,", "vendor", "Acme", "basis self has no vendor",
            "vendor belongs to basis vendor",
        ),
        ("A1,US,3A090,self,,,,,O,2026-01-05,", "rationale", "", *MISSING),
        ("A1,US,3A090,self,,,w,,,2026-01-05,", "by", "", *MISSING),
        ("A1,US,3A090,self,,,w,,O,,", "on", "", *MISSING),
        (
            "A1,US,3A090,self,,,w,3A090; x,O,2026-01-05,", "tested_paragraphs", "3A090; x",
            "not a control list designation", DESIGNATION,
        ),
        (
            "A1,US,3A090,self,,,w,,O,2026-01-05,2026-01-04", "valid_to", "2026-01-04", "ends before it starts",
            "on is 2026-01-05",
        ),
    ],
)  # fmt: skip
def test_classifications_that_stay_out(row: str, field: str, value: str, problem: str, hint: str) -> None:
    imported = parsed(classifications=[row])
    assert told(imported, "classifications") == [(field, value, problem, hint)]
    assert len(imported.of(Product)) == 2


@pytest.mark.parametrize(
    ("theirs", "told"),
    [("3A090.a.2", True), ("3A991.p.1", True), ("EAR99", True), ("3A090.a.1", False), ("3A090.a", False)],
)
def test_a_vendor_that_says_otherwise_is_remarked_and_kept(theirs: str, told: bool) -> None:
    vendor = f"A1,US,{theirs},vendor,Acme Silicon,,,,Office,2026-02-01,"
    imported = parsed(INLINE, classifications=[vendor])
    assert imported.bad == ()
    assert len(imported.of(Classification)) == 1
    found = [one for one in imported.remarks if one.problem.startswith("vendor")]
    assert [(one.row, one.field, one.value, one.problem) for one in found] == [
        (2, "code", theirs, f"vendor Acme Silicon says {theirs} of A1 (US), we say 3A090.a.1")
    ] * told


def test_decisions_take_their_question_from_a_list_or_freely() -> None:
    rows = [
        "A1,datacenter,Yes,Office,2026-01-05,sold for racks",
        "A1,Designed for military use,no,Office,2026-01-05,composed",
        "A1,sold in toy shops,no,Office,2026-01-05,composed",
    ]
    imported = parsed(decisions=rows)
    assert [(row.question, row.answer) for row in imported.of(Decision)] == [
        ("designed or marketed for use in datacenters", "yes"),
        ("designed for military use", "no"),
        ("sold in toy shops", "no"),
    ]
    assert remarks(imported) == ["unknown question"]


@pytest.mark.parametrize(
    ("row", "field", "value", "problem", "hint"),
    [
        (
            "A1,datacenter,unknown,O,2026-01-05,w", "answer", "unknown", "no decision",
            "leave the row out while it is undecided",
        ),
        (
            "A1,datacenter,maybe,O,2026-01-05,w", "answer", "maybe", "not one of the values allowed",
            "write 'yes' or 'no'",
        ),
        ("A1,datacenter,yes,,2026-01-05,w", "by", "", *MISSING),
        ("A1,datacenter,yes,O,,w", "on", "", *MISSING),
        ("A1,datacenter,yes,O,2026-01-05,", "why", "", *MISSING),
        ("A1,,yes,O,2026-01-05,w", "question", "", *MISSING),
    ],
)  # fmt: skip
def test_decisions_that_stay_out(row: str, field: str, value: str, problem: str, hint: str) -> None:
    assert told(parsed(decisions=[row]), "decisions") == [(field, value, problem, hint)]


def test_the_latest_decision_counts_and_a_column_is_the_oldest() -> None:
    rows = ["A1,datacenter,no,O,2026-01-05,w", "A1,datacenter,yes,O,2025-01-05,w"]
    imported = parsed(INLINE, decisions=rows)
    assert len(imported.facts(Decision)) == 3
    assert [row.answer for row in facts.decided(imported.facts(Decision))] == ["no"]


@pytest.mark.parametrize("model", [Parameter, Classification, Decision])
def test_rows_of_a_product_that_is_bad_stay_out_with_it(model: type[Record]) -> None:
    rows = {
        "parameters": "A1,TPP,4992,,x,,",
        "classifications": GOOD,
        "decisions": "A1,datacenter,yes,O,2026-01-05,w",
    }
    imported = parsed(PRODUCTS.replace("TW", "ZZ"), **{model.table: [rows[model.table]]})
    assert told(imported, model.table) == [
        ("sku", "A1", "depends on products.csv row 2, which is bad", "mend that row")
    ]


@pytest.mark.parametrize("column", ["value", "unit", "source"])
def test_a_file_without_a_column_that_every_row_needs(column: str) -> None:
    header = HEADERS["parameters"].replace(column, "other")
    imported = tables.parse({"products.csv": PRODUCTS.encode(), "parameters.csv": f"{header}\n".encode()})
    problems = [one.problem for one in imported.files if one.file == "parameters.csv"]
    assert problems == ([] if column == "unit" else [f"missing column: {column}"])
