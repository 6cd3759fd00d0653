"""How many rows of the official list a document made or revised, beside what others count."""

import csv
import io
from collections import Counter
from collections.abc import Iterable, Iterator, Sequence
from dataclasses import dataclass
from datetime import date

from parties.citations import Citation, parse
from parties.entity_list.comparison import Comparison
from parties.entity_list.model import EntityList, EntityRow


@dataclass(frozen=True, slots=True)
class Expected:
    """What a document states of itself and how many rows of the screening list cite it; None where not held."""

    number: str
    first: Citation
    published: date
    added: int | None
    screening: int


@dataclass(frozen=True, slots=True)
class Count:
    """The rows of the official list that cite a document's pages.

    `added` are the rows whose first citation it is, `revised` the others; `entities` counts each row with the entities
    it lists besides; `countries` are the headings of the added rows with their number of rows. `screening` are the rows
    of the screening list that the comparison tied to these rows, `reasons` say why the numbers differ.
    """

    expected: Expected
    added: tuple[EntityRow, ...]
    revised: tuple[EntityRow, ...]
    entities: int
    countries: tuple[tuple[str, int], ...]
    screening: int
    reasons: tuple[str, ...]


def read_expected(data: bytes) -> tuple[Expected, ...]:
    """Read a table with document_number, citation, publication_date, stated_added and list_rows_citing_it.

    Raises ValueError that names the row and the field of what is not understood.
    """
    rows = csv.DictReader(io.StringIO(data.decode("utf-8-sig"), newline=""))
    return tuple(_expected(number, row) for number, row in enumerate(rows, 2))


def _expected(number: int, row: dict[str, str]) -> Expected:
    try:
        (first,) = parse(row["citation"])
        added = int(row["stated_added"]) if row["stated_added"] else None
        published = date.fromisoformat(row["publication_date"])
        return Expected(row["document_number"], first, published, added, int(row["list_rows_citing_it"]))
    except (KeyError, ValueError) as error:
        raise ValueError(f"row {number}: {error}") from None


def count(official: EntityList, expected: Expected, compared: Comparison | None = None) -> Count:
    """Count the rows that cite a page of the document: same volume and day, at or after its first page.

    The row's own day of publication says where the document ends; no last page is needed.
    """
    citing = [row for row in official.rows if next(_cites(row, expected), None) is not None]
    added = tuple(row for row in citing if next(_cites(row, expected)) == 0)
    revised = tuple(row for row in citing if row not in added)
    entities = sum(1 + len(row.members) for row in added)
    countries = tuple(sorted(Counter(row.country for row in added).items()))
    tied = _tied(citing, compared)
    found = Count(expected, added, revised, entities, countries, len(tied), ())
    return Count(expected, added, revised, entities, countries, len(tied), tuple(_reasons(found, citing, compared)))


def _cites(row: EntityRow, expected: Expected) -> Iterator[int]:
    for index, one in enumerate(row.citations):
        same = one.citation.volume == expected.first.volume and one.day == expected.published
        if same and one.citation.page >= expected.first.page:
            yield index


def _tied(rows: Iterable[EntityRow], compared: Comparison | None) -> set[str]:
    numbers = {row.number for row in rows}
    return {match.party.id for match in compared.matches if match.unit.row.number in numbers} if compared else set()


def _reasons(found: Count, citing: Sequence[EntityRow], compared: Comparison | None) -> Iterator[str]:
    stated = found.expected.added
    if stated is not None and stated != len(found.added):
        names = {row.title for row in found.added}
        yield f"{stated} stated, {len(found.added)} rows added: {len(names)} different names"
        if many := len(found.added) - len(names):
            yield f"{many} rows repeat a name under another country"
    if found.revised:
        yield f"{len(found.revised)} rows are older and were revised"
    if compared and found.screening != len(citing):
        numbers = {row.number for row in citing}
        tied = [match for match in compared.matches if match.unit.row.number in numbers]
        joined = len(tied) - len({match.party.id for match in tied})
        yield f"the screening list gives {found.screening} rows for {len(citing)}: {joined} ties share a row"
