"""What to do about a line, from the outcome before and after a change: the next step first, and never permission."""

from collections.abc import Callable, Iterator, Mapping, Sequence
from dataclasses import replace
from datetime import date

from regulation.controls.designations import within
from regulation.licensing.compared.differing import counted, held, lifting, opened, opening, reviews
from regulation.licensing.compared.model import Action, Advice, Difference, LawChange, Pair, Standing
from regulation.licensing.model import Determination, Eligibility, ExceptionAnswer, Requirement, Result

MAX_QUESTIONS = 5
SHOWN = 3  # points named in a sentence; the outcome itself keeps them all
_DEPENDS = "depends on: "
_DENIAL = ("presumption of denial", "policy of denial", "general policy of denial", "denial", "generally denied")
_DO = {
    Action.STOP: "stop the line: nothing ships before a licence is granted",
    Action.APPLY: "apply for a licence: nothing ships before it is granted",
    Action.USE_EXCEPTION: "use it only where each of its conditions is met",
    Action.ASK: "hold the line until the questions are answered",
    Action.HAND_OVER: "hand it to counsel",
}


def advise(pair: Pair, change: LawChange, on: date, ends: date | None) -> Advice:
    """Return what to do about a line on a day, its delivery ending on `ends` (None: not known).

    Only a change in force can stop a line. A savings clause is asked about and never changes the action.
    """
    found = _of_outcome(pair, change, ends)
    binds = _standing(change, on) is Standing.IN_FORCE
    found = _bidden(found) if binds else _ahead(found, pair, change, on)
    if _reclassified(pair.code, change):
        found = _classified_first(found, pair)
    return _with_savings(found, change)


def is_denial(review: str) -> bool:
    """Return whether a review policy is one of denial, or may be by a fact that is not given."""
    told = review.rpartition(": ")[2] if review.startswith(_DEPENDS) else review
    return any(one.strip().startswith(_DENIAL) for one in told.split("; or "))


def _standing(change: LawChange, on: date) -> Standing:
    early = change.standing is Standing.IN_FORCE and change.effective is not None and on < change.effective
    return Standing.PUBLISHED if early else change.standing


def _of_outcome(pair: Pair, change: LawChange, ends: date | None) -> Advice:
    if pair.difference in (Difference.APPEARS, Difference.EXCEPTION_CLOSES, Difference.OTHER):
        return _required(pair, change, ends)
    return _TOLD[pair.difference](pair, change, ends)


def _required(pair: Pair, change: LawChange, ends: date | None) -> Advice:
    after = pair.after
    if after.result is Result.EXCEPTION:
        return _by_exception(pair)
    if after.result is not Result.REQUIRED:
        return _ask(pair, change, ends)
    denied = [one for one in counted(after) if one.holds and is_denial(one.review)]
    actions = [Action.STOP if denied else Action.APPLY, *_renegotiated(change, ends)]
    told = f"{_opening(pair)}; review policy of an application: {_reviews(after)}"
    open_policy = any(one.review.startswith(_DEPENDS) for one in denied)
    return Advice(tuple(actions), told, questions=_questions(pair) if open_policy else ())


def _opening(pair: Pair) -> str:
    grounds = _grounds(pair.after)
    if pair.difference is Difference.APPEARS:
        return f"{_line(pair)}a licence is required that was not found to be required before ({grounds})"
    if pair.difference is Difference.EXCEPTION_CLOSES:
        closed = f"no longer open as before: {_named(opening(pair.after, pair.before))}"
        return f"{_line(pair)}licence required, as before ({grounds}); {closed}"
    return f"{_line(pair)}licence required, as before, on other grounds: {grounds}; before: {_grounds(pair.before)}"


def _by_exception(pair: Pair) -> Advice:
    symbols = _eligible(pair.after)
    named = _named([one.symbol for one in symbols])
    told = f"{_line(pair)}a licence is required ({_grounds(pair.after)}), unless {named} can be used"
    conditions = tuple(f"{one.symbol}: {condition}" for one in symbols for condition in one.conditions)
    return Advice((Action.USE_EXCEPTION,), told, conditions)


def _review(pair: Pair, change: LawChange, ends: date | None) -> Advice:
    told = f"the review policy of an application changes from “{_reviews(pair.before)}” to “{_reviews(pair.after)}”"
    worse = any(one.holds and is_denial(one.review) for one in counted(pair.after))
    actions = (Action.APPLY, *(_renegotiated(change, ends) if worse else ()))
    if pair.after.result is Result.EXCEPTION:
        return replace(_by_exception(pair), words=f"{_by_exception(pair).words}; {told}")
    return Advice(actions, f"{_line(pair)}licence required, as before ({_grounds(pair.after)}); {told}")


def _ask(pair: Pair, _change: LawChange, _ends: date | None) -> Advice:
    questions = _questions(pair)
    if pair.after.result is Result.REQUIRED:
        lifts = sorted(lifting(pair.after) - lifting(pair.before))
        told = f"licence required, as before ({_grounds(pair.after)})"
        told += f"; no longer by this requirement if: {'; '.join(lifts)}" if lifts else "; facts decide on more"
        return Advice((Action.ASK,), f"{_line(pair)}{told}", questions=questions)
    told = f"cannot be decided after the change (before: {pair.before.result})"
    return Advice((Action.ASK,), f"{_line(pair)}{told}", questions=questions)


def _lifted(pair: Pair, _change: LawChange, _ends: date | None) -> Advice:
    gone = ", ".join(f"{reason} {basis}" for reason, basis in sorted(held(pair.before) or opened(pair.before)))
    told = f"the requirement {'found' if held(pair.before) else 'open'} before ({gone}) is no longer found"
    if not gone:
        told = "what left the answer open before is no longer asked: no requirement found"
    questions = _questions(pair)
    action = Action.ASK if questions else Action.HAND_OVER
    return Advice((action,), f"{_line(pair)}{told}; not checked: {_some(pair.after.not_checked)}", questions=questions)


def _opens(pair: Pair, _change: LawChange, _ends: date | None) -> Advice:
    if pair.after.result is Result.EXCEPTION:
        return _by_exception(pair)
    more = opening(pair.before, pair.after)
    new = [one for one in pair.after.exceptions if one.symbol in more and one.status is not Eligibility.NOT_MODELLED]
    named = _named([one.symbol for one in new])
    told = f"{_state(pair.after)}, as before; {named} may overcome it if the facts asked are given"
    questions = tuple(dict.fromkeys((*(need for one in new for need in one.needs), *_questions(pair))))
    file = tuple(f"{one.symbol}: {condition}" for one in new for condition in one.conditions)
    return Advice((Action.ASK,), f"{_line(pair)}{told}", file, questions[:MAX_QUESTIONS])


def _not_modelled(pair: Pair, _change: LawChange, _ends: date | None) -> Advice:
    why = [step.not_modelled for found in (pair.before, pair.after) for step in found.steps if step.not_modelled]
    told = f"before and after cannot be compared: {_some((*pair.remarks, *why))}"
    required = pair.after.result is Result.REQUIRED
    now = f"; after it a licence is required ({_grounds(pair.after)})" if required else ""
    actions = (Action.HAND_OVER, Action.APPLY) if required else (Action.HAND_OVER,)
    return Advice(actions, f"{_line(pair)}{told}{now}", questions=_questions(pair))


def _same(pair: Pair, _change: LawChange, _ends: date | None) -> Advice:
    after = pair.after
    told = f"{_state(after)}, as before"
    if unbarred := opening(pair.before, after):
        told += f" (no longer barred, their conditions not modelled: {', '.join(unbarred)})"
    if after.result is Result.NONE_FOUND:
        told = f"no requirement found, as before; not checked: {_some(after.not_checked)}"
    elif after.result is Result.UNDECIDED:
        told = f"cannot be decided, as before; missing: {_some(after.missing)}"
    return Advice((Action.NOTHING,), f"{_line(pair)}nothing changes here: {told}")


def _bidden(found: Advice) -> Advice:
    """Return the advice with what its first action bids."""
    bid = _DO.get(found.actions[0])
    return replace(found, words=f"{found.words}; {bid}") if bid else found


def _ahead(found: Advice, pair: Pair, change: LawChange, on: date) -> Advice:
    """Return the advice while a change does not bind: comment on it or prepare; what it would mean stays in words."""
    if found.actions == (Action.NOTHING,):
        return found
    proposed = change.standing is Standing.PROPOSED
    closes = change.comments_close
    if proposed and closes is not None and on <= closes:
        action, told = Action.COMMENT, f"proposed, comments until {closes}"
    elif proposed:
        action, told = Action.PREPARE, "proposed: it binds nobody yet"
    else:
        told = f"published, in force from {change.effective or 'a day that is not held'}"
        action = Action.PREPARE
    words = f"{told}. As it would be then: {found.words}; until then: {_state(pair.before)}"
    return replace(found, actions=(action,), words=words)


def _classified_first(found: Advice, pair: Pair) -> Advice:
    ahead = tuple(one for one in found.actions if one in (Action.PREPARE, Action.COMMENT))
    rest = tuple(one for one in found.actions if one not in (*ahead, Action.NOTHING))
    told = f"{pair.code} means something else after the change: classify the item again before relying on what follows"
    return replace(found, actions=(*ahead, Action.RECLASSIFY, *rest), words=f"{told}. {found.words}")


def _with_savings(found: Advice, change: LawChange) -> Advice:
    if not change.savings:
        return found
    asked = tuple(f"shipment, for the savings clause: {one}" for one in change.savings)
    told = "a savings clause may cover a shipment by its own facts, a contract alone never does"
    return replace(found, words=f"{found.words}; {told}", questions=(*found.questions, *asked))


def _renegotiated(change: LawChange, ends: date | None) -> tuple[Action, ...]:
    return (Action.RENEGOTIATE,) if ends and ends > (change.effective or change.after) else ()


def _reclassified(code: str, change: LawChange) -> bool:
    return bool(code) and any(within(code, one) or within(one, code) for one in change.reclassify)


def _questions(pair: Pair) -> tuple[str, ...]:
    """Return the facts that would decide, the most telling first: what is new after the change, then what is open."""
    after, before = pair.after, set(pair.before.missing)
    new = (need for one in counted(after) for need in one.needs if need not in before)
    waiting = (need for one in counted(after) if one.holds is None for need in one.needs)
    rest = sorted(after.missing, key=lambda one: one in before)
    return tuple(dict.fromkeys((*new, *waiting, *rest)))[:MAX_QUESTIONS]


def _line(pair: Pair) -> str:
    return f"{pair.code} to {pair.ship_to}: " if pair.code and pair.ship_to else ""


def _state(found: Determination) -> str:
    if found.result is Result.REQUIRED:
        return f"licence required ({_grounds(found)})"
    if found.result is Result.EXCEPTION:
        named = _named([one.symbol for one in _eligible(found)])
        return f"licence required ({_grounds(found)}), unless {named} is used with all its conditions"
    return str(found.result)


def _grounds(found: Determination) -> str:
    named = (f"{one.reason} {one.basis}" if one.reason not in one.basis else one.basis for one in _holding(found))
    return ", ".join(dict.fromkeys(named)) or "none"


def _reviews(found: Determination) -> str:
    return "; ".join(reviews(found)) or "not modelled"


def _holding(found: Determination) -> Iterator[Requirement]:
    return (one for one in counted(found) if one.holds)


def _eligible(found: Determination) -> tuple[ExceptionAnswer, ...]:
    return tuple(one for one in found.exceptions if one.status is Eligibility.ELIGIBLE)


def _named(symbols: Sequence[str]) -> str:
    """Return exceptions with what they are called: those of the Union are general authorisations."""
    kind = "general export authorisation" if all(one.startswith("EU") for one in symbols) else "licence exception"
    return f"{kind} {', '.join(symbols)}"


def _some(points: Sequence[str]) -> str:
    told = tuple(dict.fromkeys(one for one in points if one))
    more = f"; and {len(told) - SHOWN} more" if len(told) > SHOWN else ""
    return "; ".join(told[:SHOWN]) + more if told else "nothing further"


_TOLD: Mapping[Difference, Callable[[Pair, LawChange, date | None], Advice]] = {
    Difference.REVIEW_TIGHTENS: _review,
    Difference.OPENS_QUESTION: _ask,
    Difference.LIFTED: _lifted,
    Difference.EXCEPTION_OPENS: _opens,
    Difference.NOT_MODELLED: _not_modelled,
    Difference.SAME: _same,
}
