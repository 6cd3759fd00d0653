"""Control lists as trees of paragraphs with licence rows, notes and references."""

from regulation.controls.ccl import SUPPLEMENT, read_ccl, read_ccl_text
from regulation.controls.designations import ECCN, Mention, find_mentions
from regulation.controls.model import ControlList, Entry, Kind, Place
from regulation.controls.references import Reference, ReferenceKind, references

__all__ = [
    "ECCN",
    "SUPPLEMENT",
    "ControlList",
    "Entry",
    "Kind",
    "Mention",
    "Place",
    "Reference",
    "ReferenceKind",
    "find_mentions",
    "read_ccl",
    "read_ccl_text",
    "references",
]
