"""The four readings of a change side by side, and in one sentence how far they agree."""

from collections.abc import Iterable, Sequence

from regulation.diff import Difference
from ruletrace.pipeline.comparison import Compared
from ruletrace.pipeline.readings.instructed import instructed
from ruletrace.pipeline.readings.listing import listing
from ruletrace.pipeline.readings.model import CITED, LISTING, ORDERS, PREAMBLE, TEXTS, Reading, Stance
from ruletrace.pipeline.readings.preamble import preamble
from ruletrace.pipeline.readings.witness import Witness

SHOWN = 5  # documents that are shown for one reading
_NAMES = {TEXTS: "text difference", CITED: "the list", PREAMBLE: "abstract", ORDERS: "instructions", LISTING: "listing"}
_ORDER = (Stance.CONTRADICTS, Stance.STATES, Stance.SILENT, Stance.NOT_HELD)
_WORDS = 300
ONE_OFFICE = "instruction and dated text come from one office and are one witness"


def of_change(difference: Difference, compared: Compared, witnesses: Sequence[Witness]) -> tuple[Reading, ...]:
    """Return the readings of a change; one for each candidate that speaks, else one that says what is missing."""
    found = [_texts(difference, compared)]
    if not witnesses:
        missing = "no document is attributed"
        return (*found, *(Reading(name, Stance.NOT_HELD, missing) for name in (PREAMBLE, ORDERS, LISTING)))
    for told in (
        [preamble(difference, compared, one) for one in witnesses],
        [instructed(difference, one) for one in witnesses],
        [listing(difference, compared, one) for one in witnesses],
    ):
        found += chosen(told)
    return tuple(found)


def chosen(told: Iterable[Reading]) -> list[Reading]:
    """Return those that contradict or state; without any, the first that tells most of the others."""
    ordered = sorted(told, key=lambda one: _ORDER.index(one.stance))
    speaking = [one for one in ordered if one.stance in (Stance.CONTRADICTS, Stance.STATES)]
    return speaking[:SHOWN] or ordered[:1]


def agreement(readings: Sequence[Reading]) -> str:
    """Return in one sentence which readings state the change, contradict it, are silent or are not held."""
    by_stance = {stance: _named(readings, stance) for stance in _ORDER}
    against, stating = by_stance[Stance.CONTRADICTS], by_stance[Stance.STATES]
    stating = [one for one in stating if one not in against]
    parts = [f"{_listed(against)} contradict{'s' if len(against) == 1 else ''}"] if against else []
    parts += [f"{_listed(stating)} agree" if len(stating) > 1 else f"{stating[0]} alone states it"] if stating else []
    parts += [f"{_listed(by_stance[one])} {one.value}" for one in (Stance.SILENT, Stance.NOT_HELD) if by_stance[one]]
    office = f" ({ONE_OFFICE})" if {_NAMES[TEXTS], _NAMES[ORDERS]} <= {*stating} else ""
    return f"{'; '.join(parts)}{office}"


def contradictions(readings: Iterable[Reading]) -> list[Reading]:
    """Return the readings that contradict."""
    return [one for one in readings if one.stance is Stance.CONTRADICTS]


def _texts(difference: Difference, compared: Compared) -> Reading:
    words = f"{difference.kind.value} between the texts of {compared.old} and {compared.new}"
    after = difference.after or difference.before
    quote = after if len(after) <= _WORDS else f"{after[:_WORDS]}…"
    where = compared.new if difference.after else compared.old
    place = f"text of {where}, {' '.join((difference.entry, difference.place)).strip()}"
    document = compared.new_id if difference.after else compared.old_id
    return Reading(TEXTS, Stance.STATES, words, quote, place, document)


def _named(readings: Iterable[Reading], stance: Stance) -> list[str]:
    return list(dict.fromkeys(_NAMES[one.reading] for one in readings if one.stance is stance))


def _listed(names: Sequence[str]) -> str:
    return " and ".join((", ".join(names[:-1]), names[-1])) if len(names) > 1 else "".join(names)
