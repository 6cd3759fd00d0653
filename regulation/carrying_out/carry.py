"""Carries out the instructions of a document on the texts in force."""

from collections.abc import Iterable, Iterator, Sequence

from regulation.alignment import key
from regulation.amendments.dependencies import within
from regulation.amendments.model import Instruction, Target, Verb
from regulation.carrying_out.operations import apply, moved
from regulation.carrying_out.order import MOVING, NEWLY, in_order
from regulation.carrying_out.outcome import CarriedOut, Edit, Finding, Outcome, RefusalError, Result
from regulation.carrying_out.places import scope_of, spot
from regulation.carrying_out.sources import by_scope
from regulation.carrying_out.text import Text, Unit

_MANY = 3  # paragraphs that go before a revision is doubted
_NOT_TRIED = (Finding.BASE_NOT_HELD, Finding.BODY_NOT_HELD, Finding.DELAYED, Finding.NOT_MODELLED)


def carry_out(base: Iterable[Text], instructions: Sequence[Instruction], *, bodies_held: bool = True) -> CarriedOut:
    """Carry out the instructions of one document on the texts in force, and return what came of each.

    `bodies_held` says that the document was read whole, so that an instruction without new text has none; where only
    the instructions are held, new text is not missing but not held. An instruction that cannot be carried out changes
    nothing and gives a finding; those after it go on.
    """
    before = by_scope(base)
    run = _Run(before, instructions, bodies_held)
    for group in in_order(instructions):
        run.carry(group)
    outcomes = tuple(run.outcomes[index] for index in range(len(instructions)))
    return CarriedOut(outcomes, before, run.texts)


class _Run:
    """The texts as they stand after the instructions so far."""

    def __init__(self, before: dict[str, Text], instructions: Sequence[Instruction], bodies_held: bool) -> None:
        self.texts = dict(before)
        self.outcomes: dict[int, Outcome] = {}
        self._instructions, self._bodies_held = instructions, bodies_held
        self._printed = {one.ordinal for one in instructions if one.body}

    def carry(self, group: Sequence[int]) -> None:
        """Carry out one instruction, or the moves of one number together."""
        members = [self._instructions[index] for index in group]
        held = dict(self.texts)
        try:
            self._check(members)
            told = self._moves(members) if members[0].verb in MOVING else self._one(members[0])
            for index, outcome in zip(group, told, strict=True):
                self.outcomes[index] = outcome
        except RefusalError as refusal:
            self.texts = held
            for index, one in zip(group, members, strict=True):
                self.outcomes[index] = self._refused(one, refusal)

    def _check(self, members: Sequence[Instruction]) -> None:
        for one in members:
            if "indefinitely" in one.effective.lower():
                raise RefusalError(Finding.DELAYED, f"its effect is delayed: “{one.effective}”")
            lost = self._lost(one)
            if lost:
                raise RefusalError(Finding.DEPENDS, f"it builds on instruction {lost}, which cannot be carried out")

    def _lost(self, one: Instruction) -> str:
        """Return the number of a move that did not take place, where the instruction speaks of the new place."""
        for index, other in enumerate(self._instructions):
            told = self.outcomes.get(index)
            moving = other.verb in MOVING and one.verb not in MOVING
            if told and told.result is Result.REFUSED and moving and _speaks_of(one, other):
                return other.number
        return ""

    def _one(self, one: Instruction) -> list[Outcome]:
        text = self._held(one.target) if one.target else None
        if text is None or one.target is None:
            raise RefusalError(Finding.NOT_UNDERSTOOD, f"“{one.not_understood or one.text}” is not understood")
        try:
            after = apply(text, one, self._no_text)
        except RefusalError as refusal:
            brought = self._brought(one) if refusal.finding is Finding.EXISTS else ""
            if brought:
                return [Outcome(one, Result.CARRIED_OUT, Finding.NONE, f"came with {brought}", (), text.name)]
            if refusal.finding is not Finding.READS_OTHERWISE:
                raise
            return [
                Outcome(one, Result.CARRIED_OUT, refusal.finding, f"nothing to change, but {refusal}", (), text.name)
            ]
        self._keep(text, after)
        edits = tuple(_edits(text.units, after.units))
        unread = f"; not understood beside it: “{one.unread}”" if one.unread else ""
        finding, warning = _fewer(one, edits)
        return [Outcome(one, Result.CARRIED_OUT, finding, f"{_told(edits)}{warning}{unread}", edits, text.name)]

    def _brought(self, one: Instruction) -> str:
        """Return what brought the text of an instruction along: "adding paragraphs (C) and (C)(1)" adds (1) twice."""
        for told in self.outcomes.values():
            other = told.instruction
            alike = other.ordinal == one.ordinal and bool(one.body) and one.new_text in other.new_text
            if told.edits and alike and one.target and other.target and within(one.target, other.target):
                return str(other.target)
        return ""

    def _moves(self, members: Sequence[Instruction]) -> list[Outcome]:
        """Carry out moves in one step, by the two texts they touch."""
        found: dict[int, Outcome] = {}
        by_texts: dict[tuple[str, str], list[int]] = {}
        for index, one in enumerate(members):
            if one.target is None or one.old_target is None:
                raise RefusalError(
                    Finding.NOT_UNDERSTOOD, "the place that is moved, or where it goes, is not understood"
                )
            by_texts.setdefault((scope_of(one.old_target), scope_of(one.target)), []).append(index)
        for indices in by_texts.values():
            chosen = [members[index] for index in indices]
            found.update(zip(indices, self._moved(chosen), strict=True))
        return [found[index] for index in range(len(members))]

    def _moved(self, members: Sequence[Instruction]) -> list[Outcome]:
        pairs = [(spot(one.old_target), spot(one.target)) for one in members if one.old_target and one.target]
        first = members[0]
        text, other = self._held(first.old_target or Target()), self._held(first.target or Target())
        left, reached = moved(text, other, pairs)
        self._keep(text, left)
        self._keep(other, reached)
        return [
            Outcome(
                one,
                Result.CARRIED_OUT,
                Finding.NONE,
                "moved",
                tuple(_moved_edits(text, old.address, new.address, reached)),
                text.name,
            )
            for one, (old, new) in zip(members, pairs, strict=True)
        ]

    def _held(self, target: Target) -> Text:
        spot(target)
        scope = scope_of(target)
        if scope not in self.texts:
            raise RefusalError(Finding.BASE_NOT_HELD, f"no text of {scope} from before is held")
        return self.texts[scope]

    def _keep(self, old: Text, new: Text) -> None:
        self.texts.update({scope: new for scope, held in self.texts.items() if held is old})

    def _no_text(self, one: Instruction) -> RefusalError:
        if not self._bodies_held:
            return RefusalError(
                Finding.BODY_NOT_HELD,
                f"the place is as the instruction needs it; the new text of {one.target} is not held",
            )
        if one.ordinal in self._printed:
            return RefusalError(
                Finding.NO_TEXT, f"no text is tied to {one.target}, though the instruction prints text for others"
            )
        return RefusalError(Finding.NO_TEXT, f"no text was supplied for {one.target}")

    def _refused(self, one: Instruction, refusal: RefusalError) -> Outcome:
        result = Result.NOT_TRIED if refusal.finding in _NOT_TRIED else Result.REFUSED
        base = self.texts.get(scope_of(one.target)) if one.target else None
        return Outcome(one, result, refusal.finding, str(refusal), (), base.name if base else "")


def _speaks_of(one: Instruction, move: Instruction) -> bool:
    if one.target is None or move.target is None or not within(one.target, move.target):
        return False
    return move.number in one.depends_on or (move.number == one.number and one.note == NEWLY)


def _fewer(one: Instruction, edits: Sequence[Edit]) -> tuple[Finding, str]:
    """Warn of a revision that takes out most of what stood there: its new text may not be printed or tied whole."""
    removed = sum(1 for edit in edits if not edit.after)
    printed = len(one.body)
    if one.verb not in (Verb.REVISE, Verb.REPUBLISH) or removed < _MANY or removed <= printed:
        return Finding.NONE, ""
    return Finding.FEWER, f"; it would delete {removed} paragraphs that the new text does not print"


def _told(edits: Sequence[Edit]) -> str:
    if not edits:
        return "nothing to change: the text reads so already"
    counts = [
        (sum(1 for one in edits if not one.before), "added"),
        (sum(1 for one in edits if one.before and one.after), "revised"),
        (sum(1 for one in edits if not one.after), "removed"),
    ]
    return ", ".join(f"{count} {what}" for count, what in counts if count)


def _edits(old: Sequence[Unit], new: Sequence[Unit]) -> Iterator[Edit]:
    """Yield what changed, place by place; places of one name are told apart by their order."""
    start = next((i for i, (a, b) in enumerate(zip(old, new, strict=False)) if a is not b), min(len(old), len(new)))
    before, after = _keyed(old[start:]), _keyed(new[start:])
    for place in dict.fromkeys((*before, *after)):
        was, now = before.get(place), after.get(place)
        if was is now:
            continue
        words = was.printed if was else "", now.printed if now else ""
        if key(words[0]) != key(words[1]):
            yield Edit((now or was or old[0]).place, *words)


def _keyed(units: Sequence[Unit]) -> dict[tuple[object, ...], Unit]:
    found: dict[tuple[object, ...], Unit] = {}
    for one in units:
        number = 0
        while (one.address, one.name, number) in found:
            number += 1
        found[one.address, one.name, number] = one
    return found


def _moved_edits(old: Text, source: tuple[str, ...], target: tuple[str, ...], new: Text) -> Iterator[Edit]:
    for index in old.below(source):
        was = old.units[index]
        address = (*target, *was.address[len(source) :])
        now = new.at(address, was.name)
        if now:
            yield Edit(f"{was.place} → {now.place}", was.printed, now.printed)
