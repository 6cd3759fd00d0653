"""The one table of roles and kinds of ours that a labelling guide has no word for (vocabulary/guide.yaml)."""

from nlp.vocabulary import load


def mapped(guide: str, kind: str, role: str) -> str:
    """Return what `role` of a fact of `kind` counts as in `guide`; what the table lacks counts as itself."""
    table: dict[str, dict[str, dict[str, str]]] = load("guide")
    return table[guide].get(kind, {}).get(role, role)
