"""Annex I of Regulation (EU) 2021/821 in its two held forms, into structured text.

The text of 2021 is a converted print: page furniture goes, lines are joined, each numbered line opens a block. The
text of 2025-11-15 is JSON in which each line of an entry already names its paragraph.
"""

import json
import re
from collections.abc import Iterable, Iterator
from dataclasses import dataclass, field
from datetime import date
from typing import Any

from ruletrace.model import StructuredText, sha256_hex
from ruletrace.readers.packed import unpacked
from ruletrace.readers.xml import ReadError, Run, TextBuilder

TEXT_READER = "annex-i-text/1"
JSON_READER = "annex-i-json/1"

_PAGE = re.compile(r"\s*\d{1,3}$")
_CATEGORY = re.compile(r"\s*CATEGORY (?P<number>\d)\b.*?(?:PART (?P<part>\d))?$")
_CONTINUED = re.compile(r"\d[A-E]\d{3}[a-z0-9.\s]*continued$")
# 0A Systems, Equipment and Components; 5E2 Technology
_SECTIONS = r"(?:Systems, Equipment|Test, Inspection|Materials|Software|Technology)"
_SECTION = re.compile(rf"(?P<label>\d[A-E]\d?)\s+(?={_SECTIONS}[\w, ]*$)")
_GLUED_SECTION = re.compile(rf"(?<=\.)(?=\d[A-E]\d? {_SECTIONS}[\w, ]*$)")
_ENTRY = re.compile(r"(?P<label>\d[A-E]\d{3})(?:\s+|$)")
# "a.    ", "10.   ", and "12     " where the print lost the full stop
_ITEM = re.compile(r"(?P<label>[a-z]|\d{1,2})(?:\.(?:\s+|$)|\s{3,}(?=[A-Z\"'‘“]))")
_NOTE = re.compile(r"(?P<label>(?:Technicals? )?Notes? ?\d*|N\. ?B\. ?\d*)(?: ?[:.]|(?<=\.)(?=\s))\s*(?=\S|$)")
# What a raised exponent leaves behind: a line of nothing but small numbers.
_RAISED = re.compile(r"\s{12,}-?\d{1,2}(?:\s+-?\d{1,2})*$")


@dataclass(slots=True)
class _Group:
    """Lines that belong together."""

    kind: str
    label: str
    path: str
    runs: list[Run] = field(default_factory=list)


def read_annex_text(data: bytes) -> StructuredText:
    """Return the print of 2021 as blocks in the order of the source.

    Kinds: category, section (`label` 0A), entry (`label` the code), item (`label` a or 1), note (`label` "Note 1"),
    raised (exponents that stand on a line of their own). `path` is line, column of the label and column of the words:
    `3561:8:15`, the first being 1 and columns counted from 0. Page numbers, running heads and "continued" lines are
    left out; a line that ends in a hyphen goes on without a space. Raises ReadError for what is not UTF-8 or no list.
    """
    builder = TextBuilder(sha256_hex(data), TEXT_READER)
    for group in _groups(_lines(data)):
        builder.add(group.kind, group.path, group.runs, group.label)
    text = builder.build()
    if not any(block.kind == "entry" for block in text.blocks):
        raise ReadError("no entry of Annex I in the text")
    return text


def _lines(data: bytes) -> Iterator[tuple[int, int, str]]:
    """Yield (line number, byte offset, line without its end) of every line that is no furniture."""
    try:
        data.decode()
    except UnicodeDecodeError as error:
        raise ReadError(f"not UTF-8 at byte {error.start}") from None
    offset = 0
    for number, raw in enumerate(data.splitlines(keepends=True), 1):
        line = raw.decode().rstrip("\r\n")
        start = offset + len(line.encode()) - len(line.lstrip("\f").encode())
        offset += len(raw)
        bare = line.lstrip("\f").rstrip()
        if bare.strip() and not _CONTINUED.match(bare) and not _is_page_number(bare):
            yield number, start, bare


def _is_page_number(line: str) -> bool:
    return bool(_PAGE.match(line)) and (not _RAISED.match(line) or _indent(line) > 90 or len(line.strip()) == 3)


def _groups(lines: Iterable[tuple[int, int, str]]) -> Iterator[_Group]:
    """Yield the blocks; exponents on lines of their own come last, each labelled with the path of its block."""
    group: _Group | None = None
    seen: set[str] = set()
    waiting: list[_Group] = []
    raised: list[_Group] = []
    for number, offset, line in lines:
        category = _CATEGORY.match(line)
        if category:
            label = category["number"] + (f".{category['part']}" if category["part"] else "")
            if label not in seen:  # running heads repeat it
                seen.add(label)
                waiting.append(_Group("category", label, f"{number}:0:0", [_bare(line, offset)]))
            continue
        if _RAISED.match(line):
            raised.append(_Group("raised", group.path if group else "", _path(number, line), [_bare(line, offset)]))
            continue
        for part, at in _parts(line):
            start = offset + len(line[:at].encode())
            opened = list(_opened(number, start, part))
            if opened:
                *complete, last = opened
                yield from (one for one in (group, *waiting, *complete) if one is not None)
                group, waiting = last, []
            elif group is not None:
                _continue(group, part, start)
            else:
                raise ReadError(f"line {number} stands before the first entry or heading")
    yield from (one for one in (group, *waiting, *raised) if one is not None)


def _bare(line: str, offset: int) -> Run:
    return _run(line.strip(), offset + len(line[: _indent(line)].encode()))


def _path(number: int, line: str) -> str:
    return f"{number}:{_indent(line)}:0"


def _parts(line: str) -> Iterator[tuple[str, int]]:
    """Yield the line, cut where a section heading is glued to the sentence before it."""
    glued = _GLUED_SECTION.search(line)
    if glued is None:
        yield line, 0
        return
    yield line[: glued.start()], 0
    yield line[glued.start() :], glued.start()


def _opened(number: int, offset: int, line: str) -> Iterator[_Group]:
    """Yield the blocks that a line opens; "9E101  a.  Technology" opens two."""
    position = _indent(line)
    if position == 0:
        for kind, pattern in (("section", _SECTION), ("entry", _ENTRY)):
            match = pattern.match(line)
            if match:
                yield from _with_rest(kind, match, number, offset, line)
                return
    for kind, pattern in (("note", _NOTE), ("item", _ITEM)):
        match = pattern.match(line, position)
        if match:
            yield from _with_rest(kind, match, number, offset, line)
            return


def _with_rest(kind: str, match: re.Match[str], number: int, offset: int, line: str) -> Iterator[_Group]:
    start, end = match.start(), match.end()
    inner = _ITEM.match(line, end) if kind in ("entry", "item") else None
    # A second number on the line needs a wide gap: "a.   1.   text", not "a. 5 x 10".
    nested = inner is not None and inner.end() - inner.start() > 2 and "." in inner.group()
    path = f"{number}:{start}:{end}"
    words = match.group().rstrip() if nested else line[start:]
    yield _Group(kind, match["label"], path, [_run(words, offset + len(line[:start].encode()))])
    if nested and inner is not None:
        yield from _with_rest("item", inner, number, offset, line)


def _continue(group: _Group, line: str, offset: int) -> None:
    added = _bare(line, offset)
    last = group.runs[-1]
    if not (re.search(r"[A-Za-z]-$", last.text) and added.text[:1].islower()):
        # The joining space is the reader's: it is a run of its own, so that the words keep their byte map.
        group.runs.append(Run(" ", last.byte_end, last.byte_end))
    group.runs.append(added)


def _indent(line: str) -> int:
    return len(line) - len(line.lstrip())


def _run(words: str, offset: int) -> Run:
    return Run(words, offset, offset + len(words.encode()))


_STRING = re.compile(r'"verbatim_text"\s*:\s*"((?:[^"\\]|\\.)*)"|"gea_common_list"\s*:\s*"((?:[^"\\]|\\.)*)"')
_ESCAPE = re.compile(r"(?:\\u[dD][89abAB][0-9a-fA-F]{2}\\u[0-9a-fA-F]{4})|\\u[0-9a-fA-F]{4}|\\.")


@dataclass(frozen=True, slots=True)
class AnnexJson:
    """The consolidated annex: its identity and its text.

    Block kinds: line (a line of an entry; `path` the entry's code), document (notes, definitions; `path` its type,
    `label` its title), authorisation (`path` EU001), common_list.
    """

    celex: str
    version: date
    text: StructuredText


def read_annex_json(data: bytes) -> AnnexJson:
    """Return the consolidated annex in `data`, JSON or gzipped JSON (of at most 64 MB unpacked).

    The text's hash and byte map are those of the unpacked JSON. Raises ReadError, naming the field, for bad input.
    """
    raw = unpacked(data)
    try:
        held = json.loads(raw)
        identity = str(held["celex"]), date.fromisoformat(held["valid_from"])
        expected = list(_strings(held))
    except (ValueError, KeyError, TypeError) as error:
        raise ReadError(f"not the JSON of a consolidated Annex I: {error!r}") from None
    builder = TextBuilder(sha256_hex(raw), JSON_READER)
    for (kind, path, label, words), (start, body) in zip(expected, _raw_strings(raw, len(expected)), strict=True):
        if json.loads(f'"{body}"') != words:
            raise ReadError(f"the text of {path} does not stand where it was expected in the JSON")
        for line in _json_lines(body, start):
            builder.add(kind, path, line, label)
    return AnnexJson(f"{identity[0]}-{identity[1]:%Y%m%d}", identity[1], builder.build())


def _strings(held: dict[str, Any]) -> Iterator[tuple[str, str, str, str]]:
    """Yield (kind, path, label, words) of every text, in the order of the file."""
    for name in held:
        if name == "entries":
            yield from (("line", one["entry_code"], "", one["verbatim_text"]) for one in held[name])
        elif name == "docs":
            yield from (("document", one["doc_type"], one["title"], one["verbatim_text"]) for one in held[name])
        elif name == "geas":
            yield from (("authorisation", one["id"], one["title"], one["verbatim_text"]) for one in held[name])
        elif name == "gea_common_list":
            yield "common_list", "Section I", "", held[name]


def _raw_strings(raw: bytes, count: int) -> list[tuple[int, str]]:
    text = raw.decode()
    found: list[tuple[int, str]] = []
    position, offset = 0, 0
    for match in _STRING.finditer(text):
        group = 1 if match[1] is not None else 2
        offset += len(text[position : match.start(group)].encode())
        position = match.start(group)
        found.append((offset, match[group]))
    if len(found) != count:
        raise ReadError(f"{len(found)} texts in the JSON where {count} were expected")
    return found


def _json_lines(body: str, offset: int) -> Iterator[list[Run]]:
    """Yield the runs of each line of a JSON string; an escape is a run of its own."""
    line: list[Run] = []
    position = 0
    for escape in [*_ESCAPE.finditer(body), None]:
        plain = body[position : escape.start() if escape else len(body)]
        if plain:
            line.append(_run(plain, offset))
            offset += len(plain.encode())
        if escape is None:
            break
        character = json.loads(f'"{escape.group()}"')
        if character == "\n":
            yield line
            line = []
        else:
            line.append(Run(character, offset, offset + len(escape.group())))
        offset += len(escape.group())
        position = escape.end()
    yield line
