"""Noun phrases of an instruction: which places of a text of law they name."""

from collections.abc import Callable
from dataclasses import replace

from regulation.amendments.lexer import COUNTS, Token
from regulation.amendments.names import Named
from regulation.amendments.places import Found, Ref, as_step, narrows_to, singular
from regulation.amendments.sentence_names import following, named

_ELEMENTS = frozenset(
    {
        "introductory text", "concluding text", "heading", "authority citation", "undesignated heading",
        "undesignated paragraph", "airworthiness directive", "source note", "items paragraph", "license section",
        "designation", "table of contents",
    }
)  # fmt: skip
# Words that say of quoted ones what is done about them, not which they are.
_ABOUT = frozenset(
    {"around", "surrounding", "enclosing", "parentheses", "parenthesis", "brackets", "quotation", "marks"}
)
# Nouns that may stand before quoted words: "the section number “3.5”", "the paragraph citation “(a)”".
_WORDED = frozenset({"words", "section", "paragraph", "part", "sentence", "figure"})
# Nouns that may be counted instead of named.
_ORDERED = frozenset({"paragraph", "table", "figure", "note", "footnote", "undesignated paragraph"})
_WITHIN = frozenset({"in", "of", "to", "under", "within", "from", "for"})
# Preposition → on which side of what it names something stands.
BESIDE = {
    "before": "before", "preceding": "before", "above": "before",
    "after": "after", "following": "after", "below": "after", "between": "after",
}  # fmt: skip


class Phrases(Named):
    """Reads noun phrases from the position on."""

    def phrases(self, *, objects: bool = False) -> list[Found]:
        """Read a list of places: "the introductory text, paragraphs (a) and (c)(1), and § 1.2".

        Among the objects of a verb, a last place that "is removed" begins another clause and is left.
        """
        found = self.phrase()
        while found:
            mark = self.at
            self.skip("and", "order", marks=",;" if self.ahead().kind != "and" else ",;.")
            is_new, self.is_new = self.is_new, False
            more = self.phrase() if self.at > mark else []
            self.is_new = is_new
            if not more:
                self.at = mark
                break
            if (objects and self.is_acted_on()) or self.is_next_old():
                self.at = mark
                break
            own = any(token.value in ("its", "their") for token in self.tokens[mark : self.at])
            if own and len(more) == 1 and more[0].chain and more[0].chain[0].kind == "element":
                more = [more[0].within(one) for one in _same_noun(found)]  # "paragraph (b) and its heading"
            elif narrows_to(found[-1], more[0], self.tokens[mark]):
                outer = found.pop()
                more = [one.within(outer) for one in more]
            elif found[-1].of_part and more[0].chain[0].kind == "subpart":  # "citation for part 3, subpart B,"
                found[-1] = replace(found[-1], chain=(*found[-1].chain[:1], more[0].chain[0], *found[-1].chain[1:]))
                more = []
            elif self._shares_place(found[-1], more[0], self.tokens[mark]):
                around = replace(more[0], chain=more[0].chain[:-1])
                found = [*found[:-1], found[-1].within(around)]
            found += more
        return found

    def _shares_place(self, one: Found, other: Found, between: Token) -> bool:
        """Tell whether "the heading and introductory text of paragraph (c)" is both of that paragraph."""
        words = self.text[one.start : one.end].lower().split()
        own = bool(words) and words[-1] in ("heading", "headings", "text", "designation")
        plain = own and not {"section", "subject", "part"} & set(words) and len(one.chain) == 1
        of_section = len(other.chain) == 2 and other.chain[0].kind == "section" and words[-1:] == ["heading"]
        return (
            plain
            and between.kind == "and"
            and len(other.chain) > 1
            and (other.chain[-1].kind == "element" or of_section)
        )

    def phrase(self) -> list[Found]:
        """Read one noun phrase, with where it is said to stand; [] when none begins here."""
        mark = self.at
        newly, said = self._determiners()
        reserved = any(token.value == "reserved" for token in self.tokens[mark : self.at])
        begin = self.tokens[mark].start if mark < len(self.tokens) else 0
        found = self._core(said)
        if not found:
            self.at = mark
            return []
        if len(found) == 1:
            found = [replace(found[0], start=min(found[0].start, begin))]
        found = self._located([replace(one, newly=newly, reserved=reserved) for one in found])
        titled = found[-1].chain and found[-1].chain[-1].kind in ("section", "container", "step", "comment")
        if titled and self.token.kind == "mark" and self.token.value in "—–":
            self.title()
        return found

    def _determiners(self) -> tuple[bool, list[str]]:
        """Pass what stands before a noun; return whether it is newly numbered, and its ordinals and counts."""
        newly, said = False, list[str]()
        while True:
            token = self.token
            joins = token.kind in ("and", "through") or (token.kind == "mark" and token.value == ",")
            if joins and said and self.ahead().value == "the" and self.ahead(2).kind == "ordinal":
                said.append(token.value)  # "the second and the last sentences"
                self.at += 2
                continue
            if token.kind == "newly" or self._is_adjective(token):
                newly = newly or token.value != "reserved"
            elif token.kind == "ordinal" or (joins and said and self.ahead().kind == "ordinal"):
                said += [] if token.kind == "mark" else [token.value]
            elif token.kind == "adjective" and (token.value in COUNTS or token.value.isdigit()):
                said.append(token.value)
            elif token.kind not in ("adjective", "cfr", "order"):
                return newly, said
            self.at += 1

    def _is_adjective(self, token: Token) -> bool:
        """Tell whether a participle says of which kind a place is: "redesignated paragraph (d)"."""
        stated = token.kind == "verb" and token.value in ("redesignated", "reserved", "added")
        return stated and self.ahead().kind in ("noun", "paras", "secno")

    def _core(self, said: list[str]) -> list[Found]:
        token = self.token
        far = self._words_before_quote()
        if far:
            self.at += far
            return self._quotes("words", token.start)
        if token.kind == "noun" and token.value in _ORDERED and _is_ordinal(said):
            return self._ordered(said)
        if token.kind == "noun":
            readers: dict[str, Callable[[], list[Found]]] = {
                "definition": self._definitions,
                "words": self._words,
                "punctuation": self._mark,
                "container": self._container,
            }
            if token.value == "sentence":
                return self._sentences(said)
            if token.value == "entry":
                return self._entries(counted=bool(said))
            if token.value in readers:
                return readers[token.value]()
            if token.value == "airworthiness directive":
                return self._directive(token)
            table = self._owned_table() if token.value == "table" else []
            return table or self._labelled(token.value) or self._unlabelled(token)
        if token.kind in ("paras", "secno", "eccn"):
            noun = {"paras": "paragraph", "secno": "section", "eccn": "eccn"}[token.kind]
            return self._labels(noun, token.start)
        if token.kind == "commentno" or (token.kind == "item" and "(" in token.value and token.value[0].isdigit()):
            return self._labels("paragraph", token.start)
        return self._quotes("quote") if token.kind == "quote" else []

    def _ordered(self, said: list[str]) -> list[Found]:
        """Read "the first paragraph", "the second table": which of several has no number is said by counting."""
        found = self._element("")
        words = self.text[found[0].start : found[0].end].lower()
        return [replace(found[0], chain=(Ref("element", f"{' '.join(said)} {words}"),))]

    def _words_before_quote(self) -> int:
        """Return how many words of a kind of words stand before a quote: the dollar amount “$5”, 0 for none."""
        for steps in range(5):
            token = self.ahead(steps) if steps else self.token
            if token.kind == "quote":
                return steps
            lower = token.kind == "word" and token.value.isalpha() and token.value.islower()
            if token.value in _ABOUT:
                return 0
            if not lower and not (token.kind == "noun" and token.value in _WORDED):
                return 0
        return 0

    def _unlabelled(self, token: Token) -> list[Found]:
        if token.value in _ELEMENTS or token.value in ("table", "figure", "note", "footnote"):
            said = self.text[token.start : token.end].replace("“", "").replace("”", "").replace('"', "")
            value = said if token.value == "license section" else token.value
            value = singular(self.text[token.start : token.end], "figure") if token.value == "figure" else value
            technical = token.value == "note" and self.text[token.start :].lower().startswith("technical")
            value = "technical note" if technical else value
            found = self._element(value)
            if self.token.kind == "quote":  # a heading's own words
                words = f"{value} “{self.token.value}”" if value == "undesignated heading" else value
                found = [replace(one, chain=(Ref("element", words),)) for one in found]
                if "heading" in value:
                    self.passed.append((self.token.start, self.token.end))
                self.at += 1
            return found
        if token.value in ("section", "part", "subpart", "comment", "paragraph"):  # "of this section"
            if token.value == "paragraph" and self.ahead().kind == "prep" and self.ahead().value in BESIDE:
                return self._element("undesignated paragraph")
            self.at += 1
            return [Found((), token.start, token.end)]
        return []

    def _sentences(self, said: list[str]) -> list[Found]:
        """Read "the first sentence", "the three sentences that follow the first sentence"."""
        token = self.token
        self.at += 1
        names = [self._that_follow(said)] if not said or said[-1] in COUNTS or said[-1].isdigit() else [""]
        if not names[0]:
            names = named(said)
        return [Found((Ref("element", one),), token.start, self.tokens[self.at - 1].end) for one in names]

    def _that_follow(self, said: list[str]) -> str:
        mark = self.at
        if self.token.value in ("that", "which") and self.ahead().value in ("follow", "follows"):
            self.at += 2
            _, after = self._determiners()
            names = following(after[-1], said[-1] if said else "one") if after else ""
            if names and self.token.kind == "noun" and self.token.value == "sentence":
                self.at += 1
                return names
        self.at = mark
        return ""

    def _element(self, value: str) -> list[Found]:
        token = self.token
        self.at += 1
        return [Found((Ref("element", value),), token.start, token.end)]

    def _located(self, found: list[Found]) -> list[Found]:
        """Put a phrase into the place said after it: "in paragraph (d)(4)", "at the end of paragraph (a)"."""
        while True:
            mark = self.at
            stands = self._says_words(found) or (found and _is_sentence(found[-1]))
            if stands and self.token.kind == "prep" and self.token.value in BESIDE:
                beside = self._beside(found)
                if beside is None:
                    self.at = mark
                    return found
                found = beside
                continue
            found = self._at_end(found)
            place = self._location(found)
            if place is None:
                self.at = mark
                return found
            found = [one.within(outer) for outer in place for one in found]

    def _at_end(self, found: list[Found]) -> list[Found]:
        """Keep that words stand at the end or the beginning of their place, said before or without it."""
        steps = 0
        while self.ahead(steps).kind in ("every", "order"):
            steps += 1
        token = self.ahead(steps)
        if token.kind != "end" or not self._says_words(found):
            return found
        side = "beginning" if "beginning" in token.value else "end"
        return [replace(one, position=one.position or side) for one in found]

    def _says_words(self, found: list[Found]) -> bool:
        return bool(found and found[-1].chain) and found[-1].chain[-1].kind in ("words", "quote")

    def _beside(self, found: list[Found]) -> list[Found] | None:
        """Read "after “X” in paragraph (a)", "following the first sentence of (b)": where words or sentences stand."""
        side = BESIDE[self.token.value]
        self.at += 1
        place = self.phrase()
        if not place:
            return None
        worded, counted = self._says_words(place), _is_sentence(place[-1])
        if worded and self.token.kind == "and" and self.ahead().kind == "quote":  # between “A” and “C”
            self.at += 2
        if worded and found[-1].anchor is None:
            found = [replace(one, anchor=(side, place[0].chain[-1].value)) for one in found]
        outer = [replace(one, chain=one.chain[:-1]) for one in place] if worded or counted else place
        if not outer[0].chain or _is_sentence(found[-1]) != counted:
            return found
        distinct = {other.chain: other for other in outer}
        return [one.within(other) for other in distinct.values() for one in found]

    def location_of(self, words: list[Found]) -> list[Found]:
        """Read where words stand that were just named; a place without steps when it is not said."""
        mark = self.at
        places = self._location(words)
        if places is None:
            self.at = mark
        return places or [Found((), words[0].start, words[-1].end)] if words else []

    def _location(self, found: list[Found]) -> list[Found] | None:
        self.skip("every", "end", "order")
        before = self.tokens[self.at - 1] if self.at else self.token
        if before.value == "throughout" and self.token.kind in ("noun", "secno"):
            return self.phrase() or None
        if before.kind == "every" and "following" in before.value and self.token.value == ":":
            self.at += 1
            return self._places() or None
        if self.token.kind == "noun" and self.token.value == "paragraph" and self._ends_in_section(found):
            return self._labelled("paragraph") or None
        if self.token.kind != "prep" or self.token.value in self.no_place:
            ended = self.at and self.tokens[self.at - 1].kind == "end"
            return self.phrase() or None if ended else None
        if self.token.value not in _WITHIN and not (self.token.value in BESIDE and self._stands_beside(found)):
            return None
        under = self.token.value == "under"
        self.at += 1
        heading = self.heading("under") if under else None
        if not heading and self._says_words(found) and self.tokens[self.at - 2].kind != "end":
            return self._places() or None
        place = [heading] if heading else self.phrase()
        if place and _is_entry(found[-1]) and place[-1].chain and "heading" in place[-1].chain[-1].value:
            return [replace(one, chain=one.chain[:-1]) for one in place]  # an entry is found without its heading
        return [as_step(one) for one in place] if under and place else place or None

    def _places(self) -> list[Found]:
        """Read where words stand: "paragraph (a), the introductory text of paragraph (b), and paragraph (c)"."""
        found = self.phrase()
        while found:
            mark = self.at
            self.skip("and", "order", marks=",")
            more = self.phrase() if self.at > mark else []
            if not more or self._says_words(more) or self.is_acted_on():
                self.at = mark
                break
            found += more
        return found

    def _ends_in_section(self, found: list[Found]) -> bool:
        return bool(found and found[-1].chain) and found[-1].chain[-1].kind == "section"

    def _stands_beside(self, found: list[Found]) -> bool:
        last = found[-1].chain[-1:] if found else ()
        return bool(last) and last[0].kind == "element" and not _is_sentence(found[-1])


def _is_ordinal(said: list[str]) -> bool:
    return bool(said) and said[0] not in COUNTS and not said[0].isdigit()


def _is_entry(one: Found) -> bool:
    return bool(one.chain) and one.chain[-1].kind == "entry"


def _is_sentence(one: Found) -> bool:
    return bool(one.chain) and one.chain[-1].value.endswith(("sentence", "sentences"))


def _same_noun(found: list[Found]) -> list[Found]:
    """Return the last places of a list that are of one kind: those that "their headings" speaks of."""
    kind = found[-1].chain[-1].kind if found[-1].chain else ""
    own: list[Found] = []
    for one in reversed(found):
        if not one.chain or one.chain[-1].kind != kind:
            break
        own.insert(0, one)
    return own
