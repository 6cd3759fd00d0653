"""Redesignation and transfer: each old place with its new one."""

from dataclasses import dataclass, replace

from regulation.amendments.lexer import FORMS, Token, tokens
from regulation.amendments.model import Target, Verb
from regulation.amendments.phrases import Phrases
from regulation.amendments.places import Found
from regulation.amendments.state import Action, State

Placed = list[tuple[Found, Target | None]]
_MOVES = {"redesignate": Verb.REDESIGNATE, "transfer": Verb.TRANSFER}


@dataclass(slots=True)
class Moving(State):
    """Reads what is moved where."""

    def _move(self, verbs: list[str], objects: list[Found], start: int) -> None:
        self.cursor.pass_aside()
        if self.cursor.token.kind == "prep" and self.cursor.token.value == "from":
            self.cursor.at += 1
            self.cursor.no_place = frozenset({"to"})
            self.cursor.phrase()
            self.cursor.no_place = frozenset()
        token = self.cursor.token
        if token.kind != "prep" or token.value not in ("as", "to"):
            self._on(None, objects, start)
            return
        self.cursor.at += 1
        new = self._destinations()
        verb = Verb.TRANSFER if verbs[0] == "transfer" else Verb.REDESIGNATE
        count = len(self.actions)
        for scope in self.here or (Target(),):
            old = self._resolved(objects, scope)
            outer = _surroundings(old[0][1], objects[0]) if old and old[0][1] else scope
            after = self._resolved(new, outer)
            self._pairs(verb, old, after, start)
        self._moved_again(count)
        self._next_pair(verbs)

    def _next_pair(self, verbs: list[str]) -> None:
        """Read on in "redesignating (a) as (b), paragraph (c) as (d), and paragraph (e) as (f)"."""
        cursor = self.cursor
        mark = cursor.at
        cursor.skip("and", "order", marks=",;")
        objects = cursor.phrases() if cursor.at > mark and cursor.token.kind in ("noun", "paras", "secno") else []
        if objects and cursor.token.kind == "prep" and cursor.token.value == "as":
            self._move(verbs, objects, objects[0].start)
        else:
            cursor.at = mark

    def _moved_again(self, count: int) -> None:
        """Read "Redesignate § 22.75 as § 22.325 and transfer it to subpart E": one place, moved twice."""
        cursor = self.cursor
        mark = cursor.at
        moved = self.actions[count:]
        cursor.skip("and", marks=",")
        token = cursor.token
        verb = _MOVES.get(FORMS[token.value][0]) if token.kind == "verb" else None
        cursor.at += 1
        cursor.skip("adjective")
        lead = cursor.token
        if cursor.at == mark or not verb or not all(one.verb for one in moved) or lead.value not in ("to", "as"):
            cursor.at = mark
            return
        cursor.at += 1
        new = self._destinations()
        for one in moved:
            placed = self._resolved(new, one.old_target or Target())
            self._pairs(verb, [(_place(one), one.old_target)], placed, token.start)

    def _pairs(self, verb: Verb, old: Placed, new: Placed, start: int) -> None:
        if len(new) == 1 and new[0][1] and new[0][1].subpart:  # sections that come under a new subpart
            new = new * len(old)
        paired = len(old) == len(new) and all(target for _, target in (*old, *new))
        if not paired:
            end = max((one.end for one, _ in (*old, *new)), default=start)
            self.actions.append(Action(None, None, start, end))
            return
        for (place, before), (other, after) in zip(old, new, strict=True):
            begin = min(start, place.start)
            self.actions.append(Action(verb, after, begin, max(place.end, other.end), old_target=before))

    def _destinations(self) -> list[Found]:
        cursor = self.cursor
        cursor.is_new = True
        cursor.skip("adjective", "newly")
        quoted = cursor.token
        found = cursor.phrases(objects=True) or cursor.bare_labels()
        cursor.is_new = False
        if quoted.kind == "quote":
            cursor.passed.append((quoted.start, quoted.end))
        return _unquoted(quoted) or found if quoted.kind == "quote" else found


def _unquoted(token: Token) -> list[Found]:
    """Read the new name of a place in quotation marks: as “Note 1 to § 136.115”."""
    inside = Phrases(token.value, tokens(token.value)).phrases()
    return [replace(one, start=token.start, end=token.end) for one in inside]


def _place(one: Action) -> Found:
    return Found((), one.start, one.end)


def _surroundings(target: Target | None, place: Found) -> Target:
    """Return what surrounds an old place, so that a new one may be named shortly: (f) as (g)."""
    kind = place.chain[-1].kind if place.chain else ""
    if target is None:
        return Target()
    if kind == "element":
        return replace(target, element="")
    if kind in ("dotted", "comment", "step") or (target.container and kind in ("paragraph", "range end")):
        if target.container:
            return replace(target, steps=target.steps[:-1])
        return replace(target, element=target.element[: -len(place.chain[-1].value)].strip())
    return target
