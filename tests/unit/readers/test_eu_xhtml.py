"""XHTML of the Official Journal and of consolidated texts: real acts with exact counts, and pages that are no act."""

import re
from collections import Counter
from datetime import date
from pathlib import Path

import pytest

from ruletrace.readers.eu_xhtml import Act, read_act, refusal
from ruletrace.readers.eu_xml import parse_xhtml
from ruletrace.readers.xml import Node, ReadError

FOLDER = Path(__file__).parents[2] / "fixtures" / "eu" / "xhtml"
SAMPLES = Path(__file__).parents[3] / "samples" / "eu"
NAMES = sorted(path.name for path in FOLDER.iterdir())
PLAIN = str.maketrans("⁰¹²³⁴⁵⁶⁷⁸⁹⁺⁻⁽⁾ⁿ₀₁₂₃₄₅₆₇₈₉", "0123456789+-()n0123456789")


def act(name: str) -> Act:
    return read_act((FOLDER / name).read_bytes())


def texts(read: Act, kind: str) -> list[str]:
    return [read.text.of(block) for block in read.text.blocks if block.kind == kind]


# name: recitals, articles, paragraphs, points, annexes, notes, cells
COUNTS = {
    "32015r2197_2015-11-27.xml": (12, 2, 26, 0, 1, 2, 0),
    "32015r2197_2018-11-11.html": (0, 2, 29, 0, 1, 0, 0),
    "32015r2197_2019-12-29.html": (0, 2, 31, 0, 1, 0, 0),
    "32015r2197_2021-03-10.html": (0, 2, 36, 0, 1, 0, 0),
    "32015r2197_2023-10-01.html": (0, 2, 32, 0, 1, 0, 0),
    "32016r1368_2016-08-11.xml": (8, 2, 3, 0, 1, 1, 0),
    "32016r1368_2017-06-30.html": (0, 2, 3, 0, 1, 0, 12),
    "32016r1368_2017-12-29.html": (0, 2, 3, 0, 1, 0, 16),
    "32016r1368_2018-10-19.html": (0, 2, 3, 0, 1, 0, 20),
    "32016r1368_2019-03-26.html": (0, 2, 3, 0, 1, 0, 24),
    "32016r1368_2021-07-10.html": (0, 2, 2, 0, 1, 0, 28),
    "32017r1799_2017-06-12.xml": (4, 2, 3, 25, 1, 1, 0),
    "32017r1799_2019-07-10.html": (0, 2, 4, 29, 1, 0, 0),
    "32017r1799_2021-01-01.html": (0, 2, 4, 27, 1, 0, 0),
    "32018r0066_2017-09-29.xml": (3, 7, 10, 4, 0, 6, 0),
    "32021r2003_2021-08-06.xml": (8, 8, 18, 17, 0, 5, 0),
    "modern_1_raw.html": (2, 5, 9, 27, 2, 2, 0),
    "moderncons_1_raw.html": (6, 8, 94, 3, 4, 3, 67),
    "old_consolidated_raw.html": (0, 7, 23, 0, 0, 0, 0),
}


@pytest.mark.parametrize("name", NAMES)
def test_recitals_articles_and_annexes_are_counted(name: str) -> None:
    read = act(name)
    kinds = Counter(block.kind for block in read.text.blocks)
    cells = kinds["cell"] + kinds["header_cell"]
    found = [kinds[kind] for kind in ("recital", "article", "paragraph", "point", "annex", "note")]
    assert (*found, cells) == COUNTS[name]


@pytest.mark.parametrize("name", NAMES)
def test_every_character_of_the_page_stands_in_the_text(name: str) -> None:
    data = (FOLDER / name).read_bytes()
    body = parse_xhtml(data).first("body")
    assert isinstance(body, Node)
    missing = Counter(_letters("".join(run.text for run in body.runs()))) - Counter(_letters(read_act(data).text.text))
    # Arrows that mark a change inside a sentence are marks, not words.
    assert set(missing) <= ({"►", "B", "M", "1"} if name.startswith("old") else set())


def _letters(text: str) -> str:
    return re.sub(r"\s", "", text).translate(PLAIN)


@pytest.mark.parametrize("name", NAMES)
def test_every_piece_leads_back_to_its_bytes(name: str) -> None:
    data = (FOLDER / name).read_bytes()
    text = read_act(data).text
    for piece in text.pieces:
        source = data[piece.byte_start : piece.byte_end].decode()
        words = text.text[piece.start : piece.end]
        if not source.startswith("&"):
            assert words.translate(PLAIN) in _folded(source), (words, source)


def _folded(source: str) -> str:
    return source.replace("\r\n", "\n")


def test_an_act_is_read_in_its_parts() -> None:
    read = act("32021r2003_2021-08-06.xml")
    assert read.form == "oj"
    assert read.day == date(2021, 11, 17)
    assert texts(read, "title")[0] == "COMMISSION DELEGATED REGULATION (EU) 2021/2003"
    assert texts(read, "article_title")[1] == "Definitions"
    points = [(b.path.partition("/")[0], b.label) for b in read.text.blocks if b.kind == "point"]
    assert points[:6] == [("art_2", str(number)) for number in range(1, 7)]
    assert points[6:13] == [("art_3", label) for label in ("a", "i", "ii", "b", "c", "d", "e")]
    assert texts(read, "signatory")[-1] == "Ursula VON DER LEYEN"
    assert texts(read, "note")[0] == "(¹) OJ L 328, 21.12.2018, p. 82."


def test_a_consolidated_text_tells_who_changed_what() -> None:
    read = act("32016r1368_2021-07-10.html")
    assert read.celex == "02016R1368-20210710"
    assert [(one.mark, one.celex) for one in read.amended_by][-1] == ("M5", "32021R1122")
    base, change = read.changes
    assert (base.mark, base.celex, base.action) == ("B", "32016R1368", "")
    assert (change.mark, change.celex, change.action) == ("M5", "32021R1122", "REPLACED")
    assert read.text.text[change.start : change.end].startswith("ANNEX\nList of critical benchmarks")


def test_deleted_articles_leave_a_mark() -> None:
    read = act("old_consolidated_raw.html")
    deleted = [one for one in read.changes if one.action == "DELETED"]
    assert [one.celex for one in deleted] == ["32001F0500"] * 4
    assert all(one.start == one.end for one in deleted)
    assert texts(read, "article") == [f"Artikel {number}" for number in (2, 4, 5, 6, 7, 8, 9)]


def test_named_characters_are_read_without_a_document_type_definition() -> None:
    read = read_act((SAMPLES / "act.composed.xhtml").read_bytes())
    assert "Composed wording that controls nothing" in read.text.text
    assert read.count("recital") == 1


CELLS = """<html xmlns='http://www.w3.org/1999/xhtml'><!-- CONVEX # composed --><body><div class='eli-container'
id='anx_1'><p class='oj-doc-ti'>ANNEX</p><table><tbody><tr><td><p>3B001</p></td><td><p>Equipment for</p></td></tr>
<tr><td><p>3B001.a.1</p></td><td><p>words</p></td></tr></tbody></table></div></body></html>"""


def test_a_code_in_a_cell_of_its_own_is_not_glued_to_its_words() -> None:
    read = read_act(CELLS.encode())
    assert texts(read, "point") == ["3B001 Equipment for", "3B001.a.1 words"]


def test_a_corrigendum_is_read() -> None:
    read = read_act((SAMPLES / "corrigendum.composed.xhtml").read_bytes())
    assert texts(read, "title")[0].startswith("Corrigendum to Commission Delegated Regulation")
    assert texts(read, "paragraph")[1::2] == ["for:", "read:"]


PAGE = "<html xmlns='http://www.w3.org/1999/xhtml'><body><p class='oj-doc-ti'>{}</p></body></html>"


@pytest.mark.parametrize(
    "doctype",
    [
        '<!DOCTYPE html [<!ENTITY a "b">]>',
        '<!DOCTYPE html PUBLIC "x" "y" [<!ENTITY % p SYSTEM "http://127.0.0.1/"> %p;]>',
        '<!DOCTYPE lolz SYSTEM "file:///etc/passwd">',
    ],
)
def test_a_document_type_that_declares_anything_is_refused(doctype: str) -> None:
    with pytest.raises(ReadError, match="document type"):
        parse_xhtml((doctype + PAGE.format("x")).encode())


def test_an_unknown_entity_is_refused() -> None:
    with pytest.raises(ReadError, match="unknown entity &xxe;"):
        parse_xhtml(('<!DOCTYPE html SYSTEM "xhtml-strict.dtd">' + PAGE.format("&xxe;")).encode())


@pytest.mark.parametrize("name", ["32021r2003_2021-08-06.xml", "modern_1_raw.html"])
def test_a_truncated_page_is_no_act(name: str) -> None:
    data = (FOLDER / name).read_bytes()
    with pytest.raises(ReadError):
        read_act(data[: len(data) // 2])


@pytest.mark.parametrize(
    ("name", "reason"),
    [
        ("challenge-202.composed.html", "challenge script"),
        ("does-not-exist.composed.html", "requested document does not exist"),
        ("feed-html-error.composed.html", "HTML page"),
    ],
)
def test_pages_that_are_no_act_are_refused_in_words(name: str, reason: str) -> None:
    body = (SAMPLES / name).read_bytes()
    assert reason in (refusal(body) or "")
    assert refusal(body, "xml") is not None
    with pytest.raises(ReadError, match=reason):
        read_act(body)


def test_an_empty_body_is_refused() -> None:
    assert refusal(b" \r\n") == "empty body"


@pytest.mark.parametrize("name", NAMES)
def test_real_pages_are_not_refused(name: str) -> None:
    assert refusal((FOLDER / name).read_bytes()) is None


@pytest.mark.parametrize("name", ["oj-l-222.composed.rss.xml", "oj-l-222-stale.composed.rss.xml"])
def test_a_feed_is_not_refused_where_xml_is_expected(name: str) -> None:
    assert refusal((SAMPLES / name).read_bytes(), "xml") is None
