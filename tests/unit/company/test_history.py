"""Successive imports: rows are dated, never deleted, and silence about a table ends nothing."""

from datetime import UTC, datetime

import pytest

from company import history, tables
from company.model import Parameter

HEADER = "sku,name,kind,origin\n"
DAYS = [datetime(2026, 9, day, tzinfo=UTC) for day in range(1, 5)]


def products(*rows: str) -> tables.Import:
    return tables.parse({"products.csv": (HEADER + "".join(f"{row}\n" for row in rows)).encode()})


def spans(*imports: tables.Import) -> list[tuple[str, str, int, int | None]]:
    merged = history.merge(list(zip(DAYS, imports, strict=False)))
    return [
        (row.key[0], getattr(row.record, "name", ""), row.start.day, row.end.day if row.end else None) for row in merged
    ]


def test_importing_the_same_twice_changes_nothing() -> None:
    one = products("A,Aa,hardware,US", "B,Bb,model,US")
    assert spans(one, one, one) == spans(one) == [("A", "Aa", 1, None), ("B", "Bb", 1, None)]


def test_changed_and_vanished_rows_are_ended_and_kept() -> None:
    first, second = products("A,Aa,hardware,US", "B,Bb,model,US"), products("A,New,hardware,US")
    assert spans(first, second) == [("A", "Aa", 1, 2), ("A", "New", 2, None), ("B", "Bb", 1, 2)]


def test_a_row_that_comes_back_begins_anew() -> None:
    there, gone = products("A,Aa,hardware,US"), products("B,Bb,model,US")
    assert spans(there, gone, there) == [("A", "Aa", 1, 2), ("A", "Aa", 3, None), ("B", "Bb", 2, 3)]


def test_the_order_of_rows_is_no_change() -> None:
    rows = ("A,Aa,hardware,US", "B,Bb,model,US")
    assert spans(products(*rows), products(*reversed(rows))) == spans(products(*rows))


def test_an_unreadable_row_is_not_a_disappearance() -> None:
    good, bad = products("A,Aa,hardware,US", "B,Bb,model,US"), products("A,Aa,hardware,ZZ", "B,Bb,model,US")
    assert spans(good, bad) == [("A", "Aa", 1, None), ("B", "Bb", 1, None)]


def test_a_bad_row_without_key_ends_nothing_for_it_may_be_any_row() -> None:
    good, bad = products("A,Aa,hardware,US", "B,Bb,model,US"), products("A,Aa,hardware,US,too,many", "B,Bb,model,US")
    assert spans(good, bad) == [("A", "Aa", 1, None), ("B", "Bb", 1, None)]


def test_an_absent_or_unreadable_table_leaves_its_rows_in_force() -> None:
    good = products("A,Aa,hardware,US")
    absent = tables.parse({"customers.csv": b"customer_id,name,headquarters\n"})
    unreadable = tables.parse({"products.csv": HEADER.encode("utf-16")})
    assert spans(good, absent, unreadable) == [("A", "Aa", 1, None)]
    assert "its rows of earlier imports stay in force" in {remark.hint for remark in absent.remarks}


def test_a_table_without_rows_ends_them_all() -> None:
    assert spans(products("A,Aa,hardware,US"), products()) == [("A", "Aa", 1, 2)]


def test_a_partial_import_may_refer_to_what_earlier_ones_left_in_force() -> None:
    both = (HEADER + "A,Aa,hardware,US\nB,Bb,model,US\n").encode()
    parts = b"sku,component_sku,quantity\nA,B,2\n"
    whole, partial = {"products.csv": both}, {"components.csv": parts}
    without = {"products.csv": (HEADER + "A,Aa,hardware,US\n").encode()}
    imports = history.replay(zip(DAYS, [whole, partial, without, partial], strict=False))
    assert [[(bad.field, bad.value) for bad in imported.bad] for _, imported in imports] == [
        [], [], [], [("component_sku", "B")],
    ]  # fmt: skip
    merged = history.merge(imports)
    assert [(row.table, row.end is None) for row in merged] == [
        ("products", True), ("products", False), ("components", True),
    ]  # fmt: skip


def test_times_need_a_zone_and_an_order() -> None:
    one = products("A,Aa,hardware,US")
    with pytest.raises(ValueError, match="time zone"):
        history.merge([(DAYS[0].replace(tzinfo=None), one)])
    with pytest.raises(ValueError, match="order"):
        history.merge([(DAYS[1], one), (DAYS[0], one)])


SHORT = "sku,name,kind,origin,tpp,datacenter,parameters_source\n"
PARAMETERS = "sku,parameter,value,unit,source\n"


def both(products: str, parameters: str | None = None) -> dict[str, bytes]:
    files = {"products.csv": (SHORT + products).encode()}
    return files if parameters is None else files | {"parameters.csv": (PARAMETERS + parameters).encode()}


def measured(*deliveries: dict[str, bytes]) -> list[tuple[str, str, int, int | None]]:
    merged = history.merge(history.replay(list(zip(DAYS, deliveries, strict=False))))
    return [
        (row.key[0], str(row.record.value), row.start.day, row.end.day if row.end else None)
        for row in merged
        if isinstance(row.record, Parameter)
    ]


def test_parameters_are_versioned_and_ended_as_other_rows_are() -> None:
    one, other = both("A,Aa,hardware,US,,,\n", "A,TPP,4800,,sheet\nA,APP,3,WT,sheet\n"), "A,TPP,4992,,sheet\n"
    assert measured(one, both("A,Aa,hardware,US,,,\n", other)) == [
        ("A", "3", 1, 2), ("A", "4800", 1, 2), ("A", "4992", 2, None),
    ]  # fmt: skip


def test_a_column_of_products_is_versioned_apart_from_its_product() -> None:
    named, renamed = both("A,Aa,hardware,US,4800,,sheet\n"), both("A,New,hardware,US,4800,,sheet\n")
    changed, emptied = both("A,New,hardware,US,4992,,sheet\n"), both("A,New,hardware,US,,,sheet\n")
    assert measured(named, renamed) == [("A", "4800", 1, None)]
    assert measured(named, renamed, changed, emptied) == [("A", "4800", 1, 3), ("A", "4992", 3, 4)]


def test_a_table_without_the_other_ends_nothing_of_it() -> None:
    short, own = both("A,Aa,hardware,US,4800,,sheet\n"), {"parameters.csv": (PARAMETERS + "A,APP,3,WT,x\n").encode()}
    assert measured(short, own, short) == [("A", "3", 2, None), ("A", "4800", 1, None)]


def test_a_row_of_the_table_takes_the_place_of_the_column_and_gives_it_back() -> None:
    product = "A,Aa,hardware,US,4800,,sheet\n"
    there, gone = both(product, "A,TPP,4992,,sheet\n"), both(product, "")
    assert measured(both(product), there, gone) == [("A", "4800", 1, 2), ("A", "4992", 2, 3), ("A", "4800", 3, None)]


def test_a_bad_product_keeps_what_its_columns_said_and_a_bad_row_what_it_said() -> None:
    good = both("A,Aa,hardware,US,4800,yes,sheet\nB,Bb,hardware,US,100,,\n", "A,APP,3,WT,sheet\n")
    bad = both("A,Aa,hardware,ZZ,4992,yes,sheet\nB,Bb,hardware,US,100,,\n", "A,APP,3-4,WT,sheet\n")
    assert measured(good, bad) == measured(good)
    unreadable = both("A,Aa,hardware,US,4800,yes,sheet,too,many\nB,Bb,hardware,US,100,,\n", "A,APP,3,WT\n")
    assert measured(good, unreadable) == measured(good)


def test_classifications_and_decisions_take_part() -> None:
    first = {
        "products.csv": b"sku,name,kind,eccn,origin,datacenter\nA,Aa,hardware,3A090.b.1,US,yes\n",
        "decisions.csv": b"sku,question,answer,by,on,why\nA,military use,no,Office,2026-01-05,w\n",
    }
    second = {
        "products.csv": b"sku,name,kind,eccn,origin,datacenter\nA,Aa,hardware,3A090.a.1,US,unknown\n",
        "decisions.csv": b"sku,question,answer,by,on,why\nA,military use,yes,Office,2026-01-05,w\n",
    }
    merged = history.merge(history.replay(list(zip(DAYS, [first, second], strict=False))))
    found = [
        (getattr(row.record, "code", "") or getattr(row.record, "answer", ""), row.start.day, row.end is None)
        for row in merged
        if row.table in {"classifications", "decisions"}
    ]
    assert found == [
        ("3A090.b.1", 1, False),
        ("3A090.a.1", 2, True),
        ("no", 1, False),
        ("yes", 2, True),
        ("yes", 1, False),
    ]
