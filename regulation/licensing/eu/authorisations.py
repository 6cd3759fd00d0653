"""The Union general export authorisations EU001 to EU008: eligible, not, in need of a fact, or not modelled."""

from collections.abc import Iterator, Sequence

from regulation.licensing.eu import items
from regulation.licensing.eu.book import Authorisation, Condition, authorisations
from regulation.licensing.eu.items import Asked
from regulation.licensing.eu.places import measure
from regulation.licensing.eu.texts import SECTION_I, HeldWords, words_of
from regulation.licensing.exceptions.answer import Answer, either, known, opposite
from regulation.licensing.law import Law, NotHeldError
from regulation.licensing.listed_parties import same_party
from regulation.licensing.model import Case, Eligibility, ExceptionAnswer, Quote, Step

NAME = "general export authorisations"
REASON = "Annex I"
# A person's statement that answers what is known of end use and destination and is not given otherwise.
NONE_KNOWN = "neither informed nor aware of a use, user or re-export that the authorisation names"
# How the facts begin that ask what the exporter knows of these; of a security classification it says nothing.
_KNOWN = ("informed by the competent authority", "aware:")
_OTHERS = "individual, global and national general export authorisations (Article 12)"


def general(case: Case, law: Law, found: Sequence[Step] = ()) -> Step:
    """Return each general authorisation for the requirements of Annex I; raises nothing."""
    if not any(one.reason == REASON and one.holds is not False for step in found for one in step.requirements):
        return Step(NAME, "not asked: no requirement of Annex I found")
    answers = tuple(_answered(case, law, one) for one in authorisations())
    usable = [one.symbol for one in answers if one.status is Eligibility.ELIGIBLE]
    open_ = [one.symbol for one in answers if one.status is Eligibility.NEEDS_FACT]
    told = f"eligible: {', '.join(usable)}" if usable else "none eligible on the facts given"
    told += f"; depends on facts not given: {', '.join(open_)}" if open_ else ""
    quotes = tuple(dict.fromkeys(quote for one in answers for quote in one.quotes))
    return Step(NAME, told, quotes, exceptions=answers, not_checked=(_OTHERS, *_unchecked()))


def _answered(case: Case, law: Law, one: Authorisation) -> ExceptionAnswer:
    try:
        held, section_i = words_of(law, one.symbol, case.on), words_of(law, SECTION_I, case.on)
        asked = tuple(_until_failed(_asked(case, law, one, held, section_i)))
        if asked[-1].answer.truth is False:
            why, quotes = asked[-1].why, asked[-1].quotes
            return ExceptionAnswer(one.symbol, Eligibility.NOT, one.citation, why, quotes=quotes)
        for beside in one.not_checked:
            held.quote(beside.words)
        return _open(one, asked, [held.quote(act.words, f"{one.symbol}, {act.at}") for act in one.acts])
    except NotHeldError as error:
        return ExceptionAnswer(one.symbol, Eligibility.NOT_MODELLED, one.citation, str(error))


def _until_failed(parts: Iterator[Asked]) -> Iterator[Asked]:
    """Yield the conditions up to the first that is not met: it decides."""
    for part in parts:
        yield part
        if part.answer.truth is False:
            return


def _open(one: Authorisation, asked: Sequence[Asked], acts: Sequence[Quote]) -> ExceptionAnswer:
    """Return the answer where no condition fails: eligible when none waits for a fact."""
    waiting = [part for part in asked if part.answer.truth is None]
    unmodelled = [part.why for part in waiting if not part.answer.modelled]
    status, why = Eligibility.ELIGIBLE, "every condition that is a fact is met"
    if waiting:
        status, why = Eligibility.NEEDS_FACT, "facts are not given"
    if unmodelled:
        status, why = Eligibility.NOT_MODELLED, "; ".join(unmodelled)
    return ExceptionAnswer(
        one.symbol,
        status,
        one.citation,
        why,
        needs=tuple(dict.fromkeys(need for part in waiting for need in part.answer.needs)),
        quotes=tuple(dict.fromkeys(quote for part in asked for quote in part.quotes)),
        overcomes=(REASON,),
        conditions=tuple(quote.words for quote in acts),
    )


def _asked(case: Case, law: Law, one: Authorisation, held: HeldWords, section_i: HeldWords) -> Iterator[Asked]:
    yield from items.items(case, one, held, section_i)
    of = next((other for other in authorisations() if other.symbol == one.destinations.of), one)
    other = words_of(law, of.symbol, case.on) if one.destinations.of else None
    yield items.destination(case, one, held, other, of.destinations)
    for condition in one.conditions:
        quote = held.quote(condition.words, f"{one.symbol}, {condition.at}")
        yield Asked(_condition(case, condition), f"{condition.at}: {_failing(condition)}", (quote,))
    if measured := measure(case.ship_to):
        yield Asked(Answer(None, (), modelled=False), f"whether {measured} prohibits it is not modelled")
    yield from _parties(case)


def _condition(case: Case, condition: Condition) -> Answer:
    if condition.bar:
        return opposite(_fact(case, condition.bar))
    return either(_fact(case, fact) for fact in condition.facts)


def _fact(case: Case, fact: str) -> Answer:
    given = case.answers.get(fact)
    if given is None and fact.startswith(_KNOWN) and case.answers.get(NONE_KNOWN):
        given = False
    return known(given, fact)


def _failing(condition: Condition) -> str:
    return condition.bar or f"not {' nor '.join(condition.facts)}"


def _parties(case: Case) -> Iterator[Asked]:
    """Yield what is open of the parties: nobody compared them with the lists, or a row may mean them."""
    for party in case.parties:
        name = party.name or party.role
        if not party.screened:
            yield Asked(Answer(None, (f"screening of {name}",)), "")
        if any(case.answers.get(same_party(party, row)) is not False for row in party.listed):
            yield Asked(Answer(None, (f"decision whether {name} is meant by {', '.join(party.listed)}",)), "")


def _unchecked() -> Iterator[str]:
    for one in authorisations():
        yield from (f"{one.symbol}, {beside.at}: {beside.words}" for beside in one.not_checked)
