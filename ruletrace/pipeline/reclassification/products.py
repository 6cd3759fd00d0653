"""What changed of a product itself after it was classified: tested parameters, components, firmware."""

from collections.abc import Callable, Iterable, Iterator, Mapping
from dataclasses import dataclass
from datetime import date, datetime

from company import facts
from company.model import Classification, Component, Decision, Parameter, Product, Record
from regulation.classification import parameter
from regulation.thresholds.model import folded
from ruletrace.model import canonical
from ruletrace.pipeline.reclassification.book import Book
from ruletrace.pipeline.reclassification.model import Base, Cause, Decided, Item, item_id, said

Asked = Callable[[Base], frozenset[str] | None]
"""The folded names of what a classification's paragraphs ask; None where that cannot be told: then all count."""


@dataclass(frozen=True, slots=True)
class _State:
    """What is said of one thing: in one canonical form, and in words, part by part."""

    form: str = ""
    parts: tuple[tuple[str, str], ...] = ()

    def words(self, other: "_State") -> str:
        """Return in words what is said otherwise than in another state."""
        told = [(name, words) for name, words in self.parts if (name, words) not in other.parts]
        return "; ".join(f"{name}: {words}" if name else words for name, words in told)


States = Mapping[str, _State]
NOTHING = "nothing that is told"
_TABLES: Mapping[Cause, tuple[type[Record], ...]] = {
    Cause.PARAMETER: (Parameter, Decision),
    Cause.FIRMWARE: (Product,),
    Cause.COMPONENT: (Component, Parameter, Decision, Classification, Product),
}


def items(base: Base, book: Book, asked: Asked, decided: Decided) -> Iterator[Item]:
    """Yield an item for each thing that is said otherwise than when the classification, or a decision, was made."""
    if base.sku not in book.moved_after(base.start):
        return
    names = asked(base)
    told = _Told(base, book, decided)
    yield from told.items(Cause.PARAMETER, *(_parameters(book, base.sku, names, when) for when in (base.start, None)))
    firmware = [book.firmware(base.sku, when) for when in (base.start, None)]
    # Told for the first time, or no more, is no other firmware.
    if all(firmware):
        yield from told.items(Cause.FIRMWARE, *({"firmware": _State(one, (("", one),))} for one in firmware))
    yield from told.items(Cause.COMPONENT, *(_components(book, base, names, when) for when in (base.start, None)))


class _Told:
    """Compares what was said with what is said."""

    def __init__(self, base: Base, book: Book, decided: Decided) -> None:
        self._base, self._book, self._decided = base, book, decided

    def items(self, cause: Cause, before: States, now: States) -> Iterator[Item]:
        """Yield an item for each thing whose state is another than before, or than the last decision was taken on."""
        for about in sorted(before.keys() | now.keys()):
            old, new = before.get(about, _State()), now.get(about, _State())
            decision = self._decided.get(item_id(self._base, cause, about))
            later = decision if decision and decision.at >= self._base.start else None
            if later is None and old.form != new.form:
                yield self._item(cause, about, old.words(new), new.words(old), new.form)
            elif later and later.payload["said"] != said(new.form):
                yield self._item(
                    cause, about, str(later.payload["to_text"]), new.words(old) or new.words(_State()), new.form
                )

    def _item(self, cause: Cause, about: str, before: str, after: str, state: str) -> Item:
        since = self._since(cause, about)
        return Item(
            base=self._base,
            cause=cause,
            about=about,
            paragraph=about,
            from_text=before,
            to_text=after,
            state=state,
            since=since,
            what=f"{_named(cause, about)} changed on {since}, the day of the import, from {before or NOTHING} to"
            f" {after or NOTHING}; it was classified as {self._base.code} on {self._base.on}.",
        )

    def _since(self, cause: Cause, about: str) -> date:
        """Return the day of the last import that changed something of it."""
        skus = (self._base.sku, about) if cause is Cause.COMPONENT else (self._base.sku,)
        rows = [row for sku in skus for model in _TABLES[cause] for row in self._book.versions(model, sku)]
        times = [at for row in rows for at in (row.start, row.end) if at and at > self._base.start]
        named = [row for row in rows if about in row.key]
        own = [at for row in named for at in (row.start, row.end) if at and at > self._base.start]
        return max(own or times, default=self._base.start).date()


def _named(cause: Cause, about: str) -> str:
    return f"The component {about}" if cause is Cause.COMPONENT else f"The {about}"


def _parameters(book: Book, sku: str, names: frozenset[str] | None, when: datetime | None) -> States:
    """Return what is said of each parameter, and of each question that people decide, that `names` holds."""
    found: dict[str, _State] = {}
    rows: dict[str, list[Parameter]] = {}
    for row in facts.newest(book.of(Parameter, sku, when)):
        if names is None or _folded(row.parameter) in names:
            rows.setdefault(row.parameter, []).append(row)
    for name, own in rows.items():
        amounts = sorted({(str(value.normalize()), unit) for value, unit in map(facts.amount, own)})
        found[name] = _State(canonical(amounts), (("", "; ".join(sorted(map(_measured, own)))),))
    for one in facts.decided(book.of(Decision, sku, when)):
        if names is None or folded(one.question) in names:
            found[one.question] = _State(one.answer, (("", one.answer),))
    return found


def _folded(name: str) -> str:
    own = parameter(name)
    return folded(own.name if own else name)


def _measured(row: Parameter) -> str:
    value = f"{row.value.normalize():f}"
    return f"{value} {row.unit or ''}".strip() + (f" ({row.source})" if row.source else "")


def _components(book: Book, base: Base, names: frozenset[str] | None, when: datetime | None) -> States:
    """Return what is said of each product in the tree: where it is built in, its code, firmware and parameters."""
    found = {}
    for sku, places in book.tree(base.sku, when).items():
        code = book.counting(sku, when).get(base.regime)
        told = {
            "built in": "; ".join(f"{quantity} in {whole}" for whole, quantity in places),
            "classified": code.code if code else "",
            "firmware": book.firmware(sku, when),
        }
        parameters = _parameters(book, sku, names, when)
        form = canonical([told, {name: one.form for name, one in parameters.items()}])
        told |= {name: one.words(_State()) for name, one in parameters.items()}
        found[sku] = _State(form, tuple((name, words) for name, words in told.items() if words))
    return found


def names_of(tests: Iterable[frozenset[str] | None]) -> frozenset[str] | None:
    """Return the names that several paragraphs ask, None where that of one cannot be told."""
    found: frozenset[str] = frozenset()
    for one in tests:
        if one is None:
            return None
        found |= one
    return found
