"""Every reader, every real fixture: nothing is lost, nothing overlaps, and every character leads back to its bytes."""

import html
import itertools
import json
import re
from collections.abc import Callable, Iterator, Sequence
from functools import cache
from pathlib import Path

import pytest

from ruletrace.model import StructuredText
from ruletrace.readers import ecfr, eu_xhtml, federal_register_xml, formex
from ruletrace.readers.eu_xml import parse_formex, parse_xhtml
from ruletrace.readers.federal_register_inline import ASTERISKS
from ruletrace.readers.footnotes import NotedText
from ruletrace.readers.forms import read_form
from ruletrace.readers.packed import unpacked
from ruletrace.readers.xml import SUBSCRIPTS, SUPERSCRIPTS, Node, Run, parse

ROOT = Path(__file__).parents[3]
FIXTURES = ROOT / "tests" / "fixtures"
STEP = 7  # of a big text every seventh piece is looked at
BIG = 20_000

FEDERAL_REGISTER = sorted(
    [*(FIXTURES / "amendments").glob("*.xml*"), FIXTURES / "readers" / "federal-register" / "2014-30419.xml"]
)
CODE = [ROOT / "samples" / "ecfr" / f"part-{part}-2026-09-01.xml.gz" for part in (734, 738, 740, 742, 744, 774)]
XHTML = sorted((FIXTURES / "eu" / "xhtml").iterdir())
FORMEX = sorted(path for path in (FIXTURES / "eu" / "formex").iterdir() if not re.search(r"\.(doc|toc)\.", path.name))
PLAIN = sorted([*(FIXTURES / "readers").rglob("*.txt"), *(FIXTURES / "amendments").glob("*.txt.gz")])
ANNEX = [ROOT / "samples" / "eu" / "annex-i-2021.txt.gz", ROOT / "samples" / "eu" / "annex-i-2025-11-15.json.gz"]
JSON = [FIXTURES / "readers" / "federal-register" / "single_document_2025-05887.json"]
ALL = [*FEDERAL_REGISTER, *CODE, *XHTML, *FORMEX, *PLAIN, *ANNEX, *JSON]

# Elements whose words are no text of a document, or are kept beside it: calls and marks of footnotes, table of contents
# and running heads of an issue, names of pictures, the publisher's own data.
SKIPPED = {
    "federal-register-xml": {"SU", "E", "GID", "CNTNTS", "VOL", "NO", "DATE", "UNITNAME", "PTITLE"},
    "ecfr-part": {"DIV5"},  # one character of no width between two divisions
    "eu-xhtml": {"title", "a"},  # a: the arrows of a change inside a sentence
    "formex": {"BIB.INSTANCE", "BIB.DATA", "FAM.COMP", "INFO.CONSLEG", "INFO.PROD"},
}


def told(value: object) -> str:
    return value.name if isinstance(value, Path) else str(value)


@cache
def texts(path: Path) -> tuple[bytes, tuple[StructuredText, ...]]:
    data = unpacked(path.read_bytes())
    return data, tuple(part.text for part in read_form(data).parts)


@pytest.mark.parametrize("path", ALL, ids=told)
def test_blocks_are_in_order_and_hold_all_the_text(path: Path) -> None:
    for text in texts(path)[1]:
        assert text.blocks
        assert all(block.start < block.end and block.kind for block in text.blocks)
        assert all(before.end < after.start for before, after in itertools.pairwise(text.blocks))
        between = [text.text[a.end : b.start] for a, b in itertools.pairwise(text.blocks)]
        assert set(between) <= {"\n"}
        assert (text.blocks[0].start, text.blocks[-1].end) == (0, len(text.text))
        paths = [block.path for block in text.blocks if block.kind in ("cell", "header_cell")]
        assert len(set(paths)) == len(paths)


@pytest.mark.parametrize("path", ALL, ids=told)
def test_pieces_cover_all_but_the_readers_own_spaces(path: Path) -> None:
    for text in texts(path)[1]:
        ends = itertools.chain([0], (piece.end for piece in text.pieces))
        starts = itertools.chain((piece.start for piece in text.pieces), [len(text.text)])
        assert {text.text[end:start] for end, start in zip(ends, starts, strict=True)} <= {"", " ", "\n"}


@pytest.mark.parametrize("path", ALL, ids=told)
def test_every_character_is_that_of_its_bytes(path: Path) -> None:
    data, found = texts(path)
    for text in found:
        for piece in text.pieces[:: STEP if len(text.pieces) > BIG else 1]:
            source = data[piece.byte_start : piece.byte_end].decode()
            assert text.text[piece.start : piece.end] in set(readings(source))


def readings(source: str) -> Iterator[str]:
    """Yield what a reader may make of these bytes: as they are, an escape resolved, a figure raised or lowered."""
    yield source
    words = " ".join(html.unescape(source).split())
    yield words
    yield words.translate(SUPERSCRIPTS)
    yield words.translate(SUBSCRIPTS)
    if source.startswith("\\"):
        yield json.loads(f'"{source}"')
    if source.startswith("<STARS"):
        yield ASTERISKS
    if source.startswith("<QUOT.") or not source:
        yield from "‘’“”‚„«»'\""


def runs_outside(root: Node, skipped: set[str], within: Sequence[str] = ()) -> Iterator[tuple[Run, tuple[str, ...]]]:
    """Yield the words below `root` that stand in no element of `skipped`; where `within` is given, only below those."""

    def walk(node: Node, path: tuple[str, ...]) -> Iterator[tuple[Run, tuple[str, ...]]]:
        for child in node.children:
            if isinstance(child, Run):
                if child.text.strip() and (not within or set(path) & set(within)):
                    yield child, path
            elif child.tag not in skipped:
                yield from walk(child, (*path, child.tag))

    return walk(root, (root.tag,))


def lost(data: bytes, found: Sequence[StructuredText], runs: Iterator[tuple[Run, tuple[str, ...]]]) -> list[str]:
    covered = bytearray(len(data))
    for text in found:
        for piece in text.pieces:
            covered[piece.byte_start : piece.byte_end] = b"\1" * (piece.byte_end - piece.byte_start)
    return [
        f"{'/'.join(path[-3:])}: {run.text[:60]}"
        for run, path in runs
        if not any(covered[run.byte_start : run.byte_end])
    ]


@pytest.mark.parametrize("path", FEDERAL_REGISTER, ids=told)
def test_no_word_of_the_federal_register_is_lost(path: Path) -> None:
    data, found = texts(path)
    runs = runs_outside(parse(data), SKIPPED["federal-register-xml"] - {"E"}, sorted(federal_register_xml.DOCUMENTS))
    # "13 14" raised before FTREF calls two notes.
    assert [one for one in lost(data, found, runs) if not re.search(r"/E: [\d\s]+$", one)] == []


@pytest.mark.parametrize("path", FEDERAL_REGISTER, ids=told)
def test_every_raised_figure_is_a_call_a_mark_or_in_the_text(path: Path) -> None:
    data, found = texts(path)
    covered = {piece.byte_start for text in found for piece in text.pieces}
    raised = [node for node in parse(data).walk() if node.tag == "SU"]
    kept = [node for node in raised if any(run.byte_start in covered for run in node.runs())]
    marks = sum(
        1 for text in found for block in text.blocks if block.kind in ("footnote", "table_note") and block.label
    )
    calls = sum(len(text.calls) for text in found if isinstance(text, NotedText))
    # A note of several paragraphs carries its mark in each of them, two calls may share one element.
    assert 0 <= marks + calls + len(kept) - len(raised) <= 0.1 * len(raised)


PARSED: dict[str, tuple[list[Path], Callable[[bytes], Node], Callable[[bytes], StructuredText]]] = {
    "ecfr-part": (CODE, parse, lambda data: ecfr.read_part_text(data).text),
    "eu-xhtml": (XHTML, parse_xhtml, lambda data: eu_xhtml.read_act(data).text),
    "formex": (FORMEX, parse_formex, lambda data: formex.read_formex(data).text),
}


@pytest.mark.parametrize(
    ("reader", "path"),
    [(reader, path) for reader, row in PARSED.items() for path in row[0]],
    ids=told,
)
def test_no_word_of_the_code_or_of_an_act_is_lost(reader: str, path: Path) -> None:
    _paths, parsed, read = PARSED[reader]
    data = unpacked(path.read_bytes())
    skipped = SKIPPED[reader]
    runs = runs_outside(parsed(data), skipped - {"DIV5", "a"})
    gone = [one for one in lost(data, [read(data)], runs) if one.split(":")[0].split("/")[-1] not in skipped]
    assert gone == []


@pytest.mark.parametrize("path", PLAIN, ids=told)
def test_no_word_of_a_plain_text_is_lost(path: Path) -> None:
    data, found = texts(path)
    left = bytearray(data)
    for piece in found[0].pieces:
        left[piece.byte_start : piece.byte_end] = b" " * (piece.byte_end - piece.byte_start)
    words = left.decode().split()
    # Rulers, the bullet of an instruction, calls and marks of footnotes.
    assert [word for word in words if not re.fullmatch(r"[-=_]{5,}|0|\\\d+\\", word)] == []


@pytest.mark.parametrize("path", ALL, ids=told)
def test_reading_twice_gives_the_same(path: Path) -> None:
    if path.stat().st_size < 100_000:
        again = read_form(path.read_bytes())
        assert tuple(part.text for part in again.parts) == texts(path)[1]
