"""What is known while a sentence is read: its places, what it has done, the words not understood."""

from collections.abc import Sequence
from dataclasses import dataclass, field, replace

from regulation.amendments.lexer import tokens
from regulation.amendments.model import Target, Verb
from regulation.amendments.phrases import BESIDE, Phrases
from regulation.amendments.places import Found
from regulation.amendments.targets import resolved

WORDS = frozenset({"words", "quote"})
_PLAIN = {verb.value: verb for verb in Verb}


@dataclass(frozen=True, slots=True)
class Action:
    """One verb on one target as read from the words; `verb` is None where they were not understood.

    `anchor` is what words stand beside: ("after", "the other words"); `position` that they stand at the "end". `unread`
    are words of the clause that name nothing and that no reading took. `listed` tells what of `target` the new text
    must name: "definition", "entry".
    """

    verb: Verb | None
    target: Target | None
    start: int
    end: int
    old_target: Target | None = None
    old_words: str | None = None
    new_words: str | None = None
    newly: bool = False
    anchor: tuple[str, str] | None = None
    position: str = ""
    unread: str = ""
    listed: str = ""


@dataclass(slots=True)
class State:
    """The reading of one sentence; `here` are the places that the next verb acts in, `top` those of the whole.

    `base` was opened by the instructions above, `inherited` is a verb that they left without objects; `pending` are
    places named before their verb; `left` is where a verb without objects stands; `beside` what its objects stand
    beside; `last` is the text acted on last.
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
    beside: tuple[str, str] | None = None
    scoped: bool = False
    last: Target | None = None
    effective: str = ""

    def __post_init__(self) -> None:
        self.cursor = Phrases(self.text, tokens(self.text))
        self.top = self.here = self.base
        self.scoped = any(scope.section or scope.container or scope.subpart for scope in self.base)

    def _resolved(self, places: list[Found], scope: Target) -> list[tuple[Found, Target | None]]:
        """Put places onto a scope; without a section there, onto the section that the sentence acted on before."""
        found = resolved(places, self._of_sentence(places, self._of_section(places, scope)))
        if self.last and any(target is None for _, target in found) and not (scope.section or scope.container):
            found = resolved(places, self.last)
        for _, target in found:
            if target and (target.section or target.container):
                self.last = replace(Target(target.part), section=target.section, container=target.container)
        return found

    def _of_section(self, places: list[Found], scope: Target) -> Target:
        """After "Redesignate § 3.4 as § 3.5", "the section heading" is that of § 3.5, not of the part."""
        first = places[0] if places else None
        last = self.actions[-1].target if self.actions else None
        if first is None or last is None or scope.section or scope.container or not last.section:
            return scope
        alone = [one.kind for one in first.chain] == ["element"]
        return Target(last.part, section=last.section) if alone and "section" in self._said_of(first) else scope

    def _said_of(self, place: Found) -> str:
        return self.text[place.start : place.end].lower()

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
                if _names_nothing(place):
                    self._listed(does, place, target, start)
                    continue
                known = does is not None and target is not None and bool(str(target))
                known = known and bool(place.chain or scope.section or scope.container)  # "the subpart" is no part
                span = (min(start, place.start), max(place.end, self._end_of(start)))
                self._keep(Action(does, target, *span, newly=place.newly), known=known)

    def _keep(self, action: Action, *, known: bool) -> None:
        """Keep what was read; where verb or place is not known, only that something stands there."""
        if not known or _is_nameless(str(action.target)):
            action = Action(None, None, action.start, action.end)
        self.actions.append(action)

    def _end_of(self, start: int) -> int:
        """Return where the token that begins at `start` ends."""
        return next((token.end for token in self.cursor.tokens if token.start == start), start)

    def _listed(self, verb: Verb | None, place: Found, target: Target | None, start: int) -> None:
        """Keep "the following definitions", which only the new text names."""
        held = target if verb in (Verb.ADD, Verb.REVISE) else None
        self.actions.append(
            Action(None, held, min(start, place.start), place.end, listed=f"{verb} {place.chain[-1].kind}")
        )

    def _instead(self, verb: Verb | None, objects: list[Found], start: int) -> bool:
        """Read "adding two sentences in its place": what is added stands where the removed stood."""
        last = self.actions[-1] if self.actions else None
        named = objects[0].chain[-1].value if len(objects) == 1 and len(objects[0].chain) == 1 else ""
        tokens = self.cursor.tokens[: self.cursor.at + 1]
        placed = any(token.kind == "in place" and token.start >= start for token in tokens)
        if verb is not Verb.ADD or last is None or last.verb is not Verb.REMOVE or last.target is None or not placed:
            return False
        if last.old_words is not None or named not in ("sentence", "sentences", "entries"):
            return False
        self._keep(Action(verb, last.target, start, objects[0].end), known=True)
        return True

    def _position(self) -> list[Found]:
        """Pass words that say where something new stands: "after paragraph (b)"; return what it stands beside."""
        self.cursor.skip("every", "end", "order", "in place")
        token = self.cursor.token
        if token.kind != "prep" or token.value not in BESIDE:
            return []
        self.cursor.at += 1
        places = self.cursor.phrase()
        if places and places[0].chain and places[0].chain[-1].kind in WORDS:
            self.beside = (BESIDE[token.value], places[0].chain[-1].value)
        return places

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


def _is_nameless(place: str) -> bool:
    return "““" in place or "“”" in place


def _names_nothing(place: Found) -> bool:
    last = place.chain[-1] if place.chain else None
    return last is not None and last.kind in ("definition", "entry") and not last.value


def verb_of(verbs: Sequence[str]) -> Verb | None:
    """Return what one or two verbs do together: removing and reserving is to reserve."""
    for strong in ("reserve", "republish"):
        if strong in verbs:
            return Verb(strong)
    if len(verbs) == 1:
        return {"replace": Verb.REVISE}.get(verbs[0]) or _PLAIN.get(verbs[0])
    return None
