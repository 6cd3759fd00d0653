"""Templates and the report for the command line: importable as they are, the same bytes again, nothing computed."""

import csv
import io
from pathlib import Path

import pytest
from openpyxl import load_workbook

from company import summary, tables, templates
from company.mapping import Layout
from company.model import TABLES, Product


@pytest.fixture(scope="module")
def folder(tmp_path_factory: pytest.TempPathFactory) -> Path:
    made = tmp_path_factory.mktemp("templates")
    assert [path.relative_to(made).as_posix() for path in templates.write(made)] == sorted(templates.contents())
    return made


def test_each_form_is_read_as_it_is_and_gives_the_same_records(folder: Path) -> None:
    as_csv, *others = (tables.read(folder / form) for form in ("csv", "xlsx", "mapping"))
    assert {table: len(rows) for table, rows in as_csv.rows.items()} == as_csv.read
    assert set(as_csv.read) == {model.table for model in TABLES}
    for imported in (as_csv, *others):
        assert (imported.bad, imported.files) == ((), ())
        assert all(imported.of(model) == as_csv.of(model) for model in TABLES)


def test_every_column_has_an_example_and_a_meaning(folder: Path) -> None:
    book = load_workbook(folder / "xlsx" / "company.xlsx")
    meanings = {(row[0], row[1]): row[3] for row in book["columns"].iter_rows(min_row=2, values_only=True)}
    text = (folder / "columns.md").read_text("utf-8")
    for model in TABLES:
        assert [cell.value for cell in book[model.table][1]] == list(model.columns())
        assert all(cell.font.bold for cell in book[model.table][1])
        for name, field in model.model_fields.items():
            assert meanings[(model.table, field.alias or name)] == field.description
            assert str(field.description) in text
    examples = {name for row in templates._examples(Product) for name in row}
    assert set(Product.columns()) - examples == {"eu_code", "endurance_minutes"}


def test_every_option_of_the_mapping_is_shown(folder: Path) -> None:
    text = (folder / "mapping" / "mapping.yaml").read_text("utf-8")
    assert [option for option in Layout.model_fields if f"{option}:" not in text] == []


def test_the_same_bytes_whenever_they_are_written(monkeypatch: pytest.MonkeyPatch) -> None:
    first = templates.contents()
    monkeypatch.setattr("time.time", lambda: 4_000_000_000.0)
    assert templates.contents() == first


def bad_import(rows: int = 3) -> tables.Import:
    body = "".join(f"A{i},x,hardware,=cmd{i}\n" for i in range(rows))
    return tables.parse({"products.csv": f"sku,name,kind,origin\nB,Board,hardware,TW\n{body}".encode()})


def test_the_report_names_places_counts_and_each_problem() -> None:
    told = summary.lines(bad_import(), limit=5)
    assert told[0] == "products from products.csv: 1 rows good, 3 bad"
    assert told[1] == "problem: customers.csv: the file is missing (required in a first import)"
    hint = "use the two capital letters of ISO 3166-1, such as AE"
    assert told[4] == f"problem: products.csv row 3, origin: =cmd0: unknown country code ({hint})"
    assert told[6] == "and 1 more problems"
    assert told[7].startswith("remark: ")


def test_a_cell_cannot_write_lines_or_escapes_to_the_screen() -> None:
    table = 'sku,name,kind,origin\nA,x,"good\nlook: 1",TW\nB,x,\x1b[31m,TW\n'
    told = summary.lines(tables.parse({"products.csv": table.encode()}))
    assert not any("\n" in line or "\x1b" in line for line in told)
    assert any("good\\nlook: 1" in line for line in told)
    assert any("\\x1b[31m" in line for line in told)


def test_all_problems_as_csv_with_formulas_neutralised() -> None:
    content = bad_import(80)
    rows = list(csv.reader(io.StringIO(summary.problems_csv(content).decode("utf-8-sig"))))
    assert rows[0] == list(summary.COLUMNS)
    assert len(rows) == 1 + len(content.files) + len(content.bad) + len(content.remarks)
    assert ["row", "products.csv", "3", "origin", "'=cmd0"] in [row[:5] for row in rows]
    assert not any(cell.startswith(("=", "+", "-", "@", "\t", "\r")) for row in rows for cell in row)
