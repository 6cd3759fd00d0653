"""The projection of archive and journal as parts, what each is made from, and the readings that they share."""

from collections.abc import Callable, Sequence
from contextlib import AbstractContextManager
from functools import cached_property, partial

from company.history import Dated
from graph import Unit
from regulation.attribution import DocumentSummary, attribute
from ruletrace.model import Document, Fact, canonical, sha256_hex
from ruletrace.pipeline import imports, list_history
from ruletrace.pipeline.comparison import Compared, comparisons
from ruletrace.pipeline.context import Context
from ruletrace.pipeline.controls import ANNEX, CCL, KEPT, LISTS, History, Kept, Renumbered, history, of_regime, summary
from ruletrace.pipeline.documents import PUBLISHERS, Documents, documents
from ruletrace.pipeline.fetches import content_keys, fetched
from ruletrace.pipeline.parties import SOURCE as SCREENING
from ruletrace.pipeline.parties import Screening, screening
from ruletrace.pipeline.parts import Part
from ruletrace.pipeline.units import (
    changes,
    company,
    controls,
    countries,
    instructions,
    parties,
    party_changes,
    sources,
)
from ruletrace.pipeline.units import documents as document_units
from ruletrace.pipeline.units import list_history as history_units

Timed = Callable[[str], AbstractContextManager[None]]
_REGIMES = {CCL: "US", ANNEX: "EU"}


class Projection:
    """Everything the graph shall hold but the alerts; a reading is made when the first part asks for it, and once."""

    def __init__(self, context: Context, program: str, timed: Timed) -> None:
        self._context, self._program, self._timed = context, program, timed
        self._contents = content_keys(context)
        self._histories: dict[str, History] = {}

    def parts(self) -> list[Part]:
        """Return the parts, each with what it is made from."""
        health = sources.unit(self._context)
        listed, imported = self._fetched(SCREENING), self._contents.get(imports.KIND, "")
        publishers = [self._fetched(one.source) for one in PUBLISHERS]
        rules = party_changes.on_parties(self._stated)
        return [
            # First: what reading dozens of texts takes is free again for what follows.
            *[
                self._part(
                    history_units.name(one.list),
                    [self._texts(one), self._contents.get(list_history.KIND, "")],
                    "control lists",
                    partial(self._converted, one),
                )
                for one in LISTS
            ],
            self._part(sources.NAME, [repr(health)], "load", lambda: health),
            self._part(document_units.NAME, publishers, "extract", lambda: document_units.unit(self._documents)),
            *[part for one in KEPT for part in self._law(one)],
            self._part(
                instructions.NAME, [self._bodies(), *map(self._texts, KEPT)], "instructions", self._instructions
            ),
            self._part(parties.NAME, [listed], "parties", lambda: parties.unit(self._screening)),
            self._part(
                party_changes.NAME, [listed, repr(rules)], "parties", lambda: party_changes.unit(rules, self._screening)
            ),
            self._part(parties.CANDIDATES, [listed, imported], "parties", self._candidates),
            self._part(company.NAME, [imported, *map(self._texts, LISTS)], "company", self._company),
            self._part(countries.NAME, [imported], "company", lambda: countries.unit(company.countries(self._rows))),
        ]

    def _law(self, own: Kept) -> list[Part]:
        known = of_regime(own, self._summaries)
        return [
            self._part(
                controls.name(own.list),
                [self._texts(own)],
                "control lists",
                lambda: controls.unit(self._history(own)),
            ),
            self._part(
                changes.name(own.list),
                [self._texts(own), repr(known)],
                "control lists",
                lambda: changes.unit(own.list, self._attributed(own)),
            ),
        ]

    def _part(self, name: str, made_from: Sequence[str], step: str, make: Callable[[], Unit]) -> Part:
        def timed() -> Unit:
            with self._timed(step):
                return make()

        return Part(name, self._hash(*made_from), timed)

    def _hash(self, *parts: str) -> str:
        return sha256_hex(canonical([self._program, *parts]).encode())

    def _fetched(self, source: str) -> str:
        return self._contents.get(fetched(source), "")

    def _texts(self, own: Kept) -> str:
        return f"{own.list} {self._fetched(own.source)} {self._renumbered(own)}"

    @cached_property
    def _documents(self) -> Documents:
        with self._timed("extract"):
            return documents(self._context)

    @cached_property
    def _stated(self) -> list[tuple[Document, tuple[Fact, ...]]]:
        return list(document_units.documents_of(self._documents))

    @cached_property
    def _summaries(self) -> list[DocumentSummary]:
        return [summary(document, facts) for document, facts in self._stated]

    def _bodies(self) -> str:
        """Return everything about the documents whose full text is held: only these hold instructions."""
        held = {key for key, one in self._documents.held.items() if one.body_held}
        texts = [(key, [text.sha256 for text in self._documents.held[key].texts[1:]]) for key in sorted(held)]
        return repr((texts, [one for one in self._summaries if one.id in held]))

    @cached_property
    def _redesignations(self) -> list[tuple[str, str, str]]:
        return instructions.redesignations(self._documents)

    def _renumbered(self, own: Kept) -> list[Renumbered]:
        known = {one.id: one for one in of_regime(own, self._summaries)}
        return [Renumbered(known[key], before, after) for key, before, after in self._redesignations if key in known]

    @cached_property
    def _screening(self) -> Screening:
        return screening(self._context)

    @cached_property
    def _rows(self) -> list[Dated]:
        with self._timed("company"):
            return imports.dated_rows(self._context)

    def _history(self, own: Kept) -> History:
        if own.list not in self._histories:
            self._histories[own.list] = history(self._context, own, self._renumbered(own))
        return self._histories[own.list]

    def _compared(self, own: Kept) -> tuple[Compared, ...]:
        return comparisons(self._context, self._program, self._hash(self._texts(own)), lambda: self._history(own))

    def _attributed(self, own: Kept) -> list[tuple[Compared, changes.Candidates]]:
        known = of_regime(own, self._summaries)
        return [(one, _candidates(one, known)) for one in self._compared(own)]

    def _converted(self, own: Kept) -> Unit:
        if list_history.KIND not in self._contents:
            return Unit(history_units.name(own.list), (), ())
        held, rules = list_history.held(self._context, own), list_history.listed_rules(self._context, own)
        return history_units.unit(held, rules, self._history(own))

    def _ids(self, own: Kept) -> dict[str, str]:
        """Return the control id of every designation that any text of the list holds."""

        def work() -> dict[str, str]:
            return controls.control_ids(self._history(own))

        held: dict[str, str] = self._context.steps.once("ids", self._program, self._hash(self._texts(own)), work)
        return held

    def _instructions(self) -> Unit:
        ids: dict[str, dict[str, str]] = {"US": {}, "EU": {}}
        for own in KEPT:
            ids[_REGIMES.get(own.list, "US")].update(self._ids(own))
        found = [one for own in KEPT for one in self._attributed(own)]
        return instructions.unit(self._documents, ids, found)

    def _candidates(self) -> Unit:
        return parties.candidate_unit(self._rows, self._screening)

    def _company(self) -> Unit:
        return company.unit(self._rows, {_REGIMES[one.list]: self._ids(one) for one in LISTS})


def _candidates(compared: Compared, documents: Sequence[DocumentSummary]) -> changes.Candidates:
    return attribute(compared.differences, documents, compared.start, compared.end, compared.headings)
