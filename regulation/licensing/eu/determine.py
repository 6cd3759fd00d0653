"""Puts the steps of Regulation (EU) 2021/821 together; the articles that are not modelled stand beside every answer."""

from collections.abc import Callable, Iterator, Sequence

from regulation.licensing.determine import concluded
from regulation.licensing.eu import authorisations, items, measures, scope
from regulation.licensing.eu.book import facts
from regulation.licensing.eu.listed import annex, end_use
from regulation.licensing.law import Law
from regulation.licensing.model import Case, Determination, Step

# What no step asks, whatever the case: printed with every answer.
NEVER_CHECKED = (
    "Article 6 (brokering services)",
    "Article 7 (transit)",
    "Article 8 (technical assistance)",
    "Articles 9 and 10 (national measures and national lists of member states)",
    "Article 11 and Annex IV (transfers within the Union)",
    "restrictive measures of the Union (sanctions): what is quoted of Regulation (EU) No 833/2014 is no whole of them",
    "conditions of member states, and their national general export authorisations",
    "military lists (Common Military List of the European Union and those of member states)",
    "law of other countries, the EAR among it",
)


STEPS: tuple[Callable[[Case, Law, Sequence[Step]], Step], ...] = (
    scope.scope,
    annex,
    end_use,
    measures.restrictive,
    authorisations.general,
    measures.excepted,
)


def determine_eu(case: Case, law: Law) -> Determination:
    """Return the determination for a case under Regulation (EU) 2021/821; the order of its facts makes no difference.

    `case.eu_code` is the code in Annex I with its paragraph, UNLISTED where a person has decided that no entry
    specifies the item, "" where that is not known.
    """
    found: list[Step] = []
    for step in STEPS:
        found.append(step(case, law, tuple(found)))
    requirements = tuple(one for step in found for one in step.requirements)
    return concluded(case, found, requirements, (*_of_words(case), *NEVER_CHECKED))


def _of_words(case: Case) -> Iterator[str]:
    if case.end_use:
        yield f"end use in words, for a person to compare with Article 4 and the authorisations: {case.end_use}"


def questions() -> tuple[str, ...]:
    """Return the facts that the steps ask for in the rules' own words."""
    own = (
        scope.FROM_UNION,
        scope.TO_OUTSIDE,
        scope.FROM_NORTHERN_IRELAND,
        scope.EXPORTED,
        items.ANNEX_IV,
        items.RELATES,
    )
    return tuple(dict.fromkeys((*own, authorisations.NONE_KNOWN, *facts(), *measures.facts())))
