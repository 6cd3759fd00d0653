"""What of the law of the Union a determination reads: Regulation (EU) 2021/821 and restrictive measures.

As for the parts of the EAR, a state is found from the rules themselves: whether the words that they rely on stand in
the newest text held, and which clauses of it none of them relies on. coverage.yaml adds what only a person can tell.
"""

import re
from collections.abc import Iterable, Iterator, Mapping, Sequence
from datetime import date
from functools import cache
from importlib.resources import files
from typing import Any

import yaml

from regulation.licensing.covered import Row, State
from regulation.licensing.eu.book import Authorisation, authorisations, catch_all
from regulation.licensing.eu.items import ANNEX_IV_WORDS
from regulation.licensing.eu.listed import GIVEN, NATIONAL
from regulation.licensing.eu.measures import act_of, paragraph_of
from regulation.licensing.eu.places import measures
from regulation.licensing.eu.prohibitions import book
from regulation.licensing.eu.scope import WORDS
from regulation.licensing.eu.texts import SECTION_I, HeldWords, words_of
from regulation.licensing.law import Law, NotHeldError
from regulation.licensing.text_2022 import ACT, Act

PART = "EU"
REGULATION = "2021/821"
SHOWN = 4
_CUT = 90
_SHORT = 40  # characters: what is shorter is a number, a heading or the rest of a clause
_END = re.compile(r"(?<=[.;:])(?<!e\.g\.) |$")


def coverage_eu(law: Law) -> tuple[Row, ...]:
    """Return a row for each article, annex and authorisation, by the newest texts held; none where no text is."""
    days = [one.controls.version for one in law.annexes()]
    acts = [one.version for one in law.acts()]
    rows: list[Row] = []
    if days:
        rows += _of_regulation(law, max(days))
    if days or acts:
        rows += _of_measures(act_of(law, max((*days, *acts))), max((*days, *acts)))
    return tuple(rows)


def _of_regulation(law: Law, on: date) -> Iterator[Row]:
    told = _told()
    for article, missing in told["articles"].items():
        beside = (missing, *((NATIONAL,) if article in {one.article for one in catch_all()} else ()))
        yield _row(f"{REGULATION}, {article}", *_read(law, article, on, _relied(article)), beside, on)
    yield _row(f"{REGULATION}, Annex I", State.PARTLY, (), (told["annex_i"], GIVEN), on)
    state, gone = _read(law, SECTION_I, on, (ANNEX_IV_WORDS,), whole=True)
    yield _row(f"{REGULATION}, {SECTION_I} of Annex II", state, gone, (told["section_i"],), on)
    for one in authorisations():
        beside = tuple(f"{named.at}: {named.words}" for named in one.not_checked)
        yield _row(one.symbol, *_read(law, one.symbol, on, tuple(_words(one)), listed=one.items.numbered), beside, on)
    for name, missing in told["unheld"].items():
        yield _row(name, State.NOT, ("no text of it is held",), (missing,), on)


def _of_measures(act: Act | None, on: date) -> Iterator[Row]:
    if act:
        yield from (_division(act, division) for division in act.divisions)
    for country, regulation in measures().items():
        if act is None or country != book().country:
            missing = (f"no text of it is held; no answer for {country} is positive",)
            yield _row(regulation, State.NOT, missing, (), on)


def _division(act: Act, division: str) -> Row:
    """Return the row of an article or annex of the regulation on Russia."""
    relied = [one for one in book().relied() if one.at.partition("(")[0] == division]
    held = paragraph_of(act, division, act.version)
    told = _told()["divisions"].get(division)
    beside = (told,) if told else ()
    title = _cut(" ".join(held.words.split()))
    if not relied:
        return _row(f"{ACT}, {division}", State.NOT, beside or ("no rule reads it",), (), act.version, title)
    gone = [words for one in relied if (words := _gone(paragraph_of(act, one.at, act.version), one.words))]
    unread = _unread(held, [one.words for one in relied])
    beside = (_told()["act"].format(day=act.version), *beside)
    return _row(f"{ACT}, {division}", State.PARTLY, (*gone, *unread), beside, act.version, title)


def _read(
    law: Law, name: str, on: date, relied: Sequence[str], *, listed: bool = False, whole: bool = False
) -> tuple[State, tuple[str, ...]]:
    """Return the state of a text by the words relied on, and what is missing of it.

    `listed`: its Part 1 is read row by row; `whole`: so is all of it.
    """
    try:
        held = words_of(law, name, on)
    except NotHeldError as error:
        return State.NOT, (str(error),)
    gone = tuple(words for one in relied if (words := _gone(held, one)))
    unread = () if whole else tuple(_unread(held, relied, after="Part 2" if listed else ""))
    return State.MODELLED if relied else State.NOT, (*gone, *unread)


def _gone(held: HeldWords, words: str) -> str:
    try:
        held.quote(words)
    except NotHeldError as error:
        return str(error)
    return ""


def _unread(held: HeldWords, relied: Iterable[str], after: str = "") -> Iterator[str]:
    """Yield the beginnings of the clauses that no words relied on touch, as one line."""
    text = " ".join(held.words.split())
    start = text.find(after)
    runs = [(begin, begin + len(run)) for words in relied if (begin := text.find(run := " ".join(words.split()))) >= 0]
    lone: list[str] = []
    for match in _END.finditer(text, start):
        clause, end = text[start : match.start()], match.start()
        touched = any(first < end and start < last for first, last in runs)
        if not (touched or len(clause) < _SHORT or clause.endswith(":") or clause.startswith(_passed_over())):
            lone.append(_cut(clause))
        start = match.end()
    if lone:
        more = f", and {len(lone) - SHOWN} more" if len(lone) > SHOWN else ""
        yield f"words that no rule relies on: {', '.join(f'“{one}”' for one in lone[:SHOWN])}{more}"


def _cut(words: str) -> str:
    return words if len(words) <= _CUT else f"{words[:_CUT].rpartition(' ')[0]} …"


def _relied(article: str) -> tuple[str, ...]:
    of_scope = (words for at, words in WORDS if at.partition("(")[0] == article)
    return (*of_scope, *(one.words for one in catch_all() if one.article == article))


def _words(one: Authorisation) -> Iterator[str]:
    yield from (one.items.words, *one.items.listed, *one.items.without)
    yield from (left.words for left in one.items.without_groups)
    yield from (narrowed.words for narrowed in one.items.narrowed)
    if one.items.related:
        yield one.items.related.words
    yield from (*one.destinations.words, *one.destinations.names)
    yield from (condition.words for condition in (*one.conditions, *one.acts, *one.not_checked))


def _row(section: str, state: State, missing: Sequence[str], beside: Sequence[str], on: date, title: str = "") -> Row:
    every = (*missing, *beside)
    state = State.PARTLY if state is State.MODELLED and every else state
    return Row(PART, section, f"{section} {title}".strip(), state, every, on, "")


@cache
def _passed_over() -> tuple[str, ...]:
    return tuple(_told()["passed_over"])


@cache
def _told() -> Mapping[str, Any]:
    held: Mapping[str, Any] = yaml.safe_load(files(__package__).joinpath("coverage.yaml").read_text("utf-8"))
    return held
