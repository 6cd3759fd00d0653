"""The trained component for date roles: where it is asked, when it is followed, how it is trained; composed texts."""

from pathlib import Path

import pytest
from spacy.tokens import Doc
from spacy.vocab import Vocab

from nlp.components.dates import find
from nlp.dates import learned
from nlp.dates.features import features, words_of
from nlp.dates.learned import component, is_day, judged, places, reread
from nlp.extract import extract
from nlp.finds import Find, Notes, notes_of, prepare
from nlp.training.date_roles import heads_of, measured, train
from ruletrace.model import Block, StructuredText

HEADS = Path(__file__).parents[2] / "gold" / "heads"
ROLES = {
    "effective", "compliance", "expiry", "comment_deadline", "delayed_to", "extended_to", "stay_from", "stay_until",
    "refers_to_document", "published", "signed", "filed", "savings", "other",
}  # fmt: skip
SUMMARY = "We amended the form on May 4, 2031."
DATES = "This rule is effective June 1, 2031."


def _text(*parts: tuple[str, str]) -> StructuredText:
    text, blocks = "", []
    for kind, words in parts:
        start = len(text)
        text += f"{words}\n"
        blocks.append(Block(kind, "", start, start + len(words)))
    return StructuredText("", "composed", text, tuple(blocks), ())


def _notes(text: StructuredText) -> Notes:
    return notes_of(prepare(Doc(Vocab(), words=[text.text], spaces=[False]), text.text, text.blocks))


def _told(monkeypatch: pytest.MonkeyPatch, *answers: tuple[set[str], float]) -> None:
    monkeypatch.setattr(learned, "judged", lambda _nlp, words: [(frozenset(a), b) for a, b in answers[: len(words)]])


TITLE = ("title", "Revisions to the Widget Form")


def _days(text: StructuredText) -> list[tuple[str, str, dict[str, str]]]:
    return [(one.value, one.role, dict(one.detail)) for one in extract(text) if one.kind == "date"]


def test_rules_yield_where_the_component_is_sure_of_another_role(monkeypatch: pytest.MonkeyPatch) -> None:
    _told(monkeypatch, ({"filed"}, 0.9))
    ((value, role, detail),) = _days(_text(TITLE, ("dates", DATES)))
    assert (value, role) == ("2031-06-01", "filed")
    assert (detail["ruled"], detail["share"]) == ("effective", "0.90")


def test_rules_stay_where_the_component_is_not_sure(monkeypatch: pytest.MonkeyPatch) -> None:
    _told(monkeypatch, ({"filed"}, learned.SURE - 0.01))
    ((_, role, detail),) = _days(_text(TITLE, ("dates", DATES)))
    assert role == "effective"
    assert "share" not in detail


def test_a_place_can_get_two_roles_and_keeps_what_the_rules_found_of_them(monkeypatch: pytest.MonkeyPatch) -> None:
    _told(monkeypatch, ({"effective", "delayed_to"}, 0.99))
    found = _days(_text(TITLE, ("dates", DATES)))
    assert [role for _, role, _ in found] == ["delayed_to", "effective"]
    assert ["share" in detail for *_, detail in found] == [True, False]


def test_days_outside_the_head_stay_with_the_rules(monkeypatch: pytest.MonkeyPatch) -> None:
    _told(monkeypatch, ({"filed"}, 1.0))
    found = _days(_text(TITLE, ("paragraph", DATES)))
    assert [(role, "share" in detail) for _, role, detail in found] == [("effective", False)]


def test_a_fragment_without_a_title_and_a_document_of_the_union_stay_with_the_rules(
    monkeypatch: pytest.MonkeyPatch,
) -> None:
    _told(monkeypatch, ({"filed"}, 1.0))
    assert [role for _, role, _ in _days(_text(("dates", DATES)))] == ["effective"]
    union = extract(_text(TITLE, ("dates", DATES)), day_first=True)
    assert [one.role for one in union if one.kind == "date"] == ["effective"]


def test_a_signature_stays_what_it_is(monkeypatch: pytest.MonkeyPatch) -> None:
    _told(monkeypatch, ({"filed"}, 1.0))
    act = ("title", "Council Regulation (EU) No 833/2014 of 31 July 2014")
    assert [role for _, role, _ in _days(_text(act))] == ["signed"]


def test_what_is_no_day_of_the_calendar_is_not_asked_about() -> None:
    notes = _notes(_text(TITLE, ("dates", DATES)))
    assert places(notes, [Find("date", "+60 days after publication", "effective", 0, 4)]) == []
    assert not is_day("2031-02-30")
    found = [Find("date", "2031-13-01", "other", 0, 4)]
    assert reread(notes, found) == found


def test_features_tell_block_link_governor_and_title() -> None:
    text = _text(("title", "Forms; Delay of Effective Date"), ("abstract", SUMMARY), ("dates", DATES))
    notes = _notes(text)
    days = places(notes, find(notes))
    first, second = (set(words) for words in features(notes, days))
    assert {"block abstract", "link point on", "titled delay", "day first", "left amend the form on"} <= first
    assert {"block dates", "last effect point touching", "day last"} <= second


def test_days_citations_and_times_are_one_word_each() -> None:
    assert words_of("published May 4, 2031 (96 FR 1,234) at 5 p.m.") == [
        "publish", "day", "(", "citat", ")", "at", "time",
    ]  # fmt: skip


def test_the_shipped_component_knows_the_roles_of_the_guide_and_no_other() -> None:
    classes = component().get_pipe("textcat").labels  # type: ignore[attr-defined]
    assert {role for name in classes for role in name.split(learned.JOIN)} == ROLES


def test_the_shipped_component_reads_a_plain_head() -> None:
    notes = _notes(_text(TITLE, ("action", "Final rule."), ("abstract", SUMMARY), ("dates", DATES)))
    told = judged(component(), features(notes, places(notes, find(notes))))
    assert told[1][0] == {"effective"}
    assert told[1][1] > 0.9


def test_training_is_repeatable_and_learns_from_heads_what_others_hold() -> None:
    sets = {name: heads_of(HEADS / f"{name}.jsonl") for name in ("more-seen", "third-seen", "third-unseen", "seen-3")}
    first, second = train(sets), train(sets)
    assert first.to_bytes() == second.to_bytes()
    figures = measured(first, heads_of(HEADS / "more-unseen.jsonl"))
    assert figures.support == 48
    assert figures.component > 0.6
