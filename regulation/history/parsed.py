"""One dated Commerce Control List as others parsed it: headings and licence requirement rows of each entry."""

import re
from collections.abc import Iterator
from datetime import date

from pydantic import BaseModel, ValidationError

from regulation.controls.model import ControlList, Entry, Kind, Place
from regulation.controls.scope import row_scope
from regulation.controls.tree import with_parents
from regulation.history.faults import declared
from regulation.history.model import PARSED, Converted
from regulation.history.runs import TextOfFile, begin_text
from ruletrace.readers.xml import ReadError

LACKS = (
    "notes, related definitions, units, reserved entries",
    "paragraphs: the file has those of categories 1, 3, 4 and 5 only, and they are not read",
)
_ENTRY = re.compile(rb'"eccn"\s*:')


class _Row(BaseModel):
    control: str
    countryChart: str = ""  # noqa: N815  (the file's own name)
    singleCellRow: bool = False  # noqa: N815


class _Entry(BaseModel):
    eccn: str
    heading: str
    countryChart: tuple[_Row, ...] = ()  # noqa: N815


class _File(BaseModel):
    ecfrIssueDate: date  # noqa: N815
    entries: tuple[_Entry, ...]


def read_parsed(data: bytes) -> Converted:
    """Return the one dated list of the parsed file (JSON, not gzipped); raises ReadError that names the field."""
    try:
        file = _File.model_validate_json(data)
    except ValidationError as error:
        first = error.errors(include_url=False, include_input=False)[0]
        raise ReadError(f"{'.'.join(map(str, first['loc'])) or 'the file'}: {first['msg']}") from None
    text = begin_text(data, PARSED)
    starts = [match.start() for match in _ENTRY.finditer(data)]
    if len(starts) != len(file.entries):
        raise ReadError(f"{len(file.entries)} entries, but {len(starts)} codes in the file")
    entries: list[Entry] = []
    for entry, start, end in zip(file.entries, starts, [*starts[1:], len(data)], strict=True):
        text.begin(start, data[start:end])
        entries.append(_entry(entry, text))
    source = text.build()
    ordered = tuple(sorted(entries, key=lambda one: one.eccn))
    controls = ControlList("US", "ccl", file.ecfrIssueDate, source.sha256, PARSED, ordered, source=source)
    return Converted((controls,), tuple(declared(source.sha256)), LACKS)


def _entry(entry: _Entry, text: TextOfFile) -> Entry:
    code, heading = entry.eccn, text.words(entry.heading)
    first = Place(code, "heading", Kind.HEADING, code, "", heading.text, heading.start, heading.end, (code,))
    places = with_parents(code, [first, *_rows(entry, text)])
    return Entry(code, heading.text, code[0], code[1], tuple(places))


def _rows(entry: _Entry, text: TextOfFile) -> Iterator[Place]:
    for number, row in enumerate(entry.countryChart, 1):
        single = row.singleCellRow or not row.countryChart
        cells = (row.control,) if single else (row.control, row.countryChart)
        words = text.joined(cells)
        scope = row_scope(row.control, entry.eccn)
        yield Place(
            entry.eccn,
            f"licence row {number}",
            Kind.LICENCE_ROW,
            scope.codes[0],
            "",
            words.text,
            words.start,
            words.end,
            scope.codes,
            scope.excepted,
            scope.conditional,
            cells,
        )
