"""The print of Regulation (EU) 2022/576 as `pdftotext -layout` writes it."""

import gzip
from collections import Counter
from pathlib import Path

import pytest

from ruletrace.model import Block, StructuredText
from ruletrace.readers.eu_print import is_print, read_print
from ruletrace.readers.xml import ReadError

FILE = Path(__file__).parents[2] / "fixtures" / "amendments" / "32022R0576_EN_OJ.pdftotext.txt.gz"


@pytest.fixture(scope="module")
def data() -> bytes:
    return gzip.decompress(FILE.read_bytes())


@pytest.fixture(scope="module")
def act(data: bytes) -> StructuredText:
    return read_print(data)


def of(act: StructuredText, kind: str) -> list[Block]:
    return [block for block in act.blocks if block.kind == kind]


def test_the_print_is_known(data: bytes) -> None:
    assert is_print(data)
    assert not is_print(b"COUNCIL REGULATION (EU) 2022/576, told of in a letter")


def test_title_preamble_and_recitals(act: StructuredText) -> None:
    (title,) = of(act, "title")
    assert act.of(title).startswith(
        "COUNCIL REGULATION (EU) 2022/576 of 8 April 2022 amending Regulation (EU) No 833/2014"
    )
    assert [act.of(block)[:7] for block in of(act, "preamble")] == ["THE COU", "Whereas", "HAS ADO"]
    assert len(of(act, "citation")) == 3
    assert [block.label for block in of(act, "recital")] == [str(number) for number in range(1, 12)]


def test_articles_points_and_annexes_have_their_numbers(act: StructuredText) -> None:
    own = [block.label for block in of(act, "article") if not act.of(block).startswith("‘")]
    assert own[0] == "1"
    assert own[-1] == "2"
    points = [block.label for block in of(act, "point") if block.label.isdigit()]
    assert points[:31] == [str(number) for number in range(1, 32)]
    annexes = [block.label for block in of(act, "annex")]
    assert annexes[:4] == ["I", "II", "III", "X"]
    assert annexes[-1] == "XXIV"


def test_words_put_into_another_act_are_quoted(act: StructuredText) -> None:
    quoted = [act.of(block) for block in of(act, "quoted")]
    assert quoted[0].startswith("‘(v) “public procurement Directives”")
    assert not any("is replaced by the following" in words for words in quoted)


def test_running_heads_and_footnotes_stand_apart(act: StructuredText) -> None:
    heads = [act.of(block) for block in of(act, "furniture")]
    assert sum("Official Journal of the European Union" in words for words in heads) == 66
    assert not any("Official Journal of the European Union L 111" in act.of(block) for block in of(act, "quoted"))
    notes = of(act, "note")
    assert [note.label for note in notes[:3]] == ["1", "2", "3"]
    assert [note.label for note in notes].count("****") == 1
    assert act.of(notes[1]).endswith("situation in Ukraine (OJ L 229, 31.7.2014, p. 1).")


def test_entries_of_a_category_and_rows_of_a_table(act: StructuredText) -> None:
    entries = [block.label for block in of(act, "entry")]
    assert entries[:3] == ["X.A.VIII.001", "X.A.VIII.002", "X.A.VIII.003"]
    rows = [act.of(block) for block in of(act, "row")]
    assert "ex 8419 40 00 Atmospheric-vacuum crude distillation units (CDU)" in rows
    assert Counter(block.kind for block in act.blocks)["row"] > 1000


def test_no_act_is_no_print() -> None:
    with pytest.raises(ReadError, match="no act"):
        read_print(b"L 1/1   EN   Official Journal of the European Union   1.1.2022\n\nComposed.\n")
