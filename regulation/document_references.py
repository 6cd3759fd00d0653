"""Which held document another one speaks of: by number, citation, title or day; several or none is said, never guessed.

Finding the words is nlp's work. This second step is the only one that ties them to a document, for the graph and for
the status of law alike.
"""

import re
from bisect import bisect_right
from collections import defaultdict
from collections.abc import Iterable, Mapping, Sequence
from dataclasses import dataclass
from datetime import date
from operator import attrgetter

from ruletrace.model import Document, Fact, StructuredText

MIN_TITLE = 20  # characters; a shorter title would be found in sentences that do not speak of its document
TITLE_WORDS = 3  # the first words of a title, by which it is looked up
CHANGES_LAW = frozenset({"corrects", "delays", "suspends", "rescinds"})
_PAGE = re.compile(r"(?P<volume>\d{1,3}) FR (?P<page>\d{1,6})")
_ISO = re.compile(r"\d{4}-\d\d-\d\d")
# 2021-22774, C1-2018-22163, 32026R9901; neither a title nor a part of a day (2021, 2021-10)
_NUMBER = re.compile(r"(?!\d{4}(?:-\d\d)?$)(?=\S*\d)\S{6,}")
_RULE = re.compile(r"\b(?:rules?|IFRs?|regulations?)\b", re.IGNORECASE)
_MANY = re.compile(r"\b(?:both|IFRs|rules|notices)\b")
_NOTICE = re.compile(r"\b(?:notices?|notifications?|inquiry|requests? for (?:public )?comments?)\b", re.IGNORECASE)
# Whoever else publishes: a day alone must not lead from their document to one of ours.
_OTHERS = re.compile(
    r"\b(?:presidential|proclamation|executive order|President|Congress|OFAC|DDTC|"
    r"Departments? of (?!Commerce)[A-Z]\w+|(?:State|Treasury|Justice) Department)\b"
)


@dataclass(frozen=True, slots=True)
class Listed:
    """A document that can be meant; `makes_law` is true of rules and corrections, `last_page` 0 when not held."""

    document: Document
    makes_law: bool
    last_page: int = 0


@dataclass(frozen=True, slots=True)
class Resolution:
    """The documents meant, and how that is known; without any, what was sought and which ones it may be.

    `by` is number, citation, page inside, title, date or effective date ("" when unresolved). Several `documents` are
    meant together (two rules of one day, both named by their titles). `other_publisher`: the sentence names one whose
    documents are not ours.
    """

    documents: tuple[Document, ...]
    by: str
    sought: str
    candidates: tuple[Document, ...] = ()
    other_publisher: bool = False


@dataclass(frozen=True, slots=True)
class _Sought:
    number: str
    citation: str
    day: date | None
    title: str
    law_only: bool | None
    dated_by_us: bool
    many: bool
    paired: bool

    @property
    def words(self) -> str:
        named = [self.number, self.citation, f"“{self.title}”" if self.title else "", str(self.day or "")]
        return ", ".join(one for one in named if one)


class Library:
    """The documents that can be meant, by everything that names them."""

    def __init__(self, listed: Iterable[Listed]) -> None:
        dated = [one for one in listed if one.document.published]
        self._all = sorted(dated, key=lambda one: (one.document.published or date.min, one.document.id))
        self._by_name: dict[str, list[Listed]] = defaultdict(list)
        self._by_day: dict[date, list[Listed]] = defaultdict(list)
        self._by_effect: dict[date, list[Listed]] = defaultdict(list)
        self._pages: dict[int, list[tuple[int, Listed]]] = defaultdict(list)
        self._titles: dict[tuple[str, ...], list[tuple[str, Listed]]] = defaultdict(list)
        for one in self._all:
            self._take(one)
        for pages in self._pages.values():
            pages.sort(key=lambda pair: pair[0])

    def _take(self, one: Listed) -> None:
        document = one.document
        for name in {document.number, document.citation, document.id.partition(":")[2]} - {""}:
            self._by_name[name].append(one)
        if document.published:
            self._by_day[document.published].append(one)
        if document.effective and one.makes_law:
            self._by_effect[document.effective].append(one)
        if page := _PAGE.fullmatch(document.citation):
            self._pages[int(page["volume"])].append((int(page["page"]), one))
        if len(document.title) >= MIN_TITLE:
            title = folded(document.title)
            self._titles[tuple(title.split()[:TITLE_WORDS])].append((title, one))

    def resolve(self, source: Document, fact: Fact, text: StructuredText) -> Resolution:
        """Return the earlier document that a relation fact of `source`, found in `text`, means.

        A day alone is enough only where one document of that day qualifies, or where the part of the text around
        names those of that day by their titles ("those two IFRs"); a number or citation that is not held rules out
        every document with another one, and one that only its year ties to a day counts where its document is of that
        day. A page on which several begin, or which several cover, tells none of them unless the sentence has the
        title of one; a page on which one begins cites that one, though another may end there.
        """
        sentence = text.text[fact.sentence_start : fact.sentence_end]
        sought = _sought(fact, sentence)
        for find, by in ((self._number, "number"), (self._citation, "citation"), (self._inside, "page inside")):
            found = _earlier(find(sought), source)
            if sought.paired:
                found = [one for one in found if sought.day in (one.document.published, one.document.effective)]
            if len(found) == 1:
                return _resolved(found, by, sought)
            if found:
                return _told_apart(found, sought, sentence)
        named = _earlier(self._titled(sought, sentence), source)
        told_apart = len({folded(one.document.title) for one in named}) == len(named)
        if named and told_apart and (sought.day or len(named) == 1):
            return _resolved(named, "title", sought)
        dated = self._by_day_alone(source, sought, named)
        return self._among(dated, sought, around(text, fact)) if dated.candidates and sought.day else dated

    def _among(self, found: Resolution, sought: _Sought, words: str) -> Resolution:
        """Return those of several documents of one day that the part of the text around names; one, or all of many."""
        named = {one.document.id for one in self._titled(sought, words)}
        chosen = tuple(one for one in found.candidates if one.id in named)
        meant = len(chosen) == 1 or (chosen and sought.many)
        return Resolution(chosen, "title", sought.words) if meant else found

    def _by_day_alone(self, source: Document, sought: _Sought, named: Sequence[Listed]) -> Resolution:
        days = ((self._by_day, "date"), (self._by_effect, "effective date"))
        for index, by in days if sought.dated_by_us and not named else ():
            found = _earlier(self._on_day(index, sought), source)
            if len(found) == 1:
                return _resolved(found, by, sought)
            named = named or found
        candidates = tuple(one.document for one in named)
        return Resolution((), "", sought.words, candidates, not sought.dated_by_us)

    def _number(self, sought: _Sought) -> Sequence[Listed]:
        return self._by_name.get(sought.number, ())

    def _citation(self, sought: _Sought) -> Sequence[Listed]:
        return self._by_name.get(sought.citation, ())

    def _inside(self, sought: _Sought) -> Sequence[Listed]:
        page = _PAGE.fullmatch(sought.citation)
        if page is None:
            return ()
        pages, wanted = self._pages.get(int(page["volume"]), []), int(page["page"])
        begun = bisect_right(pages, wanted, key=lambda pair: pair[0])
        return [one for _, one in pages[:begun] if one.last_page >= wanted]

    def _titled(self, sought: _Sought, sentence: str) -> Sequence[Listed]:
        words = folded(sought.title or sentence).split()
        whole = f" {' '.join(words)} "
        starts = {tuple(words[index : index + TITLE_WORDS]) for index in range(len(words))}
        found = [pair for start in sorted(starts) for pair in self._titles.get(start, ()) if f" {pair[0]} " in whole]
        longest = [pair for pair in found if not any(pair[0] != other and pair[0] in other for other, _ in found)]
        return [one for _, one in longest if _may_be(one, sought) and _on(one.document, sought.day)]

    def _on_day(self, index: Mapping[date, Sequence[Listed]], sought: _Sought) -> Sequence[Listed]:
        held = index.get(sought.day, ()) if sought.day else ()
        return [one for one in held if _may_be(one, sought) and sought.law_only in (None, one.makes_law)]


def around(text: StructuredText, fact: Fact) -> str:
    """Return the words of the part of a text (the abstract, a paragraph) in which a fact stands."""
    block = text.block_at(fact.start)
    return text.of(block) if block else ""


def folded(words: str) -> str:
    """Return words in lower case without punctuation and with single spaces."""
    return " ".join(re.sub(r"[^\w\s]", " ", words.casefold()).split())


def _sought(fact: Fact, sentence: str) -> _Sought:
    detail = dict(fact.detail)
    value = fact.value
    day = detail.get("date") or (value if _ISO.fullmatch(value) else "")
    citation = detail.get("citation") or (value if _PAGE.fullmatch(value) else "")
    is_number = value not in (day, citation) and _NUMBER.fullmatch(value)
    return _Sought(
        number=detail.get("number") or (value if is_number else ""),
        citation=citation,
        day=date.fromisoformat(day) if _ISO.fullmatch(day) else None,
        title=detail.get("title", ""),
        law_only=_law_only(fact.role, sentence),
        dated_by_us=not _OTHERS.search(sentence),
        many=_MANY.search(sentence) is not None,
        paired=detail.get("paired") == "yes",
    )


def _law_only(role: str, sentence: str) -> bool | None:
    """Return whether a rule is meant, a notice, or (None) either: only a rule can be corrected, delayed or stayed."""
    if role in CHANGES_LAW:
        return True
    rule, notice = _RULE.search(sentence) is not None, _NOTICE.search(sentence) is not None
    return rule if rule != notice else None


def _may_be(one: Listed, sought: _Sought) -> bool:
    """Return whether what names a document does not say that another one is meant."""
    document = one.document
    if sought.number and sought.number != document.number and not sought.paired:
        return False
    if sought.citation and not sought.paired and document.citation and sought.citation != document.citation:
        return False
    own, other = folded(document.title), folded(sought.title)
    return own in other or other in own


def _on(document: Document, day: date | None) -> bool:
    return day is None or day in (document.published, document.effective)


def _earlier(found: Sequence[Listed], source: Document) -> list[Listed]:
    last = source.published or date.max
    held = (one for one in found if one.document.id != source.id and (one.document.published or date.max) <= last)
    return sorted(held, key=attrgetter("document.id"))


def _told_apart(found: Sequence[Listed], sought: _Sought, sentence: str) -> Resolution:
    """Return the one of several documents of one page whose title the sentence has, else all as candidates."""
    whole = f" {folded(sought.title or sentence)} "
    titles = {one.document.id: folded(one.document.title) for one in found}
    there = [title for title in titles.values() if len(title) >= MIN_TITLE and f" {title} " in whole]
    longest = [title for title in there if not any(title != other and title in other for other in there)]
    named = [one for one in found if titles[one.document.id] in longest]
    if len(named) == 1 and _on(named[0].document, sought.day):
        return _resolved(named, "title", sought)
    return Resolution((), "", sought.words, tuple(one.document for one in found))


def _resolved(found: Sequence[Listed], by: str, sought: _Sought) -> Resolution:
    return Resolution(tuple(one.document for one in found), by, sought.words)
