"""Step 0: is the item subject to the EAR (15 CFR 734.3), by place, origin, US content and direct product."""

from collections.abc import Sequence
from dataclasses import replace
from decimal import Decimal

from regulation.licensing.judging import DEEMED, NONE_KNOWN
from regulation.licensing.law import Law, NotHeldError
from regulation.licensing.model import Case, Quote, Step
from regulation.licensing.onward import onward
from regulation.licensing.places import counts_as

NAME = "subject to the EAR"
CONTENT = "us_content_percent"
# Facts by the words of the sections that ask them.
DIRECT_PRODUCT = "foreign-produced direct product of specified technology or software (734.9)"
NO_LEVEL = "item for which there is no de minimis level (734.4(a))"
ENCRYPTION = "incorporates US-origin items of 734.4(b) that do not meet the requirements of that paragraph"
REPORT = "the one-time report on foreign-made technology was filed (734.4(c)(3), (d)(3))"
_US = "US"
EXCLUDED = "excluded by 734.3(b): published, fundamental research, exclusively controlled by another agency"
US_PERSON = "a U.S. person acts (744.6)"
NOT_FOREIGN = "the person is a U.S. citizen, lawful permanent resident or protected individual (772.1)"
SOURCE_CODE = "what is released is technology or source code, not object code (734.13(a)(2))"
RELEASED = "with the service an item is exported, or technology or source code is released (734.13(a), 734.15(a))"
FACTS = (ENCRYPTION, REPORT, DIRECT_PRODUCT, NO_LEVEL, EXCLUDED, DEEMED, NOT_FOREIGN, SOURCE_CODE, RELEASED, US_PERSON)
# The words of part 734 that an answer rests on, by citation.
_EXCLUDING = ("734.3(b)", "The following are not subject to the EAR:")
_INSIDE = ("734.3(a)(1)", "All items in the United States")
_OF_ORIGIN = ("734.3(a)(2)", "All U.S. origin items wherever located")
_PRODUCT = ("734.3(a)(4)", "Certain foreign-produced “direct products”")
_NO_LEVEL = ("734.4(a)", "Items for which there is no de minimis level.")
_TEN = ("734.4(c)(1)", "valued at 10% or less of the total value of the foreign-made commodity")
_TWENTY_FIVE = ("734.4(d)(1)", "valued at 25% or less of the total value of the foreign-made commodity")
_SHIPMENT = ("734.13(a)(1)", "An actual shipment or transmission out of the United States")
_RELEASE = ("734.13(a)(2)", "Releasing or otherwise transferring “technology” or source code (but not object code)")
_CITIZENSHIP = ("734.13(b)", "is a deemed export to the foreign person's most recent country of citizenship")
_EXCHANGE = ("734.15(a)(2)", "Oral or written exchanges with a foreign person of “technology” or source code")
_FOREIGN = ("772.1", "Any natural person who is not a lawful permanent resident of the United States")
WORDS = (
    _SHIPMENT,
    _RELEASE,
    _CITIZENSHIP,
    _EXCHANGE,
    _FOREIGN,
    _EXCLUDING,
    _INSIDE,
    _OF_ORIGIN,
    _PRODUCT,
    _NO_LEVEL,
    _TEN,
    _TWENTY_FIVE,
)
_LOW, _HIGH = Decimal(10), Decimal(25)
BOUNDS = (Decimal(0), _LOW, _HIGH)  # what the share of controlled US content is compared with, in percent
_REMOTE = "remote access to computers: legislation that is only proposed is no law"
_NOT_CHECKED = "exclusions of 734.3(b) unless given as a fact; items moving through the United States"


def scope(case: Case, law: Law, _found: Sequence[Step] = ()) -> Step:
    """Return whether the item is subject to the EAR: `answer` True, False or None with the facts that would decide."""
    try:
        found = _asked(case, law)
    except NotHeldError as error:
        return Step(NAME, "not modelled", not_modelled=str(error))
    return found if found.answer is False else replace(found, needs=(*found.needs, *onward(case)))


def _asked(case: Case, law: Law) -> Step:
    if case.answers.get(EXCLUDED):
        quote = law.quote(*_EXCLUDING, case.on)
        return _step(False, f"no: {EXCLUDED}", quote)
    if case.answers.get(DEEMED) and case.code[1:2] in ("D", "E"):
        return _deemed(case, law)
    if case.activity and not case.answers.get(RELEASED):
        return _service(case, law)
    if counts_as(case.ship_from) == counts_as(case.ship_to) == _US:
        return _step(False, "no export: it stays in the United States", law.quote(*_SHIPMENT, case.on))
    if counts_as(case.ship_from) == _US:
        quote = law.quote(*_INSIDE, case.on)
        return _step(True, "yes: it leaves the United States", quote)
    if counts_as(case.origin) == _US:
        quote = law.quote(*_OF_ORIGIN, case.on)
        return _step(True, "yes: of US origin", quote)
    return _foreign(case, law)


def _deemed(case: Case, law: Law) -> Step:
    """Return whether a release inside the United States is an export; `ship_to` is the person's country.

    Only technology and source code are released so, and only to a foreign person (734.13(a)(2), 772.1). A commodity
    that is said to be released so is judged as if it were exported.
    """
    words = law.quote(*_RELEASE, case.on)
    if case.answers.get(NOT_FOREIGN):
        return _step(False, f"no: {NOT_FOREIGN}", words, law.quote(*_FOREIGN, case.on))
    source = True if case.code[1:2] == "E" else case.answers.get(SOURCE_CODE)
    if source is False:
        return _step(False, "no: only technology and source code are released by a deemed export", words)
    if source is None:
        return _step(None, "cannot decide", words, needs=(SOURCE_CODE,))
    told = "yes: a release to a foreign person, judged by the most recent citizenship or permanent residency"
    return _step(True, told, words, law.quote(*_CITIZENSHIP, case.on))


def _service(case: Case, law: Law) -> Step:
    """Return whether a service exports anything: access to a computer abroad is by itself no export of that computer.

    Where nothing is exported or released, the support of US persons (744.6) is what remains to be asked.
    """
    words = law.quote(*_EXCHANGE, case.on)
    acts = NONE_KNOWN if case.answers.get(US_PERSON) else US_PERSON
    needs = tuple(one for one in (RELEASED, acts) if one not in case.answers)
    if needs:
        return Step(NAME, "cannot decide", (words,), needs=needs, not_checked=(_NOT_CHECKED, _REMOTE))
    told = f"no: {case.activity} exports and releases nothing"
    return Step(NAME, told, (words,), not_checked=(_NOT_CHECKED, _REMOTE), answer=False)


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
            (ENCRYPTION, case.answers.get(ENCRYPTION) is not False),
            (REPORT, case.code[1:2] == "E" and not case.answers.get(REPORT)),
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
