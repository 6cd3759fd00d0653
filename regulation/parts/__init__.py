"""Parts of 15 CFR as trees of sections, supplements and paragraphs, in the model of the control lists."""

from regulation.parts.amended import Amendment, Amendments, amendments
from regulation.parts.citations import parse_citation
from regulation.parts.insertion import Insertion, InsertionError, insertion
from regulation.parts.model import PartTree, is_within
from regulation.parts.reading import part_tree, read_part_tree
from regulation.parts.stays import Extent, Stay, stays, stays_of
from regulation.parts.tables import Row, Table, tables

__all__ = [
    "Amendment",
    "Amendments",
    "Extent",
    "Insertion",
    "InsertionError",
    "PartTree",
    "Row",
    "Stay",
    "Table",
    "amendments",
    "insertion",
    "is_within",
    "parse_citation",
    "part_tree",
    "read_part_tree",
    "stays",
    "stays_of",
    "tables",
]
