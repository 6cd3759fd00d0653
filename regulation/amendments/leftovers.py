"""The words of a sentence that no clause took: kept beside what was read, or told as not understood."""

import re
from collections.abc import Iterator, Sequence
from dataclasses import dataclass, replace

from regulation.amendments.lexer import SECTION, Token, tokens
from regulation.amendments.model import Target
from regulation.amendments.phrases import BESIDE
from regulation.amendments.state import Action, State

_LEADING = (
    "noun",
    "adjective",
    "ordinal",
    "and",
    "prep",
    "eccn",
    "secno",
    "paras",
    "item",
    "number",
    "quote",
    "in place",
)
_CONDITION = re.compile(r"\b(?:except|unless|only|not|if|other than|but)\b", re.IGNORECASE)


@dataclass(slots=True)
class Leftovers(State):
    """Keeps what no reading took."""

    def _unread(self) -> list[Action]:
        """Return the words that no clause took; where nothing at all was understood, the whole sentence.

        Words that name no text and do nothing ("under Wisconsin") are no instruction of their own: they are kept with
        the action before them.
        """
        if self.unknown and not self.actions:
            return [Action(None, None, self.unknown[0][0], len(self.text.rstrip(" .;:,")))]
        left: list[Action] = []
        for start, end in self.unknown:
            index = max((at for at, one in enumerate(self.actions) if one.start < start), default=0)
            if names_a_text(self.text[start:end]) or self.actions[index].verb is None:
                left.append(Action(None, None, start, end))
            else:
                self._keep_unread(self.actions, start, end)
        return left

    def _is_led(self, start: int) -> bool:
        """Tell whether words begin with a preposition that leads to where something is done."""
        return any(token.start == start and token.kind == "prep" for token in self.cursor.tokens)

    def _with_lost(self, found: list[Action]) -> list[Action]:
        """Keep names that no reading kept with the action before them; where there is none, nothing is understood."""
        for start, end in self._lost_names(found):
            if not found:
                self.here = (Target(),)
                return [Action(None, None, 0, len(self.text.rstrip(" .;:,")))]
            self._keep_unread(found, start, end)
        return found

    def _keep_unread(self, found: list[Action], start: int, end: int) -> None:
        index = max((at for at, one in enumerate(found) if one.start < start), default=0)
        one = found[index]
        found[index] = replace(one, unread=f"{one.unread} {self.text[start:end]}".strip())

    def _lost_names(self, found: Sequence[Action]) -> Iterator[tuple[int, int]]:
        """Yield the names in quotation marks, entries and sections that no reading kept: none may be lost silently."""
        kept = " ".join(word for one in found for word in _kept_by(one))
        kept += " ".join(map(str, (*self.here, *self.top, *self.base)))
        for index, token in enumerate(self.cursor.tokens):
            name = _name(token)
            if name and _bare(name) not in _bare(kept) and not self._is_passed(index, found):
                yield token.start, token.end

    def _is_passed(self, index: int, found: Sequence[Action]) -> bool:
        """Tell whether a name was told to be one of a title, or beside which something new stands; or is unread."""
        token = self.cursor.tokens[index]
        spans = (*self.cursor.passed, *self.unknown, *((one.start, one.end) for one in found if not one.verb))
        if any(start <= token.start < end for start, end in spans):
            return True
        before = self.cursor.tokens[index - 1] if index else None
        while before and before.kind in _LEADING and not (before.kind == "prep" and before.value in BESIDE):
            index -= 1
            before = self.cursor.tokens[index - 1] if index else None
        return before is not None and before.value in BESIDE


def merged(actions: Sequence[Action]) -> list[Action]:
    """Join what was not understood and stands together: it is one stretch of words."""
    found: list[Action] = []
    for one in actions:
        last = found[-1] if found else None
        if last and last.verb is None and one.verb is None and not (last.listed or one.listed):
            found[-1] = replace(last, end=max(last.end, one.end))
        else:
            found.append(one)
    return found


def names_a_text(words: str) -> bool:
    """Tell whether words left over could be an instruction, or the condition of one: they act, name or quote."""
    found = tokens(words)
    strong = any(token.kind in ("verb", "quote", "paras", "secno", "eccn", "commentno") for token in found)
    numbered = any(token.kind == "noun" for token in found) and any(token.kind in ("item", "number") for token in found)
    return strong or numbered or bool(_CONDITION.search(words))


def _kept_by(one: Action) -> Iterator[str]:
    yield from (str(place) for place in (one.target, one.old_target) if place)
    yield from (words for words in (one.old_words, one.new_words, *(one.anchor or ())) if words)


def _name(token: Token) -> str:
    """Return what a token names: quoted words, an entry's code, a section's number; "" for any other."""
    if token.kind == "quote":
        return token.value
    section = SECTION.match(token.value) if token.kind == "secno" else None
    return section.group() if section else token.value[:5] if token.kind == "eccn" else ""


def _bare(words: str) -> str:
    """Return words without punctuation, which names gain and lose in a sentence."""
    return re.sub(r"[^\w]+", " ", words).strip()
