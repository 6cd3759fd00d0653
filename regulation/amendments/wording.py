"""Changes of words inside a text: words out, words in, words in the place of others."""

from dataclasses import dataclass, replace

from regulation.amendments.lexer import FORMS, Token
from regulation.amendments.model import Target, Verb
from regulation.amendments.places import Found
from regulation.amendments.state import WORDS, Action, State, verb_of


@dataclass(slots=True)
class Wording(State):
    """Reads what is done to quoted words."""

    def _change_words(self, verbs: list[str], objects: list[Found], start: int) -> None:
        verb = verbs[0]
        new = None
        objects = _placed_together(objects)
        if verb in ("remove", "replace", "substitute", "revise"):
            new = self._counterpart(verb)
        if new is not None:
            if verb == "substitute":
                objects, new = new, objects
            self._replaced(objects, new, start)
            return
        known = verb if verb in ("add", "remove") else ""
        changes: list[_Change] = []
        for one in objects:
            if not one.chain or one.chain[-1].kind not in WORDS:
                self._on(verb_of(verbs), [one], start)
                continue
            value = _said(one)
            old, new_ = (value, None) if verb == "remove" else (None, value)
            changes.append(_Change(one, Verb(known) if known else None, one.end, old, new_))
        self._at(changes, start)

    def _counterpart(self, verb: str) -> list[Found] | None:
        """Read the words that come in place of those taken out; None when none do."""
        cursor = self.cursor
        mark = cursor.at
        cursor.skip("every", "end", marks=",")
        if verb == "remove":
            found = self._added_in_place()
        elif _leads_to_new(verb, cursor.token):
            cursor.at += 1
            found = cursor.phrases()
        else:
            found = []
        if not found or not found[0].chain or found[0].chain[-1].kind not in WORDS:
            cursor.at = mark
            return None
        return found

    def _added_in_place(self) -> list[Found]:
        cursor = self.cursor
        cursor.skip("and", marks=",;")
        before = cursor.token.kind == "in place"
        cursor.skip("in place", marks=",")
        if cursor.token.kind == "prep" and cursor.token.value == "by":
            cursor.at += 1
        token = cursor.token
        if token.kind != "verb":
            return self._passively_added()
        if FORMS[token.value][0] not in ("add", "substitute", "replace"):
            return []
        cursor.at += 1
        if FORMS[token.value][0] == "replace":
            cursor.skip("adjective")
            before = cursor.token.kind == "prep" and cursor.token.value in ("with", "by")
            cursor.at += before
        cursor.skip(marks=",")
        before = before or cursor.token.kind == "in place"
        cursor.skip("in place", marks=",:")
        found = cursor.phrases(objects=True)
        mark = cursor.at
        cursor.skip(marks=",")
        after = cursor.token.kind == "in place"
        if after:
            found = self._placed_after(found)
        else:
            cursor.at = mark
        sure = before or after or FORMS[token.value][0] == "substitute"
        return found if sure or self._stands_nowhere(found) else []

    def _stands_nowhere(self, found: list[Found]) -> bool:
        """Tell whether words are added without a place of their own: "striking “A” and inserting “B”"."""
        token = self.cursor.token
        placed = token.kind in ("end", "every") or (token.kind == "prep" and token.value not in ("by", "with"))
        alone = len(found) == 1 and len(found[0].chain) == 1 and found[0].anchor is None
        return alone and not placed and self.beside is None

    def _placed_after(self, found: list[Found]) -> list[Found]:
        """Read "in its place in paragraphs (a) and (b)": where both old and new words stand."""
        cursor = self.cursor
        cursor.skip("in place", marks=",")
        places = cursor.location_of(found)
        return [one.within(place) for place in places for one in found]

    def _passively_added(self) -> list[Found]:
        """Read "… and “B” is added in its place"."""
        cursor = self.cursor
        found = cursor.phrases()
        cursor.skip("aux")
        if not found or cursor.token.kind != "verb" or FORMS[cursor.token.value][0] not in ("add", "substitute"):
            return []
        cursor.at += 1
        if cursor.token.kind != "in place" and FORMS[cursor.tokens[cursor.at - 1].value][0] != "substitute":
            return []
        return self._placed_after(found)

    def _replaced(self, old: list[Found], new: list[Found], start: int) -> None:
        if len(new) == 1 and len({_said(one) for one in old}) == 1:
            new = new * len(old)
        if len(old) == 1 and len({_said(one) for one in new}) == 1:
            old = old * len(new)
        if len(new) == 1 and len(old) > 1:  # "removing “A”, “B”, and “C” and adding in their place “D”"
            new = new * len(old)
        if len(old) != len(new):
            self.actions.append(Action(None, None, start, new[-1].end))
            return
        changes: list[_Change] = []
        for one, other in zip(old, new, strict=True):
            place = one if len(one.chain) > 1 or len(other.chain) < 2 else other
            place = replace(place, anchor=one.anchor, position=one.position or other.position)
            end = max(one.end, other.end)
            changes.append(_Change(place, Verb.REPLACE_WORDS, end, _said(one), _said(other)))
        self._at(changes, start)

    def _at(self, changes: list["_Change"], start: int) -> None:
        """Keep changes of words at the places said with them, else at the places of the clause."""
        outer = [replace(one.place, chain=one.place.chain[:-1]) for one in changes]
        for scope in self.here or (Target(),):
            for place, target in self._resolved(outer, scope):
                one = next(change for change, held in zip(changes, outer, strict=True) if held is place)
                held = bool(
                    target and (target.section or target.container or ((self.scoped or place.chain) and str(target)))
                )
                anchor = place.anchor or (self.beside if one.verb is Verb.ADD else None)
                begin = min(start, place.start)
                action = Action(
                    one.verb, target, begin, one.end,
                    old_words=one.old, new_words=one.new, anchor=anchor, position=place.position,
                )  # fmt: skip
                self._keep(action, known=held and one.verb is not None)


@dataclass(frozen=True, slots=True)
class _Change:
    """Words out or in at a place, which ends with them."""

    place: Found
    verb: Verb | None
    end: int
    old: str | None
    new: str | None


def _joined(objects: list[Found]) -> list[Found]:
    """Read "a semicolon and the word “and”" as what stands there: "; and"."""
    if len(objects) != 2 or any(one.chain[-1:] == () or one.chain[-1].kind not in WORDS for one in objects):
        return objects
    first, last = objects
    mark, word = _said(first), _said(last)
    if mark not in (";", ",") or word not in ("and", "or") or len(first.chain) > 1:
        return objects
    return [replace(last, chain=(*last.chain[:-1], replace(last.chain[-1], value=f"{mark} {word}")), start=first.start)]


def _placed_together(objects: list[Found]) -> list[Found]:
    """Read "a semicolon and the word “and” at the end of (b)": what is said last of the place is said of all."""
    objects = _joined(objects)
    last = objects[-1]
    around = replace(last, chain=last.chain[:-1])
    if not around.chain or any(len(one.chain) != 1 or one.chain[-1].kind not in WORDS for one in objects[:-1]):
        return objects
    return [*(one.within(around) for one in objects[:-1]), last]


def _leads_to_new(verb: str, token: Token) -> bool:
    """Tell whether the words that replace others come next: "with “B”", "to read “B”"."""
    if token.kind == "read":
        return verb in ("revise", "replace")
    return token.kind == "prep" and token.value in ("with", "by", "to", "for", "as")


def _said(one: Found) -> str:
    return one.chain[-1].value if one.chain else ""
