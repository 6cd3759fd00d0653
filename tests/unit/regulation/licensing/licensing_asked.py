"""Composed cases and what of part 740 answers them."""

from collections.abc import Sequence

from licensing_law import DAY

from regulation.licensing.exceptions import exceptions
from regulation.licensing.judging import NONE_KNOWN
from regulation.licensing.law import Law
from regulation.licensing.model import Case, ExceptionAnswer, Party, Step
from regulation.licensing.reasons import reasons
from regulation.licensing.scope import scope

ORDER = "net value of the order under this ECCN in USD (740.3(c)(2))"
YEAR = "value of exports under this ECCN to the consignee this calendar year in USD (740.3(d)(2))"


def parties(country: str, seat: str = "") -> tuple[Party, ...]:
    held = seat or country
    return tuple(Party(role, "composed", country, held, held, screened=True) for role in ("consignee", "end user"))


def case(code: str, ship_to: str, seat: str = "", **facts: bool) -> Case:
    held = parties(ship_to, seat)
    return Case(
        DAY,
        code=code,
        origin="US",
        ship_from="US",
        ship_to=ship_to,
        parties=held,
        answers={NONE_KNOWN: True, **facts},
    )


def before(law: Law, case: Case) -> tuple[Step, ...]:
    return scope(case, law), reasons(case, law)


def asked(law: Law, case: Case, more: Sequence[Step] = ()) -> dict[str, ExceptionAnswer]:
    step = exceptions(case, law, (*before(law, case), *more))
    return {one.symbol: one for one in step.exceptions}
