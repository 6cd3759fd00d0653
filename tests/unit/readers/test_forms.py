"""The form of a file is told by its content; what is in no form is refused with the reason."""

import gzip
import io
import zipfile
from pathlib import Path

import pytest

from ruletrace.readers.forms import read_form
from ruletrace.readers.xml import ReadError

ROOT = Path(__file__).parents[3]
FIXTURES = ROOT / "tests" / "fixtures"
SAMPLES = ROOT / "samples"


@pytest.mark.parametrize(
    ("path", "form", "day_first", "parts"),
    [
        (FIXTURES / "readers/federal-register/single_document_2025-05887.json", "Federal Register JSON", False, 1),
        (FIXTURES / "readers/federal-register/FR-2024-02-12.xml.gz", "Federal Register XML", False, 96),
        (FIXTURES / "readers/federal-register/2026-00789.txt", "text", False, 1),
        (SAMPLES / "ecfr/part-738-2026-09-01.xml.gz", "eCFR XML", False, 5),
        (FIXTURES / "eu/xhtml/32015r2197_2015-11-27.xml", "XHTML of the Official Journal", True, 1),
        (FIXTURES / "eu/xhtml/old_consolidated_raw.html", "XHTML of the Official Journal", True, 1),
        (FIXTURES / "eu/formex/L_202401689EN.000101.fmx.xml.gz", "Formex", True, 1),
        (FIXTURES / "eu/formex/CL2016R1368EN0050010.0001.xml", "Formex", True, 1),
        (FIXTURES / "amendments/32022R0576_EN_OJ.pdftotext.txt.gz", "print of the Official Journal", True, 1),
        (SAMPLES / "eu/annex-i-2021.txt.gz", "Annex I, print", True, 1),
        (SAMPLES / "eu/annex-i-2025-11-15.json.gz", "Annex I, JSON", True, 1),
        (SAMPLES / "eu/oj-l-222.composed.rss.xml", "RSS", True, 3),
    ],
    ids=lambda value: value.name if isinstance(value, Path) else str(value),
)
def test_each_official_form_is_known_by_its_content(path: Path, form: str, day_first: bool, parts: int) -> None:
    read = read_form(path.read_bytes())
    assert (read.name, read.day_first, len(read.parts)) == (form, day_first, parts)
    assert all(part.text.blocks for part in read.parts)


def test_the_parts_of_a_file_are_told_apart_by_name() -> None:
    read = read_form((SAMPLES / "ecfr/part-738-2026-09-01.xml.gz").read_bytes())
    assert [part.name for part in read.parts] == [
        "738.1",
        "738.2",
        "738.3",
        "738.4",
        "Supplement No. 1 to Part 738",
    ]


def test_a_formex_package_gives_its_documents() -> None:
    held = io.BytesIO()
    with zipfile.ZipFile(held, "w") as archive:
        for path in sorted((SAMPLES / "eu" / "formex-32026R9901.composed").iterdir()):
            archive.write(path, path.name)
    read = read_form(held.getvalue())
    assert (read.name, [part.name for part in read.parts]) == ("Formex package", ["L_202609901EN.000101.fmx.xml"])


def test_a_notice_of_the_federal_register_is_none_of_cellar() -> None:
    data = b"<NOTICE><PREAMB><SUBJECT>Composed</SUBJECT></PREAMB></NOTICE>"
    assert read_form(data).name == "Federal Register XML"


@pytest.mark.parametrize(
    ("data", "message"),
    [
        (b"", "empty where text was expected"),
        (b"%PDF-1.7 ...", "pdftotext"),
        (b"\x00\x01\x02binary", "binary data"),
        (b"caf\xe9", "not UTF-8 at byte 3"),
        (b'{"a": 1}', "neither title nor abstract"),
        (b'{"results": []}', "an answer without documents"),
        (b'{"title": "cut', "not JSON at line 1"),
        (b"<RULE><PREAMB></RULE>", "not well-formed XML at line 1"),
        (b"<CONSOLIDATED_LIST/>", "CONSOLIDATED_LIST is in no form known here"),
        (b"<DOC><NO.DOC/></DOC>", "manifest"),
        (b'<NOTICE type="tree"><WORK/></NOTICE>', "CELLAR notice"),
        (b"<html><body>Request Access</body></html>", "an HTML page"),
        (b'<!DOCTYPE RULE [<!ENTITY b "c">]><RULE>&b;</RULE>', "document type"),
        (b'<!DOCTYPE html [<!ENTITY b "c">]><html xmlns="x"><p class="oj-doc-ti">&b;</p></html>', "document type"),
        (b"PK\x03\x04broken", "not a readable zip"),
        (gzip.compress(b"text")[:-6], "not readable gzip"),
    ],
)
def test_what_is_in_no_form_is_refused_with_the_reason(data: bytes, message: str) -> None:
    with pytest.raises(ReadError, match=message):
        read_form(data)


def test_a_bomb_is_refused() -> None:
    with pytest.raises(ReadError, match="unpacks to more than"):
        read_form(gzip.compress(b" " * (65 * 1024 * 1024)))
