"""Tables as grids: every cell in its column, footnotes with their cells, countries filled down."""

from collections import Counter
from collections.abc import Mapping

from regulation.parts import PartTree, Table, tables


def _tables(trees: Mapping[str, PartTree], part: str, entry: str) -> tuple[Table, ...]:
    held = trees[part].law.entry(entry)
    assert held is not None
    return tables(held, trees[part].law.source)


def test_the_country_chart(trees: Mapping[str, PartTree]) -> None:
    (chart,) = _tables(trees, "738", "Supplement No. 1 to part 738")
    assert len(chart.columns) == 17
    assert chart.columns[1] == "Chemical and biological weapons / CB 1"
    assert chart.columns[-1] == "Anti- terrorism / AT 2"
    assert len(chart.rows) - len(chart.notes) == 200
    assert set(chart.footnotes) == {"¹", "²", "³", "⁴", "⁵", "⁶", "⁷", "⁸", "⁹", "¹⁰"}
    rows = {chart.marked(row.cells[0])[0]: row for row in chart.rows}
    assert chart.marked(rows["Cyprus"].cells[0]) == ("Cyprus", ("2", "3", "4"))
    assert chart.marked(rows["Australia"].cells[0]) == ("Australia", ("10",))
    marked = {
        head.rpartition(" / ")[2] for head, cell in zip(chart.columns, rows["Albania"].cells, strict=True) if cell
    }
    assert marked == {"Countries", "CB 1", "CB 2", "NP 1", "NS 1", "NS 2", "MT 1", "RS 1", "RS 2"}


def test_the_country_groups(trees: Mapping[str, PartTree]) -> None:
    first, second, third = _tables(trees, "740", "Supplement No. 1 to part 740")
    assert [one.caption for one in (first, second, third)] == ["Country Group A", "Country Group D", "Country Group E¹"]
    rows = {first.marked(row.cells[0])[0]: row.cells[1:] for row in first.rows}
    assert rows["Albania"] == ("", "", "", "", "", "X")  # A:6 only
    emirates = next(row.cells for row in first.rows if row.cells[0].startswith("United Arab Emirates"))
    assert [bool(cell) for cell in emirates[1:]] == [False, False, False, False, True, False]  # A:5 since 2026-14132
    assert not any(row.cells[0].startswith("United Arab Emirates") for row in second.rows)


def test_the_entity_list_has_a_country_for_every_party(trees: Mapping[str, PartTree]) -> None:
    (parties,) = _tables(trees, "744", "Supplement No. 4 to part 744")
    listed = list(parties.filled(0))
    assert (len(listed), len(parties.notes)) == (3414, 5)
    counts = Counter(country for country, _ in listed)
    assert counts["CHINA, PEOPLE'S REPUBLIC OF"] > 1000
    assert "" not in counts
    assert all(row.cells[1] for _, row in listed)
