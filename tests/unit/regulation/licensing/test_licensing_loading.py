"""The law out of dated bytes: read once and when asked, one answer for a day, nothing from what is unreadable."""

from collections.abc import Callable
from datetime import date
from functools import partial
from pathlib import Path

import pytest
from licensing_eu_law import APPLIES, CONSOLIDATED, SAMPLES
from licensing_law import DAY, JANUARY_FILE
from licensing_law import SAMPLES as ECFR

from regulation.controls.model import ControlList
from regulation.licensing import loading
from regulation.licensing.eu.texts import entry_of
from regulation.licensing.law import HeldEntry, NotHeldError
from regulation.licensing.loading import DatedText, law_of, listed
from regulation.licensing.text_2025 import JANUARY_2025

JUNE = date(2026, 6, 25)


def counted(path: Path, asked: list[str]) -> Callable[[], bytes]:
    def read(path: Path) -> bytes:
        asked.append(path.name)
        return path.read_bytes()

    return partial(read, path)


def test_a_part_is_read_when_it_is_first_asked_for_and_once() -> None:
    asked: list[str] = []
    official = DatedText(DAY, counted(ECFR / f"part-738-{DAY}.xml.gz", asked))
    converted = DatedText(JANUARY_2025, counted(JANUARY_FILE, asked))
    law = law_of({"738": (official,), "746": (converted,)})
    assert (sorted(law.parts), asked) == (["738", "746"], [])
    assert law.section("738.4", DAY).tree.version == DAY
    assert law.section("738.3", DAY).tree.version == DAY
    assert asked == [f"part-738-{DAY}.xml.gz"]
    # what others converted bears the date of its own text
    assert law.section("746.2", DAY).tree.version == JANUARY_2025


def test_a_text_that_cannot_be_read_is_as_one_that_is_not_held() -> None:
    parts = {
        "742": (DatedText(DAY, lambda: b"<html>no part</html>"),),
        "833/2014": (DatedText(DAY, lambda: b"<html>"),),
    }
    law = law_of(parts, annex=(DatedText(DAY, lambda: b"{}"),))
    with pytest.raises(NotHeldError, match="no text of part 742 is held"):
        law.section("742.6", DAY)
    assert law.annexes() == law.acts() == ()
    ccl = listed((DatedText(DAY, lambda: b"<html>no list</html>"),))
    with pytest.raises(NotHeldError, match="cannot be read"):
        ccl("3A090", DAY)


def test_the_list_answers_by_its_texts_and_says_how_far(
    june: ControlList, september: ControlList, monkeypatch: pytest.MonkeyPatch
) -> None:
    read = {JUNE: june, DAY: september}
    monkeypatch.setattr(loading, "read_ccl", lambda _data, day: read[day])
    texts = [DatedText(day, bytes) for day in (DAY, JUNE)]
    entry = listed(texts)
    with pytest.raises(NotHeldError, match="no text of the Commerce Control List"):
        entry("9A012", date(2026, 6, 24))
    assert entry("9A777", DAY) is None
    answers = {day: entry("9A012", day) for day in (JUNE, date(2026, 7, 20), DAY, date(2026, 10, 1))}
    told = {day: (one.controls.version, one.remark) for day, one in answers.items() if one}
    assert told == {
        JUNE: (JUNE, ""),
        # 91 FR 52501 changed 9A012 between the two texts
        date(2026, 7, 20): (JUNE, f"text of {JUNE}; the next one held differs"),
        DAY: (DAY, ""),
        date(2026, 10, 1): (DAY, f"text of {DAY}; later amendments not seen"),
    }
    asked: list[str] = []

    def earlier(eccn: str, on: date) -> HeldEntry | None:
        asked.append(f"{eccn} {on}")
        return None

    both = listed(texts, earlier)
    assert both("9A012", JUNE) is None
    assert both("9A012", DAY)
    assert asked == [f"9A012 {JUNE}"]


def test_of_several_contents_of_annex_i_under_one_day_the_last_counts() -> None:
    """A corrigendum changes the text and leaves its identifier: the sample's correction of 3B501.f.1.a is composed."""
    corrected = DatedText(CONSOLIDATED, (SAMPLES / "annex-i-2025-11-15-corrected.composed.json.gz").read_bytes)
    first = DatedText(CONSOLIDATED, (SAMPLES / "annex-i-2025-11-15.json.gz").read_bytes)
    adopted = DatedText(APPLIES, (SAMPLES / "annex-i-2021.txt.gz").read_bytes)
    law = law_of({}, annex=(first, corrected, adopted))
    assert [one.controls.version for one in law.annexes()] == [APPLIES, CONSOLIDATED, CONSOLIDATED]
    held = entry_of(law, "3B501.f.1.a", CONSOLIDATED)
    assert held is not None
    assert held.controls.sha256 == law.annexes()[-1].controls.sha256 != law.annexes()[1].controls.sha256
    assert "the one seen last" in held.remark
