"""A spreadsheet must not run what a customer or a product is called."""

import csv
import io

import pytest

from dashboard.csv_file import neutral, to_csv


@pytest.mark.parametrize("cell", ["=1+1", "+1", "-1", "@SUM(A1)", "\tx", "\rx"])
def test_formulas_become_text(cell: str) -> None:
    assert neutral(cell) == f"'{cell}"


@pytest.mark.parametrize("cell", ["ACC-008", "", "1,234.00", "a=b", " =1", "Köhler & Söhne", 7])
def test_other_cells_stay(cell: object) -> None:
    assert neutral(cell) == str(cell)


def test_the_file_reads_back() -> None:
    data = to_csv(("sku", "name"), [("A-1", '=HYPERLINK("http://x")'), ("A-2", "two\nlines, and a comma")])
    assert data.startswith(b"\xef\xbb\xbf")
    rows = list(csv.reader(io.StringIO(data.decode("utf-8-sig"), newline="")))
    assert rows == [["sku", "name"], ["A-1", '\'=HYPERLINK("http://x")'], ["A-2", "two\nlines, and a comma"]]
