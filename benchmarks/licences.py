"""One licence determination, and before and after of one change over many products and many contract lines."""

import random
from collections.abc import Iterator, Sequence
from datetime import date
from decimal import Decimal
from time import process_time

from benchmarks.company_files import COUNTRIES
from benchmarks.measure import own_peak, percentile, timed
from benchmarks.places import SAMPLES
from benchmarks.registry import Figure, benchmark
from regulation.controls.model import ControlList
from regulation.licensing.compared.advice import advise
from regulation.licensing.compared.alike import destinations
from regulation.licensing.compared.comparing import Comparison
from regulation.licensing.compared.model import GroupMove, LawChange
from regulation.licensing.determine import determine
from regulation.licensing.judging import NONE_KNOWN
from regulation.licensing.law import Law
from regulation.licensing.loading import DatedText, law_of
from regulation.licensing.model import Case, Party, Quote

BEFORE, DAY, PART_746 = date(2026, 6, 25), date(2026, 9, 1), date(2025, 1, 31)
PARTS = ("734", "738", "740", "742", "744")
PRODUCTS, LINES, CUSTOMERS, SINGLE = 100_000, 100_000, 1_000, 400
CODES = 1_000  # classifications of the company, of all paragraphs of the list
ONE, CELLS, JOINED, MEMORY = 1.0, 60.0, 30.0, 2_000.0  # goals: milliseconds, seconds, seconds, MB
ADVANCED = ("3A090", "4A090", "3A001", "4A003", "5A002", "5A992")
DATACENTER = "designed or marketed for use in datacenters"
_MOVED = Quote(
    "91 FR 43034", "removing the UAE from Country Groups D:3 and D:4 and adding the UAE to Country Group A:5", DAY
)


@benchmark("licences", "Licence determinations, before and after a change")
def licences() -> Sequence[Figure]:
    """Determine single cases; then compare the rule on the United Arab Emirates for composed products and lines."""
    law = held_law()
    controls = _controls(law)
    change = emirates(controls)
    every = sorted(controls.designations())
    codes = random.Random(5).sample(every, CODES)  # noqa: S311 - a sample, no secrets
    figures = [*_one(law, every), *_cells(law, change, codes), *_lines(law, change, codes)]
    return [*figures, Figure("peak memory of the process", own_peak(), "MB", MEMORY)]


def held_law() -> Law:
    """Return the law as the samples hold it, part 746 in its text of January 2025."""
    parts = {number: [_text(number, DAY)] for number in PARTS}
    later = SAMPLES / "ear-2025-01" / "ear-parts-745-772-2025-01.md.xz"
    parts["746"] = [DatedText(PART_746, later.read_bytes)]
    return law_of(parts, [_text("774", BEFORE), _text("774", DAY)])


def emirates(controls: ControlList) -> LawChange:
    """Return the rule on the United Arab Emirates: the entries whose rows name it, and its move between groups."""
    naming = "To or within the United Arab Emirates or"
    named = (one.eccn for one in controls.entries if any(naming in place.text for place in one.places))
    move = GroupMove("AE", ("D:3", "D:4"), ("A:5",), (_MOVED,))
    return LawChange(
        "2026-14132", "the rule", "US", BEFORE, DAY, frozenset(named), (move,), effective=date(2026, 7, 10)
    )


def _text(number: str, day: date) -> DatedText:
    return DatedText(day, (SAMPLES / "ecfr" / f"part-{number}-{day}.xml.gz").read_bytes)


def _controls(law: Law) -> ControlList:
    held = law.entry("3A090", DAY)
    if held is None:
        raise LookupError("3A090 is not in the text")
    return held.controls


def _one(law: Law, codes: Sequence[str]) -> list[Figure]:
    """Determine cases one by one: the very first, each item and destination for the first time, and again."""
    rng = random.Random(7)  # noqa: S311 - composed cases, no secrets
    places = destinations(law, DAY)
    cases = [_case(rng, rng.choice(codes), rng.choice(places)) for _ in range(SINGLE)]
    first, *cold = [_milliseconds(law, one) for one in cases]
    warm = [_milliseconds(law, one) for one in cases]
    note = f"{SINGLE} composed cases of any item and destination; milliseconds of processor time"
    return [
        Figure("the first determination: rules and tables are read", round(first, 1), "ms", note=note),
        Figure("one determination, item and destination new, median", round(percentile(cold, 0.5), 2), "ms", ONE),
        Figure("one determination, item and destination new, 99th percentile", round(percentile(cold, 0.99), 2), "ms"),
        Figure("one determination, asked before, median", round(percentile(warm, 0.5), 2), "ms", ONE),
        Figure("one determination, asked before, 99th percentile", round(percentile(warm, 0.99), 2), "ms"),
    ]


def _milliseconds(law: Law, case: Case) -> float:
    start = process_time()
    determine(case, law)
    return (process_time() - start) * 1000


def _cells(law: Law, change: LawChange, codes: Sequence[str]) -> list[Figure]:
    """Compare before and after for each profile of the products and each destination; only changed cells are made."""
    comparison, places = Comparison(law, change), destinations(law, DAY)
    with timed() as watch:
        profiles = list(dict.fromkeys(comparison.profile(one) for one in _products(codes)))
        changed = sum(1 for _ in comparison.cells(profiles, places))
    found = comparison.distinct
    asked = f"{CODES:,} classifications, {len(places)} destinations"
    note = f"{asked}; processor time {watch.cpu:.1f} s; {own_peak()} MB so far"
    return [
        Figure(
            f"{PRODUCTS:,} products × all destinations, before and after", round(watch.seconds, 1), "s", CELLS, note
        ),
        Figure("distinct profiles of the products", len(profiles)),
        Figure("cells computed", found.computed, note="the others are the same by construction"),
        Figure("cells whose outcome changed", changed),
    ]


def _lines(law: Law, change: LawChange, codes: Sequence[str]) -> list[Figure]:
    """Compare before and after for each line, and say what to do; the cases are made outside the watch."""
    comparison, cases = Comparison(law, change), list(_contract_lines(codes))
    told = 0
    with timed() as watch:
        for case in cases:
            if comparison.may_differ(case):
                told += bool(advise(comparison.pair(case), change, DAY, None).words)
    found = comparison.distinct
    note = f"cases given, no graph; processor time {watch.cpu:.1f} s; {told:,} lines that the change may touch"
    return [
        Figure(f"{LINES:,} lines, before and after with advice", round(watch.seconds, 1), "s", JOINED, note),
        Figure("distinct profiles and destinations of lines computed", found.computed),
    ]


def _products(codes: Sequence[str]) -> Iterator[Case]:
    rng = random.Random(11)  # noqa: S311 - composed products, no secrets
    for _ in range(PRODUCTS):
        yield _case(rng, rng.choice(codes), "")


def _contract_lines(codes: Sequence[str]) -> Iterator[Case]:
    """Yield lines of customers in ten countries, one in ten of them of a group headquartered elsewhere."""
    rng = random.Random(13)  # noqa: S311 - composed lines, no secrets
    customers = [_customer(rng) for _ in range(CUSTOMERS)]
    for _ in range(LINES):
        case = _case(rng, rng.choice(codes), "")
        parties = rng.choice(customers)
        yield Case(
            DAY,
            code=case.code,
            origin=case.origin,
            ship_from=case.ship_from,
            ship_to=parties[0].country,
            parties=parties,
            value=Decimal(rng.randint(1, 9_000_000)) / 100,
            currency="USD",
            answers={**case.answers, NONE_KNOWN: True},
            values=case.values,
        )


def _customer(rng: random.Random) -> tuple[Party, ...]:
    """Return consignee and end user in one country, screened; one in ten belongs to a group of another country."""
    home = rng.choice(COUNTRIES)
    seat = rng.choice(COUNTRIES) if rng.random() < 0.1 else home
    return tuple(Party(role, "Composed", home, seat, seat, screened=True) for role in ("consignee", "end user"))


def _case(rng: random.Random, code: str, ship_to: str) -> Case:
    """Return a composed product from the United States; chips and computers have their values and the decision."""
    chip = code.partition(".")[0] in ADVANCED
    decided = rng.choice((True, False, None)) if chip else None
    numbers = {"us_content_percent": Decimal(rng.randint(0, 100))}
    if chip:
        numbers |= {"tpp": Decimal(rng.randint(100, 30_000)), "memory_bandwidth_gb_s": Decimal(rng.randint(50, 9_000))}
    return Case(
        DAY,
        code=code,
        kind="hardware",
        origin=rng.choice(COUNTRIES),
        ship_from="US",
        ship_to=ship_to,
        answers={} if decided is None else {DATACENTER: decided},
        values=numbers,
    )
