"""The nodes of composed documents: no real rule."""

import pytest

from graph import schema as g
from ruletrace.model import Document, StructuredText
from ruletrace.pipeline.documents import Documents, Held
from ruletrace.pipeline.units import documents

OWN = "https://www.federalregister.gov/documents/2026/07/14/2026-1/composed"


@pytest.mark.parametrize(
    ("id", "url", "expected"),
    [
        ("fr:2026-1", "", "https://www.federalregister.gov/d/2026-1"),
        ("fr:2026-1", OWN, OWN),
        ("pi:2026-1", "", ""),
        ("celex:32026R0001", "", ""),
    ],
)
def test_a_document_of_the_federal_register_has_an_address(id: str, url: str, expected: str) -> None:
    """A listing may leave the address out; the service's short form is made of the number alone."""
    document = Document(
        *(id, "composed", "rule", id.partition(":")[2], "Composed", "", "", ""),
        None,
        None,
        None,
        "",
        url,
        "",
        (),
        "",
        "",
    )
    held = Held(document, "composed", (StructuredText("", "composed", "", (), ()),), ((),), False)
    nodes = documents.unit(Documents({id: held}, ())).nodes
    assert [node.url for node in nodes if isinstance(node, g.Document)] == [expected]
