"""One item of a list of parties: its name, its aliases and its addresses."""

import re
from dataclasses import dataclass

from nlp.components.parties.aliases import aliases_after
from nlp.components.parties.grammar import address_words, after_item, alias_cue, next_sentence
from nlp.components.parties.spans import Span, pieces, split_name, starts_address, trim

_SHORT = re.compile(r"\s*\((?P<short>[A-Z][A-Z0-9&-]{1,14})\)$")
_AND = re.compile(r"(?:,\s*)?\band\s+")
_LETTER = re.compile(r"[^\W\d]")
MAX_NAME = 250


@dataclass(frozen=True, slots=True)
class Member:
    """A party as a list names it: `name` and `addresses` are character spans, `aliases` (kind, span)."""

    name: Span
    short: str
    aliases: tuple[tuple[str, Span], ...]
    addresses: tuple[Span, ...]


def read_member(text: str, start: int, end: int) -> Member | None:
    """Return the party that `text[start:end]` names, or None where it begins with no name."""
    start, end = trim(text, start, _end_of_item(text, start, end))
    cue = alias_cue().search(text, start, end)
    aliases: list[tuple[str, Span]] = []
    if cue is None:
        name, rest = split_name(text, start, end)
    else:
        name = trim(text, start, cue.start())
        aliases, rest = aliases_after(text, cue, end)
    if not _is_name(text, name):
        return None
    short = _SHORT.search(text[slice(*name)])
    if short:
        name = (name[0], name[0] + short.start())
    return Member(name, short.group("short") if short else "", tuple(aliases), tuple(_addresses(text, rest, end)))


def _end_of_item(text: str, start: int, end: int) -> int:
    """Return where what follows the item in its sentence begins: "…, under the destination of China"."""
    marks = (pattern.search(text, start, end) for pattern in (after_item(), next_sentence()))
    return min([mark.start() for mark in marks if mark], default=end)


def _addresses(text: str, start: int, end: int) -> list[Span]:
    """Return the addresses of `text[start:end]`, divided at semicolons and at "and" before a number or floor."""
    spans = [span for part in pieces(text, start, end) for span in _joined_by_and(text, *part)]
    return [span for span in spans if _is_address(text, span)]


def _joined_by_and(text: str, low: int, high: int) -> list[Span]:
    cuts = [low]
    for joint in _AND.finditer(text, low, high):
        if starts_address(text, joint.end(), high) and text.find(",", cuts[-1], joint.start()) >= 0:
            cuts.append(joint.end())
    return [trim(text, first, last) for first, last in zip(cuts, [*cuts[1:], high], strict=True)]


def _is_address(text: str, span: Span) -> bool:
    words = text[slice(*span)]
    if len(words) < 4 or words.lower().lstrip("(").startswith(("see ", "a.k.a", "under ")):
        return False
    return words[0].isupper() or "," in words or starts_address(text, *span) or bool(address_words().search(words))


def _is_name(text: str, span: Span) -> bool:
    words = text[slice(*span)]
    return 0 < len(words) < MAX_NAME and (words[0].isupper() or words[0].isdigit()) and bool(_LETTER.search(words))
