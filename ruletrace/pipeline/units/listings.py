"""Rows of the official lists of parties, the rows of the screening list that are the same, and documents they cite."""

import json
from collections import defaultdict
from collections.abc import Iterable, Iterator, Mapping, Sequence
from datetime import date

from graph import schema as g
from parties.citations import Citation, parse
from parties.entity_list.differences import INSIDE
from parties.entity_list.layouts import LAYOUTS
from ruletrace.pipeline.documents import Held
from ruletrace.pipeline.official_lists import Beside, Official, Row, Text, Tie

NAME, CITED = "official lists", "official list citations"
ONLY_HERE, UNEXPLAINED, EXPLAINED, AGREES = "only here", "unexplained difference", "explained difference", "agrees"
COMPARED = (ONLY_HERE, UNEXPLAINED, EXPLAINED, AGREES)  # the worst first


def unit(official: Official) -> g.Unit:
    """Return the entries of every text, those that a later text lacks end-dated, and the newest text of each list."""
    nodes: list[g.Node] = []
    edges: list[g.Edge] = []
    for code in sorted({one.list for one in official.texts}):
        texts = [one for one in official.texts if one.list == code]
        newest, beside = texts[-1], official.beside.get(code)
        own = _list(newest, beside)
        nodes += [own, *_listings(texts, _compared(beside))]
        edges += [g.RowOf(start=row.id, end=own.id) for row in newest.rows]
        edges += [_same(one) for one in beside.ties] if beside else []
    return g.Unit(NAME, tuple(nodes), tuple(edges), problems=official.problems)


def cited_unit(official: Official, documents: Mapping[str, Held]) -> g.Unit:
    """Return which held documents the entries cite: published on the day that the citation gives, around its page."""
    by_day: dict[tuple[int, str], list[tuple[int, Held]]] = {}
    for _, one in sorted(documents.items()):
        for first in parse(one.document.citation)[:1]:
            key = (first.volume, str(one.document.published))
            by_day.setdefault(key, []).append((first.page, one))
    edges: dict[tuple[str, str, str], g.Edge] = {}
    for text in official.texts:
        for row in text.rows:
            for edge in _cites(row, by_day):
                edges[edge.start, edge.end, edge.key] = edge
    return g.Unit(CITED, (), tuple(edges[key] for key in sorted(edges)))


def _list(text: Text, beside: Beside | None) -> g.OfficialList:
    layout = LAYOUTS[text.list]
    return g.OfficialList(
        id=text.list,
        list=text.list,
        name=layout.name,
        supplement=layout.supplement,
        version=text.version.isoformat(),
        sha256=text.sha256,
        entries=len(text.rows),
        inside=text.inside,
        understood=sum(not row.problems for row in text.rows),
        introduction=text.introduction,
        notes=text.notes,
        stays=text.stays,
        screening_day=beside.day.isoformat() if beside else "",
        tied=len({one.party for one in beside.ties}) if beside else 0,
        differences=beside.tallies if beside else (),
        unexplained=beside.unexplained if beside else 0,
        alone=beside.alone if beside else (),
    )


def _compared(beside: Beside | None) -> dict[str, str]:
    """Return how each entry compares, by its id: the worst of all its entities."""
    if beside is None:
        return {}
    found: dict[str, set[str]] = defaultdict(set)
    for tie in beside.ties:
        unexplained = any(not json.loads(one)["explained"] for one in tie.differences)
        found[tie.row].add(AGREES if tie.agrees else UNEXPLAINED if unexplained else EXPLAINED)
    for row in (json.loads(one) for one in beside.alone):
        found[row.get("listing", "")].add(EXPLAINED if row["explained"] else ONLY_HERE)
    return {key: next(one for one in COMPARED if one in states) for key, states in found.items()}


def _listings(texts: Iterable[Text], compared: Mapping[str, str]) -> Iterator[g.Listing]:
    """Yield every entry that any text has, as its last text has it."""
    found: dict[str, tuple[Row, Text, date, date | None]] = {}
    for text in texts:
        present = {row.id for row in text.rows}
        for key in found.keys() - present:
            row, last, first, end = found[key]
            found[key] = (row, last, first, end or text.version)
        for row in text.rows:
            first = found[row.id][2] if row.id in found else text.version
            found[row.id] = (row, text, first, None)
    for key in sorted(found):
        yield _listing(*found[key], compared.get(key, ""))


def _listing(row: Row, text: Text, first: date, end: date | None, compared: str) -> g.Listing:
    return g.Listing(
        id=row.id,
        list=text.list,
        number=row.number,
        country=row.country,
        country_code=row.country_code,
        countries=row.countries,
        name=row.name,
        aliases=row.aliases,
        members=row.members,
        search=row.search,
        addresses=row.addresses,
        requirement=row.requirement,
        policy=row.policy,
        footnotes=row.footnotes,
        citations=tuple(f"{page}, {day}" if day else page for page, day in row.citations),
        problems=row.problems,
        compared="" if end else compared,
        words=row.words,
        sha256=text.sha256,
        byte_start=row.byte_start,
        byte_end=row.byte_end,
        from_=first.isoformat(),
        to=end.isoformat() if end else "",
    )


def _same(one: Tie) -> g.SameAs:
    return g.SameAs(
        start=one.row,
        end=one.party,
        key=one.unit,
        entity=one.entity,
        by=one.by,
        agrees=one.agrees,
        differences=one.differences,
    )


def _cites(row: Row, by_day: Mapping[tuple[int, str], list[tuple[int, Held]]]) -> Iterator[g.Cites]:
    for index, (words, day) in enumerate(row.citations):
        cited = parse(words)[0]
        found = _document(cited, by_day.get((cited.volume, day), []))
        if found:
            held, how = found
            role = "revised" if index else "added"
            yield g.Cites(start=row.id, end=held.document.id, key=words, citation=words, role=role, by=how)


def _document(cited: Citation, held: Sequence[tuple[int, Held]]) -> tuple[Held, str] | None:
    """Return the document of a day that a page belongs to, and why; two that begin on one page are none.

    Documents follow each other in print: a page belongs to the last of them that begins at or before it.
    """
    begun = max((first for first, _ in held if first <= cited.page), default=None)
    last = [one for first, one in held if first == begun]
    how = _inside(cited.page, begun, last[0].last_page) if begun is not None and len(last) == 1 else ""
    return (last[0], how) if how else None


def _inside(page: int, first: int, last: int) -> str:
    if page == first:
        return "the document's first page"
    if last:
        return f"inside the document's pages {first}-{last}" if first < page <= last else ""
    if first < page <= first + INSIDE:
        return f"published that day, and cited {page - first} page(s) after its first; its last page is not held"
    return ""
