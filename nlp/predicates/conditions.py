"""Conditions that are no comparison: named facts, references to other paragraphs, words that were not understood."""

import re
from collections.abc import Iterator

from nlp.predicates.grammar import NUMBER, unit_pattern
from nlp.predicates.sources import Source
from regulation.controls.designations import expanded, find_mentions
from regulation.thresholds import Fact, Group, Junction, Node, Not, Reference, ReferenceKind, Unread

# Words that only lead from one condition to the next.
_EDGE_BEFORE = re.compile(
    r"^(?:[\s,;:.\-]|\b(?:and|or|but|that|which|having|has|have|with|are|is|also|then|an?|the|of)\b(?!\w)"
    r"|\bitems\s+(?:that|which)\s+(?:are|is)\b)+",
    re.IGNORECASE,
)
_EDGE_AFTER = re.compile(
    r"(?:[\s,;:.]|\bare programmable to have\b"
    r"|(?<![\w.])(?:and|or|but|that|which|having|has|have|with|are|is|an?|the|of|also|any|to|at|in|by|for|from|on|within"
    r"|either|do|does|whose)\b)+$",
    re.IGNORECASE,
)
_NEGATED = re.compile(r"(?:are |is )?not\s+(?=\w)", re.IGNORECASE)
_CUE = re.compile(
    r"(?P<no>\bnot\s+|\bother than\s+(?:those\s+|that\s+)?)?"
    r"\b(?:(?P<meets>(?:also\s+)?(?:meets?|meeting|enabling \w+ \w+ to meet)"
    r" (?:or exceeds?|or exceeding)?[^.;]{0,60}?\b(?:in|of|by)|exceed(?:s|ing)? the (?:limits?|parameters?) (?:in|of))"
    r"|(?:controlled|specified|described|listed|enumerated|classified|identified) (?:by|in|under|elsewhere in))"
    r"(?:\s+(?:the|either|paragraphs?|ECCNs?|entry|entries|sub-?items?))*\s*$",
    re.IGNORECASE,
)
# Numbers that are part of a name or a citation: ISO 230-2:2014, S-20, 22 CFR part 121, Note 3, 1980, Type 1.
NAMED = re.compile(
    r"(?:(?:§+|\b(?:parts?|sections?|supp(?:lement)?\.?(?: no\.?)?|nos?\.?|notes?|category|categories|paragraphs?"
    r"|type|class|grade|level|figure"
    r"|CFR|ISO|IEC|ANSI|ASTM|SAE|RTCA|DO|CAS|C\.A\.S\.|NATO|STANAG|MIL-STD|IEEE|ITU|U\.S\.C\.|USML|alloy|series|Article|Annex))\s*"
    r"[#:]?\s*(?:[\w./:()—-]*\d[\w./:()—-]*(?:\s*(?:,|and|or|to|through)\s*(?=\d))?)+"
    r"|\b\d[A-E]\d{3}[\w.]*|[A-Za-z]+[-/]?\d[\w./-]*|\b\d+[-‑]?(?:[A-Za-z]+-\w+|[A-Z]\w*|D\b|dimensional|axis|input)\b"
    r"|\b(?:19|20)\d\d\b|\d{2,7}-\d\d-\d|\([^()]*\b(?:e\.g\.|i\.e\.|see|CAS)[^()]*\)|\(\d+\)|\b\d+(?:st|nd|rd|th)\b|[“\"'][^“”\"']*[”\"'])",
    re.IGNORECASE,
)
_COMPARES = re.compile(
    r"\bor (?:more|less|greater|higher|lower|fewer|better)\b|\bthan\b|exceed|at least|at most|[<>≥≤]", re.IGNORECASE
)
_EXPLAINED = re.compile(r"\((?:[^()]|\([^()]*\))*\)|\[[^\]]*\]")
_MEASURED = re.compile(
    r"\b(?:at|over|under|during|after|for|within|per|across|reference|using)\s+(?:(?:an?|the|a single)\s+)?"
    rf"(?:[a-z-]+\s+){{0,3}}(?:of\s+|equal to\s+)?{NUMBER}\s?-?(?:{unit_pattern()}|\)|(?=\s))",
    re.IGNORECASE,
)


def conditions(own: Source, start: int, end: int) -> list[Node]:
    """Return the facts and references that the words of `[start, end)` state; [] for words that only lead on."""
    start, end = trimmed(own.plain, start, end)
    if start >= end:
        return []
    return list(_parts(own, start, end))


def trimmed(plain: str, start: int, end: int) -> tuple[int, int]:
    """Return the range without leading and trailing words that only join."""
    before = _EDGE_BEFORE.match(plain[start:end])
    start += before.end() if before else 0
    after = _EDGE_AFTER.search(plain[start:end])
    return start, start + after.start() if after else end


def _parts(own: Source, start: int, end: int) -> Iterator[Node]:
    position = start
    mentions = [one for one in find_mentions(own.plain[:end], own.designation[:5]) if one.start >= start]
    index = 0
    while index < len(mentions):
        cue = _CUE.search(own.plain, position, mentions[index].start)
        group = [mentions[index]]
        while index + len(group) < len(mentions) and _joined(
            own.plain, group[-1].end, mentions[index + len(group)].start
        ):
            group.append(mentions[index + len(group)])
        index += len(group)
        if cue is None:
            continue
        yield from _fact(own, position, cue.start())
        codes = tuple(dict.fromkeys(code for one in group for code in expanded(one)))
        kind = ReferenceKind.MEETS if cue["meets"] else ReferenceKind.SPECIFIED
        words = own.words(cue.start(), group[-1].end)
        found = Reference(kind, codes, words)
        yield Not(found, words) if cue["no"] else found
        position = group[-1].end
    yield from _fact(own, position, end)


def _joined(plain: str, end: int, start: int) -> bool:
    return re.fullmatch(r"[\s,.;]*(?:and|or)?\s*(?:ECCNs?\s*)?", plain[end:start]) is not None


def _fact(own: Source, start: int, end: int) -> Iterator[Node]:
    start, end = trimmed(own.plain, start, end)
    if not re.search(r"\w", _EXPLAINED.sub("", own.plain[start:end])):
        return  # nothing, or only an example or explanation in brackets
    words = own.words(start, end)
    text = own.plain[start:end]
    rest = _EXPLAINED.sub(" ", NAMED.sub(" ", text))
    measured = _MEASURED.search(rest) is not None
    if re.search(r"\d", _MEASURED.sub("", rest)) or (measured and _COMPARES.search(rest)):
        yield Unread(words, "a number whose comparison was not read")
        return
    negated = _NEGATED.match(text)
    fact = Fact(words.text[negated.end() if negated else 0 :], words, measured)
    yield Not(fact, words) if negated else fact


def all_of(parts: list[Node], designation: str = "") -> Node | None:
    """Return the parts joined, the part itself when it is one, None when there is none."""
    if not parts:
        return None
    if len(parts) == 1 and not designation:
        return parts[0]
    return Group(Junction.ALL, tuple(parts), designation)


def any_of(ways: list[Node]) -> Node | None:
    """Return the ways as alternatives, the way itself when it is one, None when there is none."""
    return Group(Junction.ANY, tuple(ways)) if len(ways) > 1 else all_of(ways)
