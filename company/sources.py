"""Which file, or which sheet of it, holds which of our tables."""

from collections import defaultdict
from collections.abc import Mapping
from dataclasses import dataclass, field
from pathlib import Path

from company import cells, mapping, parquet
from company.cells import MAX_FILE, Form, Sheet
from company.mapping import Layout
from company.model import TABLES
from company.report import NO_ROW, FileProblem, Remark, UnreadableFileError
from company.workbook import Book

MAX_TOTAL = 2 * 1024 * 1024 * 1024
MEANINGS = "columns"  # the sheet of our template that explains the others

_SUFFIXES = (".csv", ".xlsx", ".parquet")
_MAPPINGS = frozenset({"mapping.yaml", "mapping.yml"})


@dataclass(frozen=True, slots=True)
class Source:
    """One place that a table is read from; `sheet` is None for a file without sheets."""

    file: str
    sheet: str | None = None
    layout: Layout | None = None

    @property
    def label(self) -> str:
        """How messages name the place: `erp.xlsx [Materials]`."""
        return f"{self.file} [{self.sheet}]" if self.sheet is not None else self.file


@dataclass(slots=True)
class Delivery:
    """The files of one import: where each table is, and why some cannot be read.

    `problems` are by table, `broken` concern a whole file.
    """

    files: Mapping[str, bytes]
    books: dict[str, Book] = field(default_factory=dict)
    sources: dict[str, Source] = field(default_factory=dict)
    problems: dict[str, FileProblem] = field(default_factory=dict)
    broken: list[FileProblem] = field(default_factory=list)

    def read(self, source: Source, wanted: frozenset[str]) -> Sheet:
        """Read a table's cells; only those of the `wanted` columns matter. Raises UnreadableFileError."""
        form = source.layout.form() if source.layout else Form()
        if source.file in self.books:
            return self.books[source.file].sheet(source.sheet or "", wanted, form)
        if source.file.endswith(".parquet"):
            return parquet.sheet(source.file, self.files[source.file], wanted)
        return cells.sheet(source.file, self.files[source.file], wanted, form)


def files(folder: Path) -> dict[str, bytes]:
    """Return the bytes of every table file and of the mapping in a folder, by lower-case name.

    Of a file larger than MAX_FILE only so much is read that parsing refuses it. Raises NotADirectoryError, and
    UnreadableFileError when the files together are larger than MAX_TOTAL or two names differ in case only.
    """
    if not folder.is_dir():
        names = ", ".join(model.file() for model in TABLES)
        raise NotADirectoryError(f"{folder} is not a folder: give the folder that holds {names}")
    paths = sorted(path for path in folder.iterdir() if _is_ours(path))
    if sum(path.stat().st_size for path in paths) > MAX_TOTAL:
        raise UnreadableFileError(FileProblem(folder.name, f"its files are larger than {MAX_TOTAL} bytes", "split it"))
    found: dict[str, bytes] = {}
    for path in paths:
        if path.name.lower() in found:
            raise UnreadableFileError(FileProblem(path.name, "another file has the same name", "rename one of them"))
        with path.open("rb") as file:
            found[path.name.lower()] = file.read(MAX_FILE + 1)
    return found


def locate(files: Mapping[str, bytes]) -> Delivery:
    """Find each table in a delivery; raises UnreadableFileError when its mapping cannot be read."""
    mapped = mapping.load(files)
    found = Delivery({name: files[name] for name in sorted(files)}, problems=dict(mapped.problems))
    for name, data in found.files.items():
        _open(found, name, data)
    by_name = _by_name(found)
    for model in TABLES:
        table = model.table
        if table in mapped.layouts:
            _place_mapped(found, table, mapped.layouts[table])
        elif table not in found.problems:
            _place_named(found, table, by_name[table])
    return found


def remarks(found: Delivery) -> list[Remark]:
    """Return a remark for each file and each sheet that no table is read from."""
    tables = ", ".join(model.table for model in TABLES)
    hint = f"not used; tables: {tables}; mapping.yaml can say which table a file is"
    used = {source.file for source in found.sources.values()} | {problem.file for problem in found.broken}
    used |= {name for problem in found.problems.values() for name in problem.file.split(", ")}
    labels = {source.label for source in found.sources.values()} | {*_MAPPINGS}
    places = [name for name in found.files if name not in used]
    for book in found.books.values():
        titles = [title for title in book.sheets if _plain(title) != MEANINGS]
        places += [book.label(title) for title in titles if book.file in used]
    return [Remark(place, NO_ROW, "", "", "not a table of ours", hint) for place in places if place not in labels]


def _is_ours(path: Path) -> bool:
    # ~$products.xlsx is the lock of a spreadsheet program.
    name = path.name.lower()
    ours = name.endswith(_SUFFIXES) or name in _MAPPINGS
    return ours and not name.startswith(("~$", ".")) and path.is_file()


def _open(found: Delivery, name: str, data: bytes) -> None:
    if len(data) > MAX_FILE:
        found.broken.append(FileProblem(name, f"larger than {MAX_FILE} bytes", "split it into several imports"))
        return
    try:
        if name.endswith(".xlsx"):
            found.books[name] = Book(name, data)
    except UnreadableFileError as error:
        found.broken.append(error.problem)


def _by_name(found: Delivery) -> Mapping[str, list[Source]]:
    # Without a mapping a table is the file of its name, or the sheet of its name in any workbook.
    named: dict[str, list[Source]] = defaultdict(list)
    broken = {problem.file for problem in found.broken}
    for name in found.files:
        stem = name.rsplit(".", 1)[0]
        if name in found.books:
            for table, title in _sheets(found.books[name], stem).items():
                named[table].append(Source(name, title))
        elif name not in broken and name.endswith(_SUFFIXES):
            named[stem].append(Source(name))
    return named


def _sheets(book: Book, stem: str) -> Mapping[str, str]:
    titles = {_plain(title): title for title in book.sheets}
    if stem not in titles and len(titles) == 1 and not titles.keys() & {model.table for model in TABLES}:
        return {stem: book.sheets[0]}
    return titles


def _place_mapped(found: Delivery, table: str, layout: Layout) -> None:
    broken = {problem.file: problem for problem in found.broken}
    if layout.file in broken:
        found.problems[table] = broken[layout.file]
    elif layout.file not in found.files or not layout.file.endswith(_SUFFIXES):
        there = ", ".join(name for name in found.files if name not in _MAPPINGS) or "none"
        problem = f"tables.{table}: the folder has no {layout.file}"
        found.problems[table] = FileProblem(mapping.NAME, problem, f"table files in the folder: {there}")
    elif layout.file not in found.books:
        found.sources[table] = Source(layout.file, None, layout)
    else:
        _place_sheet(found, table, layout, found.books[layout.file])


def _place_sheet(found: Delivery, table: str, layout: Layout, book: Book) -> None:
    wanted = layout.sheet if layout.sheet is not None else book.sheets[0] if len(book.sheets) == 1 else None
    title = next((title for title in book.sheets if wanted and _plain(title) == _plain(wanted)), None)
    if title is None:
        problem = (
            f"tables.{table}: {layout.file} has no sheet {wanted}" if wanted else f"tables.{table}: sheet is missing"
        )
        hint = f"sheets of {layout.file}: {', '.join(cells.shown(title) for title in book.sheets)}"
        found.problems[table] = FileProblem(mapping.NAME, problem, hint)
    else:
        found.sources[table] = Source(layout.file, title, layout)


def _place_named(found: Delivery, table: str, places: list[Source]) -> None:
    if len(places) > 1:
        problem = f"the table {table} is there more than once: {', '.join(place.label for place in places)}"
        hint = "keep one of them, or say in mapping.yaml which one it is"
        found.problems[table] = FileProblem(", ".join(sorted({place.file for place in places})), problem, hint)
    elif places:
        found.sources[table] = places[0]


def _plain(title: str) -> str:
    return title.strip().lower()
