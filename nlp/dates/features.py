"""What stands around a date in the head of a document, as words for a trained component (nlp/dates/learned.py)."""

import re
from collections.abc import Iterator, Sequence
from datetime import date

from nlp.dates.cues import after_role, happened, holds, link_of
from nlp.finds import HEAD_BLOCKS, Notes

Place = tuple[int, int, str]  # where a day is named, and the day, ISO 8601
BEFORE, AFTER = 40, 25  # words before and after a date that are looked at
NEAR, MIDDLE = 4, 12  # words away
_MONTHS = "Jan|Feb|Mar|Apr|May|June?|July?|Aug|Sept?|Oct|Nov|Dec"
_DAY = re.compile(rf"\b(?:{_MONTHS})[a-z]*\.? \d{{1,2}}, ?\d{{4}}")
_CITATION = re.compile(r"\b\d{2,3} FR \d[\d,]*")
_TIME = re.compile(r"\b\d+(?::\d\d)? ?[ap]\.?m\.?", re.I)
_WORD = re.compile(r"[A-Za-z]+(?:-[A-Za-z]+)*|\d+|[.;:,()]")
_DIGIT = re.compile(r"\d")
_ENDINGS = ("ing", "ion", "ed", "es", "s")
_STEM = 3  # letters that an ending leaves at least
# What the clause, the sentence or the title says besides: whether it is told in the past, of whom, what is done.
_SAID = {
    name: re.compile(words, re.I)
    for name, words in {
        "was": r"\b(?:was|were|had)\b",
        "will": r"\bwill\b",
        "is": r"\b(?:is|are)\b",
        "this": r"\bthis (?:\w+ ){0,2}(?:rule|notice|document|action|order)",
        "previous": r"\b(?:previous|original|prior|earlier|initial)",
        "extend": r"\bexten|reopen",
        "delay": r"delay|postpon|defer",
        "until": r"\buntil\b",
        "new": r"\bnew\b",
        "from": r"\bfrom\b",
    }.items()
}
_TITLED = {
    name: re.compile(words, re.I)
    for name, words in {
        "delay": "delay|postpon|defer",
        "extend": "exten|reopen",
        "correct": "correct",
        "withdraw": "withdr|rescind|rescission|cancel",
        "meeting": "meeting|hearing|workshop",
        "proposed": "proposed",
        "final": "final",
        "stay": "stay|suspen",
        "confirm": "confirm",
        "comment": "comment",
    }.items()
}
_DETERMINER = re.compile(r"\b(?:the|this|that|its|our|an?)\s*$", re.I)
_CITED = re.compile(r"\d FR \d[^.]{0,20}$")
_CITED_NEXT = re.compile(r"\W{0,3}(?:at )?\(?\d+ FR \d")
# Days between a day and the last one of the head, and what that is called.
_DISTANCES = ((0, "none"), (44, "weeks"), (129, "months"), (399, "year"), (1499, "years"))


def features(notes: Notes, places: Sequence[Place]) -> list[list[str]]:
    """Return, for each place in order, the words that describe it; `places` are all days that the head names."""
    titled = list(_titled(notes))
    own = [list(_place(notes, places, index)) for index in range(len(places))]
    return [
        [*words, *titled, *_day(places, index), *_again(places, own, index), *(f"{one} {words[0]}" for one in titled)]
        for index, words in enumerate(own)
    ]


def _place(notes: Notes, places: Sequence[Place], index: int) -> Iterator[str]:
    """Yield what stands around a date in its sentence; first the class of its link."""
    start, end, _ = places[index]
    kind, low, high = _block(notes, start)
    first, last = notes.sentences.at(start)
    first, last = max(low, first), min(high, max(last, end))
    told, after = notes.text[first:start], notes.text[end:last]
    begin = max([place[1] for place in places if first <= place[1] <= start], default=first)
    zone = notes.text[begin:start]
    yield from _governed(notes.text, (first, begin, start), zone)
    yield f"after {after_role(after)[0]}"
    yield f"happened {happened(after)[0]}"
    for hold in holds(notes.text, end, last):
        yield f"follows {hold.governor.name}"
    yield from _flags(zone, told, after, link_of(zone).kind)
    yield f"block {kind}"
    yield from _words(kind, words_of(told)[-BEFORE:], words_of(after)[:AFTER])
    yield f"nth {min(3, sum(1 for place in places if low <= place[0] < start))}"
    for word in sorted(set(words_of(notes.text[low:first])[-30:])):
        yield f"earlier {word}"


def _governed(text: str, bounds: tuple[int, int, int], zone: str) -> Iterator[str]:
    """Yield link and governors of a date, with those of the sentence before the date before it."""
    first, begin, start = bounds
    link = link_of(zone)
    yield f"link {link.kind}"
    yield f"link {link.kind} {link.words.lower() if link.kind in {'point', 'is'} else ''}"
    own = holds(text, begin, begin + link.start)
    if own:
        last = own[-1]
        gap = begin + link.start - last.end
        yield f"last {last.governor.name}"
        yield f"last {last.governor.name} {link.kind}"
        yield f"last {last.governor.name} {link.kind} {'touching' if gap < 3 else 'near' if gap < 40 else 'far'}"
        yield f"said {stem(last.words.lower().split(' ')[0])} {link.kind}"
    else:
        yield f"alone {link.kind}"
    for name in sorted({hold.governor.name for hold in own}):
        yield f"governor {name}"
        yield f"governor {name} {link.kind}"
    whole = [hold.governor.name for hold in holds(text, first, start)]
    yield f"chain {'>'.join(whole[-2:])} {link.kind}"
    for name in sorted(set(whole)):
        yield f"sentence {name}"
        yield f"sentence {name} {link.kind}"


def _flags(zone: str, told: str, after: str, link: str) -> Iterator[str]:
    if not zone.strip():
        yield "opens"
    if not told.strip():
        yield "opens sentence"
    if _DETERMINER.search(zone):
        yield "determined"
    if zone.rstrip().endswith("("):
        yield "bracketed"
    if _CITED.search(zone):
        yield "cited before"
    if _CITED_NEXT.match(after):
        yield "cited after"
    for name, pattern in _SAID.items():
        for place, words in (("sentence", told), ("clause", zone)):
            if pattern.search(words):
                yield f"{place} says {name}"
                yield f"{place} says {name} {link}"
        if pattern.search(after):
            yield f"then says {name}"


def _words(kind: str, before: list[str], after: list[str]) -> Iterator[str]:
    """Yield the words beside a date, alone, in pairs and as they stand next to it."""
    for size in range(1, 5):
        yield f"left {' '.join(before[-size:])}"
        yield f"right {' '.join(after[:size])}"
    yield f"left {kind} {before[-1] if before else ''}"
    for away, (word, previous) in enumerate(zip(reversed(before), [*reversed(before[:-1]), ""], strict=False)):
        where = "near" if away < NEAR else "middle" if away < MIDDLE else "far"
        yield f"before {word}"
        yield f"before {where} {word}"
        yield f"before {where} {previous} {word}"
    for away, (word, following) in enumerate(zip(after, [*after[1:], ""], strict=False)):
        where = "near" if away <= NEAR else "far"
        yield f"behind {where} {word}"
        yield f"behind {where} {word} {following}"


def _day(places: Sequence[Place], index: int) -> Iterator[str]:
    """Yield how the day stands to the others of the head."""
    days = sorted({place[2] for place in places})
    day = places[index][2]
    rank = days.index(day)
    yield f"rank {min(rank, 3)} of {min(len(days), 4)}"
    yield "day last" if rank == len(days) - 1 else "day first" if rank == 0 else "day between"
    yield f"named {min(3, sum(place[2] == day for place in places))}"
    away = (date.fromisoformat(days[-1]) - date.fromisoformat(day)).days
    yield f"before the last {next((name for most, name in _DISTANCES if away <= most), 'long')}"


def _again(places: Sequence[Place], own: list[list[str]], index: int) -> Iterator[str]:
    """Yield what links the same day where it is named elsewhere."""
    for other, place in enumerate(places):
        if other != index and place[2] == places[index][2]:
            yield from (f"also {word}" for word in own[other] if word.startswith(("link", "last", "governor", "left")))


def _titled(notes: Notes) -> Iterator[str]:
    lines = {kind: [notes.text[start:end] for start, end in notes.within(kind)] for kind in ("title", "action")}
    for kind, texts in lines.items():
        for word in sorted({word for line in texts for word in words_of(line)}):
            yield f"{kind} {word}"
    joined = "\n".join(line for texts in lines.values() for line in texts)
    yield from (f"titled {name}" for name, pattern in _TITLED.items() if pattern.search(joined))


def _block(notes: Notes, start: int) -> tuple[str, int, int]:
    for kind in sorted(HEAD_BLOCKS):
        for low, high in notes.ranges.get(kind, ()):
            if low <= start < high:
                return kind, low, high
    low, high = notes.sentences.at(start)
    return "", low, high


def words_of(text: str) -> list[str]:
    """Return the stems of the words of `text` in lower case; days, citations and times are one word each."""
    for pattern, name in ((_DAY, " day "), (_CITATION, " citation "), (_TIME, " time ")):
        text = pattern.sub(name, text)
    return [stem(_DIGIT.sub("0", word.lower())) for word in _WORD.findall(text)]


def stem(word: str) -> str:
    """Return `word` without its ending."""
    return next((word[: -len(end)] for end in _ENDINGS if word.endswith(end) and len(word) > len(end) + _STEM), word)
