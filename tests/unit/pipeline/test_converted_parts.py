"""A part that others converted: archived as received, told as converted, refused where it is no such text."""

from collections.abc import Iterator
from datetime import UTC, date, datetime
from functools import partial
from pathlib import Path

import pytest

from regulation.licensing.loading import DatedText, law_of
from regulation.licensing.text_2025 import read_converted_part
from ruletrace.pipeline.context import Context, opened
from ruletrace.pipeline.converted_parts import KIND, ConvertedPartRefusedError, take_in, taken_in
from ruletrace.settings import Settings

FILE = Path(__file__).parents[3] / "samples" / "ear-2025-01" / "ear-parts-745-772-2025-01.md.xz"
REGULATION = FILE.parents[1] / "eu" / "reg-833-2014-2022-06-04.txt.xz"
FROM = ("eCFR of January 2025, converted by others", "public domain (17 U.S.C. 105)")


@pytest.fixture
def context(tmp_path: Path) -> Iterator[Context]:
    with opened(Settings(data=tmp_path), now=lambda: datetime(2026, 9, 3, tzinfo=UTC)) as own:
        yield own


def test_part_746_is_taken_in_once_and_read_back(context: Context) -> None:
    first, again = (take_in(context, FILE, "746", *FROM) for _ in range(2))
    assert (first.sections, first.version, first.unchanged, again.unchanged) == (10, date(2025, 1, 31), False, True)
    (entry,) = context.journal.entries(KIND)
    assert entry.payload["converted_by"] == FROM[0]
    assert context.archive.get(entry.payload["received"]) == FILE.read_bytes()
    assert taken_in(context) == {"746": (date(2025, 1, 31), entry.payload["sha256"])}
    tree = read_converted_part(context.archive.get(entry.payload["sha256"]), "746")
    place = tree.find("746.2(a)")
    assert place is not None
    assert "to Cuba, including any release of technology or source code" in place.text


def test_regulation_833_2014_is_taken_in_beside_it_under_the_day_that_it_prints(context: Context) -> None:
    taken = take_in(context, REGULATION, "833/2014", *FROM)
    assert (taken.version, taken.sections, taken.unchanged) == (date(2022, 6, 4), 51, False)
    take_in(context, FILE, "746", *FROM)
    held = taken_in(context)
    assert {part: day for part, (day, _) in held.items()} == {"746": date(2025, 1, 31), "833/2014": date(2022, 6, 4)}
    law = law_of({part: (DatedText(day, partial(context.archive.get, own)),) for part, (day, own) in held.items()})
    assert list(law.parts) == ["746"]
    (act,) = law.acts()
    assert (act.version, act.sha256) == (date(2022, 6, 4), held["833/2014"][1])
    with pytest.raises(ConvertedPartRefusedError, match="no consolidated text of one regulation and day"):
        take_in(context, FILE, "833/2014", *FROM)
    with pytest.raises(ConvertedPartRefusedError, match="no heading of part 746"):
        take_in(context, REGULATION, "746", *FROM)


@pytest.mark.parametrize(
    ("name", "data", "told"),
    [
        ("no-part.composed.md", b"### Part 745\n", "no heading of part 746"),
        ("broken.composed.md.xz", b"\xfd7zXZ\x00nonsense", "not readable xz"),
        ("latin.composed.md", b"### Part 746\n\xe9", "not UTF-8 at byte 13"),
    ],
)
def test_another_file_is_refused_and_leaves_no_record(
    context: Context, tmp_path: Path, name: str, data: bytes, told: str
) -> None:
    path = tmp_path / name
    path.write_bytes(data)
    with pytest.raises(ConvertedPartRefusedError, match=told) as refused:
        take_in(context, path, "746", *FROM)
    assert name in str(refused.value)
    assert not list(context.journal.entries(KIND))
