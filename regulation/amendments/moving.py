"""Redesignation and transfer: each old place with its new one."""

from dataclasses import dataclass, replace

from regulation.amendments.model import Target, Verb
from regulation.amendments.places import Found
from regulation.amendments.state import Action, State

Placed = list[tuple[Found, Target | None]]


@dataclass(slots=True)
class Moving(State):
    """Reads what is moved where."""

    def _move(self, verbs: list[str], objects: list[Found], start: int) -> None:
        self.cursor.pass_aside()
        if self.cursor.token.kind == "prep" and self.cursor.token.value == "from":
            self.cursor.at += 1
            self.cursor.phrase()
        token = self.cursor.token
        if token.kind != "prep" or token.value not in ("as", "to"):
            self._on(None, objects, start)
            return
        self.cursor.at += 1
        new = self._destinations()
        verb = Verb.TRANSFER if verbs[0] == "transfer" else Verb.REDESIGNATE
        for scope in self.here or (Target(),):
            old = self._resolved(objects, scope)
            outer = _surroundings(old[0][1], objects[0]) if old and old[0][1] else scope
            after = self._resolved(new, outer)
            self._pairs(verb, old, after, start)

    def _pairs(self, verb: Verb, old: Placed, new: Placed, start: int) -> None:
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
        found = cursor.phrases(objects=True)
        if found:
            return found
        cursor.skip("adjective")
        return cursor.bare_labels()


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
