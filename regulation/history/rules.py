"""Rules that touched the control list, as others listed them: number, title and dates of each, no abstract."""

from collections.abc import Iterable, Sequence
from dataclasses import dataclass
from datetime import date

from pydantic import BaseModel, ValidationError

from regulation.attribution import Candidate, DocumentSummary, attribute, interval
from regulation.change_classes import ChangeClass
from regulation.controls.model import ControlList
from regulation.diff import Difference
from regulation.history.convert import LIST_SUPPLEMENT
from ruletrace.readers.xml import ReadError


class _Rule(BaseModel):
    documentNumber: str  # noqa: N815  (the file's own names)
    title: str
    publicationDate: date  # noqa: N815
    effectiveOn: date | None = None  # noqa: N815
    type: str
    citation: str | None = None
    supplements: tuple[str, ...]


class _File(BaseModel):
    documents: tuple[_Rule, ...]


@dataclass(frozen=True, slots=True)
class Rule:
    """A rule and whether it touched the list itself (Supplement No. 1), not only another supplement of part 774.

    `document.effective` is the one date of the listing: later dates for single instructions, and delays, are not in it.
    """

    document: DocumentSummary
    touches_list: bool


def read_rules(data: bytes) -> tuple[Rule, ...]:
    """Return the rules of the file, oldest first; raises ReadError that names the field."""
    try:
        file = _File.model_validate_json(data)
    except ValidationError as error:
        first = error.errors(include_url=False, include_input=False)[0]
        raise ReadError(f"{'.'.join(map(str, first['loc'])) or 'the file'}: {first['msg']}") from None
    return tuple(sorted(map(_rule, file.documents), key=lambda one: (_day(one.document), one.document.number)))


def _rule(row: _Rule) -> Rule:
    document = DocumentSummary(
        id=f"fr:{row.documentNumber}",
        number=row.documentNumber,
        title=row.title,
        abstract="",
        published=row.publicationDate,
        effective=row.effectiveOn,
        kind=row.type.casefold(),
        citation=row.citation or "",
    )
    return Rule(document, LIST_SUPPLEMENT in row.supplements)


def _day(document: DocumentSummary) -> date:
    return document.published or date.min


def attribute_by_date(
    differences: Sequence[Difference],
    documents: Sequence[DocumentSummary],
    rules: Iterable[Rule],
    old: ControlList,
    new: ControlList,
) -> dict[str, list[Candidate]]:
    """Return the candidates of every change between two converted texts, sorted by document; [] means none.

    Converted texts are dated by the rules that changed them, and those are known by title alone: each of `rules` that
    touched the list, falls into the interval, and is published and in force by its end is a candidate, by date alone;
    one of `documents` that shares words with the change says so. An editorial change is tied by words alone: it may as
    well be the converter's.
    """
    by_words = attribute(differences, documents, old.version, new.version, {**old.headings(), **new.headings()})
    inside = [(one.document, why) for one in rules if one.touches_list and (why := _falls(one.document, old, new))]
    by_date = [Candidate(document.id, (f"{why}; by date alone",), by_date=True) for document, why in inside]
    editorial = {one.change_id for one in differences if one.change_class is ChangeClass.EDITORIAL}
    return {key: _merged(found, () if key in editorial else by_date) for key, found in by_words.items()}


def _falls(document: DocumentSummary, old: ControlList, new: ControlList) -> str:
    if any(day and day > new.version for day in (document.effective, document.published)):
        return ""
    return interval(document, old.version, new.version)


def _merged(by_words: Sequence[Candidate], by_date: Sequence[Candidate]) -> list[Candidate]:
    merged = {one.document_id: one for one in (*by_date, *by_words)}
    return sorted(merged.values(), key=lambda one: one.document_id)
