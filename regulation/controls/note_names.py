"""What a note says it speaks of, in designations: "Note 1 to 3A090.a", "For the purposes of 4A090.a and .b, …"."""

import re
from collections.abc import Iterable, Iterator, Sequence

from regulation.controls.designations import Mention, expanded, find_mentions, within

# "Note 1 to 3A090.a", "Technical Notes for paragraphs a and b", "N.B. to paragraph .k"
# A note to a part of another note ("to paragraph a.2 of Note 2") names no paragraph of the entry.
_TARGET = re.compile(
    r"\b(?:to|for)\b(?! Table)(?! (?:the )?purposes?\b)(?!.* of Note\b)\s*(?P<target>.+)", re.DOTALL | re.IGNORECASE
)
_LIST = re.compile(r"^(?:paragraphs?\s+)(?P<list>[a-z][\s\S]*)$")
_TITLE = re.compile(
    r"N\. ?B\.(?: ?\d+\.?)?(?= [A-Z\"“'‘])"
    r"|(?:(?:License Requirements?|License Exceptions|Control|Heading|Technicals?) )?(?:Notes?|N\. ?B\.)(?: ?\d+)?"
    r"(?: (?:to|for) (?!(?:the )?purposes?\b)[^:\n]*?)?(?:\s*:|$|(?=\n)|(?= 1\. [A-Z]))",
    re.IGNORECASE,
)
# "1. For the purposes of …": a numbered paragraph of a note opens anew.
_PIECE = re.compile(r"(?:^|(?<=\s))'?\d{1,2}\. (?=[A-Z'‘“\"]|\d[A-E]\d{3})")
SENTENCE = re.compile(r"(?<=[a-z0-9)”\"'’])\.:?\s+(?=[A-Z“\"‘'])|\n")
# A list of designations goes on after a few plain words: "1C008.a.2 thermoplastic materials, 1C008.a.4 materials and".
_GOES_ON = re.compile(
    r"(?:\s+(?!(?:and|or|to|see|are|is)\b)[\w-]+){0,3}[,.;]?\s*(?:\b(?:and/or|and|or|to|through)\s+)?"
)
# What stands before the first designation of the list that a sentence speaks of.
_PURPOSE = re.compile(
    r"\bfor (?:the )?purposes? of\s+(?:[a-z]+ing\b.*\bin\s+)?(?:ECCNs?\s+|paragraphs?\s+)?$", re.IGNORECASE | re.DOTALL
)
_SUBJECT = re.compile(
    r"(?:In|The control status of\b(?!.*\bnot\b).*\b(?:in|by)"
    r"|License Exception \w+ is not applicable (?:for|to)\b.*\b(?:controlled|specified|described) (?:by|in)"
    r"|(?:The )?['‘][^'’]+['’](?: \([^()]*\))? in"
    r"|(?:(?!(?:are|is|be|not|only|see)\b)\S+\s+){1,5}(?:specified|controlled|described|restrictions) (?:by|in))"
    r"\s+(?:ECCNs?\s+|paragraphs?\s+)?$",
    re.IGNORECASE,
)
_IN = re.compile(
    r"(?:(?:ECCNs?|paragraphs?)\s+|(?:(?!(?:are|is|be|not|only|see)\b)\S+\s+){1,7}in\s+(?:ECCNs?\s+)?)?$", re.IGNORECASE
)
_VERB = re.compile(
    r"\s+(?:also\s+)?(?:do(?:es)?\s+not\b|includes?\b|controls?\b|appl(?:y|ies)\b|refers?\b"
    r"|(?:is|are) (?:also|limited)\b)"
)
_ENTRY = re.compile(r"(?:For (?:the )?purposes? of )?this (?:entry|ECCN)\b", re.IGNORECASE)
# What is named from here on is where something else is found, not what the sentence speaks of.
_ELSEWHERE = re.compile(
    r"\bsee\b|\b(?:is|are|be|remains?)\s+(?:only\s+|also\s+|not\s+)*"
    r"(?:controlled|classified|specified|covered|enumerated|subject to)\b",
    re.IGNORECASE,
)
# "Parts specified in 8A620.y are subject to the controls of that paragraph": a note to another paragraph says so.
_ITSELF = re.compile(r"\bsubject to the controls of that paragraph\b")
_NOT_OF = re.compile(r"\bnot\s+(?:\w+\s+)?(?:by|in|under)\s+$")


def note_scope(text: str, entry: str, followed: str) -> tuple[str, ...]:
    """Return the designations a note qualifies: those that it names, else the paragraph that it follows."""
    return named_by_note(text, entry, followed) or (followed,)


def named_by_note(text: str, entry: str, followed: str = "") -> tuple[str, ...]:
    """Return the designations that a note says it qualifies, () when it names none.

    Its heading tells ("Note 1 to 3A090.a"); else what its first words and those of its numbered paragraphs speak of.
    A numbered paragraph that names nothing speaks, beside one that does, of `followed`, the paragraph before the note.
    """
    heading, body = titled(text)
    target = _TARGET.search(heading)
    if target:
        words = target["target"].strip(" :.")
        listed = _LIST.match(words)
        codes = _codes(_own(find_mentions(f"{entry}.{listed['list']}" if listed else words, entry), entry))
        if codes:
            return codes
    lead, *numbered = (spoken_of(piece, entry, followed) for piece in pieces(body))
    if lead or not any(numbered):
        return lead
    rest = () if all(numbered) or not followed else (followed,)
    return outermost([*(code for codes in numbered for code in codes), *rest])


def titled(text: str) -> tuple[str, str]:
    """Return title and body of a note: "Note 1 to 3A090.a" and the words after it; "" where it has no title."""
    title = _TITLE.match(text)
    return (title.group().strip(), text[title.end() :].lstrip()) if title else ("", text)


def pieces(body: str) -> list[str]:
    """Return the words before the numbered paragraphs of a note, "" for none, and each of these without its number."""
    marks = list(_PIECE.finditer(body))
    lead, *ends = [*(mark.start() for mark in marks), len(body)]
    numbered = [body[mark.end() : end] for mark, end in zip(marks, ends, strict=True)]
    return [body[:lead], *numbered]


def spoken_of(words: str, entry: str, followed: str = "") -> tuple[str, ...]:
    """Return the designations that a paragraph of a note speaks of, from its first sentence; () when it names none.

    The forms: "For the purposes of 4A090.a and .b, …", "6A004.a.2 and 6A004.a.3 do not apply …", "Items specified by
    4A906.b include", "In 1B117.d the term", "The control status of a transistor in 3A001.b.3.a through b.3.e …". Else a
    sentence about a paragraph above the one that the note follows speaks of that: "systems in 7A107 include".
    """
    sentence = SENTENCE.split(words.strip(), maxsplit=1)[0]
    if _ENTRY.match(sentence):
        return (entry,)
    if _ITSELF.search(sentence):
        return ()
    lists = list(_lists(sentence, _own(find_mentions(sentence, entry), entry)))
    for one in lists:
        before = sentence[: one[0].start]
        if _PURPOSE.search(before) or _SUBJECT.match(before):
            return outermost(_codes(one))
        if _IN.match(before) and _VERB.match(sentence, one[-1].end):
            return outermost(_codes(one))
    return _above(sentence, lists, followed) if followed and followed != entry else ()


def outermost(codes: Iterable[str]) -> tuple[str, ...]:
    """Return the codes in order without those that stand below another of them."""
    once = tuple(dict.fromkeys(codes))
    return tuple(one for one in once if not any(one != other and within(one, other) for other in once))


def _above(sentence: str, lists: Iterable[Sequence[Mention]], followed: str) -> tuple[str, ...]:
    """Return the first list before "see", "are specified by" and the like that holds `followed` or what is above it."""
    cut = _ELSEWHERE.search(sentence)
    limit = cut.start() if cut else len(sentence)
    for one in lists:
        codes, before = _codes(one), sentence[: one[0].start]
        apart = _NOT_OF.search(before) and not before.startswith("For ")
        if one[0].start < limit and not apart and any(within(followed, code) for code in codes):
            return outermost(codes)
    return ()


def _lists(sentence: str, mentions: Iterable[Mention]) -> Iterator[list[Mention]]:
    """Yield the mentions list by list."""
    held: list[Mention] = []
    for one in mentions:
        if held and not _GOES_ON.fullmatch(sentence, held[-1].end, one.start):
            yield held
            held = []
        held.append(one)
    if held:
        yield held


def _own(mentions: Iterable[Mention], entry: str) -> list[Mention]:
    return [one for one in mentions if one.code[:5] == entry]


def _codes(mentions: Iterable[Mention]) -> tuple[str, ...]:
    return tuple(dict.fromkeys(code for one in mentions for code in expanded(one)))
