"""Annex I of Regulation (EU) 2021/821 as trees in the model of the control lists: regime EU, list annex-i."""

from regulation.annex.comparison import AnnexDifferences, annex_differences
from regulation.annex.consolidated import Consolidated, read_annex, read_consolidated
from regulation.annex.printed import ADOPTED, read_2021
from regulation.controls.exponents import Flattened, flattened

__all__ = [
    "ADOPTED",
    "AnnexDifferences",
    "Consolidated",
    "Flattened",
    "annex_differences",
    "flattened",
    "read_2021",
    "read_annex",
    "read_consolidated",
]
