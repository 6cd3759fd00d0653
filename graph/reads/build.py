"""From stored properties back to the schema's dataclasses."""

from collections.abc import Mapping
from dataclasses import fields
from typing import Any, TypeVar

from graph.projection import stored_name
from graph.schema import Node

Built = TypeVar("Built", bound=Node)


def node(kind: type[Built], properties: Mapping[str, Any]) -> Built:
    """Return the node that `properties` describe; what is not stored takes its default, which means unknown."""
    names = {stored_name(field.name): field.name for field in fields(kind)}
    return kind(**{names[name]: _value(value) for name, value in properties.items() if name in names})


def nodes(kind: type[Built], rows: list[Mapping[str, Any]]) -> tuple[Built, ...]:
    """Return the nodes of several rows of properties, in their order."""
    return tuple(node(kind, row) for row in rows)


def _value(value: Any) -> Any:
    return tuple(value) if isinstance(value, list) else value
