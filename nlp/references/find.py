"""Other documents named in a text: by date, Federal Register citation, number or quoted title, one reference each."""

import re
from collections.abc import Iterable, Iterator
from dataclasses import dataclass, replace
from functools import cache

from nlp.finds import Find, Notes
from nlp.ranges import Range, inside
from nlp.vocabulary import load

# "published October 25, 2023 (88 FR 73458)", "88 FR 73458, Oct. 25, 2023": no more lies between date and citation.
GAP = 24
NAMED_BEFORE = 160  # characters before a date in which what it dates is named
NAMED_AFTER = 120
# "On July 9, 2019, the Service published a final rule (84 FR 32607)": date and citation of one publication.
PUBLISHED_GAP = 220
_AND_PRINTED = re.compile(r",? (?:and|which was) (?:was )?published (?:in the Federal Register )?(?:on |at )?", re.I)
_PUBLISHED = re.compile(r"\b(?:published|issued|appeared|released|signed)\b")
# "The order dated <day>, denying …, (64 FR 23000)"
_DATED = re.compile(
    r"\b(?:(?:rule|notice|order|document) (?:dated|of|published|issued)|(?:proposed|published|issued) on)\s+$",
    re.I,
)
_PRESIDENT = re.compile(r"\b(?:President's|Presidential|presidential) (?:notices?|memorand(?:um|a)|determinations?)\b")
# "In notice document 2024-02301": the words of the Office of the Federal Register for what it corrects
_DOCUMENT = re.compile(r"\b(?:rule|notice|presidential) document (?P<number>(?:20\d\d|[A-Z]\d)-\d{4,6})(?![\w-])")
_TITLE = re.compile(r"\"(?P<title>[A-Z][^\"\n]{14,300}?),?\"")
# "the final rule entitled Revisions to the Regulations: Widgets": a title without quotation marks
_ENTITLED = re.compile(
    r"\b(?:en)?titled,?\s+(?P<title>[A-Z][\w'’/():-]*[,;]?"
    r"(?:\s+(?:[A-Z(0-9][\w'’/():.-]*[,;]?|of|the|and|to|for|in|on|by|an?|from|under|with|or|at))*)"
)
FIRST_YEAR = 1935  # the year before volume 1 of the Federal Register
_EFFECTIVE = re.compile(
    r"\beffective date (?:of|for) (?:the |that |its )?(?:\w+ ){0,3}\(\s*$|\beffective (?:on |as of )?$", re.I
)
# "its rules under the … Act, which was published in the Federal Register on <day>": the Act was not
_PRINTED_ON = re.compile(r"\bpublished (?:in the Federal Register )?(?:on|at)\s*$")
_ISO_DAY = re.compile(r"\d{4}-\d\d-\d\d")


@dataclass(frozen=True, slots=True)
class Reference:
    """Another document as the text names it; what is not given is "". `noun` is what it is called (final rule).

    `paired` says that only their year ties its day to its citation or number: no words of the text do.
    """

    start: int
    end: int
    day: str = ""
    citation: str = ""
    number: str = ""
    title: str = ""
    noun: str = ""
    paired: bool = False

    @property
    def told(self) -> tuple[str, str]:
        """Return what identifies the document, the first that the text gives: by what, and that."""
        named = (("citation", self.citation), ("number", self.number), ("date", self.day))
        return next(((by, value) for by, value in named if value), ("title", self.title))

    def same(self, other: "Reference") -> bool:
        """Say whether both name the same document by a citation, number, title or, for want of these, a day."""
        pairs = ((self.citation, other.citation), (self.number, other.number), (self.title, other.title))
        told = [(one, two) for one, two in pairs if one and two]
        if told:
            return any(one == two for one, two in told)
        return bool(self.day) and self.day == other.day


def references(notes: Notes, where: list[Range]) -> list[Reference]:
    """Return the references in the ranges `where`, in text order; the same document named again is listed again."""
    marks = sorted(_marks(notes, where), key=lambda mark: mark.start)
    joined = _titled(notes, _joined(notes.text, marks))
    return _completed([replace(one, noun=_noun(notes, one)) for one in joined if not _edition(notes.text, one)])


def _completed(found: list[Reference]) -> list[Reference]:
    """Return the references with the citation, number and title that the text gives elsewhere for the same day.

    A day without a citation and a citation or number without a day are of one document where they are the only ones
    of their year.
    """
    told = [_with_all(one, [other for other in found if one.day and other.day == one.day]) for one in found]
    days = {one.day for one in told if one.day and not (one.citation or one.number) and is_published(one)}
    alone = [one for one in told if not one.day and (one.citation or one.number)]
    pairs = {}
    for day in days:
        named = {(one.citation, one.number) for one in alone if _is_of_year(day, one)}
        if len(named) == 1 and sum(other[:4] == day[:4] for other in days) == 1:
            pairs[day] = named.pop()
    return [_paired(one, pairs) for one in told]


def _paired(one: Reference, pairs: dict[str, tuple[str, str]]) -> Reference:
    """Return a reference with what `pairs` gives for its day, or with the day that they give for it."""
    if one.day in pairs and not one.citation and not one.number:
        return replace(one, citation=pairs[one.day][0], number=pairs[one.day][1], paired=True)
    day = next((day for day, named in pairs.items() if named == (one.citation, one.number)), "")
    return replace(one, day=day, paired=True) if day and not one.day else one


def _is_of_year(day: str, other: Reference) -> bool:
    """Say whether a citation or number is of the year of `day`: volume 84 of the Federal Register is that of 2019."""
    volume = other.citation.partition(" FR ")[0]
    if volume.isdigit():
        return int(volume) + FIRST_YEAR == int(day[:4])
    return other.number.startswith(f"{day[:4]}-")


def is_published(one: Reference) -> bool:
    """Say whether the reference is one to a document of the Federal Register that an agency issued."""
    return not one.noun.startswith(tuple(load("relations")["not_published"]))


def _with_all(one: Reference, same: list[Reference]) -> Reference:
    told = {
        name: {value for other in same if (value := getattr(other, name))} for name in ("citation", "number", "title")
    }
    return replace(one, **{name: next(iter(values)) for name, values in told.items() if len(values) == 1})


def _marks(notes: Notes, where: list[Range]) -> Iterator[Reference]:
    for find in _within(notes.of_kind("date"), where):
        detail = dict(find.detail)
        # the trained component calls every day of another document so, also that of its effect
        published = detail.get("ruled", find.role) == "refers_to_document" and "effect" not in detail
        published = published and not _EFFECTIVE.search(notes.text[max(0, find.start - 80) : find.start])
        if published and _ISO_DAY.fullmatch(find.value):
            yield Reference(find.start, find.end, day=find.value)
    for find in _within(notes.of_kind("fr_citation"), where):
        yield Reference(find.start, find.end, citation=find.value.partition("-")[0])
    for find in _within(notes.of_kind("document_number"), where):
        if find.role == "cited":
            yield Reference(find.start, find.end, number=find.value)
    for start, end in where:
        for match in _DOCUMENT.finditer(notes.text, start, end):
            yield Reference(*match.span("number"), number=match.group("number"))


def _within(finds: Iterable[Find], where: list[Range]) -> Iterator[Find]:
    return (find for find in finds if inside(find.start, where))


def _joined(text: str, marks: list[Reference]) -> list[Reference]:
    """Return the marks with date, citation and number of one document put together."""
    found: list[Reference] = []
    for mark in marks:
        last = found[-1] if found else None
        if last and (_same_mark(text, last, mark) or _printed(text, last, mark) or _by_year(text, last, mark)):
            found[-1] = replace(
                last,
                end=mark.end,
                day=last.day or mark.day,
                citation=last.citation or mark.citation,
                number=last.number or mark.number,
                paired=last.paired or _by_year(text, last, mark),
            )
        else:
            found.append(mark)
    return found


def _same_mark(text: str, one: Reference, other: Reference) -> bool:
    return _one_document(one, other) and _connected(text, one, other)


def _printed(text: str, one: Reference, other: Reference) -> bool:
    """Say whether `other` is the day on which the document of `one` was printed: "issued on A, and published …"."""
    between = text[one.end : other.start]
    return (
        bool(one.day and (other.day or other.citation))
        and len(between) <= PUBLISHED_GAP
        and _AND_PRINTED.fullmatch(between) is not None
    )


def _connected(text: str, one: Reference, other: Reference) -> bool:
    between = text[one.end : other.start]
    if (len(between) <= GAP and _bridge(between)) or (
        len(between) <= PUBLISHED_GAP and _named_between().fullmatch(between)
    ):
        return True
    dated = _PUBLISHED.search(between) or _DATED.search(text[max(0, one.start - 40) : one.start])
    return dated is not None and _in_brackets(one, other, between)


def _in_brackets(one: Reference, other: Reference, between: str) -> bool:
    """Say whether `other` is a citation in brackets behind the day `one`, in the same sentence."""
    told = len(between) <= PUBLISHED_GAP and not re.search(r"(?<!\bNo)[.;\n]\s", between)
    return told and bool(one.day and other.citation) and between.rstrip().endswith("(")


def _by_year(text: str, one: Reference, other: Reference) -> bool:
    """Say whether only the year ties a citation in brackets to a day before it that no words tie to it."""
    if not _one_document(one, other) or _connected(text, one, other):
        return False
    return _in_brackets(one, other, text[one.end : other.start]) and _is_of_year(one.day, other)


def _one_document(one: Reference, other: Reference) -> bool:
    return not ((one.day and other.day) or (one.citation and other.citation) or (one.number and other.number))


def _bridge(between: str) -> bool:
    return (
        re.fullmatch(
            r"[\s,(\[]*(?:at|in|as|and|see|on|beginning at|Federal Register|FR Doc\.?|document number)?"
            r"[\s,(\[]*(?:FR Doc\.?\s*)?",
            between,
        )
        is not None
    )


def _titled(notes: Notes, found: list[Reference]) -> list[Reference]:
    """Return the references with the quoted titles of their sentences, and those titles that stand alone."""
    taken: set[int] = set()
    for start, end in {notes.sentences.at(one.start) for one in found}:
        titles = list(_TITLE.finditer(notes.text, start, end))
        own = [index for index, one in enumerate(found) if start <= one.start < end]
        if len(titles) == 1 == len(own):
            found[own[0]] = replace(found[own[0]], title=titles[0].group("title"))
            taken.add(titles[0].start())
    return found


def quoted(text: str, start: int, end: int) -> Iterator[Reference]:
    """Yield the quoted titles in `text[start:end]` as references."""
    for match in _TITLE.finditer(text, start, end):
        yield Reference(match.start(), match.end(), title=match.group("title"))


def titles(text: str, start: int, end: int) -> list[Range]:
    """Return the ranges of the titles in `text[start:end]`: the quoted ones, and those that "entitled" begins."""
    plain = [match.span("title") for match in _ENTITLED.finditer(text, start, end)]
    return sorted([*((one.start, one.end) for one in quoted(text, start, end)), *plain])


def _noun(notes: Notes, one: Reference) -> str:
    """Return what the document is called: right after the date, else the nearest name before, else the next after."""
    low, high = notes.sentences.at(one.start)
    if _PRESIDENT.search(notes.text, max(low, one.start - 60), one.start):
        return "presidential notice"
    after = _nouns().match(notes.text, one.end, min(high, one.end + NAMED_AFTER))
    if after:
        return _plain(after.group("noun"))
    before = [
        _plain(match.group("noun"))
        for match in _nouns().finditer(notes.text, max(low, one.start - NAMED_BEFORE), one.start)
    ]
    if _PRINTED_ON.search(notes.text, max(low, one.start - NAMED_AFTER), one.start):
        before = [noun for noun in before if not noun.startswith("act")] or before
    if before:
        return before[-1]
    later = _nouns().search(notes.text, one.end, min(max(high, one.end), one.end + NAMED_AFTER))
    return _plain(later.group("noun")) if later else ""


def _plain(noun: str) -> str:
    """Return the singular in lower case: `final rule`, `ifr`."""
    return " ".join(noun.lower().split()).removesuffix("s")


def _edition(text: str, one: Reference) -> bool:
    return re.search(load("relations")["editions"], text[max(0, one.start - 30) : one.start]) is not None


@cache
def _named_between() -> re.Pattern[str]:
    named = rf",?\s+(?:[\w-]+\s+){{0,3}}?(?:{load('relations')['nouns']}),?\s*"
    # "the July 23, 2015 ANPRM (Docket No. X-2015-0070; 80 FR 43663)"
    return re.compile(rf"{named}(?:(?:\(|at|in|,)\s*\(?|\([^()]{{1,100}}[;,] )", re.I)


@cache
def _nouns() -> re.Pattern[str]:
    table = load("relations")
    return re.compile(rf"[\s,]*(?:(?<=[\s,(\"])|^)(?P<noun>{table['nouns']}|{table['others']})(?![\w-])", re.I)
