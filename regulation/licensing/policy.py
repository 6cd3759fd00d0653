"""Step 5: the review policy that an application for a licence would meet (15 CFR 742.4(b) and 742.6(b)).

A review policy is for an application, never permission. A policy that turns on a fact not given says on which.
"""

from collections.abc import Iterator, Mapping
from dataclasses import dataclass, replace
from functools import cache
from importlib.resources import files
from typing import Any

import yaml

from regulation.licensing.exceptions.answer import Answer
from regulation.licensing.exceptions.asked import Asked, asked
from regulation.licensing.exceptions.kept import met
from regulation.licensing.law import Law, NotHeldError
from regulation.licensing.model import Case, Requirement

_CLASSES = "742.6(a)(6)(iii)"


@dataclass(frozen=True, slots=True, eq=False)
class Policy:
    """A review policy: its words, the test of the application, and the one paragraph of requirements it speaks of."""

    citation: str
    words: str
    review: str
    test: Mapping[str, Any]
    paragraph: str = ""


def review(requirement: Requirement, case: Case, law: Law) -> Requirement:
    """Return the requirement with the review policy of an application for it, and the words that say so.

    `review` begins "not modelled" where no policy of ours speaks of its basis, or where the words that one rests on do
    not stand in the text of the day. A requirement that has its review already keeps it.
    """
    if requirement.review:
        return requirement
    try:
        found = tuple(_found(requirement, asked(case, law, ())))
        quotes = tuple(law.quote(one.citation, one.words, case.on) for one, _ in found)
    except NotHeldError as error:
        return replace(requirement, review=f"not modelled: {error}")
    told = _told(found) if found else f"not modelled: review policy of {requirement.basis}"
    return replace(requirement, review=told, review_quotes=quotes)


def words() -> Iterator[tuple[str, str]]:
    """Yield the words that review policies rest on, each with its citation."""
    yield from ((one.citation, one.words) for _, policies in _policies() for one in policies)


def _found(requirement: Requirement, transaction: Asked) -> Iterator[tuple[Policy, Answer]]:
    """Yield the policies that may count, in order, up to the first that surely does."""
    for one in _policies_of(requirement.basis):
        answer = met(one, transaction)
        if answer.truth is not False:
            yield one, answer
        if answer.truth:
            return


def _told(found: tuple[tuple[Policy, Answer], ...]) -> str:
    reviews = [f"{one.review} ({one.citation})" for one, _ in found]
    needs = dict.fromkeys(need for _, answer in found for need in answer.needs)
    if not needs:
        return reviews[0]
    return f"depends on: {', '.join(needs)}: {'; or '.join(dict.fromkeys(reviews))}"


def _policies_of(basis: str) -> Iterator[Policy]:
    for bases, policies in _policies():
        if any(basis.startswith(one) for one in bases):
            yield from (one for one in policies if not one.paragraph or _same(basis, one.paragraph))
            return


def _same(basis: str, paragraph: str) -> bool:
    """Return whether a policy speaks of a basis; a basis without its paragraph may be either."""
    return basis.startswith(paragraph) or basis == _CLASSES


@cache
def _policies() -> tuple[tuple[tuple[str, ...], tuple[Policy, ...]], ...]:
    held = yaml.safe_load(files("regulation.licensing").joinpath("policy.yaml").read_text("utf-8"))["policies"]
    return tuple((tuple(one["basis"]), tuple(Policy(**row) for row in one["rows"])) for one in held)
