"""Which outcomes changed for which item and destination, as a map of coloured cells that also reads without colours."""

from collections.abc import Iterable, Iterator, Mapping, Sequence
from itertools import islice

from dashboard import formats as f
from dashboard import markup as m
from dashboard.licensing import countries
from dashboard.licensing.outcomes import DIFFERENCES
from dashboard.licensing.words import CELL
from graph.schema import Outcome

WIDE = 26  # destinations side by side
NARROW, TALL = 6, 12  # a map of few destinations stands in blocks of so many items beside one another
Cells = Mapping[tuple[str, str], Sequence[Outcome]]


def cells(found: Iterable[Outcome]) -> Cells:
    """Return changed outcomes by code and destination."""
    made: dict[tuple[str, str], list[Outcome]] = {}
    for one in found:
        if one.difference in CELL:
            made.setdefault((one.code, one.ship_to), []).append(one)
    return made


def heat(found: Iterable[Outcome]) -> m.Html:
    """Return the map, its destinations in blocks that fit on a page, with its legend."""
    made = cells(found)
    codes = sorted({code for code, _ in made})
    places = sorted({place for _, place in made}, key=lambda one: countries.name(one).casefold())
    if len(places) <= NARROW:
        blocks = [_block(part, places, made) for part in _parts(codes, TALL)]
    else:
        blocks = [_block(codes, part, made) for part in _parts(places, WIDE)]
    return m.join([legend(made), m.tag("div", *blocks, css="rt-heats")])


def legend(made: Cells) -> m.Html:
    """Return what the cells mean, for those differences that stand in the map."""
    shown = {one.difference for held in made.values() for one in held}
    keys = [
        m.tag("span", m.tag("i", m.text(CELL[name][0]), css=f"rt-cell {CELL[name][1]}"), m.text(f" {name}"))
        for name in DIFFERENCES
        if name in shown
    ]
    empty = m.tag("span", m.tag("i", m.text("·"), css="rt-cell"), m.text(" no outcome changed, or not compared"))
    framed = m.tag("span", m.tag("i", m.text(" "), css="rt-cell with"), m.text(" with current contract lines"))
    note = m.text("Destinations by ISO code; point at a cell for its words.")
    return m.tag("div", *keys, empty, framed, note, css="rt-legend")


def _parts(names: Sequence[str], length: int) -> Iterator[Sequence[str]]:
    rest = iter(names)
    while part := [*islice(rest, length)]:
        yield part


def _block(codes: Sequence[str], places: Sequence[str], made: Cells) -> m.Html:
    heads = [m.tag("th", m.text(one), scope="col", title=countries.name(one)) for one in places]
    rows = [_row(code, places, made) for code in codes if any((code, one) in made for one in places)]
    head = m.tag("thead", m.tag("tr", m.tag("th", m.text("Item"), scope="col"), *heads))
    return m.tag("table", head, m.tag("tbody", *rows), css="rt-heat")


def _row(code: str, places: Sequence[str], made: Cells) -> m.Html:
    name = m.tag("th", m.text(code or "not classified"), scope="row")
    return m.tag("tr", name, *(_cell(code, one, made.get((code, one), ())) for one in places))


def _cell(code: str, place: str, held: Sequence[Outcome]) -> m.Html:
    if not held:
        return m.tag("td", m.text("·"), css="rt-cell")
    worst = min(held, key=lambda one: DIFFERENCES.index(one.difference))
    letter, css = CELL[worst.difference]
    lines = sum(one.lines for one in held)
    names = ", ".join(dict.fromkeys(one.difference for one in held))
    words = f"{code} to {countries.name(place)}: {names}; {f.count(lines, 'current line')}"
    strong = " with" if lines else ""
    return m.tag("td", m.text(letter), css=f"rt-cell {css}{strong}", title=words, aria_label=words)
