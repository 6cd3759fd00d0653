"""The law of a day for licence determinations: the archived texts of the parts and of the Commerce Control List."""

from collections.abc import Callable
from datetime import date
from functools import cache, partial

from regulation.controls.model import ControlList
from regulation.licensing.law import UNSEEN, HeldEntry, Law, NotHeldError
from ruletrace.pipeline import list_history
from ruletrace.pipeline.classification import choose
from ruletrace.pipeline.context import Context
from ruletrace.pipeline.controls import LISTS, PARTS, newest_text
from ruletrace.pipeline.status_parts import part_texts


def law(context: Context) -> Law:
    """Return what is held of the law; texts are read when they are first asked for, and once."""
    parts = {
        own.list.removeprefix("ecfr-"): tuple(text.tree for text in part_texts(context, own))
        for own in PARTS
        if own.list != "ecfr-774"
    }
    return Law(parts, _listed(context))


def _listed(context: Context) -> Callable[[str, date], HeldEntry | None]:
    own = LISTS[0]
    newest = cache(partial(_newest, context))
    held = cache(partial(list_history.held, context, own))
    known = cache(partial(list_history.known, context, own))

    def listed(eccn: str, on: date) -> HeldEntry | None:
        last = newest()
        if last is not None and last.version <= on:
            entry = last.entry(eccn)
            remark = "" if last.version == on else f"text of {last.version}; {UNSEEN}"
            return HeldEntry(last, entry, remark) if entry else None
        chosen = choose(held(), known, eccn, on)
        if chosen is None:
            raise NotHeldError(f"no text of the Commerce Control List is held for {on}")
        if chosen.gaps:
            raise NotHeldError(f"{eccn} is not in the text held: {'; '.join(chosen.gaps)}")
        entry = chosen.text.controls.entry(eccn)
        return HeldEntry(chosen.text.controls, entry, "; ".join(chosen.told)) if entry else None

    return listed


def _newest(context: Context) -> ControlList | None:
    """Return the newest official text: it answers for its day and every later one, and dozens need not be read."""
    own = LISTS[0]
    found = newest_text(context, own, None)
    return own.read(found[0], found[2]) if found else None
