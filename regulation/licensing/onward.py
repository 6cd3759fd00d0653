"""Goods that may go on: a consignee or an end user elsewhere than the destination (15 CFR 734.13(c))."""

from collections.abc import Iterator

from regulation.licensing.model import Case
from regulation.licensing.places import counts_as

_ROLES = ("consignee", "end user")


def going_on(country: str) -> str:
    """Return the fact that the item goes on to another country than the destination."""
    return f"the item goes on from the destination to {country} (734.13(c))"


def onward(case: Case) -> Iterator[str]:
    """Yield what is open where a consignee or end user is elsewhere: whether the item goes on there, and the answer."""
    if not case.ship_to or case.activity:
        return
    elsewhere = {one.country for one in case.parties if one.role in _ROLES and one.country}
    for country in sorted(elsewhere):
        goes = case.answers.get(going_on(country))
        if counts_as(country) == counts_as(case.ship_to) or goes is False:
            continue
        yield f"the determination with {country} as the destination (734.13(c))" if goes else going_on(country)
