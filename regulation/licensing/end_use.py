"""Step 2: end-use and end-user prohibitions of 15 CFR part 744, as far as the facts given go.

An end use that is stated decides; one that is not stated is told as not checked, unless the section names items and
destinations and both are met: then the requirement is open and names the fact.
"""

from collections.abc import Iterator, Sequence
from dataclasses import replace

from regulation.licensing import scope
from regulation.licensing.conditions import Rules, read_rules
from regulation.licensing.judging import NONE_KNOWN, judge, requirement, speaking
from regulation.licensing.law import Law, NotHeldError
from regulation.licensing.listed_parties import of_lists, of_names, on_unverified, unanswered
from regulation.licensing.model import Case, Quote, Requirement, Step
from regulation.licensing.stayed import with_stays
from regulation.licensing.truth import Truth

NAME = "end use and end user"
FILE = "end_use.yaml"


def end_use(case: Case, law: Law, found: Sequence[Step] = ()) -> Step:
    """Return the requirements of part 744; raises nothing: what is not held is said in the step.

    An item that is not subject to the EAR is asked about the support of US persons alone (744.6).
    """
    subject = subject_of(found)
    rules = read_rules(FILE)
    held, unstated, missing = by_rules(case, law, rules, subject)
    needs: list[str] = []
    quotes: list[Quote] = []
    for party in case.parties if subject is not False else ():
        try:
            one = replace(case, parties=(party,))
            held.extend(_of_party(one, law, rules, subject))
            asked, words = on_unverified(one, law)
            needs += asked
            quotes += words
        except NotHeldError as error:
            missing.append(f"{party.name or party.role} on a list: {error}")
    return Step(
        NAME,
        told(held, "part 744", missing),
        tuple(dict.fromkeys((*quotes, *(quote for required in held for quote in required.quotes)))),
        tuple(held),
        needs=tuple(dict.fromkeys((*open_needs(case, held), *needs))),
        not_checked=(*_not_stated(case, unstated), *unanswered(case, rules.lists), *rules.not_modelled),
        not_modelled="; ".join(missing),
    )


def _of_party(case: Case, law: Law, rules: Rules, subject: Truth) -> Iterator[Requirement]:
    for one in (*of_lists(case, law, rules.lists, subject), *of_names(case, law, rules.named, subject)):
        yield from with_stays(case, law, one)


def subject_of(found: Sequence[Step]) -> Truth:
    """Return the answer of the step on scope; an item is taken as subject to the EAR where no step asked."""
    return next((step.answer for step in found if step.name == scope.NAME), True)


def by_rules(case: Case, law: Law, rules: Rules, subject: Truth) -> tuple[list[Requirement], list[str], list[str]]:
    """Return requirements, sections whose facts are not stated, and what the dated text does not say as modelled."""
    held: list[Requirement] = []
    unstated: dict[str, None] = {}
    missing: dict[str, None] = {}
    for rule in speaking(case, law, rules):
        judged = judge(case, law, rule, subject)
        if judged.holds is False:
            continue
        if not judged.asked:
            unstated[rule.told] = None
            continue
        try:
            held.extend(with_stays(case, law, requirement(case, law, rule, judged)))
        except NotHeldError as error:
            missing[f"{rule.basis}: {error}"] = None
    return held, list(unstated), list(missing)


def told(held: Sequence[Requirement], part: str, missing: Sequence[str]) -> str:
    """Return in words what the step found."""
    if missing and not held:
        return "not modelled"
    for words, wanted in (("required by", True), ("depends on facts not given:", None)):
        if found := dict.fromkeys(one.basis for one in held if one.holds is wanted and one.operative):
            return f"{part}: {words} {', '.join(found)}"
    if held:
        return f"{part}: only words that are stayed reach it: {', '.join(dict.fromkeys(one.basis for one in held))}"
    return f"{part}: nothing that is stated leads to a requirement"


def open_needs(case: Case, held: Sequence[Requirement]) -> Iterator[str]:
    """Yield the facts that open requirements wait for, and the destination where it is not known."""
    yield from (need for one in held if one.holds is None for need in one.needs)
    if not case.ship_to:
        yield "ship_to"


def _not_stated(case: Case, unstated: Sequence[str]) -> Iterator[str]:
    if unstated and not case.answers.get(NONE_KNOWN):
        yield f"end use and end user not stated for: {', '.join(unstated)}"
    elif unstated:
        yield f"facts not stated for: {', '.join(unstated)}"
    if case.end_use:
        yield f"end use in words, for a person to compare with part 744: {case.end_use}"
