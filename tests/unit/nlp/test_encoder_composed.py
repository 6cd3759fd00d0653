"""The trained encoder: where it is asked, when it is followed, what it knows; composed texts."""

import pytest
from spacy.tokens import Doc
from spacy.vocab import Vocab

from nlp.dates import reread
from nlp.dates.reread import is_day, places
from nlp.encoder.pieces import MOST, pieces
from nlp.encoder.view import JOIN, View, view
from nlp.extract import extract
from nlp.finds import Find, Notes, notes_of, prepare
from ruletrace.model import Block, Fact, StructuredText

ROLES = {
    "effective", "compliance", "expiry", "comment_deadline", "delayed_to", "extended_to", "stay_from", "stay_until",
    "refers_to_document", "published", "signed", "filed", "savings", "other",
}  # fmt: skip
KINDS = {
    "final_rule", "interim_final_rule", "proposed_rule", "correction", "notice", "request_for_comments", "order",
    "other",
}  # fmt: skip
RELATIONS = {"corrects", "amends", "delays", "suspends", "extends", "rescinds", "supplements", "responds_to"}
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
    told = iter(answers)

    def day(_view: View, _start: int, _end: int) -> dict[frozenset[str], float]:
        roles, share = next(told)
        return {frozenset(roles): share, frozenset({"effective"}): 1 - share}

    monkeypatch.setattr(View, "day", day)


TITLE = ("title", "Revisions to the Widget Form")


def _days(text: StructuredText) -> list[tuple[str, str, dict[str, str]]]:
    return [(one.value, one.role, dict(one.detail)) for one in extract(text) if one.kind == "date"]


def _of_kind(text: StructuredText, kind: str) -> list[Fact]:
    return [one for one in extract(text) if one.kind == kind]


def test_rules_yield_where_the_encoder_is_sure_of_another_role(monkeypatch: pytest.MonkeyPatch) -> None:
    _told(monkeypatch, ({"filed"}, 0.95))
    ((value, role, detail),) = _days(_text(TITLE, ("dates", DATES)))
    assert (value, role) == ("2031-06-01", "filed")
    assert (detail["ruled"], detail["share"]) == ("effective", "0.95")


def test_rules_stay_where_the_encoder_does_not_find_them_unlikely(monkeypatch: pytest.MonkeyPatch) -> None:
    _told(monkeypatch, ({"filed"}, 0.99 - reread.UNLIKELY))
    ((_, role, detail),) = _days(_text(TITLE, ("dates", DATES)))
    assert role == "effective"
    assert "share" not in detail


def test_a_place_can_get_two_roles_and_keeps_what_the_rules_found_of_them(monkeypatch: pytest.MonkeyPatch) -> None:
    _told(monkeypatch, ({"effective", "delayed_to"}, 0.99))
    found = _days(_text(TITLE, ("dates", DATES)))
    assert [role for _, role, _ in found] == ["delayed_to", "effective"]
    assert ["share" in detail for *_, detail in found] == [True, False]


def test_a_savings_clause_and_a_stay_stay_with_the_rules(monkeypatch: pytest.MonkeyPatch) -> None:
    _told(monkeypatch, ({"other"}, 1.0))
    ((_, role, detail),) = _days(_text(TITLE, ("dates", "Section 9.5 is stayed from May 4, 2031.")))
    assert (role, "share" in detail) == ("stay_from", False)


def test_a_kind_that_the_encoder_finds_unlikely_yields_and_says_so(monkeypatch: pytest.MonkeyPatch) -> None:
    shares = {"notice": 0.95, "final_rule": 0.05}
    monkeypatch.setattr(View, "kind", lambda _view: shares)
    text = _text(TITLE, ("action", "Final rule."), ("abstract", SUMMARY))
    (kind,) = _of_kind(text, "document_kind")
    assert (kind.value, kind.role) == ("notice", "read")
    assert dict(kind.detail) == {"ruled": "final_rule", "share": "0.95", "where": "action"}
    shares.update(notice=0.9, final_rule=0.1)
    (kind,) = _of_kind(text, "document_kind")
    assert (kind.value, kind.role) == ("final_rule", "stated")


ACT = "This rule amends the rule published on May 5, 2023 (88 FR 99001)."
EXPORTS = "The Bureau of Industry and Security amends the Export Administration Regulations. "


def _acts(monkeypatch: pytest.MonkeyPatch, acts: dict[str, float], unnamed: dict[str, float]) -> None:
    monkeypatch.setattr(View, "acts", lambda _view, _start, _end: acts)
    monkeypatch.setattr(View, "unnamed", lambda _view: unnamed)


def test_a_relation_that_the_encoder_finds_unlikely_is_doubted(monkeypatch: pytest.MonkeyPatch) -> None:
    _acts(monkeypatch, {"amends": 0.01, "corrects": 0.3}, {})
    text = _text(TITLE, ("abstract", ACT))
    assert _of_kind(text, "relation") == []
    (doubted,) = _of_kind(text, "doubted_relation")
    assert (doubted.value, doubted.role, dict(doubted.detail)["share"]) == ("88 FR 99001", "amends", "0.01")


def test_where_no_relation_is_left_the_encoder_s_own_is_inferred(monkeypatch: pytest.MonkeyPatch) -> None:
    _acts(monkeypatch, {"amends": 0.01, "corrects": 0.7}, {"extends": 0.9, "delays": 0.7})
    found = {one.role: one for one in _of_kind(_text(TITLE, ("abstract", ACT)), "relation")}
    assert sorted(found) == ["corrects", "extends"]
    assert (found["corrects"].value, found["corrects"].quote) == ("88 FR 99001", "May 5, 2023 (88 FR 99001")
    detail = dict(found["corrects"].detail)
    assert (detail["basis"], detail["ruled"], detail["share"]) == ("inferred", "none", "0.70")
    assert (found["extends"].value, dict(found["extends"].detail)["by"]) == ("document not named", "title")


def test_beside_a_relation_of_the_rules_the_encoder_adds_none(monkeypatch: pytest.MonkeyPatch) -> None:
    _acts(monkeypatch, {"amends": 0.5, "corrects": 0.9}, {"extends": 1.0})
    assert [one.role for one in _of_kind(_text(TITLE, ("abstract", ACT)), "relation")] == ["amends"]


def test_kind_and_relations_of_a_document_on_export_controls_stay_with_the_rules(
    monkeypatch: pytest.MonkeyPatch,
) -> None:
    _acts(monkeypatch, {"amends": 0.0, "corrects": 1.0}, {"extends": 1.0})
    monkeypatch.setattr(View, "kind", lambda _view: {"notice": 1.0})
    text = _text(TITLE, ("action", "Final rule."), ("abstract", EXPORTS + ACT))
    assert [one.value for one in _of_kind(text, "document_kind")] == ["final_rule"]
    assert [one.role for one in _of_kind(text, "relation")] == ["amends"]


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
    assert reread.reread(notes, found) == found


def test_pieces_are_read_in_one_order_and_know_their_places() -> None:
    text = _text(("abstract", SUMMARY), TITLE, ("dates", DATES), ("paragraph", "Not read."))
    read = pieces(text.text, text.blocks)
    assert len(read.numbers) == len(read.places)
    starts = [start for start, _end in read.places if start >= 0]
    title, dates, summary = (text.text.index(words) for words in (TITLE[1], DATES, SUMMARY))
    assert starts.index(title) < starts.index(dates) < starts.index(summary)
    start = text.text.index("June 1, 2031")
    low, high = read.covering(start, start + 12) or (0, 0)
    assert [text.text[slice(*place)] for place in read.places[low:high]] == ["June", "1", ",", "203", "1"]
    assert read.covering(text.text.index("Not read."), len(text.text)) is None


def test_a_long_head_is_read_as_far_as_the_encoder_reads() -> None:
    text = _text(TITLE, ("abstract", f"{'The agency amends the form. ' * 500}It takes effect on June 1, 2031."))
    seen = view(text.text, text.blocks)
    assert len(seen.read.numbers) == MOST
    assert seen.day(text.text.index("June 1"), text.text.index("June 1") + 12) == {}
    assert seen.acts(text.text.index("June 1"), text.text.index("June 1") + 12) == {}


def test_the_shipped_encoder_knows_the_roles_kinds_and_relations_of_the_guide_and_no_other() -> None:
    seen = view("", ())
    outputs = seen.layers.outputs
    assert {role for name in outputs["day"] for role in name.split(JOIN)} == ROLES
    assert set(outputs["kind"]) == KINDS
    assert set(outputs["act"]) == set(outputs["unnamed"]) == RELATIONS


def test_the_shipped_encoder_reads_a_plain_head() -> None:
    text = _text(TITLE, ("action", "Final rule."), ("abstract", SUMMARY), ("dates", DATES))
    start = text.text.index("June 1, 2031")
    seen = view(text.text, text.blocks)
    assert seen.day(start, start + 12)[frozenset({"effective"})] > 0.8
    kinds = seen.kind()
    assert max(kinds, key=kinds.__getitem__) == "final_rule"
    assert sum(kinds.values()) == pytest.approx(1)


def test_the_encoder_gives_the_same_numbers_again() -> None:
    text = _text(TITLE, ("dates", DATES))
    assert view(text.text, text.blocks).kind() == view(text.text, text.blocks).kind()
