"""What is known while a sentence is read: its places, what it has done, the words not understood."""

from collections.abc import Sequence
from dataclasses import dataclass, field, replace

from regulation.amendments.lexer import tokens
from regulation.amendments.model import Target, Verb
from regulation.amendments.phrases import Phrases
from regulation.amendments.places import Found
from regulation.amendments.targets import resolved

BESIDE = frozenset({"before", "after", "following", "preceding", "above", "below"})
WORDS = frozenset({"words", "quote"})
_PLAIN = {verb.value: verb for verb in Verb}


@dataclass(frozen=True, slots=True)
class Action:
    """One verb on one target as read from the words; `verb` is None where they were not understood."""

    verb: Verb | None
    target: Target | None
    start: int
    end: int
    old_target: Target | None = None
    old_words: str | None = None
    new_words: str | None = None
    newly: bool = False


@dataclass(slots=True)
class State:
    """The reading of one sentence; `here` are the places that the next verb acts in, `top` those of the whole.

    `base` was opened by the instructions above, `inherited` is a verb that they left without objects; `pending` are
    places named before their verb; `left` is where a verb without objects stands; `last` is the text acted on last.
    """

    text: str
    base: tuple[Target, ...]
    inherited: str
    actions: list[Action] = field(default_factory=list)
    unknown: list[tuple[int, int]] = field(default_factory=list)
    cursor: Phrases = field(init=False)
    top: tuple[Target, ...] = ()
    here: tuple[Target, ...] = ()
    pending: list[Found] = field(default_factory=list)
    verb: str = ""
    acted: bool = False
    left: tuple[int, int] | None = None
    scoped: bool = False
    last: Target | None = None
    effective: str = ""

    def __post_init__(self) -> None:
        self.cursor = Phrases(self.text, tokens(self.text))
        self.top = self.here = self.base
        self.scoped = any(scope.section or scope.container or scope.subpart for scope in self.base)

    def _resolved(self, places: list[Found], scope: Target) -> list[tuple[Found, Target | None]]:
        """Put places onto a scope; without a section there, onto the section that the sentence acted on before."""
        found = resolved(places, self._of_sentence(places, scope))
        if self.last and any(target is None for _, target in found) and not (scope.section or scope.container):
            found = resolved(places, self.last)
        for _, target in found:
            if target and (target.section or target.container):
                self.last = replace(Target(target.part), section=target.section, container=target.container)
        return found

    def _of_sentence(self, places: list[Found], scope: Target) -> Target:
        """After "the second sentence of paragraph (a)", "the third sentence" is of that paragraph too."""
        before = self.actions[-1].target if self.actions else None
        first = places[0].chain if places else ()
        if before is None or len(first) != 1 or not first[0].value.endswith("sentence"):
            return scope
        same = (before.section, before.container) == (scope.section, scope.container)
        return replace(before, element="") if same and before.element.endswith("sentence") else scope

    def _on(self, verb: Verb | None, objects: list[Found], start: int) -> None:
        for scope in self.here or (Target(),):
            for place, target in self._resolved(objects, scope):
                does = Verb.RESERVE if verb is Verb.ADD and place.reserved else verb
                known = does is not None and target is not None and bool(str(target))
                span = (min(start, place.start), max(place.end, self._end_of(start)))
                self._keep(Action(does, target, *span, newly=place.newly), known=known)

    def _keep(self, action: Action, *, known: bool) -> None:
        """Keep what was read; where verb or place is not known, only that something stands there."""
        self.actions.append(action if known else Action(None, None, action.start, action.end))

    def _end_of(self, start: int) -> int:
        """Return where the token that begins at `start` ends."""
        return next((token.end for token in self.cursor.tokens if token.start == start), start)

    def _position(self) -> None:
        """Pass words that say where something new stands: "after paragraph (b)", "before the entry for “X”"."""
        self.cursor.skip("every", "end", "order", "in place")
        token = self.cursor.token
        if token.kind == "prep" and token.value in BESIDE:
            self.cursor.at += 1
            self.cursor.phrase()

    def _unknown_run(self, start: int) -> None:
        """Take the words up to the next clause as not understood."""
        cursor = self.cursor
        while cursor.token.kind in (
            "word",
            "quote",
            "item",
            "ordinal",
            "adjective",
            "number",
            "commentno",
            "through",
            "newly",
        ):
            cursor.at += 1
        if cursor.tokens[cursor.at - 1].start < start or cursor.at == 0:
            cursor.at += 1
        if cursor.at and cursor.tokens[cursor.at - 1].start >= start:
            self._keep_unknown(start, cursor.tokens[cursor.at - 1].end)
        elif cursor.token.kind != "stop":
            cursor.at += 1

    def _keep_unknown(self, start: int, end: int) -> None:
        token = self.cursor.token
        subject = token.kind == "verb" and token.value.endswith("s") and not self.actions and not self.pending
        if not subject:  # "The FAA amends": who does it
            self.unknown.append((start, end))


def verb_of(verbs: Sequence[str]) -> Verb | None:
    """Return what one or two verbs do together: removing and reserving is to reserve."""
    for strong in ("reserve", "republish"):
        if strong in verbs:
            return Verb(strong)
    if len(verbs) == 1:
        return {"replace": Verb.REVISE}.get(verbs[0]) or _PLAIN.get(verbs[0])
    return None
