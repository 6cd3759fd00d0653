"""The mapping: an export is read as it is, and whatever the mapping does not say is never guessed. All composed."""

import io
from datetime import UTC, date, datetime
from decimal import Decimal

import pyarrow as pa
import pyarrow.parquet as pq
import pytest
from openpyxl import Workbook

from company import history, tables
from company.model import Customer, Line, Parameter, Product
from company.report import FileProblem

MAPPING = """
tables:
  products:
    file: ERP.csv
    header_row: 2
    delimiter: ";"
    encoding: windows-1252
    date_format: D.M.YYYY
    decimal_comma: true
    thousands: "."
    columns: {sku: Material, name: Bezeichnung, origin: Land, tpp: Leistung, classified_on: Stand}
    constants: {kind: hardware}
    values:
      origin: {Österreich: AT, Norway: NO}
"""
EXPORT = (
    "Stückliste;;;;;\n"
    "Material;Bezeichnung;Land;Leistung;Stand;Werk\n"
    "M-1;Gehäuse;Österreich;15.832,5;5.9.2026;1000\n"
    "M-2;Kabel;Norway;;;1000\n"
)


def imported(mapping: str = MAPPING, export: str = EXPORT, **others: bytes) -> tables.Import:
    files = {f"{name.replace('_', '.')}": data for name, data in others.items()}
    return tables.parse({"mapping.yaml": mapping.encode(), "erp.csv": export.encode("cp1252")} | files)


def refused(mapping: str) -> FileProblem:
    found = imported(mapping)
    assert found.read == {}
    return found.files[0]


def products(text: str) -> str:
    return MAPPING.replace("    date_format: D.M.YYYY\n", text)


def test_an_export_is_read_without_editing() -> None:
    found = imported()
    assert found.bad == ()
    first, second = found.of(Product)
    assert (first.sku, first.name, first.origin, first.kind) == ("M-1", "Gehäuse", "AT", "hardware")
    assert (first.tpp, first.classified_on) == (Decimal("15832.5"), date(2026, 9, 5))
    assert (second.origin, second.tpp) == ("NO", None)
    assert found.places == {"products": "erp.csv"}
    assert "mapping.yaml" not in {remark.file for remark in found.remarks}
    assert [remark.field for remark in found.remarks if remark.problem == "unknown column"] == ["Werk"]


@pytest.mark.parametrize(
    ("before", "after", "field", "value", "problem"),
    [
        ("Österreich", "Austria", "Land", "Austria", "unknown country code"),
        ("15.832,5", "15832.5", "Leistung", "15832.5", "not a number"),
        ("15.832,5", "1.58,5", "Leistung", "1.58,5", "not a number"),
        ("15.832,5", "15,832,5", "Leistung", "15,832,5", "not a number"),
        ("5.9.2026", "9/5/2026", "Stand", "9/5/2026", "not a date"),
        ("5.9.2026", "31.2.2026", "Stand", "31.2.2026", "not a date"),
        ("M-1", "", "Material", "", "required value is missing"),
    ],
)
def test_errors_name_the_users_row_column_and_value(
    before: str, after: str, field: str, value: str, problem: str
) -> None:
    found = imported(export=EXPORT.replace(before, after))
    assert [(b.file, b.row, b.field, b.value, b.problem) for b in found.bad] == [("erp.csv", 3, field, value, problem)]
    assert found.bad[0].hint
    assert [product.sku for product in found.of(Product)] == ["M-2"]


def test_a_point_is_no_thousands_mark_unless_the_mapping_says_so() -> None:
    found = imported(MAPPING.replace('    thousands: "."\n', ""), EXPORT.replace("15.832,5", "15.832"))
    assert (found.bad[0].value, found.bad[0].problem) == ("15.832", "not a number")
    assert found.bad[0].hint == "the mapping says: decimal mark ,, between thousands nothing"


def test_a_bad_constant_is_named_as_one() -> None:
    bad = imported(MAPPING.replace("kind: hardware", "kind: Hardware")).bad[0]
    assert (bad.field, bad.value) == ("kind (constant of the mapping)", "Hardware")


def test_a_mapped_column_that_the_file_lacks() -> None:
    problem = imported(export=EXPORT.replace("Bezeichnung", "Benennung")).files[0]
    assert (problem.file, problem.problem) == ("erp.csv", "missing column: Bezeichnung")
    assert "Benennung" in problem.hint


def test_several_sheets_of_a_workbook_typed_cells_and_lists() -> None:
    book = Workbook()
    sales = book.worksheets[0]
    sales.title = "Sales 2026"
    for row in (
        ["Pos", "Order", "Mat", "To", "Qty", "Total", "Cur", "Start"],
        [10, "K1", "A1", "AE", 2, 1234.5, "USD", 20260901],
    ):
        sales.append(row)
    partners = book.create_sheet("Partners")
    for row in (["No", "Name 1", "Country", "Also"], ["C1", "Dunmere Cloud FZE", "AE", "Dunmere | DCF"]):
        partners.append(row)
    data = io.BytesIO()
    book.save(data)
    mapping = """
tables:
  lines:
    file: erp.xlsx
    sheet: sales 2026
    decimal_comma: true
    date_format: YYYYMMDD
    columns:
      {line_id: Pos, contract_id: Order, sku: Mat, ship_to: To, quantity: Qty, value: Total, currency: Cur, from: Start}
  customers:
    file: erp.xlsx
    sheet: Partners
    list_separator: "|"
    columns: {customer_id: "No", name: Name 1, headquarters: Country, aliases: Also}
"""
    known = {"contracts": {("K1",)}, "products": {("A1",)}}
    found = tables.parse({"mapping.yaml": mapping.encode(), "erp.xlsx": data.getvalue()}, known)
    assert found.bad == ()
    line = found.of(Line)[0]
    # The typed 1234.5 is a number already: the decimal comma concerns text only.
    assert (line.line_id, line.value, line.starts) == ("10", Decimal("1234.5"), date(2026, 9, 1))
    assert found.of(Customer)[0].aliases == ("Dunmere", "DCF")
    assert found.places == {"customers": "erp.xlsx [Partners]", "lines": "erp.xlsx [Sales 2026]"}
    dangling = tables.parse({"mapping.yaml": mapping.encode(), "erp.xlsx": data.getvalue()}, {"contracts": {("K1",)}})
    assert [(b.file, b.row, b.field, b.value) for b in dangling.bad] == [("erp.xlsx [Sales 2026]", 2, "Mat", "A1")]


def test_parquet_under_the_users_names() -> None:
    table = pa.table({"Material": ["M-1"], "Bezeichnung": ["Box"], "Land": ["Norway"]})
    data = io.BytesIO()
    pq.write_table(table, data)
    mapping = (
        "tables: {products: {file: erp.parquet, columns: {sku: material, name: Bezeichnung, origin: Land},"
        " constants: {kind: hardware}, values: {origin: {Norway: NO}}}}"
    )
    found = tables.parse({"mapping.yaml": mapping.encode(), "erp.parquet": data.getvalue()})
    assert [product.origin for product in found.of(Product)] == ["NO"]


def test_parameters_under_the_users_names_and_signs() -> None:
    mapping = """
tables:
  products: {file: p.csv, columns: {sku: Nr, name: Text, kind: Art, origin: Land, us_content_percent: Anteil},
    values: {kind: {Ware: hardware}}, decimal_comma: true}
  parameters: {file: werte.csv, delimiter: ";", decimal_comma: true, date_format: DD.MM.YYYY, thousands: ".",
    columns: {sku: Nr, parameter: Merkmal, value: Wert, unit: Einheit, dated: Stand},
    constants: {source: Prüfbericht}, values: {parameter: {Flugdauer: endurance}}}
"""
    products = 'Nr,Text,Art,Land,Anteil\nA1,Board,Ware,TW,"12,5 %"\n'
    values = (
        "Nr;Merkmal;Wert;Einheit;Stand\nA1;Flugdauer;2,5;Stunden;05.01.2026\nA1;Flugdauer;2,5;h;05.01.2026\n"
        "A1;phase noise;-140,5;dBc/Hz;\nA1;TPP;15.832;;\nA1;training operations;1,2e26;;\nA1;APP;unknown;WT;\n"
    )
    found = tables.parse({"mapping.yaml": mapping.encode(), "p.csv": products.encode(), "werte.csv": values.encode()})
    assert [(bad.row, bad.field, bad.value, bad.problem) for bad in found.bad] == [
        (2, "Einheit", "Stunden", "Stunden is no unit of maximum endurance"),
        (7, "Wert", "unknown", "no value"),
    ]
    assert [(row.parameter, row.value, row.unit, row.source) for row in found.of(Parameter)] == [
        ("maximum endurance", Decimal("2.5"), "h", "Prüfbericht"),
        ("phase noise", Decimal("-140.5"), "dBc/Hz", "Prüfbericht"),
        ("total processing performance", Decimal(15832), None, "Prüfbericht"),
        ("training operations", Decimal("1.2e26"), None, "Prüfbericht"),
    ]
    assert found.of(Parameter)[0].dated == date(2026, 1, 5)
    assert found.of(Product)[0].us_content_percent == Decimal("12.5")


@pytest.mark.parametrize(
    ("mapping", "problem"),
    [
        ("tables: [", "not readable as YAML"),
        ("", "it must have one entry, named tables"),
        ("table: {}", "it must have one entry, named tables"),
        ("tables: {product: {file: erp.csv}}", "unknown table: product"),
        ("tables: {products: {file: a.csv, file: b.csv}}", "file stands twice"),
        ("tables: {products: &a {file: erp.csv}, sites: *a}", "aliases (*) are not read"),
        (products("    colums: {}\n"), "tables.products.colums"),
        (products("    date_format: DD.MM.YY\n"), "tables.products.date_format"),
        (MAPPING.replace("ERP.csv", "../erp.csv"), "tables.products.file"),
        (MAPPING.replace("ERP.csv", "other.csv"), "tables.products: the folder has no other.csv"),
        (MAPPING.replace("sku:", "number:"), "tables.products: unknown field number"),
        (MAPPING.replace("origin: Land, ", ""), "tables.products: nothing gives origin"),
        (MAPPING.replace("{kind:", "{sku: x, kind:"), "tables.products: sku is both a column and a constant"),
    ],
)
def test_a_wrong_mapping_is_never_half_followed(mapping: str, problem: str) -> None:
    found = refused(mapping)
    assert found.file == "mapping.yaml"
    assert problem in found.problem
    assert found.hint


def test_one_wrong_entry_keeps_only_its_own_table_out() -> None:
    customers = b"customer_id,name,headquarters\nC1,Dunmere,AE\n"
    own = b"sku,name,kind,origin\nA1,Board,hardware,TW\n"
    found = imported(products("    colums: {}\n"), customers_csv=customers, products_csv=own)
    assert found.read == {"customers": 1}


def test_a_mapping_that_cannot_be_read_keeps_everything_out() -> None:
    own = b"sku,name,kind,origin\nA1,Board,hardware,TW\n"
    assert imported("tables: [", products_csv=own).read == {}
    found = tables.parse({"mapping.yml": MAPPING.encode(), "products.csv": own})
    assert (found.read, found.files[0].hint) == ({}, "name it mapping.yaml")


def test_the_mapping_settles_which_of_two_files_is_meant() -> None:
    found = imported(products_csv=b"sku,name,kind,origin\nA1,Board,hardware,TW\n")
    assert found.places == {"products": "erp.csv"}
    assert "products.csv" in {remark.file for remark in found.remarks}


def test_a_replay_from_the_archive_applies_the_mapping_of_its_own_time() -> None:
    days = [datetime(2026, 9, day, tzinfo=UTC) for day in (1, 2)]
    first = {"mapping.yaml": MAPPING.encode(), "erp.csv": EXPORT.encode("cp1252")}
    second = first | {"mapping.yaml": MAPPING.replace("Norway: NO", "Norway: SJ").encode()}
    merged = history.merge(history.replay(zip(days, [first, second], strict=True)))
    assert [(row.table, row.key[0], row.start.day, row.end is None) for row in merged] == [
        ("products", "M-1", 1, True), ("products", "M-2", 1, False), ("products", "M-2", 2, True),
        ("parameters", "M-1", 1, True),
    ]  # fmt: skip


def test_a_bad_row_of_a_mapped_file_ends_nothing() -> None:
    days = [datetime(2026, 9, day, tzinfo=UTC) for day in (1, 2)]
    first = {"mapping.yaml": MAPPING.encode(), "erp.csv": EXPORT.encode("cp1252")}
    second = first | {"erp.csv": EXPORT.replace("Norway", "Norge").encode("cp1252")}
    merged = history.merge(history.replay(zip(days, [first, second], strict=True)))
    assert [(row.table, row.key[0], row.end) for row in merged] == [
        ("products", "M-1", None), ("products", "M-2", None), ("parameters", "M-1", None),
    ]  # fmt: skip
