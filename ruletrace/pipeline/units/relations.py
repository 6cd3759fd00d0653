"""Documents that act on other documents."""

from graph import schema as g
from ruletrace.pipeline.relations import Relations

NAME = "relations"


def unit(relations: Relations) -> g.Unit:
    """Return which document corrects, delays, suspends or otherwise acts on which."""
    edges = tuple(
        g.ActsOn(
            start=one.document,
            end=one.other,
            key=one.relation,
            relation=one.relation,
            by=one.by,
            quote=one.quote,
            fact=one.fact,
            basis=one.basis,
        )
        for one in relations.acting
    )
    return g.Unit(NAME, (), edges)
