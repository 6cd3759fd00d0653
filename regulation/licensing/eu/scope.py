"""Step 0: is it an export from the customs territory of the Union (Regulation (EU) 2021/821, Article 2(2))."""

from collections.abc import Iterator, Sequence

from regulation.licensing.eu.places import is_member_state, is_open, northern_ireland
from regulation.licensing.eu.texts import text_for, words_of
from regulation.licensing.law import Law, NotHeldError
from regulation.licensing.model import Case, Quote, Step
from regulation.licensing.onward import onward
from regulation.licensing.truth import Truth

NAME = "export from the Union"
# Facts that Article 4 of the Union Customs Code would answer, which is not held.
FROM_UNION = "leaves from the customs territory of the Union"
TO_OUTSIDE = "goes to a destination outside the customs territory of the Union"
EXPORTED = (
    "with the service an item is exported, or software or technology is transmitted, to a destination outside the"
    " customs territory of the Union (Article 2(2))"
)
FROM_NORTHERN_IRELAND = "leaves from Northern Ireland"
# Words relied on, with where they stand.
WORDS = (
    ("Article 2(2)(a)", "‘export’ means: (a) an export procedure within the meaning of Article 269"),
    (
        "Article 2(2)(d)",
        "transmission of software or technology by electronic media, including by fax, telephone, electronic mail or"
        " any other electronic means to a destination outside the customs territory of the Union",
    ),
)
NORTHERN_IRELAND = (
    "EU001, Part 2",
    "without prejudice to the application of this Regulation to and in the United Kingdom in respect of Northern"
    " Ireland",
)
_NOT_EXPORT = (
    "the Union's rules on exports do not apply by place of departure; what may apply, brokering services, transit and"
    " technical assistance (Articles 6, 7 and 8), is not modelled"
)
_WITHIN = "a transfer within the Union: Article 11 and Annex IV are not modelled"
_EXPORTER = "that the exporter is resident or established in a member state (Article 2(3))"
_NORTHERN_IRELAND = "whether it stays in Northern Ireland, where the Regulation applies too"
_AREAS = "areas of member states outside the customs territory of the Union (Article 4 of the Union Customs Code)"


def scope(case: Case, law: Law, _found: Sequence[Step] = ()) -> Step:
    """Return whether it is an export from the Union: `answer` True, False, or None with the facts that would decide.

    Where it is none, nothing that could apply is modelled: so the step says not modelled, and no answer is positive.
    """
    try:
        text_for(law, case.on)
    except NotHeldError as error:
        return Step(NAME, "not modelled", not_modelled=str(error))
    departs, arrives = _departs(case), _outside(case)
    exported = case.answers.get(EXPORTED) if case.activity else True
    quotes = tuple(_quotes(case, law))
    if departs is False:
        return Step(NAME, f"no: it leaves {case.ship_from}", quotes, not_modelled=_NOT_EXPORT, answer=False)
    if arrives is False:
        told = f"no: from {case.ship_from or 'a place not given'} to {case.ship_to}"
        return Step(NAME, told, quotes, not_modelled=_WITHIN, answer=False)
    if exported is False:
        return Step(NAME, "no: nothing is exported", quotes, not_modelled=_service(case), answer=False)
    needs = tuple(_needs(case, departs, arrives, exported))
    answer = None if needs else True
    told = f"yes: from {case.ship_from} to {case.ship_to}" if answer else "cannot decide"
    beside = (_AREAS, _EXPORTER, *((_NORTHERN_IRELAND,) if case.ship_to == northern_ireland() else ()))
    needs = (*needs, *onward(case))
    return Step(NAME, told, quotes, needs=needs, not_checked=beside, not_modelled=_service(case), answer=answer)


def _departs(case: Case) -> Truth:
    if not case.ship_from or is_member_state(case.ship_from):
        return True if case.ship_from else None
    if case.ship_from == northern_ireland():
        return case.answers.get(FROM_NORTHERN_IRELAND)
    return case.answers.get(FROM_UNION) if is_open(case.ship_from) else False


def _outside(case: Case) -> Truth:
    if not case.ship_to:
        return None
    if is_open(case.ship_to):
        return case.answers.get(TO_OUTSIDE)
    return not is_member_state(case.ship_to)


def _needs(case: Case, departs: Truth, arrives: Truth, exported: Truth) -> Iterator[str]:
    if departs is None:
        gb = case.ship_from == northern_ireland()
        yield "ship_from" if not case.ship_from else (FROM_NORTHERN_IRELAND if gb else FROM_UNION)
    if arrives is None:
        yield TO_OUTSIDE if case.ship_to else "ship_to"
    if exported is None:
        yield EXPORTED


def _service(case: Case) -> str:
    told = f"{case.activity}: technical assistance and other services (Article 8) are not modelled"
    return told if case.activity else ""


def _quotes(case: Case, law: Law) -> Iterator[Quote]:
    """Yield the definitions relied on, where the text of the day has them."""
    try:
        article = words_of(law, "Article 2", case.on)
        yield from (article.quote(words, at) for at, words in WORDS)
        if northern_ireland() in (case.ship_from, case.ship_to):
            at, words = NORTHERN_IRELAND
            yield words_of(law, "EU001", case.on).quote(words, at)
    except NotHeldError:
        return
