"""A position in the tokens of an instruction, and what can be passed over there: titles, asides, headings."""

import re
from collections.abc import Sequence

from regulation.amendments.lexer import FORMS, Token
from regulation.amendments.places import Found, Ref

_SECTION_HEADING = re.compile(r"Section \d+\.\d+(?=\s*[—–-])")
_CAPITALS = re.compile(r"[A-Z][A-Z’']+(?:(?:, | )(?:[A-Z][A-Z’']+|OF))*(?![\w])")

# Nouns that come with a number of their own, and so are no title.
_NUMBERED = frozenset({"paragraph", "section", "comment", "container", "step", "part", "subpart", "eccn", "heading"})


class Cursor:
    """A position in the tokens of an instruction."""

    def __init__(self, text: str, tokens: Sequence[Token]) -> None:
        self.text, self.tokens, self.at = text, tokens, 0
        self.no_place: frozenset[str] = frozenset()  # prepositions that now say something else than where
        self.passed: list[tuple[int, int]] = []  # where titles stand, and words of headings
        self.is_new = False  # new places are read; what is followed by "as" is the next old one

    @property
    def token(self) -> Token:
        """The next token; one of kind "stop" at the end."""
        return self.tokens[self.at] if self.at < len(self.tokens) else Token("stop", "", len(self.text), len(self.text))

    def ahead(self, steps: int = 1) -> Token:
        """Return a later token without moving."""
        place = self.at + steps
        return self.tokens[place] if place < len(self.tokens) else Token("stop", "", len(self.text), len(self.text))

    def skip(self, *kinds: str, marks: str = "") -> None:
        """Pass tokens of these kinds, and of these marks."""
        while self.token.kind in kinds or (self.token.kind == "mark" and self.token.value in marks):
            self.at += 1

    def pass_aside(self) -> None:
        """Pass ", consisting of §§ 22.80 through 22.90," between a place and what follows."""
        mark = self.at
        self.skip("aside", marks=",")
        if not any(token.kind == "aside" for token in self.tokens[mark : self.at]):
            self.at = mark

    def is_next_old(self, ahead: int = 0) -> bool:
        """Tell whether another old place has been read: "(a) as (b), (c) as (d)"."""
        token = self.ahead(ahead)
        return self.is_new and token.kind == "prep" and token.value == "as"

    def is_acted_on(self) -> bool:
        """Tell whether "is revised" comes next; a full stop after a label may stand between ("3.ii. are revised")."""
        return self.token.kind == "aux" or (
            self.token.kind == "mark" and self.token.value == "." and self.ahead().kind == "aux"
        )

    def title(self, *, after_heading: bool = False) -> None:
        """Pass a heading's own words after its number, up to a colon, a verb, or a comma that ends it.

        `after_heading` allows a title that begins with a word of drafting: "Section 1005.2 Definitions,".
        """
        token = self.token
        dashed = token.kind == "mark" and token.value in "—–" and self._capital(self.ahead())
        opens = dashed or (token.kind == "word" and self._capital(token))
        named = after_heading and token.kind == "noun" and token.value not in _NUMBERED and self._capital(token)
        if not opens and not named:
            return
        self.at += 1
        while not self._title_ends(quotes=dashed):
            self.at += 1
        self.passed.append((token.start, self.tokens[self.at - 1].end))

    def _title_ends(self, *, quotes: bool) -> bool:
        """Tell whether a title is over; one after a dash may hold quoted names: "Chemicals, “Microorganisms” and …"."""
        token = self.token
        if token.kind in ("stop", "aux", "read") or token.value == "eccn":
            return True
        if token.kind == "verb":
            return not self._capital(token) and FORMS[token.value][1] == "active"
        if token.kind != "mark" or token.value not in ",:;":
            return False
        after = self.ahead(2) if self.ahead().kind == "and" else self.ahead()
        if quotes and token.value == "," and after.kind == "quote":
            return False
        return token.value != "," or after.kind != "word" or not self._capital(after)

    def _capital(self, token: Token) -> bool:
        return self.text[token.start : token.start + 1].isupper()

    def heading(self, preposition: str) -> Found | None:
        """Read a heading named as a place: "under “Connecticut”", "under 2(e) Consumer Lease", "under CHINA, …"."""
        if preposition not in ("under", "in", "for"):
            return None
        mark = self.at
        self.skip("adjective")
        found = self._heading() if preposition == "under" or self.token.kind == "item" else None
        self.at = mark if found is None else self.at
        return found

    def _heading(self) -> Found | None:
        token = self.token
        if token.kind == "item" and "(" in token.value:
            self.at += 1
            self.title()
            end = self.tokens[self.at - 1].end
            return Found((Ref("under", self.text[token.start : end]),), token.start, end)
        if token.kind == "noun" and token.value in ("step", "heading"):
            return self._subheading()
        return self._country()

    def _subheading(self) -> Found | None:
        """Read "Subheading Appendix A", "the heading “Exemptions”": the heading's words are the step."""
        if self.ahead().kind == "stop":
            return None
        start, first = self.token.start, self.at + 1
        quoted = self.ahead().kind == "quote"
        self.at += 2 if quoted else 1
        while (
            not quoted
            and self.token.kind not in ("stop", "aux", "verb")
            and not (self.token.kind == "mark" and self.token.value in ",:;")
        ):
            self.at += 1
        last = self.tokens[self.at - 1]
        words = last.value if quoted and last.kind == "quote" else self.text[self.tokens[first].start : last.end]
        section = _SECTION_HEADING.match(words)
        return Found((Ref("under", section.group() if section else words.rstrip(",")),), start, last.end)

    def _country(self) -> Found | None:
        """Read the capitals of a destination in the Entity List: CHINA, PEOPLE’S REPUBLIC OF."""
        match = _CAPITALS.match(self.text, self.token.start)
        if not match:
            return None
        end = match.end()
        first = self.token.start
        while self.token.kind != "stop" and self.token.start < end:
            self.at += 1
        return Found((Ref("under", self.text[first:end].rstrip(", ")),), first, end)
