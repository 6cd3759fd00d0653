"""What a licence row or an exception speaks for, in designations."""

import re
from dataclasses import dataclass

from regulation.controls.designations import Mention, expanded, find_mentions

# "NS applies to …", "Russian industry sector sanctions apply to …"
ROW = re.compile(r"(?P<reason>[A-Z]{2}|Russian industry sector sanctions?)\s*(?:appl(?:y|ies))\b,?\s*(?:to\b:?)?\s*")
_WHOLE = re.compile(r"(?:to\s+)?(?:only\s+)?(?:the\s+)?entire\s*(?:entry|ECCN)\b", re.IGNORECASE)
_EXCEPT = re.compile(r"\b(?:except(?:ing)?|excluding|other than)\b(?!ion)", re.IGNORECASE)
_BRACKET = re.compile(r"\((?:[^()]|\([^()]*\))*\)")
_SENTENCE = re.compile(r"\.\s+[A-Z]")
# "Yes, except a.3 (…), c.1.a", and what begins with "a.2.e.1, a.2.e.2": a number that names no entry
_BARE = re.compile(r"(?P<before>^|\b(?:except|excluding)\s+(?:for\s+)?)(?P<code>[a-z]\.\d{1,2}(?:\.\w{1,2})*)(?!\w)")
# What follows is granted by none of these; it is taken out by "except", unless for some destinations only.
_LIMIT = re.compile(rf"{_EXCEPT.pattern}|\b(?:provided|unless)\b", re.IGNORECASE)
_SOME = re.compile(r"\b(?:exports?|reexports?|destinations?|countr(?:y|ies))\b", re.IGNORECASE)
# What an exception takes out, item by item: "9A610.b; parts in 9A610.x if …; and 9A610.y"
_BETWEEN_ITEMS = re.compile(r"[,;]|\(\d\)|$")
_FURTHER = re.compile(r"\s*(?:and|or)\s+\w")  # "2B004.b.3 and presses with …" takes out 2B004.b.3 whole
# Words that add no condition beside the designations themselves.
_PLAIN = re.compile(
    r"\b(?:the|this|that|entire\s*entry|entry|eccns?|paragraphs?|items?|commodities|software|technology|equipment|and|or"
    r"|to|through|in|of|for|only|by|controlled|specified|described|classified|under|except(?:ing)?|excluding|EXCEPT)\b"
    r"|[\s.,;:()“”\"']+",
    re.IGNORECASE,
)


@dataclass(frozen=True, slots=True)
class Scope:
    """Designations a text speaks for, those it takes out whole, and whether other words narrow it."""

    codes: tuple[str, ...]
    excepted: tuple[str, ...] = ()
    conditional: bool = False


def row_scope(control: str, entry: str) -> Scope:
    """Return the scope of a licence row from its control cell, such as "NS applies to entire entry, except .a.1".

    A row that names no paragraph of its own entry speaks for the whole entry, on its other conditions. A paragraph of
    which it takes out a part ("9A610.x if being exported …") is not among the excepted ones: that is a condition.
    """
    rest = ROW.sub("", control, count=1)
    whole = _WHOLE.match(rest)
    mentions = find_mentions(rest, entry)
    cut = _EXCEPT.search(without_brackets(rest))
    limit = cut.start() if cut else len(rest)
    named = [one for one in mentions if _own(one, entry) and not one.excepted and one.start < limit]
    excepted = _taken_out(rest, mentions, entry, cut.end() if cut else len(rest))
    if whole or not named:
        foreign = any(not _own(one, entry) for one in mentions)
        loose = not whole or foreign or _conditions(rest, mentions)
        return Scope((entry,), excepted, loose)
    return Scope(_codes(named), excepted, _conditions(rest, mentions))


def _taken_out(rest: str, mentions: tuple[Mention, ...], entry: str, start: int) -> tuple[str, ...]:
    """Return the designations that a row takes out whole, in brackets or from the character `start` on."""
    spans = [(aside.start() + 1, aside.end() - 1) for aside in _BRACKET.finditer(rest, 0, start)]
    spans = [span for span in spans if any(one.excepted and span[0] <= one.start < span[1] for one in mentions)]
    sentence = _SENTENCE.search(rest, start)
    spans.append((start, sentence.start() if sentence else len(rest)))
    whole = [one for first, last in spans for item in _items(rest, mentions, first, last) for one in _whole(rest, item)]
    return _codes([one for one in whole if _own(one, entry) and one.code != entry])


@dataclass(slots=True)
class _Item:
    """One thing that an exception takes out: characters of the row, and the designations that it names."""

    start: int
    end: int
    mentions: list[Mention]


def _items(rest: str, mentions: tuple[Mention, ...], start: int, end: int) -> list[_Item]:
    """Return the items between two characters; words that name nothing belong to the item before them."""
    items: list[_Item] = []
    position = start
    for mark in _BETWEEN_ITEMS.finditer(rest, start, end):
        named = [one for one in mentions if position <= one.start < mark.start()]
        if named or not items:
            items.append(_Item(position, mark.start(), named))
        items[-1].end = mark.start()
        position = mark.end()
    return items


def _whole(rest: str, item: _Item) -> list[Mention]:
    """Return the designations of an item, none when other words or another entry's codes limit what it takes out."""
    if not item.mentions:
        return []
    first, last = item.mentions[0], item.mentions[-1]
    before = re.sub(r"^\s*(?:except(?:ing)?|excluding|other than)\s+(?:for\s+)?", "", rest[item.start : first.start])
    after = rest[last.end : item.end]
    limited = _PLAIN.sub("", before) or (not _FURTHER.match(after) and _PLAIN.sub("", after))
    foreign = any(one.code[:5] != first.code[:5] for one in item.mentions)
    return [] if limited or foreign else item.mentions


def text_scope(text: str, entry: str) -> Scope:
    """Return the scope of an exception, a STA condition or the like: the entry's own codes it names, else the entry.

    What brackets name is no code of the list that they stand in, and what a condition names ("provided that they are
    not controlled by .b") is neither granted nor taken out; so is what an exception of some destinations names.
    """
    text = _BARE.sub(rf"\g<before>{entry}.\g<code>", text)
    kept = _BRACKET.sub(lambda aside: aside.group() if _EXCEPT.match(aside.group(), 1) else _blank(aside), text)
    outside = without_brackets(text)
    mentions = [one for one in find_mentions(kept, entry) if _own(one, entry)]
    lone = {one for one in mentions if outside[one.start] == " "}
    taken = [one for one in mentions if one in lone or _follows(outside, one, _EXCEPT, _SOME)]
    named = [one for one in mentions if one not in lone and not _follows(outside, one, _LIMIT)]
    return Scope(_codes(named) or (entry,), _codes([one for one in taken if one.code != entry]))


def without_brackets(text: str) -> str:
    """Return the text with blanks for its brackets and what is in them; characters keep their places."""
    return _BRACKET.sub(_blank, text)


def _blank(aside: re.Match[str]) -> str:
    return " " * len(aside.group())


def _follows(text: str, mention: Mention, opening: re.Pattern[str], unless: re.Pattern[str] | None = None) -> bool:
    """Return whether words before a mention, in its sentence, reach to it ("except …", "provided …")."""
    between = (text[match.end() : mention.start] for match in opening.finditer(text, 0, mention.start))
    return any(not _reach_ends(words) and not (unless and unless.search(words)) for words in between)


def _reach_ends(words: str) -> bool:
    """Return whether what an exception or a condition reaches ends in the words: "except those that …," at a comma."""
    return re.search(r"[.;,](?:\s|$)" if words.lstrip().startswith("those ") else r"[.;](?:\s|$)", words) is not None


def _own(mention: Mention, entry: str) -> bool:
    return mention.code[:5] == entry


def _codes(mentions: list[Mention]) -> tuple[str, ...]:
    return tuple(dict.fromkeys(code for one in mentions for code in expanded(one)))


def _conditions(rest: str, mentions: tuple[Mention, ...]) -> bool:
    for one in reversed(mentions):
        rest = f"{rest[: one.start]} {rest[one.end :]}"
    return bool(_PLAIN.sub("", rest))
