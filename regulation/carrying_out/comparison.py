"""What came of the instructions of a document, compared with the next official text; with the evidence for each."""

from collections.abc import Iterable
from dataclasses import dataclass, replace
from enum import StrEnum

from regulation.alignment import key
from regulation.amendments.model import Instruction, Verb
from regulation.carrying_out.bodies import new_units
from regulation.carrying_out.editors import Publication, refused_by_editors, source_line
from regulation.carrying_out.outcome import CarriedOut, Edit, Finding, Outcome, RefusalError, Result
from regulation.carrying_out.places import Spot, found, scope_of, spot, where_name
from regulation.carrying_out.sources import by_scope
from regulation.carrying_out.text import AFTER_TEXT, Text, Unit


class Verdict(StrEnum):
    """What the next official text says of an instruction."""

    CONFIRMED = "confirmed"
    DIFFERS = "differs here"
    NOT_YET = "not yet in the official text"
    REFUSED = "could not be carried out"
    PLACE_FOUND = "place found, words not compared"
    UNDECIDED = "undecided: text not held"
    NOT_MODELLED = "undecided: not modelled"


class Proof(StrEnum):
    """What was compared, and so how much a verdict says."""

    WORDS = "the words are those ordered"
    PRESENT = "the added place stands there; its words are not compared"
    GONE = "the removed place is gone"
    PLACE = "the place stands there; its words are not compared"
    EDITORS = "the editors say so in a note"
    CARRYING_OUT = "carrying out says so"
    NONE = ""


@dataclass(frozen=True, slots=True)
class Compared:
    """An outcome with what the next official text says of it.

    `evidence` are sentences, each naming the text it was seen in; `differences` lead from the words ordered to those
    of the official text; `place_found` says whether the target stands in that text, None when it is not held.
    `finding` is the outcome's, or the one that the editors' note gives.
    """

    outcome: Outcome
    verdict: Verdict
    proof: Proof
    evidence: tuple[str, ...]
    differences: tuple[Edit, ...] = ()
    place_found: bool | None = None
    finding: Finding = Finding.NONE


def compare(done: CarriedOut, official: Iterable[Text], printed: Publication | None = None) -> tuple[Compared, ...]:
    """Compare each outcome with the official texts that came next, in the order of the outcomes.

    `printed` tells where the document was printed: then editors' notes and source lines of those texts are evidence.
    """
    texts = by_scope(official)
    return tuple(_Comparison(done, one, texts, printed or Publication()).run() for one in done.outcomes)


class _Comparison:
    """One outcome beside the official text of its scope."""

    def __init__(self, done: CarriedOut, outcome: Outcome, texts: dict[str, Text], printed: Publication) -> None:
        self._outcome, self._one, self._printed = outcome, outcome.instruction, printed
        self._all = done.outcomes
        self._scope = scope_of(self._one.target) if self._one.target else ""
        self._text = texts.get(self._scope)
        self._before, self._after = done.before.get(self._scope), done.after.get(self._scope)
        self._where: Spot | None = None
        self._here: tuple[int, ...] = ()

    def run(self) -> Compared:
        if self._one.target is None or self._outcome.finding is Finding.NOT_UNDERSTOOD:
            return self._said(Verdict.REFUSED, Proof.CARRYING_OUT, self._outcome.message)
        if self._text is None:
            refused = self._outcome.result is Result.REFUSED
            verdict, proof = (Verdict.REFUSED, Proof.CARRYING_OUT) if refused else (Verdict.UNDECIDED, Proof.NONE)
            told = self._outcome.message if refused else f"no text of {self._scope} from after the document is held"
            return self._said(verdict, proof, told)
        try:
            where = spot(self._one.target)
            self._here = found(self._text, where)
        except RefusalError as refusal:
            return self._said(Verdict.NOT_MODELLED, Proof.NONE, str(refusal))
        self._where = where
        return self._against(self._text, where)

    def _against(self, text: Text, where: Spot) -> Compared:
        note = refused_by_editors(text, self._one, self._printed)
        if note:
            own = self._own_finding(text)
            said = self._said(Verdict.REFUSED, Proof.EDITORS, *own, f"the editors' note in {text}: “{note.quote}”")
            return replace(said, finding=note.finding)
        if self._outcome.finding is Finding.NOT_MODELLED:
            return self._said(Verdict.NOT_MODELLED, Proof.NONE, self._outcome.message)
        if self._outcome.result is Result.REFUSED:
            return self._said(Verdict.REFUSED, Proof.CARRYING_OUT, self._outcome.message, *self._stands(text))
        if self._outcome.result is Result.CARRIED_OUT and self._after is not None:
            return self._carried_out(text, where, self._after)
        return self._body_only(text, where)

    def _own_finding(self, text: Text) -> list[str]:
        """Say what carrying out found, or, without a text from before, what stands in the later one."""
        if self._outcome.result is Result.REFUSED:
            return [f"carrying out: {self._outcome.message}"]
        if self._outcome.result is Result.CARRIED_OUT:
            return ["carrying out went through here: the editors' note says otherwise"]
        stands = "stands" if self._here else "does not stand"
        return [f"{self._outcome.message}; {self._one.target} {stands} in {text}"]

    def _carried_out(self, text: Text, where: Spot, after: Text) -> Compared:
        """Compare the words at the target, and where it is moved also that the old place was left, as after all."""
        ours, theirs = _units(after, where), _units(text, where)
        if self._one.verb is Verb.CONTINUE:
            ours = _new_units(self._one, where) or ours
        differing = self._ordered(_differing(ours, theirs))
        if not differing:
            gone = self._one.verb is Verb.REMOVE and not ours and self._one.old_words is None
            proof = Proof.GONE if gone else Proof.WORDS
            return self._said(Verdict.CONFIRMED, proof, self._seen(text, gone=gone), *self._line(text))
        before = _units(self._before, where) if self._before else ()
        if not self._ordered(_differing(before, theirs)):
            return self._said(Verdict.NOT_YET, Proof.NONE, f"{where_name(where)} reads in {text} as before")
        told = f"{where_name(where)} reads otherwise in {text}"
        return self._said(Verdict.DIFFERS, Proof.NONE, told, *self._line(text), differences=differing)

    def _ordered(self, differing: tuple[Edit, ...]) -> tuple[Edit, ...]:
        """Of an instruction about words, keep the places that it changed: the rest of a section is not its doing."""
        if self._one.verb is not Verb.REPLACE_WORDS and self._one.old_words is None:
            return differing
        changed = {edit.place for edit in self._outcome.edits}
        return tuple(one for one in differing if one.place in changed)

    def _body_only(self, text: Text, where: Spot) -> Compared:
        """Compare without a text from before: with the new words where they are held, else by presence alone."""
        told = (self._outcome.message, *self._stands(text), *self._line(text))
        new = _new_units(self._one, where)
        if new and self._here:
            differing = _differing(new, _units(text, where))
            verdict = Verdict.DIFFERS if differing else Verdict.CONFIRMED
            return self._said(verdict, Proof.WORDS, *told, differences=differing)
        if self._one.old_words is not None or self._one.new_words is not None:
            return self._said(Verdict.UNDECIDED, Proof.NONE, *told)
        removes = self._one.verb in (Verb.REMOVE, Verb.RESERVE)
        if removes:
            gone = not self._here or (self._one.verb is Verb.RESERVE and text.units[self._here[0]].reserved)
            verdict, proof = (Verdict.CONFIRMED, Proof.GONE) if gone else (Verdict.NOT_YET, Proof.NONE)
            return self._said(verdict, proof, *told)
        if not self._here and self._one.verb is Verb.ADD:
            return self._said(Verdict.NOT_YET, Proof.NONE, *told)
        if not self._here:  # what is to be revised is not there to be revised
            return replace(self._said(Verdict.REFUSED, Proof.NONE, *told), finding=Finding.ABSENT)
        if self._one.verb is Verb.CONTINUE:
            return self._said(Verdict.CONFIRMED, Proof.PLACE, *told, *self._unproved(text))
        if self._one.verb is Verb.ADD:
            verdict = Verdict.CONFIRMED if self._line(text) else Verdict.PLACE_FOUND
            return self._said(verdict, Proof.PRESENT, *told, *self._unproved(text))
        return self._said(Verdict.PLACE_FOUND, Proof.PLACE, *told, *self._unproved(text))

    def _unproved(self, text: Text) -> list[str]:
        """Say what presence alone leaves open, and which entries that the document adds the words name."""
        added = {
            one.instruction.target.eccn
            for one in self._all
            if one.instruction.target and one.instruction.verb is Verb.ADD and one.instruction is not self._one
        }
        words = " ".join(text.units[index].words for index in self._here)
        named = sorted(eccn for eccn in added if eccn and eccn in words)
        told = [f"its words name {', '.join(named)}, which this document adds"] if named else []
        if self._one.verb is Verb.CONTINUE:
            return [*told, "nothing is ordered to change"]
        return [*told, "that this document made it so is not proved by that"] if not self._line(text) else told

    def _stands(self, text: Text) -> list[str]:
        words = "stands" if self._here else "does not stand"
        return [f"{self._one.target} {words} in {text}"]

    def _seen(self, text: Text, *, gone: bool) -> str:
        return f"{self._one.target} {'is gone from' if gone else 'reads as ordered in'} {text}"

    def _line(self, text: Text) -> list[str]:
        cited = source_line(text, self._one, self._printed)
        where = self._one.target.section or self._one.target.container if self._one.target else ""
        return [f"the source line of {where} in {text} names this document: {cited}"] if cited else []

    def _said(self, verdict: Verdict, proof: Proof, *evidence: str, differences: tuple[Edit, ...] = ()) -> Compared:
        there = bool(self._here) if self._text is not None and self._where is not None else None
        finding = self._outcome.finding
        return Compared(self._outcome, verdict, proof, tuple(evidence), differences, there, finding)


def _new_units(one: Instruction, where: Spot) -> tuple[Unit, ...]:
    try:
        return new_units(one, where)
    except RefusalError:
        return ()


def _units(text: Text, where: Spot) -> tuple[Unit, ...]:
    try:
        here = found(text, where)
    except RefusalError:
        return ()
    return tuple(text.units[index] for index in here if text.units[index].kind not in AFTER_TEXT)


def _differing(ours: tuple[Unit, ...], theirs: tuple[Unit, ...]) -> tuple[Edit, ...]:
    """Return the places whose words differ, from ours to theirs; how rows and notes are counted makes no difference."""
    own, other = _said_at(ours), _said_at(theirs)
    if key("".join(own.values())) == key("".join(other.values())):
        return ()
    places = dict.fromkeys((*own, *other))
    pairs = ((place, own.get(place, ""), other.get(place, "")) for place in places)
    return tuple(Edit(place, was, now) for place, was, now in pairs if key(was) != key(now))


def _said_at(units: tuple[Unit, ...]) -> dict[str, str]:
    found: dict[str, str] = {}
    for one in units:
        found[one.place] = f"{found[one.place]}\n{one.words}" if one.place in found else one.words
    return found
