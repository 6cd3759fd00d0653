"""What a kept outcome was reckoned with: the effective days of documents that the law asked for meanwhile."""

from dataclasses import replace
from datetime import date
from pathlib import Path

import pytest

from regulation.licensing.law import Law, NotHeldError
from regulation.licensing.loading import DatedText, law_of
from ruletrace.pipeline.effective import Effective
from ruletrace.pipeline.steps import Steps

TEXT = Path(__file__).parents[3] / "samples" / "ecfr" / "part-740-2026-09-01.xml.gz"
ON = date(2026, 8, 1)  # before the only text held: a section answers when its last amendment was in effect by then


@pytest.fixture(scope="module")
def bare() -> Law:
    return law_of({"740": (DatedText(date(2026, 9, 1), TEXT.read_bytes),)})


def test_a_section_of_a_later_text_asks_for_the_day_of_its_last_amendment(bare: Law) -> None:
    effective = Effective(lambda _citation, _published: None)
    law = replace(bare, effective=effective, _kept={})
    assert effective.asked == []
    law.section("740.3", ON)
    ((citation, published, found),) = effective.asked
    assert citation.split()[1] == "FR"
    assert date.fromisoformat(published) < ON
    assert found == ""
    law.section("740.3", ON)
    assert len(effective.asked) == 1


def test_a_kept_result_is_computed_again_when_a_day_that_it_asked_for_is_another(bare: Law, tmp_path: Path) -> None:
    steps = Steps(tmp_path / "derived.sqlite")

    def outcome(known: date | None, of: str = "") -> tuple[str, int]:
        """Return what is told when each document (or the one cited as `of`) takes effect on a day, and how often."""
        before = steps.done
        effective = Effective(lambda citation, _: known if of in ("", citation) else None)
        law = replace(bare, effective=effective, _kept={})

        def work() -> object:
            try:
                told = law.section("740.3", ON).remark
            except NotHeldError as error:
                told = str(error)
            return {"told": told, "effective": effective.asked}

        kept = steps.once("outcomes", "program", "key", work, lambda one: effective.agrees(one["effective"]))
        return kept["told"], steps.done - before

    told, computed = outcome(None)
    assert "on a day that is not known" in told
    assert computed == 1
    assert outcome(None) == (told, 0)
    # A document that no section asks for changes nothing.
    assert outcome(ON, of="1 FR 1") == (told, 0)
    later, computed = outcome(date(2026, 8, 15))
    assert "it was amended by" in later
    assert computed == 1
    assert outcome(None) == (told, 1)
    steps.close()
