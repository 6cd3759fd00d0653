"""Evaluation against labelled answers: whole documents (title and abstract), heads of documents, passages."""

import json
from pathlib import Path
from typing import Any

from nlp.evaluation.documents import Split
from nlp.evaluation.documents import evaluate as evaluate_documents
from nlp.evaluation.passages import evaluate_heads, evaluate_passages

__all__ = ["Split", "evaluate", "evaluate_documents", "evaluate_heads", "evaluate_passages"]


def evaluate(path: Path, split: Split = "all", *, errors: bool = False) -> dict[str, Any]:
    """Return the figures of a labelled file; which guide it follows is told by its first row. Raises OSError."""
    first = _first(path)
    if "section" in first:
        return evaluate_passages(path, errors=errors)
    if "labels" in first:
        return evaluate_heads(path, errors=errors)
    return evaluate_documents(path, split, errors=errors)


def _first(path: Path) -> dict[str, Any]:
    for line in path.read_bytes().split(b"\n"):
        try:
            row = json.loads(line)
        except ValueError:
            continue
        if isinstance(row, dict):
            return row
    return {}
