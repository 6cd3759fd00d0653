"""Printed acts of the Official Journal, and consolidated texts, as `pdftotext -layout` writes them.

Blocks are told by where the print sets them: numbers open recitals, paragraphs and points, columns make rows, the last
lines of a page that carry on the numbering of the footnotes are footnotes. A word of the text is never changed.
"""

import re
from collections.abc import Iterator, Sequence
from dataclasses import dataclass, field

from ruletrace.model import StructuredText, sha256_hex
from ruletrace.readers.offsets import ByteOffsets
from ruletrace.readers.plain_lines import Line, decoded, lines, runs
from ruletrace.readers.xml import ReadError, TextBuilder

READER = "eu-print/1"

# "L 111/2   EN   Official Journal of the European Union   8.4.2022", "02014R0833 — EN — 04.06.2022 — 009.004 — 1"
_JOURNAL = re.compile(r"\S.*\bEN\s+Official Journal of the European Union\b")
_CONSOLIDATED = re.compile(r"0\d{4}[A-Z]\d{4} — EN — \d\d\.\d\d\.\d{4} — [\d.]+")
_ACT = re.compile(
    r"(?:►\w+\s+)?(?:COUNCIL|COMMISSION|REGULATION|DIRECTIVE|DECISION)[A-Z ,]*"
    r"(?:REGULATION|DECISION|DIRECTIVE)?[A-Z ]*\("
)
_MAKER = re.compile(r"THE (?:EUROPEAN|COUNCIL|COMMISSION)[A-Z ,]*,$")
_PREAMBLE = re.compile(r"Whereas:$|HA(?:S|VE) ADOPTED THIS")
_CITATION = re.compile(r"(?:Having regard to|Acting in accordance|After (?:consult|transmission)|Having consulted)")
_ARTICLE = re.compile(r"[‘“]?Article (?P<label>\d+[a-z]*)$")
_ANNEX = re.compile(r"[‘“]?ANNEX(?: (?P<label>[IVXLC]+|\d+))?$")
_NOTE = re.compile(r"\((?P<label>\d{1,3}|\*+)\)\s")
_POINT = re.compile(
    r"[‘“]?(?:\((?P<label>\d{1,3}|[a-z]{1,4})\)|(?P<number>\d{1,3}[a-z]?)\.(?=\s{2})|(?P<dash>—)(?=\s))\s+"
)
_LETTER = re.compile(r"(?P<label>[a-z]{1,2}|\d{1,2})\.\s+(?=\S)")  # "a. Gas monitoring systems", in annexes
_ENTRY = re.compile(r"[‘“]?(?P<label>[A-Z]\.[A-Z]\.?[IVX]+\.\d{3}|\d[A-E]\d{3})\s")  # X.A.VIII.001, 3A001
_REMARK = re.compile(r"(?P<label>(?:Technical )?Notes?(?: \d+)?|N\.B\.):")
_FINAL = re.compile(r"This (?:Regulation|Decision|Directive) shall be binding|Done at ")
_MARK = re.compile(r"[►▼][A-Z]\d*$")
_RULE = re.compile(r"_{5,}$")
_GAP = re.compile(r"(?<=\S)\s{3,}(?=\S)")
_CLOSES = re.compile(r"’\s*[;.,]?(?: and| or)?$")
_CENTRED = 30  # columns
_STOPS = ".:;!?’"
_QUOTABLE = frozenset({"paragraph", "point", "heading", "remark"})


def is_print(data: bytes) -> bool:
    """Return whether `data` looks like such a print: the running head of the Official Journal or of a consolidation."""
    head = data[:4000].decode("utf-8", "replace")
    return any(_JOURNAL.match(line.strip()) or _CONSOLIDATED.match(line.strip()) for line in head.splitlines())


def read_print(data: bytes, sha256: str = "") -> StructuredText:
    """Return the act in `data`.

    Block kinds: furniture (running heads, section of the Journal), title, preamble, citation, recital, article, annex,
    paragraph, point, entry (`label` its code), remark (`label` "Note 1"), heading (set in the middle), row (of a
    table), quoted (words that the act puts into another), note (footnote), final, change_mark. `label` is the number,
    `path` the line: `line 12`.
    Raises ReadError for what is no UTF-8 or no such print.
    """
    text = decoded(data)
    found = list(lines(text))
    if not any(_ACT.match(line.text) for line in found):
        raise ReadError("no act (REGULATION, DECISION, DIRECTIVE with its number) in the print")
    reading = _Reading(TextBuilder(sha256 or sha256_hex(data), READER), ByteOffsets(text, data))
    for line in _noted(found, text):
        reading.line(*line)
    reading.close()
    return reading.builder.build()


def _noted(found: Sequence[Line], text: str) -> Iterator[tuple[Line, bool]]:
    """Yield each line and whether it belongs to the footnotes of its page."""
    last = 0
    for page in _pages(found, text):
        tail = _tail(page)
        match = _NOTE.match(page[tail].text) if tail < len(page) else None
        is_note = match is not None and match["label"] in (str(last + 1), "1") and match.end() - match.end("label") == 2
        for index, line in enumerate(page):
            noted = is_note and index >= tail and bool(line.text)
            own = _NOTE.match(line.text) if noted else None
            last = int(own["label"]) if own and own["label"].isdigit() else last
            yield line, noted


def _pages(found: Sequence[Line], text: str) -> Iterator[list[Line]]:
    page: list[Line] = []
    for line in found:
        head = _JOURNAL.match(line.text) or _CONSOLIDATED.match(line.text)
        if page and (head or text[line.start - 1 : line.start] == "\f"):
            yield page
            page = []
        page.append(line)
    yield page


def _tail(page: Sequence[Line]) -> int:
    """Return where the last lines without an empty line between them begin."""
    end = len(page)
    while end and not page[end - 1].text:
        end -= 1
    while end and page[end - 1].text:
        end -= 1
    return end


@dataclass(slots=True)
class _Reading:
    """Takes the lines in order; `region` is the part of the act, `kind`, `label` and `held` the block that is open."""

    builder: TextBuilder
    offsets: ByteOffsets
    region: str = "front"
    kind: str = ""
    label: str = ""
    held: list[Line] = field(default_factory=list)
    _gap: bool = True
    _quoted: bool = False
    _starred: bool = False
    _waiting: list[Line] = field(default_factory=list)

    def line(self, line: Line, noted: bool) -> None:
        """Take one line: it opens a block, goes on with the one that is open, or is left out as a rule."""
        if not line.text or _RULE.match(line.text):
            self._starred = self._starred or bool(line.text)
            self._gap = True
            return
        opened = self._opened(line, noted)
        if opened is None and self._goes_on(line):
            self.held.append(line)
        else:
            kind, label = opened or self._plain(line)
            self._starred = self._starred and kind == "note"
            if kind == "furniture" and self.held and self.kind != "furniture":
                self._beside(line)  # a sentence runs over the page
                return
            self.close()
            self.kind, self.label, self.held = kind, label, [line]
        self._gap = False

    def close(self) -> None:
        """Add the block that is open."""
        if not self.held:
            return
        words = self.held[-1].text
        if self.region in ("act", "annex") and self.kind not in ("furniture", "note"):
            self._quoted = self._quoted or self.held[0].text.startswith("‘")
        quoted = self._quoted and self.kind in _QUOTABLE
        self._add("quoted" if quoted else self.kind, self.label, self.held)
        if self._quoted and (self.kind != "note" or self.label.startswith("*")) and _CLOSES.search(words):
            self._quoted = False
        self.held = []

    def _beside(self, line: Line) -> None:
        """Keep a running head for after the block that it cuts in two."""
        open_block = self.kind, self.label, self.held
        if open_block[2][-1].text[-1] in _STOPS or open_block[0] in ("row", "note"):
            self.close()
            self._add("furniture", "", [line])
            return
        self._waiting.append(line)

    def _add(self, kind: str, label: str, held: Sequence[Line]) -> None:
        self.builder.add(kind, f"line {held[0].number}", list(runs(held, self.offsets)), label)
        waiting, self._waiting = self._waiting, []
        for line in waiting:
            self.builder.add("furniture", f"line {line.number}", list(runs([line], self.offsets)))

    def _opened(self, line: Line, noted: bool) -> tuple[str, str] | None:
        """Return kind and label of the block that the line opens by its own words, or None."""
        words = line.text
        if _JOURNAL.match(words) or _CONSOLIDATED.match(words):
            return "furniture", ""
        note = _NOTE.match(words)
        if note and (noted or (self._starred and note["label"].startswith("*"))):
            return "note", note["label"]
        if noted:
            return None
        if _MARK.match(words):
            return "change_mark", words[1:]
        return self._region(words) or self._numbered(words)

    def _region(self, words: str) -> tuple[str, str] | None:
        """Return kind and label where the line begins a part of the act."""
        if self.region == "front" and _ACT.match(words):
            self.region = "title"
            return "title", ""
        if self.region in ("title", "preamble") and (_MAKER.match(words) or _PREAMBLE.match(words)):
            self.region = "act" if words.startswith("HA") else "preamble"
            return "preamble", ""
        if self.region == "preamble" and _CITATION.match(words):
            return "citation", ""
        article, annex = _ARTICLE.match(words), _ANNEX.match(words)
        if article or annex:
            self.region = "act" if article and self.region != "annex" else "annex" if annex else self.region
            found = article or annex
            return ("article" if article else "annex"), (found["label"] or "" if found else "")
        if self.region == "act" and _FINAL.match(words):
            return "final", ""
        return None

    def _numbered(self, words: str) -> tuple[str, str] | None:
        if self.region in ("front", "title"):
            return None
        remark, point, entry = _REMARK.match(words), _POINT.match(words), _ENTRY.match(words)
        if remark:
            return "remark", remark["label"]
        letter = _LETTER.match(words)
        if self.region == "annex" and (entry or letter):
            return ("entry", entry["label"]) if entry else ("point", letter["label"] if letter else "")
        if point is None:
            return None
        if self.region == "preamble":
            return "recital", point["label"] or ""
        label = point["label"] or point["number"] or "—"
        return ("paragraph" if point["number"] else "point"), label

    def _plain(self, line: Line) -> tuple[str, str]:
        """Return kind and label of a line that opens a block only because it is set apart."""
        if self.region == "front":
            return "furniture", ""
        if self.region in ("title", "preamble"):
            return self.region, ""
        if _GAP.search(line.text):
            return "row", ""
        if self.kind == "final":
            return "final", ""
        return ("heading" if line.indent >= _CENTRED and self._gap else "paragraph"), ""

    def _goes_on(self, line: Line) -> bool:
        if not self.held or self.kind in ("article", "annex", "furniture", "change_mark"):
            return False
        if line.text.startswith("‘") and self.held[-1].text.endswith(":"):
            return False
        if self._waiting:
            return not _GAP.search(line.text)
        if self.kind == "title" and self.region == "title":
            return not self._gap
        if self.kind == "row":
            return not self._gap and not _GAP.search(line.text) and line.indent >= _last_column(self.held[0]) - 2
        return not self._gap and (self.region != "annex" or not _GAP.search(line.text))


def _last_column(line: Line) -> int:
    """Return the column at which the last cell of a row begins."""
    gaps = list(_GAP.finditer(line.text))
    return line.indent + (gaps[-1].end() if gaps else 0)
