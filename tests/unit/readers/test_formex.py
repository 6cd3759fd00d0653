"""Formex 4: real acts, annexes, consolidated texts and manifests with exact counts; hostile zips."""

import contextlib
import gzip
import io
import re
import zipfile
from collections import Counter
from datetime import date
from pathlib import Path

import pytest

from ruletrace.readers.eu_xml import parse_formex
from ruletrace.readers.formex import FormexText, read_formex
from ruletrace.readers.formex_package import MAX_MEMBERS, read_manifest, read_package
from ruletrace.readers.xml import Node, ReadError, Run

FOLDER = Path(__file__).parents[2] / "fixtures" / "eu" / "formex"


def data(name: str) -> bytes:
    path = FOLDER / name
    return path.read_bytes() if path.exists() else gzip.decompress((FOLDER / f"{name}.gz").read_bytes())


def document(name: str) -> FormexText:
    return read_formex(data(name))


# name: recitals, articles, paragraphs, points, annexes, notes, cells
COUNTS = {
    "L_2017154EN.01000101.xml": (48, 212, 779, 298, 0, 26, 0),
    "L_2017154EN.01008901.xml": (0, 0, 38, 58, 1, 0, 0),
    "L_2017154EN.01009401.xml": (0, 0, 0, 0, 1, 0, 508),
    "L_202401689EN.000101.fmx.xml": (180, 113, 590, 467, 0, 66, 0),
    "L_202401689EN.012701.fmx.xml": (0, 0, 2, 32, 1, 0, 0),
    "CL2011L0083EN0020010.0001.xml": (0, 36, 123, 154, 2, 16, 161),
    "CL2015R2197EN0030010.0001.xml": (0, 2, 36, 0, 1, 0, 0),
    "CL2016R1368EN0050010.0001.xml": (0, 2, 2, 0, 1, 0, 28),
    "CL2017R1799EN0030010.0001.xml": (0, 2, 2, 27, 1, 0, 0),
}
ALL = sorted({path.name.removesuffix(".gz") for path in FOLDER.iterdir() if not re.search(r"\.(doc|toc)\.", path.name)})


@pytest.mark.parametrize("name", COUNTS)
def test_recitals_articles_and_annexes_are_counted(name: str) -> None:
    read = document(name)
    kinds = Counter(block.kind for block in read.text.blocks)
    found = [kinds[kind] for kind in ("recital", "article", "paragraph", "point", "annex", "note")]
    assert (*found, kinds["cell"] + kinds["header_cell"]) == COUNTS[name]


@pytest.mark.parametrize("name", ALL)
def test_every_piece_leads_back_to_its_bytes(name: str) -> None:
    raw = data(name)
    text = read_formex(raw).text
    for piece in text.pieces:
        source, words = raw[piece.byte_start : piece.byte_end].decode(), text.text[piece.start : piece.end]
        assert words in source or source.startswith(("&", "<QUOT")) or source == "" or source.isdigit()


@pytest.mark.parametrize("name", ALL)
def test_every_character_stands_in_the_text(name: str) -> None:
    raw = data(name)
    source, text = (_words(one) for one in (_printed(parse_formex(raw)), read_formex(raw).text.text))
    assert not Counter(source) - Counter(text)


def _printed(node: Node) -> str:
    inner = [one for one in node.children if isinstance(one, Run) or one.tag not in ("BIB.INSTANCE", "FAM.COMP")]
    return "".join(one.text if isinstance(one, Run) else _printed(one) for one in inner)


def _words(text: str) -> str:
    return re.sub(r"[\s⁰-₉¹²³0-9]", "", text)


def test_an_act_is_read_in_its_parts() -> None:
    read = document("L_202401689EN.000101.fmx.xml")
    assert read.day == date(2024, 6, 13)
    blocks = [block for block in read.text.blocks if block.path.endswith("art_113")]
    assert [block.kind for block in blocks] == ["article", "article_title", "paragraph", "paragraph", "paragraph"]
    assert read.text.of(blocks[3]) == "It shall apply from 2 August 2026."
    points = [block for block in read.text.blocks if "art_113/" in block.path and block.kind == "point"]
    assert [block.label for block in points] == ["a", "b", "c"]
    assert "‘AI system’ means a machine-based system" in read.text.text


def test_words_put_into_another_act_are_quoted() -> None:
    read = document("L_202401689EN.000101.fmx.xml")
    quoted = [read.text.of(block) for block in read.text.blocks if block.kind == "quoted"]
    assert len(quoted) == 14
    assert quoted[0].startswith("‘When adopting detailed measures related to technical specifications")


def test_a_consolidated_text_tells_which_act_wrote_which_block() -> None:
    read = document("CL2011L0083EN0020010.0001.xml")
    assert read.celex == "02011L0083-20220528"
    assert (read.day, read.until, read.consolidated) == (date(2022, 5, 28), None, date(2020, 1, 7))
    assert [(one.mark, one.celex) for one in read.amended_by] == [("M1", "32015L2302"), ("M2", "32019L2161")]
    assert Counter(one.action for one in read.changes) == {"REPLACED": 26, "INSERTED": 10}
    assert all(one.mark in ("M1", "M2") and one.end > one.start for one in read.changes)
    first = read.changes[0]
    assert (first.celex, first.location) == ("32019L2161", "AR:4;PT:1;PT:a")
    assert read.text.text[first.start : first.end].startswith("(3) ‘goods’ means goods as defined in point (5)")


def test_formex_and_xhtml_of_one_text_agree_on_what_was_replaced() -> None:
    from ruletrace.readers.eu_xhtml import read_act

    page = read_act((FOLDER.parent / "xhtml" / "32015r2197_2021-03-10.html").read_bytes())
    read = document("CL2015R2197EN0030010.0001.xml")
    change = read.changes[0]
    assert read.text.text[change.start : change.end] == page.text.text[page.changes[1].start : page.changes[1].end]


def test_a_manifest_names_its_parts() -> None:
    manifest = read_manifest(data("L_202401689EN.doc.fmx.xml"))
    assert manifest.eli == "http://data.europa.eu/eli/reg/2024/1689/oj"
    assert (manifest.signed, manifest.published) == (date(2024, 6, 13), date(2024, 7, 12))
    assert [part.kind for part in manifest.parts] == ["MAIN", *["ANNEX"] * 13]
    assert manifest.title.startswith("Regulation (EU) 2024/1689")


def test_a_zip_is_opened_in_the_order_of_its_manifest() -> None:
    names = [path.name.removesuffix(".gz") for path in FOLDER.iterdir() if path.name.startswith("L_202401689EN")]
    package = read_package(_zip({name: data(name) for name in sorted(names, reverse=True)}))
    assert [part.file for part, _ in package.members][:2] == [
        "L_202401689EN.000101.fmx.xml",
        "L_202401689EN.012401.fmx.xml",
    ]
    assert (len(package.members), package.missing) == (14, ())
    assert package.other == ("L_202401689EN.toc.fmx.xml",)


def test_a_part_that_is_not_there_is_named() -> None:
    package = read_package(_zip({"L_202401689EN.doc.fmx.xml": data("L_202401689EN.doc.fmx.xml")}))
    assert (len(package.members), len(package.missing)) == (0, 14)


def _zip(files: dict[str, bytes]) -> bytes:
    buffer = io.BytesIO()
    with zipfile.ZipFile(buffer, "w", zipfile.ZIP_DEFLATED) as archive:
        for name, body in files.items():
            archive.writestr(name, body)
    return buffer.getvalue()


@pytest.mark.parametrize(
    ("files", "reason"),
    [
        ({"bomb.doc.xml": b"0" * 30_000_000}, "zip bomb"),
        ({"../up.doc.xml": b"<DOC/>"}, "leads out of it"),
        ({"/etc/up.doc.xml": b"<DOC/>"}, "leads out of it"),
        ({f"{number}.xml": b"" for number in range(MAX_MEMBERS + 1)}, "members in the zip"),
        ({"a.xml": b"<ACT/>"}, "0 manifests"),
        ({"a/x.xml": b"", "b/x.xml": b""}, "two members"),
        ({"a.doc.xml": b"<DOC/>"}, "where a Formex manifest"),
    ],
)
def test_a_hostile_or_empty_zip_is_refused(files: dict[str, bytes], reason: str) -> None:
    with pytest.raises(ReadError, match=reason):
        read_package(_zip(files))


def test_what_is_no_zip_is_refused() -> None:
    with pytest.raises(ReadError, match="not a readable zip"):
        read_package(b"PK\x03\x04 broken")
    with pytest.raises(ReadError, match="HTML page"):
        read_package(b"<!DOCTYPE html><html><title>Error</title></html>")
    whole = _zip({"a.doc.xml": data("L_202401689EN.doc.fmx.xml")})
    with pytest.raises(ReadError):
        read_package(whole[: len(whole) // 2])


@pytest.mark.parametrize("at", range(0, 600, 7))
def test_a_damaged_zip_is_refused_in_words_or_read(at: int) -> None:
    body = bytearray(_zip({"a.doc.xml": data("CL2017R1799EN0030010.0001.doc.xml"), "b.xml": b"<ACT/>" * 50}))
    del body[at : at + 3]
    with contextlib.suppress(ReadError):  # nothing else may be raised
        assert read_package(bytes(body)).manifest.parts


@pytest.mark.parametrize(
    ("body", "reason"),
    [
        (b"", "empty body"),
        (b'<!DOCTYPE ACT [<!ENTITY a "b">]><ACT/>', "document type"),
        (b"<ACT><TITLE></ACT>", "not well-formed"),
        (b"<rss/>", "root element rss"),
        (b'<?xml version="1.0" encoding="no-such"?><ACT/>', "encoding"),
    ],
)
def test_what_is_no_formex_is_refused(body: bytes, reason: str) -> None:
    with pytest.raises(ReadError, match=reason):
        read_formex(body)
