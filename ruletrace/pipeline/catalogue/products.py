"""Products with what counts of them now in the company's rows, one object a product that has facts."""

from collections import defaultdict
from collections.abc import Iterable, Mapping, Sequence
from dataclasses import dataclass
from datetime import date
from typing import TypeVar

from company import facts
from company.history import Dated
from company.model import Classification, Component, Decision, Parameter, Product, Record
from regulation.controls.designations import ECCN

US = "US"
R = TypeVar("R", bound=Record)


@dataclass(frozen=True, slots=True)
class Facts:
    """What counts of a product: its values by source, decisions, components (by SKU) and US classifications.

    `classified` are the entries of its classifications that count, `tested` those of the paragraphs that these tested.
    """

    product: Product
    parameters: tuple[Parameter, ...]
    decisions: tuple[Decision, ...]
    components: tuple[str, ...]
    classified: tuple[str, ...]
    tested: tuple[str, ...]

    @property
    def sku(self) -> str:
        """The company's own number of the product."""
        return self.product.sku


def counting(rows: Iterable[Dated], day: date | None = None) -> Mapping[str, Facts]:
    """Return the products that are sold, by SKU, with what the company's rows say of them now.

    `day` is the one on which classifications must be valid; None: the latest of all count.
    """
    current: dict[str, list[Record]] = defaultdict(list)
    for row in rows:
        if row.end is None:
            current[row.table].append(row.record)
    products = {one.sku: one for one in _of(current, Product)}
    parameters = facts.by_product(facts.newest(_of(current, Parameter)))
    decisions = facts.by_product(facts.decided(_of(current, Decision)))
    components = facts.by_product(_of(current, Component))
    classified = facts.by_product(facts.standing(_of(current, Classification), day))
    return {
        sku: Facts(
            products[sku],
            parameters.get(sku, ()),
            decisions.get(sku, ()),
            tuple(one.component_sku for one in components.get(sku, ()) if one.component_sku in products),
            *_entries(classified.get(sku, ())),
        )
        for sku in sorted(products)
    }


def _of(current: Mapping[str, Sequence[Record]], model: type[R]) -> list[R]:
    return [one for one in current.get(model.table, ()) if isinstance(one, model)]


def _entries(rows: Sequence[Classification]) -> tuple[tuple[str, ...], tuple[str, ...]]:
    """Return the US entries of what counts: our own or a ruling's; the vendors' only where there is none."""
    american = [one for one in rows if one.regime == US]
    own = [one for one in american if one.basis != "vendor"] or american
    codes = {one.code[:5] for one in own if ECCN.match(one.code)}
    tested = {code[:5] for one in own for code in one.tested_paragraphs if ECCN.match(code)}
    return tuple(sorted(codes)), tuple(sorted(tested - codes))
