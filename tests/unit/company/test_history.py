"""Successive imports: rows are dated, never deleted, and silence about a table ends nothing."""

from datetime import UTC, datetime

import pytest

from company import history, tables

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
