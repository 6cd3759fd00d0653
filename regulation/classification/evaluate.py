"""The answer for one item and one entry: in, out, presumed, or what is missing to decide."""

from collections.abc import Iterable, Iterator, Sequence
from dataclasses import dataclass, replace
from decimal import Decimal

from regulation.classification.entries import EntryTest, Unit, excluding
from regulation.classification.headroom import distance, headroom, shown, told
from regulation.classification.law import Decision, Facts, Index, Law
from regulation.classification.missing import Leaf, all_open, by_note, deciding, outcomes, questions
from regulation.classification.model import Answer, Item, Measured, Outcome, Verdict
from regulation.classification.presumption import BEARERS, by_presumption, presumed
from regulation.classification.readings import Reading, disagreements, readings, rounded, written
from regulation.classification.vocabulary import parameter, quotients
from regulation.thresholds import Fact, Reference, ReferenceKind, Unread, Words
from regulation.thresholds.truth import evaluate, leaves

SHOWN = 12  # missing facts, quotes or paragraphs named in one answer


@dataclass(frozen=True, slots=True)
class _Read:
    """One reading of an item's facts with what it decides."""

    reading: Reading
    facts: Facts
    decision: Decision
    verdict: Verdict
    met: tuple[str, ...]


def answer(law: Law, test: EntryTest, item: Item) -> Answer:
    """Return the answer for an item under one entry of a dated list, its exporter's presumption in it.

    An unread part or a missing fact never yields in or out unless every value of it would. Sources that disagree are
    evaluated each, and so are both ends of what was rounded; where they part, nothing is decided.
    """
    read = [_read(law, test, item, one) for one in readings(item)]
    found = _agreed(law, test, item, read)
    if found.verdict is Verdict.OUT and test.gaps:
        gap = f"the text is known to lack something of {test.eccn}: {'; '.join(test.gaps)}"
        found = replace(found, verdict=Verdict.UNDECIDED, reason=f"{gap} (what is held of it does not reach the item)")
    remarks = (*found.remarks, *item.told, *disagreements(item), *_estimated(law, test, item, found))
    whole = presumed(test, item, replace(found, remarks=(*remarks, *_about(test, item))))
    return replace(whole, remarks=tuple(dict.fromkeys(whole.remarks)))


def verdict_of(law: Law, test: EntryTest, item: Item) -> tuple[Verdict, tuple[str, ...]]:
    """Return verdict and paragraphs alone, as `answer` has them."""
    return _together(test, item, [law.decide(test, item, one) for one in readings(item)])


def verdicts_of(law: Law, index: Index, item: Item) -> Iterator[tuple[str, Verdict, tuple[str, ...]]]:
    """Yield entry, verdict and paragraphs for each entry that asks for one of the item's quantities, or presumes.

    The fast way for very many items: `law` must have been made with the same `index`.
    """
    read = [(one, law.alike_in_all(item, one)) for one in readings(item)]
    presuming = index.presuming if item.role in BEARERS else ()
    for code in index.entries({name: None for one, _alike in read for name in one}, presuming):
        test = law.test(code)
        if test:
            yield code, *_together(test, item, [law.decide(test, item, one, alike) for one, alike in read])


def _together(test: EntryTest, item: Item, decided: Sequence[Decision]) -> tuple[Verdict, tuple[str, ...]]:
    return by_presumption(test, item, *_by_numbers(test, decided))


def _by_numbers(test: EntryTest, decided: Sequence[Decision]) -> tuple[Verdict, tuple[str, ...]]:
    verdict = decided[0].verdict
    if len(decided) > 1 and any(one.verdict is not verdict for one in decided):
        return Verdict.UNDECIDED, ()
    if verdict is Verdict.OUT and test.gaps:
        return Verdict.UNDECIDED, ()
    return verdict, _common(test, [one.met for one in decided]) if verdict is Verdict.IN else ()


def _read(law: Law, test: EntryTest, item: Item, reading: Reading) -> _Read:
    decision = law.decide(test, item, reading)
    facts = law.with_references(test, law.facts(test, item, reading), item)
    return _Read(reading, facts, decision, decision.verdict, decision.met)


def _common(test: EntryTest, met: Sequence[tuple[str, ...]]) -> tuple[str, ...]:
    """Return the paragraphs met under every reading; the entry where each reading meets another one."""
    common = tuple(code for code in met[0] if all(code in one for one in met))
    return common or (test.eccn,)


def _agreed(law: Law, test: EntryTest, item: Item, read: Sequence[_Read]) -> Answer:
    verdicts = {one.verdict for one in read}
    if len(verdicts) > 1 and verdicts != {Verdict.UNDECIDED}:
        return _parted(law, test, item, read)
    if Verdict.IN in verdicts:
        return _in(law, test, item, read)
    return _out(test, item, read) if Verdict.OUT in verdicts else _open(law, test, item, read[0])


def _in(law: Law, test: EntryTest, item: Item, read: Sequence[_Read]) -> Answer:
    met = _common(test, [one.met for one in read])
    units = [unit for unit in test.units if unit.designation in met]
    found = headroom(units, read[0].facts)
    first = [told(one) for one in found if one.met and one.paragraph == met[0]]
    bounds = "; ".join(dict.fromkeys((*_containing(law, item, units), *first)))
    also = f"; also meets {_list(met[1:])}" if len(met) > 1 else ""
    reason = f"meets {met[0]}{f': {bounds}' if bounds else ''}{also}"
    remarks = (*_elsewhere(read, met), *_without(test, read[0]))
    quotes = _quotes(units)
    return Answer(item.name, Verdict.IN, reason, met, found, remarks=remarks, quotes=quotes)


def _elsewhere(read: Sequence[_Read], met: Sequence[str]) -> Iterator[str]:
    """Yield what only some readings meet, where the sources part."""
    some = dict.fromkeys(code for one in read for code in one.met if code not in met)
    if len(read) > 1 and some:
        yield f"the values given part on {_list(tuple(some))}: only some of them meet it"


def _without(test: EntryTest, read: _Read) -> Iterator[str]:
    """Yield what is not known and was not needed, with the paragraphs that hang on it."""
    open_ = [unit for unit, held in zip(test.units, read.decision.held, strict=True) if held is None]
    asked = questions(test, all_open(open_, read.facts), read.facts, read.reading)
    names = tuple(dict.fromkeys(one.name for one in asked if one.sides))
    if names:
        yield f"decided without {_list(names)}, on which {_list([unit.designation for unit in open_])} may hang besides"


def _out(test: EntryTest, item: Item, read: Sequence[_Read]) -> Answer:
    facts = read[0].facts
    found = headroom(test.units, facts)
    taken = [(unit, note) for unit in _reaching(test.units, facts) if (note := excluding(test, unit, facts))]
    if taken:
        note = taken[0][1]
        codes = _list(tuple(dict.fromkeys(unit.designation for unit, _note in taken)))
        words = " ".join(note.words.text.split())
        reason = f"excluded from {codes} by {note.words.place}: “{words}”"
        return Answer(item.name, Verdict.OUT, reason, (), found, quotes=(note.words,))
    reason = f"meets no paragraph of {test.eccn}{_closest(test, facts)}"
    reason = reason if test.units else f"the text has no paragraph of {test.eccn} that could be met"
    return Answer(item.name, Verdict.OUT, reason, (), found, quotes=_quotes(test.units))


def _closest(test: EntryTest, facts: Facts) -> str:
    """Return in words what keeps an item out of the paragraph that it comes closest to; what a person said counts most.

    Paragraphs that fail by numbers alone are closer than those that ask for another kind of item.
    """
    failing = [(unit, [one for one in headroom([unit], facts) if not one.met]) for unit in test.units]
    near = [(unit, rows) for unit, rows in failing if rows and not any(_refused(unit, facts))]
    if near:
        unit, rows = min(near, key=lambda pair: distance(pair[1]))
        return f"; closest is {unit.designation}: {'; '.join(dict.fromkeys(told(one) for one in rows))}"
    words = dict.fromkeys(words for unit in test.units for words in _refused(unit, facts))
    return f": {_list(tuple(words))}" if words else ""


def _refused(unit: Unit, facts: Facts) -> Iterator[str]:
    """Yield in words the conditions of a paragraph, other than numbers, that are known not to hold."""
    for leaf in leaves(unit.base):
        if isinstance(leaf, Fact) and evaluate(leaf, facts) is False:
            yield f"not “{leaf.name}”"
        if isinstance(leaf, Reference) and evaluate(leaf, facts) is False:
            yield f"does not {'meet' if leaf.kind is ReferenceKind.MEETS else 'fall under'} {_list(leaf.designations)}"


def _reaching(units: Sequence[Unit], facts: Facts) -> list[Unit]:
    """Return the paragraphs that the item would meet, or might, were there no notes."""
    return [unit for unit in units if unit.reaches(facts) is not False]


def _open(law: Law, test: EntryTest, item: Item, read: _Read) -> Answer:
    undecided = [unit for unit, held in zip(test.units, read.decision.held, strict=True) if held is None]
    undecided = undecided or [test.as_unit()]
    open_ = all_open(undecided, read.facts)
    asked = questions(test, open_, read.facts, read.reading)
    words = [leaf.words for leaf in open_ if isinstance(leaf, Unread)]

    def decide(facts: Facts) -> tuple[Verdict, tuple[str, ...], bool]:
        decision = law.decided(test, facts, item)
        return decision.verdict, decision.met, decision.verdict is Verdict.OUT and by_note(test, facts)

    inside = tuple(_inside(law, item, open_))
    missing = tuple(
        dict.fromkeys(
            (*(one.name for one in asked), *(f"{one.name}: {fact}" for one in inside for fact in one.missing))
        )
    )
    missing = missing[:SHOWN]
    needed = f"depends on {_list(missing)}" if missing else "depends on words that were not read"
    needed += "".join(
        f"; not read in {one.designation} {one.place}: “{' '.join(one.text.split())}”" for one in words[:2]
    )
    may = tuple(unit.designation for unit in undecided)
    found = headroom(undecided, read.facts)
    results = outcomes(asked[:SHOWN], read.facts, decide)
    return Answer(
        item.name,
        Verdict.UNDECIDED,
        f"{_list(may)} may be met: {needed}",
        (),
        found,
        missing,
        results,
        tuple(f"{one.name}, which it contains: {one.verdict}: {one.reason}" for one in inside),
        quotes=tuple(dict.fromkeys(leaf.words for leaf in open_ if leaf.words))[:SHOWN],
        deciding=deciding(asked[:SHOWN], read.facts, decide),
        may=may,
    )


def _inside(law: Law, item: Item, open_: Iterable[Leaf]) -> Iterator[Answer]:
    """Yield the answers for what an item contains where a reference to another entry hangs on it."""
    references = (leaf for leaf in open_ if isinstance(leaf, Reference))
    codes = dict.fromkeys(code[:5] for leaf in references for code in leaf.designations)
    for code in codes:
        test = law.test(code)
        answers = (answer(law, test, part) for part in item.contains) if test else ()
        yield from (one for one in answers if one.verdict is Verdict.UNDECIDED)


def _containing(law: Law, item: Item, units: Sequence[Unit]) -> Iterator[str]:
    """Yield in words which of the items contained meet what a paragraph refers to."""
    codes = dict.fromkeys(code for unit in units for _key, one in unit.references for code in one.designations)
    for part in item.contains:
        met = [code for code in codes if law.meets(part, code)]
        if met:
            yield f"contains {part.name}, which meets {_list(met)}"


def _parted(law: Law, test: EntryTest, item: Item, read: Sequence[_Read]) -> Answer:
    """Return what each of the values that disagree, or that a rounded one may stand for, would mean."""
    results = tuple(_each(read))
    reason = f"{' and '.join(_why(item))}, and the answers part"
    first = next((one for one in read if one.verdict is Verdict.UNDECIDED), read[0])
    beside = _open(law, test, item, first) if first.verdict is Verdict.UNDECIDED else None
    missing = tuple(dict.fromkeys((*_to_settle(item), *(beside.missing if beside else ()))))
    may = tuple(unit.designation for unit in test.units if any(unit.designation in one.met for one in read))
    may = tuple(dict.fromkeys((*may, *(beside.may if beside else ()))))
    found, quotes = headroom(test.units, read[0].facts), _quotes(test.units)
    return Answer(item.name, Verdict.UNDECIDED, reason, (), found, missing, results, quotes=quotes, may=may)


def _each(read: Sequence[_Read]) -> Iterator[Outcome]:
    """Yield for each reading what it would bring, told by the values in which the readings differ."""
    names = [name for name in read[0].reading if len({one.reading.get(name) for one in read}) > 1]
    for one in read:
        when = tuple(_stated(name, one.reading[name]) for name in names if name in one.reading)
        yield Outcome(when, one.verdict, one.met)


def _stated(key: str, number: Decimal) -> str:
    name, told_as = written(key)
    return f"{name} {told_as(shown(number))}"


def _why(item: Item) -> Iterator[str]:
    disagreeing = tuple(written(key)[0] for key, values in item.values.items() if _disagree(values))
    if disagreeing:
        yield f"sources disagree on {_list(disagreeing)}"
    for key, one in rounded(item):
        name, told_as = written(key)
        yield f"{name} {told_as(one.number)} is rounded as printed"


def _disagree(values: Sequence[Measured]) -> bool:
    return len({one.number for one in values if not one.estimate}) > 1


def _to_settle(item: Item) -> Iterator[str]:
    """Yield what would settle where the values lie: which of them is right, or what a quotient is computed from."""
    for key, values in item.values.items():
        if _disagree(values):
            yield written(key)[0]
    for key in dict.fromkeys(key for key, _value in rounded(item)):
        parts = [part for one in quotients() if one.quantity == key for part in (one.of, one.by)]
        yield from (written(part)[0] for part in parts or [key] if not parts or not _is_known(item, part))


def _is_known(item: Item, key: str) -> bool:
    return any(not one.estimate for one in item.values.get(key, ()))


def _within(met: Sequence[str]) -> str:
    return f" ({_list(met)})" if met else ""


def _estimated(law: Law, test: EntryTest, item: Item, found: Answer) -> Iterator[str]:
    """Yield what would be answered if estimates counted."""
    if not any(one.estimate for values in item.values.values() for one in values):
        return
    decided = [law.decide(test, item, one) for one in readings(item, estimates=True)]
    for one in dict.fromkeys((one.verdict, one.met) for one in decided):
        verdict, met = one
        more = tuple(code for code in met if code not in found.paragraphs)
        if verdict is not found.verdict or more:
            yield f"by the estimate it would be {verdict}{_within(more or met)}"


def _about(test: EntryTest, item: Item) -> Iterator[str]:
    yield from _taken(test, item)
    if not item.values and not item.answers and not item.contains:
        yield "nothing is known of the item"


def _taken(test: EntryTest, item: Item) -> Iterator[str]:
    """Yield which of the item's quantities answer for one that the text names otherwise."""
    for name in item.values:
        own = parameter(name.partition(" [")[0])
        for key in test.takes.get(name, ()):
            asked = test.bounds[key].quantity
            if own and asked.key not in own.names:
                yield f"{own.name} is taken for the text's “{asked.name}”"


def _quotes(units: Sequence[Unit]) -> tuple[Words, ...]:
    return tuple(dict.fromkeys(unit.words for unit in units if unit.words))[:SHOWN]


def _list(codes: Sequence[str]) -> str:
    shown = list(codes[:SHOWN]) + ([f"{len(codes) - SHOWN} more"] if len(codes) > SHOWN else [])
    return shown[0] if len(shown) == 1 else f"{', '.join(shown[:-1])} and {shown[-1]}" if shown else ""
