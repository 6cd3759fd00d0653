"""Constraints and indexes come from the schema."""

from graph.constraints import fingerprint, statements
from graph.schema import EDGES, NODES


def test_every_label_has_a_unique_id_and_every_statement_may_be_run_again() -> None:
    text = statements()
    assert all(" IF NOT EXISTS " in one for one in text)
    for node in NODES:
        assert f"FOR (n:{node.label}) REQUIRE n.id IS UNIQUE" in " ".join(text)
    assert all(f"()-[r:{edge.type}]-()" in " ".join(text) for edge in EDGES)
    assert len(set(text)) == len(text)


def test_fingerprint_is_stable() -> None:
    assert fingerprint() == fingerprint()
    assert len(fingerprint()) == 64
