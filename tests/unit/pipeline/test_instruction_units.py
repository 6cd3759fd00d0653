"""Instructions of a composed rule on the real list: what they act on, and the real changes that they ordered."""

from pathlib import Path

import pytest

from graph import schema as g
from regulation.attribution import Candidate
from regulation.diff import differences
from ruletrace.model import Document
from ruletrace.pipeline.comparison import Compared, compared
from ruletrace.pipeline.controls import History, ids_in
from ruletrace.pipeline.documents import Documents, Held
from ruletrace.pipeline.instructions import redesignations
from ruletrace.pipeline.units import instructions
from ruletrace.readers import federal_register_xml

ROOT = Path(__file__).parents[3]
RULE = ROOT / "tests" / "fixtures" / "carrying-out" / "rule-ccl-june-to-september-2026.composed.xml"
KEY = "fr:composed"
RENUMBERING = """<RULE><PREAMB><SUBJECT>Composed for a test: no such rule was published</SUBJECT></PREAMB>
<REGTEXT TITLE="15" PART="774"><AMDPAR>1. In Supplement No. 1 to part 774, ECCN 9A012 is amended by redesignating
paragraph a.1 as paragraph a.3.</AMDPAR></REGTEXT></RULE>"""


def _held(xml: bytes) -> Documents:
    texts = tuple(federal_register_xml.documents(xml, "0" * 64))
    words = ("fr-documents", "rule", "composed", "Composed", "", "", "")
    document = Document(KEY, *words, None, None, None, "", "", "", (), "0" * 64, "")
    # The listing's own text comes first, the full text after it.
    return Documents({KEY: Held(document, "composed", (texts[0], *texts), ((),) * (len(texts) + 1), True)}, ())


@pytest.fixture(scope="module")
def made(history: History) -> tuple[g.Unit, Compared]:
    (steps,) = compared(history)
    candidates = {one.change_id: [Candidate(KEY, ("composed",))] for one in steps.differences}
    assert history.tracked is not None
    ids = {"US": ids_in(history.versions[-1], history.tracked), "EU": {}}
    return instructions.unit(_held(RULE.read_bytes()), ids, [(steps, candidates)]), steps


def test_each_instruction_is_a_node_that_its_document_orders(made: tuple[g.Unit, Compared]) -> None:
    unit, _ = made
    nodes = {one.id: one for one in unit.nodes if isinstance(one, g.Instruction)}
    orders = [one for one in unit.edges if isinstance(one, g.Orders)]
    assert {one.end for one in orders} == set(nodes)
    assert {one.start for one in orders} == {KEY}
    verbs = [one.verb for one in nodes.values()]
    assert verbs.count("replace_words") == 17
    assert verbs.count("continue") == 1
    assert [one for one in nodes.values() if one.not_understood] == []


def test_targets_are_the_places_of_the_list(made: tuple[g.Unit, Compared], history: History) -> None:
    unit, _ = made
    assert history.tracked is not None
    ids = ids_in(history.versions[-1], history.tracked)
    names = {key: code for code, key in ids.items()}
    numbers = {one.id: one.number for one in unit.nodes if isinstance(one, g.Instruction)}
    targets = {(numbers[one.start], names[one.end]) for one in unit.edges if isinstance(one, g.Targets)}
    assert {("2", "3A001"), ("3", "3A090"), ("20", "9A012"), ("22", "9A610.y.33")} <= targets


def test_the_emirates_rows_are_tied_to_their_instructions(made: tuple[g.Unit, Compared]) -> None:
    unit, steps = made
    numbers = {one.id: one.number for one in unit.nodes if isinstance(one, g.Instruction)}
    changes = {one.change_id: one for one in steps.differences}
    tied = {(changes[one.start].entry, numbers[one.end]) for one in unit.edges if isinstance(one, g.OrderedBy)}
    assert ("3A090", "3") in tied
    assert ("9A012", "20") in tied
    # An instruction on one entry is tied to no change of another, and one on 9A610.y.33 to no licence row.
    assert {number for entry, number in tied if entry == "3A090"} == {"3"}
    rows = {one.change_id for one in steps.differences if one.entry == "9A610" and one.place.startswith("licence")}
    assert not rows & {one.start for one in unit.edges if isinstance(one, g.OrderedBy)}


def test_an_instruction_that_renumbers_is_told() -> None:
    assert redesignations(_held(RENUMBERING.encode())) == [(KEY, "9A012.a.1", "9A012.a.3")]


def test_without_a_candidate_nothing_is_tied(history: History) -> None:
    (steps,) = compared(history)
    unit = instructions.unit(_held(RULE.read_bytes()), {"US": {}, "EU": {}}, [(steps, {})])
    assert [one for one in unit.edges if isinstance(one, g.OrderedBy | g.Targets)] == []
    assert len(steps.differences) == len(differences(*(one.controls for one in history.versions)))
