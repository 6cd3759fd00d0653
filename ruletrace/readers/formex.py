"""Formex 4, the Publications Office's XML: acts, annexes, consolidated texts, manifests and the zip that holds them.

Element names: Formex V4 schema (http://formex.publications.europa.eu). Consolidated texts tell by processing
instructions (CLG.MDFO opens, CLG.MDFC closes) which act wrote which part.
"""

import re
from collections.abc import Iterable, Iterator
from dataclasses import dataclass, field
from datetime import date

from ruletrace.model import StructuredText, sha256_hex
from ruletrace.readers.eu_refusal import refusal
from ruletrace.readers.eu_xml import Change, parse_formex, with_headings
from ruletrace.readers.footnotes import with_calls
from ruletrace.readers.xml import SUBSCRIPTS, SUPERSCRIPTS, Node, ReadError, Run, TextBuilder, styled_runs

READER = "formex/2"
ROOTS = ("ACT", "ANNEX", "CONS.ACT", "CONS.ANNEX", "CORR", "GENERAL", "AGR", "DECISION")
_SKIP = frozenset(("BIB.INSTANCE", "BIB.DATA", "FAM.COMP", "INFO.CONSLEG", "INFO.PROD", "TOC"))
_BLOCKS = frozenset(
    re.findall(
        r"\S+",
        "ACT ANNEX CONS.DOC CONS.ANNEX CORR GENERAL AGR DECISION TITLE TI STI PREAMBLE PREAMBLE.INIT PREAMBLE.FINAL"
        " GR.VISA VISA GR.CONSID GR.CONSID.INIT CONSID ENACTING.TERMS DIVISION ARTICLE TI.ART STI.ART PARAG NO.PARAG"
        " ALINEA P LIST ITEM NP NO.P TXT TBL GR.TBL CORPUS ROW CELL BLK ROW.GROUP GR.NOTES QUOT.S GR.SEQ NO.GR.SEQ"
        " CONTENTS FINAL SIGNATURE PL.DATE SIGNATORY DLIST DLIST.ITEM TERM DEFINITION CORRECTION DESCRIPTION OLD.CORR"
        " NEW.CORR CONTENTS.CORR FORMULA LEGEND COMMENT INTER",
    )
)
# Where a heading stands decides what it heads.
_TITLES = {"DIVISION": "division", "GR.SEQ": "caption", "TBL": "caption", "ANNEX": "annex", "CONS.ANNEX": "annex"}
_KINDS = {
    "VISA": "citation",
    "CONSID": "recital",
    "PREAMBLE": "preamble",
    "TI.ART": "article",
    "STI.ART": "article_title",
    "FINAL": "final",
    "SIGNATORY": "signatory",
    "NO.GR.SEQ": "caption",
}
_HEADED = re.compile(r"(?:Article|ANNEX)\s+(\w+)$")
_NOT_USED = re.compile(r"(?:[\w.()]+\s+)?[\[(]?(?:not used|deleted)[\])]?[.;,]?$", re.IGNORECASE)


@dataclass(frozen=True, slots=True)
class Amending:
    """An act named in a consolidated text's list: `kind` MOD (amends) or CORR (corrects), `mark` M1, C1."""

    mark: str
    kind: str
    celex: str
    title: str
    signed: date | None


@dataclass(frozen=True, slots=True)
class FormexText:
    """One Formex document as structured text.

    `root` is the root element (ACT, ANNEX, CONS.ACT, …); `file` its manifest; `celex` is stated in consolidated texts
    alone; `day` the date of the document (signature, or start of a consolidated text's validity); `until` its end or
    None; `consolidated` the day it was produced. `unread` names elements whose content is no text (pictures).
    """

    root: str
    file: str
    celex: str
    day: date | None
    until: date | None
    consolidated: date | None
    text: StructuredText
    amended_by: tuple[Amending, ...] = ()
    changes: tuple[Change, ...] = ()
    unread: tuple[str, ...] = ()

    def count(self, kind: str) -> int:
        """Return how many blocks have this kind."""
        return sum(block.kind == kind for block in self.text.blocks)


def read_formex(data: bytes) -> FormexText:
    """Return the act, annex or consolidated text in `data`.

    Block kinds: title, preamble, citation, recital, division, division_title, article, article_title, paragraph, point,
    not_used, annex, annex_title, caption, header_cell, cell, note, final, signatory, and quoted: words that an
    amending act puts into another. `path` is the place (`art_003/parag_2/np_1`, or the kind), `label` the number (of an
    article or annex with its heading: "3 Definitions"), a cell's column, a note's id; the text is a
    `footnotes.NotedText`.
    Raises ReadError, with the reason, for anything else.
    """
    reason = refusal(data, "xml")
    if reason:
        raise ReadError(reason)
    root = parse_formex(data)
    if root.tag not in ROOTS:
        raise ReadError(f"root element {root.tag} where a Formex act or annex was expected")
    reading = _Reading(TextBuilder(sha256_hex(data), READER), _amending(root))
    reading.walk(root, _Place(root.tag, ""))
    return _document(root, reading)


def _document(root: Node, reading: "_Reading") -> FormexText:
    info = next((one for one in root.walk() if one.tag == "INFO.CONSLEG"), None)
    attributes = info.attributes if info else {}
    reference = next((one for one in root.walk() if one.tag == "DOCUMENT.REF"), None)
    own = next((one.text() for one in root.walk() if one.tag == "NO.CELEX"), "") if info else ""
    start = iso_day(attributes.get("START.DATE", "")) or _first_date(root)
    return FormexText(
        root.tag,
        reference.attributes.get("FILE", "") if reference else "",
        f"0{own[1:]}-{start:%Y%m%d}" if own and start else "",
        start,
        iso_day(attributes.get("END.DATE", "")),
        iso_day(attributes.get("CONSLEG.DATE", "")),
        with_calls(with_headings(reading.builder.build()), reading.calls),
        tuple(reading.amending),
        tuple(sorted(reading.changes, key=lambda one: (one.start, one.end, one.celex))),
        tuple(reading.unread),
    )


def iso_day(text: str) -> date | None:
    """Return the day that Formex writes as 20240712; None for "", 99999999 and the like."""
    if len(text) != 8 or not text.isdigit() or text.startswith("9999"):
        return None
    return date(int(text[:4]), int(text[4:6]), int(text[6:]))


def _first_date(root: Node) -> date | None:
    head = root.first("BIB.INSTANCE")
    found = head.first("DATE") if head else None
    return iso_day(found.attributes.get("ISO", "")) if found else None


def _amending(root: Node) -> list[Amending]:
    found: list[Amending] = []
    counts: dict[str, int] = {}
    for act in (one for one in root.walk() if one.tag == "MOD.ACT"):
        kind = act.attributes.get("TYPE", "MOD")
        counts[kind] = counts.get(kind, 0) + 1
        celex = next((one.text() for one in act.walk() if one.tag == "NO.CELEX"), "")
        data = act.first("BIB.DATA")
        signed = data.first("DATE") if data else None
        title = data.first("TITLE") if data else None
        words = " ".join(one.text() for one in title.walk() if one.tag == "P") if title else ""
        day = iso_day(signed.attributes.get("ISO", "")) if signed else None
        found.append(Amending(f"{kind[:1]}{counts[kind]}", kind, celex, words, day))
    return found


@dataclass(frozen=True, slots=True)
class _Place:
    """Where the walk is: the element that decides the kind, the path, and whether the words are quoted."""

    holder: str
    path: str
    kind: str = "paragraph"
    label: str = ""
    quoted: bool = False

    def into(self, node: Node, number: int) -> "_Place":
        """Return the place inside `node`, the `number`th of its name."""
        holder = node.tag if node.tag in _TITLES or node.tag == "ARTICLE" else self.holder
        kind = _KINDS.get(node.tag, self.kind)
        if node.tag in ("TI", "STI"):
            kind = _TITLES.get(holder, "title") + ("_title" if node.tag == "STI" and holder != "GR.SEQ" else "")
            kind = "caption" if kind == "caption_title" else kind
        elif node.tag in ("ARTICLE", "CONTENTS", "ENACTING.TERMS"):
            kind = "paragraph"
        return _Place(holder, _path(self.path, node, number), kind, self.label, self.quoted or node.tag == "QUOT.S")


def _path(path: str, node: Node, number: int) -> str:
    own = {"ARTICLE": f"art_{node.attributes.get('IDENTIFIER', number)}", "CONSID": f"rct_{number}"}
    own |= {"VISA": f"cit_{number}", "ANNEX": f"anx_{number}", "CONS.ANNEX": f"anx_{number}", "QUOT.S": "quoted"}
    own |= {"PARAG": f"parag_{number}", "DIVISION": f"div_{number}", "GR.SEQ": f"seq_{number}", "TBL": f"tbl_{number}"}
    own |= {"ROW": f"row_{number}", "CELL": f"cell_{number}", "NP": f"np_{number}", "ITEM": f"item_{number}"}
    step = own.get(node.tag)
    return path if step is None else f"{path}/{step}".lstrip("/")


@dataclass(slots=True)
class _Reading:
    """Walks the document once; blocks, notes, changes and pictures in the order of the source."""

    builder: TextBuilder
    amending: list[Amending]
    changes: list[Change] = field(default_factory=list)
    unread: list[str] = field(default_factory=list)
    calls: list[tuple[str, int]] = field(default_factory=list)
    end: int = 0
    _open: dict[str, tuple[Node, int]] = field(default_factory=dict)
    _inside: list[Node] = field(default_factory=list)

    def walk(self, node: Node, place: _Place) -> None:
        """Read everything below `node`."""
        counts: dict[str, int] = {}
        loose: list[Node | Run] = []
        for child in node.children:
            if isinstance(child, Run) or not (child.tag in _BLOCKS or child.tag in _SKIP or child.tag[0] == "?"):
                loose.append(child)
                continue
            if child.tag == "?PAGE":  # a page break may part a sentence
                continue
            self._leaf(node, loose, place)
            loose = []
            counts[child.tag] = counts.get(child.tag, 0) + 1
            self._block(child, place, counts[child.tag])
        self._leaf(node, loose, place)

    def _block(self, node: Node, place: _Place, number: int) -> None:
        if node.tag.startswith("?CLG"):
            self._instruction(node)
        elif node.tag in _SKIP or node.tag[0] == "?":
            return
        elif node.tag in ("NP", "PARAG", "DLIST.ITEM") or (node.tag == "GR.SEQ" and node.first("NO.GR.SEQ")):
            self._numbered(node, place.into(node, number))
        elif node.tag == "ITEM" and node.first("NP") is None:
            self._dash(node, place.into(node, number))
        elif node.tag == "CELL":
            self._cell(node, place.into(node, number))
        else:
            self.walk(node, place.into(node, number))

    def _numbered(self, node: Node, place: _Place) -> None:
        """Read a number and the words beside it as one block, then what follows."""
        number = node.first("NO.P", "NO.PARAG", "NO.GR.SEQ", "TERM")
        rest = [one for one in node.children if one is not number]
        at = next((i for i, one in enumerate(rest) if isinstance(one, Node) and one.tag in _BLOCKS), len(rest))
        head = rest[at] if at < len(rest) else None
        if number is None or not isinstance(head, Node) or head.tag in ("LIST", "TITLE", "TBL", "QUOT.S"):
            self.walk(node, place)
            return
        words, below = _opening(head)
        kind = place.kind if place.kind in ("recital", "final", "citation") else ""
        kind = kind or ("paragraph" if node.tag == "PARAG" else "point")
        label = number.text().strip("(). ") or number.text()
        gap = Run(" ", number.byte_end, number.byte_end)
        block = Node(node.tag, {}, node.byte_start, node.byte_end, [number, gap, *words])
        self._add(kind, place, block, label)
        inner = _Place(place.holder, place.path, place.kind, label, place.quoted)
        self.walk(Node(node.tag, {}, node.byte_start, node.byte_end, [*below, *rest[at + 1 :]]), inner)

    def _dash(self, node: Node, place: _Place) -> None:
        kind = place.kind if place.kind != "paragraph" else "point"
        self.walk(node, _Place(place.holder, place.path, kind, "—", place.quoted))

    def _cell(self, node: Node, place: _Place) -> None:
        kind = "header_cell" if node.attributes.get("TYPE") == "HEADER" else "cell"
        spaced = Node(node.tag, {}, node.byte_start, node.byte_end, list(_spaced(node)))
        self._add(kind, place, spaced, node.attributes.get("COL", ""))

    def _leaf(self, parent: Node, children: list[Node | Run], place: _Place) -> None:
        if children:
            self._add(
                place.kind, place, Node(parent.tag, {}, parent.byte_start, parent.byte_end, children), place.label
            )

    def _add(self, kind: str, place: _Place, node: Node, label: str) -> None:
        inside = [one for one in node.walk() if one.tag.startswith("?CLG")]
        self.unread.extend(f"INCL.ELEMENT {one.attributes.get('FILEREF', '')}" for one in _pictures(node))
        kind = "quoted" if place.quoted else kind
        if kind in ("paragraph", "point") and _NOT_USED.match(_without_notes(node).text()):
            kind = "not_used"
        start = self.end
        if kind in ("title", "article", "annex"):
            found = _HEADED.match(node.text()) if kind != "title" else None
            label = found[1] if found else ""
        block = self.builder.add(kind, place.path or kind, _runs(node), label)
        if block is not None:
            self.end, start = block.end, block.start
        self._inline(inside, start)
        for note in (one for one in node.walk() if one.tag == "NOTE"):
            self._note(note, place)

    def _note(self, note: Node, place: _Place) -> None:
        self.calls.append((note.attributes.get("NOTE.ID", ""), note.byte_start))
        block = self.builder.add("note", place.path or "note", _runs(note), note.attributes.get("NOTE.ID", ""))
        if block is not None:
            self.end = block.end

    def _instruction(self, node: Node) -> None:
        if node.tag == "?CLG.MDFO":
            self._open[node.attributes.get("ID", "")] = (node, self.end + 1 if self.end else 0)
        elif node.tag == "?CLG.MDFC":
            self._close(node, self.end)

    def _inline(self, inside: Iterable[Node], start: int) -> None:
        for node in inside:
            if node.tag == "?CLG.MDFO":
                self._open[node.attributes.get("ID", "")] = (node, start)
            elif node.tag == "?CLG.MDFC":
                self._close(node, self.end)

    def _close(self, node: Node, end: int) -> None:
        found = self._open.pop(node.attributes.get("IDREF", ""), None)
        if found is None:
            return
        opened, start = found
        words = opened.attributes
        celex = words.get("ACTIVE.DOC", "")
        mark = next((one.mark for one in self.amending if one.celex == celex), "")
        # What was deleted leaves nothing behind: start and end are one.
        self.changes.append(
            Change(mark, celex, words.get("ACTION", ""), words.get("ACTIVE.LOC", ""), min(start, end), end)
        )


def _opening(head: Node) -> tuple[list[Node | Run], list[Node | Run]]:
    """Return the inline words that an element opens with and the blocks that follow them."""
    for index, child in enumerate(head.children):
        if not isinstance(child, Node) or child.tag not in _BLOCKS:
            continue
        if index == 0 and child.tag in ("P", "TXT", "ALINEA"):
            words, below = _opening(child)
            return words, [*below, *head.children[1:]]
        return head.children[:index], head.children[index:]
    return head.children, []


def _spaced(cell: Node) -> Iterator[Node | Run]:
    for child in cell.children:
        yield child
        yield Run(" ", cell.byte_start, cell.byte_start)


def _pictures(node: Node) -> Iterator[Node]:
    return (one for one in node.walk() if one.tag == "INCL.ELEMENT")


def _without_notes(node: Node) -> Node:
    kept = [one if isinstance(one, Run) else _without_notes(one) for one in node.children]
    kept = [one for one in kept if isinstance(one, Run) or one.tag != "NOTE"]
    return Node(node.tag, node.attributes, node.byte_start, node.byte_end, kept)


def _runs(node: Node) -> Iterator[Run]:
    return styled_runs(_plain(node), _style)


def _plain(node: Node) -> Node:
    """Return the element with quotation marks as characters and without footnotes (blocks of their own)."""
    kept: list[Node | Run] = []
    for child in node.children:
        if isinstance(child, Run):
            kept.append(child)
        elif child.tag in ("QUOT.START", "QUOT.END"):
            mark = chr(int(child.attributes.get("CODE", "27"), 16))
            kept.append(Run(mark, child.byte_start, max(child.byte_end, child.byte_start)))
        elif child.tag != "NOTE":
            kept.append(_plain(child))
            if child.tag in _BLOCKS:
                kept.append(Run(" ", child.byte_end, child.byte_end))
    return Node(node.tag, node.attributes, node.byte_start, node.byte_end, kept)


def _style(node: Node) -> dict[int, int] | None:
    kind = node.attributes.get("TYPE", "") if node.tag == "HT" else ""
    return {"SUP": SUPERSCRIPTS, "SUB": SUBSCRIPTS}.get(kind)
