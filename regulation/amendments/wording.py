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
        old = new = None
        if verb in ("remove", "replace", "substitute", "revise"):
            new = self._counterpart(verb)
        if new is not None:
            if verb == "substitute":
                objects, new = new, objects
            self._replaced(objects, new, start)
            return
        for one in objects:
            if not one.chain or one.chain[-1].kind not in WORDS:
                self._on(verb_of(verbs), [one], start)
                continue
            known = verb in ("add", "remove")
            value = one.chain[-1].value
            old, new_ = (value, None) if verb == "remove" else (None, value)
            self._at(one, Verb(verb) if known else None, start, one.end, old, new_)

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
        return found if before or after or FORMS[token.value][0] == "substitute" else []

    def _placed_after(self, found: list[Found]) -> list[Found]:
        """Read "in its place in paragraphs (a) and (b)": where both old and new words stand."""
        cursor = self.cursor
        cursor.skip("in place", "every")
        mark = cursor.at
        if cursor.token.kind == "prep" and cursor.token.value == "in":
            cursor.at += 1
            places = cursor.phrase()
            if places:
                return [one.within(place) for place in places for one in found]
        cursor.at = mark
        return found

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
        if len(old) != len(new):
            self.actions.append(Action(None, None, start, new[-1].end))
            return
        for one, other in zip(old, new, strict=True):
            place = one if len(one.chain) > 1 or len(other.chain) < 2 else other
            self._at(place, Verb.REPLACE_WORDS, start, max(one.end, other.end), _said(one), _said(other))

    def _at(self, place: Found, verb: Verb | None, start: int, end: int, old: str | None, new: str | None) -> None:
        """Keep a change of words at the place said with them, else at the places of the clause."""
        outer = replace(place, chain=place.chain[:-1])
        for scope in self.here or (Target(),):
            for _, target in self._resolved([outer], scope):
                held = bool(target and (target.section or target.container or (self.scoped and str(target))))
                action = Action(verb, target, min(start, place.start), end, old_words=old, new_words=new)
                self._keep(action, known=held and verb is not None)


def _leads_to_new(verb: str, token: Token) -> bool:
    """Tell whether the words that replace others come next: "with “B”", "to read “B”"."""
    if token.kind == "read":
        return verb in ("revise", "replace")
    return token.kind == "prep" and token.value in ("with", "by", "to", "for", "as")


def _said(one: Found) -> str:
    return one.chain[-1].value if one.chain else ""
