"""What an item answers under an entry from each day on which the text that answers changes, equal neighbours joined."""

from collections.abc import Iterator, Sequence
from dataclasses import dataclass, replace
from datetime import date, timedelta

from regulation.attribution import DocumentSummary
from regulation.classification import Answer, EntryTest, Item, Law, Verdict, answer
from regulation.classification.readings import readings
from ruletrace.model import canonical, sha256_hex
from ruletrace.pipeline.catalogue.items import Wanted, alike
from ruletrace.pipeline.catalogue.stages import Stage, Texts
from ruletrace.pipeline.classification import of_kind

COUNTING = "asked of the facts that count in the company's tables now, for past and coming days too"
DAY = timedelta(days=1)
MANY = 6  # open paragraphs from which a past answer names no more what would decide it


@dataclass(frozen=True, slots=True)
class Span:
    """One answer with the days that it holds for (`until` None: open).

    `first` and `last` are what answers on the first and the last of them, None where no text of these days is held;
    `newest` says that no later text is held.
    """

    on: date
    until: date | None
    answer: Answer
    first: Stage | None = None
    last: Stage | None = None
    newest: bool = False

    @property
    def told(self) -> tuple[str, ...]:
        """Why that text answers, and since which text the answer is the same."""
        if self.first is None or self.last is None:
            return (COUNTING,)
        first, last = self.first.chosen, self.last.chosen
        how = f", {first.origin}" if first.origin != last.origin else ""
        same = (f"the same since the text of {first.text.name}{how}",) if first.text.name != last.text.name else ()
        end = (f"from the last text held, of {last.text.name}; later amendments not seen",) if self.newest else ()
        lacks = (f"the text of {last.text.name} lacks something: {gap}" for gap in last.gaps)
        return tuple(dict.fromkeys((*first.told, *last.told, *same, *lacks, *end, COUNTING)))


@dataclass(frozen=True, slots=True)
class Question:
    """An entry, and an item with nothing but what the entry asks for; equal `key`, equal answer.

    The key is a hash of all that the answer is made of: the texts, what rules say of when each of them answers, and
    what is known of the item.
    """

    entry: str
    item: Item
    key: str


class Answers:
    """Answers of one list; `made_from` names the contents of its texts."""

    def __init__(self, texts: Texts, made_from: str) -> None:
        self._texts, self._made_from = texts, made_from
        self._wanted: dict[str, Wanted] = {}
        self._read: dict[str, str] = {}

    def newest(self, entry: str) -> EntryTest | None:
        """Return an entry of the newest text ready to be asked, None when it is not there or no text is held."""
        return self._texts.at(entry, date.max).test if self._texts.whole else None

    def wanted(self, entry: str) -> Wanted:
        """Return what an entry, or one that it refers to, asks for in any text."""
        if entry not in self._wanted:
            texts = self._texts
            tests = [one.test for code in texts.closure(entry) for one in texts.stages(code) if one.test]
            takes = {name for test in tests for name in test.takes}
            self._wanted[entry] = Wanted(takes, {name for test in tests for name in test.facts})
        return self._wanted[entry]

    def question(self, entry: str, item: Item) -> Question:
        """Return what an entry asks of an item; items of which the same is known share it."""
        if entry not in self._read:
            self._read[entry] = repr(self._texts.read(entry))
        own = self.wanted(entry).of(item)
        made_from = [self._made_from, entry, self._read[entry], repr(alike(own))]
        return Question(entry, own, sha256_hex(canonical(made_from).encode()))

    def of(self, asked: Question) -> tuple[Span, ...]:
        """Return what an item, taken as one of the kind that the entry's heading names, answers under it, by day.

        Without any text held there is nothing to answer from, and no day.
        """
        return tuple(self._joined(asked.entry, asked.item)) if self._texts.whole else ()

    def _joined(self, entry: str, item: Item) -> Iterator[Span]:
        spans: list[Span] = []
        for day, found, stage in self._each(entry, item):
            if spans and _same(spans[-1].answer, found):
                spans[-1] = replace(spans[-1], answer=found)
            else:
                spans.append(Span(day, None, found, stage))
        for day, rules in self._texts.coming(entry):
            spans.append(Span(day, None, _not_held(entry, self._texts, rules)))
        for one, later in zip(spans, [*spans[1:], None], strict=True):
            until = later.on - DAY if later else None
            last = self._texts.at(entry, until or date.max) if one.first else None
            yield replace(one, until=until, last=last, newest=last is not None and (not later or later.first is None))

    def _each(self, entry: str, item: Item) -> Iterator[tuple[date, Answer, Stage]]:
        """Yield the answers by first day; of texts that say the same the newest is asked, and quoted."""
        days = self._texts.days(entry)
        for day, later in zip(days, [*days[1:], None], strict=True):
            last = later - DAY if later else date.max
            first, stage = self._texts.at(entry, day), self._texts.at(entry, last)
            if stage.test is None:
                yield day, _without_entry(entry, stage), first
                continue
            law = self._texts.law(entry, last)
            yield day, _asked(law, stage.test, item, past=later is not None), first


def _asked(law: Law, test: EntryTest, item: Item, past: bool) -> Answer:
    """Return the answer for an item taken as one of the entry's kind; that alone never makes it *in*."""
    own = of_kind(item, test)
    if past and _mostly_open(law, test, own):
        return _little_known(test, own)
    found = answer(law, test, own)
    by_heading = found.verdict is Verdict.IN and found.paragraphs == (test.eccn,)
    return answer(law, test, item) if by_heading else found


def _mostly_open(law: Law, test: EntryTest, item: Item) -> bool:
    """Tell whether many paragraphs are open, whichever source is followed."""
    if item.role:  # a presumption may stand in place of what is open
        return False
    decided = (law.decide(test, item, one) for one in readings(item))
    return all(one.verdict is Verdict.UNDECIDED and one.held.count(None) > MANY for one in decided)


def _little_known(test: EntryTest, item: Item) -> Answer:
    """Return the answer of a past day on which nearly all of an entry is open: what would decide is told of today."""
    reason = f"more than {MANY} paragraphs of {test.eccn} may be met: of most of what they ask nothing is known"
    return Answer(item.name, Verdict.UNDECIDED, reason, remarks=item.told)


def _without_entry(entry: str, stage: Stage) -> Answer:
    if gaps := stage.chosen.gaps:
        return Answer("", Verdict.UNDECIDED, f"{entry} is not in the text held: {'; '.join(gaps)}")
    return Answer("", Verdict.OUT, f"the text of these days has no entry {entry}")


def _not_held(entry: str, texts: Texts, rules: Sequence[DocumentSummary]) -> Answer:
    named = ", ".join(f"{one.number} (effective {one.effective}, published {one.published})" for one in rules)
    reason = f"text of that day not held: {named} names {entry}, or an entry that it refers to, and takes effect after"
    return Answer("", Verdict.NOT_MODELLED, f"{reason} the last text held, of {texts.whole[-1].name}")


def _same(one: Answer, other: Answer) -> bool:
    """Tell whether two answers say the same; the words quoted may stand elsewhere in another text."""
    return replace(one, quotes=()) == replace(other, quotes=())
