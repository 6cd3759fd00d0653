"""What changed between dated texts of a list, kept without the texts: reading those again takes seconds."""

from bisect import bisect_left
from collections.abc import Callable, Iterable, Mapping, Sequence
from dataclasses import dataclass
from datetime import date
from itertools import pairwise

from pydantic import TypeAdapter

from regulation.attribution import Candidate, DocumentSummary, attribute
from regulation.controls.designations import within
from regulation.controls.model import Kind
from regulation.diff import Difference
from regulation.impact_scope import Reach, reach
from regulation.versions import Tracked
from ruletrace.pipeline.context import Context
from ruletrace.pipeline.controls import History, Version, ids_in, version_id

_STEP = "compare"
Candidates = Mapping[str, Sequence[Candidate]]  # by the id of the change


@dataclass(frozen=True, slots=True)
class Reached:
    """A control that a change reaches, by its stable id, and how in words."""

    control: str
    how: str


@dataclass(frozen=True, slots=True)
class Compared:
    """What changed between two neighbouring texts of a list.

    `old` and `new` name the texts, `old_id` and `new_id` are the ids of their documents, `start` and `end` their
    dates; `known` is when the newer one was fetched, in ISO form; `headings` are those of all entries of both, by
    code; `reached` is by the id of the change.
    """

    list: str
    old: str
    new: str
    old_id: str
    new_id: str
    start: date
    end: date
    known: str
    differences: tuple[Difference, ...]
    headings: Mapping[str, str]
    reached: Mapping[str, tuple[Reached, ...]]


_JSON = TypeAdapter(tuple[Compared, ...])


def comparisons(context: Context, program: str, made_from: str, history: Callable[[], History]) -> tuple[Compared, ...]:
    """Return the comparison of each pair of neighbouring texts; `history` is asked only when none is kept."""

    def work() -> object:
        return _JSON.dump_python(compared(history()), mode="json")

    return _JSON.validate_python(context.steps.once(_STEP, program, made_from, work))


def compared(history: History) -> tuple[Compared, ...]:
    """Return the comparison of each pair of neighbouring texts."""
    if history.tracked is None:
        return ()
    return tuple(_compared(history, history.tracked, *pair) for pair in pairwise(history.versions))


def _compared(history: History, tracked: Tracked, old: Version, new: Version) -> Compared:
    found = tuple(history.kept.compare(old.controls, new.controls, tracked))
    # Of a designation that both texts have, the newer one.
    ids = {**ids_in(old, tracked), **ids_in(new, tracked)}
    named = sorted(ids)
    return Compared(
        list=history.kept.list,
        old=old.name,
        new=new.name,
        old_id=version_id(old),
        new_id=version_id(new),
        start=old.controls.version,
        end=new.controls.version,
        known=new.fetch.at.isoformat(),
        differences=found,
        headings={**old.controls.headings(), **new.controls.headings()},
        reached={one.change_id: tuple(_reached(one, ids, named)) for one in found},
    )


def _reached(difference: Difference, ids: Mapping[str, str], named: Sequence[str]) -> Iterable[Reached]:
    reached = reach(difference)
    how = _how(difference, reached)
    # A renumbered paragraph has two designations and one id.
    return (Reached(control, how) for control in sorted({ids[one] for one in _roots(reached, named)}))


def _how(difference: Difference, reached: Reach) -> str:
    if difference.place_kind in (Kind.PARAGRAPH, Kind.RESERVED):
        words = "the changed paragraph itself"
    elif reached.designations == (difference.entry,):
        words = "the whole entry"
    else:
        words = f"the paragraphs that the {difference.place_kind.value} speaks for"
    return f"{words}; further conditions in the text may narrow it" if reached.conditional else words


def _roots(reached: Reach, named: Sequence[str]) -> Sequence[str]:
    """Return the highest of the designations held, which are sorted, of which everything below is reached.

    What the text excepts is left out with all below it: then its neighbours stand for the paragraph above them.
    """
    near = (one for designation in reached.designations for one in _at_or_below(designation, named))
    covered = {one for one in near if reached.covers(one)}
    excepted = set(reached.excepted)
    whole = {one for one in covered if not any(within(other, one) for other in excepted)}
    return sorted(one for one in whole if one.rpartition(".")[0] not in whole)


def _at_or_below(designation: str, named: Sequence[str]) -> Sequence[str]:
    """Return the designations at and below one of them, of those sorted."""
    own = bisect_left(named, designation)
    first, end = (bisect_left(named, f"{designation}{mark}") for mark in "./")  # the mark behind the point
    return [*(one for one in named[own : own + 1] if one == designation), *named[first:end]]


def candidates(compared: Compared, documents: Sequence[DocumentSummary]) -> Candidates:
    """Return which documents may have made each change of a comparison."""
    return attribute(compared.differences, documents, compared.start, compared.end, compared.headings)
