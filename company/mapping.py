"""The mapping file: which file, sheet and column of an export holds which of our fields."""

import re
from collections.abc import Mapping
from dataclasses import dataclass
from functools import lru_cache
from typing import Annotated, Any, Literal

import yaml
from pydantic import BaseModel, ConfigDict, Field, StringConstraints, ValidationError, field_validator

from company.cells import Form
from company.model import TABLES, Record
from company.report import FileProblem, UnreadableFileError

NAME = "mapping.yaml"
_WRONG_NAME = "mapping.yml"
MAX_SIZE = 1024 * 1024

Word = Annotated[str, StringConstraints(min_length=1, max_length=200, strip_whitespace=True)]
Encoding = Literal["utf-8", "windows-1252", "iso-8859-15"]

# DD.MM.YYYY, YYYYMMDD, M/D/YYYY
_PARTS = {"YYYY": r"(?P<year>\d{4})", "MM": r"(?P<month>\d{2})", "DD": r"(?P<day>\d{2})"}
_PARTS |= {"M": r"(?P<month>\d{1,2})", "D": r"(?P<day>\d{1,2})"}
_TOKENS = re.compile("YYYY|MM|DD|M|D")


class Layout(BaseModel):
    """Where one of our tables stands in the export and how its cells are written."""

    model_config = ConfigDict(frozen=True, extra="forbid")

    file: Word = Field(description="Name of the file in the folder: .csv, .xlsx or .parquet.")
    sheet: Word | None = Field(None, description="Sheet of a workbook; may be left out when there is only one.")
    header_row: int = Field(1, ge=1, le=1000, description="Row that names the columns; rows above it are not read.")
    columns: dict[Word, Word] = Field({}, description="Our field: the export's column. None given: our own names.")
    constants: dict[Word, Word] = Field({}, description="Our field: a value that every row has.")
    values: dict[Word, dict[Word, str]] = Field({}, description="Our field: the export's value: ours; '' empties it.")
    date_format: Word | None = Field(None, description="How days are written as text, such as DD.MM.YYYY or YYYYMMDD.")
    decimal_comma: bool = Field(False, description="Numbers written as text have a decimal comma.")
    thousands: Literal["", ".", ",", "'", " "] = Field("", description="Mark between groups of three digits.")
    list_separator: str = Field(
        ";", min_length=1, max_length=10, description="What stands between several names in one cell."
    )
    delimiter: Literal[",", ";", "\t", "tab", "|"] = Field(",", description="Separator of a CSV file's columns.")
    encoding: Encoding = Field("utf-8", description="Encoding of a CSV file: utf-8, windows-1252 or iso-8859-15.")

    @field_validator("file")
    @classmethod
    def _plain_name(cls, value: str) -> str:
        if "/" in value or "\\" in value:
            raise ValueError("name a file of this folder, without a path")
        return value.lower()

    @field_validator("date_format")
    @classmethod
    def _whole_day(cls, value: str | None) -> str | None:
        if value is not None and sorted(part[0] for part in _TOKENS.findall(value)) != ["D", "M", "Y"]:
            raise ValueError("write day, month and year as DD, MM and YYYY, such as DD.MM.YYYY")
        return value

    def form(self) -> Form:
        """Return the layout of a CSV file's cells."""
        return Form("\t" if self.delimiter == "tab" else self.delimiter, self.encoding, self.header_row)

    def day(self) -> re.Pattern[str] | None:
        """Return what a day written as text looks like, with groups year, month and day."""
        return _day(self.date_format) if self.date_format else None


@dataclass(frozen=True, slots=True)
class Mapped:
    """The layouts by table, and the tables whose layout is wrong: these must not be read by guess."""

    layouts: Mapping[str, Layout]
    problems: Mapping[str, FileProblem]


def load(files: Mapping[str, bytes]) -> Mapped:
    """Read the mapping among the files of a delivery; without one nothing is mapped.

    Raises UnreadableFileError when it cannot be read at all: what it would have said is unknown, so that no file may
    be read without it.
    """
    if _WRONG_NAME in files:
        raise UnreadableFileError(FileProblem(_WRONG_NAME, "the file has a name of its own", f"name it {NAME}"))
    if NAME not in files:
        return Mapped({}, {})
    models = {model.table: model for model in TABLES}
    entries = _entries(files[NAME], frozenset(models))
    layouts: dict[str, Layout] = {}
    problems: dict[str, FileProblem] = {}
    for table, entry in entries.items():
        try:
            layouts[table] = _layout(models[table], entry)
        except UnreadableFileError as error:
            problems[table] = error.problem
    return Mapped(layouts, problems)


class _Loader(yaml.BaseLoader):
    """Every scalar is text (NO is Norway, not false), no key stands twice, no aliases."""

    def compose_node(self, parent: Any, index: Any) -> Any:
        if self.check_event(yaml.AliasEvent):
            raise yaml.YAMLError("aliases (*) are not read")
        return super().compose_node(parent, index)

    def construct_mapping(self, node: Any, deep: bool = False) -> dict[Any, Any]:
        keys = [key.value for key, _ in node.value]
        if twice := sorted({str(key) for key in keys if keys.count(key) > 1}):
            raise yaml.YAMLError(f"line {node.start_mark.line + 1}: {', '.join(twice)} stands twice")
        return super().construct_mapping(node, deep)


def _entries(data: bytes, tables: frozenset[str]) -> Mapping[str, object]:
    if len(data) > MAX_SIZE:
        raise _refused(f"larger than {MAX_SIZE} bytes", "map only columns that are needed")
    try:
        # The loader is a safe one: it constructs nothing but texts, lists and mappings.
        found = yaml.load(data.decode("utf-8-sig"), Loader=_Loader)  # noqa: S506
    except (yaml.YAMLError, UnicodeDecodeError, RecursionError) as error:
        raise _refused(f"not readable as YAML: {' '.join(str(error).split())[:300]}", "see the template") from error
    entries = found.get("tables") if isinstance(found, dict) and set(found) == {"tables"} else None
    if not isinstance(entries, dict):
        raise _refused("it must have one entry, named tables", "see the template")
    if unknown := sorted(str(name) for name in set(entries) - tables):
        raise _refused(f"unknown table: {', '.join(unknown)}", f"tables: {', '.join(sorted(tables))}")
    return entries


def _layout(model: type[Record], entry: object) -> Layout:
    table = model.table
    try:
        layout = Layout.model_validate(entry)
    except ValidationError as error:
        first = error.errors(include_url=False)[0]
        where = ".".join(["tables", table, *(str(part) for part in first["loc"])])
        known = ", ".join(Layout.model_fields)
        raise _refused(f"{where}: {first['msg']}", f"a table has: {known}") from error
    _check_fields(model, layout)
    return layout


def _check_fields(model: type[Record], layout: Layout) -> None:
    where, known = f"tables.{model.table}", frozenset(model.columns())
    hint = f"fields of {model.table}: {', '.join(model.columns())}"
    named = set(layout.columns) | set(layout.constants) | set(layout.values)
    if unknown := sorted(named - known):
        raise _refused(f"{where}: unknown field {', '.join(unknown)}", hint)
    if both := sorted(set(layout.columns) & set(layout.constants)):
        raise _refused(f"{where}: {', '.join(both)} is both a column and a constant", "keep one of them")
    given = set(layout.columns or known) | set(layout.constants)
    if lacking := sorted(model.required() - given):
        raise _refused(f"{where}: nothing gives {', '.join(lacking)}", "name a column or a constant for it")


def _refused(problem: str, hint: str) -> UnreadableFileError:
    return UnreadableFileError(FileProblem(NAME, problem, hint))


@lru_cache
def _day(date_format: str) -> re.Pattern[str]:
    parts, place = [], 0
    for token in _TOKENS.finditer(date_format):
        parts += [re.escape(date_format[place : token.start()]), _PARTS[token.group()]]
        place = token.end()
    return re.compile("".join(parts) + re.escape(date_format[place:]), re.ASCII)
