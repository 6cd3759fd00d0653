"""Tables of the law: cells stand under a column only where it is sure which."""

import pytest

from dashboard.law.cited import Cited
from dashboard.law.tree import Around, grid
from graph.reads.dashboard_entry import Stretch
from graph.schema import Control, Text

AROUND = Around(Cited("ecfr-740", "Supplement No. 1 to part 740", frozenset()))


def _row(*cells: str, head: bool = False, held: bool = True) -> Stretch:
    kind, place = ("caption", "table header 1") if head else ("table row", "table row 1")
    text = Text(id="t", text="\n".join(cell for cell in cells if cell), cells=cells if held else ())
    return Stretch(Control(id=f"{place} {cells[0]}", kind=kind, place=place), text, "2026-09-01")


HEAD = _row("Country", "A:5", "A:6", head=True)


def test_a_row_that_ends_early_keeps_its_columns() -> None:
    shown = str(grid([HEAD, _row("Albania", "", "X"), _row("Austria", "X"), _row("A footnote")], AROUND))
    assert "not sure" not in shown
    assert shown.count("<td") == 3 + 3 + 1
    assert "<td>Albania</td><td></td><td>X</td>" in shown
    assert "<td>Austria</td><td>X</td><td></td>" in shown


@pytest.mark.parametrize(
    "rows",
    [
        # Two heads, as the Country Chart has: the first column of the second head spans both.
        [HEAD, _row("CB 1", "CB 2", "CB 3", head=True), _row("Albania", "X", "X"), _row("Austria", "X")],
        # No row fills the columns: a head may span two.
        [_row("Country", "A", "B", "C", head=True), _row("Albania", "X"), _row("Austria", "X", "X")],
        # Empty cells are not held.
        [HEAD, _row("Albania", "", "X", held=False), _row("Austria", "X", "X", held=False)],
    ],
)
def test_columns_that_are_not_sure_are_not_shown(rows: list[Stretch]) -> None:
    shown = str(grid(rows, AROUND))
    assert "not sure in which column" in shown
    assert "<th" not in shown or "colspan" in shown
