"""Step 1: the reasons for control of the entry, its Country Chart columns and the rows that name destinations.

15 CFR 738.4(a): the reasons of the entry's licence requirements, each with its column of the Commerce Country Chart or
with the section that states the requirement itself.
"""

from collections.abc import Iterator, Sequence
from dataclasses import dataclass, replace

from regulation.controls.designations import find_mentions
from regulation.licensing.judging import DEEMED
from regulation.licensing.law import CHART, HeldEntry, Law, NotHeldError
from regulation.licensing.model import EAR99, Case, Quote, Requirement, Step
from regulation.licensing.places import counts_as
from regulation.licensing.rows import Reach, RowRule
from regulation.licensing.truth import Truth, all_of, any_of

NAME = "reasons for control"
MAX_LEAVES = 64
OFAC = "authorized by OFAC (746.7(a)(2))"
_BY_OFAC = ("742.8(a)(5)", "authorization from OFAC constitutes authorization under the EAR")
_SILENT = "no licence requirement of the entry speaks of {}: what its heading and notes say is for a person to read"
# What part 742 says of anti-terrorism columns for destinations whose row of the chart only refers to part 746. What it
# says of Syria is superseded (742.9(e)).
_TERRORISM = {
    "IR": ("742.8(a)(1)", "any item for which AT column 1 or AT column 2 is indicated in the Country Chart column"),
    "KP": ("742.19(a)(1)", "all items on the CCL containing AT column 1 or AT column 2 in the Country Chart column"),
}
_NO_MARK = "a cell without a mark is no clearance (738.4(a)(2)(ii)(B)): General Prohibitions Four to Ten remain"


@dataclass(frozen=True, slots=True)
class _Found:
    """Whether a row reaches the transaction, by which words, and what would decide or lift it."""

    holds: Truth
    basis: str
    quotes: tuple[Quote, ...] = ()
    needs: tuple[str, ...] = ()
    open: str = ""


def reasons(case: Case, law: Law, _found: Sequence[Step] = ()) -> Step:
    """Return the requirements by reason for control; raises nothing: what is not held is said in the step."""
    if case.code == EAR99:
        return Step(NAME, "EAR99: no entry of the list names reasons for it", not_checked=(_NO_MARK,))
    if not case.code:
        return Step(NAME, "the item has no US classification", needs=("classification of the item (ECCN)",))
    try:
        held = law.entry(case.code.partition(".")[0], case.on)
    except NotHeldError as error:
        return Step(NAME, "not modelled", not_modelled=str(error))
    if held is None:
        return Step(NAME, "not modelled", not_modelled=f"the list of {case.on} has no entry {case.code}")
    return _of_entry(case, law, held)


def _of_entry(case: Case, law: Law, held: HeldEntry) -> Step:
    if not _leaves(case, law, held):
        told = f"the text of {held.controls.version} has no paragraph {case.code}"
        return Step(NAME, "not modelled", not_modelled=told)
    if not any(_applies(case, row)[0] is not False for row in law.rows(held)) or _is_reserved(held, case.code):
        return Step(NAME, "not modelled", _headings(held), not_modelled=_SILENT.format(case.code))
    requirements, quotes, opened = _by_rows(case, law, held)
    requirements = _whatever_paragraph(case, law, held, requirements)
    more = tuple(_by_footnote(case, law, quotes))
    return Step(
        NAME,
        _told(case, [*requirements, *more]),
        tuple(dict.fromkeys(quotes)),
        (*requirements, *more),
        needs=tuple(dict.fromkeys(one for row in (*requirements, *more) if row.holds is None for one in row.needs)),
        not_checked=(_NO_MARK, *dict.fromkeys(opened)),
    )


def _is_reserved(held: HeldEntry, code: str) -> bool:
    return any(one.designation == code and one.reserved for one in held.entry.paragraphs())


def _headings(held: HeldEntry) -> tuple[Quote, ...]:
    """Return the entry's heading, which often says who controls the item instead."""
    words = held.entry.heading
    return (Quote(held.entry.eccn, words, held.controls.version, held.remark),) if words else ()


def _by_rows(case: Case, law: Law, held: HeldEntry) -> tuple[list[Requirement], list[Quote], list[str]]:
    """Return what the rows require, the words they rest on, and what they leave open."""
    requirements: list[Requirement] = []
    quotes: list[Quote] = []
    opened: list[str] = []
    for row in law.rows(held):
        applies, needs = _applies(case, row)
        if applies is False:
            continue
        found = _reached(case, law, row, held)
        words = _quote(held, row)
        quotes += [words, *found.quotes]
        opened += [found.open] if found.open else []
        holds = all_of((applies, found.holds))
        if holds is not False:
            wanted = (*needs, *found.needs)
            named = row.reasons or (found.basis,)
            requirements += [Requirement(one, found.basis, (words, *found.quotes), holds, wanted) for one in named]
    return requirements, quotes, opened


def _whatever_paragraph(case: Case, law: Law, held: HeldEntry, found: Sequence[Requirement]) -> list[Requirement]:
    """Return the requirements, those as held that hold for each paragraph below the item's.

    3A001.z.1 has z.1.a and z.1.b, each with a row of its own: whichever it is, RS applies where both rows reach.
    """
    open_ = {one.reason for one in found if one.holds is None} - {one.reason for one in found if one.holds}
    leaves = _leaves(case, law, held) if open_ else ()
    if not open_ or leaves == (case.code,) or len(leaves) > MAX_LEAVES:
        return list(found)
    of_leaves = [_by_rows(replace(case, code=leaf), law, held)[0] for leaf in leaves]
    sure = open_.intersection(*({one.reason for one in rows if one.holds} for rows in of_leaves))
    kept = [one for one in found if one.reason not in sure]
    return [*kept, *(_joined(reason, [one for rows in of_leaves for one in rows]) for reason in sorted(sure))]


def _leaves(case: Case, law: Law, held: HeldEntry) -> tuple[str, ...]:
    """Return the paragraphs within the item's that have none below them; () where the text has no such paragraph."""
    return law.once((held.entry.eccn, held.controls.version, case.code, "leaves"), lambda: _lowest(held, case.code))


def _lowest(held: HeldEntry, code: str) -> tuple[str, ...]:
    below = [one.designation for one in held.entry.paragraphs() if _within(one.designation, code)]
    return tuple(one for one in below if not any(other != one and _within(other, one) for other in below))


def _joined(reason: str, rows: Sequence[Requirement]) -> Requirement:
    held = [one for one in rows if one.reason == reason and one.holds]
    bases = dict.fromkeys(one.basis for one in held)
    quotes = dict.fromkeys(quote for one in held for quote in one.quotes)
    return Requirement(reason, " or ".join(bases), tuple(quotes))


def _told(case: Case, found: Sequence[Requirement]) -> str:
    stated = [one for one in found if one.holds]
    if stated:
        return f"{case.code} to {case.ship_to}: required for {', '.join(dict.fromkeys(one.reason for one in stated))}"
    if found:
        return f"{case.code} to {case.ship_to}: depends on facts not given"
    return f"{case.code} to {case.ship_to or 'an unknown destination'}: no row reaches it"


def _applies(case: Case, row: RowRule) -> tuple[Truth, tuple[str, ...]]:
    """Return whether a row speaks for the item's paragraph, and what would decide."""
    place = row.place
    without = row.reach.without if row.reach else ()
    if any(_within(case.code, one) for one in (*without, *place.excepted)):
        return False, ()
    if any(_within(case.code, one) for one in place.scope):
        below = any(_within(one, case.code) for one in place.excepted)
        if place.conditional or below:
            named = f"whether the item is among: {row.applies_to}"
            given = case.answers.get(named)
            return given, (named,) if given is None else ()
        return True, ()
    if any(_within(one, case.code) for one in place.scope):
        return None, (f"the paragraph of {case.code} that the item is classified under: {row.applies_to}",)
    return False, ()


def _within(code: str, above: str) -> bool:
    return code == above or code.startswith(f"{above}.")


def _reached(case: Case, law: Law, row: RowRule, held: HeldEntry) -> _Found:
    reach = row.reach
    basis = reach.section or reach.column if reach else ""
    if reach is None:
        told = f"{held.entry.eccn}, row not modelled: {row.applies_to} | {row.reaches}"
        return _Found(None, basis or held.entry.eccn, needs=(told,), open=told)
    if reach.kind == "open":
        return _Found(None, basis, needs=(reach.needs,), open=f"{reach.section}: {reach.needs}")
    if not case.ship_to:
        return _Found(None, basis or held.entry.eccn, needs=("ship_to",))
    try:
        if reach.kind == "column":
            return _by_column(case, law, row, reach)
        return _by_words(case, law, row, reach)
    except NotHeldError as error:
        return _Found(None, basis or held.entry.eccn, needs=(str(error),), open=f"not modelled: {error}")


def _by_column(case: Case, law: Law, row: RowRule, reach: Reach) -> _Found:
    column = reach.column or f"{' '.join(row.reasons[:1])} {row.reaches.rstrip('.')}"
    chart = law.chart(case.on)
    if column not in chart.columns:
        raise NotHeldError(f"the Country Chart has no column {column}")
    destination = chart.row(case.ship_to)
    if destination is None:
        raise NotHeldError(f"the Country Chart has no row for {case.ship_to}")
    if destination.refers and column.startswith("AT ") and case.ship_to in _TERRORISM:
        words = law.quote(*_TERRORISM[case.ship_to], case.on)
        if case.ship_to == "IR" and case.answers.get(OFAC):
            return _Found(False, words.citation, (destination.quote, law.quote(*_BY_OFAC, case.on)))
        return _Found(True, words.citation, (destination.quote, words))
    if destination.refers:
        return _Found(None, CHART, (destination.quote,), (f"{destination.name}: {destination.refers}",))
    return _Found(column in destination.marked, f"{CHART}, {column}", (destination.quote,))


def _by_words(case: Case, law: Law, row: RowRule, reach: Reach) -> _Found:
    quotes = [law.quote(reach.section, reach.anchor, case.on)] if reach.anchor else []
    if reach.deemed and case.answers.get(DEEMED) and case.code[1:2] in ("D", "E"):
        _, place = law.place(reach.deemed, case.on)
        words = law.quote(reach.deemed, place.text, case.on)
        only = reach.deemed == "742.6(a)(6)(iv)" or reach.deemed == "742.4(a)(4)(ii)(A)"
        needs = () if only else (f"whether the deemed export is excluded by {reach.deemed}",)
        return _Found(False if only else None, reach.section, (*quotes, words), needs)
    reached = _destination(case, law, reach, quotes)
    basis = reach.section or row.place.entry
    if reached is False and reach.wider:
        return _Found(None, basis, tuple(quotes), (reach.wider,))
    if reached is False and reach.told:
        return _Found(False, basis, tuple(quotes), open=reach.told)
    unless = reach.unless
    if not reached or unless is None or case.ship_to != unless.country:
        return _Found(reached, basis, tuple(quotes))
    quotes.append(law.quote(reach.section, unless.words, case.on))
    lifted = case.answers.get(unless.fact)
    return _Found(not lifted, basis, tuple(quotes), () if lifted is False else (unless.fact,))


def _destination(case: Case, law: Law, reach: Reach, quotes: list[Quote]) -> Truth:
    if reach.kind == "all":
        return case.ship_to not in reach.spared
    if {case.ship_to, counts_as(case.ship_to)} & set(reach.countries):
        return True
    if not reach.groups:
        return False
    groups = law.groups(case.on)
    if not groups.known(case.ship_to):
        raise NotHeldError(f"no Country Group prints {case.ship_to}")
    own = groups.of(case.ship_to)
    quotes += [groups.quote(case.ship_to, one) for one in (*reach.groups, *reach.excluding)]
    return any_of(one in own for one in reach.groups) and not any(one in own for one in reach.excluding)


def _quote(held: HeldEntry, row: RowRule) -> Quote:
    return Quote(held.entry.eccn, f"{row.applies_to} | {row.reaches}", held.controls.version, held.remark)


def _by_footnote(case: Case, law: Law, quotes: list[Quote]) -> Iterator[Requirement]:
    """Yield what a footnote of the destination's row in the chart requires of entries that it names."""
    try:
        destination = law.chart(case.on).row(case.ship_to)
    except NotHeldError:
        return  # told where a row of the entry asks for the chart
    for number, text in destination.footnotes if destination else ():
        named = {mention.code for mention in find_mentions(text)}
        if "a license is" not in text.lower() or not any(_related(case.code, one) for one in named):
            continue
        quote = Quote(f"{CHART}, footnote {number}", text, law.section(CHART, case.on).tree.version)
        quotes.append(quote)
        named_so = f"whether the item is among: {text}"
        yield Requirement("footnote", quote.citation, (quote,), case.answers.get(named_so), (named_so,))


def _related(code: str, other: str) -> bool:
    return _within(code, other) or _within(other, code)
