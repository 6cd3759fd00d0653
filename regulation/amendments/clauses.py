"""What an instruction's sentence does: its clauses, each a verb with the places it acts on.

Words that no clause takes up are given back as not understood; nothing is dropped and nothing is guessed.
"""

from collections.abc import Sequence
from dataclasses import dataclass, replace

from regulation.amendments.lexer import FORMS, tokens
from regulation.amendments.model import Target
from regulation.amendments.moving import Moving
from regulation.amendments.phrases import Phrases
from regulation.amendments.places import Found, Ref
from regulation.amendments.state import BESIDE, WORDS, Action, verb_of
from regulation.amendments.targets import resolved
from regulation.amendments.wording import Wording

_NOISE = ("read", "aside", "order", "every", "and", "effective", "adjective", "end", "in place", "cfr")
_SCOPING = frozenset({"in", "under", "within", "at", "for", "to", "of", "on"})
# After these verbs a preposition leads to what comes instead, not to where something stands.
_NO_PLACE = {"transfer": frozenset({"to", "from"}), "substitute": frozenset({"for"}), "replace": frozenset({"to"})}


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
class _Sentence(Wording, Moving):
    """Reads a sentence token by token."""

    def run(self) -> Reading:
        while self.cursor.token.kind != "stop":
            self._step()
        self._leftover()
        if self.left and self.verb and (self.actions or not _opens_list(self.text)):
            self.unknown.append(self.left)
        actions = sorted([*self.actions, *self._unread()], key=lambda one: one.start)
        return Reading(tuple(actions), self.here, self.verb, self.effective)

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
        self.cursor.skip("order", "in place", "every", marks=",:")
        while self.cursor.token.kind == "prep":  # "adding, in paragraph (b), after “A”, …"
            at = self.cursor.at
            if self.cursor.token.value in BESIDE:
                self._position()
            elif self.cursor.token.value in (*_SCOPING, "from"):
                self._place_of_objects()
            if self.cursor.at == at:
                break
            self.cursor.skip("order", marks=",:")
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

    def _act(self, verbs: list[str], objects: list[Found], start: int) -> None:
        self.acted = True
        self.verb = ""
        if verbs == ["revise"] and _by_verb(self.cursor):  # "revising paragraph (c) by removing “x”"
            self.acted = False
            self._narrow(objects)
            return
        if objects[-1].chain and objects[-1].chain[-1].kind in ("comment", "step"):
            self.cursor.title()
        if verbs[0] == "redesignate" or verbs[0] == "transfer":
            self._move(verbs, objects, start)
        elif any(one.chain and one.chain[-1].kind in WORDS for one in objects):
            self._change_words(verbs, objects, start)
        else:
            self._on(verb_of(verbs), objects, start)
        self._position()

    def _preposition(self) -> None:
        token = self.cursor.token
        self.cursor.at += 1
        if token.value in ("by", "as", "with", "from", "into"):
            return
        if token.value not in _SCOPING and token.value not in BESIDE:
            self._unknown_run(token.start)
            return
        mark = self.cursor.at
        found = self._scope_phrases(token.value)
        if not found:
            self.cursor.at = mark
            self._unknown_run(token.start)
            return
        if token.value not in BESIDE:
            self._narrow(found)

    def _place_of_objects(self) -> None:
        preposition = self.cursor.token.value
        mark = self.cursor.at
        self.cursor.at += 1
        found = self._scope_phrases(preposition)
        if found:
            self._narrow(found)
        else:
            self.cursor.at = mark

    def _scope_phrases(self, preposition: str) -> list[Found]:
        """Read the places of "In X," as a list when a verb or a colon follows, else as one phrase."""
        cursor = self.cursor
        mark = cursor.at
        heading = cursor.heading(preposition) if preposition == "under" else None
        if heading:
            return [heading]
        found = cursor.phrases()
        if found and cursor.is_acted_on():
            cursor.at = mark
            found = cursor.phrase()
        if found:
            return [self._titled(one, preposition) for one in found]
        heading = cursor.heading(preposition)
        return [heading] if heading else []

    def _titled(self, one: Found, preposition: str) -> Found:
        """Pass a heading's own words after its number: "Section 34.203—Appraisals for …,"."""
        large = bool(one.chain) and one.chain[0].kind in ("section", "container")
        self.cursor.title(after_heading=large and self._in_container())
        if not one.chain:
            return one
        last = one.chain[-1]
        named = preposition == "under" and self.text[one.start : one.end].startswith("Paragraph")
        if named and last.kind == "dotted" and "(" in last.value:
            return replace(one, chain=(*one.chain[:-1], Ref("step", f"Paragraph {last.value}")))
        if one.chain[0].kind == "quote":
            return replace(one, chain=(Ref("under", one.chain[0].value.rstrip(",")),))
        if one.chain[0].kind == "section" and self._in_container() and self._is_heading(one, preposition):
            return replace(one, chain=(Ref("step", f"Section {one.chain[0].value}"), *one.chain[1:]))
        return one

    def _is_heading(self, one: Found, preposition: str) -> bool:
        """Tell whether a section's name is a heading of the official interpretations: "Under Section 1005.30"."""
        return preposition == "under" or self.text[one.start : one.end].startswith("Section")

    def _in_container(self) -> bool:
        return any(scope.container for scope in self.here)

    def _narrow(self, found: list[Found]) -> None:
        """Make the places named the ones that the next verbs act in."""
        self.pending = []
        kinds = {one.chain[0].kind for one in found if one.chain}
        scopes = self.top if self.acted else self.here
        whole = bool(kinds & {"section", "container", "part", "subpart"})
        places = [
            target for scope in (self.base if whole else scopes) or (Target(),) for _, target in resolved(found, scope)
        ]
        if all(places):
            self.scoped = True
            self.here = tuple(dict.fromkeys(target for target in places if target))
            if whole or not self.acted:
                self.top = self.here if whole else self.top
        else:
            self.unknown.append((found[0].start, found[-1].end))
        self.acted = False

    def _scope_by_object(self) -> None:
        found = self.cursor.phrases()
        if found:
            self.cursor.title()
            self._narrow(found)
        elif self.pending:
            self._pending_is_scope()

    def _pending_is_scope(self) -> None:
        if self.pending:
            found, self.pending = self.pending, []
            self._narrow(found)

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
            if not self.actions:
                self._narrow(found)
            else:
                self.unknown.append((found[0].start, found[-1].end))

    def _unread(self) -> list[Action]:
        """Return the words that no clause took; where nothing at all was understood, the whole sentence."""
        if self.unknown and not self.actions:
            return [Action(None, None, self.unknown[0][0], len(self.text.rstrip(" .;:,")))]
        return [Action(None, None, start, end) for start, end in self.unknown]


def _opens_list(text: str) -> bool:
    return text.rstrip(" .").endswith((":", "—", "–", "the following", "by"))


def _by_verb(cursor: Phrases) -> bool:
    """Tell whether "by removing", "by:" comes next."""
    if cursor.token.kind != "prep" or cursor.token.value != "by":
        return False
    token = cursor.ahead()
    return (token.kind == "verb" and token.value.endswith("ing")) or (token.kind == "mark" and token.value in ":—")
