"""Acts of the Official Journal and consolidated texts in XHTML, as CELLAR serves them, into structured text.

Class names: those of the Publications Office's converters CONVEX (Official Journal) and fmx2xhtml (consolidated).
"""

import re
from dataclasses import dataclass, field
from datetime import date

from ruletrace.model import StructuredText, sha256_hex
from ruletrace.readers.eu_refusal import refusal
from ruletrace.readers.eu_xhtml_elements import (
    ARTICLE,
    BLOCKS,
    CAPTION,
    FURNITURE,
    KINDS,
    LABEL,
    MARK,
    NOT_USED,
    REFERENCE,
    REGION_ID,
    REGIONS,
    SKIP,
    bare_number,
    block_mark,
    bordered,
    classes,
    first_leaf,
    holds_blocks,
    label_of,
    linked_celex,
    spaced_out,
    table_rows,
    text_runs,
    without,
)
from ruletrace.readers.eu_xml import Change, parse_xhtml, with_headings
from ruletrace.readers.xml import Node, ReadError, Run, TextBuilder

__all__ = ["READER", "Act", "Amendment", "Change", "read_act", "refusal"]

READER = "eu-xhtml/2"


@dataclass(frozen=True, slots=True)
class Amendment:
    """A row of a consolidated text's "Amended by" table: `mark` M1, `celex`, the act's name."""

    mark: str
    celex: str
    title: str


@dataclass(frozen=True, slots=True)
class Act:
    """One act or consolidated text.

    `form` is `oj` or `consolidated`; `reference` the publisher's own (file name, or "02015R2197 — EN — 10.03.2021 —
    003.001"); `celex` is known for consolidated texts alone (02015R2197-20210310); `day` the Official Journal's or the
    consolidation's; `images` are the byte offsets of pictures, whose content is not read.
    """

    form: str
    reference: str
    celex: str
    day: date | None
    text: StructuredText
    amended_by: tuple[Amendment, ...] = ()
    changes: tuple[Change, ...] = ()
    images: tuple[int, ...] = ()

    def count(self, kind: str) -> int:
        """Return how many blocks have this kind."""
        return sum(block.kind == kind for block in self.text.blocks)


def read_act(data: bytes) -> Act:
    """Return the act in `data`.

    Block kinds: title, preamble, citation, recital, division, division_title, article, article_title, paragraph, point,
    not_used, annex, annex_title, caption, header_cell, cell, note, final, signatory, change_mark, amending_act,
    contents, furniture. `path` is the place: `art_3/p[2]`, of a cell `anx_I/table[1]/tr[2]/td[1]`; `label` the number
    ("1", "a"; of an article or annex with its heading: "3 Definitions"), a cell's spans, a change mark's CELEX.
    Raises ReadError, with the reason, for a page that is no act.
    """
    reason = refusal(data)
    if reason:
        raise ReadError(reason)
    root = parse_xhtml(data)
    reading = _Reading(TextBuilder(sha256_hex(data), READER), consolidated=b"Consolidated TEXT" in data[:3000])
    body = root.first("body")
    if body is None:
        raise ReadError("no body in the page")
    reading.consolidated = reading.consolidated or _has_marks(body)
    reading.walk(body)
    return reading.act(root)


def _has_marks(body: Node) -> bool:
    return any(one.tag == "a" and one.text().startswith("▼") for one in body.walk())


@dataclass(slots=True)
class _Reading:
    """Walks the page once and keeps where it is."""

    builder: TextBuilder
    consolidated: bool
    region: str = "header"
    place: str = "header"
    images: list[int] = field(default_factory=list)
    amended: list[Amendment] = field(default_factory=list)
    marks: list[tuple[str, str, str, int, int]] = field(default_factory=list)
    end: int = 0
    _numbers: dict[str, int] = field(default_factory=dict)
    _pending: Amendment | None = None
    _notes: bool = False

    def walk(self, node: Node) -> None:
        """Read everything below `node`."""
        loose: list[Node | Run] = []
        for child in node.children:
            if isinstance(child, Node) and (child.tag in SKIP or child.tag in BLOCKS or holds_blocks(child)):
                self._leaf(node, loose)
                loose = []
                self._element(child)
            else:
                loose.append(child)
        self._leaf(node, loose)

    def _element(self, node: Node) -> None:
        if node.tag in SKIP:
            self._rule(node)
            return
        before = self.region, self.place
        entered = self._enter(node)
        if node.tag == "table":
            self._table(node)
        elif classes(node) == "grid-container":
            self._item([child for child in node.elements("div") if "grid-list" in child.attributes.get("class", "")])
        elif classes(node) == "enumeration-spacing":
            self._enumeration(node)
        else:
            self.walk(node)
        if entered:
            self.region, self.place = before

    def _rule(self, node: Node) -> None:
        # Before the second rule of an older page stands what the front page repeats.
        if node.tag == "hr" and self.region == "header" and self.end:
            self.region = "front" if classes(node) == "separator" and self.consolidated else "title"

    def _enter(self, node: Node) -> bool:
        found = REGION_ID.match(node.attributes.get("id", ""))
        if classes(node) in ("preamble", "final"):
            self.region = self.place = classes(node)
            return True
        if found is None or node.tag == "p":
            if classes(node) == "eli-container" and self.region in ("header", "front"):
                self.region = self.place = "title"
            return False
        self.region = REGIONS.get(found[1], found[1])
        self.place = node.attributes["id"].partition(".")[0]
        return True

    def _leaf(self, parent: Node, children: list[Node | Run]) -> None:
        node = Node(parent.tag, parent.attributes, parent.byte_start, parent.byte_end, children)
        if not any(isinstance(one, Node) or one.text.strip() for one in children):
            return
        self.images.extend(one.byte_start for one in node.walk() if one.tag == "img")
        mark = block_mark(node)
        if mark:
            self._mark(node, mark)
            return
        words = node.text()
        kind = self._kind(node, words)
        self._add(kind, node, label_of(kind, words))

    def _kind(self, node: Node, words: str) -> str:
        name = classes(node)
        kind = KINDS.get(name, "")
        if FURNITURE.match(name) or (self.region in ("header", "front") and kind != "amending_act"):
            return "furniture"
        if kind == "title" and (self.region == "anx" or words.startswith("ANNEX")):
            kind = "annex"
        if CAPTION.match(name):
            return "caption"
        if kind == "article" or (not name and ARTICLE.match(words)):
            self.region, self.place = "art", f"art_{words.rpartition(' ')[2]}"
            return "article"
        if kind == "annex" and self.region != "anx":
            self.region, self.place = "anx", f"anx_{words.rpartition(' ')[2]}"
        if kind:
            return kind
        return "not_used" if NOT_USED.match(words) else self._plain()

    def _plain(self) -> str:
        return {"art": "paragraph", "enc": "paragraph", "anx": "paragraph", "title": "preamble"}.get(
            self.region, self.region
        )

    def _mark(self, node: Node, link: Node) -> None:
        celex, action = linked_celex(link)
        found = MARK.match(link.text())
        name = (found[1] or "") if found else ""
        if self.region in ("header", "front") and "▼" not in link.text():
            self._pending = Amendment(name, celex, "")
            self._add("furniture", node, celex)
            return
        if self.region in ("header", "front"):
            self.region = self.place = "title"
        block = self._add("change_mark", node, f"{celex} {action}".strip())
        if block:
            self.marks.append((name, celex, action, block[0], block[1]))

    def _number(self, what: str) -> int:
        self._numbers[what] = self._numbers.get(what, 0) + 1
        return self._numbers[what]

    def _add(self, kind: str, node: Node, label: str, place: str = "") -> tuple[int, int] | None:
        path = place or f"{self.place}/{node.tag}[{self._number(self.place)}]"
        if kind == "amending_act" and self._pending:
            self.amended.append(Amendment(self._pending.mark, self._pending.celex, node.text()))
            label, self._pending = self._pending.celex, None
        block = self.builder.add(kind, path, text_runs(node), label)
        if block is None:
            return None
        self.end = block.end
        return block.start, block.end

    def _table(self, node: Node) -> None:
        table = ""
        for number, row in enumerate(table_rows(node), 1):
            cells = list(row.elements("td", "th"))
            shown = [cell for cell in cells if cell.text()]
            if len(shown) == 2 and len(cells) <= 3 and LABEL.match(shown[0].text()) and not bordered(node):
                self._item(shown)
            elif self.region in ("header", "front", "title") or not bordered(node):
                for cell in cells:
                    self.walk(cell)
            else:
                table = table or f"{self.place}/table[{self._number(f'{self.place} table')}]"
                self._cells(cells, f"{table}/tr[{number}]")

    def _cells(self, cells: list[Node], row: str) -> None:
        for number, cell in enumerate(cells, 1):
            heading = cell.tag == "th" or any(classes(one) in ("hd-column", "tbl-hdr") for one in cell.walk())
            spans = (f"{key}={cell.attributes[key]}" for key in ("colspan", "rowspan") if key in cell.attributes)
            self.images.extend(one.byte_start for one in cell.walk() if one.tag == "img")
            kind = "header_cell" if heading else "cell"
            self._add(kind, spaced_out(cell), " ".join(spans), f"{row}/{cell.tag}[{number}]")

    def _item(self, parts: list[Node]) -> None:
        """Read a numbered item: its number and its first paragraph are one block, what follows is walked."""
        if len(parts) < 2:
            for part in parts:
                self.walk(part)
            return
        number, content = parts[0], parts[-1]
        first = first_leaf(content)
        kind = "recital" if self.region in ("recital", "preamble", "title") else "point"
        label = number.text()
        head = Node("p", {}, content.byte_start, 0, [number, Run(" ", number.byte_end, number.byte_end)])
        if first is not None:
            head.children.append(first)
        if first is not None and NOT_USED.match(first.text()):
            kind = "not_used"
        self._add(kind, head, bare_number(label) or label)
        self.images.extend(one.byte_start for one in head.walk() if one.tag == "img")
        self.walk(without(content, first))

    def _enumeration(self, node: Node) -> None:
        """Read a number that stands as a paragraph before loose words ("1." and "Australia:")."""
        parts = [one for one in node.children if isinstance(one, Node) or one.text.strip()]
        rest: list[Node | Run] = [one for one in parts[1:] if isinstance(one, Node) and holds_blocks(one)]
        words = [one for one in parts[1:] if isinstance(one, Run) or not holds_blocks(one)]
        number = parts[0].text() if isinstance(parts[0], Node) else ""
        gap = Run(" ", node.byte_start, node.byte_start)
        head = Node("p", {}, node.byte_start, node.byte_end, [parts[0], gap, *words])
        self._add("point" if LABEL.match(number) else self._plain(), head, bare_number(number))
        self.walk(Node(node.tag, {}, node.byte_start, node.byte_end, rest))

    def act(self, root: Node) -> Act:
        """Return what was read."""
        text = with_headings(self.builder.build())
        title = next((one.text() for one in root.walk() if one.tag == "title"), "")
        reference = next((text.of(one) for one in text.blocks if REFERENCE.match(text.of(one))), title)
        form = "consolidated" if self.consolidated else "oj"
        celex, day = _identity(reference) if self.consolidated else ("", _journal_day(text))
        return Act(form, reference, celex, day, text, tuple(self.amended), self._changes(text), tuple(self.images))

    def _changes(self, text: StructuredText) -> tuple[Change, ...]:
        ends = [start for *_rest, start, _end in self.marks[1:]] + [len(text.text)]
        return tuple(
            Change(name, celex, action, "", min(end + 1, stop), stop)
            for (name, celex, action, _start, end), stop in zip(self.marks, ends, strict=False)
        )


def _identity(reference: str) -> tuple[str, date | None]:
    found = REFERENCE.match(reference)
    if found is None:
        return "", None
    number, day, month, year = found.groups()
    celex = number if len(number) == 10 else f"0{number}"
    return f"{celex}-{year}{month}{day}", date(int(year), int(month), int(day))


def _journal_day(text: StructuredText) -> date | None:
    for block in text.blocks:
        found = re.match(r"(\d{1,2})\.(\d{1,2})\.(\d{4})$", text.of(block))
        if block.kind == "furniture" and found:
            day, month, year = map(int, found.groups())
            return date(year, month, day)
    return None
