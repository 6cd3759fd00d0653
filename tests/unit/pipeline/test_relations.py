"""Which document is meant: every sure case of the demo's real documents, and every case that must stay open."""

from dataclasses import replace

import pytest
from stating import document, held, listed, together

from regulation.document_references import Library, Listed, Resolution
from ruletrace.model import Block, Fact, StructuredText
from ruletrace.pipeline.findings.model import MINOR, NOTABLE
from ruletrace.pipeline.findings.related import relation_findings
from ruletrace.pipeline.relations import relations

# Real rows of the listing (tests/unit/pipeline/stating.py reads them from the samples).
NUMBERS = (
    "2022-17125", "2022-21658", "2023-17243", "2023-23049", "2023-23055", "2024-08813", "2025-00711", "2025-00723",
    "2025-00480", "2025-19001", "2021-22774", "2018-22163",
)  # fmt: skip


def resolve(number: str, role: str, value: str, words: str, more: str = "", **detail: str) -> Resolution:
    library = Library(Listed(document(listed(one)), True, 58280 if one == "2021-22774" else 0) for one in NUMBERS)
    fact = Fact("relation", value, role, 0, 1, words[:1], 0, len(words), "test", "1", tuple(detail.items()))
    whole = f"{words} {more}".strip()
    text = StructuredText("0" * 64, "test/1", whole, (Block("abstract", "", 0, len(whole)),), ())
    return library.resolve(document(listed(number)), fact, text)


def numbers(found: Resolution) -> list[str]:
    return [one.number for one in found.documents]


ABSTRACTS = [
    # Two rules of one day, both named by their titles.
    ("2024-07004", "corrects", "2023-10-25", ["2023-23049", "2023-23055"], "title"),
    # Of three rules of one day the one that is named.
    ("2025-02655", "corrects", "2025-01-16", ["2025-00711"], "title"),
    ("2025-19846", "suspends", "", ["2025-19001"], "title"),
    ("2025-18992", "rescinds", "2024-04-30", ["2024-08813"], "date"),
    ("2023-18047", "corrects", "2023-08-14", ["2023-17243"], "title"),
    # "On October 7, 2022": the day of effect and of release, before that of publication.
    ("2023-00888", "amends", "2022-10-07", ["2022-21658"], "effective date"),
    ("2023-23055", "responds_to", "2022-10-07", ["2022-21658"], "title"),
]


@pytest.mark.parametrize(("number", "role", "value", "meant", "by"), ABSTRACTS)
def test_the_real_abstracts_lead_to_the_document_meant(
    number: str, role: str, value: str, meant: list[str], by: str
) -> None:
    found = resolve(number, role, value, listed(number)["abstract"])
    assert (numbers(found), found.by) == (meant, by)


CITED = [
    ("2021-22774", {}, ["2021-22774"], "number"),
    ("86 FR 58205", {}, ["2021-22774"], "citation"),
    ("86 FR 58210", {}, ["2021-22774"], "page inside"),  # its last page is given here, composed
    ("86 FR 58281", {}, [], ""),
    ("2021-10-21", {"citation": "86 FR 58205"}, ["2021-22774"], "citation"),
    # A citation that is not held rules out the rule of the same day with another citation.
    ("2021-10-21", {"citation": "86 FR 60000"}, [], ""),
    ("2021-99999", {"date": "2021-10-21"}, [], ""),
    # So does a title: the beginning of one is enough, another one is not.
    (
        "Information Security Controls",
        {"title": "Information Security Controls", "date": "2021-10-21"},
        ["2021-22774"],
        "date",
    ),
    ("Entity List Additions", {"title": "Entity List Additions", "date": "2021-10-21"}, [], ""),
    ("2021-10", {}, [], ""),
]


@pytest.mark.parametrize(("value", "detail", "meant", "by"), CITED)
def test_numbers_and_citations_are_exact(value: str, detail: dict[str, str], meant: list[str], by: str) -> None:
    found = resolve("2022-21658", "delays", value, "It delays the effective date of that rule.", **detail)
    assert (numbers(found), found.by) == (meant, by)


def test_a_day_with_several_rules_is_left_open_with_its_candidates() -> None:
    found = resolve("2025-02655", "corrects", "2025-01-16", "It corrects the rule published on January 16, 2025.")
    assert numbers(found) == []
    assert [one.number for one in found.candidates] == ["2025-00480", "2025-00711", "2025-00723"]
    assert found.sought == "2025-01-16"


# Two rules composed on the pages of a real one: no such rules were published.
FIRST, SECOND = "Composed rule on advanced semiconductors", "Composed rule on unmanned aerial vehicles"


def shared(value: str, words: str, *pages: tuple[str, int], titles: tuple[str, str] = (FIRST, SECOND)) -> Resolution:
    """Resolve a citation where two composed rules begin on the given pages and end on the given last ones."""
    row = listed("2021-22774")
    both = [
        {**row, "document_number": f"2021-9999{index}", "citation": citation, "title": title}
        for index, ((citation, _), title) in enumerate(zip(pages, titles, strict=True))
    ]
    library = Library(Listed(document(one), True, last) for one, (_, last) in zip(both, pages, strict=True))
    fact = Fact("relation", value, "delays", 0, 1, words[:1], 0, len(words), "test", "1", (("date", "2021-10-21"),))
    text = StructuredText("0" * 64, "test/1", words, (Block("abstract", "", 0, len(words)),), ())
    return library.resolve(document(listed("2022-21658")), fact, text)


BEGIN_TOGETHER = (("86 FR 58205", 0), ("86 FR 58205", 0))
COVER_TOGETHER = (("86 FR 58201", 58205), ("86 FR 58203", 58209))
DELAY = "It delays the rule of October 21, 2021."


@pytest.mark.parametrize("pages", [BEGIN_TOGETHER, COVER_TOGETHER])
def test_a_page_that_two_documents_share_gives_candidates(pages: tuple[tuple[str, int], tuple[str, int]]) -> None:
    found = shared("86 FR 58205", DELAY, *pages)
    assert numbers(found) == []
    assert [one.number for one in found.candidates] == ["2021-99990", "2021-99991"]
    named = shared("86 FR 58205", f"It delays the rule “{SECOND}”.", *pages)
    assert (numbers(named), named.by) == (["2021-99991"], "title")
    # The longer title is meant where one stands in the other; two equal titles tell nothing.
    longer = (FIRST, f"{FIRST}; corrections")
    assert numbers(shared("86 FR 58205", f"It delays “{longer[1]}”.", *pages, titles=longer)) == ["2021-99991"]
    assert numbers(shared("86 FR 58205", f"It delays “{FIRST}”.", *pages, titles=(FIRST, FIRST))) == []


def test_a_page_cites_the_document_that_begins_on_it_though_another_ends_there() -> None:
    found = shared("86 FR 58205", DELAY, ("86 FR 58201", 58205), ("86 FR 58205", 58209))
    assert (numbers(found), found.by) == (["2021-99991"], "citation")
    inside = shared("86 FR 58204", DELAY, ("86 FR 58201", 58205), ("86 FR 58205", 58209))
    assert (numbers(inside), inside.by) == (["2021-99990"], "page inside")


def test_titles_around_tell_which_rules_of_a_day_are_meant() -> None:
    row = listed("2024-07004")
    words = "In this rule, BIS corrects inadvertent errors in the two rules of October 25, 2023."
    found = resolve("2024-07004", "corrects", "2023-10-25", words, more=row["abstract"])
    assert (numbers(found), found.by) == (["2023-23049", "2023-23055"], "title")
    # Of two rules that are named around, one alone cannot be chosen.
    one = resolve("2024-07004", "corrects", "2023-10-25", "BIS corrects an error of that day.", more=row["abstract"])
    assert (numbers(one), [each.number for each in one.candidates]) == ([], ["2023-23049", "2023-23055"])


def test_a_citation_that_only_its_year_ties_to_a_day_counts_where_its_document_is_of_that_day() -> None:
    words = "The rule of that day is corrected."
    told = {"citation": "88 FR 73424", "paired": "yes"}
    same = resolve("2024-07004", "corrects", "88 FR 73424", words, date="2023-10-25", **told)
    assert (numbers(same), same.by) == (["2023-23049"], "citation")
    other = resolve("2024-07004", "corrects", "88 FR 73424", words, date="2023-09-01", **told)
    assert numbers(other) == []


def test_a_day_of_another_publisher_leads_to_none_of_ours() -> None:
    words = "On April 30, 2024, the Department of State published a final rule."
    found = resolve("2025-18992", "responds_to", "2024-04-30", words)
    assert (numbers(found), found.candidates, found.other_publisher) == ([], (), True)


def test_no_document_acts_on_a_later_one_or_on_itself() -> None:
    words = "It corrects the rule."
    assert numbers(resolve("2021-22774", "corrects", "2022-21658", words)) == []
    assert numbers(resolve("2022-21658", "corrects", "2022-21658", words)) == []


def test_relations_say_how_and_by_which_words_each_pair_once() -> None:
    quote = "October 25, 2023"
    correction = held(listed("2024-07004"), ("relation", "2023-10-25", "corrects", quote), by="date")
    own = together(correction, held(listed("2023-23049")), held(listed("2023-23055")))
    found = relations(own)
    assert [(one.other, one.relation, one.by) for one in found.acting] == [
        ("fr:2023-23049", "corrects", "title"),
        ("fr:2023-23055", "corrects", "title"),
    ]
    assert all(quote in one.quote and one.fact for one in found.acting)
    assert found.unresolved == ()


def test_the_number_of_a_correction_is_that_of_what_it_corrects() -> None:
    own = together(held(listed("C1-2018-22163"), kind="correction"), held(listed("2018-22163")))
    (one,) = relations(own).acting
    assert (one.document, one.other, one.by) == ("fr:C1-2018-22163", "fr:2018-22163", "its own number")


def test_what_is_not_found_is_told_with_what_was_sought() -> None:
    named = held(listed("2025-18992"), ("relation", "2024-04-30", "rescinds", "April 30, 2024"), by="date")
    (finding,) = relation_findings(relations(together(named)))
    assert finding.title == "2025-18992 rescinds a document of 2024-04-30: no such document is held"
    assert (finding.rank, finding.documents) == (NOTABLE, ("fr:2025-18992",))
    assert "April 30, 2024" in finding.sides[0].quote


def test_a_relation_that_the_trained_component_doubts_leads_to_no_document_and_is_asked_about() -> None:
    row = listed("2025-18992")
    doubted = held(row, ("doubted_relation", "2024-04-30", "rescinds", "April 30, 2024"), by="date", share="0.02")
    found = relations(together(doubted, held(listed("2024-08813"))))
    assert found.acting == ()
    (finding,) = relation_findings(found)
    assert finding.title.endswith(": so the rules read it, and the trained component doubts it")
    assert finding.documents == ("fr:2025-18992", "fr:2024-08813")
    assert finding.rank == NOTABLE


def test_lesser_references_of_one_document_make_one_finding() -> None:
    row = listed("2026-02262")
    facts = (
        ("relation", "2025-11-07", "responds_to", "November 7, 2025"),
        ("relation", "2019-1", "amends", "Cambodia"),
    )
    (finding,) = relation_findings(relations(together(held(row, *facts))))
    assert finding.title.startswith("2026-02262 refers to a document of 2025-11-07, 2019-1")
    assert finding.rank == MINOR
    assert len(finding.sides) == 2


def test_a_document_on_other_matters_makes_no_finding() -> None:
    row = listed("2022-02870")
    facts = (("relation", "2022-01-03", "responds_to", "January 3, 2022"), ("relevance", "false", "cue", "Section 232"))
    own = held(row, *facts)
    assert own.relevance == "not relevant"
    assert list(relation_findings(relations(together(own)))) == []
    relevant = replace(own, facts=(own.facts[0][:1],))
    assert len(list(relation_findings(relations(together(relevant))))) == 1
