"""A row of the coverage table: how much of a section determinations read."""

from dataclasses import dataclass
from datetime import date
from enum import StrEnum


class State(StrEnum):
    """How much of a section a determination reads."""

    MODELLED = "modelled"
    PARTLY = "partly"
    NOT = "not modelled"


@dataclass(frozen=True, slots=True)
class Row:
    """A section or supplement: its state, what is missing of it, and the text that answers.

    `reaches` tells from which day on the text answers; "" where its source line does not tell that.
    """

    part: str
    section: str
    title: str
    state: State
    missing: tuple[str, ...]
    text_of: date
    reaches: str
