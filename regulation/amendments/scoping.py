"""The places that a sentence opens for its verbs: "In § 1.2," "under Section 1005.30," "Amend appendix A"."""

from dataclasses import dataclass, replace

from regulation.amendments.model import Target
from regulation.amendments.phrases import BESIDE
from regulation.amendments.places import Found, Ref
from regulation.amendments.state import WORDS, State
from regulation.amendments.targets import own_section, resolved

SCOPING = frozenset({"in", "under", "within", "at", "for", "to", "of", "on"})


@dataclass(slots=True)
class Scoping(State):
    """Reads where the verbs of a sentence act."""

    def _preposition(self) -> None:
        token = self.cursor.token
        self.cursor.at += 1
        if token.value in ("by", "as", "with", "from", "into"):
            return
        if token.value not in SCOPING and token.value not in BESIDE:
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
        if found and (cursor.is_acted_on() or self._is_words(found[-1])):
            cursor.at = mark
            found = cursor.phrase()
        if found:
            found = [self._titled(one, preposition) for one in found]
            if cursor.token.kind == "and" and cursor.ahead().value == preposition == "in":
                cursor.at += 2  # "in the introductory text of § 3.5(b) and in § 3.6"
                found += self._scope_phrases(preposition)
            return found
        heading = cursor.heading(preposition)
        return [heading] if heading else []

    def _is_words(self, one: Found) -> bool:
        """Tell whether "in paragraph (a), the word “not”" has run on from the place to what is acted on there."""
        return bool(one.chain) and one.chain[-1].kind in WORDS

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
        whole = bool(kinds & {"section", "container", "part", "subpart"}) and not self._is_own_section(found)
        entry = "eccn" in kinds  # what the sentence goes back to: "ECCN 2B350 is amended by revising … and removing …"
        places = [
            target for scope in (self.base if whole else scopes) or (Target(),) for _, target in resolved(found, scope)
        ]
        if all(places):
            self.scoped = True
            self.here = tuple(dict.fromkeys(target for target in places if target))
            self.top = self.here if whole or entry else self.top
        else:
            self.unknown.append((found[0].start, found[-1].end))
        self.acted = False

    def _is_own_section(self, found: list[Found]) -> bool:
        """Tell whether "section 1.2" is one of the appendix that the sentence acts in."""
        first = found[0].chain[0] if found and found[0].chain else None
        return (
            first is not None and first.kind == "section" and bool(self.here and own_section(self.here[0], first.value))
        )

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

    def _narrow_beside(self, places: list[Found]) -> None:
        """After "adding, after “A” in paragraph (b)," act in that paragraph."""
        outer = [replace(one, chain=one.chain[:-1]) for one in places]
        last = places[0].chain[-1] if places and places[0].chain else None
        if last and outer[0].chain and (last.kind in WORDS or last.value.endswith("sentence")):
            self._narrow(outer[:1])
