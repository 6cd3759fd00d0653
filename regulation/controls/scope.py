"""What a licence row, a note or an exception speaks for, in designations."""

import re
from dataclasses import dataclass

from regulation.controls.designations import Mention, expanded, find_mentions

# "NS applies to …", "Russian industry sector sanctions apply to …"
ROW = re.compile(r"(?P<reason>[A-Z]{2}|Russian industry sector sanctions?)\s*(?:appl(?:y|ies))\b,?\s*(?:to\b:?)?\s*")
_WHOLE = re.compile(r"(?:to\s+)?(?:only\s+)?(?:the\s+)?entire\s*(?:entry|ECCN)\b", re.IGNORECASE)
_EXCEPT = re.compile(r"\b(?:except(?:ing)?|excluding|other than)\b(?!ion)", re.IGNORECASE)
_BRACKET = re.compile(r"\([^()]*\)")
# Words that add no condition beside the designations themselves.
_PLAIN = re.compile(
    r"\b(?:the|this|that|entire\s*entry|entry|eccns?|paragraphs?|items?|commodities|software|technology|equipment|and|or"
    r"|to|through|in|of|for|only|by|controlled|specified|described|classified|under|except(?:ing)?|excluding|EXCEPT)\b"
    r"|[\s.,;:()“”\"']+",
    re.IGNORECASE,
)
# "Note 1 to 3A090.a", "Technical Notes for paragraphs a and b", "N.B. to paragraph .k"
# A note to a part of another note ("to paragraph a.2 of Note 2") names no paragraph of the entry.
_TARGET = re.compile(r"\b(?:to|for)\b(?! Table)(?!.* of Note\b)\s*(?P<target>.+)", re.DOTALL)
_LIST = re.compile(r"^(?:paragraphs?\s+)(?P<list>[a-z][\s\S]*)$")
# "9D004.b does not specify …", "1B102 includes …"
_SPEAKS_OF = re.compile(
    r"(?:\d+\.\s*)?(?P<code>\d[A-E]\d{3}[a-z0-9.]*?)\.?\s+"
    r"(?:do(?:es)?\s+not\s+(?:control|apply|specify|include)|includes?|controls?|appl(?:y|ies))\b"
)
_PURPOSE = re.compile(r"'?(?:\d+\.\s*)?For (?:the )?purposes? of (?:ECCN )?(?P<code>\d[A-E]\d{3}[a-z0-9.]*)")


@dataclass(frozen=True, slots=True)
class Scope:
    """Designations a text speaks for, those it takes out, and whether other words narrow it."""

    codes: tuple[str, ...]
    excepted: tuple[str, ...] = ()
    conditional: bool = False


def row_scope(control: str, entry: str) -> Scope:
    """Return the scope of a licence row from its control cell, such as "NS applies to entire entry, except .a.1".

    A row that names no paragraph of its own entry speaks for the whole entry, on its other conditions.
    """
    rest = ROW.sub("", control, count=1)
    whole = _WHOLE.match(rest)
    mentions = find_mentions(rest, entry)
    cut = _EXCEPT.search(_BRACKET.sub(lambda aside: " " * len(aside.group()), rest))
    limit = cut.start() if cut else len(rest)
    named = [one for one in mentions if _own(one, entry) and not one.excepted and one.start < limit]
    taken = [one for one in mentions if _own(one, entry) and (one.excepted or one.start >= limit)]
    excepted = _codes([one for one in taken if one.code != entry])
    if whole or not named:
        foreign = any(not _own(one, entry) for one in mentions)
        loose = not whole or foreign or _conditions(rest, mentions)
        return Scope((entry,), excepted, loose)
    return Scope(_codes(named), excepted, _conditions(rest, mentions))


def note_scope(heading: str, body: str, entry: str, followed: str) -> tuple[str, ...]:
    """Return the designations a note qualifies.

    Its heading tells ("Note 1 to 3A090.a"); else the code with which its body opens ("9D004.b does not specify",
    "For the purposes of 9A012.a"); else it is the paragraph that the note follows.
    """
    target = _TARGET.search(heading)
    if target:
        words = target["target"].strip(" :.")
        listed = _LIST.match(words)
        mentions = find_mentions(f"{entry}.{listed['list']}" if listed else words, entry)
        codes = _codes([one for one in mentions if _own(one, entry)])
        if codes:
            return codes
    opened = _SPEAKS_OF.match(body) or _PURPOSE.match(body) or _SPEAKS_OF.search(heading)
    if opened and opened["code"].startswith(entry):
        return (opened["code"].rstrip("."),)
    return (followed,)


def text_scope(text: str, entry: str) -> Scope:
    """Return the scope of an exception, a STA condition or the like: the entry's own codes it names, else the entry."""
    mentions = [one for one in find_mentions(text, entry) if _own(one, entry)]
    cuts = [cut.end() for cut in _EXCEPT.finditer(text)]
    taken = [one for one in mentions if one.excepted or _excludes(text, one, cuts)]
    named = [one for one in mentions if one not in taken]
    return Scope(_codes(named) or (entry,), _codes([one for one in taken if one.code != entry]))


def _excludes(text: str, mention: Mention, cuts: list[int]) -> bool:
    return any(cut <= mention.start and not re.search(r"[.;](?:\s|$)", text[cut : mention.start]) for cut in cuts)


def _own(mention: Mention, entry: str) -> bool:
    return mention.code[:5] == entry


def _codes(mentions: list[Mention]) -> tuple[str, ...]:
    return tuple(dict.fromkeys(code for one in mentions for code in expanded(one)))


def _conditions(rest: str, mentions: tuple[Mention, ...]) -> bool:
    for one in reversed(mentions):
        rest = f"{rest[: one.start]} {rest[one.end :]}"
    return bool(_PLAIN.sub("", rest))
