"""Domain types that every room shares; pure data, no input or output."""

from ruletrace.model.documents import Document, Fetch, Outcome, RunReport
from ruletrace.model.errors import ToldError
from ruletrace.model.facts import DOUBTED, Fact
from ruletrace.model.ids import canonical, sha256_hex, stable_id
from ruletrace.model.text import Block, Piece, StructuredText

__all__ = [
    "DOUBTED",
    "Block",
    "Document",
    "Fact",
    "Fetch",
    "Outcome",
    "Piece",
    "RunReport",
    "StructuredText",
    "ToldError",
    "canonical",
    "sha256_hex",
    "stable_id",
]
