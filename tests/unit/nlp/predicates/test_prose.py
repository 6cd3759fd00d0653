"""Predicates from the prose of a rule: 15 CFR 742.6(b)(10)(iii)(A)(1), which 91 FR 1684 wrote."""

import gzip
from datetime import date
from pathlib import Path

import pytest

from nlp.finds import notes_of, prepare
from nlp.pipeline import pipeline
from nlp.predicates.prose import Sentence, read_prose
from regulation.parts import read_part_tree
from regulation.thresholds import difference, from_plain
from regulation.thresholds.truth import leaves

PART = Path(__file__).parents[4] / "samples/ecfr/part-742-2026-09-01.xml.gz"


@pytest.fixture(scope="module")
def text() -> str:
    return read_part_tree(gzip.decompress(PART.read_bytes()), date(2026, 9, 1)).law.source.text


@pytest.fixture(scope="module")
def sentences(text: str) -> list[Sentence]:
    doc = prepare(pipeline().make_doc(text), text, ())
    return list(read_prose(notes_of(doc), text, "742.6"))


def test_the_policy_for_china_and_macau_joins_both_bounds(text: str, sentences: list[Sentence]) -> None:
    (policy,) = (one for one in sentences if "21,000" in text[one.start : one.end])
    keyed = from_plain(
        {
            "all": [
                {
                    "fact": "There is a case-by-case license review policy for license applications for exports of"
                    " commodities"
                },
                {"bound": {"quantity": "TPP", "comparator": "<", "value": "21,000"}},
                {"bound": {"quantity": "total DRAM bandwidth", "comparator": "<", "value": "6,500", "unit": "GB/s"}},
                {
                    "fact": "when destined to end-users located in China or Macau, provided the applicant provides the"
                    " additional information described in supplement no. 2 to part 748 under paragraph (dd)"
                },
            ]
        }
    )
    assert difference(keyed, policy.condition) is None


def test_every_part_of_a_sentence_shows_its_words(text: str, sentences: list[Sentence]) -> None:
    for one in sentences:
        for words in (leaf.words for leaf in leaves(one.condition)):
            assert words is not None
            assert text[words.start : words.end] == words.text
    assert len(sentences) > 20
