"""Eighty-six determinations worked by hand by two readers: every answer is theirs, and none is more permissive."""

import json
from collections import Counter
from collections.abc import Mapping
from dataclasses import replace
from datetime import date
from functools import partial
from pathlib import Path

import pytest
from licensing_law import DAY, JANUARY_FILE, PARTS, SAMPLES

from regulation.licensing.determine import determine
from regulation.licensing.eu import determine_eu
from regulation.licensing.key import Judged, Keyed, judge, read_key
from regulation.licensing.law import Law
from regulation.licensing.loading import DatedText, law_of
from regulation.licensing.model import Determination, Result
from regulation.licensing.text_2025 import JANUARY_2025

KEY = Path(__file__).parents[3] / "gold" / "determinations" / "key.jsonl"
SANCTIONS = "reg-833-2014-2022-06-04.txt.xz"
ANNEXES = {date(2021, 9, 9): "annex-i-2021.txt.gz", date(2025, 11, 15): "annex-i-2025-11-15.json.gz"}


@pytest.fixture(scope="module")
def whole() -> Law:
    parts = {one: (DatedText(DAY, (SAMPLES / f"part-{one}-{DAY}.xml.gz").read_bytes),) for one in PARTS}
    parts["746"] = (DatedText(JANUARY_2025, JANUARY_FILE.read_bytes),)
    parts["833/2014"] = (DatedText(date(2022, 6, 4), (SAMPLES.parent / "eu" / SANCTIONS).read_bytes),)
    listed = tuple(DatedText(day, (SAMPLES / f"part-774-{day}.xml.gz").read_bytes) for day in (date(2026, 6, 25), DAY))
    annexes = tuple(DatedText(day, (SAMPLES.parent / "eu" / name).read_bytes) for day, name in ANNEXES.items())
    return law_of(parts, listed, annexes)


def _answer(law: Law, one: Keyed) -> Determination:
    return (determine_eu if one.regime == "EU" else determine)(one.case, law)


@pytest.fixture(scope="module")
def judged(whole: Law) -> Mapping[str, Judged]:
    return {one.keyed.id: one for one in judge(read_key(KEY), partial(_answer, whole))}


def test_every_answer_is_the_readers(judged: Mapping[str, Judged]) -> None:
    assert {key: one.differences for key, one in judged.items() if one.differences} == {}


def test_no_answer_is_more_permissive(judged: Mapping[str, Judged]) -> None:
    assert not [key for key, one in judged.items() if one.more_permissive]


def test_the_key_covers_what_it_should(judged: Mapping[str, Judged]) -> None:
    topics = Counter(one.keyed.topic for one in judged.values())
    wanted = {"Country Chart": 20, "advanced computing": 10, "exceptions": 10, "end use and end user": 10, "EU": 10}
    assert all(topics[topic] >= number for topic, number in wanted.items())
    assert {one.result for one in judged.values()} == set(Result)


def test_a_wrong_answer_is_seen(whole: Law) -> None:
    (china,) = [one for one in read_key(KEY) if one.id == "a01"]
    other = replace(china.case, ship_to="GB", parties=())
    (seen,) = judge([china], lambda _: determine(replace(other, code="EAR99"), whole))
    assert seen.more_permissive
    assert seen.differences[0] == "result: no requirement found, key: licence required"
    (stricter,) = judge([replace(china, results=(Result.NONE_FOUND,))], partial(_answer, whole))
    assert not stricter.more_permissive


@pytest.mark.parametrize(("field", "told"), [("on", "no field 'on'"), ("answer", "no field 'answer'")])
def test_a_bad_row_is_named_by_line_and_field(tmp_path: Path, field: str, told: str) -> None:
    first, second = KEY.read_text("utf-8").splitlines()[:2]
    row = {name: value for name, value in json.loads(second).items() if name != field}
    bad = tmp_path / "bad.composed.jsonl"
    bad.write_text(f"{first}\n{json.dumps(row)}\n", "utf-8")
    with pytest.raises(ValueError, match=f"bad.composed.jsonl, line 2: {told}"):
        read_key(bad)
