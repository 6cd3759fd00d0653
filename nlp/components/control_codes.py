"""Control codes (ECCN, EU Annex I) with what the text does to them, the families it names, and redesignations.

A bare paragraph (.x, "paragraph b.1") takes its entry from its sentence or from where it stands; one whose entry is
not told is kept as kind `unresolved_code`, its value as written.
"""

import re
from collections.abc import Iterator

from spacy.language import Language
from spacy.tokens import Doc

from nlp.components.code_actions import Actions
from nlp.components.code_grammar import Code, groups
from nlp.components.redesignations import redesignations
from nlp.finds import Find, Notes, notes_of, record

NAME, VERSION = "control_codes", "2"

# 0Y521 series  9x515  600 series  7A (except 7A994)
_FAMILY = re.compile(
    r"[0-9](?:(?<![\w.\-/].)|(?<=non-.))(?:(?P<y>Y[0-9]{3})\b(?:\s+[Ss]eries\b)?|(?P<x>x(?:[0-9]{3}|5zz))\b"
    r"|(?P<hundred>(?<=[56])00)[ -][Ss]eries\b(?!\s+(?:air|jet|engine|locomotive))"
    r"|(?P<group>[A-E])(?![\w\-.][\w\d]|[\w\-]))"
)
# What shows that category and group stand for all their entries, after and before them.
_GROUP_AFTER = re.compile(
    r"(?:(?:\s*,)?\s*(?:and|or)?\s+[0-9][A-E]\b)*\.?\s*\([Ee]xcept\b"
    r"|(?:(?:\s*,)?\s*(?:and|or)?\s+[0-9][A-E]\b)*\s+(?:commodities|items|ECCNs?|entries|provisions|of\s+the\s+(?:CCL|Commerce))"
)
_GROUP_BEFORE = re.compile(
    r"(?:\b[Cc]ontrolled\s+(?:by|under|in)|\bCategor(?:y|ies)|\b(?:items|software|technology)\"?\s+in)\s+$"
)
_GROUP_LISTED = re.compile(r"\s*(?:\([^()\n]{1,60}\))?,?\s*(?:and|or)?\s+")
# After a bare paragraph: what it belongs to is no entry.
_ELSEWHERE = re.compile(
    r"\.?,?\s+(?:of|in)\s+(?:this\s+|that\s+|the\s+)?(?:[Nn]otes?\b|definition|\"|Cryptography|General|USML"
    r"|Category|Article)|\.?\s+above\b"
)
_ANY = re.compile(
    r"\s+(?:paragraphs?\s+|entry\s+|entries\s+|items?\s+)?(?:of|in)\s+(?:an?y?|another|each|the\s+appropriate)\s"
)
_OF_THIS = re.compile(r"\s+of\s+(?:this|the\s+same)\s+(?:entry|ECCN)")
_OF_ENTRY = re.compile(r"\s+(?:of|under|in)\s+(?:the\s+)?(?:entry\s+)?(?:ECCN\s+)?(?P<entry>[0-9][A-E][0-9]{3})\b")
# Before it: a note's own paragraph, a family, a marker ("e. through .w [Reserved]").
_NOT_BEFORE = re.compile(
    r"(?:[Nn]otes?\s*\d*\.?,?\s+(?:[Pp]aragraphs?\s+)?|series\"?\s+|\n[a-z]\.?\s+(?:through|to)\s+)$"
)
_PARAGRAPH = re.compile(r"aragraphs?\s+$")


@Language.component("ruletrace_control_codes")
def control_codes(doc: Doc) -> Doc:
    """Write control codes, their families and the actions on them."""
    return record(doc, NAME, find(notes_of(doc)))


def find(notes: Notes) -> Iterator[Find]:
    """Yield the control codes of a text, an `action` for each that is added, revised or removed, redesignations."""
    actions, found = Actions(notes), []
    for code in _resolved(notes):
        if code.reading == "unresolved":
            yield Find("unresolved_code", code.value, "mentioned", code.start, code.end, (("reading", "relative"),))
            continue
        found.append(code)
        role, verb = actions.on(code.start, code.end)
        yield Find("control_code", code.value, role, code.start, code.end, (("reading", code.reading),))
        if verb:
            yield Find("action", role, "control_code", *verb, (("target", code.value),))
    yield from _families(notes)
    yield from redesignations(notes, found)


def _resolved(notes: Notes) -> Iterator[Code]:
    """Yield the codes in order, each bare paragraph with its entry; one without entry has the reading unresolved."""
    last: Code | None = None
    for group in groups(notes.text):
        if not group[0].value.startswith("."):
            yield from group
            last = group[-1]
            continue
        entry = _entry_for(notes, group, last)
        if entry is None:
            continue
        for code in group:
            lone = code.value.startswith(".")
            if lone and entry:
                yield Code(entry + code.value, code.start, code.end, "relative")
            elif lone:
                yield Code(notes.text[code.start : code.end], code.start, code.end, "unresolved")
            else:
                yield code
                last = code


def _entry_for(notes: Notes, group: list[Code], last: Code | None) -> str | None:
    """Return the entry of a list of bare paragraphs, "" where it is not told, None where they are none of an entry."""
    start, end = group[0].start, max(code.end for code in group)
    if _ELSEWHERE.match(notes.text, end) or _NOT_BEFORE.search("\n" + notes.text[max(0, start - 24) : start]):
        return None
    if _ANY.match(notes.text, end):
        return ""
    named = _OF_ENTRY.match(notes.text, end)
    if named:
        return named["entry"]
    here = notes.context.at(start).entry
    if here and (_OF_THIS.match(notes.text, end) or _PARAGRAPH.search(notes.text, max(0, start - 14), start)):
        return here
    if last and notes.sentences.at(last.start) == notes.sentences.at(start):
        return last.value.split(".")[0]
    return here


def _families(notes: Notes) -> Iterator[Find]:
    text, listed = notes.text, 0
    for match in _FAMILY.finditer(text):
        start, end = match.span()
        if match["group"]:
            if not (_is_group(text, start, end) or (listed and _GROUP_LISTED.fullmatch(text, listed, start))):
                continue
            listed = end
        value = match.group()[:5] if match["y"] else match.group()[:3] if match["hundred"] else match.group()
        series = " series" if match["y"] or match["hundred"] else ""
        yield Find("control_code", value + series, "mentioned", start, end, (("reading", "family"),))


def _is_group(text: str, start: int, end: int) -> bool:
    return bool(_GROUP_AFTER.match(text, end) or _GROUP_BEFORE.search(text, max(0, start - 24), start))
