"""The committed dictionary is the one that the schema makes."""

from dataclasses import fields
from pathlib import Path

from graph.dictionary import dictionary
from graph.schema import EDGES, NODES

DOCS = Path(__file__).parents[3] / "docs" / "graph.md"


def test_committed_dictionary_is_current() -> None:
    assert DOCS.read_text() == dictionary(), "run: python -m graph.dictionary > docs/graph.md"


def test_every_label_type_and_property_is_described() -> None:
    text = dictionary()
    assert all(f"### {node.label}\n" in text for node in NODES)
    assert all(f"### {edge.type}\n" in text for edge in EDGES)
    assert "| `from` | text | first import that has this row |" in text
    assert "`(:Change)-[:MAY_BE_MADE_BY {reasons}]->(:Document)`" in text


def test_pictures_agree_with_the_ends() -> None:
    for edge in EDGES:
        picture = (edge.__doc__ or "").splitlines()[0]
        assert f"[:{edge.type}" in picture
        assert all(start in picture and end in picture for start, end in edge.ends)


def test_no_property_has_the_name_of_a_mark_that_the_writer_adds() -> None:
    own = {field.name for kind in (*NODES, *EDGES) for field in fields(kind)}
    assert own & {"unit", "row"} == set()
