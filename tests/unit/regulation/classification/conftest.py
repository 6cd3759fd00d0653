"""The dated texts that the tests ask."""

import classification_law as own
import pytest

from regulation.classification import Law
from regulation.controls import ControlList
from regulation.history.reading import read_converted
from ruletrace.readers.packed import unpacked


@pytest.fixture(scope="session")
def law_on(june: ControlList, september: ControlList) -> own.LawOn:
    """Return a function that gives the law of a dated text; converted ones are those of the samples."""
    packed = (own.ROOT / "samples" / "ccl-history" / "history-runs.jsonl.gz").read_bytes()
    lists = {str(one.version): one for one in read_converted(unpacked(packed, 10**9)).lists}
    lists |= {"2026-06-25": june, "2026-09-01": september}
    made: dict[str, Law] = {}

    def law(day: str) -> Law:
        if day not in made:
            made[day] = own.law_of(lists[day])
        return made[day]

    return law
