"""What components write: finds, kept on the Doc and mirrored in `doc.spans`."""

from collections.abc import Iterable, Iterator
from dataclasses import dataclass, field
from operator import attrgetter

from spacy.tokens import Doc, Span

from nlp.context import Context
from nlp.encoder.view import View, view
from nlp.normalise import lowered, normalise
from nlp.sentences import Sentences
from ruletrace.model import Block

Pairs = tuple[tuple[str, str], ...]
_ORDER = attrgetter("start", "end", "kind", "value", "role")
HEAD_BLOCKS = frozenset({"title", "abstract", "action", "dates"})


@dataclass(frozen=True, slots=True)
class Find:
    """One find at the characters `[start, end)`; the fields mean what they mean in `ruletrace.model.Fact`."""

    kind: str
    value: str
    role: str
    start: int
    end: int
    detail: Pairs = ()


@dataclass(slots=True)
class Notes:
    """What the components share about one text: the normalised text, its blocks and sentences, the finds so far."""

    text: str
    blocks: tuple[Block, ...]
    sentences: Sentences
    finds: dict[str, tuple[Find, ...]]
    ranges: dict[str, list[tuple[int, int]]] = field(default_factory=dict)
    _context: Context | None = None
    _lowered: str | None = None
    encoded: bool = True  # whether the trained encoder may be asked: it knows documents of the United States only
    _view: View | None = None

    @property
    def context(self) -> Context:
        """Return what "this section" and "this entry" mean at each place; built when it is first asked for."""
        if self._context is None:
            self._context = Context(self.text, self.blocks)
        return self._context

    @property
    def lowered(self) -> str:
        """Return the normalised text in lower case, of the same length; made when it is first asked for."""
        if self._lowered is None:
            self._lowered = lowered(self.text)
        return self._lowered

    @property
    def view(self) -> View | None:
        """Return what the trained encoder makes of the head, read when first asked for; None without a title."""
        if self._view is None and self.encoded and self.within("title"):
            self._view = view(self.text, self.blocks)
        return self._view

    def of_kind(self, *kinds: str) -> Iterator[Find]:
        """Yield the finds of these kinds that earlier components made, component by component."""
        return (find for finds in self.finds.values() for find in finds if find.kind in kinds)

    def within(self, *kinds: str) -> list[tuple[int, int]]:
        """Return the ranges of the blocks of these kinds."""
        return sorted(bounds for kind in kinds for bounds in self.ranges.get(kind, ()))

    def head(self) -> list[tuple[int, int]]:
        """Return the ranges of title and abstract; of the whole text when it has neither."""
        return self.within("title", "abstract") or [(0, min(len(self.text), 20_000))]

    def head_text(self) -> str:
        """Return title and abstract, one line each."""
        return "\n".join(self.text[start:end] for start, end in self.head())


def prepare(doc: Doc, text: str, blocks: tuple[Block, ...], *, encoded: bool = True) -> Doc:
    """Give `doc`, made of `text`, its notes before the pipeline runs on it."""
    text = normalise(text)
    ranges: dict[str, list[tuple[int, int]]] = {}
    for block in blocks:
        ranges.setdefault(block.kind, []).append((block.start, block.end))
    doc.user_data["notes"] = Notes(text, blocks, Sentences(text), {}, ranges, encoded=encoded)
    return doc


def notes_of(doc: Doc) -> Notes:
    """Return the notes of `doc`; a Doc that was not prepared gets notes without blocks."""
    if "notes" not in doc.user_data:
        prepare(doc, doc.text, ())
    notes: Notes = doc.user_data["notes"]
    return notes


def record(doc: Doc, component: str, finds: Iterable[Find]) -> Doc:
    """Keep the finds of `component`, sorted, and mirror them in `doc.spans[component]` unless only facts are wanted."""
    kept = tuple(sorted(set(finds), key=_ORDER))
    notes_of(doc).finds[component] = kept
    if not doc.user_data.get("facts_only"):
        doc.spans[component] = [span for find in kept if (span := _span(doc, find)) is not None]
    return doc


def _span(doc: Doc, find: Find) -> Span | None:
    return doc.char_span(find.start, find.end, label=find.kind, kb_id=find.value, alignment_mode="expand")
