"""What an instruction's sentence does: its clauses, each a verb with the places it acts on.

Words that no clause takes up are given back as not understood; nothing is dropped and nothing is guessed.
"""

import re
from collections.abc import Sequence
from dataclasses import dataclass, replace

from regulation.amendments.leftovers import Leftovers, merged
from regulation.amendments.lexer import FORMS, tokens
from regulation.amendments.model import Target, Verb
from regulation.amendments.moving import Moving
from regulation.amendments.phrases import BESIDE, Phrases
from regulation.amendments.places import Found
from regulation.amendments.scoping import SCOPING, Scoping
from regulation.amendments.state import WORDS, Action, verb_of
from regulation.amendments.wording import Wording

_NOISE = ("read", "aside", "order", "every", "and", "effective", "adjective", "end", "in place", "cfr")
# After these verbs a preposition leads to what comes instead, not to where something stands.
_NO_PLACE = {"transfer": frozenset({"to", "from"}), "substitute": frozenset({"for"}), "replace": frozenset({"to"})}


# A name that a place's path needs: the code of an entry, the number of a section; a quoted name only at the start.
_NAMED = re.compile(r"\d[A-Z]\d{3}|\w\.\d")
_QUOTED = re.compile(r"[“\"‘]|``")
# What stands between "after" and the name of what something new stands beside.


@dataclass(frozen=True, slots=True)
class Reading:
    """What a sentence does and opens: `scope` are the places that sub-steps act in, `verb` one left without objects."""

    actions: tuple[Action, ...]
    scope: tuple[Target, ...]
    verb: str
    effective: str


def read(text: str, scope: Sequence[Target], verb: str = "") -> Reading:
    """Read the words of one instruction (without its number) within the places that its list opened."""
    return _Sentence(text, tuple(scope), verb).run()


def acts(text: str) -> bool:
    """Tell whether the words hold a verb that does something: "Revise", "is added", but not "the revised text"."""
    found = tokens(text)
    return any(
        found[at - 1].kind == "aux" if at and FORMS[token.value][1] == "participle" else _is_said(text, token.start)
        for at, token in enumerate(found)
        if token.kind == "verb"
    )


def _is_said(text: str, start: int) -> bool:
    """Tell a verb from a word of a title, which has a capital: "Remittance Transfer Definitions"."""
    return start == 0 or text[start].islower()


@dataclass(slots=True)
class _Sentence(Scoping, Wording, Moving, Leftovers):
    """Reads a sentence token by token."""

    def run(self) -> Reading:
        while self.cursor.token.kind != "stop":
            self._step()
        self._leftover()
        if self.left and self.verb and (self.actions or not _opens_list(self.text)):
            self.unknown.append(self.left)
        self.unknown = _together(self.text, self.unknown)
        self._without_place()
        if self.unknown and not self.actions and any(self._is_led(start) for start, _ in self.unknown):
            self.here = (Target(),)  # "In the Sample Notice:" leads to a place that is not known
        unread = self._unread()
        actions = self._with_lost(sorted([*self.actions, *unread], key=lambda one: one.start))
        return Reading(tuple(merged(actions)), self.here, self.verb, self.effective)

    def _without_place(self) -> None:
        """Take back what was read after a place that was not: "ECCN 9Z999 is amended by removing paragraph a"."""
        first = min((one.start for one in self.actions), default=len(self.text))
        starts = [start for start, end in self.unknown if self._is_place(start, end, first)]
        if not starts:
            return
        self.actions = [
            Action(None, None, one.start, one.end) if one.start > starts[0] else one for one in self.actions
        ]
        self.here = (Target(),)  # nor is it known where sub-steps act

    def _is_place(self, start: int, end: int, first: int) -> bool:
        words = self.text[start:end]
        return bool(_NAMED.search(words) or (end <= first < len(self.text) and _QUOTED.search(words)))

    def _step(self) -> None:
        token = self.cursor.token
        if token.kind == "effective":
            self.effective = self.text[token.start : token.end]
            self.cursor.at += 1
        elif token.kind == "mark":
            self.cursor.at += 1
            if token.value == ";" and self.acted:
                self.here = self.top
        elif token.kind == "verb":
            self._verb()
        elif token.kind == "aux":
            self._passive()
        elif token.kind == "prep":
            self._preposition()
        else:
            self._noun_or_noise()

    def _verb(self) -> None:
        token = self.cursor.token
        verb, form = FORMS[token.value]
        if form == "participle" and self.pending and verb != "amend":
            self._passive()
            return
        self.cursor.at += 1
        if verb == "continue":
            self._on_pending([verb], token.start, token.end)
            return
        if verb == "amend":
            self._scope_by_object()
            return
        self._pending_is_scope()
        verbs, start = [verb], token.start
        while self.cursor.token.kind == "and" and self.cursor.ahead().kind == "verb":
            other = FORMS[self.cursor.ahead().value][0]
            if other == "amend":
                break
            verbs.append(other)
            self.cursor.at += 2
        self._active(verbs, start)

    def _active(self, verbs: list[str], start: int) -> None:
        self.beside = None
        self.cursor.skip("order", "in place", "every", marks=",:")
        while self.cursor.token.kind == "prep":  # "adding, in paragraph (b), after “A”, …"
            at = self.cursor.at
            if self.cursor.token.value in BESIDE:
                self._narrow_beside(self._position())
            elif self.cursor.token.value in (*SCOPING, "from"):
                self._place_of_objects()
            if self.cursor.at == at:
                break
            self.cursor.skip("order", marks=",:")
        if self._moved_is_acted_on(verbs, start):
            return
        before = self.cursor.at
        self.cursor.no_place = _NO_PLACE.get(verbs[0], frozenset())
        objects = self.cursor.phrases(objects=True)
        self.cursor.no_place = frozenset()
        if not objects:
            self.verb = "+".join(verbs)
            self.left = (start, self.cursor.tokens[max(before - 1, 0)].end)
            if self.cursor.token.kind == "stop" or before == len(self.cursor.tokens):
                return
            if self.cursor.token.kind in ("word", "quote", "item"):
                self._unknown_run(start)
            return
        self._act(verbs, objects, start)

    def _in_order(self, start: int) -> bool:
        """Tell whether something is added in alphabetical order, as definitions and entries are, and words are not."""
        near = self.cursor.tokens[: self.cursor.at + 2]
        return any(token.kind == "order" and "alpha" in token.value and token.start >= start for token in near)

    def _moved_is_acted_on(self, verbs: list[str], start: int) -> bool:
        """Read "is redesignated as § 3.5 and revised", "and revise it": the place just moved is what is meant."""
        cursor = self.cursor
        last = self.actions[-1] if self.actions else None
        moved = last is not None and last.verb in (Verb.REDESIGNATE, Verb.TRANSFER) and not self.pending
        pronoun = cursor.token.value in ("it", "them")
        participle = FORMS[self._word_at(start)][1] == "participle"
        verb = verb_of(verbs)
        if not moved or verb is None or not (pronoun or (participle and cursor.token.kind in ("read", "mark", "stop"))):
            return False
        cursor.at += pronoun
        together = [one for one in self.actions if one.verb == last.verb and one.start == last.start] if last else []
        for one in together:
            self._keep(Action(verb, one.target, start, self._end_of(start), newly=True), known=True)
        self.acted, self.verb = True, ""
        return True

    def _word_at(self, start: int) -> str:
        return next(token.value for token in self.cursor.tokens if token.start == start)

    def _act(self, verbs: list[str], objects: list[Found], start: int) -> None:
        self.acted = True
        self.verb = ""
        if verbs == ["revise"] and _by_verb(self.cursor):  # "revising paragraph (c) by removing “x”"
            self.acted = False
            self._narrow(objects)
            return
        if objects[-1].chain and objects[-1].chain[-1].kind in ("comment", "step"):
            self.cursor.title()
        if verbs == ["add"] and self._in_order(start):
            objects = [_as_definition(one) for one in objects]
        if verbs[0] == "redesignate" or verbs[0] == "transfer":
            self._move(verbs, objects, start)
        elif any(one.chain and one.chain[-1].kind in WORDS for one in objects):
            self._change_words(verbs, objects, start)
        elif not self._instead(verb_of(verbs), objects, start):
            self._on(verb_of(verbs), objects, start)
        self._position()

    def _passive(self) -> None:
        start = self.cursor.token.start
        self.cursor.skip("aux")
        verbs: list[str] = []
        while self.cursor.token.kind == "verb" and FORMS[self.cursor.token.value][1] == "participle":
            verbs.append(FORMS[self.cursor.token.value][0])
            self.cursor.at += 1
            after = self.cursor.ahead()
            if self.cursor.token.kind == "and" and after.kind == "verb" and FORMS[after.value][1] == "participle":
                self.cursor.at += 1
        if not verbs:
            self._unknown_run(start)
            return
        if verbs == ["amend"] or _by_verb(self.cursor):
            self._pending_is_scope()
            return
        self._on_pending(verbs, start, self.cursor.tokens[self.cursor.at - 1].end)

    def _on_pending(self, verbs: list[str], start: int, end: int) -> None:
        objects, self.pending = self.pending, []
        if not objects:
            self.unknown.append((start, end))
            return
        first = objects[0].start
        if verbs[0] in ("redesignate", "transfer"):
            self._act(verbs[:1], objects, first)
            if verbs[1:]:
                self.unknown.append((start, end))
            return
        if any(one.chain and one.chain[-1].kind in WORDS for one in objects):
            self._act(verbs, objects, first)
            return
        self.acted = True
        count = len(self.actions)
        self._on(verb_of(verbs), self._placed_later(objects), first)
        self.actions[count:] = [replace(one, end=max(one.end, end)) for one in self.actions[count:]]

    def _placed_later(self, objects: list[Found]) -> list[Found]:
        """Read the place said after a passive: "A new paragraph (f)(5) is added to § 210.14"."""
        cursor = self.cursor
        mark = cursor.at
        cursor.skip("order")
        if cursor.token.kind == "prep" and cursor.token.value in ("to", "in", "from"):
            cursor.at += 1
            places = cursor.phrase()
            if places and places[0].chain:
                return [one.within(place) for place in places for one in objects]
        cursor.at = mark
        return objects

    def _noun_or_noise(self) -> None:
        cursor = self.cursor
        mark = cursor.at
        titled = cursor.token.kind == "item" and cursor.ahead().kind == "word" and self._in_container()
        heading = cursor.heading("under") if titled else None
        if heading:
            self._narrow([heading])
            return
        found = cursor.phrases()
        if found:
            if self.inherited and not self.acted and not self.pending and cursor.token.kind in ("stop", "mark", "read"):
                self._act(self.inherited.split("+"), found, found[0].start)
                return
            if self.pending:
                self._narrow(self.pending)
            self.pending = found
            cursor.title()
            return
        cursor.at = mark
        if cursor.token.kind in _NOISE:
            cursor.at += 1
            return
        self._unknown_run(cursor.token.start)

    def _leftover(self) -> None:
        """Places named last without a verb open a list."""
        if self.pending:
            found, self.pending = self.pending, []
            names = all(
                one.chain and one.chain[-1].kind in ("entry", "definition") and one.chain[-1].value for one in found
            )
            if not self.actions:
                self._narrow(found)
            elif names and self.actions[-1].verb in (Verb.ADD, Verb.REVISE, Verb.REMOVE):
                self._on(self.actions[-1].verb, found, found[0].start)  # "and under RUSSIA, an entry for “C”"
            else:
                self.unknown.append((found[0].start, found[-1].end))


def _together(text: str, runs: Sequence[tuple[int, int]]) -> list[tuple[int, int]]:
    """Join runs of words that only white space parts: "ECCN" and "9Z999"."""
    found: list[tuple[int, int]] = []
    for start, end in sorted(runs):
        if found and not text[found[-1][1] : start].strip():
            start, end = found[-1][0], max(end, found.pop()[1])
        found.append((start, end))
    return found


def _as_definition(one: Found) -> Found:
    """Take “X” that is added in alphabetical order for the definition of that term."""
    if not one.chain or one.chain[-1].kind not in WORDS:
        return one
    return replace(one, chain=(*one.chain[:-1], replace(one.chain[-1], kind="definition")))


def _opens_list(text: str) -> bool:
    return text.rstrip(" .").endswith((":", "—", "–", "the following", "by"))


def _by_verb(cursor: Phrases) -> bool:
    """Tell whether "by removing", "by:" comes next."""
    if cursor.token.kind != "prep" or cursor.token.value != "by":
        return False
    token = cursor.ahead()
    return (token.kind == "verb" and token.value.endswith("ing")) or (token.kind == "mark" and token.value in ":—")
