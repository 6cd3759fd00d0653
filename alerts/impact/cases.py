"""From what the graph knows of a contract line to the case that the law is asked about.

What the company's tables do not say stays unknown, and what sources disagree on too: nothing is supposed in favour of a
shipment.
"""

from collections.abc import Iterable, Iterator, Mapping
from datetime import date
from decimal import Decimal, InvalidOperation
from functools import cache

from company import quantities
from company.questions import DATACENTER
from company.shorthand import COLUMNS
from graph.reads.transactions import PURCHASER, Item, ListedName, Trader, Transaction
from graph.schema import Decision, Parameter
from regulation.licensing.determine import questions
from regulation.licensing.model import Case, Party

NO_MATCH = "no match"
CONTENT = "us_content_percent"
NOTICE = "individual notice of a licence requirement"  # the import's question
INFORMED = "informed by BIS that a license is required"  # how the rule's own words begin
_HUNDRED = Decimal(100)
_FIELDS = {name: (field, unit) for field, name, unit in COLUMNS}


def case_of(transaction: Transaction, on: date) -> Case:
    """Return the case of a contract line on a day of law."""
    bare, line = case_of_item(transaction.item, on), transaction.line
    return Case(
        on,
        code=bare.code,
        eu_code=bare.eu_code,
        kind=bare.kind,
        activity=bare.activity,
        origin=bare.origin,
        ship_from=transaction.ship_from,
        ship_to=transaction.ship_to,
        role=bare.role,
        parties=tuple(_parties(transaction)),
        end_use=line.end_use,
        value=line.value_minor / _HUNDRED if line.currency else None,
        currency=line.currency,
        answers=bare.answers,
        values=bare.values,
    )


def case_of_item(item: Item, on: date, ship_from: str = "", ship_to: str = "") -> Case:
    """Return the case of a product without a contract line: no parties, no end use, no value."""
    product = item.product
    values = dict(_values(item.parameters))
    content = _number(product.us_content_percent)
    if content is not None:
        values[CONTENT] = content
    return Case(
        on,
        code=product.eccn,
        eu_code=product.eu_code,
        kind=product.kind,
        activity=product.activity,
        origin=product.origin,
        ship_from=ship_from,
        ship_to=ship_to,
        role=product.role,
        answers=dict(_answers(item.decisions)),
        values=values,
    )


def _parties(transaction: Transaction) -> Iterator[Party]:
    """Yield consignee and end user, and the purchaser where it is neither."""
    others = {trader.customer.id for role, trader in transaction.parties if role != PURCHASER}
    for role, trader in transaction.parties:
        if role != PURCHASER or trader.customer.id not in others:
            yield _party(role, trader, transaction.ship_to)


def _party(role: str, trader: Trader, ship_to: str) -> Party:
    return Party(
        role,
        name=trader.customer.name,
        country=_country(trader, ship_to),
        headquarters=trader.headquarters,
        # An empty cell may mean that there is no parent, or that nobody asked: it is unknown.
        ultimate_parent=trader.ultimate_parent,
        listed=tuple(dict.fromkeys(row(one) for one in trader.candidates if one.decision != NO_MATCH)),
        screened=trader.screened,
    )


def row(listed: ListedName) -> str:
    """Return a row of a list of parties as the law is asked about it."""
    return f"{listed.list}: {listed.name}"


def _country(trader: Trader, ship_to: str) -> str:
    """Return where the party is for this line: its site at the destination, its only place, else unknown."""
    if ship_to in trader.sites:
        return ship_to
    places = set(trader.sites) or {trader.headquarters}
    return places.pop() if len(places) == 1 else ""


def _answers(decisions: Iterable[Decision]) -> Iterator[tuple[str, bool]]:
    """Yield decisions under the words that rules use; of others the law asks nothing."""
    asked = _asked()
    for one in decisions:
        answer = {"yes": True, "no": False}.get(one.answer)
        if answer is None:
            continue
        if one.question == NOTICE and answer:
            yield from ((question, True) for question in questions() if question.startswith(INFORMED))
        elif (question := asked.get(one.question.casefold())) is not None:
            yield question, answer


@cache
def _asked() -> Mapping[str, str]:
    return {one.casefold(): one for one in (*questions(), DATACENTER)}


def _values(parameters: Iterable[Parameter]) -> Iterator[tuple[str, Decimal]]:
    """Yield the parameters that have a field in the import, in the field's unit; disputed ones are left out."""
    found: dict[str, set[Decimal | None]] = {}
    for one in parameters:
        field, unit = _FIELDS.get(one.parameter, ("", None))
        if field:
            found.setdefault(field, set()).add(_measured(one, unit))
    for field, values in sorted(found.items()):
        value = values.pop() if len(values) == 1 else None
        if value is not None:
            yield field, value


def _measured(one: Parameter, unit: str | None) -> Decimal | None:
    of, value = quantities.quantity(one.parameter), _number(one.value)
    if value is None or of is None:
        return None
    try:
        exact = quantities.exact(value, of, one.measured_in or None)
    except ValueError:
        return None
    wanted = quantities.unit(unit) if unit else None
    return exact / wanted.factor if wanted else exact


def _number(text: str) -> Decimal | None:
    try:
        return Decimal(text) if text else None
    except InvalidOperation:
        return None
