"""The law of a day for licence determinations: the archived texts of the parts, the lists and Annex I."""

from collections.abc import Callable, Iterator, Mapping, Sequence
from dataclasses import replace
from datetime import UTC, date, datetime
from functools import cache, partial

from regulation.licensing.beside import announced_of, effective_of
from regulation.licensing.law import HeldEntry, Law, NotHeldError
from regulation.licensing.loading import DatedText, law_of
from regulation.parts import PartTree
from ruletrace.pipeline import converted_parts, list_history
from ruletrace.pipeline.classification import choose
from ruletrace.pipeline.context import Context
from ruletrace.pipeline.controls import LISTS, PARTS, ROLE, Kept, dated_texts
from ruletrace.pipeline.entered import entered_events
from ruletrace.pipeline.fetches import good_fetches, newest_by_url

_CCL, _ANNEX = LISTS
Contents = Mapping[str, Sequence[tuple[date, str]]]
"""The SHA-256 of each text of a part, with its day."""


def law(context: Context) -> Law:
    """Return what is held of the law; texts are read when they are first asked for, and once."""
    earlier, contents = _Earlier(context), _parts(context)
    parts = {number: [_text(context, *one) for one in own] for number, own in contents.items()}
    held = law_of(parts, _texts(context, _CCL), tuple(_annexes(context)), earlier.listed)
    told = announced_of(entered_events(context, {}))
    return replace(held, parts=_remembered(contents, held.parts), effective=earlier.effective, announced=told)


_LAST: list[tuple[Contents, Mapping[str, Sequence[PartTree]]]] = []


def _remembered(contents: Contents, parts: Mapping[str, Sequence[PartTree]]) -> Mapping[str, Sequence[PartTree]]:
    """Return the parts that this process has read of the same contents, else these; only the last are kept."""
    if not _LAST or _LAST[0][0] != contents:
        _LAST[:] = [(contents, parts)]
    return _LAST[0][1]


def _parts(context: Context) -> Contents:
    """Return the contents of each part, by day."""
    official = {own.list.removeprefix("ecfr-"): _dated(context, own) for own in PARTS if own.source != _CCL.source}
    converted = {part: (taken,) for part, taken in converted_parts.taken_in(context).items()}
    return {**converted, **official}


def _dated(context: Context, own: Kept) -> tuple[tuple[date, str], ...]:
    return tuple((day, fetch.sha256) for day, fetch in dated_texts(context, own))


def _texts(context: Context, own: Kept) -> tuple[DatedText, ...]:
    return tuple(_text(context, *one) for one in _dated(context, own))


def _annexes(context: Context) -> Iterator[DatedText]:
    """Yield every content of Annex I under the date in its consolidated CELEX number (02021R0821-20251115)."""
    for url, contents in newest_by_url(good_fetches(context, _ANNEX.source, ROLE)).items():
        try:
            day = datetime.strptime(url.rpartition("-")[2], "%Y%m%d").replace(tzinfo=UTC).date()
        except ValueError:
            continue  # `ruletrace process` tells why
        yield from (_text(context, day, fetch.sha256) for fetch in contents)


def _text(context: Context, day: date, sha256: str) -> DatedText:
    return DatedText(day, partial(context.archive.get, sha256))


class _Earlier:
    """The entries of the Commerce Control List on days before its newest text, converted texts among them."""

    def __init__(self, context: Context) -> None:
        self._held = cache(partial(list_history.held, context, _CCL))
        self._known = cache(partial(list_history.known, context, _CCL))
        self._effective: Callable[[str, date], date | None] | None = None

    def effective(self, citation: str, published: date) -> date | None:
        """Return the effective date of the document of that day that holds the page; None where none is known."""
        if self._effective is None:
            known = ((one.citation, one.published, one.effective) for one in self._known().documents)
            self._effective = effective_of(known)
        return self._effective(citation, published)

    def listed(self, eccn: str, on: date) -> HeldEntry | None:
        """Return the entry in the text that answers for the day; raises NotHeldError."""
        chosen = choose(self._held(), self._known, eccn, on)
        if chosen is None:
            raise NotHeldError(f"no text of the Commerce Control List is held for {on}")
        if chosen.gaps:
            raise NotHeldError(f"{eccn} is not in the text held: {'; '.join(chosen.gaps)}")
        entry = chosen.text.controls.entry(eccn)
        return HeldEntry(chosen.text.controls, entry, "; ".join(chosen.told)) if entry else None
