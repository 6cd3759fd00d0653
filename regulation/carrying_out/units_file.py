"""A text of law in a file of ours: JSON lines, the first of them about the text, each other one a unit."""

from collections.abc import Iterator
from dataclasses import asdict
from datetime import date
from typing import TypeVar

from pydantic import BaseModel, ConfigDict, ValidationError

from regulation.carrying_out.text import Text, Unit
from regulation.controls.model import Kind
from ruletrace.model import canonical
from ruletrace.readers.xml import ReadError


class _Head(BaseModel):
    model_config = ConfigDict(extra="forbid")

    text: str
    scopes: tuple[str, ...]
    day: date | None = None
    remark: str = ""


class _Row(BaseModel):
    model_config = ConfigDict(extra="forbid")

    address: tuple[str, ...]
    words: str
    label: str = ""
    name: str = ""
    kind: Kind = Kind.PARAGRAPH
    heading: str = ""
    group: str = ""
    also: tuple[str, ...] = ()
    cells: tuple[str, ...] = ()


_Line = TypeVar("_Line", _Head, _Row)


def is_units_file(data: bytes) -> bool:
    """Tell whether bytes look like such a file."""
    return data.lstrip()[:1] == b"{"


def read_units(data: bytes) -> Text:
    """Return the text of such a file; raises ReadError that names the line and the field."""
    lines = [line for line in data.decode("utf-8", "replace").splitlines() if line.strip()]
    head = _read(_Head, lines[0], 1)
    rows = (_read(_Row, line, number) for number, line in enumerate(lines[1:], 2))
    units = tuple(Unit(**dict(row)) for row in rows)
    return Text(head.text, frozenset(head.scopes), units, head.day, head.remark)


def written(text: Text) -> Iterator[str]:
    """Yield the lines of such a file, without their line ends; what is empty is left out."""
    day = {"day": str(text.day)} if text.day else {}
    remark = {"remark": text.remark} if text.remark else {}
    yield canonical({"text": text.name, "scopes": sorted(text.scopes), **day, **remark})
    for unit in text.units:
        yield canonical({name: value for name, value in asdict(unit).items() if value or name == "words"})


def _read(model: type[_Line], line: str, number: int) -> _Line:
    try:
        return model.model_validate_json(line)
    except ValidationError as error:
        first = error.errors(include_url=False, include_input=False)[0]
        where = ".".join(map(str, first["loc"]))
        raise ReadError(f"line {number}{f', {where}' if where else ''}: {first['msg']}") from None
