"""The answer for one item and one entry: in, out, presumed, or what is missing to decide."""

from collections.abc import Iterator, Sequence
from dataclasses import dataclass, replace

from regulation.classification.entries import EntryTest, Unit, excluding
from regulation.classification.headroom import headroom, told
from regulation.classification.law import Decision, Facts, Index, Law
from regulation.classification.missing import by_note, deciding, open_leaves, outcomes, questions, unread
from regulation.classification.model import Answer, Item, Verdict
from regulation.classification.presumption import presumed
from regulation.classification.readings import Reading, disagreements, plain, readings
from regulation.classification.vocabulary import parameter
from regulation.thresholds import Reference, Words

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
    """Return the answer for an item under one entry of a dated list; its exporter's presumption comes first.

    An unread part or a missing fact never yields in or out unless every value of it would. Sources that disagree are
    evaluated each; where they part, nothing is decided.
    """
    read = [_read(law, test, item, one) for one in readings(item)]
    found = _agreed(law, test, item, read)
    if found.verdict is Verdict.OUT and test.gaps:
        gap = f"the text is known to lack something of {test.eccn}: {'; '.join(test.gaps)}"
        found = replace(found, verdict=Verdict.UNDECIDED, reason=f"{gap} (what is held of it does not reach the item)")
    remarks = (*item.told, *disagreements(item), *_estimated(law, test, item, found), *_about(test, item))
    return presumed(test, item, replace(found, remarks=tuple(dict.fromkeys((*found.remarks, *remarks)))))


def verdict_of(law: Law, test: EntryTest, item: Item) -> tuple[Verdict, tuple[str, ...]]:
    """Return verdict and paragraphs alone, by numbers."""
    return _together(test, [law.decide(test, item, one) for one in readings(item)])


def verdicts_of(law: Law, index: Index, item: Item) -> Iterator[tuple[str, Verdict, tuple[str, ...]]]:
    """Yield entry, verdict and paragraphs for each entry that asks for one of the item's quantities, by numbers.

    The fast way for very many items: `law` must have been made with the same `index`.
    """
    read = [(one, law.alike_in_all(item, one)) for one in readings(item)]
    for code in index.entries({name: None for one, _alike in read for name in one}):
        test = law.test(code)
        if test:
            yield code, *_together(test, [law.decide(test, item, one, alike) for one, alike in read])


def _together(test: EntryTest, decided: Sequence[Decision]) -> tuple[Verdict, tuple[str, ...]]:
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
    reason = f"meets {_list(met)}"
    bounds = "; ".join(dict.fromkeys((*_containing(law, item, units), *(told(one) for one in found if one.met))))
    remarks = (*_elsewhere(read, met), *_without(test, read[0]))
    quotes = _quotes(units)
    return Answer(
        item.name, Verdict.IN, f"{reason}: {bounds}" if bounds else reason, met, found, (), (), remarks, quotes
    )


def _elsewhere(read: Sequence[_Read], met: Sequence[str]) -> Iterator[str]:
    """Yield what only some readings meet, where the sources part."""
    some = dict.fromkeys(code for one in read for code in one.met if code not in met)
    if len(read) > 1 and some:
        yield f"the sources part on {_list(tuple(some))}: only some of their values meet it"


def _without(test: EntryTest, read: _Read) -> Iterator[str]:
    """Yield what is not known and was not needed, with the paragraphs that hang on it."""
    open_ = [unit for unit, held in zip(test.units, read.decision.held, strict=True) if held is None]
    names = tuple(dict.fromkeys(one.name for one in questions(test, open_, read.facts, read.reading) if one.sides))
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
        reason = f"excluded from {codes} by {note.words.place}: “{_cut(words)}”"
        return Answer(item.name, Verdict.OUT, reason, (), found, quotes=(note.words,))
    failing = "; ".join(dict.fromkeys(f"{one.paragraph}: {told(one)}" for one in found if not one.met))
    reason = f"meets no paragraph of {test.eccn}" + (f": {failing}" if failing else "")
    reason = reason if test.units else f"the text has no paragraph of {test.eccn} that could be met"
    return Answer(item.name, Verdict.OUT, reason, (), found, quotes=_quotes(test.units))


def _reaching(units: Sequence[Unit], facts: Facts) -> list[Unit]:
    """Return the paragraphs that the item would meet, or might, were there no notes."""
    return [unit for unit in units if unit.reaches(facts) is not False]


def _open(law: Law, test: EntryTest, item: Item, read: _Read) -> Answer:
    undecided = [unit for unit, held in zip(test.units, read.decision.held, strict=True) if held is None]
    undecided = undecided or [test.as_unit()]
    asked = questions(test, undecided, read.facts, read.reading)
    words = unread(undecided, read.facts)

    def decide(facts: Facts) -> tuple[Verdict, tuple[str, ...], bool]:
        decision = law.decided(test, facts, item)
        return decision.verdict, decision.met, decision.verdict is Verdict.OUT and by_note(test, facts)

    inside = tuple(_inside(law, item, undecided, read.facts))
    missing = tuple(
        dict.fromkeys(
            (*(one.name for one in asked), *(f"{one.name}: {fact}" for one in inside for fact in one.missing))
        )
    )
    missing = missing[:SHOWN]
    needed = f"depends on {_list(missing)}" if missing else "depends on words that were not read"
    needed += "".join(
        f"; not read in {one.words.designation} {one.words.place}: “{_cut(one.words.text)}”" for one in words[:2]
    )
    possible = _list(tuple(unit.designation for unit in undecided))
    found = headroom(undecided, read.facts)
    results = outcomes(asked[:SHOWN], read.facts, decide)
    return Answer(
        item.name,
        Verdict.UNDECIDED,
        f"{possible or test.eccn} may be met: {needed}",
        (),
        found,
        missing,
        results,
        tuple(f"{one.name}, which it contains: {one.verdict}: {one.reason}" for one in inside),
        quotes=_open_quotes(undecided, read.facts),
        deciding=deciding(asked[:SHOWN], read.facts, decide),
    )


def _inside(law: Law, item: Item, units: Sequence[Unit], facts: Facts) -> Iterator[Answer]:
    """Yield the answers for what an item contains where a reference to another entry hangs on it."""
    open_ = (leaf for unit in units for leaf in open_leaves(unit.whole, facts) if isinstance(leaf, Reference))
    codes = dict.fromkeys(code[:5] for leaf in open_ for code in leaf.designations)
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
    """Return what each of the sources that disagree would mean."""
    parts = []
    for one in read:
        stated = ", ".join(f"{key} {plain(number)}" for key, number in one.reading.items())
        parts.append(f"{stated}: {one.verdict}{f' ({_list(one.met)})' if one.met else ''}")
    reason = f"sources disagree, and the answers part: {'; '.join(parts)}"
    first = next((one for one in read if one.verdict is Verdict.UNDECIDED), read[0])
    beside = _open(law, test, item, first) if first.verdict is Verdict.UNDECIDED else None
    names = tuple(key.partition(" [")[0] for key, values in item.values.items() if len(values) > 1)
    missing = (*names, *(one for one in (beside.missing if beside else ()) if one not in names))
    return Answer(item.name, Verdict.UNDECIDED, reason, (), headroom(test.units, read[0].facts), missing)


def _estimated(law: Law, test: EntryTest, item: Item, found: Answer) -> Iterator[str]:
    """Yield what would be answered if estimates counted."""
    if not any(one.estimate for values in item.values.values() for one in values):
        return
    decided = [law.decide(test, item, one) for one in readings(item, estimates=True)]
    for one in dict.fromkeys((one.verdict, one.met) for one in decided):
        verdict, met = one
        more = tuple(code for code in met if code not in found.paragraphs)
        if verdict is not found.verdict or more:
            yield f"by the estimate it would be {verdict}{f' ({_list(more or met)})' if met else ''}"


def _about(test: EntryTest, item: Item) -> Iterator[str]:
    if test.corrected:
        yield f"{_list(test.corrected)}: condition keyed by hand from the words quoted"
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


def _open_quotes(units: Sequence[Unit], facts: Facts) -> tuple[Words, ...]:
    words = (leaf.words for unit in units for leaf in open_leaves(unit.whole, facts) if leaf.words)
    return tuple(dict.fromkeys(words))[:SHOWN]


def _list(codes: Sequence[str]) -> str:
    shown = list(codes[:SHOWN]) + ([f"{len(codes) - SHOWN} more"] if len(codes) > SHOWN else [])
    return shown[0] if len(shown) == 1 else f"{', '.join(shown[:-1])} and {shown[-1]}" if shown else ""


def _cut(words: str, length: int = 400) -> str:
    return words if len(words) <= length else f"{words[:length]}…"
