"""One product and a million products against all predicates of a dated list."""

import random
from collections.abc import Sequence
from datetime import date
from decimal import Decimal

from benchmarks.measure import own_peak, timed
from benchmarks.places import SAMPLES
from benchmarks.registry import Figure, benchmark
from nlp.predicates.entries import read_entry
from regulation.classification import EntryTest, Index, Item, Law, Measured, answer, compiled, form, verdicts_of
from regulation.controls.ccl import read_ccl
from regulation.thresholds.model import folded
from ruletrace.readers.packed import unpacked

DAY = date(2026, 9, 1)
PRODUCTS = 1_000_000
SINGLE, MANY = 1.0, 60.0  # goals: milliseconds for one product, seconds for a million
DATACENTER = folded("designed or marketed for use in datacenters")
BATCH, FAMILIES = 10_000, 2_000
_AROUND = (Decimal("0.5"), Decimal(1), Decimal(2))
_AREA = "applicable die area [m²]"


@benchmark("classification", "Products against all predicates of the Commerce Control List")
def classification() -> Sequence[Figure]:
    """Compile every predicate of a text once; ask one chip with its reasons, then a million composed products."""
    with timed() as compiling:
        tests = all_tests()
    index = Index(tests.values())
    law = Law(tests.get, index)
    bounds = sum(len(test.bounds) for test in tests.values())
    units = sum(len(test.units) for test in tests.values())
    figures = [
        Figure(
            "compile all predicates, once",
            round(compiling.cpu, 1),
            "s",
            note=f"{len(tests)} entries, {units:,} paragraphs, {bounds:,} bounds, text of {DAY}",
        ),
        _one(law),
    ]
    return [*figures, *_many(law, index, tests), Figure("peak memory of the process", own_peak(), "MB")]


def all_tests() -> dict[str, EntryTest]:
    """Return every entry of the text ready to be asked."""
    controls = read_ccl(unpacked((SAMPLES / "ecfr" / f"part-774-{DAY}.xml.gz").read_bytes()), DAY)
    read = [one for entry in controls.entries if (one := read_entry(controls, entry.eccn))]
    predicates = [(one.entry, one.predicate(one.entry.eccn)) for one in read]
    return {entry.eccn: compiled(entry, predicate) for entry, predicate in predicates if predicate}


def _one(law: Law) -> Figure:
    test = law.test("3A090")
    if test is None:
        raise LookupError("3A090 is not in the text")
    rng = random.Random(7)  # noqa: S311 - composed products, no secrets
    chips = [_chip(rng) for _ in range(500)]
    with timed() as watch:
        for chip in chips:
            answer(law, test, chip)
    note = "verdict with reason, headroom, missing facts and what their values mean; mean of 500 chips"
    return Figure("one chip against 3A090, explained", round(watch.cpu / len(chips) * 1000, 3), "ms", SINGLE, note)


def _many(law: Law, index: Index, tests: dict[str, EntryTest]) -> list[Figure]:
    """Ask every product of the entries that take one of its quantities; products are made outside the watch."""
    rng = random.Random(11)  # noqa: S311 - composed products, no secrets
    families = [_family(rng, tests, index) for _ in range(FAMILIES)]
    asked, verdicts, first, seconds = 0, 0, 0.0, 0.0
    for _ in range(PRODUCTS // BATCH):
        batch = [_chip(rng) if rng.random() < 0.5 else _product(rng, rng.choice(families)) for _ in range(BATCH)]
        with timed() as watch:
            for product in batch:
                verdicts += sum(1 for _verdict in verdicts_of(law, index, product))
        asked, first, seconds = asked + len(batch), first or watch.cpu, seconds + watch.cpu
    note = f"one core; half chips, half products of {FAMILIES:,} families with 1 to 4 quantities of any entry"
    return [
        Figure(f"{asked:,} products against all predicates", round(seconds, 1), "s", MANY, note),
        Figure("verdicts", verdicts, note="one an entry that asks for a quantity of the product"),
        Figure("one product, nothing remembered yet", round(first / BATCH * 1000, 3), "ms", SINGLE, "the first batch"),
        Figure("verdicts per second of processor time", round(verdicts / seconds)),
    ]


def _chip(rng: random.Random) -> Item:
    """Return a composed chip: around the bounds of 3A090, now and then without its die area or the decision on it."""
    values = {"total processing performance": (Measured(Decimal(rng.randint(200, 12_000))),)}
    if rng.random() < 0.8:
        values[_AREA] = (Measured(Decimal(rng.randint(60, 1700)) / 1_000_000),)
    answers = dict(form("integrated circuit").answers)
    decided = rng.choice((True, False, None))
    return Item("composed chip", values, answers if decided is None else {**answers, DATACENTER: decided})


Family = list[tuple[str, tuple[Decimal, ...]]]


def _family(rng: random.Random, tests: dict[str, EntryTest], index: Index) -> Family:
    """Return one to four quantities of one entry, each with its bounds."""
    test = tests[rng.choice(index.by_name[rng.choice(sorted(index.by_name))])]
    measured = sorted(name for name, keys in test.takes.items() if test.scales.get(keys[0]))
    chosen = rng.sample(measured, min(len(measured), rng.randint(1, 4)))
    return [(name, test.scales[test.takes[name][0]]) for name in chosen]


def _product(rng: random.Random, family: Family) -> Item:
    """Return a composed product of a family: values at, below and above the bounds of its quantities."""
    values = {name: (Measured(rng.choice(scale) * rng.choice(_AROUND)),) for name, scale in family}
    return Item("composed product", values)
