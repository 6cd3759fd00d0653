"""What the tests of amendatory instructions share."""

from collections.abc import Sequence
from pathlib import Path

from regulation.amendments.model import Instruction

FIXTURES = Path(__file__).parents[3] / "fixtures"
FOLDER = FIXTURES / "amendments"


def lines(read: Sequence[Instruction], number: str) -> list[tuple[str, str | None, str]]:
    """Return number, verb and target of the instructions under a printed number."""
    return [
        (one.number, one.verb.value if one.verb else None, str(one.target or ""))
        for one in read
        if one.number == number or one.number.startswith(f"{number}.")
    ]


def of(read: Sequence[Instruction], target: str) -> list[Instruction]:
    """Return the instructions with this target."""
    return [one for one in read if str(one.target) == target]


def document(read: Sequence[Instruction], number: str) -> list[Instruction]:
    """Return the instructions of one document of an issue."""
    return [one for one in read if one.document_number == number]
