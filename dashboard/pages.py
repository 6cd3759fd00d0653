"""Which pages there are, for whom, and under which address."""

from collections.abc import Callable, Mapping
from dataclasses import dataclass
from typing import Literal

import streamlit as st
from streamlit.navigation.page import Page

from dashboard.access import Role
from dashboard.store import ask
from dashboard.views import (
    alert,
    catalogue,
    change,
    changes,
    coverage,
    determination,
    document,
    documents,
    entry,
    exposure,
    health,
    law,
    parties,
    product,
    questions,
    reclassify,
    review,
    week,
)
from graph import GraphError, reads

ALL = frozenset(Role)
REVIEW = "Review"
RECLASSIFY = "To reclassify"
OWNERS = frozenset({Role.PRODUCT_OWNER, Role.ANALYST})
DETAILS = ("alert", "change", "document", "entry", "product")


@dataclass(frozen=True, slots=True)
class View:
    """A page: its address, title, section, who may see it, and what draws it."""

    path: str
    title: str
    section: str
    roles: frozenset[Role]
    show: Callable[[], None]
    icon: str = ""

    @property
    def is_listed(self) -> bool:
        """Whether the navigation lists it; details are reached by links."""
        return self.path not in DETAILS


VIEWS = (
    View("week", "This week", "Executive", frozenset({Role.EXECUTIVE}), week.show, "event"),
    View("products", "Products", "Product owner", frozenset({Role.PRODUCT_OWNER}), catalogue.show, "sell"),
    View("questions", "Questions", "Product owner", frozenset({Role.PRODUCT_OWNER}), questions.show, "help"),
    View("reclassify", RECLASSIFY, "Product owner", OWNERS, reclassify.show, "rule_settings"),
    View("exposure", "Exposure", "Licences", ALL, exposure.show, "grid_on"),
    View("determination", "Determination", "Licences", OWNERS, determination.show, "policy"),
    View("changes", "Changes", "Analyst", frozenset({Role.ANALYST}), changes.show, "compare_arrows"),
    View("review", REVIEW, "Analyst", frozenset({Role.ANALYST}), review.show, "rule"),
    View("documents", "Documents", "Analyst", frozenset({Role.ANALYST}), documents.show, "article"),
    View("parties", "Parties", "Analyst", frozenset({Role.ANALYST}), parties.show, "groups"),
    View("health", "Sources", "Analyst", frozenset({Role.ANALYST}), health.show, "monitor_heart"),
    View("law", "Law", "Reference", ALL, law.show, "gavel"),
    View("coverage", "Coverage", "Reference", ALL, coverage.show, "checklist"),
    View("alert", "Alert", "", ALL, alert.show),
    View("change", "Change", "", ALL, change.show),
    View("document", "Document", "", ALL, document.show),
    View("entry", "Entry", "", ALL, entry.show),
    View("product", "Product", "", OWNERS, product.show),
)


def registered(roles: frozenset[Role]) -> Mapping[str, list[Page]]:
    """Return the pages of these roles by section; what is not registered cannot be reached."""
    sections: dict[str, list[Page]] = {}
    seen = [view for view in VIEWS if view.roles & roles]
    for view in seen:
        sections.setdefault(view.section, []).append(_page(view, default=view is seen[0]))
    return sections


def _page(view: View, default: bool) -> Page:
    icon = f":material/{view.icon}:" if view.icon else None
    visibility: Literal["visible", "hidden"] = "visible" if view.is_listed else "hidden"
    title = f"{view.title}{_waiting()}" if view.title == REVIEW else view.title
    return st.Page(view.show, title=title, url_path=view.path, icon=icon, default=default, visibility=visibility)


def _waiting() -> str:
    """Return how many findings are open, in brackets; "" when there are none or the graph cannot answer."""
    try:
        number = sum(ask(reads.open_findings).values())
    except (GraphError, OSError):
        # The page itself tells the reader what is wrong.
        return ""
    return f" ({number:,})" if number else ""
