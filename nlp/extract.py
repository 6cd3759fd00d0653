"""Facts of a structured text, with exact offsets and quotes: plain data, never spaCy objects."""

from operator import attrgetter

from spacy.tokens import Doc

from nlp.finds import Find, Notes, notes_of, prepare
from nlp.pipeline import VERSIONS, pipeline
from nlp.summary import summary
from ruletrace.model import Fact, StructuredText

__all__ = ["extract", "summary"]
_ORDER = attrgetter("start", "end", "kind", "value", "role", "detail")


def extract(text: StructuredText, *, day_first: bool = False) -> list[Fact]:
    """Return the facts of `text`, sorted by place, kind, value and role.

    `start`, `end` and the sentence are character offsets in `text.text`; `quote` is always `text.text[start:end]`.
    `day_first` reads 03/04/2025 as the third of April, as EU texts mean it.
    """
    if not text.text.strip():
        return []
    nlp = pipeline()
    with nlp.memory_zone():
        # Rules read the text, not its tokens, and no span is kept: one token will do. `pipeline()(text)` has both.
        doc = nlp(_prepared(Doc(nlp.vocab, words=[text.text], spaces=[False]), text, day_first))
        notes = notes_of(doc)
        facts = [_fact(text, notes, name, find) for name, finds in notes.finds.items() for find in finds]
    return sorted(facts, key=_ORDER)


def _prepared(doc: Doc, text: StructuredText, day_first: bool) -> Doc:
    prepare(doc, text.text, text.blocks, encoded=not day_first)
    doc.user_data.update(day_first=day_first, facts_only=True)
    return doc


def _fact(text: StructuredText, notes: Notes, component: str, find: Find) -> Fact:
    sentence_start, sentence_end = notes.sentences.at(find.start)
    return Fact(
        kind=find.kind,
        value=find.value,
        role=find.role,
        start=find.start,
        end=find.end,
        quote=text.text[find.start : find.end],
        sentence_start=min(sentence_start, find.start),
        sentence_end=max(sentence_end, find.end),
        component=component,
        version=VERSIONS[component],
        detail=find.detail,
    )
