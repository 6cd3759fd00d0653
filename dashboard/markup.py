"""The only maker of HTML: every text that comes from outside is escaped on the way in.

`Html` can only be made here, so the type checker tells escaped words from others.
"""

from collections.abc import Iterable, Sequence
from dataclasses import dataclass
from html import escape
from typing import NewType
from urllib.parse import urlencode, urlsplit

from regulation.redline import Op, redline

Html = NewType("Html", str)
NOTHING = Html("")
_ELEMENTS = {Op.DELETE: "del", Op.INSERT: "ins"}


@dataclass(frozen=True, slots=True)
class Column:
    """A table's column: `width` in per cent of the table, `numeric` right-aligned."""

    title: str
    width: int
    numeric: bool = False


def text(value: object) -> Html:
    """Return words of any origin, escaped; line breaks are kept."""
    return Html(escape(str(value), quote=True).replace("\n", "<br>"))


def join(parts: Iterable[Html], between: str = "") -> Html:
    """Return the parts one after the other, with (escaped) words between them."""
    return Html(escape(between).join(parts))


def tag(name: str, *parts: Html, css: str = "", **attributes: str) -> Html:
    """Return an element; `css` is its class, attribute values are escaped."""
    named = {**({"class": css} if css else {}), **attributes}
    words = "".join(f' {key.replace("_", "-")}="{escape(value, quote=True)}"' for key, value in named.items())
    return Html(f"<{name}{words}>{join(parts)}</{name}>")


def span(value: object, css: str = "") -> Html:
    """Return words in a span."""
    return tag("span", text(value), css=css)


def paragraph(*parts: Html, css: str = "") -> Html:
    """Return a paragraph."""
    return tag("p", *parts, css=css)


def link(page: str, label: object, css: str = "", **query: str) -> Html:
    """Return a link to a page of the dashboard."""
    return tag("a", text(label), css=css, href=f"{page}?{urlencode(query)}" if query else page)


def official(url: str, label: object) -> Html:
    """Return a link to an official address, or plain words when it is not a web address."""
    if urlsplit(url).scheme not in {"http", "https"}:
        return text(label)
    return tag("a", text(label), href=url, rel="noopener noreferrer nofollow")


def redline_html(before: str, after: str) -> Html:
    """Return before and after as one text on whole words: deleted words in <del>, inserted ones in <ins>."""
    return join(
        tag(_ELEMENTS[op], text(words)) if op in _ELEMENTS else text(words) for op, words in redline(before, after)
    )


def marked(sentence: str, quotes: Iterable[tuple[int, int]]) -> Html:
    """Return a sentence with these stretches (first character, character after the last) marked."""
    parts: list[Html] = []
    at = 0
    for start, end in sorted(quotes):
        if start < at or end > len(sentence):
            continue
        parts += [text(sentence[at:start]), tag("mark", text(sentence[start:end]))]
        at = end
    return join([*parts, text(sentence[at:])])


def table(columns: Sequence[Column], rows: Iterable[Sequence[Html]], css: str = "") -> Html:
    """Return a table with fixed column widths; long words wrap."""
    widths = join(tag("col", style=f"width:{column.width}%") for column in columns)
    head = join(tag("th", text(one.title), css=_align(one), scope="col") for one in columns)
    body = join(
        tag("tr", *(tag("td", cell, css=_align(one)) for one, cell in zip(columns, row, strict=True))) for row in rows
    )
    inner = [tag("colgroup", widths), tag("thead", tag("tr", head)), tag("tbody", body)]
    return tag("table", *inner, css=f"rt-table {css}".strip())


def pairs(rows: Iterable[tuple[str, Html]]) -> Html:
    """Return terms with their descriptions, two columns."""
    return tag("dl", *(join([tag("dt", text(term)), tag("dd", words)]) for term, words in rows), css="rt-pairs")


def _align(column: Column) -> str:
    return "rt-number" if column.numeric else ""
