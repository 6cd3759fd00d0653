"""Citations: CFR parts, sections, paragraphs and supplements, Federal Register pages, document numbers.

A reference that depends on its place ("paragraph (b)(2) of this section") is resolved with the context; one that
cannot be resolved is kept as kind `unresolved_citation`, its value as written.
"""

import re
from collections.abc import Iterator
from dataclasses import dataclass

from spacy.language import Language
from spacy.tokens import Doc

from nlp.components.citation_grammar import PATH, Cited, items
from nlp.components.corrections import quoted_corrections
from nlp.components.register_citations import document_numbers, pages
from nlp.context import EAR_TITLE, Place, is_ear_part
from nlp.finds import Find, Notes, Pairs, notes_of, record

NAME, VERSION = "citations", "2"

# supplement No. 4 to part 744   supplement nos. 4, 5 or 6 to this part   Supp. No.1 to part 738
_SUPPLEMENT = (
    r"[Ss]upp(?:lement|l?\.)?s?\s+[Nn]os?\.?\s*"
    r"(?P<numbers>\d{1,2}(?!\d)(?:(?:\s*,\s*(?:and|or)?\s*|\s+(?:and|or|through)\s+)\d{1,2}(?!\d))*)"
    r"(?:,?\s+(?:to|of|in)\s+(?:(?:15\s+CFR\s+)?[Pp]art\s+(?P<part>\d{3,4})|(?P<own>this\s+part)))?"
)
# What a reference to the CFR begins with.
_LEAD = re.compile(
    r"(?P<sign>§{1,2}\s*(?=\d))"
    r"|\b(?:(?P<word>(?:[Pp]art|PART|[Ss]ection|SECTION)s?\s+(?=\d))"
    r"|(?P<title>\d{1,2})\s+(?:CFR|C\.F\.R\.),?\s*(?:[Pp]arts?|[Ss]ections?|§{1,2}|Subtitle)?\s*(?=\d)"
    rf"|(?P<supplement>{_SUPPLEMENT})"
    r"|(?P<paragraph>(?:[Pp]aragraphs?|[Ee]ntr(?:y|ies))\s+(?=\())"
    r"|(?P<this>[Tt]his\s+(?P<what>[Ss]ection|[Pp]art|[Ss]upplement)\b(?!\s+[Nn]o)))"
)
# Where one may begin, by the letters after its first: a search for fixed letters is many times faster than _LEAD.
_TRIGGERS = tuple(
    re.compile(words)
    for words in (
        r"arts?\s+\d",
        r"ARTS?\s+\d",
        r"ections?\s+\d",
        r"ECTIONS?\s+\d",
        r"upp(?:lement|l?\.)?s?\s+[Nn]o",
        r"aragraphs?\s+\(",
        r"ntr(?:y|ies)\s+\(",
        r"his\s+(?:[Ss]ection|[Pp]art|[Ss]upplement)",
    )
)
_CFR = re.compile(r"CFR|C\.F\.R\.")
_TITLE = re.compile(r"\b\d{1,2}\s+$")
# Whose the section is: § 126.18 of the ITAR
_OWNER = re.compile(
    r"\s+of\s+(?:the\s+)?(?:(?P<itar>ITAR\b|International\s+Traffic)|(?P<ear>EAR\b|Export\s+Administration\s+Reg)"
    r"|(?P<ftr>FTR\b|Foreign\s+Trade\s+Reg)|title\s+(?P<title>\d{1,2}),?\s+(?:of\s+the\s+)?(?:Code\s+of\s+Federal|CFR)"
    r"|this\s+(?:sub)?(?:part|title|chapter)\b)"
)
_OWNER_TITLES = {"itar": "22", "ear": EAR_TITLE, "ftr": "15"}
_BEFORE = re.compile(r"\b(ITAR|EAR|FTR)\s+$")
# What the paragraph belongs to.
_OF = re.compile(
    r"(?:,?\s+introductory\s+text)?,?\s+(?:of|in|to)\s+(?:(?P<section>this\s+[Ss]ection)|(?P<supplement>this\s+[Ss]upplement)"
    rf"|(?:§\s*|[Ss]ection\s+)(?P<number>\d{{3,4}}\.\d{{1,4}})|{_SUPPLEMENT})"
)
_OTHER = re.compile(r"\s+of\s")
_SUPPLEMENT_PARAGRAPH = re.compile(rf",?\s+paragraphs?\s+(?={PATH})")
_ENTRY_OF_A_TABLE = re.compile(r"[Ee]ntr")


@Language.component("ruletrace_citations")
def citations(doc: Doc) -> Doc:
    """Write CFR citations, Federal Register citations and document numbers."""
    return record(doc, NAME, find(notes_of(doc)))


def find(notes: Notes) -> Iterator[Find]:
    """Yield the citations of a text."""
    yield from quoted_corrections(notes.text, _Cfr(notes).finds())
    yield from pages(notes.text)
    yield from document_numbers(notes)


@dataclass(slots=True)
class _Cfr:
    """Reads the CFR citations of one text from left to right; `done` is where the last one ended."""

    notes: Notes
    done: int = 0
    section: tuple[str, int] = ("", 0)

    def finds(self) -> Iterator[Find]:
        for start in _starts(self.notes.text):
            lead = _LEAD.match(self.notes.text, start) if start >= self.done else None
            if lead is None:
                continue
            if lead["supplement"]:
                yield from self._supplements(lead)
            elif lead["paragraph"]:
                yield from self._paragraphs(lead)
            elif lead["this"]:
                yield self._this(lead)
            else:
                yield from self._numbers(lead)

    def _numbers(self, lead: re.Match[str]) -> Iterator[Find]:
        """Yield parts and sections: 15 CFR 744.23, §§ 744.21 and 744.22, part 121 of the ITAR."""
        found = list(items(self.notes.text, lead.end()))
        if not found:
            return
        owner = _OWNER.match(self.notes.text, found[-1].end)
        title = lead["title"] or _title(owner) or _named_before(self.notes.text, lead.start())
        if self._is_heading(lead):
            self.done = found[-1].end
            return
        for item in found:
            if title or self._is_ear(item, lead):
                yield _cited(item, title or EAR_TITLE)
                self.section = (item.number, item.start) if (title or EAR_TITLE) == EAR_TITLE else self.section
        self.done = owner.end() if owner else found[-1].end

    def _is_ear(self, item: Cited, lead: re.Match[str]) -> bool:
        part, dot, _section = item.number.partition(".")
        is_part = bool(dot) or (lead["word"] or "").lower().startswith("part")
        return is_part and is_ear_part(part) and self.notes.context.is_ear

    def _is_heading(self, lead: re.Match[str]) -> bool:
        """Say whether the section is the number in its own heading, which cites nothing."""
        return lead.start() in self.notes.context.headings

    def _supplements(self, lead: re.Match[str]) -> Iterator[Find]:
        self.done = lead.end()
        if self._is_heading(lead):
            return
        part, reading = self._part_of(lead)
        numbers = [found.group() for found in re.finditer(r"\d+", lead["numbers"])]
        if not part:
            yield _unresolved(self.notes.text, lead.start(), lead.end())
            return
        base = f"{part} supplement {numbers[-1]}"
        paragraphs = _SUPPLEMENT_PARAGRAPH.match(self.notes.text, lead.end())
        for number in numbers[:-1] if paragraphs else numbers:
            yield _supplement(part, number, "", lead.start(), lead.end(), reading)
        if paragraphs:
            for item in items(self.notes.text, paragraphs.end(), base):
                yield _supplement(part, numbers[-1], item.value.removeprefix(base), lead.start(), item.end, reading)
                self.done = item.end

    def _part_of(self, found: re.Match[str]) -> tuple[str, Pairs]:
        """Return the part that the supplement belongs to ("" where the text does not say), and how it was read."""
        if found["part"]:
            return found["part"], ()
        before = re.search(r"[Pp]art\s+(\d{3}),?\s+\(?$", self.notes.text[max(0, found.start() - 12) : found.start()])
        if before:
            return before.group(1), ()
        place = self.notes.context.at(found.start())
        return (place.part if found["own"] or not place.entry else ""), (("reading", "relative"),)

    def _paragraphs(self, lead: re.Match[str]) -> Iterator[Find]:
        """Yield paragraphs of this section, of a named one, of a supplement; none of a note, definition or category."""
        text = self.notes.text
        found = list(items(text, lead.end(), "?"))
        if not found:
            return
        self.done = found[-1].end
        of = _OF.match(text, found[-1].end)
        place = self.notes.context.at(lead.start())
        base, relative = self._base(lead, of, place, found[-1].end)
        if of:
            self.done = of.end()
        if not base or not self._title_of(base, place):
            if base is not None:
                yield _unresolved(text, lead.start(), found[-1].end)
            return
        for item in found:
            value, start = item.value.replace("?", base), lead.start() if item is found[0] else item.start
            yield _paragraph(value, base, (start, item.end), self._title_of(base, place), relative)

    def _base(self, lead: re.Match[str], of: re.Match[str] | None, place: Place, end: int) -> tuple[str | None, bool]:
        """Return what the paragraph belongs to: "" where that is not told, None where it is nothing of the CFR."""
        if of:
            if of["number"]:
                return of["number"], False
            if of["numbers"]:
                part, reading = self._part_of(of)
                return (f"{part} supplement {of['numbers']}" if part else ""), bool(reading)
            return (place.section if of["section"] else _supplement_of(place)), True
        if _OTHER.match(self.notes.text, end) or place.entry:
            return None, True
        if _ENTRY_OF_A_TABLE.match(lead.group()):
            return _supplement_of(place) or None, True
        return place.base or self._section_before(lead.start()), True

    def _title_of(self, base: str, place: Place) -> str:
        part = re.split(r"\D", base)[0]
        return place.title if part == place.part else EAR_TITLE if is_ear_part(part) else ""

    def _section_before(self, position: int) -> str:
        """Return the section that the same sentence cites before `position`."""
        low, _high = self.notes.sentences.at(position)
        return self.section[0] if "." in self.section[0] and self.section[1] >= low else ""

    def _this(self, lead: re.Match[str]) -> Find:
        place, what = self.notes.context.at(lead.start()), lead["what"].lower()
        value = {"section": place.section, "part": place.part, "supplement": _supplement_of(place)}[what]
        self.done = lead.end()
        if not value or not place.title:
            return _unresolved(self.notes.text, lead.start(), lead.end())
        return Find("cfr_citation", value, "cited", lead.start(), lead.end(), _detail(what, place, value))


def _starts(text: str) -> list[int]:
    """Return where a reference to the CFR may begin, in order."""
    found = {match.start() - 1 for trigger in _TRIGGERS for match in trigger.finditer(text)}
    found.update(match.start() for match in re.finditer("§", text))
    for match in _CFR.finditer(text):
        title = _TITLE.search(text, max(0, match.start() - 5), match.start())
        if title:
            found.add(title.start())
    return sorted(found)


def _title(owner: re.Match[str] | None) -> str:
    if owner is None:
        return ""
    return owner["title"] or next((title for name, title in _OWNER_TITLES.items() if owner[name]), "")


def _named_before(text: str, position: int) -> str:
    """Return the title of the regulations that are named right before a section: ITAR § 120.41."""
    named = _BEFORE.search(text, max(0, position - 6), position)
    return _OWNER_TITLES[named.group(1).lower()] if named else ""


def _supplement_of(place: Place) -> str:
    return f"{place.part} supplement {place.supplement}" if place.supplement else ""


def _cited(item: Cited, title: str) -> Find:
    level = "section" if "." in item.number else "part"
    # No section of the EAR has a letter: "744.2l" is printed for 744.21.
    misprint: Pairs = (("doubt", "a letter in the number"),) if title == EAR_TITLE and item.number[-1].isalpha() else ()
    detail = (*misprint, ("level", level), ("title", title))
    return Find("cfr_citation", item.value, "cited", item.start, item.end, detail)


def _supplement(part: str, number: str, path: str, start: int, end: int, reading: Pairs) -> Find:
    detail = (("level", "supplement"), ("part", part), *reading, ("title", EAR_TITLE))
    return Find("cfr_citation", f"{part} supplement {number}{path}", "cited", start, end, detail)


def _paragraph(value: str, base: str, span: tuple[int, int], title: str, relative: bool) -> Find:
    detail: Pairs = (("level", "section"), ("title", title))
    if " supplement " in base:
        detail = (("level", "supplement"), ("part", base.split()[0]), ("title", title))
    if relative:
        detail = tuple(sorted((*detail, ("reading", "relative"))))
    return Find("cfr_citation", value, "cited", *span, detail)


def _detail(level: str, place: Place, value: str) -> Pairs:
    part: Pairs = (("part", value.split()[0]),) if level == "supplement" else ()
    return (("level", level), *part, ("reading", "relative"), ("title", place.title))


def _unresolved(text: str, start: int, end: int) -> Find:
    return Find("unresolved_citation", text[start:end], "cited", start, end, (("reading", "relative"),))
