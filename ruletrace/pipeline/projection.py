"""The projection of archive and journal as parts, what each is made from, and the readings that they share."""

from collections.abc import Callable, Sequence
from contextlib import AbstractContextManager
from datetime import date
from functools import cached_property, partial

from pydantic import TypeAdapter

from company.history import Dated
from graph import Unit
from regulation.attribution import DocumentSummary, interval
from regulation.status import Event, EventKind
from regulation.status.documents import Stated, document_events
from ruletrace.model import Document, Fact, canonical, sha256_hex
from ruletrace.pipeline import entered, imports, list_history
from ruletrace.pipeline.catalogue.answers import Answers
from ruletrace.pipeline.catalogue.entries import Entries, remembered
from ruletrace.pipeline.catalogue.products import counting
from ruletrace.pipeline.catalogue.stages import Texts
from ruletrace.pipeline.comparison import Candidates, Compared, candidates, comparisons
from ruletrace.pipeline.confidence import Confidence, Known
from ruletrace.pipeline.context import Context
from ruletrace.pipeline.controls import (
    ANNEX,
    CCL,
    KEPT,
    LISTS,
    History,
    Kept,
    Renumbered,
    history,
    kept,
    of_regime,
    summary,
)
from ruletrace.pipeline.documents import MAKES_LAW, PUBLISHERS, Documents, Held, documents
from ruletrace.pipeline.entity_list import PART
from ruletrace.pipeline.fetches import content_keys, fetched
from ruletrace.pipeline.findings import decisions
from ruletrace.pipeline.findings.collect import Material, Ordered, collected
from ruletrace.pipeline.findings.contradictions import Read
from ruletrace.pipeline.findings.counts import Cited
from ruletrace.pipeline.instructions import redesignations
from ruletrace.pipeline.official_lists import Official, official, official_texts
from ruletrace.pipeline.parties import SOURCE as SCREENING
from ruletrace.pipeline.parties import Screening, screening
from ruletrace.pipeline.parts import Part
from ruletrace.pipeline.reclassification import collect as queue
from ruletrace.pipeline.reclassification import decisions as reclassified
from ruletrace.pipeline.reclassification.answers import by_product
from ruletrace.pipeline.reclassification.changes import dated as dated_changes
from ruletrace.pipeline.reclassification.names import Asked, asked
from ruletrace.pipeline.reclassification.versions import Versions, versions
from ruletrace.pipeline.relations import Relations, relations
from ruletrace.pipeline.units import (
    changes,
    company,
    controls,
    countries,
    instructions,
    listings,
    parties,
    party_changes,
    sources,
    verdicts,
)
from ruletrace.pipeline.units import documents as document_units
from ruletrace.pipeline.units import findings as finding_units
from ruletrace.pipeline.units import list_history as history_units
from ruletrace.pipeline.units import reclassification as queue_units
from ruletrace.pipeline.units import relations as relation_units

Timed = Callable[[str], AbstractContextManager[None]]
_CITED = TypeAdapter(Cited)
_REGIMES = {CCL: "US", ANNEX: "EU"}


class Projection:
    """Everything the graph shall hold but the alerts; a reading is made when the first part asks for it, and once."""

    def __init__(self, context: Context, program: str, timed: Timed) -> None:
        self._context, self._program, self._timed = context, program, timed
        self._contents = content_keys(context)
        self._histories: dict[str, History] = {}
        self._attributions: dict[str, list[tuple[Compared, Candidates]]] = {}
        self._readings: dict[str, tuple[Read, ...]] = {}
        self._asking: dict[str, Asked] = {}

    def parts(self) -> list[Part]:
        """Return the parts, each with what it is made from."""
        health = sources.unit(self._context)
        listed, imported = self._fetched(SCREENING), self._contents.get(imports.KIND, "")
        publishers = [self._fetched(one.source) for one in PUBLISHERS]
        told = [*publishers, self._entered()]
        return [
            *[
                self._part(
                    history_units.name(one.list),
                    [self._texts(one), self._contents.get(list_history.KIND, "")],
                    "control lists",
                    partial(self._converted, one),
                )
                for one in LISTS
            ],
            self._part(verdicts.NAME, self._asked_of(), "verdicts", lambda: self._verdicts),
            self._part(sources.NAME, [repr(health)], "load", lambda: health),
            self._part(document_units.NAME, publishers, "extract", lambda: document_units.unit(self._documents)),
            self._part(relation_units.NAME, publishers, "relations", lambda: relation_units.unit(self._relations)),
            *[part for one in KEPT for part in self._law(one)],
            self._part(
                instructions.NAME, [self._bodies(), *map(self._texts, KEPT)], "instructions", self._instructions
            ),
            self._part(parties.NAME, [listed], "parties", lambda: parties.unit(self._screening)),
            self._part(
                listings.NAME, [self._texts_of_lists(), listed], "parties", lambda: listings.unit(self._official)
            ),
            self._part(
                listings.CITED,
                [self._texts_of_lists(), *publishers],
                "parties",
                lambda: listings.cited_unit(official_texts(self._context, self._program), self._documents.held),
            ),
            self._part(
                party_changes.NAME,
                [listed, self._texts_of(self._rules)],
                "parties",
                lambda: party_changes.unit(self._rules, self._screening),
            ),
            self._part(
                finding_units.NAME,
                [listed, *told, *map(self._texts, KEPT), self._contents.get(decisions.KIND, "")],
                "findings",
                lambda: self._findings(self._hash(listed, *told, *map(self._texts, KEPT))),
            ),
            self._part(parties.CANDIDATES, [listed, imported], "parties", self._candidates),
            self._part(company.NAME, [imported, self._decided(), *map(self._texts, LISTS)], "company", self._company),
            self._part(
                queue_units.NAME,
                [*self._asked_of(), *map(self._texts, LISTS), repr(self._summaries), self._delays()],
                "reclassifications",
                self._queue,
            ),
            self._part(countries.NAME, [imported], "company", lambda: countries.unit(company.countries(self._rows))),
        ]

    def _law(self, own: Kept) -> list[Part]:
        known = of_regime(own, self._summaries)
        return [
            self._part(
                controls.name(own.list),
                [self._texts(own)],
                "control lists",
                lambda: controls.unit(self.history(own)),
            ),
            self._part(
                changes.name(own.list),
                [self._texts(own), repr(known), self._texts_of(self._candidates_for(own)), self._delays()],
                "control lists",
                lambda: changes.unit(own.list, self._attributed(own), self._read(own)),
            ),
        ]

    def _part(self, name: str, made_from: Sequence[str], step: str, make: Callable[[], Unit]) -> Part:
        def timed() -> Unit:
            with self._timed(step):
                return make()

        return Part(name, self._hash(*made_from), timed)

    def _hash(self, *parts: str) -> str:
        return sha256_hex(canonical([self._program, *parts]).encode())

    def _texts_of_lists(self) -> str:
        own = kept(PART)
        return self._fetched(own.source) if own else ""

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

    def _texts_of(self, held: Sequence[Held]) -> str:
        """Return a hash of everything that these documents state: of their texts and of what their listing says."""
        told = [(repr(one.document), [text.sha256 for text in one.texts[1:]], one.last_page) for one in held]
        return self._hash(canonical(told))

    def _candidates_for(self, own: Kept) -> list[Held]:
        law = (one.id for one in of_regime(own, self._summaries) if one.kind in MAKES_LAW)
        return [self._documents.held[key] for key in sorted(law)]

    def _delays(self) -> str:
        return repr([one for one in self._events if one.kind is EventKind.DELAYED])

    def _entered(self) -> str:
        return "".join(self._contents.get(kind, "") for kind in (entered.KIND, entered.WITHDRAWN))

    @cached_property
    def _rules(self) -> list[Held]:
        return party_changes.on_parties(one for _, one in sorted(self._documents.held.items()))

    @cached_property
    def _relations(self) -> Relations:
        return relations(self._documents)

    @cached_property
    def _events(self) -> list[Event]:
        """Return what documents do to the dates of others, and what people entered."""
        held = [one for _, one in sorted(self._documents.held.items())]
        stated = [
            Stated(one.document, one.texts, one.facts, one.kind in MAKES_LAW, "", None, one.last_page) for one in held
        ]
        days = {
            name: one.document.published
            for one in held
            for name in (one.document.number, one.document.citation)
            if name and one.document.published
        }
        return [*document_events(stated).events, *entered.entered_events(self._context, days)]

    @cached_property
    def _confidence(self) -> Confidence:
        known = Known(self._documents, self._events, self._texts, self.history)
        return Confidence(self._context, self._program, known)

    def _read(self, own: Kept) -> tuple[Read, ...]:
        if own.list not in self._readings:
            known = of_regime(own, self._summaries)
            self._readings[own.list] = self._confidence.read(own, self._attributed(own), known)
        return self._readings[own.list]

    def _cited(self) -> Cited:
        """Return the rows that cite rules on parties; the whole list is read only when it or a rule has changed."""

        def work() -> object:
            return _CITED.dump_python(party_changes.cited(self._rules, self._screening), mode="json")

        key = self._hash(self._fetched(SCREENING), self._texts_of(self._rules))
        return _CITED.validate_python(self._context.steps.once("citing rows", self._program, key, work))

    def _findings(self, made_from: str) -> Unit:
        material = Material(
            documents=self._documents,
            relations=self._relations,
            events=self._events,
            read=lambda: [one for own in KEPT for one in self._read(own)],
            orders=lambda: [self._orders(own, one) for own in KEPT for one in self._attributed(own)],
            rules=self._rules,
            cited=self._cited,
        )
        found = collected(self._context, self._program, made_from, material)
        return finding_units.unit(found, decisions.decisions(self._context))

    @cached_property
    def _redesignations(self) -> list[tuple[str, str, str]]:
        return redesignations(self._documents)

    def _renumbered(self, own: Kept) -> list[Renumbered]:
        known = {one.id: one for one in of_regime(own, self._summaries)}
        return [Renumbered(known[key], before, after) for key, before, after in self._redesignations if key in known]

    @cached_property
    def _screening(self) -> Screening:
        return screening(self._context)

    @cached_property
    def _official(self) -> Official:
        listed = [row.party for row in parties.in_force(self._screening)]
        return official(self._context, self._program, listed, self._screening.newest)

    @cached_property
    def _files(self) -> list[Dated]:
        with self._timed("company"):
            return imports.dated_rows(self._context)

    @cached_property
    def _versions(self) -> Versions:
        return versions(self._files, self._context.journal.entries(reclassified.KIND))

    @property
    def _rows(self) -> list[Dated]:
        """The company's rows, with the classifications that people decided beside those of its files."""
        return self._versions.rows

    def _decided(self) -> str:
        return self._contents.get(reclassified.KIND, "")

    def history(self, own: Kept) -> History:
        """Return the official texts of a list, read when they are first asked for."""
        if own.list not in self._histories:
            self._histories[own.list] = history(self._context, own, self._renumbered(own))
        return self._histories[own.list]

    def _compared(self, own: Kept) -> tuple[Compared, ...]:
        return comparisons(self._context, self._program, self._hash(self._texts(own)), lambda: self.history(own))

    def _attributed(self, own: Kept) -> list[tuple[Compared, Candidates]]:
        if own.list not in self._attributions:
            known = of_regime(own, self._summaries)
            self._attributions[own.list] = [(one, candidates(one, known)) for one in self._compared(own)]
        return self._attributions[own.list]

    def _orders(self, own: Kept, pair: tuple[Compared, Candidates]) -> Ordered:
        return Ordered(*pair, self._confidence.orders(own, pair[0], of_regime(own, self._summaries)))

    def _converted(self, own: Kept) -> Unit:
        if list_history.KIND not in self._contents:
            return Unit(history_units.name(own.list), (), ())
        held = self._entries.held if own == LISTS[0] else list_history.held(self._context, own)
        return history_units.unit(held, list_history.listed_rules(self._context, own), self.history(own))

    def _asked_of(self) -> list[str]:
        """Return what the verdicts are made from: the company's rows, and what answers, and entered events."""
        rows = [self._contents.get(imports.KIND, ""), self._decided(), self._entered()]
        return [*rows, self._texts_for_answers(), repr(self._rules_for_answers)]

    def _texts_for_answers(self) -> str:
        return self._hash(self._contents.get(list_history.KIND, ""), self._texts(LISTS[0]))

    @cached_property
    def _entries(self) -> Entries:
        """The entries of the list's texts; those of the run before, where the texts are the same."""
        return remembered(self._texts_for_answers(), lambda: Entries(list_history.held(self._context, LISTS[0])))

    @cached_property
    def _rules_for_answers(self) -> list_history.Known:
        """The rules that can tell when a text answers: others make no law, or tell no day of effect."""
        known = list_history.known(self._context, LISTS[0], self._summaries)
        able = (one for one in known.documents if one.effective and interval(one, date.min, date.max))
        return list_history.Known(tuple(able), known.rules)

    @cached_property
    def _verdicts(self) -> Unit:
        notices = [one for one in entered.entered_events(self._context, {}) if one.kind is EventKind.NOTICE]
        once = partial(self._context.steps.each, verdicts.NAME, self._program)
        answers = Answers(Texts(self._entries, self._rules_for_answers), self._texts_for_answers())
        return verdicts.unit(counting(self._rows), answers, notices, self._ids(LISTS[0]), once)

    def _ids(self, own: Kept) -> dict[str, str]:
        """Return the control id of every designation that any text of the list holds."""

        def work() -> dict[str, str]:
            return controls.control_ids(self.history(own))

        held: dict[str, str] = self._context.steps.once("ids", self._program, self._hash(self._texts(own)), work)
        return held

    def _instructions(self) -> Unit:
        ids: dict[str, dict[str, str]] = {"US": {}, "EU": {}}
        for own in KEPT:
            ids[_REGIMES.get(own.list, "US")].update(self._ids(own))
        return instructions.unit(self._documents, ids, [one for own in KEPT for one in self._attributed(own)])

    def _candidates(self) -> Unit:
        return parties.candidate_unit(self._rows, self._screening)

    def _queue(self) -> Unit:
        pairs = {_REGIMES[one.list]: self._attributed(one) for one in LISTS}
        decided = reclassified.decisions(self._context)
        material = queue.Material(
            files=self._files,
            versions=self._versions,
            changes={regime: dated_changes(own, self._summaries, self._events) for regime, own in pairs.items()},
            names=self._asked,
            verdicts=by_product(self._verdicts),
            decided=decided,
        )
        held = {one.change_id for own in pairs.values() for compared, _ in own for one in compared.differences}
        return queue_units.unit(queue.open_items(material), decided, held, self._versions.problems)

    def _asked(self, regime: str, code: str) -> frozenset[str] | None:
        """Return the names of what a paragraph asks, by the newest official text; None where that cannot be told."""
        if regime not in self._asking:
            own = next((one for one in LISTS if _REGIMES[one.list] == regime), None)
            texts = self.history(own).versions if own else ()
            self._asking[regime] = asked(texts[-1].controls if texts else None)
        return self._asking[regime](code)

    def _company(self) -> Unit:
        return company.unit(self._rows, {_REGIMES[one.list]: self._ids(one) for one in LISTS})
