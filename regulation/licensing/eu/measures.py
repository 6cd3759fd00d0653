"""Restrictive measures: what Regulation (EU) No 833/2014, in the text held, prohibits to Russia: positive finds."""

from collections.abc import Iterator, Sequence
from dataclasses import dataclass
from datetime import date
from functools import lru_cache

from regulation.licensing.eu.listed import UNLISTED, specified
from regulation.licensing.eu.places import is_member_state, measure
from regulation.licensing.eu.prohibitions import Paragraph, Prohibition, book
from regulation.licensing.eu.scope import EXPORTED
from regulation.licensing.eu.texts import HeldWords
from regulation.licensing.exceptions.answer import NO, YES, Answer, both, known
from regulation.licensing.law import UNSEEN, Law, NotHeldError
from regulation.licensing.model import Case, Eligibility, ExceptionAnswer, Quote, Requirement, Step
from regulation.licensing.text_2022 import ACT, Act

NAME = "restrictive measures of the Union"
EXCEPTIONS = f"exceptions of Regulation (EU) No {ACT}"
REASON = ACT
_REGULATION = f"Regulation (EU) No {ACT}"
_NO_TEXT = (
    "no regulation on restrictive measures (sanctions) is held for the day: neither its goods, nor its parties, nor its"
    " regions"
)


@dataclass(frozen=True, slots=True)
class _Asked:
    """A case with the text that answers, whether it goes to Russia, and whether the regulation binds who acts."""

    case: Case
    law: Law
    act: Act
    russia: Answer
    bound: Answer


def restrictive(case: Case, law: Law, _found: Sequence[Step] = ()) -> Step:
    """Return what is prohibited, and which measures reach destination or parties and are not modelled; raises nothing.

    An item that the text does not name stays *not modelled* for Russia: later amendments are not held.
    """
    act, russia = act_of(law, case.on), _in_russia(case)
    required: tuple[Requirement, ...] = ()
    missing = tuple(_reached(case, act, russia))
    if act and russia.truth is not False:
        try:
            required = tuple(_prohibited(_Asked(case, law, act, russia, _bound(case))))
        except NotHeldError as error:
            missing = (*missing, str(error))
    quotes = tuple(dict.fromkeys(quote for one in required for quote in one.quotes))
    unsaid = act and not required and book().in_russia not in case.answers
    beside = (
        _held(act),
        *((f"{_REGULATION}: {book().beside}",) if required else ()),
        *((f"not stated: {book().in_russia}",) if unsaid else ()),
        *missing,
    )
    return Step(NAME, _told(required, missing, act), quotes, required, (), (), beside, "; ".join(missing))


def excepted(case: Case, law: Law, found: Sequence[Step] = ()) -> Step:
    """Return the exceptions of what is surely prohibited: named with their words, their conditions never modelled."""
    act = act_of(law, case.on)
    found_at = {one.basis for step in found for one in step.requirements if one.reason == REASON and one.holds}
    if act is None or not found_at:
        return Step(EXCEPTIONS, f"not asked: no prohibition of {_REGULATION} found")
    own = [one for one in book().prohibitions if found_at & {_cited(one.goods.at), _cited(one.service.at)}]
    named = dict.fromkeys(paragraph for one in own for paragraph in one.exceptions)
    answers = tuple(_not_modelled(paragraph, act, case.on) for paragraph in named)
    return Step(EXCEPTIONS, "conditions not modelled: a person compares them", exceptions=answers)


def facts() -> tuple[str, ...]:
    """Return the facts that the prohibitions ask for."""
    return book().facts


def act_of(law: Law, on: date) -> Act | None:
    """Return the newest text of the regulation that is not younger than the day, None where none is held."""
    texts = [one for one in law.acts() if one.number == ACT and one.version <= on]
    return max(texts, key=lambda one: one.version, default=None)


@lru_cache(maxsize=512)
def paragraph_of(act: Act, at: str, on: date) -> HeldWords:
    """Return the words of a paragraph for a day; those of one that the text does not have are empty."""
    remark = "" if act.version == on else f"text of {act.version}; {UNSEEN}"
    return HeldWords(_cited(at), act.find(at), act.version, remark)


def _reached(case: Case, act: Act | None, russia: Answer) -> Iterator[str]:
    """Yield the measures that reach destination or parties, and why they are not modelled."""
    places = dict.fromkeys((case.ship_to, *(one.country for one in case.parties)))
    if russia.truth:
        places[book().country] = None
    for place in places:
        own = measure(place)
        if own and act and place == book().country:
            yield f"{own} ({place}): held as of {act.version}, so what it prohibits since then is not modelled"
        elif own:
            yield f"{own} ({place}): not held as a text of the day, so what it prohibits is not modelled"


def _in_russia(case: Case) -> Answer:
    """Return whether the item goes to a person in Russia or for use there; of a Russian headquarters it is asked."""
    if book().country in (case.ship_to, *(one.country for one in case.parties)):
        return YES
    stated = case.answers.get(book().in_russia)
    if stated is None and not any(book().country in (one.headquarters, one.ultimate_parent) for one in case.parties):
        return NO
    return known(stated, book().in_russia)


def _bound(case: Case) -> Answer:
    return YES if is_member_state(case.ship_from) else known(case.answers.get(book().bound), book().bound)


def _prohibited(asked: _Asked) -> Iterator[Requirement]:
    case = asked.case
    exported = known(case.answers.get(EXPORTED), EXPORTED) if case.activity else YES
    for one in book().prohibitions:
        named = _fact(case, one.goods) if one.goods.fact else _in_annex_i(case, asked.law)
        yield from _required(asked, one, one.goods, both((named, exported)))
        if case.activity:
            yield from _required(asked, one, one.service, _fact(case, one.service))


def _required(asked: _Asked, one: Prohibition, paragraph: Paragraph, own: Answer) -> Iterator[Requirement]:
    answer = both((own, asked.russia, asked.bound))
    if answer.truth is False:
        return
    quotes = tuple(_quotes(asked, (paragraph, *one.defined, *_who(asked.case))))
    exceptions = tuple(_quotes(asked, one.exceptions))
    yield Requirement(
        REASON,
        _cited(paragraph.at),
        quotes,
        answer.truth,
        answer.needs,
        review=one.review,
        review_quotes=exceptions,
    )


def _quotes(asked: _Asked, paragraphs: Sequence[Paragraph]) -> Iterator[Quote]:
    return (paragraph_of(asked.act, one.at, asked.case.on).quote(one.words) for one in paragraphs)


def _who(case: Case) -> tuple[Paragraph, ...]:
    return (book().within,) if is_member_state(case.ship_from) else book().stated


def _fact(case: Case, paragraph: Paragraph) -> Answer:
    return known(case.answers.get(paragraph.fact), paragraph.fact)


def _in_annex_i(case: Case, law: Law) -> Answer:
    """Return whether Annex I of Regulation (EU) 2021/821 lists the item; of a code that it does not have, no find."""
    if case.eu_code in ("", UNLISTED):
        return NO if case.eu_code else known(None, "eu_code")
    try:
        specified(case, law)
    except NotHeldError:
        return NO
    return YES


def _not_modelled(paragraph: Paragraph, act: Act, on: date) -> ExceptionAnswer:
    held = paragraph_of(act, paragraph.at, on)
    try:
        quotes: tuple[Quote, ...] = (held.quote(paragraph.words),)
    except NotHeldError:
        quotes = ()
    why = f"its conditions are not modelled; text of {act.version}, {UNSEEN}"
    return ExceptionAnswer(
        f"{ACT}, {paragraph.at}", Eligibility.NOT_MODELLED, _cited(paragraph.at), why, (), quotes, (REASON,)
    )


def _told(required: Sequence[Requirement], missing: Sequence[str], act: Act | None) -> str:
    held = [one.basis.removeprefix(f"{_REGULATION}, ") for one in required if one.holds]
    if held:
        return f"prohibited by {_REGULATION}, {' and '.join(held)}"
    if required:
        return f"depends on facts: {_REGULATION}"
    return "not modelled" if missing else f"not checked: {_held(act)}"


def _held(act: Act | None) -> str:
    if act is None:
        return _NO_TEXT
    return (
        f"of the regulations on restrictive measures (sanctions) only {_REGULATION} is held, as of {act.version}: of"
        " others neither goods, nor parties, nor regions"
    )


def _cited(at: str) -> str:
    return f"{_REGULATION}, {at}"
