"""Step 1: is the item specified in Annex I? Step 2: Articles 4 and 5 for an item that is not."""

from collections.abc import Iterator, Sequence

from regulation.controls.model import Place
from regulation.licensing.eu.authorisations import REASON
from regulation.licensing.eu.book import CatchAll, catch_all
from regulation.licensing.eu.texts import entry_of, text_for, words_of
from regulation.licensing.law import HeldEntry, Law, NotHeldError
from regulation.licensing.model import Case, Quote, Requirement, Step

ANNEX, CATCH_ALL = "Annex I", "end use (Articles 4 and 5)"
UNLISTED = "not listed"  # `eu_code` where a person has decided that no entry of Annex I specifies the item
ARTICLE_3 = "Article 3, by which items of Annex I need an authorisation for export: its text is not held"
GIVEN = "the classification is taken as given: values, notes and the General Notes of Annex I are not tested here"
NATIONAL = "Articles 4(3) and 5(3): national law where the exporter has grounds for suspecting such a use"


def annex(case: Case, law: Law, found: Sequence[Step] = ()) -> Step:
    """Return the requirement of Annex I; raises nothing: what is not held is said in the step."""
    first = found[0]
    if first.answer is False:
        return Step(ANNEX, "not asked: no export from the Union")
    if not case.eu_code:
        return Step(ANNEX, "cannot decide: not classified", needs=("eu_code",), not_checked=(ARTICLE_3,))
    try:
        return _unlisted(case, law) if case.eu_code == UNLISTED else _listed(case, law, first)
    except NotHeldError as error:
        return Step(ANNEX, "not modelled", not_modelled=str(error), not_checked=(ARTICLE_3,))


def end_use(case: Case, law: Law, found: Sequence[Step] = ()) -> Step:
    """Return the requirements of Articles 4 and 5 for an item that is not listed: a fact stated decides.

    What is not stated is told as not checked.
    """
    if found[0].answer is False:
        return Step(CATCH_ALL, "not asked: no export from the Union")
    if case.eu_code not in ("", UNLISTED):
        return Step(CATCH_ALL, "not asked: they are for items that Annex I does not list", not_checked=(_left(()),))
    stated = [one for one in catch_all() if case.answers.get(one.fact)]
    unstated = tuple(one for one in catch_all() if one.fact not in case.answers)
    try:
        held = tuple(_required(case, law, one, found[0]) for one in stated)
    except NotHeldError as error:
        return Step(CATCH_ALL, "not modelled", not_modelled=str(error), not_checked=(_left(unstated), NATIONAL))
    told = (
        f"an authorisation by {', '.join(one.basis for one in held)}" if held else "nothing that is stated leads there"
    )
    quotes = tuple(quote for one in held for quote in one.quotes)
    return Step(CATCH_ALL, told, quotes, held, not_checked=(_left(unstated), NATIONAL))


def _unlisted(case: Case, law: Law) -> Step:
    day, _ = text_for(law, case.on)
    told = f"no entry of Annex I (text of {day}) specifies the item, as a person has decided"
    return Step(ANNEX, told, not_checked=(GIVEN,))


def specified(case: Case, law: Law) -> tuple[HeldEntry, tuple[Place, ...]]:
    """Return the entry of the item's code with its heading and paragraphs down to the code; raises NotHeldError."""
    held = entry_of(law, case.eu_code, case.on)
    chain = tuple(_chain(held, case.eu_code)) if held else ()
    last = chain[-1] if chain else None
    if held is None or last is None or last.designation != case.eu_code or last.reserved:
        day, _ = text_for(law, case.on, case.eu_code)
        raise NotHeldError(f"Annex I of {day} has no {case.eu_code}" + (": not used" if last and last.reserved else ""))
    return held, chain


def _listed(case: Case, law: Law, first: Step) -> Step:
    held, chain = specified(case, law)
    last = chain[-1]
    quotes = tuple(_quote(held, place) for place in chain if place.text)
    needs = first.needs if first.answer is None else ()
    required = Requirement(REASON, f"Annex I, {case.eu_code}", quotes, True if first.answer else None, needs)
    doubts = tuple(f"{last.designation} in the text held: {one}" for one in last.uncertain)
    told = f"{case.eu_code} is specified in Annex I: an authorisation is required for its export"
    return Step(ANNEX, told, quotes, (required,), not_checked=(ARTICLE_3, GIVEN, *doubts))


def _chain(held: HeldEntry, code: str) -> Iterator[Place]:
    """Yield the entry's heading and the paragraphs down to a code, as far as the text has them."""
    for place in held.entry.paragraphs():
        if code == place.designation or code.startswith(f"{place.designation}."):
            yield place


def _quote(held: HeldEntry, place: Place) -> Quote:
    return Quote(f"Annex I, {place.designation}", place.text, held.controls.version, held.remark)


def _required(case: Case, law: Law, one: CatchAll, first: Step) -> Requirement:
    quote = words_of(law, one.article, case.on).quote(one.words, one.at)
    decided = case.answers.get(one.decides) if one.decides else True
    needs = [one.decides] if decided is None else []
    if not case.eu_code:
        decided, needs = (None if decided is not False else False), [*needs, "eu_code"]
    if not first.answer:
        decided, needs = (None if decided is not False else False), [*needs, *first.needs]
    return Requirement(one.article, one.at, (quote,), decided, tuple(needs))


def _left(unstated: Sequence[CatchAll]) -> str:
    stated = f", not stated for {', '.join(one.at for one in unstated)}" if unstated else ""
    return f"Articles 4 and 5 (catch-all controls on items that Annex I does not list){stated}"
