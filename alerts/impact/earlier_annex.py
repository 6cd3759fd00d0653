"""Annex I before a change: the changed entries from the older text, everything else as after it."""

from dataclasses import replace
from datetime import date

from regulation.annex import Consolidated
from regulation.licensing.compared.comparing import Answer
from regulation.licensing.compared.model import LawChange, Pair
from regulation.licensing.compared.undone import EU, marks
from regulation.licensing.law import Law
from regulation.licensing.model import Case, Determination, Quote, Requirement, Step

_LIST = "Annex I, "


def before_and_after(law: Law, change: LawChange, answer: Answer) -> tuple[Law, Answer]:
    """Return the law before a change of Annex I, and the answer by either law, each quote with the day of its text.

    The general authorisations are those after the change on both sides: it is undone alone.
    """
    texts = [one for one in law.annexes() if one.controls.version <= change.after]
    earlier = [one for one in texts[:-1] if one.controls.version <= change.before]
    if not texts or not earlier:
        return replace(law, annexes=tuple), answer  # no text answers: the determination says so
    text = (_mixed(texts[-1], earlier[-1], change),)
    mixed = replace(law, annexes=lambda: text)

    def asked(case: Case, by: Law) -> Determination:
        found = answer(case, by)
        return _dated(found, earlier[-1], change) if by is mixed and _entry(case.eu_code) in change.entries else found

    return mixed, asked


def marked(pair: Pair, change: LawChange) -> Pair:
    """Return a pair of Annex I that says which texts its sides rest on."""
    if change.regime != EU or not pair.remarks:
        return pair
    told = f"the changed entries of Annex I before it as of {change.before}; everything else as of {change.after}"
    return replace(pair, remarks=(told, *(one for one in pair.remarks if one not in marks(change))))


def stands_alike(before: Law, after: Law, code: str, on: date) -> bool:
    """Return whether both texts of a day have a code, or both have it not: then no destination tells them apart.

    Of Annex I a determination reads whether the code stands there; all else of it is the same on both sides.
    """
    return _stands(before, code, on) == _stands(after, code, on)


def _stands(law: Law, code: str, on: date) -> bool | None:
    held = [one.controls for one in law.annexes() if one.controls.version <= on]
    entry = held[-1].entry(_entry(code)) if held else None
    places = entry.paragraphs() if entry else ()
    return next((not one.reserved for one in places if one.designation == code), None)


def _mixed(newer: Consolidated, older: Consolidated, change: LawChange) -> Consolidated:
    before = {one.eccn: one for one in older.controls.entries}
    after = {one.eccn: one for one in newer.controls.entries}
    kept = {code: (before if code in change.entries else after).get(code) for code in sorted({*before, *after})}
    entries = tuple(one for one in kept.values() if one)
    return replace(newer, controls=replace(newer.controls, entries=entries))


def _dated(found: Determination, older: Consolidated, change: LawChange) -> Determination:
    """Return a determination whose quotes of the entry have the day of the older text."""
    told = f"text of {older.controls.version}, before the change"

    def quote(one: Quote) -> Quote:
        own = one.citation.removeprefix(_LIST)
        changed = one.citation.startswith(_LIST) and _entry(own) in change.entries
        return replace(one, text_of=older.controls.version, remark=told) if changed else one

    def required(one: Requirement) -> Requirement:
        return replace(one, quotes=tuple(map(quote, one.quotes)))

    def step(one: Step) -> Step:
        quotes, requirements = tuple(map(quote, one.quotes)), tuple(map(required, one.requirements))
        return replace(one, quotes=quotes, requirements=requirements)

    return replace(found, steps=tuple(map(step, found.steps)), requirements=tuple(map(required, found.requirements)))


def _entry(code: str) -> str:
    return code.partition(".")[0]
