"""What a document is: kind, relevance to export controls, topics."""

from collections.abc import Iterator

from spacy.language import Language
from spacy.tokens import Doc

from nlp.documents.kind import kind
from nlp.documents.relevance import relevance
from nlp.documents.reread import reread
from nlp.documents.topics import topics
from nlp.finds import Find, Notes, notes_of, record

NAME, VERSION = "document", "9"


@Language.component("ruletrace_document")
def document(doc: Doc) -> Doc:
    """Write document kind, relevance and topics."""
    return record(doc, NAME, find(notes_of(doc)))


def find(notes: Notes) -> Iterator[Find]:
    """Yield one `document_kind`, one `relevance` and the `topic` finds, each with the words that decided."""
    if not notes.text.strip():
        return
    relevant = relevance(notes)
    # The rules are written for documents on export controls, of which the encoder has seen few
    stated = kind(notes) if relevant.value == "true" else reread(notes, kind(notes))
    yield stated
    yield relevant
    yield from topics(notes, stated.value)
