"""The words of an entry's places as they stand in the text: indented paragraphs, notes, and tables."""

from collections.abc import Iterable, Iterator, Mapping, Sequence
from dataclasses import dataclass, field
from itertools import groupby

from dashboard import markup as m
from dashboard.law.cited import Cited
from dashboard.law.places import NUMBERED, TABLE, has_number, number_of
from graph.reads.dashboard_entry import Stretch
from regulation.parts.citations import steps

HEAD = "table header"
QUIET = {"citation", "authority", "editorial", "footnote"}
ASIDE = {"note", "example", "extract"}
STEP = 1.4


@dataclass(frozen=True, slots=True)
class Around:
    """What is known of the places around their words.

    `cited` makes links of what they cite, `wanted` is the place that the address asks for, `remarks` stand beside the
    place of that id.
    """

    cited: Cited
    wanted: str = ""
    remarks: Mapping[str, Sequence[m.Html]] = field(default_factory=dict)

    def beside(self, one: Stretch) -> Sequence[m.Html]:
        """Return what is remarked on a place."""
        return self.remarks.get(one.control.id, ())

    def wants(self, one: Stretch) -> bool:
        """Return whether the address asks for this place."""
        return bool(self.wanted) and self.wanted in (one.control.place, one.designation)


def tree(stretches: Sequence[Stretch], around: Around) -> Iterator[m.Html]:
    """Yield the words of these places in their order; neighbouring rows become one table."""
    for is_table, group in groupby(stretches, key=_in_table):
        if is_table:
            yield grid(tuple(group), around)
        else:
            yield from (_words(one, around) for one in group)


def _in_table(one: Stretch) -> bool:
    return one.control.kind in TABLE or is_head(one)


def is_head(one: Stretch) -> bool:
    """Return whether a place is the head of a table."""
    return one.control.kind == "caption" and one.control.place.startswith(HEAD)


def _words(one: Stretch, around: Around) -> m.Html:
    kind = one.control.kind
    words = m.tag("b", m.text(one.text.text)) if kind == "caption" else around.cited.linked(one.text.text)
    if kind in NUMBERED and not has_number(one) and number_of(one):
        words = m.join([m.span(f"{number_of(one)}. ", css="rt-soft"), words])
    css = "rt-quiet" if kind in QUIET else "rt-aside" if kind in ASIDE else ""
    return _element("div", [words, *around.beside(one)], one, around, css, style=f"margin-left:{indent(one):.1f}rem")


def _element(
    tag: str, parts: Iterable[m.Html], one: Stretch, around: Around, css: str = "", **attributes: str
) -> m.Html:
    wanted = {"id": "wanted"} if around.wants(one) else {}
    return m.tag(tag, *parts, css=" ".join(filter(None, ("rt-place", css, *wanted.values()))), **attributes, **wanted)


def indent(one: Stretch) -> float:
    """Return how far in a place stands, in rem: a step a level of its paragraph."""
    if one.control.kind == "caption" or not one.designation.startswith(one.control.entry):
        return 0
    path = one.designation.removeprefix(one.control.entry).strip(" .")
    return STEP * max(len(steps(path)) - 1, 0)


def grid(rows: Sequence[Stretch], around: Around) -> m.Html:
    """Return neighbouring rows, with their heads, as a table.

    Rows whose columns are not sure are shown as runs of words, with a remark, and not under columns that might be the
    wrong ones.
    """
    heads = [one for one in rows if is_head(one)]
    body = [one for one in rows if not is_head(one)]
    width = _width(heads, body)
    lines = [m.tag("tr", _remark(width), css="rt-quiet")] if width == 1 else []
    head = m.tag("thead", *(_head(one, width) for one in heads)) if heads else m.NOTHING
    lines += [_row(one, width, around) for one in body]
    return m.tag("table", head, m.tag("tbody", *lines), css="rt-table rt-law-table")


def _width(heads: Sequence[Stretch], body: Sequence[Stretch]) -> int:
    """Return the number of columns; 1 when it is not sure in which column each cell stands.

    Under several heads, cells that span rows or columns may set the heads off against the rows (the Country Chart).
    """
    if len(heads) > 1 or not body:
        return 1
    lengths = [len(cells(one)) for one in body]
    same = {*lengths, *(len(cells(one)) for one in heads)}
    if len(same) == 1:
        return lengths[0]
    # Rows end with their last cell that is not empty; all before it are held.
    told = heads and len(cells(heads[0])) == max(lengths) and all(one.text.cells for one in body)
    return max(lengths) if told else 1


def cells(one: Stretch) -> list[str]:
    """Return the cells of a row; of one whose empty cells are not held, those that are not empty."""
    return list(one.text.cells) or one.text.text.split("\n")


def _remark(width: int) -> m.Html:
    words = "It is not sure in which column each cell stands: for the columns, open the official text above."
    return m.tag("td", m.span(words, css="rt-where"), colspan=str(width))


def _head(one: Stretch, width: int) -> m.Html:
    titles = cells(one)
    if len(titles) == width:
        return m.tag("tr", *(m.tag("th", m.text(title), scope="col") for title in titles))
    return m.tag("tr", m.tag("th", m.text(" · ".join(titles)), colspan=str(width), scope="colgroup"))


def _row(one: Stretch, width: int, around: Around) -> m.Html:
    words, beside = cells(one), around.beside(one)
    if len(words) == 1 < width:
        made = [m.tag("td", around.cited.linked(words[0]), *beside, colspan=str(width))]
    elif len(words) <= width:
        words += [""] * (width - len(words))
        made = [m.tag("td", around.cited.linked(word)) for word in words[:-1]]
        made.append(m.tag("td", around.cited.linked(words[-1]), *beside))
    else:
        rest = m.tag("span", around.cited.linked("".join(f" · {word}" for word in words[1:])), css="rt-soft")
        made = [m.tag("td", m.text(words[0]), rest, *beside)]
    return _element("tr", made, one, around)
