"""Control codes (ECCN, EU Annex I) with what the text does to them, and the families it names."""

import re
from bisect import bisect_right
from collections.abc import Iterator
from functools import cache

from spacy.language import Language
from spacy.tokens import Doc

from nlp.components.code_grammar import Code, codes, relatives
from nlp.finds import Find, Notes, notes_of, record
from nlp.vocabulary import load

NAME, VERSION = "control_codes", "1"

# 0Y521 series  9x515  600 series  7A (except 7A994)
_FAMILY = re.compile(
    r"(?<![\w.])(?:(?P<y>[0-9]Y[0-9]{3})\b(?:\s+[Ss]eries)?|(?P<x>[0-9]x[0-9]{3})\b"
    r"|\"?(?P<hundred>[569]00)[ -][Ss]eries\b"
    r"|(?P<group>[0-9][A-E])\.?(?=\s*\(except\b))"
)
_CODE_LIST = r"(?:[0-9][A-E][0-9]{3}[\w.]*+|\.[a-z][\w.]*+|,|\b(?:and|or|through)\b|\s)"
# Words that may stand between a verb and the codes that are its object.
_FILLER = (
    r"the|an?|two|three|four|five|six|following|certain|existing|new|newly|both|entry|entries|in|by|its"
    r"|reserv(?:es|ing)"
    r"|export control classification numbers?|eccns?|numbers?|codes?|paragraphs?"
)


@Language.component("ruletrace_control_codes")
def control_codes(doc: Doc) -> Doc:
    """Write control codes, their families and the actions on them."""
    return record(doc, NAME, find(notes_of(doc)))


def find(notes: Notes) -> Iterator[Find]:
    """Yield the control codes of a text, and an `action` for each that is added, revised or removed."""
    found = list(codes(notes.text))
    for code in [*found, *_resolved(notes, found)]:
        role, verb = _role(notes, code)
        detail = (("reading", code.reading),)
        yield Find("control_code", code.value, role, code.start, code.end, detail)
        if verb:
            yield Find("action", role, "control_code", *verb, (("target", code.value),))
    yield from _families(notes)


def _families(notes: Notes) -> Iterator[Find]:
    for match in _FAMILY.finditer(notes.text):
        kind, name = next((kind, name) for kind, name in match.groupdict().items() if name)
        value = f"{name} series" if kind in {"y", "hundred"} else name
        start = match.start(kind)
        yield Find("control_code", value, "mentioned", start, match.end(), (("reading", "family"),))


def _resolved(notes: Notes, found: list[Code]) -> Iterator[Code]:
    """Yield bare paragraphs with the entry of their heading, or of the last code before them in the same block."""
    starts, taken = [code.start for code in found], {position for code in found for position in (code.start, code.end)}
    for relative in relatives(notes.text):
        if relative.start in taken or relative.end in taken:
            continue
        index = bisect_right(starts, relative.start) - 1
        covering = found[index] if index >= 0 else None
        if covering and covering.start <= relative.start < covering.end:
            continue
        entry = _entry_for(notes, relative, covering)
        if entry:
            yield Code(entry + relative.value, relative.start, relative.end, "relative")


def _entry_for(notes: Notes, relative: Code, last: Code | None) -> str:
    after = notes.text[relative.end : relative.end + 40]
    if "of this entry" not in after and last and notes.sentences.at(last.start) == notes.sentences.at(relative.start):
        return last.value.split(".")[0]
    return _heading_entry(notes, relative.start)


def _heading_entry(notes: Notes, position: int) -> str:
    """Return the entry that the nearest heading before `position` begins with, or nothing."""
    index = bisect_right(notes.blocks, position, key=lambda block: block.start) - 1
    for block in reversed(notes.blocks[max(0, index - 400) : index + 1]):
        if block.kind == "heading":
            match = re.compile(r"(?:ECCN )?([0-9][A-E][0-9]{3})\b").match(notes.text, block.start)
            if match:
                return match.group(1)
    return ""


def _role(notes: Notes, code: Code) -> tuple[str, tuple[int, int] | None]:
    """Return what the sentence does to the code and where its verb stands (None for a mere mention)."""
    start, end = notes.sentences.at(code.start)
    before = notes.text[max(start, code.start - 400) : code.start]
    offset = code.start - len(before)
    passive = _passive().match(notes.text[code.end : min(end, code.end + 160)])
    if passive:
        at = code.end + passive.start("verb")
        return _role_of(passive.group("verb")), (at, at + len(passive.group("verb")))
    placing = _placing().search(before)
    if placing and placing.end() == len(before):
        return "added", (offset + placing.start(), offset + placing.start() + len(placing.group().split()[0]))
    verb = _last_verb(before)
    if verb is None:
        return "mentioned", None
    role = _bind(_role_of(verb.group("verb")), before[verb.end() :])
    return role, None if role == "mentioned" else (offset + verb.start("verb"), offset + verb.end("verb"))


def _last_verb(before: str) -> re.Match[str] | None:
    verbs = list(_verbs().finditer(before))
    return verbs[-1] if verbs else None


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


def _role_of(verb: str) -> str:
    stems: dict[str, list[str]] = load("actions")["control_code"]
    return next((role for role, words in stems.items() if any(re.match(word, verb, re.I) for word in words)), "revised")


@cache
def _verbs() -> re.Pattern[str]:
    words = [word for stems in load("actions")["control_code"].values() for word in stems]
    return re.compile(rf"\b(?P<verb>{'|'.join(words)})\b", re.I)


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
