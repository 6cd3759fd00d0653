"""The API reader: blocks, bytes behind every character, escapes, pointers, and answers that are no document."""

import json
from pathlib import Path

import pytest
from hypothesis import given
from hypothesis import strategies as st

from ruletrace.readers.federal_register_json import pointers, read, read_many
from ruletrace.readers.xml import ReadError

FOLDER = Path(__file__).parents[2] / "fixtures" / "readers" / "federal-register"


def test_one_document_has_its_blocks() -> None:
    text = read((FOLDER / "single_document_2025-05887.json").read_bytes())
    blocks = {block.kind: text.of(block) for block in text.blocks}
    assert list(blocks) == ["number", "own_citation", "docket", "agency", "title", "abstract", "dates"]
    assert (blocks["own_citation"], blocks["docket"]) == ("90 FR 14957", "C-570-161")
    assert blocks["number"] == "2025-05887"
    assert blocks["dates"] == "Applicable April 7, 2025."
    assert blocks["title"].startswith("2,4-Dichlorophenoxyacetic Acid From the People's Republic of China")


def test_every_piece_leads_back_to_its_bytes() -> None:
    data = (FOLDER / "single_document_2025-05887.json").read_bytes()
    text = read(data)
    for piece in text.pieces:
        literal = data[piece.byte_start : piece.byte_end].decode()
        assert json.loads(f'"{literal}"') == text.text[piece.start : piece.end]


def test_each_number_of_a_list_is_a_block_with_its_pointer() -> None:
    text = read(b'{"title": "Composed", "regulation_id_numbers": ["0694-AA01", "0694-AA02"], "docket_ids": []}')
    assert [(block.kind, block.path) for block in text.blocks[:2]] == [
        ("rin", "/regulation_id_numbers/0"),
        ("rin", "/regulation_id_numbers/1"),
    ]


def test_agencies_are_named_as_printed_and_lead_back() -> None:
    data = (FOLDER / "single_document_2025-05887.json").read_bytes()
    text = read(data)
    agencies = [(block.path, text.of(block)) for block in text.blocks if block.kind == "agency"]
    assert agencies == [
        ("/agencies/0/raw_name", "DEPARTMENT OF COMMERCE"),
        ("/agencies/1/raw_name", "International Trade Administration"),
    ]


@pytest.mark.parametrize("printed", [None, "", " ", 5, {"name": "deep"}])
def test_an_agency_without_a_printed_name_has_the_services(printed: object) -> None:
    agencies = [{"raw_name": printed, "name": "Composed Office", "id": 1}, {"name": 6}, None, ["listed"]]
    text = read(json.dumps({"title": "Composed", "agencies": agencies}).encode())
    assert [(block.kind, block.path) for block in text.blocks] == [("agency", "/agencies/0/name"), ("title", "/title")]
    assert text.of(text.blocks[0]) == "Composed Office"


def test_results_are_read_by_pointer() -> None:
    data = (FOLDER / "recorded_2017-27513_2017-27451.json").read_bytes()
    results = json.loads(data)["body"]["results"]
    places = [f"/body/results/{index}" for index in range(len(results))]
    texts = read_many(data, places)
    assert [text.of(text.blocks[0]) for text in texts] == [row["document_number"] for row in results]
    assert texts[1].blocks[0].path == "/body/results/1/document_number"


def test_an_envelope_names_its_documents() -> None:
    envelope = {"count": 2, "results": [{"title": "A"}, {"title": "B"}]}
    assert pointers(json.dumps(envelope).encode()) == ["/results/0", "/results/1"]
    assert pointers(b'{"title": "A"}') == [""]


@given(st.text(min_size=1), st.booleans())
def test_any_title_survives_escapes(title: str, ascii_only: bool) -> None:
    try:
        data = json.dumps({"title": title, "abstract": "Composed."}, ensure_ascii=ascii_only).encode()
    except UnicodeEncodeError:
        return
    text = read(data)
    titles = [text.of(block) for block in text.blocks if block.kind == "title"]
    # White space is folded, and none is kept before a superscript.
    assert [folded.replace(" ", "") for folded in titles] == (["".join(title.split())] if title.split() else [])
    for piece in text.pieces:
        assert json.loads(f'"{data[piece.byte_start : piece.byte_end].decode()}"').strip() in {
            text.text[piece.start : piece.end],
            "",
        }


def test_a_quote_around_an_escape_covers_the_whole_escape() -> None:
    data = b'{"title": "The \\u201cEntity List\\u201d rule"}'
    text = read(data)
    start = text.text.index("“Entity List”")
    low, high = text.source_range(start, start + len("“Entity List”"))
    assert data[low:high] == b"\\u201cEntity List\\u201d"


@pytest.mark.parametrize(
    ("data", "message"),
    [
        (b"", "empty where JSON was expected"),
        (b'{"title": "cut', "not JSON at line 1"),
        ('{"title": "é"}'.encode("latin-1"), "not UTF-8 at byte 11"),
        (b"[1, 2]", "no document object"),
        (b'{"count": 0, "description": "none"}', "neither title nor abstract"),
        (b"[" * 100_000, "nested too deeply"),
    ],
)
def test_bad_bytes_say_what_is_wrong(data: bytes, message: str) -> None:
    with pytest.raises(ReadError, match=message):
        read(data)


def test_a_pointer_to_nothing_is_an_error() -> None:
    with pytest.raises(ReadError, match="no value at /results/7"):
        read(b'{"results": []}', pointer="/results/7")


def test_half_a_surrogate_pair_is_shown_as_unreadable() -> None:
    assert read(b'{"title": "a\\ud800b"}').text == "a\ufffdb"
