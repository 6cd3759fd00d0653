"""Nouns with their labels: paragraphs, sections, comments, entries of a list, appendices and what they belong to."""

from dataclasses import replace

from regulation.amendments.cursor import Cursor
from regulation.amendments.labels import chain_of
from regulation.amendments.lexer import SECTION, Token
from regulation.amendments.places import Found, Ref, number_of, ranged, singular

# Noun → kinds of tokens that are its labels.
_LABELS: dict[str, tuple[str, ...]] = {
    "paragraph": ("paras", "item", "commentno", "secno"),
    "section": ("secno", "item", "paras"),
    "part": ("item",),
    "subpart": ("item",),
    "chapter": ("item",),
    "comment": ("item", "commentno", "secno", "paras"),
    "eccn": ("eccn",),
    "model form": ("item",),
    "step": ("item", "number"),
    "table": ("item", "number", "secno"),
    "figure": ("item", "number", "secno"),
    "example": ("item", "number"),
    "designation": ("paras",),
    "note": ("item", "number"),
    "footnote": ("item", "number"),
    "container": ("item", "number"),
}
_SUFFIXES = frozenset({"introductory text", "concluding text", "heading", "authority citation", "designation"})
_NUMBERED_THINGS = frozenset({"example", "note", "table", "figure", "footnote"})
_ALIKE = {"paras": ("paras",), "secno": ("secno", "paras"), "eccn": ("eccn",)}


class Labelled(Cursor):
    """Reads a noun of drafting with its labels from the position on."""

    def bare_labels(self) -> list[Found]:
        """Read labels without a noun: "as 9 and 10"."""
        return self._labels("paragraph", self.token.start) if self.token.kind in ("item", "commentno") else []

    def _labelled(self, noun: str) -> list[Found]:
        kinds = _LABELS.get(noun, ())
        start = self.token.start
        words = self.text[start : self.token.end]
        listed = self.ahead().value in (":", "—") and self.at and self.tokens[self.at - 1].value == "the following"
        if listed and self.ahead(2).value == noun:
            self.at += 2
            return self._labelled(noun)
        if not kinds or self.ahead(2 if listed else 1).kind not in kinds:
            return []
        self.at += 2 if listed else 1  # "in the following sections: §§ 1.2 and 1.3"
        return self._labels(noun, start, words)

    def _labels(self, noun: str, start: int, words: str = "") -> list[Found]:
        """Read the labels of one noun: "(a)(1) introductory text, (b), and (c) through (e)"."""
        found: list[Found] = []
        kinds = _ALIKE.get(self.token.kind, ("item", "commentno", "number"))
        section: tuple[Ref, ...] = ()
        numbered = self.token.kind == "number"
        while self.token.kind in kinds:
            token = self.token
            if numbered and token.value.isdigit():  # "supplements no. 2 and 4"
                token = replace(token, kind="number")
            self.at += 1
            chain = self._chain("paragraph" if token.kind == "paras" else noun, words, token)
            tail = (Ref("element", noun),) if noun == "designation" else ()
            if token.kind == "secno":
                section, kinds = chain[:1], ("secno", "paras")  # "§ 1.2(a)(1), (b), and (c)"
            one = Found(chain if token.kind == "secno" else section + chain, token.start if found else start, token.end)
            last = self._range_end(kinds)
            if last:
                ends = self._chain("paragraph" if last.kind == "paras" else noun, words, last)
                found += ranged(one, ends, last.end, tail)
            else:
                found += [replace(own, chain=own.chain + tail) for own in self._suffixes(one)]
            if not self._goes_on(kinds):
                break
        return found

    def _range_end(self, kinds: tuple[str, ...]) -> Token | None:
        mark = self.at
        if self.token.kind == "through":
            self.at += 1
            self.skip("noun", "adjective")
            if self.token.kind in kinds:
                self.at += 1
                return self.tokens[self.at - 1]
        self.at = mark
        return None

    def _goes_on(self, kinds: tuple[str, ...]) -> bool:
        """Step over "," and "and" when another label follows."""
        mark = self.at
        self.skip("and", marks=",;.")
        if self.at > mark and self.token.kind in kinds:
            stopped = any(token.value in (";", ".") for token in self.tokens[mark : self.at])
            if (not stopped or self.ahead().kind != "aux") and not self.is_next_old(1):
                return True
        self.at = mark
        return False

    def _suffixes(self, one: Found) -> list[Found]:
        """Read what of a place is meant: "(a) introductory text", "(a) designation and heading"."""
        found = [self._suffixed(one)]
        while len(found[-1].chain) > len(one.chain) and self.token.kind == "and":
            if self.ahead().kind != "noun" or self.ahead().value not in _SUFFIXES:
                break
            self.at += 1
            found.append(self._suffixed(one))
        return found

    def _suffixed(self, one: Found) -> Found:
        after = self.ahead()
        comma = self.token.kind == "mark" and self.token.value == "," and after.kind == "noun"
        if comma and after.value in ("introductory text", "concluding text"):  # "paragraph (a), introductory text"
            self.at += 1
        token = self.token
        if token.kind == "noun" and token.value in _SUFFIXES:
            self.at += 1
            return replace(one, chain=(*one.chain, Ref("element", token.value)), end=token.end)
        if token.kind == "noun" and token.value in _NUMBERED_THINGS and after.kind in ("item", "number"):
            self.at += 2  # "paragraph (b)(3)(ii) Example 2"
            thing = self._chain(token.value, self.text[token.start : token.end], after)
            return replace(one, chain=(*one.chain, *thing), end=after.end)
        if token.kind == "noun" and token.value in ("words", "license section", "items paragraph"):
            if token.value == "license section":
                self.at += 1
                words = self.text[token.start : token.end]
                return replace(one, chain=(*one.chain, Ref("element", words)), end=token.end)
            if token.value == "words" and self.text[token.start : token.end] == "text":  # "paragraph (a) text"
                self.at += 1
        return one

    def _chain(self, noun: str, words: str, token: Token) -> tuple[Ref, ...]:
        if noun == "section" and token.kind == "secno":
            match = SECTION.match(token.value)
            number = match.group() if match else token.value
            rest = token.value[len(number) :]
            section = Ref("section", number)
            return (section, Ref("paragraph", path=chain_of(rest))) if rest.strip() else (section,)
        if noun == "paragraph" and token.kind == "paras":
            return (Ref("paragraph", path=chain_of(token.value)),)
        if noun == "chapter":
            return (Ref("chapter", f"{singular(words, noun)} {token.value}"),)
        if noun in ("paragraph", "subpart", "part"):
            return (Ref("dotted" if noun == "paragraph" else noun, token.value),)
        if noun == "eccn":
            eccn, _, item = token.value.partition(".")
            return (Ref("eccn", eccn), Ref("dotted", item)) if item else (Ref("eccn", eccn),)
        return (Ref("comment" if noun == "comment" else "step", f"{singular(words, noun)} {number_of(token)}"),)

    def _owned_table(self) -> list[Found]:
        """Read "Table 3 to subpart HHHH of part 63", which stands by itself like an appendix."""
        mark = self.at
        found = self._container("table") if self.ahead().kind in ("item", "number") else []
        if found and all(one.chain[0].path for one in found) and not found[0].chain[0].path[0][0].isdigit():
            return found
        self.at = mark
        return []

    def _container(self, noun: str = "container") -> list[Found]:
        """Read "Appendix A to subpart G of part 34", "Supplement No. 1 to part 774", "the appendix to part 1"."""
        found = self._labelled(noun) or self._only_container()
        mark = self.at
        owner = ""
        if found and self.token.kind == "prep" and self.token.value in ("to", "of"):
            self.at += 1
            owner = self._owner()
            if not owner:
                self.at = mark
        end = self.tokens[self.at - 1].end
        return [
            replace(one, chain=(Ref("container", _capital(one.chain[0].value), (owner,) if owner else ()),), end=end)
            for one in found
        ]

    def _only_container(self) -> list[Found]:
        token = self.token
        if self.ahead().kind != "prep" or self.ahead().value not in ("to", "of"):
            return []
        self.at += 1
        words = singular(self.text[token.start : token.end], "container")
        return [Found((Ref("step", words),), token.start, token.end)]

    def _owner(self) -> str:
        """Read what an appendix belongs to: "part 774", "subpart G of part 34", "§ 1.2"."""
        self.skip("adjective", "cfr")
        token, label = self.token, self.ahead()
        if token.kind != "noun" or token.value not in ("part", "subpart", "section"):
            return ""
        if token.value == "section" and label.kind == "secno":
            self.at += 2
            return label.value
        if label.kind != "item":
            self.at += 1
            return token.value if token.value == "part" else ""
        self.at += 2
        words = f"{token.value} {label.value}"
        if token.value == "subpart" and self.token.kind == "prep" and self.token.value in ("of", "to"):
            self.at += 1
            return f"{words} of {self._owner()}"
        return words


def _capital(words: str) -> str:
    return words[:1].upper() + words[1:]
