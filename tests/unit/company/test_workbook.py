"""Workbooks: the same rows as their CSV form, every fault named by sheet, row and column, nothing dangerous opened.

Every workbook here is composed by the test with openpyxl or is a small change of such a one.
"""

import csv
import io
import zipfile
from datetime import date, datetime
from decimal import Decimal
from pathlib import Path

import pytest
from openpyxl import Workbook

from company import tables, workbook
from company.model import TABLES, Contract, Parameter, Product, Record
from company.report import FileProblem
from company.translate import fields_of

SAMPLE = Path(__file__).parents[3] / "samples" / "company"
PRODUCTS = [["sku", "name", "kind", "origin", "eccn", "tpp"], ["A1", "Board", "hardware", "TW", "4A090.b", 4992]]


def saved(book: Workbook) -> bytes:
    data = io.BytesIO()
    book.save(data)
    return data.getvalue()


def composed(**sheets: list[list[object]]) -> bytes:
    book = Workbook()
    book.remove(book.worksheets[0])
    for title, rows in sheets.items():
        sheet = book.create_sheet(title)
        for row in rows:
            sheet.append(row)
    return saved(book)


def with_part(data: bytes, name: str, content: bytes) -> bytes:
    """Return the workbook with one part added or replaced."""
    changed = io.BytesIO()
    with zipfile.ZipFile(io.BytesIO(data)) as old, zipfile.ZipFile(changed, "w", zipfile.ZIP_DEFLATED) as new:
        for part in old.namelist():
            if part != name:
                new.writestr(part, old.read(part))
        new.writestr(name, content)
    return changed.getvalue()


def part(data: bytes, name: str) -> bytes:
    with zipfile.ZipFile(io.BytesIO(data)) as parts:
        return parts.read(name)


def typed(model: type[Record], column: str, text: str) -> object:
    if not text:
        return None
    if column in fields_of(model, Decimal):
        # 1e26 is typed as text: a spreadsheet keeps 15 digits.
        return Decimal(text) if Decimal(text) < 10**15 else text
    return date.fromisoformat(text) if column in fields_of(model, date) else text


def sample_rows(model: type[Record]) -> list[list[object]]:
    rows = list(csv.reader(io.StringIO((SAMPLE / model.file()).read_text("utf-8"))))
    return [
        [*rows[0]],
        *([typed(model, name, cell) for name, cell in zip(rows[0], row, strict=True)] for row in rows[1:]),
    ]


def problem(data: bytes) -> FileProblem:
    imported = tables.parse({"company.xlsx": data})
    assert imported.read == {}
    return imported.files[0]


SHEET = "xl/worksheets/sheet1.xml"


def test_the_sample_company_as_a_workbook_gives_the_same_records() -> None:
    data = composed(**{model.table: sample_rows(model) for model in TABLES})
    imported, as_csv = tables.parse({"meridian.xlsx": data}), tables.read(SAMPLE)
    assert (imported.bad, imported.files) == ((), ())
    assert [one.problem for one in imported.remarks] == [one.problem for one in as_csv.remarks]
    assert imported.read == as_csv.read
    assert imported.rows == as_csv.rows
    assert imported.places["lines"] == "meridian.xlsx [lines]"


def test_one_sheet_of_any_name_in_a_workbook_named_as_a_table() -> None:
    assert tables.parse({"products.xlsx": composed(Sheet1=PRODUCTS)}).of(Product)[0].tpp == Decimal(4992)


def test_cells_are_read_as_the_user_sees_them() -> None:
    book = Workbook()
    sheet = book.worksheets[0]
    sheet.append(["SKU ", "Name", "kind", "origin", "datacenter", "classified_on", "tpp", "die_area_mm2"])
    sheet.append([1001, " Board ", "hardware", "TW", True, datetime(2026, 9, 1), 0.1 + 0.2, 12.50])  # noqa: DTZ001
    sheet["A2"].number_format = "000000"
    product = tables.parse({"products.xlsx": saved(book)}).of(Product)[0]
    assert (product.sku, product.name, product.datacenter) == ("001001", "Board", "yes")
    assert (product.classified_on, product.tpp, product.die_area_mm2) == (
        date(2026, 9, 1),
        Decimal("0.3"),
        Decimal("12.5"),
    )


def test_a_share_shown_in_percent_is_read_as_it_is_shown() -> None:
    book = Workbook()
    sheet = book.worksheets[0]
    sheet.append(["sku", "name", "kind", "origin", "us_content_percent", "tpp"])
    sheet.append(["A1", "Board", "hardware", "TW", 0.255, 4992])
    sheet.append(["A2", "Board", "hardware", "TW", 25.5, 0.07])
    sheet["E2"].number_format = "0.0%"
    sheet["F3"].number_format = "0%"
    imported = tables.parse({"products.xlsx": saved(book)})
    assert [product.us_content_percent for product in imported.of(Product)] == [Decimal("25.5")]
    assert [(bad.row, bad.field, bad.value, bad.problem) for bad in imported.bad] == [(3, "tpp", "7%", "not a number")]


def test_a_number_of_more_digits_than_a_spreadsheet_keeps_is_told_how_to_be_written() -> None:
    rows = [["sku", "parameter", "value", "unit", "source"], ["A1", "training operations", 1e26, None, "report"]]
    rows.append(["A1", "training operations", "1e26", None, "log"])
    imported = tables.parse({"company.xlsx": composed(products=PRODUCTS, parameters=rows)})
    assert [row.value for row in imported.of(Parameter)] == [Decimal("1e26")]
    assert [(bad.file, bad.row, bad.field, bad.hint) for bad in imported.bad] == [
        ("company.xlsx [parameters]", 2, "value", "format the column as text before the number is typed in")
    ]


def test_bad_cells_are_named_by_sheet_row_and_column() -> None:
    rows = [
        *PRODUCTS,
        [None] * 6,
        ["A2", "Circuit", "hardware", "ZZ", None, None],
        ["A3", "=1+1", "hardware", "TW", None, None],
        ["A4", "Cable", "hardware", "TW", None, -5],
        [12345678901234567, "Cable", "hardware", "TW", None, None],
        ["A6", "Cable", "hardware", "TW", "#N/A", None],
        ["A7", "Cable", "hardware", "TW", None, datetime(2026, 9, 1, 14, 30)],  # noqa: DTZ001
    ]
    imported = tables.parse({"company.xlsx": composed(products=rows)})
    assert {bad.file for bad in imported.bad} == {"company.xlsx [products]"}
    assert [(bad.row, bad.field, bad.value, bad.problem) for bad in imported.bad] == [
        (4, "origin", "ZZ", "unknown country code"),
        (5, "name", "=1+1", "a formula without a stored value"),
        (6, "tpp", "-5", "negative value"),
        (7, "sku", "12345678901234600", "a number of more than 15 digits, which a spreadsheet does not keep"),
        (8, "eccn", "#N/A", "an error value of the spreadsheet"),
        (9, "tpp", "2026-09-01 14:30:00", "not a number"),
    ]
    assert all(bad.hint and bad.table == "products" for bad in imported.bad)
    assert imported.bad_lines("products") == {4, 5, 6, 7, 8, 9}
    assert imported.read == {"products": 7}
    assert [product.sku for product in imported.of(Product)] == ["A1"]


def test_a_formula_counts_with_its_stored_value_and_is_never_computed() -> None:
    data = composed(products=[*PRODUCTS, ["A2", "=B2", "hardware", "TW", "=E2", "=F2*2"]])
    sheet = part(data, SHEET)
    sheet = sheet.replace(b"<f>B2</f><v></v>", b"<f>B2</f><v>Cached</v>").replace(b'<c r="B3"', b'<c r="B3" t="str"')
    sheet = sheet.replace(b"<f>F2*2</f><v></v>", b"<f>F2*2</f><v>7</v>").replace(b'<c r="E3"', b'<c r="E3" t="str"')
    imported = tables.parse({"company.xlsx": with_part(data, SHEET, sheet)})
    assert imported.bad == ()
    product = imported.of(Product)[1]
    assert (product.name, product.eccn, product.tpp) == ("Cached", None, Decimal(7))


def test_text_that_looks_like_a_formula_stays_text_and_is_remarked() -> None:
    book = Workbook()
    sheet = book.worksheets[0]
    for row in PRODUCTS:
        sheet.append(row)
    sheet["B2"].value, sheet["B2"].data_type = "=HYPERLINK(1)", "s"
    imported = tables.parse({"products.xlsx": saved(book)})
    assert imported.of(Product)[0].name == "=HYPERLINK(1)"
    assert "looks like a spreadsheet formula" in {remark.problem for remark in imported.remarks}


def test_dates_count_from_the_workbooks_own_epoch() -> None:
    book = Workbook()
    book.epoch = datetime(1904, 1, 1)  # noqa: DTZ001
    sheet = book.worksheets[0]
    sheet.append(["contract_id", "customer_id", "signed", "currency"])
    sheet.append(["K1", "C1", date(2026, 1, 5), "USD"])
    imported = tables.parse({"contracts.xlsx": saved(book)}, {"customers": {("C1",)}})
    assert imported.of(Contract)[0].signed == date(2026, 1, 5)


def test_a_wrong_declared_size_hides_no_row() -> None:
    data = composed(products=[*PRODUCTS, ["A2", "Circuit", "hardware", "TW", None, 1]])
    sheet = part(data, SHEET).replace(b'ref="A1:F3"', b'ref="A1"')
    assert len(tables.parse({"company.xlsx": with_part(data, SHEET, sheet)}).of(Product)) == 2


def test_one_table_in_two_places_is_not_guessed() -> None:
    files = {
        "company.xlsx": composed(products=PRODUCTS, sites=[["customer_id"]]),
        "products.csv": b"sku,name,kind,origin\nA1,Board,hardware,TW\n",
    }
    imported = tables.parse(files)
    found = next(problem for problem in imported.files if "more than once" in problem.problem)
    assert found.file == "company.xlsx, products.csv"
    assert "company.xlsx [products], products.csv" in found.problem
    assert "products" not in imported.read
    assert "products.csv" not in {remark.file for remark in imported.remarks}


def test_other_sheets_are_named_and_our_own_explanations_are_not() -> None:
    imported = tables.parse({"company.xlsx": composed(products=PRODUCTS, Notes=[["x"]], columns=[["y"]])})
    strangers = [remark.file for remark in imported.remarks if remark.problem == "not a table of ours"]
    assert strangers == ["company.xlsx [Notes]"]


def test_encrypted_old_and_damaged_workbooks() -> None:
    ole = bytes.fromhex("d0cf11e0a1b11ae1") + b"\0" * 504
    assert problem(ole + "EncryptedPackage".encode("utf-16-le")).problem == "the workbook is encrypted"
    assert problem(ole).problem.startswith("an old .xls workbook")
    good = composed(products=PRODUCTS)
    damaged = [b"", b"PK\x03\x04", b"sku,name\n", good[:-200], good[:1000], with_part(good, SHEET, b"<worksheet")]
    damaged.append(with_part(good, "[Content_Types].xml", b""))
    for data in damaged:
        assert problem(data).problem == "the workbook is damaged or no .xlsx file"
    assert problem(with_part(good, "xl/workbook.xml", b"<x/>")).problem == "the workbook has no visible sheet"


def test_links_to_other_workbooks_are_refused() -> None:
    data = with_part(composed(products=PRODUCTS), "xl/externalLinks/externalLink1.xml", b"<externalLink/>")
    found = problem(data)
    assert (found.file, found.problem) == ("company.xlsx", "the workbook has links to other workbooks")
    assert "Break link" in found.hint


def test_bombs_are_refused_before_they_are_unpacked(monkeypatch: pytest.MonkeyPatch) -> None:
    good = composed(products=PRODUCTS)
    bomb = b'<?xml version="1.0"?><!DOCTYPE x [<!ENTITY a "aaaa"><!ENTITY b "&a;&a;">]><worksheet>&b;</worksheet>'
    assert problem(with_part(good, SHEET, bomb)).problem == "the workbook declares XML entities"
    monkeypatch.setattr(workbook, "MAX_ROW_BYTES", 1024 * 1024)
    wide = part(good, SHEET).replace(b"</sheetData>", b'<row r="9">' + b"<c/>" * 900_000 + b"</row></sheetData>")
    assert problem(with_part(good, SHEET, wide)).problem == "a row of the workbook is too large"
    monkeypatch.setattr(workbook, "MAX_UNPACKED", 1024 * 1024)
    found = problem(with_part(good, "xl/media/image1.png", b"\0" * 2_000_000))
    assert found.problem.startswith("the workbook unpacks to 20")


def test_a_row_number_beyond_the_format_does_not_run_forever(monkeypatch: pytest.MonkeyPatch) -> None:
    monkeypatch.setattr(workbook, "MAX_ROWS", 1000)
    good = composed(products=PRODUCTS)
    far = part(good, SHEET).replace(b'<row r="2">', b'<row r="999999999999">').replace(b'r="A2"', b'r="A999999999"')
    assert problem(with_part(good, SHEET, far)).problem == "more than 1000 rows"


def test_a_damaged_workbook_leaves_the_other_files_in() -> None:
    imported = tables.parse({"x.xlsx": b"PK", "products.csv": b"sku,name,kind,origin\nA1,Board,hardware,TW\n"})
    assert [product.sku for product in imported.of(Product)] == ["A1"]
    assert imported.files[0].file == "x.xlsx"


def test_files_of_a_folder_are_read_whole_and_locks_left_out(tmp_path: Path) -> None:
    (tmp_path / "Company.XLSX").write_bytes(composed(products=PRODUCTS))
    (tmp_path / "~$Company.xlsx").write_bytes(b"lock")
    (tmp_path / "mapping.yaml").write_text("tables: {}\n", "utf-8")
    (tmp_path / "lines.parquet").write_bytes(b"PAR1")
    (tmp_path / "notes.txt").write_text("x", "utf-8")
    assert sorted(tables.files(tmp_path)) == ["company.xlsx", "lines.parquet", "mapping.yaml"]
