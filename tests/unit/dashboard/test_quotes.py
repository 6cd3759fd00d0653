"""Quotes are marked at their own place in the sentence."""

from dashboard import quotes
from graph.schema import Document, Fact

# From the abstract of 2026-14132 (91 FR 43034), US Government text, public domain.
SENTENCE = (
    "Specifically, BIS is removing the UAE from Country Groups D:3 and D:4 and adding the UAE to Country Group A:5."
)


def _fact(quote: str, at: int, kind: str = "destination", value: str = "AE") -> Fact:
    start = 302 + at
    return Fact(
        id=f"fact:{at}", kind=kind, value=value, quote=quote, sentence=SENTENCE, block="abstract",
        start_at=start, end_at=start + len(quote), byte_start=start + 10, byte_end=start + 10 + len(quote),
        sha256="ab" * 32, reader="federal-register-json/1", component="destinations", version="1",
    )  # fmt: skip


def test_a_repeated_word_is_marked_where_it_was_read() -> None:
    second = SENTENCE.rindex("UAE")
    facts = [_fact("D:3", SENTENCE.index("D:3"), "country_group", "D:3"), _fact("UAE", second)]
    assert quotes.spans(facts) == [(SENTENCE.index("D:3"), SENTENCE.index("D:3") + 3), (second, second + 3)]


def test_facts_of_one_sentence_stand_together_in_text_order() -> None:
    later, earlier = _fact("UAE", SENTENCE.rindex("UAE")), _fact("UAE", SENTENCE.index("UAE"))
    assert list(quotes.by_sentence([later, earlier]).values()) == [[earlier, later]]


def test_the_exact_source_is_told() -> None:
    html = quotes.source(Document(id="fr:2026-14132", citation="91 FR 43034"), [_fact("UAE", 34)])
    assert "336–339" in html
    assert "ab" * 32 in html
    assert "bytes 346–349" in html
    assert "unknown (the listing gave none); cite as 91 FR 43034" in html
    assert "federal-register-json/1" in html


def test_a_quote_that_is_not_there_marks_nothing() -> None:
    assert quotes.spans([_fact("Iran", 3)]) == []
