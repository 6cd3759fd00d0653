"""From composed causes and facts to changes of law (no real rule)."""

from datetime import date

from alerts.impact.causes import CODES, Cause
from alerts.impact.law_changes import of_names, of_proposal, of_texts
from graph.schema import Change, Document, Fact
from regulation.licensing.compared.model import Standing

RULE = Document(id="fr:1", number="2026-1", kind="rule", citation="91 FR 1", published="2026-07-14")


def _change(entry: str, listed: str = "ccl", meaning_changed: str = "") -> Change:
    return Change(
        id=entry,
        entry=entry,
        list=listed,
        place="a.1",
        from_version="2026-06-25",
        to_version="2026-09-01",
        meaning_changed=meaning_changed,
    )


def _move(value: str, role: str, quote: str) -> Fact:
    return Fact(id=value, kind="country_group_move", value=value, role=role, quote=quote)


def _cause(*changes: Change) -> Cause:
    return Cause(CODES, "key", changes, (RULE,), {})


def test_change_of_a_list_has_entries_days_and_moves_with_the_rules_words() -> None:
    facts = (
        _move("KE D:3", "removed", "removing Kenya from Country Groups D:3 and D:4"),
        _move("KE D:4", "removed", "removing Kenya from Country Groups D:3 and D:4"),
        _move("KE A:5", "added", "adding Kenya to Country Group A:5"),
        Fact(id="s", kind="savings_clause", sentence="Composed: shipments aboard a carrier on that day."),
    )
    cause = _cause(_change("3A001", meaning_changed="composed"), _change("4A003"))
    found = of_texts(cause, "t", [(RULE, facts)])
    assert found is not None
    assert (found.before, found.after, found.regime) == (date(2026, 6, 25), date(2026, 9, 1), "US")
    assert (sorted(found.entries), sorted(found.reclassify)) == (["3A001", "4A003"], ["3A001.a.1"])
    assert found.savings == ("Composed: shipments aboard a carrier on that day.",)
    (move,) = found.moves
    assert (move.country, move.out_of, move.into) == ("KE", ("D:3", "D:4"), ("A:5",))
    assert [(one.citation, one.words) for one in move.quotes] == [
        ("91 FR 1", facts[0].quote),
        ("91 FR 1", facts[2].quote),
    ]


def test_effective_day_that_one_document_does_not_tell_is_unknown() -> None:
    other = Document(id="fr:2", number="2026-2", kind="rule", effective="2026-08-01")
    for stated, day, standing in (
        ([(RULE, ())], None, Standing.IN_FORCE),
        ([(other, ())], date(2026, 8, 1), Standing.IN_FORCE),
        ([(RULE, ()), (other, ())], None, Standing.IN_FORCE),
        ([(Document(id="fr:3", effective="2026-11-01"), ())], date(2026, 11, 1), Standing.PUBLISHED),
    ):
        found = of_texts(_cause(_change("3A001")), "t", stated)
        assert found is not None
        assert (found.effective, found.standing) == (day, standing)


def test_sections_and_lists_without_entries_are_no_change_of_entries() -> None:
    assert of_texts(_cause(_change("742.6", listed="ecfr-742")), "t", []) is None
    assert of_texts(_cause(_change("")), "t", []) is None
    assert of_names(_cause(_change("742.6", listed="ecfr-742")), "t", [], date(2026, 9, 1)).entries == frozenset()


def test_proposal_binds_nobody_and_has_the_entries_that_it_names() -> None:
    document = Document(id="fr:9", number="2026-9", kind="proposed rule", title="Composed", comments_close="2026-10-01")
    facts = (Fact(id="c", kind="control_code", value="3A090.a"), Fact(id="p", kind="control_code", value="3A"))
    found = of_proposal(document, facts, date(2026, 9, 1))
    assert (found.standing, sorted(found.entries)) == (Standing.PROPOSED, ["3A090"])
    assert found.comments_close == date(2026, 10, 1)
    assert found.before == found.after
