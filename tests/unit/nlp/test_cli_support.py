"""`ruletrace extract FILE` reads every official form, and each fact says in which block it stands."""

import gzip
import io
import zipfile
from pathlib import Path
from typing import Any

import pytest

from nlp.cli_support import ExtractError, extract_all, extract_file
from ruletrace.readers.packed import unpacked

ROOT = Path(__file__).parents[3]
FIXTURES = ROOT / "tests" / "fixtures"
SAMPLES = ROOT / "samples"
FORMS = [
    FIXTURES / "readers/federal-register/single_document_2025-05887.json",
    FIXTURES / "readers/federal-register/2026-00789.txt",
    FIXTURES / "amendments/2014-21847.xml",
    SAMPLES / "ecfr/part-738-2026-09-01.xml.gz",
    FIXTURES / "eu/xhtml/32015r2197_2015-11-27.xml",
    FIXTURES / "eu/formex/CL2016R1368EN0050010.0001.xml",
    FIXTURES / "amendments/32022R0576_EN_OJ.pdftotext.txt.gz",
]


def told(value: object) -> str:
    return value.name if isinstance(value, Path) else str(value)


@pytest.mark.parametrize("path", FORMS, ids=told)
def test_each_fact_knows_its_bytes_and_its_block(path: Path) -> None:
    data = unpacked(path.read_bytes())
    facts = [fact for report in extract_all(path) for fact in report["facts"]]
    assert facts
    for fact in facts:
        assert fact["block"]
        assert fact["path"]
        low, high = fact["bytes"]
        assert 0 <= low < high <= len(data)


def dates(reports: list[dict[str, Any]]) -> set[str]:
    return {fact["value"] for report in reports for fact in report["facts"] if fact["kind"] == "date"}


def test_texts_of_the_eu_are_read_day_first_by_themselves() -> None:
    # "OJ L 111, 8.4.2022": the eighth of April.
    (report,) = extract_all(FIXTURES / "amendments/32022R0576_EN_OJ.pdftotext.txt.gz")
    assert report["form"] == "print of the Official Journal"
    found = dates([report])
    assert "2022-04-08" in found
    assert "2022-08-04" not in found


def test_a_fact_of_the_code_names_its_section() -> None:
    reports = extract_all(SAMPLES / "ecfr/part-738-2026-09-01.xml.gz")
    assert [report["part"] for report in reports][:2] == ["738.1", "738.2"]
    assert {report["form"] for report in reports} == {"eCFR XML"}


def test_a_date_of_an_article_names_the_article() -> None:
    (report,) = extract_all(FIXTURES / "eu/xhtml/modern_1_raw.html")
    (fact,) = [fact for fact in report["facts"] if fact["kind"] == "date" and fact["value"] == "2016-01-01"][:1]
    assert fact["path"].startswith("art_521/")
    assert (fact["block"], fact["label"]) == ("point", "b")


def test_a_footnote_is_tied_to_its_call() -> None:
    report = extract_file(FIXTURES / "amendments/2014-21847.xml")
    assert [one["mark"] for one in report["footnotes"]] == [str(number) for number in range(1, 9)]
    cited = {fact["value"]: fact for fact in report["facts"] if fact["kind"] == "fr_citation"}
    assert "76 FR 18349" in cited  # "276 FR 18349" where the mark is glued to it
    assert (cited["76 FR 18349"]["block"], cited["76 FR 18349"]["label"]) == ("footnote", "2")


def test_a_formex_package_gives_one_object_a_document(tmp_path: Path) -> None:
    held = io.BytesIO()
    with zipfile.ZipFile(held, "w") as archive:
        for path in sorted((SAMPLES / "eu/formex-32026R9901.composed").iterdir()):
            archive.write(path, path.name)
    (tmp_path / "package.zip").write_bytes(held.getvalue())
    (report,) = extract_all(tmp_path / "package.zip")
    assert (report["form"], report["part"]) == ("Formex package", "L_202609901EN.000101.fmx.xml")


def test_a_packed_file_gives_what_the_file_gives(tmp_path: Path) -> None:
    data = (FIXTURES / "readers/federal-register/2026-00789.txt").read_bytes()
    (tmp_path / "plain.txt").write_bytes(data)
    (tmp_path / "plain.txt.gz").write_bytes(gzip.compress(data, mtime=0))
    assert extract_all(tmp_path / "plain.txt") == extract_all(tmp_path / "plain.txt.gz")


@pytest.mark.parametrize(
    ("name", "data", "message"),
    [
        ("act.pdf", b"%PDF-1.7", "a PDF"),
        ("list.xml", b"<CONSOLIDATED_LIST/>", "in no form known here"),
        ("notice.xml", b'<NOTICE type="tree"/>', "CELLAR notice"),
        ("page.html", b"<html><body>Request Access</body></html>", "an HTML page"),
        ("cut.gz", gzip.compress(b"text")[:-6], "not readable gzip"),
        ("program", b"\x7fELF\x00\x00", "binary data"),
    ],
)
def test_what_is_in_no_form_is_named(tmp_path: Path, name: str, data: bytes, message: str) -> None:
    (tmp_path / name).write_bytes(data)
    with pytest.raises(ExtractError, match=f"{name}: .*{message}"):
        extract_all(tmp_path / name)
