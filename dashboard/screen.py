"""What every page uses to speak to the reader; the only place that hands HTML to Streamlit."""

import re
from collections.abc import Iterator, Sequence
from contextlib import contextmanager
from datetime import UTC, datetime
from pathlib import Path

import streamlit as st

from dashboard import markup as m
from dashboard.store import ask
from graph import GraphError
from graph.reads.dashboard_overview import Overview, overview

WIDE = 20
STYLE = Path(__file__).with_name("style.css")
_SCROLL = """<script>
(() => {
  let tries = 0;
  const scroll = () => {
    const wanted = document.getElementById("wanted");
    if (wanted) wanted.scrollIntoView({block: "center"});
    else if (tries++ < 40) setTimeout(scroll, 100);
  };
  setTimeout(scroll, 150);
})();
</script>"""
REPLAYED = "Demo: answers replayed from recorded or composed samples; the company is composed."


def show(*parts: m.Html, css: str = "") -> None:
    """Put HTML on the page; only `markup` can make it."""
    st.html(m.tag("div", *parts, css=f"rt {css}".strip()))


def style() -> None:
    """Give the page its typography."""
    st.html(STYLE)


def now() -> datetime:
    """Return the present in UTC: the one clock of the pages."""
    return datetime.now(UTC)


def title(words: str, lead: str = "") -> None:
    """Write the page's title and what the page is for."""
    # Not st.title, which would read crawled words as Markdown.
    show(m.tag("h1", m.text(words)), m.paragraph(m.text(lead), css="rt-lead") if lead else m.NOTHING)


def heading(words: str, lead: str = "") -> None:
    """Write a heading and one sentence about it."""
    show(m.tag("h3", m.text(words)), m.paragraph(m.text(lead), css="rt-soft") if lead else m.NOTHING)


def crumbs(*links: m.Html) -> None:
    """Write the way back."""
    show(m.paragraph(m.join(links, " › "), css="rt-crumbs"))


def figures(cells: Sequence[tuple[str, str]]) -> None:
    """Write figures with what they mean side by side; long ones get more room."""
    made = [
        m.tag("div", m.tag("b", m.text(big)), m.span(small), css="wide" if len(big) > WIDE else "")
        for big, small in cells
    ]
    show(m.tag("div", *made, css="rt-figures"))


def literal(words: str) -> str:
    """Return words for a label that Streamlit reads as Markdown, so that they stand as they are."""
    return re.sub(r"([\\`*_{}\[\]()<>#+\-.!|~$:&])", r"\\\1", words)


def badge(word: str, css: str = "") -> m.Html:
    """Return a word in a frame; its colour only repeats what it says."""
    return m.span(word, css=f"rt-badge {css or word}")


def banner(held: Overview) -> None:
    """Say so when anything on the pages was replayed."""
    if held.replayed:
        show(m.tag("div", m.text(REPLAYED), css="rt-banner"))


def held_or_stop() -> Overview:
    """Return what the graph holds; on an empty graph say what to do, and end the page."""
    held = ask(overview)
    if not held.documents and not held.products:
        title("Nothing is held yet")
        st.info(
            "Run `ruletrace demo` to see the whole way on sample answers, or `ruletrace crawl` for the official "
            "sources and `ruletrace import FOLDER` for your own products and contracts, then `ruletrace process`. "
            "This page shows the result after a reload."
        )
        st.stop()
    return held


def missing(what: str, key: str, where: str = "") -> None:
    """Say that something asked for is not held, and end the page; `where` is a page that finds others."""
    title(f"This {what} is not held")
    words = f"Asked for: {key or 'nothing'}. Keys can change when newer data is processed."
    find = [m.paragraph(m.link(where, "Find what is held"))] if where else []
    show(m.paragraph(m.text(words)), *find, m.paragraph(m.link(".", "Back to the first page")))
    st.stop()


def scroll_to_wanted() -> None:
    """Bring the place that the address asks for into view, once it is on the page; the script is a constant."""
    st.html(_SCROLL, unsafe_allow_javascript=True)


@contextmanager
def said_clearly() -> Iterator[None]:
    """Turn a graph that cannot answer into a plain message."""
    try:
        yield
    except (GraphError, OSError) as error:
        st.error("The graph cannot be read at the moment, so nothing is shown rather than something old.")
        show(
            m.paragraph(m.text("Check that the data folder (RULETRACE_DATA) is the right one and can be written, or")),
            m.paragraph(m.text("that the server of NEO4J_URI runs; `ruletrace status` says more. Then reload.")),
            m.paragraph(m.text(f"{type(error).__name__}: {error}"), css="rt-where"),
        )
