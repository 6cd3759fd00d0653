"""How two determinations part: what a change of law did to the outcome, whatever it did to the words."""

from regulation.licensing.compared.model import Difference
from regulation.licensing.determine import PERSONS
from regulation.licensing.model import Determination, Eligibility, Requirement, Result

Key = tuple[str, str]
_LICENSED = (Result.REQUIRED, Result.EXCEPTION)
# From the least to the most usable.
_USABLE = (Eligibility.NOT, Eligibility.NOT_MODELLED, Eligibility.NEEDS_FACT, Eligibility.ELIGIBLE)


def difference(before: Determination, after: Determination) -> Difference:
    """Return how the outcome after parts from that before, the weightiest way first; SAME for other words alone.

    Compared are result, operative requirements that hold or are open, what may still lift one, usable exceptions and
    the review policy. An exception whose conditions are not modelled may close, and is never told to open. Where a side
    is not modelled nobody can say how they part, unless both fail by the same words of law that is equal on both sides
    and are alike in all else.
    """
    if Result.NOT_MODELLED in (before.result, after.result):
        alike = _unmodelled(before) == _unmodelled(after) and _facts(before) == _facts(after)
        return Difference.SAME if alike else Difference.NOT_MODELLED
    return (
        _tightened(before, after)
        or _eased(before, after)
        or (Difference.SAME if _facts(before) == _facts(after) else Difference.OTHER)
    )


def held(found: Determination) -> frozenset[Key]:
    """Return the operative requirements that hold, each by its reason and section."""
    return frozenset(_key(one) for one in counted(found) if one.holds)


def opened(found: Determination) -> frozenset[Key]:
    """Return the operative requirements that depend on facts not given."""
    return frozenset(_key(one) for one in counted(found) if one.holds is None) - held(found)


def lifting(found: Determination) -> frozenset[str]:
    """Return the facts that would lift a requirement that holds."""
    return frozenset(need for one in counted(found) if one.holds for need in one.needs)


def counted(found: Determination) -> tuple[Requirement, ...]:
    """Return the operative requirements; of an item outside the EAR only that on the support of US persons counts."""
    outside = found.steps[0].answer is False
    return tuple(one for one in found.requirements if one.operative and (not outside or one.reason in PERSONS))


def reviews(found: Determination) -> tuple[str, ...]:
    """Return the review policies of an application for what is required, each once."""
    return tuple(dict.fromkeys(one.review for one in counted(found) if one.holds and one.review))


def usable(found: Determination) -> dict[str, Eligibility]:
    """Return the exceptions that are eligible or need a fact."""
    return {one.symbol: one.status for one in found.exceptions if one.status in _USABLE[2:]}


def opening(before: Determination, after: Determination) -> tuple[str, ...]:
    """Return the exceptions more usable after than before; () where a side had nothing to overcome."""
    if not before.exceptions:
        return ()
    had = {one.symbol: one.status for one in before.exceptions}
    return tuple(
        one.symbol for one in after.exceptions if _rank(one.status) > _rank(had.get(one.symbol, Eligibility.NOT))
    )


def _rank(status: Eligibility) -> int:
    return _USABLE.index(status)


def _key(one: Requirement) -> Key:
    return one.reason, one.basis


def _tightened(before: Determination, after: Determination) -> Difference | None:
    new = held(after) - held(before)
    if new and after.result in _LICENSED and before.result is not Result.REQUIRED:
        return Difference.APPEARS
    if held(after) and (before.result, after.result) == (Result.EXCEPTION, Result.REQUIRED):
        return Difference.EXCEPTION_CLOSES
    if held(after) == held(before) and opening(after, before):
        return Difference.EXCEPTION_CLOSES
    if held(after) and held(after) == held(before) and reviews(before) != reviews(after):
        return Difference.REVIEW_TIGHTENS
    undecided = after.result is Result.UNDECIDED and (new or before.result is Result.NONE_FOUND)
    if undecided or opened(after) - opened(before) - held(before) or lifting(after) - lifting(before):
        return Difference.OPENS_QUESTION
    return None


def _eased(before: Determination, after: Determination) -> Difference | None:
    if held(before) & opened(after):
        return Difference.OPENS_QUESTION
    if not held(after) and (held(before) or (opened(before) and not opened(after))):
        return Difference.LIFTED
    if after.result is Result.NONE_FOUND and before.result is not Result.NONE_FOUND:
        return Difference.LIFTED
    if held(before) == held(after) and set(opening(before, after)) & set(usable(after)):
        return Difference.EXCEPTION_OPENS
    return None


def _unmodelled(found: Determination) -> tuple[str, ...]:
    return tuple(step.not_modelled for step in found.steps if step.not_modelled)


def _facts(found: Determination) -> tuple[object, ...]:
    return found.result, held(found), opened(found), lifting(found), usable(found), reviews(found)
