"""Names in an instruction: quoted and unquoted definitions, entries of a list, directives, words, punctuation."""

import re
from dataclasses import replace

from regulation.amendments.labelled import Labelled
from regulation.amendments.lexer import Token
from regulation.amendments.places import Found, Ref

MARKS = {"period": ".", "semicolon": ";", "semi-colon": ";", "comma": ",", "colon": ":", "hyphen": "-", "em dash": "—"}
_DIRECTIVE = re.compile(
    r"\s*(?:No\.? )?(?P<number>(?:\d{2}|\d{4})[-–]\d\d[-–]\d\d\w*)(?:,? Amendment \d+[-–]\d+)?(?:,? \([^()]*\))?"
)
_IN_NAMES = ("word", "noun", "adjective", "item", "ordinal")
_ABBREVIATION = re.compile(r"\([A-Z]{2,}\)")
_BRACKETS = re.compile(r"\s*\([^()“”]*\)")
# A full stop that ends the sentence inside a term's quotation marks, and no abbreviation: “Knowledge.”, not “U.S.”
_FULL_STOP = re.compile(r"(?:[a-z]{4}|\))\.$")
_FROM_FIGURE = re.compile(r"^\D*")


class Named(Labelled):
    """Reads names from the position on."""

    def phrase(self) -> list[Found]:
        """Read one noun phrase; given by the reader of phrases."""
        raise NotImplementedError

    def _directive(self, token: Token) -> list[Found]:
        """Read "Airworthiness Directive (AD) 2010–01–01, Amendment 39–1 (75 FR 1, January 1, 2010)"."""
        match = _DIRECTIVE.match(self.text, token.end)
        self.at += 1
        if not match:
            return [Found((Ref("element", token.value),), token.start, token.end)]
        while self.token.kind != "stop" and self.token.start < match.end():
            self.at += 1
        return [Found((Ref("element", f"{token.value} “{match['number']}”"),), token.start, match.end())]

    def _definitions(self) -> list[Found]:
        start = self.token.start
        self.at += 1
        self.skip("order", marks=",")
        if self.token.kind == "prep" and self.token.value in ("of", "for"):
            self.at += 1
        self.skip("adjective", "order", marks=",:")
        if self.token.kind == "noun" and self.token.value == "words" and self.ahead().kind == "quote":
            self.at += 1
        found = self._names("definition", start)
        if not found and self.token.kind in ("mark", "stop", "read"):  # "the following definitions:"
            end = self.tokens[self.at - 1].end
            found = [Found((Ref("definition"),), start, end)]
        return found

    def _entries(self, *, counted: bool) -> list[Found]:
        start = self.token.start
        tabled = self.text[start:].lower().startswith("table ")
        self.at += 1
        if counted:
            found = self._unnamed_entries(start)
            if found:
                return found
        self.skip("order", marks=",:")
        if self.token.kind == "prep" and self.token.value in ("of", "for"):
            self.at += 1
        self.skip("adjective", "order", marks=",:")
        is_entry = self.token.kind == "eccn" or (self.token.kind == "noun" and self.token.value == "eccn")
        found = (self.phrase() if is_entry else []) or self._section_names(start) or self._names("entry", start)
        if not found and self.token.kind in ("mark", "stop", "read"):
            found = [Found((Ref("entry"),), start, self.tokens[self.at - 1].end)]
        return [replace(one, chain=(Ref("element", "table"), *one.chain)) for one in found] if tabled else found

    def _unnamed_entries(self, start: int) -> list[Found]:
        """Read "the 15 entries under “X”", "17 new entries": which they are is not said."""
        if self.token.kind == "prep" and self.token.value == "under" and self.ahead().kind == "quote":
            self.at += 2
            value = f"entries under “{self.tokens[self.at - 1].value}”"
            return [Found((Ref("element", value),), start, self.tokens[self.at - 1].end)]
        named = self.token.kind == "mark" and self.ahead().kind == "quote"  # "one Russian entity: “A”"
        if self.token.kind in ("in place", "stop", "mark", "read") and not named:
            return [Found((Ref("element", "entries"),), start, self.tokens[self.at - 1].end)]
        return []

    def _section_names(self, start: int) -> list[Found]:
        """Read "entries for §§ 3.1 and 3.2": the sections are the names."""
        if self.token.kind != "secno" and not (self.token.value == "section" and self.ahead().kind == "secno"):
            return []
        found = self._labelled("section") or self._labels("section", start)
        return [
            Found((Ref("entry", _FROM_FIGURE.sub("", self.text[one.start : one.end])),), one.start, one.end)
            for one in found
        ]

    def _names(self, kind: str, start: int) -> list[Found]:
        """Read quoted names, or unquoted ones up to the next verb, preposition or stop."""
        if self.token.kind == "quote":
            return self._quotes(kind, start)
        found: list[Found] = []
        while self.token.kind in _IN_NAMES:
            first = self.token.start
            while self.token.kind in (*_IN_NAMES, "secno") or _ABBREVIATION.fullmatch(self.token.value):
                self.at += 1
            end = self.tokens[self.at - 1].end
            found.append(Found((Ref(kind, self.text[first:end]),), first if found else start, end))
            mark = self.at
            self.skip("and", marks=",")
            if self.at == mark or self.token.kind not in _IN_NAMES:
                self.at = mark
                break
        return found

    def _quotes(self, kind: str, start: int | None = None) -> list[Found]:
        found: list[Found] = []
        while self.token.kind == "quote":
            token = self.token
            self.at += 1
            value = token.value.rstrip(",;") if kind in ("definition", "entry") else token.value
            value = value[:-1] if kind == "definition" and _FULL_STOP.search(value) else value
            found.append(Found((Ref(kind, value),), token.start if found or start is None else start, token.end))
            mark = self.at
            if kind in ("definition", "entry"):
                self._pass_brackets(token.end)
            named = self.at
            self.skip("and", marks=",;")
            if self.token.kind != "quote":
                self.at = mark if self.token.kind in _IN_NAMES else named
                break
        return found

    def _pass_brackets(self, end: int) -> None:
        """Pass what stands in brackets after a name: “Alpha” (see part 1), “Advanced-Node ICs” (ANIC)."""
        match = _BRACKETS.match(self.text, end)
        while match and self.token.kind != "stop" and self.token.start < match.end():
            self.at += 1

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
        text = self.text[token.start : token.end].lower() == "text"
        if text and self.token.kind == "prep" and self.token.value in ("of", "in", "as"):
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
