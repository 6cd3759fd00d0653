"""The law of a day for licence determinations: the archived texts of the parts, the lists and Annex I."""

import re
from collections.abc import Iterator, Mapping, Sequence
from dataclasses import replace
from datetime import UTC, date, datetime
from functools import cache, partial

from regulation.licensing.law import HeldEntry, Law, NotHeldError
from regulation.licensing.loading import DatedText, law_of
from regulation.status.answer import enforced
from regulation.status.model import Event, EventKind, State
from ruletrace.pipeline import converted_parts, list_history
from ruletrace.pipeline.classification import choose
from ruletrace.pipeline.context import Context
from ruletrace.pipeline.controls import LISTS, PARTS, ROLE, Kept, dated_texts
from ruletrace.pipeline.entered import entered_events
from ruletrace.pipeline.fetches import good_fetches, newest_by_url

_CCL, _ANNEX = LISTS
_CITED = re.compile(r"(?P<volume>\d{1,3}) FR (?P<page>\d{1,6})")


def law(context: Context) -> Law:
    """Return what is held of the law; texts are read when they are first asked for, and once."""
    earlier = _Earlier(context)
    held = law_of(_parts(context), _texts(context, _CCL), tuple(_annexes(context)), earlier.listed)
    held = replace(held, effective=earlier.effective)
    said = [one for one in entered_events(context, {}) if one.kind in (EventKind.NOT_ENFORCED, EventKind.ENFORCED)]
    return replace(held, announced=partial(_announced, said)) if said else held


def _announced(said: Sequence[Event], basis: str, on: date) -> str:
    """Return who has said that a paragraph, or one above it, is not enforced on a day; such words were entered."""
    own = [one for one in said if basis == one.subject or basis.startswith(f"{one.subject}(")]
    found = enforced(own, on)
    if found.state is not State.NOT_ENFORCED:
        return ""
    return f"{found.words} ({'; '.join(f'{one.source.citation}, {one.source.origin}' for one in found.because)})"


def _parts(context: Context) -> Mapping[str, Sequence[DatedText]]:
    official = {own.list.removeprefix("ecfr-"): _texts(context, own) for own in PARTS if own.source != _CCL.source}
    converted = {part: (_text(context, *taken),) for part, taken in converted_parts.taken_in(context).items()}
    return {**converted, **official}


def _texts(context: Context, own: Kept) -> tuple[DatedText, ...]:
    return tuple(_text(context, day, fetch.sha256) for day, fetch in dated_texts(context, own))


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

    def effective(self, citation: str, published: date) -> date | None:
        """Return the effective date of the document of that day that holds the page; None where none is known."""
        page = _page(citation)
        of_day = [one for one in self._known().documents if one.published == published and one.effective]
        before = [(start, one) for one in of_day if page and (start := _page(one.citation)) and start <= page]
        return max(before, key=lambda one: one[0])[1].effective if before else None

    def listed(self, eccn: str, on: date) -> HeldEntry | None:
        """Return the entry in the text that answers for the day; raises NotHeldError."""
        chosen = choose(self._held(), self._known, eccn, on)
        if chosen is None:
            raise NotHeldError(f"no text of the Commerce Control List is held for {on}")
        if chosen.gaps:
            raise NotHeldError(f"{eccn} is not in the text held: {'; '.join(chosen.gaps)}")
        entry = chosen.text.controls.entry(eccn)
        return HeldEntry(chosen.text.controls, entry, "; ".join(chosen.told)) if entry else None


def _page(citation: str) -> tuple[int, int] | None:
    """Return volume and page of "91 FR 43038", None when it is none."""
    match = _CITED.fullmatch(citation.strip())
    return (int(match["volume"]), int(match["page"])) if match else None
