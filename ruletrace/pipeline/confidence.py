"""The readings of every change that official texts show, and the instructions behind them."""

from collections.abc import Callable, Iterator, Mapping, Sequence
from dataclasses import dataclass

from regulation.amendments.model import Instruction
from regulation.attribution import DocumentSummary, interval
from regulation.carrying_out import Text, from_list, from_part
from regulation.parts import read_part_tree
from regulation.status import Event
from ruletrace.model import canonical, sha256_hex
from ruletrace.pipeline.comparison import Candidates, Compared
from ruletrace.pipeline.context import Context
from ruletrace.pipeline.controls import ANNEX, CCL, History, Kept, Version
from ruletrace.pipeline.documents import Documents, Held
from ruletrace.pipeline.findings.contradictions import Read
from ruletrace.pipeline.findings.dates import actor_id, delays_of
from ruletrace.pipeline.instructions import read_instructions
from ruletrace.pipeline.readings import of_change, witness
from ruletrace.pipeline.readings.orders import STEP, Carried, carried, own_instructions, read_rows
from ruletrace.pipeline.readings.witness import Delay, Witness

Attributed = Sequence[tuple[Compared, Candidates]]


@dataclass(frozen=True, slots=True)
class Known:
    """What readings are made from: documents, delays and other events, and the texts of a list.

    `texts` names the texts of a list by their contents; `history` reads them, only when something is to be computed.
    """

    documents: Documents
    events: Sequence[Event]
    texts: Callable[[Kept], str]
    history: Callable[[Kept], History]


class Confidence:
    """Reads changes; what came of instructions is computed once for the same document and texts."""

    def __init__(self, context: Context, program: str, known: Known) -> None:
        self._context, self._program, self._known = context, program, known
        self._instructions: dict[str, tuple[Instruction, ...]] = {}

    def read(self, own: Kept, attributed: Attributed, documents: Sequence[DocumentSummary]) -> tuple[Read, ...]:
        """Return every change of a list with its readings, in the order of the list; `documents` are of its regime."""
        return tuple(one for pair in attributed for one in self._pair(own, *pair, documents))

    def orders(
        self, own: Kept, compared: Compared, documents: Sequence[DocumentSummary]
    ) -> Mapping[str, tuple[Carried, ...]]:
        """Return what came of the instructions on a list, by document, of documents that fall between two texts."""
        found = {}
        for one in documents:
            held = self._known.documents.held.get(one.id)
            if held and held.body_held and interval(one, compared.start, compared.end):
                found[one.id] = self._carried(own, compared, held)
        return {key: orders for key, orders in found.items() if orders}

    def _pair(
        self, own: Kept, compared: Compared, candidates: Candidates, documents: Sequence[DocumentSummary]
    ) -> Iterator[Read]:
        orders = self.orders(own, compared, documents)
        witnesses: dict[str, Witness] = {}
        for difference in compared.differences:
            ids = [one.document_id for one in candidates.get(difference.change_id, ())]
            for key in ids:
                if key not in witnesses:
                    witnesses[key] = self._witness(key, orders.get(key, ()))
            yield Read(compared, difference, of_change(difference, compared, [witnesses[key] for key in ids]))

    def _witness(self, key: str, orders: Sequence[Carried]) -> Witness:
        held = self._known.documents.held[key]
        delays = [
            Delay(actor_id(event, self._known.documents), event.source.citation, day, event.source.quote)
            for event, day in delays_of(held.document, self._known.events)
        ]
        return witness(held, orders, delays)

    def _carried(self, own: Kept, compared: Compared, held: Held) -> tuple[Carried, ...]:
        key = held.document.id
        if key not in self._instructions:
            self._instructions[key] = read_instructions(held)
        chosen = own_instructions(self._instructions[key], compared.headings)
        if not chosen:
            return ()
        texts = [text.sha256 for text in held.texts[1:]]
        pair = [self._known.texts(own), compared.old, compared.new]
        source = sha256_hex(canonical([repr(held.document), texts, held.last_page, own.list, pair]).encode())

        def work() -> object:
            return carried(held.document, chosen, self._texts(own, compared), held.last_page)

        return read_rows(self._context.steps.once(STEP, self._program, source, work))

    def _versions(self, own: Kept, compared: Compared) -> Sequence[Version]:
        wanted = (compared.old, compared.new)
        return [one for one in self._known.history(own).versions if one.name in wanted]

    def _texts(self, own: Kept, compared: Compared) -> tuple[Text, Text] | None:
        if own.list == ANNEX:
            return None
        old, new = (self._text(own, one) for one in self._versions(own, compared))
        return old, new

    def _text(self, own: Kept, version: Version) -> Text:
        if own.list == CCL:
            return from_list(version.controls)
        tree = read_part_tree(self._context.archive.get(version.fetch.sha256), version.controls.version)
        return from_part(tree)
