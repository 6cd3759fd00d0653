"""Columns of `products` that say what has a table of its own, as rows of that table: one model for both."""

from collections.abc import Container, Iterator, Mapping
from typing import Literal

from company import questions
from company.products import Classification, Decision, Parameter, Product
from company.record import Record

# Column, quantity, unit.
COLUMNS: tuple[tuple[str, str, str | None], ...] = (
    ("tpp", "total processing performance", None),
    ("die_area_mm2", "applicable die area", "mm2"),
    ("performance_density", "performance density", None),
    ("memory_bandwidth_gb_s", "memory bandwidth", "GB/s"),
    ("link_bandwidth_gb_s", "aggregate bidirectional transfer rate", "GB/s"),
    ("endurance_minutes", "maximum endurance", "min"),
)
TABLES: tuple[type[Record], ...] = (Parameter, Classification, Decision)

Key = tuple[str, ...]
Short = Mapping[str, Mapping[Key, tuple[int, Record]]]  # table → key → line of the product, row


class _Everything:
    def __contains__(self, _: object) -> bool:
        return True


def short(products: Mapping[int, Record], of: Container[Key] = _Everything()) -> Short:
    """Return what columns of products, given by line, say as rows of other tables.

    `of` restricts them to a product and what is said of it: the first two parts of a row's key.
    """
    found: dict[str, dict[Key, tuple[int, Record]]] = {model.table: {} for model in TABLES}
    for line, product in products.items():
        if isinstance(product, Product):
            for record in rows(product, of):
                found[record.table][record.key()] = (line, record)
    return found


def rows(product: Product, of: Container[Key] = _Everything()) -> Iterator[Record]:
    """Yield what a product's own columns say as rows of `parameters`, `classifications` and `decisions`.

    They lack what no column holds: a parameter may have no source, a decision has neither author nor day nor reason.
    """
    # The product's columns were checked; every field is given, because looking up defaults takes most of the time.
    sku, source = product.sku, product.parameters_source
    for column, name, unit in COLUMNS:
        if (value := getattr(product, column)) is not None and (sku, name) in of:
            yield Parameter.model_construct(
                sku=sku, parameter=name, value=value, unit=unit, source=source, dated=None, note=None
            )
    us, eu = product.eccn, product.eu_code
    if us and (sku, "US") in of:
        yield _classification(product, "US", us)
    if eu and (sku, "EU") in of:
        yield _classification(product, "EU", eu)
    if product.datacenter != "unknown" and (sku, questions.DATACENTER) in of:
        yield _decision(sku, product.datacenter)


def _decision(sku: str, answer: Literal["yes", "no"]) -> Decision:
    question = questions.DATACENTER
    return Decision.model_construct(sku=sku, question=question, answer=answer, by=None, on=None, why=None)


def _classification(product: Product, regime: Literal["US", "EU"], code: str) -> Classification:
    return Classification.model_construct(
        sku=product.sku,
        regime=regime,
        code=code,
        basis="self",
        rationale=product.classification_rationale,
        by=product.classified_by,
        on=product.classified_on,
        vendor=None,
        ccats_number=None,
        tested_paragraphs=(),
        valid_to=None,
    )
