"""The same machinery on real text of other entries: computers, cameras, cryptography, models, and references."""

from collections.abc import Mapping
from dataclasses import replace
from decimal import Decimal

import pytest
from classification_law import LawOn, assembly, chips, item

from nlp.predicates.entries import read_entry
from regulation.classification import Answer, EntryTest, Item, Measured, Verdict, answer, compiled, form
from regulation.controls import ECCN, ControlList
from regulation.thresholds.model import folded

DAY = "2026-09-01"
IN, OUT, OPEN = Verdict.IN, Verdict.OUT, Verdict.UNDECIDED
CHIPS = chips()
APP, KEY, PIXELS = "adjusted peak performance [Weighted TeraFLOPS]", "symmetric key length [bit]", "active pixels"
OPERATIONS = "training operations"


def _said(law_on: LawOn, eccn: str, said: Mapping[str, bool]) -> dict[str, bool]:
    """Return the answers to conditions, each named by its words or the first of them, of one kind with the heading."""
    test = of_entry(law_on, eccn)
    named = {
        name: answer
        for words, answer in said.items()
        for name in ([folded(words)] if folded(words) in test.facts else test.facts)
        if name.startswith(folded(words))
    }
    return {**test.heading_facts(), **named}


def _answered(law_on: LawOn, eccn: str, values: Mapping[str, str], said: Mapping[str, bool]) -> Answer:
    measured = {key: (Measured(Decimal(number)),) for key, number in values.items()}
    return answer(law_on(DAY), of_entry(law_on, eccn), Item("asked", measured, said))


def of_entry(law_on: LawOn, eccn: str) -> EntryTest:
    test = law_on(DAY).test(eccn)
    assert test is not None
    return test


def asked(law_on: LawOn, eccn: str, values: Mapping[str, str], said: Mapping[str, bool]) -> Answer:
    """Ask an entry: `said` answers every condition whose words begin so."""
    return _answered(law_on, eccn, values, _said(law_on, eccn, said))


COMPUTER = {"Digital computers": True, "digital computers or related equipment are essential": False}


@pytest.mark.parametrize(("teraflops", "met"), [("70", False), ("70.1", True)])
def test_a_computer_by_its_adjusted_peak_performance(law_on: LawOn, teraflops: str, met: bool) -> None:
    found = asked(law_on, "4A003", {APP: teraflops}, COMPUTER)
    assert found.verdict is (IN if met else OPEN)
    assert found.paragraphs == (("4A003.b",) if met else ())
    # At 70 what else it may be stays open; the paragraph of computers does not.
    assert "4A003.b" not in found.may


def test_a_computer_that_contains_a_controlled_circuit(law_on: LawOn) -> None:
    kind = {**COMPUTER, "Commodities": True, "Commodities specified in this ECCN 4A003": True}
    # It refers to 4A090, which asks whether it is a computer too.
    said = form("assembly").answers
    server = Item(
        "server", {APP: (Measured(Decimal(71)),)}, {**_said(law_on, "4A003", kind), **said}, (CHIPS["H100 SXM"],)
    )
    whole = answer(law_on(DAY), of_entry(law_on, "4A003"), server)
    assert whole.paragraphs == ("4A003.b", "4A003.z.1.a")
    plain = answer(law_on(DAY), of_entry(law_on, "4A003"), replace(server, contains=(CHIPS["RTX 4090 D"],)))
    assert plain.paragraphs == ("4A003.b",)


def test_memory_never_counts_for_a_reference_to_the_entry(law_on: LawOn) -> None:
    test = of_entry(law_on, "3A090")
    assert test.unused == {"3A090.c"}
    memory = Item(
        "memory",
        {"memory bandwidth density [byte/s/mm²]": (Measured(Decimal("2.1e9")),)},
        {**test.heading_facts(), folded("High bandwidth memory (HBM)"): True, **_plain_memory(test)},
    )
    assert answer(law_on(DAY), test, memory).paragraphs == ("3A090.c",)
    assert law_on(DAY).meets(memory, "3A090.c") is True
    assert law_on(DAY).meets(memory, "3A090") is False


def _plain_memory(test: EntryTest) -> dict[str, bool]:
    others = ("integrated circuits having", "co-packaged")
    return {name: False for name in test.facts if name.startswith(others)}


@pytest.mark.parametrize(("contained", "verdict"), [("H100 SXM", IN), ("A10", OUT), ("RTX 4090 D", OUT)])
def test_containment_reaches_through_assemblies(law_on: LawOn, contained: str, verdict: Verdict) -> None:
    test = of_entry(law_on, "4A090")
    rack = assembly("rack", assembly("server", CHIPS[contained]))
    found = answer(law_on(DAY), test, rack)
    assert found.verdict is verdict
    assert found.paragraphs == (("4A090.a",) if verdict is IN else ())


def test_what_it_contains_is_open_so_is_the_assembly(law_on: LawOn) -> None:
    found = answer(law_on(DAY), of_entry(law_on, "4A090"), assembly("server", item("no die", "3000")))
    assert found.verdict is OPEN
    assert "no die: applicable die area" in found.missing


CRYPTOGRAPHY = {
    "Designed or modified to use cryptography for data": True,
    "cryptography that employs digital techniques": True,
    "symmetric algorithm employing": True,
    "Items having information security": True,
}


@pytest.mark.parametrize(("bits", "met"), [("56", False), ("57", True), ("128", True)])
def test_cryptography_by_its_key(law_on: LawOn, bits: str, met: bool) -> None:
    others = dict.fromkeys(of_entry(law_on, "5A002").facts, False)
    said = {**others, **_said(law_on, "5A002", CRYPTOGRAPHY)}
    found = _answered(law_on, "5A002", {KEY: bits}, said)
    assert (found.verdict, found.paragraphs) == ((IN, ("5A002.a.1",)) if met else (OUT, ()))
    assert any("key length" in near.quantity and near.bound == 56 for near in found.headroom)


def test_cryptography_with_a_short_key_may_use_another_algorithm(law_on: LawOn) -> None:
    found = _answered(law_on, "5A002", {KEY: "56"}, _said(law_on, "5A002", CRYPTOGRAPHY))
    assert found.verdict is OPEN


CAMERA = {
    "Imaging cameras": True,
    "Video cameras incorporating solid state sensors": True,
    "capability for annotating": True,
}
ONE_ARRAY = {"for solid state array color cameras incorporating one": True, "per solid state array": False}


@pytest.mark.parametrize(
    ("pixels", "wavelength", "met"), [("12e6", "5e-7", False), ("12000001", "5e-7", True), ("2e7", "4e-5", False)]
)
def test_a_camera_by_pixels_and_wavelength(law_on: LawOn, pixels: str, wavelength: str, met: bool) -> None:
    said = {**dict.fromkeys(of_entry(law_on, "6A003").facts, False), **_said(law_on, "6A003", {**CAMERA, **ONE_ARRAY})}
    found = _answered(law_on, "6A003", {PIXELS: pixels, "peak response wavelength [m]": wavelength}, said)
    # b.1 asks for a.1, a.2 or a.3 together with b.1, b.2 or b.3: they are met together, as b.1.
    assert (found.verdict, found.paragraphs) == ((IN, ("6A003.b.1",)) if met else (OUT, ()))


PUBLISHED = "parameters of any artificial intelligence model that have been published"
DERIVED = "parameters of any artificial intelligence model derived from model"
FEWER = "parameters of any artificial intelligence model trained utilizing fewer operations"
NONE = {PUBLISHED: False, DERIVED: False, FEWER: False}
MORE, SHARE = "additional training operations", "additional training operations [%]"


@pytest.mark.parametrize(
    ("operations", "said", "verdict"),
    [
        ("9.99e25", NONE, OUT),
        ("1e26", NONE, IN),
        ("1e26", {**NONE, PUBLISHED: True}, OUT),
        ("1e26", {**NONE, FEWER: True}, OUT),
        ("1e26", {PUBLISHED: False, DERIVED: False}, OPEN),
        ("1e26", {**NONE, DERIVED: True}, OPEN),
        ("9.99e25", {}, OUT),
    ],
)
def test_a_model_and_its_exceptions(law_on: LawOn, operations: str, said: Mapping[str, bool], verdict: Verdict) -> None:
    found = asked(law_on, "4E091", {OPERATIONS: operations}, said)
    assert (found.verdict, found.paragraphs) == (verdict, ("4E091",) if verdict is IN else ())
    if verdict is OUT and operations == "1e26":
        assert found.reason.startswith("excluded from 4E091 by note 2")


@pytest.mark.parametrize(
    ("more", "share", "verdict"),
    [("2.6e25", "26", IN), ("2.5e25", "26", OUT), ("2.6e25", "25", OUT), ("2.4e25", "20", OUT)],
)
def test_a_model_derived_from_a_published_one(law_on: LawOn, more: str, share: str, verdict: Verdict) -> None:
    """More than 2.5 × 10²⁵ or more than 25 percent, whichever is higher: it has to be more than both."""
    said = {**NONE, DERIVED: True, "model has been derived using": True}
    assert asked(law_on, "4E091", {OPERATIONS: "2e26", MORE: more, SHARE: share}, said).verdict is verdict


def test_thirty_entries_carry_predicates(september: ControlList) -> None:
    """The issue asks for thirty across categories 3, 4, 5, 6 and 9; counted are entries with a bound to compare."""
    wanted = [one.eccn for one in september.entries if ECCN.fullmatch(one.eccn) and one.eccn[0] in "34569"]
    carrying: dict[str, list[str]] = {}
    for eccn in wanted:
        read = read_entry(september, eccn)
        predicate = read.predicate(eccn) if read else None
        if read and predicate and compiled(read.entry, predicate).scales:
            carrying.setdefault(eccn[0], []).append(eccn)
    assert {category: len(found) for category, found in carrying.items()} == {
        "3": 44, "4": 9, "5": 7, "6": 35, "9": 36
    }  # fmt: skip
