"""What documents say of one another, from replayed answers to typed reads, on every engine."""

import graph
from graph import reads
from ruletrace.settings import Settings

EXPECTED = {
    ("2020-06545", "extends", "2020-05194", "date"),
    ("2022-26662", "extends", "2022-21658", "title"),
    ("2023-18047", "corrects", "2023-17243", "date"),
    ("2023-27588", "extends", "2023-23049", "title"),
    ("2023-27588", "extends", "2023-23055", "title"),
    ("2024-07004", "corrects", "2023-23049", "title"),
    ("2024-07004", "corrects", "2023-23055", "title"),
    ("2025-02655", "corrects", "2025-00711", "title"),
    ("2025-18992", "rescinds", "2024-08813", "date"),
    ("2025-19846", "suspends", "2025-19001", "title"),
    ("C1-2018-22163", "corrects", "2018-22163", "its own number"),
    ("32026R9901R(01)", "corrects", "32026R9901", "its own number"),
}


def test_the_documents_of_the_demo_act_on_those_they_name(whole: Settings) -> None:
    with graph.connect(whole) as connected:
        found = {
            (document.number, one.relation, one.other.number, one.by)
            for document in reads.documents(connected)
            for one in reads.relations(connected, document.id).acts_on
        }
    assert found >= EXPECTED


def test_a_relation_is_read_both_ways_with_its_sentence(whole: Settings) -> None:
    with graph.connect(whole) as connected:
        (suspended,) = reads.relations(connected, "fr:2025-19846").acts_on
        (back,) = [one for one in reads.relations(connected, "fr:2025-19001").acted_on_by if one.relation == "suspends"]
        (facts,) = [one for one in reads.facts_by_kind(connected, "fr:2025-19846") if one.kind == "relation"]
    assert (suspended.other.number, back.other.number) == ("2025-19001", "2025-19846")
    assert suspended.quote == back.quote
    assert "imposes a one-year suspension of the interim final rule" in suspended.quote
    assert suspended.fact in {one.id for one in facts.facts}
    assert suspended.basis == back.basis == "stated"


def test_facts_come_grouped_by_kind_with_their_words(whole: Settings) -> None:
    with graph.connect(whole) as connected:
        groups = reads.facts_by_kind(connected, "fr:2025-00480")
    assert [one.kind for one in groups] == sorted(one.kind for one in groups)
    (counted,) = [one for group in groups if group.kind == "party_count" for one in group.facts]
    assert (counted.value, counted.role, counted.block) == ("16", "added", "abstract")
    assert counted.quote in counted.sentence
    assert counted.byte_end > counted.byte_start > 0


def test_a_title_without_words_of_the_law_is_relevant_by_the_agency_of_its_listing(whole: Settings) -> None:
    with graph.connect(whole) as connected:
        found = {one.number: one for one in reads.documents(connected)}
        # A rule of 2024 on Pakistan and the due-diligence rule of 2025: nothing but their titles is held.
        groups = reads.facts_by_kind(connected, "fr:2024-27648")
    assert [found[one].relevance for one in ("2024-27648", "2025-00711", "2018-06985")] == ["relevant"] * 3
    (told,) = [one for group in groups if group.kind == "relevance" for one in group.facts]
    assert (told.quote, told.block) == ("Bureau of Industry and Security", "agency")
    assert found["2025-18729"].relevance == "not relevant"  # of the Bureau too, on section 232


def test_what_cannot_be_tied_to_a_document_is_a_finding(whole: Settings) -> None:
    with graph.connect(whole) as connected:
        found = reads.findings_of_document(connected, "fr:2024-09076")
        assert reads.relations(connected, "fr:2024-09076").acts_on == ()
    (one,) = [row for row in found if row.finding.kind == "unresolved relation"]
    assert one.finding.state == "open"
    assert one.finding.title.startswith("2024-09076 corrects a document that it does not name")
    assert "Russia-related rules published in January, and March, 2024" in one.sides[0].quote
    assert [document.id for document in one.documents] == ["fr:2024-09076"]
