"""Step 0: is the item subject to the EAR (15 CFR 734.3), by place, origin, US content and direct product."""

from collections.abc import Sequence
from decimal import Decimal

from regulation.licensing.law import Law, NotHeldError
from regulation.licensing.model import Case, Quote, Step

NAME = "subject to the EAR"
CONTENT = "us_content_percent"
# Facts by the words of the sections that ask them.
DIRECT_PRODUCT = "foreign-produced direct product of specified technology or software (734.9)"
NO_LEVEL = "item for which there is no de minimis level (734.4(a))"
EXCLUDED = "excluded by 734.3(b): published, fundamental research, exclusively controlled by another agency"
# The words of part 734 that an answer rests on, by citation.
_EXCLUDING = ("734.3(b)", "The following are not subject to the EAR:")
_INSIDE = ("734.3(a)(1)", "All items in the United States")
_OF_ORIGIN = ("734.3(a)(2)", "All U.S. origin items wherever located")
_PRODUCT = ("734.3(a)(4)", "Certain foreign-produced “direct products”")
_NO_LEVEL = ("734.4(a)", "Items for which there is no de minimis level.")
_TEN = ("734.4(c)(1)", "valued at 10% or less of the total value of the foreign-made commodity")
_TWENTY_FIVE = ("734.4(d)(1)", "valued at 25% or less of the total value of the foreign-made commodity")
WORDS = (_EXCLUDING, _INSIDE, _OF_ORIGIN, _PRODUCT, _NO_LEVEL, _TEN, _TWENTY_FIVE)
_LOW, _HIGH = Decimal(10), Decimal(25)
BOUNDS = (Decimal(0), _LOW, _HIGH)  # what the share of controlled US content is compared with, in percent
_NOT_CHECKED = "exclusions of 734.3(b) unless given as a fact; items moving through the United States"


def scope(case: Case, law: Law, _found: Sequence[Step] = ()) -> Step:
    """Return whether the item is subject to the EAR: `answer` True, False or None with the facts that would decide."""
    try:
        return _asked(case, law)
    except NotHeldError as error:
        return Step(NAME, "not modelled", not_modelled=str(error))


def _asked(case: Case, law: Law) -> Step:
    if case.answers.get(EXCLUDED):
        quote = law.quote(*_EXCLUDING, case.on)
        return _step(False, f"no: {EXCLUDED}", quote)
    if case.ship_from == "US":
        quote = law.quote(*_INSIDE, case.on)
        return _step(True, "yes: it leaves the United States", quote)
    if case.origin == "US":
        quote = law.quote(*_OF_ORIGIN, case.on)
        return _step(True, "yes: of US origin", quote)
    return _foreign(case, law)


def _foreign(case: Case, law: Law) -> Step:
    """Return the answer for an item that may be foreign-made and outside the United States."""
    product = law.quote(*_PRODUCT, case.on)
    if case.answers.get(DIRECT_PRODUCT):
        return _step(True, "yes: a foreign-produced direct product", product)
    level, words = _level(case, law)
    content = case.values.get(CONTENT)
    if content is not None and level is not None and content > level:
        return _step(True, f"yes: controlled US content is above {level} %", *words)
    needs = tuple(
        name
        for name, unknown in (
            ("ship_from", not case.ship_from),
            ("origin", not case.origin),
            ("ship_to", not case.ship_to),
            (CONTENT, content is None),
            (DIRECT_PRODUCT, DIRECT_PRODUCT not in case.answers),
            (NO_LEVEL, NO_LEVEL not in case.answers),
        )
        if unknown
    )
    if case.answers.get(NO_LEVEL) and content:
        quote = law.quote(*_NO_LEVEL, case.on)
        return _step(True, "yes: no de minimis level, and controlled US content", quote)
    if needs:
        return _step(None, "cannot decide", product, *words, needs=needs)
    return _step(False, f"no: controlled US content is not above {level} %, no direct product", product, *words)


def _level(case: Case, law: Law) -> tuple[Decimal | None, tuple[Quote, ...]]:
    """Return the de minimis level in percent for the destination: 10 for E:1 and E:2, else 25 (734.4(c), (d))."""
    if not case.ship_to:
        return None, ()
    groups = law.groups(case.on)
    if not groups.known(case.ship_to):
        raise NotHeldError(f"no Country Group prints {case.ship_to}")
    if groups.of(case.ship_to) & {"E:1", "E:2"}:
        return _LOW, (law.quote(*_TEN, case.on),)
    return _HIGH, (law.quote(*_TWENTY_FIVE, case.on),)


def _step(answer: bool | None, found: str, *quotes: Quote, needs: tuple[str, ...] = ()) -> Step:
    return Step(NAME, found, quotes, needs=needs, not_checked=(_NOT_CHECKED,), answer=answer)
