"""The official lists in the graph, from the recorded part 744 and the screening list, on every engine."""

from collections.abc import Iterator
from dataclasses import replace
from datetime import date

import chain
import pytest
from conftest import Engine

import graph
from graph.reads.listings import count_listings, listing_countries, listings, official_lists
from parties.entity_list.units import letters
from ruletrace.model import Document
from ruletrace.pipeline.documents import Held
from ruletrace.pipeline.official_lists import Official, Text, official
from ruletrace.pipeline.parties import Screening, screening
from ruletrace.pipeline.units import listings as unit
from ruletrace.pipeline.units import parties
from ruletrace.settings import Settings

LIST = "MEU"
COMPOSED = Document(
    "fr:composed", "fr-documents", "rule", "2020-99999", "Composed", "", "", "", date(2020, 12, 23), None, None,
    "85 FR 83793", "", "", (), "0" * 64, "",
)  # fmt: skip


@pytest.fixture(scope="module")
def read(tmp_path_factory: pytest.TempPathFactory) -> tuple[Official, Screening]:
    """Give the Military End-User List and its rows of the screening list: small, and whole."""
    settings = Settings(data=tmp_path_factory.mktemp("lists"))
    chain.place(tmp_path_factory, settings.root, ("csl", "ecfr-parts"))
    with chain.context(settings) as own:
        every = screening(own)
        rows = tuple(row for row in every.rows if row.party.list == LIST)
        held = official(own, "test", [row.party for row in rows], every.newest)
        again = official(own, "test", [row.party for row in rows], every.newest)
    assert again == held
    chain.remove(settings.root)
    texts = tuple(one for one in held.texts if one.list == LIST)
    return Official(texts, {LIST: held.beside[LIST]}, held.problems), Screening(rows, (), every.newest)


@pytest.fixture(scope="module")
def loaded(engine: Engine, read: tuple[Official, Screening]) -> Iterator[graph.Graph]:
    with graph.connect(engine.settings) as connected:
        graph.clear(connected)
        graph.write(connected, [parties.unit(read[1]), unit.unit(read[0])])
        yield connected


def test_a_list_stands_with_its_counts(loaded: graph.Graph) -> None:
    (own,) = official_lists(loaded)
    assert (own.name, own.version, own.entries, own.inside) == ("Military End-User List", "2026-09-01", 57, 15)
    assert (own.tied, own.unexplained) == (70, 0)
    assert listing_countries(loaded, LIST) == ("CHINA, PEOPLE'S REPUBLIC OF",)


def test_entries_are_found_by_any_of_their_names(loaded: graph.Graph) -> None:
    assert count_listings(loaded, LIST) == 57
    (found,) = listings(loaded, LIST, letters("aecc AVIATION power"))
    assert found.listing.name.startswith("The following eight subordinate institutions")
    assert len(found.same) == 8
    assert {one.by for one in found.same} == {"name"}
    whys = {each.why for one in found.same for each in one.differences if each.field == "citations"}
    assert whys == {"the official row has no citation"}
    assert found.listing.compared == unit.EXPLAINED
    assert listings(loaded, LIST, letters("no such party")) == ()
    parts = [one for skip in range(0, 57, 20) for one in listings(loaded, LIST, limit=20, skip=skip)]
    assert tuple(parts) == listings(loaded, LIST)


def test_entries_that_a_later_text_lacks_are_end_dated(read: tuple[Official, Screening]) -> None:
    (text,) = read[0].texts
    later = replace(text, version=date(2026, 10, 1), rows=text.rows[1:])  # composed: no such text is held
    made = unit.unit(Official((text, later), {}, ()))
    nodes = {one.id: one for one in made.nodes}
    gone, kept = nodes[text.rows[0].id], nodes[text.rows[1].id]
    assert (gone.from_, gone.to) == ("2026-09-01", "2026-10-01")
    assert (kept.from_, kept.to) == ("2026-09-01", "")
    assert len({one.start for one in made.edges}) == 56


def test_a_document_of_the_day_around_the_page_is_cited(read: tuple[Official, Screening]) -> None:
    (text,) = read[0].texts
    held = {COMPOSED.id: Held(COMPOSED, "", (), (), True, 83799)}
    edges = unit.cited_unit(read[0], held).edges
    cited = [row for row in text.rows if row.citations and row.citations[0][0] == "85 FR 83799"]
    assert len(edges) == len(cited) > 50
    assert {one.by for one in edges} == {"inside the document's pages 83793-83799"}
    # One that begins on the same page leaves it open; one that begins behind it that day has the page.
    twin = replace(COMPOSED, id="fr:twin", number="2020-99998")
    other = replace(twin, citation="85 FR 83799")
    assert unit.cited_unit(read[0], {**held, twin.id: Held(twin, "", (), (), True, 83800)}).edges == ()
    edges = unit.cited_unit(read[0], {**held, other.id: Held(other, "", (), (), True, 0)}).edges
    assert {one.end for one in edges} == {"fr:twin"}
    assert {one.by for one in edges} == {"the document's first page"}


def test_texts_keep_the_ids_of_entries(read: tuple[Official, Screening]) -> None:
    text: Text = read[0].texts[0]
    assert len({row.id for row in text.rows}) == len(text.rows)
