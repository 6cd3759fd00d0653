"""What of the law a determination reads: for each section modelled, partly (and what is missing), or not.

A section's state is found from the rules themselves: which paragraphs they rely on, whether the words relied on still
stand in the newest text held, and what the rules name as not modelled. coverage.yaml adds what only a person can tell.
"""

import re
from collections import defaultdict
from collections.abc import Iterable, Iterator, Mapping, Sequence
from datetime import date
from functools import cache
from importlib.resources import files
from typing import Any

import yaml

from regulation.controls.model import Entry
from regulation.licensing import embargoes, end_use, listed_parties, policy, scope
from regulation.licensing.conditions import Rules, read_rules
from regulation.licensing.covered import Row, State
from regulation.licensing.eu.coverage import coverage_eu
from regulation.licensing.exceptions.book import bars, symbols
from regulation.licensing.law import CHART, GROUPS, Law, NotHeldError
from regulation.licensing.rows import reaches
from regulation.parts import PartTree, amendments, parse_citation

__all__ = ["Row", "State", "coverage"]
SHOWN = 12
_CITED = re.compile(r"(?:[Ss]upplement no\. ?\d+ to part \d{3}|\b7\d\d\.\d{1,2})(?:\([A-Za-z0-9]{1,5}\))*")
_RESERVED = "[Reserved]"
Relied = tuple[str, str]  # a citation and words that must stand there, or ""


def coverage(law: Law) -> tuple[Row, ...]:
    """Return a row for each section and supplement of the parts held, in text order, from the newest text of each.

    Those of the law of the Union come last, as part EU.
    """
    relied = _by_section(_relied())
    named = _named_as_missing()
    rows: list[Row] = []
    for part in sorted(law.parts):
        texts = sorted(law.parts[part], key=lambda one: one.version)
        if texts:
            rows += (_row(law, texts[-1], entry, relied.get(entry.eccn, ()), named) for entry in texts[-1].law.entries)
    return (*rows, *coverage_eu(law))


def _row(law: Law, tree: PartTree, entry: Entry, relied: Sequence[Relied], named: Mapping[str, Sequence[str]]) -> Row:
    title = entry.places[0].text if entry.places else entry.eccn
    whole = entry.eccn in _told()["whole"]
    gone = tuple(_gone(law, tree.version, relied))
    unread = () if whole or not relied else tuple(_unread(tree, entry, relied))
    told = _told()["told"].get(entry.eccn)
    missing = (*gone, *unread, *named.get(entry.eccn, ()), *((told,) if told else ()))
    state = State.NOT if not relied else State.PARTLY if missing else State.MODELLED
    if _RESERVED.lower() in title.lower():
        missing = ("reserved: it says nothing",)
    elif state is State.NOT and not missing:
        missing = ("no rule reads it",)
    last = amendments(entry).last
    return Row(
        tree.part,
        entry.eccn,
        " ".join(title.split()),
        state,
        missing,
        tree.version,
        str(last.day) if last else "",
    )


def _gone(law: Law, on: date, relied: Sequence[Relied]) -> Iterator[str]:
    """Yield what rules rely on and the text does not say."""
    for citation, words in relied:
        try:
            if words:
                law.quote(citation, words, on)
        except NotHeldError as error:
            yield str(error)


def _unread(tree: PartTree, entry: Entry, relied: Sequence[Relied]) -> Iterator[str]:
    """Yield the paragraphs of a section that no rule relies on, as one line."""
    paths = {parsed[1] for citation, _ in relied if (parsed := parse_citation(citation)) and parsed[1]}
    if not (paths and entry.places):
        return
    open_ = [one for one in tree.children(entry.places[0]) if one.place and not one.reserved]
    lone = [one.place for one in open_ if not any(path.startswith(one.place) for path in paths)]
    if lone:
        more = f" and {len(lone) - SHOWN} more" if len(lone) > SHOWN else ""
        yield f"paragraphs that no rule relies on: {', '.join(lone[:SHOWN])}{more}"


def _by_section(relied: Iterable[Relied]) -> Mapping[str, tuple[Relied, ...]]:
    found: dict[str, dict[Relied, None]] = defaultdict(dict)
    for citation, words in relied:
        parsed = parse_citation(citation)
        if parsed:
            found[parsed[0]][citation, words] = None
    return {section: tuple(held) for section, held in found.items()}


def _relied() -> Iterator[Relied]:
    """Yield what the rules rely on: citations with the words that must stand there."""
    yield from scope.WORDS
    yield from ((one, "") for one in (CHART, GROUPS, "738.3", *_told()["by_name"]))
    for reach in reaches():
        if reach.anchor or "(" in reach.section:
            yield from ((reach.section, reach.anchor), (reach.deemed, ""))
        if reach.unless:
            yield reach.section, reach.unless.words
    for name in (end_use.FILE, embargoes.FILE):
        yield from _of_rules(read_rules(name))
    yield from listed_parties.WORDS
    for symbol in symbols().values():
        yield from ((rule.citation, rule.words) for rule in (*symbol.must, *symbol.acts))
    yield from ((rule.citation, rule.words) for rule in bars())
    yield from policy.words()


def _of_rules(rules: Rules) -> Iterator[Relied]:
    for rule in rules.rules:
        yield from rule.words
        yield from (lift.words for lift in rule.lifts)
        if rule.review_words:
            yield rule.review_words
        for supplement in (rule.place.supplement if rule.place else "", rule.items.supplement if rule.items else ""):
            yield supplement, ""
    yield from ((named.citation, "") for named in rules.named)
    for listing in rules.lists.values():
        yield listing.words
        yield listing.supplement, ""
        if listing.owned:
            yield listing.owned


def _named_as_missing() -> Mapping[str, tuple[str, ...]]:
    """Return what the rules say of themselves that they leave out, by section."""
    found: dict[str, list[str]] = defaultdict(list)
    for name in (end_use.FILE, embargoes.FILE):
        for told in read_rules(name).not_modelled:
            for section in dict.fromkeys(_sections(told.partition(":")[0])):
                found[section].append(told)
    for bar in bars():
        if bar.partly:
            found["740.2"].append(f"{bar.citation}: {bar.partly}")
    for symbol in symbols().values():
        if not symbol.modelled:
            found[symbol.section].append(f"{symbol.symbol}: never eligible, its conditions are not modelled")
    return {section: tuple(held) for section, held in found.items()}


def _sections(words: str) -> Iterator[str]:
    for match in _CITED.finditer(words):
        parsed = parse_citation(match.group())
        if parsed:
            yield parsed[0]


@cache
def _told() -> Mapping[str, Any]:
    held: Mapping[str, Any] = yaml.safe_load(files(__package__).joinpath("coverage.yaml").read_text("utf-8"))
    return held
