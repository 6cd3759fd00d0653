"""References between controls: what an entry or paragraph says about other entries."""

import re
from collections.abc import Iterator
from dataclasses import dataclass
from enum import StrEnum

from regulation.controls.designations import ECCN, Mention, find_mentions, steps, within
from regulation.controls.model import ControlList, Kind, Place


class ReferenceKind(StrEnum):
    """How one control speaks of another."""

    MEETS_OR_EXCEEDS = "meets_or_exceeds"
    CONTROLLED_BY = "controlled_by"
    SEE = "see"
    EXCLUDES = "excludes"


@dataclass(frozen=True, slots=True)
class Reference:
    """`source` speaks of `target` in the words from `start` to `end` of the list's text.

    `place` is the id path of the place that says so; `through` keeps a range as written ("6A008.d to 6A008.h"), of
    which `target` is one held member.
    """

    source: str
    target: str
    kind: ReferenceKind
    start: int
    end: int
    place: str
    through: str = ""


_WINDOW = 160
_JOINED = 8  # characters between members of a list: ", or ", " and "
_MEETS = re.compile(r"(?:meet|exceed)(?:s|ed|ing)?\b[^.;]*$", re.IGNORECASE)
_EXCLUDES = re.compile(
    r"(?:\bexcept(?:ing)?|\bexcluding|\bother than|\bnot (?:controlled|specified|enumerated|described|classified)"
    r"|does not (?:control|apply to|include|specify))\b[^.;]*$",
    re.IGNORECASE,
)
_RESUMES = re.compile(r"\b(?:is|are) (?:classified|controlled|subject)\b")
_SEE = re.compile(r"\b(?:see|refer to)\b(?: also)?[^.;]*$", re.IGNORECASE)
_CONTROLLED = re.compile(
    r"\b(?:controlled|specified|described|identified|enumerated|classified|listed|defined|covered|included)\b"
    r"|\b(?:for|of|in|by|under|to)\s+(?:ECCNs?\s+)?(?:\d[A-E]\d{3}[^.;]{0,80})?$",
    re.IGNORECASE,
)
_ENDS = re.compile(r"[.;]\s+(?=[A-Z(])")
_ASIDE = re.compile(r"\([^()]*\)")
# "equipment controlled by 8A (except 8A992), 8B or 8C"
_GROUP = re.compile(
    r"(?:\b(?:by|in|under|or|and)|,)\s+(?:ECCNs?\s+)?(?P<group>\d[A-E])(?![\w-])\.?(?:\s*\((?:except|excluding)(?P<but>[^()]*)\))?",
    re.I,
)
# "the technology for the digital computers is determined by 4E": the status of the technology, not of this place.
_DETERMINED = re.compile(r"\bdetermined (?:by|in)\b[^.;]*$")
_SPEAKS = (Kind.HEADING, Kind.PARAGRAPH, Kind.NOTE, Kind.LICENCE_ROW, Kind.RELATED_CONTROLS, Kind.RELATED_DEFINITIONS)
_OWN = (Kind.HEADING, Kind.PARAGRAPH)  # elsewhere the entry's own codes are the place's scope


def references(controls: ControlList) -> tuple[Reference, ...]:
    """Return every reference of the list, in text order, ranges expanded to the entries and paragraphs it holds."""
    held = _Held(controls)
    return tuple(
        reference
        for entry in controls.entries
        for place in entry.places
        if place.kind in (*_SPEAKS, Kind.ENTRY_CONTROLS, Kind.TEXT)
        for reference in (*_of_place(place, held), *_of_groups(place, held))
    )


class _Held:
    """The designations of a list, for expanding ranges."""

    def __init__(self, controls: ControlList) -> None:
        self.eccns = sorted(entry.eccn for entry in controls.entries)
        self.tops = {
            entry.eccn: [one.designation for one in entry.paragraphs() if one.designation.count(".") == 1]
            for entry in controls.entries
        }

    def expand(self, mention: Mention) -> tuple[str, ...]:
        """Return the members of a mention: of a range, those the list holds (its ends in any case)."""
        first, last = mention.code, mention.last
        if not last:
            return (first,)
        return steps(first, last) or self._between(first, last)

    def _between(self, first: str, last: str) -> tuple[str, ...]:
        low, high = first[:5], last[:5]
        if low[:2] != high[:2] or low >= high:
            return (first, last)
        middle = [eccn for eccn in self.eccns if low < eccn < high]
        return tuple(dict.fromkeys([first, *self._rest(first, low), *middle, *self._upto(last, high)]))

    def _rest(self, first: str, eccn: str) -> list[str]:
        return [one for one in self.tops.get(eccn, []) if first != eccn and one > first]

    def _upto(self, last: str, eccn: str) -> list[str]:
        return [one for one in self.tops.get(eccn, []) if last != eccn and one < last] + [last]

    def group(self, group: str, but: str) -> tuple[str, ...]:
        """Return the entries of a product group such as 8A, without those that `but` names."""
        taken = {code for mention in find_mentions(but) for code in self.expand(mention)}
        return tuple(eccn for eccn in self.eccns if eccn.startswith(group) and eccn not in taken)


def _of_place(place: Place, held: _Held) -> Iterator[Reference]:
    seen: set[tuple[str, ReferenceKind]] = set()
    offset = len(place.label) if place.kind is Kind.PARAGRAPH else 0
    text, end, kind = place.text[offset:], -1, ReferenceKind.SEE
    for mention in find_mentions(text, place.entry):
        if not mention.excepted and not _goes_on(text, end, mention.start):
            kind = _kind(place, text[max(0, mention.start - _WINDOW) : mention.start])
        end = mention.end
        if mention.code[:5] == place.entry and not _speaks_of_own(place, mention):
            continue
        told = ReferenceKind.EXCLUDES if mention.excepted else kind
        through = f"{mention.code} to {mention.last}" if mention.last else ""
        start = place.start + offset
        for target in held.expand(mention):
            if (target, told) not in seen:
                seen.add((target, told))
                yield Reference(
                    place.designation, target, told, start + mention.start, start + end, place.id_path, through
                )


def _goes_on(text: str, end: int, start: int) -> bool:
    """Return whether a designation at `start` goes on with the list that ended at `end`."""
    between = text[end:start]
    return end >= 0 and len(between) <= _JOINED and ")" not in between


def _of_groups(place: Place, held: _Held) -> Iterator[Reference]:
    if not _CONTROLLED.search(place.text):
        return
    for match in _GROUP.finditer(place.text):
        start, end = match.span("group")
        elsewhere = _DETERMINED.search(_clause(place.text[:start]))
        kind = ReferenceKind.SEE if elsewhere else ReferenceKind.CONTROLLED_BY
        for target in held.group(match["group"], match["but"] or ""):
            yield Reference(
                place.designation,
                target,
                kind,
                place.start + start,
                place.start + end,
                place.id_path,
                match["group"],
            )


def _speaks_of_own(place: Place, mention: Mention) -> bool:
    return place.kind in _OWN and mention.code != place.entry and not within(place.designation, mention.code)


def _kind(place: Place, before: str) -> ReferenceKind:
    """Return how the words `before` a designation speak of it; the nearest cue outside brackets tells."""
    before = _ASIDE.sub("", before)
    cues = ((_MEETS, ReferenceKind.MEETS_OR_EXCEEDS), (_EXCLUDES, ReferenceKind.EXCLUDES), (_SEE, ReferenceKind.SEE))
    found = [(match.start(), kind) for pattern, kind in cues if (match := _last(pattern, before))]
    told = max(found, default=(0, None))
    # "other than that specified in 2D001 for equipment specified in 2B910": the exclusion ends with its own list.
    rest = before[told[0] + len(before) - len(_clause(before)) :]
    spent = told[1] is ReferenceKind.EXCLUDES and (ECCN.search(rest) or _RESUMES.search(rest))
    if told[1] and not spent:
        return told[1]
    if place.kind in (Kind.RELATED_CONTROLS, Kind.RELATED_DEFINITIONS) or place.text.startswith("N.B."):
        return ReferenceKind.SEE
    if place.kind is Kind.LICENCE_ROW or _CONTROLLED.search(before):
        return ReferenceKind.CONTROLLED_BY
    return ReferenceKind.SEE


def _last(pattern: re.Pattern[str], text: str) -> re.Match[str] | None:
    """Return the match of `pattern` that begins last in the clause that ends `text`."""
    clause = _clause(text)
    found = None
    for match in re.finditer(r"\b\w", clause):
        inner = pattern.match(clause, match.start())
        found = inner or found
    return found


def _clause(text: str) -> str:
    return _ENDS.split(text)[-1]


def sentence_at(text: str, at: int) -> str:
    """Return the sentence of a place's words in which the character `at` stands."""
    end = _ENDS.search(text, at)
    return (_clause(text[:at]) + text[at : end.start() + 1 if end else len(text)]).strip()
