"""Reading the texts that instructions are carried out on."""

import gzip
import runpy
from pathlib import Path

import pytest
from carrying_out_texts import FIXTURES

from regulation.carrying_out import Text, read_texts, read_units, written
from ruletrace.readers.xml import ReadError

BAD = [
    ("part-742.xml", b"<DIV5/>", "does not tell the date"),
    ("part-742-2026-09-01.xml", b"<html><body>Request Access</body></html>", "HTML page"),
    ("part-742-2026-99-01.xml", b"<DIV5/>", "no such day"),
    ("part-742-2026-09-01.xml.gz", gzip.compress(b"<DIV5")[:-4], "gzip"),
    ("parts.md.xz", b"\xfd7zXZ\x00nonsense", "not readable xz"),
    ("parts.md", b"words", "no heading of a part"),
    ("parts.md", b"\xff\xfe", "not UTF-8 at byte 0"),
    ("text.jsonl", b'{"scopes":[]}', "line 1, text"),
    ("text.jsonl", b'{"text":"t","scopes":[]}\n{"address":["1.1"]}', "line 2, words"),
    ("text.jsonl", b'{"text":"t","scopes":[]}\n{"address":["1.1"],"words":"w","more":1}', "line 2, more"),
]


@pytest.mark.parametrize(("name", "data", "reason"), BAD, ids=[f"{one[0]} {one[2]}" for one in BAD])
def test_a_bad_file_is_named_with_the_reason(tmp_path: Path, name: str, data: bytes, reason: str) -> None:
    path = tmp_path / name
    path.write_bytes(data)
    with pytest.raises(ReadError, match=reason) as told:
        read_texts(path)
    assert name in str(told.value)


def test_a_missing_file_is_named() -> None:
    with pytest.raises(ReadError, match="No such file"):
        read_texts(Path("no/such-2026-01-01.xml"))


def test_the_converted_text_holds_sections_and_no_supplements(january_2025: Text) -> None:
    assert "part 758" in january_2025.scopes
    assert not any(scope.startswith("supplements") for scope in january_2025.scopes)
    unit = january_2025.at(("758.1", "b", "11"))
    assert unit is not None
    assert unit.words == "For all exports of items in ECCN 3A069 when destined to a destination in Country Group D."


def test_every_unit_of_a_part_has_its_address(part_742: Text) -> None:
    unit = part_742.at(("742.6", "b", "14"))
    assert unit is not None
    assert unit.label == "(14)"
    assert unit.words.startswith("License Review Policy for AI Model Weights")
    authority = part_742.at(("part 742",), "authority citation")
    assert authority is not None
    assert authority.words.startswith("50 U.S.C. 4801-4852")


@pytest.mark.parametrize("which", [0, 1])
def test_written_and_read_again_is_the_same_text(june: tuple[Text, ...], which: int) -> None:
    data = "\n".join(written(june[which])).encode()
    assert read_units(data) == june[which]


def test_composed_files_are_what_the_script_makes() -> None:
    made = runpy.run_path(str(FIXTURES / "compose.py"))["files"]()
    assert len(made) == 3
    for name, words in made.items():
        assert (FIXTURES / name).read_text(encoding="utf-8") == words, name
