"""Changes of the control list: what changed, what it reaches, and which documents may have made it."""

from collections.abc import Iterable, Mapping

from graph import schema as g
from regulation.controls.designations import within
from regulation.controls.model import Kind
from regulation.diff import Difference
from regulation.impact_scope import Reach, reach
from ruletrace.pipeline.controls import History, Step
from ruletrace.pipeline.units.controls import ids_in, version_id


def unit(history: History) -> g.Unit:
    """Return every change between neighbouring texts."""
    nodes: list[g.Node] = []
    edges: list[g.Edge] = []
    for step in history.steps:
        ids = _ids(history, step)
        for difference in step.differences:
            nodes.append(_change(step, difference))
            edges.extend(_stated(step, difference))
            edges.extend(_reaches(difference, ids))
            edges.extend(_candidates(step, difference))
    return g.Unit(f"changes {history.kept.list}", tuple(nodes), tuple(edges))


def _ids(history: History, step: Step) -> dict[str, str]:
    """Return control ids of both texts; of a designation that both have, the newer one."""
    if history.tracked is None:
        return {}
    return {**ids_in(step.old, history.tracked), **ids_in(step.new, history.tracked)}


def _change(step: Step, difference: Difference) -> g.Change:
    candidates = step.candidates.get(difference.change_id, [])
    attribution = {0: "not attributed", 1: "candidate"}.get(len(candidates), "candidates")
    where = f"{difference.entry} {difference.place}".strip()
    return g.Change(
        id=difference.change_id,
        list=step.new.controls.list,
        entry=difference.entry,
        place=difference.place,
        kind=difference.kind.value,
        change_class=difference.change_class.value,
        before=difference.before,
        after=difference.after,
        from_version=step.old.name,
        to_version=step.new.name,
        known=step.new.fetch.at.isoformat(),
        title=f"{where}: {difference.kind.value}",
        attribution=attribution,
    )


def _stated(step: Step, difference: Difference) -> Iterable[g.Edge]:
    yield g.Changes(start=difference.change_id, end=difference.paragraph, end_label="Control")
    for version in (step.old, step.new):
        yield g.StatedBy(start=difference.change_id, end=version_id(version), reading="text difference")


def _candidates(step: Step, difference: Difference) -> Iterable[g.Edge]:
    for candidate in step.candidates.get(difference.change_id, []):
        yield g.MayBeMadeBy(start=difference.change_id, end=candidate.document_id, reasons=candidate.reasons)


def _reaches(difference: Difference, ids: Mapping[str, str]) -> Iterable[g.Edge]:
    reached = reach(difference)
    how = _how(difference, reached)
    # A renumbered paragraph has two designations and one id.
    for control in sorted({ids[designation] for designation in _roots(reached, ids)}):
        yield g.Reaches(start=difference.change_id, end=control, how=how)


def _how(difference: Difference, reached: Reach) -> str:
    if difference.place_kind in (Kind.PARAGRAPH, Kind.RESERVED):
        words = "the changed paragraph itself"
    elif reached.designations == (difference.entry,):
        words = "the whole entry"
    else:
        words = f"the paragraphs that the {difference.place_kind.value} speaks for"
    return f"{words}; further conditions in the text may narrow it" if reached.conditional else words


def _roots(reached: Reach, ids: Mapping[str, str]) -> list[str]:
    """Return the highest designations held of which everything below is reached.

    What the text excepts is left out with all below it: then its neighbours stand for the paragraph above them.
    """
    covered = {one for one in ids if reached.covers(one)}
    excepted = set(reached.excepted)
    whole = {one for one in covered if not any(within(other, one) for other in excepted)}
    return sorted(one for one in whole if one.rpartition(".")[0] not in whole)
