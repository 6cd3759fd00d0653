"""Carrying out amendatory instructions on texts of law, and the proof against the next official text."""

from regulation.carrying_out.carry import carry_out
from regulation.carrying_out.comparison import Compared, Proof, Verdict, compare
from regulation.carrying_out.editors import NotIncorporated, Publication, pages
from regulation.carrying_out.outcome import CarriedOut, Edit, Finding, Outcome, Result
from regulation.carrying_out.sources import by_scope, from_list, from_part, read_texts
from regulation.carrying_out.text import Text, Unit
from regulation.carrying_out.units_file import read_units, written

__all__ = [
    "CarriedOut",
    "Compared",
    "Edit",
    "Finding",
    "NotIncorporated",
    "Outcome",
    "Proof",
    "Publication",
    "Result",
    "Text",
    "Unit",
    "Verdict",
    "by_scope",
    "carry_out",
    "compare",
    "from_list",
    "from_part",
    "pages",
    "read_texts",
    "read_units",
    "written",
]
