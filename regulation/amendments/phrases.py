"""Noun phrases of an instruction: which places of a text of law they name."""

from collections.abc import Callable
from dataclasses import replace

from regulation.amendments.labelled import Labelled
from regulation.amendments.lexer import Token
from regulation.amendments.places import Found, Ref, as_step, narrows_to

MARKS = {"period": ".", "semicolon": ";", "semi-colon": ";", "comma": ",", "colon": ":", "hyphen": "-", "em dash": "—"}
_ELEMENTS = frozenset(
    {
        "introductory text", "concluding text", "heading", "authority citation", "undesignated heading",
        "undesignated paragraph", "airworthiness directive", "source note", "items paragraph", "license section",
        "designation", "table of contents",
    }
)  # fmt: skip  # fmt: skip
# Nouns that may stand before quoted words: "the section number “3.5”", "the paragraph citation “(a)”".
_WORDED = frozenset({"words", "section", "paragraph", "part", "sentence", "figure"})
_WITHIN = frozenset({"in", "of", "to", "under", "within", "from", "for"})
_BESIDE = frozenset({"before", "after", "following", "preceding", "above", "below"})


class Phrases(Labelled):
    """Reads noun phrases from the position on."""

    def phrases(self, *, objects: bool = False) -> list[Found]:
        """Read a list of places: "the introductory text, paragraphs (a) and (c)(1), and § 1.2".

        Among the objects of a verb, a last place that "is removed" begins another clause and is left.
        """
        found = self.phrase()
        while found:
            mark = self.at
            self.skip("and", "order", marks=",;" if self.ahead().kind != "and" else ",;.")
            more = self.phrase() if self.at > mark else []
            if not more:
                self.at = mark
                break
            if objects and self.is_acted_on():
                self.at = mark
                break
            own = any(token.value in ("its", "their") for token in self.tokens[mark : self.at])
            if own and len(more) == 1 and more[0].chain and more[0].chain[0].kind == "element":
                more = [more[0].within(one) for one in _same_noun(found)]  # "paragraph (b) and its heading"
            elif narrows_to(found[-1], more[0], self.tokens[mark]):
                outer = found.pop()
                more = [one.within(outer) for one in more]
            found += more
        return found

    def phrase(self) -> list[Found]:
        """Read one noun phrase, with where it is said to stand; [] when none begins here."""
        mark = self.at
        newly, ordinal = self._determiners()
        reserved = any(token.value == "reserved" for token in self.tokens[mark : self.at])
        begin = self.tokens[mark].start if mark < len(self.tokens) else 0
        found = self._core(ordinal)
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

    def _determiners(self) -> tuple[bool, str]:
        newly, ordinals = False, list[str]()
        while True:
            token = self.token
            if token.kind == "newly" or self._is_adjective(token):
                newly = newly or token.value != "reserved"
            elif token.kind == "ordinal" or (token.kind == "and" and ordinals and self.ahead().kind == "ordinal"):
                ordinals.append(token.value)
            elif token.kind not in ("adjective", "cfr", "order"):
                return newly, " ".join(ordinals)
            self.at += 1

    def _is_adjective(self, token: Token) -> bool:
        """Tell whether a participle says of which kind a place is: "redesignated paragraph (d)"."""
        stated = token.kind == "verb" and token.value in ("redesignated", "reserved", "added")
        return stated and self.ahead().kind in ("noun", "paras", "secno")

    def _core(self, ordinal: str) -> list[Found]:
        token = self.token
        far = self._words_before_quote()
        if far:
            self.at += far
            return self._quotes("words", token.start)
        if token.kind == "noun":
            readers: dict[str, Callable[[], list[Found]]] = {
                "definition": self._definitions,
                "entry": self._entries,
                "words": self._words,
                "punctuation": self._mark,
                "container": self._container,
            }
            if token.value == "sentence":
                return self._sentences(ordinal)
            if token.value in readers:
                return readers[token.value]()
            return self._labelled(token.value) or self._unlabelled(token)
        if token.kind in ("paras", "secno", "eccn"):
            noun = {"paras": "paragraph", "secno": "section", "eccn": "eccn"}[token.kind]
            return self._labels(noun, token.start)
        if token.kind == "commentno" or (token.kind == "item" and "(" in token.value and token.value[0].isdigit()):
            return self._labels("paragraph", token.start)
        return self._quotes("quote") if token.kind == "quote" else []

    def _words_before_quote(self) -> int:
        """Return how many words of a kind of words stand before a quote: the dollar amount “$5”, 0 for none."""
        for steps in range(5):
            token = self.ahead(steps) if steps else self.token
            if token.kind == "quote":
                return steps
            lower = token.kind == "word" and token.value.isalpha() and token.value.islower()
            if not lower and not (token.kind == "noun" and token.value in _WORDED):
                return 0
        return 0

    def _unlabelled(self, token: Token) -> list[Found]:
        if token.value in _ELEMENTS or token.value in ("table", "figure", "note", "footnote"):
            value = self.text[token.start : token.end] if token.value == "license section" else token.value
            found = self._element(value)
            if self.token.kind == "quote":  # a heading's own words
                words = f"{value} “{self.token.value}”" if value == "undesignated heading" else value
                found = [replace(one, chain=(Ref("element", words),)) for one in found]
                self.at += 1
            return found
        if token.value in ("section", "part", "subpart", "comment", "paragraph"):  # "of this section"
            self.at += 1
            return [Found((), token.start, token.end)]
        return []

    def _sentences(self, ordinal: str) -> list[Found]:
        """Read "the first sentence", "the second and third sentences"."""
        token = self.token
        self.at += 1
        return [
            Found((Ref("element", f"{one} sentence".strip()),), token.start, token.end)
            for one in (ordinal.split() or [""])
        ]

    def _element(self, value: str) -> list[Found]:
        token = self.token
        self.at += 1
        return [Found((Ref("element", value),), token.start, token.end)]

    def _definitions(self) -> list[Found]:
        start = self.token.start
        self.at += 1
        self.skip("order", marks=",")
        if self.token.kind == "prep" and self.token.value in ("of", "for"):
            self.at += 1
        self.skip("adjective", "order", marks=",:")
        if self.token.kind == "noun" and self.token.value == "words" and self.ahead().kind == "quote":
            self.at += 1
        return self._names("definition", start)

    def _entries(self) -> list[Found]:
        start = self.token.start
        tabled = self.text[start:].lower().startswith("table ")
        self.at += 1
        self.skip("order", marks=",")
        if self.token.kind == "prep" and self.token.value in ("of", "for"):
            self.at += 1
        self.skip("adjective", "order", marks=",:")
        is_entry = self.token.kind == "eccn" or (self.token.kind == "noun" and self.token.value == "eccn")
        found = (self.phrase() if is_entry else []) or self._names("entry", start)
        return [replace(one, chain=(Ref("element", "table"), *one.chain)) for one in found] if tabled else found

    def _names(self, kind: str, start: int) -> list[Found]:
        """Read quoted names, or unquoted ones up to the next verb, preposition or stop."""
        if self.token.kind == "quote":
            return self._quotes(kind, start)
        found: list[Found] = []
        while self.token.kind in ("word", "noun", "adjective", "item", "ordinal"):
            first = self.token.start
            while self.token.kind in ("word", "noun", "adjective", "item", "ordinal", "secno"):
                self.at += 1
            end = self.tokens[self.at - 1].end
            found.append(Found((Ref(kind, self.text[first:end]),), first if found else start, end))
            mark = self.at
            self.skip("and", marks=",")
            if self.at == mark or self.token.kind not in ("word", "noun", "adjective", "item", "ordinal"):
                self.at = mark
                break
        return found

    def _quotes(self, kind: str, start: int | None = None) -> list[Found]:
        found: list[Found] = []
        while self.token.kind == "quote":
            token = self.token
            self.at += 1
            value = token.value.rstrip(",;") if kind in ("definition", "entry") else token.value
            found.append(Found((Ref(kind, value),), token.start if found or start is None else start, token.end))
            mark = self.at
            self.skip("and", marks=",;")
            if self.token.kind != "quote":
                self.at = mark
                break
        return found

    def _words(self) -> list[Found]:
        """Read "the word “and”", "the citations “A” and “B”"; "the text of paragraph (a)" is that paragraph."""
        token = self.token
        self.at += 1
        self.skip(marks=",:")
        if self.token.kind == "prep" and self.token.value in ("to", "of") and self.ahead().kind == "quote":
            self.at += 1
        if self.token.kind == "quote":
            return self._quotes("words", token.start)
        if self.token.kind == "prep" and self.token.value == "to":
            return self._unquoted(token.start)
        if token.end - token.start == 4 and self.token.kind == "prep" and self.token.value in ("of", "in"):
            return [Found((), token.start, token.end)]
        return []

    def _unquoted(self, start: int) -> list[Found]:
        """Read "the reference to § 1.2": what is referred to is the words."""
        mark = self.at
        self.at += 1
        first = self.token.start
        found = self.phrase()
        if not found:
            self.at = mark
            return []
        return [Found((Ref("words", self.text[first : found[-1].end]),), start, found[-1].end)]

    def _mark(self) -> list[Found]:
        token = self.token
        mark = MARKS.get(token.value) or MARKS.get(self.text[token.start : token.end].lower().rstrip("s"), "")
        self.at += 1
        if self.token.kind == "quote":
            return self._quotes("words", token.start)
        return [Found((Ref("words", mark),), token.start, token.end)] if mark else []

    def _located(self, found: list[Found]) -> list[Found]:
        """Put a phrase into the place said after it: "in paragraph (d)(4)", "at the end of paragraph (a)"."""
        while True:
            mark = self.at
            if self._says_words(found) and self.token.kind == "prep" and self.token.value in _BESIDE:
                beside = self._beside(found)
                if beside is None:
                    self.at = mark
                    return found
                found = beside
                continue
            place = self._location(found)
            if place is None:
                self.at = mark
                return found
            found = [one.within(outer) for outer in place for one in found]

    def _says_words(self, found: list[Found]) -> bool:
        return bool(found and found[-1].chain) and found[-1].chain[-1].kind in ("words", "quote")

    def _beside(self, found: list[Found]) -> list[Found] | None:
        """Read "after “X” in paragraph (a)", "following paragraph (b)" said of words: where they stand."""
        self.at += 1
        place = self.phrase()
        if not place:
            return None
        outer = [replace(one, chain=one.chain[:-1]) for one in place] if self._says_words(place) else place
        if not outer[0].chain:
            return found
        return [one.within(other) for other in outer for one in found]

    def _location(self, found: list[Found]) -> list[Found] | None:
        self.skip("every", "end", "order")
        if self.token.kind == "noun" and self.token.value == "paragraph" and self._ends_in_section(found):
            return self._labelled("paragraph") or None
        if self.token.kind != "prep" or self.token.value in self.no_place:
            ended = self.at and self.tokens[self.at - 1].kind == "end"
            return self.phrase() or None if ended else None
        if self.token.value not in _WITHIN and not (self.token.value in _BESIDE and self._stands_beside(found)):
            return None
        under = self.token.value == "under"
        self.at += 1
        heading = self.heading("under") if under else None
        if not heading and self._says_words(found) and self.tokens[self.at - 2].kind != "end":
            return self._places() or None
        place = [heading] if heading else self.phrase()
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
        return bool(last) and last[0].kind == "element" and not last[0].value.endswith("sentence")


def _same_noun(found: list[Found]) -> list[Found]:
    """Return the last places of a list that are of one kind: those that "their headings" speaks of."""
    kind = found[-1].chain[-1].kind if found[-1].chain else ""
    own: list[Found] = []
    for one in reversed(found):
        if not one.chain or one.chain[-1].kind != kind:
            break
        own.insert(0, one)
    return own
