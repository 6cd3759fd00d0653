"""Parquet files: types mapped without loss, or the cell is refused with a hint. Every file is composed by the test."""

import csv
import io
from collections.abc import Mapping
from datetime import UTC, date, datetime
from decimal import Decimal
from pathlib import Path

import pyarrow as pa
import pyarrow.parquet as pq
import pytest

from company import parquet, tables
from company.model import TABLES, Customer, Product, Record
from company.report import FileProblem
from company.translate import fields_of

SAMPLE = Path(__file__).parents[3] / "samples" / "company"
PRODUCTS = {"sku": ["A1", "A2"], "name": ["Board", "Cable"], "kind": ["hardware"] * 2, "origin": ["TW", "CN"]}


def written(columns: Mapping[str, object], **options: object) -> bytes:
    data = io.BytesIO()
    pq.write_table(pa.table(columns), data, **options)
    return data.getvalue()


def products(**columns: object) -> tables.Import:
    return tables.parse({"products.parquet": written(PRODUCTS | columns)})


def sample(model: type[Record]) -> bytes:
    rows = list(csv.DictReader(io.StringIO((SAMPLE / model.file()).read_text("utf-8"))))
    columns: dict[str, object] = {}
    for name in rows[0]:
        cells = [row[name] or None for row in rows]
        if name in fields_of(model, Decimal):
            columns[name] = pa.array([Decimal(cell) if cell else None for cell in cells], pa.decimal128(38, 4))
        elif name in fields_of(model, date):
            columns[name] = pa.array([date.fromisoformat(cell) if cell else None for cell in cells])
        else:
            columns[name] = pa.array(cells, pa.string()).dictionary_encode()
    return written(columns)


def test_the_sample_company_as_parquet_gives_the_same_records() -> None:
    imported = tables.parse({f"{model.table}.parquet": sample(model) for model in TABLES})
    as_csv = tables.read(SAMPLE)
    assert (imported.bad, imported.files) == ((), ())
    assert [one.problem for one in imported.remarks] == [one.problem for one in as_csv.remarks]
    assert imported.read == as_csv.read
    for model in TABLES:
        assert imported.of(model) == as_csv.of(model)
    # No line is taken by a header: the first record is row 1.
    assert imported.rows["products"][0].line == 1


@pytest.mark.parametrize(
    ("cells", "expected"),
    [
        (pa.array([4992, None], pa.int32()), ["4992", None]),
        (pa.array([Decimal("12345678901.5000"), Decimal("0.1")], pa.decimal128(20, 4)), ["12345678901.5000", "0.1000"]),
        (pa.array([6.04, 826.0], pa.float64()), ["6.04", "826"]),
        (pa.array([6.04, 0.1], pa.float32()), ["6.04", "0.1"]),
        (pa.array([1e15, 2.5], pa.float64()), ["1000000000000000", "2.5"]),
        (pa.array(["6.04", " "]), ["6.04", None]),
        (pa.nulls(2), [None, None]),
    ],
)
def test_numbers_come_out_exactly_as_they_went_in(cells: pa.Array, expected: list[str | None]) -> None:
    imported = products(tpp=cells)
    assert imported.bad == ()
    assert [product.tpp and str(product.tpp) for product in imported.of(Product)] == expected


@pytest.mark.parametrize(
    ("value", "shown", "problem"),
    [
        (0.1 + 0.2, "0.30000000000000004", "a floating-point number without an exact decimal"),
        (float("nan"), "NaN", "not a number"),
        (float("inf"), "Infinity", "not a number"),
    ],
)
def test_floats_that_are_no_decimal_are_refused(value: float, shown: str, problem: str) -> None:
    imported = products(tpp=pa.array([1.0, value], pa.float64()))
    assert [(bad.file, bad.row, bad.field, bad.value, bad.problem) for bad in imported.bad] == [
        ("products.parquet", 2, "tpp", shown, problem)
    ]
    assert imported.bad[0].hint
    assert [product.sku for product in imported.of(Product)] == ["A1"]


@pytest.mark.parametrize(
    "cells",
    [
        pa.array([date(2026, 9, 1), None], pa.date32()),
        pa.array([datetime(2026, 9, 1), None], pa.timestamp("ns")),  # noqa: DTZ001
        pa.array([datetime(2026, 9, 1, tzinfo=UTC), None], pa.timestamp("us", "UTC")),
        pa.array(["2026-09-01", None]).dictionary_encode(),
    ],
)
def test_days(cells: pa.Array) -> None:
    imported = products(classified_on=cells)
    assert imported.bad == ()
    assert [product.classified_on for product in imported.of(Product)] == [date(2026, 9, 1), None]


def test_a_time_of_day_is_not_cut_off_silently() -> None:
    cells = pa.array([datetime(2026, 9, 1, 23, 30), None], pa.timestamp("ms"))  # noqa: DTZ001
    bad = products(classified_on=cells).bad[0]
    assert (bad.row, bad.field, bad.value, bad.problem) == (1, "classified_on", "2026-09-01 23:30:00", "not a date")


def test_truth_values_and_lists() -> None:
    assert [one.datacenter for one in products(datacenter=[True, False]).of(Product)] == ["yes", "no"]
    customers = {"customer_id": ["C1", "C2"], "name": ["A", "B"], "headquarters": ["DE", "AE"]}
    names = pa.array([["Ay", " Ey "], ["B; C"]])
    imported = tables.parse({"customers.parquet": written(customers | {"aliases": names})})
    assert imported.of(Customer)[0].aliases == ("Ay", "Ey")
    assert imported.bad[0].problem == "a part of the list holds a semicolon"


def test_a_type_that_no_cell_has_keeps_the_table_out_unless_it_is_not_used() -> None:
    imported = products(tpp=pa.array([b"1", b"2"]))
    assert imported.files[0] == FileProblem(
        "products.parquet",
        "column tpp has the type binary",
        "write it as text, whole number, decimal, date or timestamp",
    )
    assert "products" not in imported.read
    assert len(products(picture=pa.array([b"1", b"2"])).of(Product)) == 2


def test_damaged_encrypted_and_oversized_files(monkeypatch: pytest.MonkeyPatch) -> None:
    good = written(PRODUCTS)
    for data in (b"", b"PAR1", good[:-10], good[:100] + good[-100:], b"sku,name\nA,B\n"):
        problem = tables.parse({"products.parquet": data}).files[0]
        assert (problem.file, problem.problem) == ("products.parquet", "the file is damaged or no Parquet file")
    assert tables.parse({"products.parquet": b"PARE" + good}).files[0].problem == "the file is encrypted"
    monkeypatch.setattr(parquet.cells, "MAX_ROWS", 1)
    assert "in 2 rows" in tables.parse({"products.parquet": good}).files[0].problem


def test_a_long_text_repeated_in_every_row_is_held_once() -> None:
    rows = 20_000
    long = pa.DictionaryArray.from_arrays(pa.array([0] * rows, pa.int32()), pa.array(["x" * 100_000]))
    columns = {
        "sku": [f"A{i}" for i in range(rows)],
        "name": long,
        "kind": ["hardware"] * rows,
        "origin": ["TW"] * rows,
    }
    data = written(columns)
    assert len(data) < 2_000_000
    sheet = parquet.sheet("products.parquet", data, frozenset(columns))
    assert len({id(row.cells["name"]) for row in sheet.rows}) <= 1 + rows // parquet.BATCH
