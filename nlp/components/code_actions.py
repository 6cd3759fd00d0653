"""What a sentence does to a code: adds, removes or revises it, or only mentions it."""

import re
from bisect import bisect_right
from dataclasses import dataclass, field
from functools import cache

from nlp.finds import Notes
from nlp.vocabulary import load

REACH = 400  # characters before a code in which its verb is sought
Span = tuple[int, int]

_CODE_LIST = r"(?:[0-9][A-E][0-9]{3}[\w.]*+|\.[a-z][\w.]*+|,|\b(?:and|or|through)\b|\s)"
# Words that may stand between a verb and the codes that are its object.
_FILLER = (
    r"the|an?|two|three|four|five|six|following|certain|existing|new|newly|both|entry|entries|in|by|its"
    r"|reserv(?:es|ing)"
    r"|export control classification numbers?|eccns?|numbers?|codes?|paragraphs?"
)


@dataclass(frozen=True, slots=True)
class _Verb:
    start: int
    end: int
    role: str


@dataclass(slots=True)
class Actions:
    """The verbs of the sentences of one text; a sentence is read when the first of its codes is asked for."""

    notes: Notes
    sentence: Span = (-1, -1)
    verbs: list[_Verb] = field(default_factory=list)
    has_passive: bool = False

    def on(self, start: int, end: int) -> tuple[str, Span | None]:
        """Return what the sentence does to the code at `[start, end)` and where its verb stands.

        The verb is None for a mere mention.
        """
        text = self.notes.text
        low, high = self._read(start)
        passive = _passive().match(text, end, min(high, end + 160)) if self.has_passive else None
        if passive:
            return _role_of(passive["verb"]), passive.span("verb")
        placing = self._placing(max(low, start - REACH), start)
        if placing:
            return "added", placing
        index = bisect_right(self.verbs, start, key=lambda verb: verb.end) - 1
        if index < 0 or self.verbs[index].start < max(low, start - REACH):
            return "mentioned", None
        verb = self.verbs[index]
        role = _bind(verb.role, text[verb.end : start])
        return role, None if role == "mentioned" else (verb.start, verb.end)

    def _read(self, position: int) -> Span:
        bounds = self.notes.sentences.at(position)
        if bounds != self.sentence:
            self.sentence = bounds
            found = _verbs().finditer(self.notes.text, *bounds)
            self.verbs = [_Verb(*verb.span("verb"), _role_of(verb["verb"])) for verb in found]
            self.has_passive = bool(_auxiliary().search(self.notes.text, *bounds))
        return bounds

    def _placing(self, low: int, position: int) -> Span | None:
        """Return where "classifies" stands when the code is what an item is classified under."""
        if not _PLACES.search(self.notes.text, max(low, position - 40), position):
            return None
        placing = _placing().search(self.notes.text, low, position)
        if placing is None or placing.end() != position:
            return None
        return placing.start(), placing.start() + len(placing.group().split()[0])


_PLACES = re.compile(r"\b(?:under|to|into)\b")


def _bind(role: str, between: str) -> str:
    """Return the role of a code after a verb and `between`: its object, a place where something is changed, or neither.

    "adds ECCN X" adds X; "adds a paragraph to ECCN X" revises X; "adds a licence requirement for items controlled
    under ECCN X" only mentions it.
    """
    if _object().fullmatch(between):
        return role
    if _guard().search(between):
        return "mentioned"
    if role == "revised" or _place().search(between):
        return "revised"
    return "mentioned"


@cache
def _role_of(verb: str) -> str:
    stems: dict[str, list[str]] = load("actions")["control_code"]
    return next((role for role, words in stems.items() if any(re.match(word, verb, re.I) for word in words)), "revised")


@cache
def _verbs() -> re.Pattern[str]:
    words = [word for stems in load("actions")["control_code"].values() for word in stems]
    return re.compile(rf"\b(?P<verb>{'|'.join(words)})\b", re.I)


@cache
def _auxiliary() -> re.Pattern[str]:
    return re.compile(r"\b(?:is|are|was|were|be|been)\b", re.I)


@cache
def _passive() -> re.Pattern[str]:
    words = "|".join(load("actions")["passive"])
    auxiliary = r"(?:is|are|was|were|be|has been|have been|will be)\s+(?:being\s+|hereby\s+)?"
    return re.compile(rf"{_CODE_LIST}*+\b{auxiliary}(?P<verb>{words})\b", re.I)


@cache
def _object() -> re.Pattern[str]:
    return re.compile(rf"(?:{_CODE_LIST}|[()]|\b(?:{_FILLER})\b)*+", re.I)


@cache
def _placing() -> re.Pattern[str]:
    return re.compile("(?:" + "|".join(load("actions")["placed_under"]) + r")\s*(?:ECCNs?)?\s*", re.I)


@cache
def _guard() -> re.Pattern[str]:
    return re.compile("|".join(load("actions")["guards"]), re.I)


@cache
def _place() -> re.Pattern[str]:
    return re.compile("|".join(load("actions")["places"]), re.I)
