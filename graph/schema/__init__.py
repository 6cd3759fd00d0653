"""The schema: what may be written, with its meaning."""

from dataclasses import dataclass

from graph.schema.base import Edge, Node
from graph.schema.edges import (
    BecauseOf,
    Changes,
    ClassifiedAs,
    Consignee,
    Contains,
    EndUser,
    HasLine,
    HasSite,
    HasText,
    HeadquarteredIn,
    In,
    ListedOn,
    MatchesCandidate,
    MayBeMadeBy,
    Of,
    OwnedBy,
    PartOf,
    Published,
    Reaches,
    RefersTo,
    ShipsFrom,
    ShipsTo,
    StatedBy,
    States,
    Touches,
    UltimateParentIn,
    With,
)
from graph.schema.nodes import (
    Alert,
    Change,
    Contract,
    Control,
    Country,
    Customer,
    Document,
    Fact,
    Line,
    Party,
    PartyList,
    Product,
    Role,
    Site,
    Source,
    Text,
)

NODES: tuple[type[Node], ...] = (
    Source,
    Document,
    Fact,
    Control,
    Text,
    Change,
    PartyList,
    Party,
    Country,
    Product,
    Customer,
    Site,
    Contract,
    Line,
    Role,
    Alert,
)
EDGES: tuple[type[Edge], ...] = (
    Published,
    States,
    StatedBy,
    MayBeMadeBy,
    Changes,
    Reaches,
    PartOf,
    HasText,
    RefersTo,
    ListedOn,
    ClassifiedAs,
    Contains,
    MatchesCandidate,
    HasSite,
    In,
    HeadquarteredIn,
    UltimateParentIn,
    With,
    HasLine,
    Of,
    ShipsFrom,
    ShipsTo,
    Consignee,
    EndUser,
    BecauseOf,
    Touches,
    OwnedBy,
)


@dataclass(frozen=True, slots=True)
class Unit:
    """A named part of the projection that is written as one: nodes and relationships that belong together.

    `made_from` names everything the unit was computed from, so that an unchanged one need not be computed again;
    `problems` tell in words what could not be read of that.
    """

    name: str
    nodes: tuple[Node, ...]
    edges: tuple[Edge, ...]
    made_from: str = ""
    problems: tuple[str, ...] = ()


__all__ = [
    "EDGES",
    "NODES",
    "Alert",
    "BecauseOf",
    "Change",
    "Changes",
    "ClassifiedAs",
    "Consignee",
    "Contains",
    "Contract",
    "Control",
    "Country",
    "Customer",
    "Document",
    "Edge",
    "EndUser",
    "Fact",
    "HasLine",
    "HasSite",
    "HasText",
    "HeadquarteredIn",
    "In",
    "Line",
    "ListedOn",
    "MatchesCandidate",
    "MayBeMadeBy",
    "Node",
    "Of",
    "OwnedBy",
    "PartOf",
    "Party",
    "PartyList",
    "Product",
    "Published",
    "Reaches",
    "RefersTo",
    "Role",
    "ShipsFrom",
    "ShipsTo",
    "Site",
    "Source",
    "StatedBy",
    "States",
    "Text",
    "Touches",
    "UltimateParentIn",
    "Unit",
    "With",
]
