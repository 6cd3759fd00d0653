"""The one table of roles and kinds of ours that a labelling guide has no word for."""

from functools import cache
from importlib.resources import files
from typing import Any

import yaml


@cache
def table() -> dict[str, dict[str, dict[str, str]]]:
    """Return guide → kind of fact → our role → the guide's role; what is not there counts as itself."""
    read: dict[str, Any] = yaml.safe_load((files("nlp") / "evaluation" / "guide.yaml").read_text())
    return read


def mapped(guide: str, kind: str, role: str) -> str:
    """Return what `role` of a fact of `kind` counts as in `guide`."""
    return table()[guide].get(kind, {}).get(role, role)
