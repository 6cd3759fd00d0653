"""What every table of the company has: checked rows with keys and references, and the kinds of cells."""

from collections.abc import Callable, Mapping
from dataclasses import dataclass
from datetime import date
from decimal import Decimal
from functools import lru_cache
from typing import Annotated, Any, ClassVar, Literal

from pydantic import BaseModel, BeforeValidator, ConfigDict, StringConstraints, TypeAdapter, ValidationError

from company import cells, codes

Key = Annotated[str, StringConstraints(min_length=1, max_length=100)]
Text = Annotated[str, StringConstraints(min_length=1, max_length=2000)]
Country = Annotated[str, BeforeValidator(codes.country)]
Currency = Annotated[str, BeforeValidator(codes.currency)]
UsCode = Annotated[str, BeforeValidator(codes.classification)]
AnnexCode = Annotated[str, BeforeValidator(codes.annex_classification)]
Day = Annotated[date, BeforeValidator(codes.iso_date)]
Amount = Annotated[Decimal, BeforeValidator(codes.amount)]
Names = Annotated[tuple[str, ...], BeforeValidator(codes.listed)]
Answer = Literal["yes", "no", "unknown"]


@dataclass(frozen=True, slots=True)
class Reference:
    """A column whose value must be the key of a row in another table."""

    column: str
    table: str


class Record(BaseModel):
    """One checked row of a table.

    `stated` are columns that a row of the table's own file must fill in although the type allows none: rows that come
    from a shorthand in another table may lack them.
    """

    model_config = ConfigDict(frozen=True, strict=True, extra="forbid")

    table: ClassVar[str]
    key_columns: ClassVar[tuple[str, ...]]
    references: ClassVar[tuple[Reference, ...]] = ()
    stated: ClassVar[tuple[str, ...]] = ()

    def key(self) -> tuple[str, ...]:
        """Return what names this row within its table; a key column that is not filled in gives ""."""
        values = [getattr(self, column) for column in self.key_columns]
        return tuple([value if isinstance(value, str) else _word(value) for value in values])

    @classmethod
    def key_of(cls, values: Mapping[str, str]) -> tuple[str, ...]:
        """Return the key of a row that is bad elsewhere, or () where the key cannot be read."""
        if any(column in cls.required() and column not in values for column in cls.key_columns):
            return ()
        given = {column: values[column] for column in cls.key_columns if column in values}
        try:
            read = {column: _reader(cls, column).validate_python(cell, strict=True) for column, cell in given.items()}
        except ValidationError:
            return ()
        fit = not any(cells.unfit(cell) for cell in given.values())
        return tuple(str(read.get(column, "")) for column in cls.key_columns) if fit else ()

    def lacking(self) -> tuple[str, ...]:
        """Return the `stated` columns that this row does not fill in."""
        return tuple([column for column in self.stated if getattr(self, column) is None])

    @classmethod
    def file(cls) -> str:
        """Return the name of the file that holds the table."""
        return f"{cls.table}.csv"

    @classmethod
    def columns(cls) -> tuple[str, ...]:
        """Return the column names in the order of the template."""
        return tuple(field.alias or name for name, field in cls.model_fields.items())

    @classmethod
    def required(cls) -> frozenset[str]:
        """Return the columns that every file must have."""
        fields = cls.model_fields.items()
        return frozenset(field.alias or name for name, field in fields if field.is_required()) | set(cls.stated)


def _word(value: object) -> str:
    return "" if value is None else str(value)


@lru_cache
def _reader(model: type[Record], column: str) -> TypeAdapter[Any]:
    info = model.model_fields[column]
    kind: Any = info.annotation
    for rule in info.metadata:
        kind = Annotated[kind, rule]
    return TypeAdapter(kind)


def choice(*options: str) -> Callable[[object], object]:
    """Return a reader of a closed list that takes its words in any case and with any hyphens."""
    words, exact = {codes.plain(option): option for option in options}, frozenset(options)

    def read(text: object) -> object:
        return text if not isinstance(text, str) or text in exact else words.get(codes.plain(text), text)

    return read
