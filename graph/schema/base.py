"""The graph's schema as data: one dataclass a node label or relationship type, each property described.

It creates the constraints, it is what the writer writes, and `docs/graph.md` is generated from it.
Values are text, whole numbers, true/false or lists of text. Dates are ISO 8601 text; times are UTC; amounts are whole
minor units (cents) beside their currency. None and "" mean *unknown*, and are not stored.
"""

from dataclasses import dataclass, field
from typing import Any, ClassVar


def prop(description: str, default: Any = "") -> Any:
    """Declare a property with its description for the generated dictionary."""
    return field(default=default, metadata={"description": description})


@dataclass(frozen=True, slots=True, kw_only=True)
class Node:
    """A node; `id` is our own stable key, never the engine's."""

    label: ClassVar[str]
    id: str = field(metadata={"description": "stable key, unique within the label"})


@dataclass(frozen=True, slots=True, kw_only=True)
class Edge:
    """A relationship from the node `start` to the node `end`, given by their ids; one per type, ends and `key`."""

    type: ClassVar[str]
    ends: ClassVar[tuple[tuple[str, str], ...]]
    start: str
    end: str
    start_label: str = ""
    end_label: str = ""
    key: str = prop("tells apart several relationships between the same nodes")

    @property
    def labels(self) -> tuple[str, str]:
        """The labels of both ends; left out, they are those of the type's first pair."""
        return self.start_label or self.ends[0][0], self.end_label or self.ends[0][1]
