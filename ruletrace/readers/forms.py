"""Which official form a file has, told by its content, and its documents in that form as structured text."""

import json
import re
from collections.abc import Callable
from dataclasses import dataclass

from ruletrace.model import StructuredText, sha256_hex
from ruletrace.readers import ecfr, eu_print, federal_register_json, federal_register_xml, plain, rss
from ruletrace.readers.annex_i import read_annex_json, read_annex_text
from ruletrace.readers.eu_xhtml import read_act
from ruletrace.readers.formex import ROOTS, read_formex
from ruletrace.readers.formex_package import read_package
from ruletrace.readers.packed import unpacked
from ruletrace.readers.xml import ReadError, parse

_ZIP, _PDF = b"PK\x03\x04", b"%PDF-"
_MARK = b"\xef\xbb\xbf"
# Past declarations, comments and a document type to the name of the first element and its attributes.
_ROOT = re.compile(
    rb"\s*(?:<\?.*?\?>\s*|<!--.*?-->\s*|<!DOCTYPE[^\[>]*(?:\[.*?\]\s*)?>\s*)*<([A-Za-z][\w.:-]*)([^>]*)>",
    re.DOTALL | re.IGNORECASE,
)
_HEAD = 100_000
_DIVISIONS = frozenset({"ECFR", *(f"DIV{level}" for level in range(1, 10))})
_ISSUES = frozenset({"FEDREG", *federal_register_xml.DOCUMENTS})
_ANNEX_CATEGORY = re.compile(rb"^\f?\s*CATEGORY 0\b", re.MULTILINE)
_ANNEX_ENTRY = re.compile(rb"^\f?0A001\s", re.MULTILINE)


@dataclass(frozen=True, slots=True)
class Part:
    """One document of a file: `name` tells it from the others ("744.21", "/results/3", a member's name)."""

    name: str
    text: StructuredText


@dataclass(frozen=True, slots=True)
class Form:
    """A file's form and its documents; `day_first` says that its texts write the day before the month.

    Byte ranges of a text are those of the unpacked file, in a Formex package those of the member `name`.
    """

    name: str
    day_first: bool
    parts: tuple[Part, ...]


def read_form(data: bytes) -> Form:
    """Return the documents of `data`, gzipped or not.

    Forms: Federal Register JSON, XML and text; eCFR XML (a part for each section and appendix); XHTML of the Official
    Journal, Formex (a file or a package), print of the Official Journal (`pdftotext -layout`), Annex I (print or JSON),
    RSS; any other text in UTF-8 is read as paragraphs. Raises ReadError, with the reason, for anything else.
    """
    data = unpacked(data)
    if data.startswith(_ZIP):
        return _package(data)
    if data.startswith(_PDF):
        raise ReadError("a PDF: give the text that `pdftotext -layout` makes of it")
    start = data.removeprefix(_MARK).lstrip()
    if start[:1] in (b"{", b"[") and not start.startswith((b"[Federal Register", b"[[Page")):
        return _json(data)
    return _markup(data) if start.startswith(b"<") else _text(data)


def _json(data: bytes) -> Form:
    if _is_annex_json(data):
        return Form("Annex I, JSON", True, (Part("", read_annex_json(data).text),))
    places = federal_register_json.pointers(data)
    texts = federal_register_json.read_many(data, places, sha256_hex(data))
    parts = tuple(Part(place, text) for place, text in zip(places, texts, strict=True))
    if not parts:
        raise ReadError("an answer without documents")
    return Form("Federal Register JSON", False, parts)


def _is_annex_json(data: bytes) -> bool:
    try:
        held = json.loads(data)
    except (ValueError, RecursionError):
        return False  # the reader says what is wrong, and where
    return isinstance(held, dict) and {"celex", "entries"} <= set(held)


def _package(data: bytes) -> Form:
    package = read_package(data)
    parts = tuple(Part(part.file, read_formex(member).text) for part, member in package.members)
    if not parts:
        raise ReadError(f"a Formex package without its documents: {', '.join(package.missing)} missing")
    return Form("Formex package", True, parts)


def _markup(data: bytes) -> Form:
    found = _ROOT.match(data.removeprefix(_MARK)[:_HEAD])
    root = found[1].decode() if found else ""
    if not root:
        root = parse(data).tag
    if root.lower() == "html":
        return Form("XHTML of the Official Journal", True, (Part("", read_act(data).text),))
    if root == "NOTICE" and found is not None and b"type=" in found[2]:
        raise ReadError("a CELLAR notice holds what is known of an act, not its text")
    for roots, read in _BY_ROOT:
        if root in roots:
            return read(data)
    if root == "DOC":
        raise ReadError("a Formex manifest names documents and holds none: give the package or the act's own file")
    known = sorted({*_ISSUES, *ROOTS, "DIV5", "html", "rss"})
    raise ReadError(f"root element {root} is in no form known here ({', '.join(known)})")


def _federal_register(data: bytes) -> Form:
    texts = federal_register_xml.documents(data, sha256_hex(data))
    parts = tuple(Part(text.blocks[0].path.split("/PREAMB[")[0] if text.blocks else "", text) for text in texts)
    return Form("Federal Register XML", False, parts)


def _ecfr(data: bytes) -> Form:
    return Form("eCFR XML", False, tuple(Part(one.number, one.text) for one in ecfr.read_part(data)))


def _formex(data: bytes) -> Form:
    read = read_formex(data)
    return Form("Formex", True, (Part(read.file, read.text),))


def _rss(data: bytes) -> Form:
    channel = parse(data).first("channel")
    count = len(list(channel.elements("item"))) if channel else 0
    places = [f"/channel/item/{index}" for index in range(count)]
    texts = rss.read_items(data, places)
    if not texts:
        raise ReadError("a feed without items")
    return Form("RSS", True, tuple(Part(place, text) for place, text in zip(places, texts, strict=True)))


_BY_ROOT: tuple[tuple[frozenset[str], Callable[[bytes], Form]], ...] = (
    (_ISSUES, _federal_register),
    (_DIVISIONS, _ecfr),
    (frozenset(ROOTS), _formex),
    (frozenset({"rss"}), _rss),
)


def _text(data: bytes) -> Form:
    if _ANNEX_CATEGORY.search(data) and _ANNEX_ENTRY.search(data):
        return Form("Annex I, print", True, (Part("", read_annex_text(data)),))
    if eu_print.is_print(data):
        return Form("print of the Official Journal", True, (Part("", eu_print.read_print(data)),))
    return Form("text", False, (Part("", plain.read(data)),))
