"""Where the three axes part: each side is told with its authority, and none is given right."""

from collections.abc import Sequence

from regulation.status.model import Axis, Event, EventKind, Finding, State

WITHOUT_FORCE = frozenset(
    {
        State.NOT_YET,
        State.SUSPENDED,
        State.PARTLY_SUSPENDED,
        State.SCHEDULED,
        State.EXPIRED,
        State.RESCINDED,
    }
)
WITH_FORCE = frozenset({State.IN_EFFECT, State.RETURNED})


def conflicts(findings: Sequence[Finding]) -> tuple[str, ...]:
    """Return in words where the findings of the three axes disagree, and which of them is a conflict in itself."""
    by_axis = {one.axis: one for one in findings}
    code, force, practice = by_axis[Axis.CODIFIED], by_axis[Axis.OPERATIVE], by_axis[Axis.ENFORCED]
    found = [f"{one.axis}: {one.words} ({_who(one)})" for one in findings if one.state is State.CONFLICT]
    if code.state is State.IN_CODE and force.state in WITHOUT_FORCE:
        found.append(_parted(code, force))
    if code.state is State.NOT_IN_CODE and force.state in WITH_FORCE and not _only_texts(force.because):
        found.append(_parted(code, force))
    if practice.state is State.NOT_ENFORCED:
        found += [_parted(one, practice) for one in (code, force) if one.state in {State.IN_CODE, *WITH_FORCE}]
    return tuple(found)


def _parted(one: Finding, other: Finding) -> str:
    return f"{_side(one)}; but {_side(other)}"


def _side(finding: Finding) -> str:
    return f"{finding.axis}: {finding.state} ({_who(finding)})"


def _who(finding: Finding) -> str:
    """Return each authority with the first place that it is cited by, and how many more there are."""
    told = []
    for authority in finding.authorities:
        cited = dict.fromkeys(one.source.citation for one in finding.because if one.source.authority == authority)
        more = f" and {len(cited) - 1} more" if len(cited) > 1 else ""
        first = next(iter(cited))
        told.append(f"{first}{more}" if first == authority else f"{authority}, {first}{more}")
    return "; ".join(told) or "no authority"


def _only_texts(because: Sequence[Event]) -> bool:
    return all(one.kind in (EventKind.CODIFIED, EventKind.NOT_IN_TEXT) for one in because)
