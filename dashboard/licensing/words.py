"""How results, statuses and differences are said; a colour only repeats what the words say, and none is green."""

import re
from collections.abc import Mapping

from dashboard import markup as m
from dashboard import screen
from regulation.licensing.compared.model import Action, Difference
from regulation.licensing.model import Eligibility, Requirement, Result

# No answer is green: none of them lets anything go.
RESULT: Mapping[str, str] = {
    Result.REQUIRED: "high",
    Result.EXCEPTION: "medium",
    Result.UNDECIDED: "medium",
    Result.NONE_FOUND: "plain",
    Result.NOT_MODELLED: "info",
}
NO_CLEARANCE: Mapping[str, str] = {
    Result.REQUIRED: "This is no legal advice and no clearance: further requirements may stand beside those found.",
    Result.EXCEPTION: "This is no clearance: a licence is required unless every condition of the exception is met, and "
    "what was not checked may bar it.",
    Result.NONE_FOUND: "This is no clearance: no requirement was found in what was checked, and what was not checked "
    "is listed below.",
    Result.UNDECIDED: "This is no clearance: facts are missing that would decide, and they are asked for below.",
    Result.NOT_MODELLED: "This is no clearance: a rule, text or table that decides is not held for this day. Ask "
    "counsel.",
}
ELIGIBLE: Mapping[str, str] = {
    Eligibility.ELIGIBLE: "medium",
    Eligibility.NEEDS_FACT: "low",
    Eligibility.NOT_MODELLED: "info",
    Eligibility.NOT: "plain",
}
AXES: Mapping[str, str] = {
    "codified": "as the code prints it, stayed words included",
    "operative": "without what is stayed on this day: the result",
    "enforced": "without what an authority says it does not enforce; that never clears anything",
}
ACTION: Mapping[str, str] = {
    Action.STOP: "high",
    Action.APPLY: "high",
    Action.USE_EXCEPTION: "medium",
    Action.ASK: "medium",
    Action.RENEGOTIATE: "medium",
    Action.RECLASSIFY: "medium",
    Action.PREPARE: "low",
    Action.COMMENT: "low",
    Action.HAND_OVER: "medium",
    Action.NOTHING: "plain",
}
_SHORT: Mapping[str, str] = {
    Action.APPLY: "apply",
    Action.USE_EXCEPTION: "exception",
    Action.ASK: "ask",
    Action.HAND_OVER: "counsel",
    Action.NOTHING: "no change",
}
_FIELDS = {
    "memory_bandwidth_gb_s": "memory bandwidth, GB/s,",
    "link_bandwidth_gb_s": "link bandwidth, GB/s,",
    "us_content_percent": "controlled US content, %,",
    "performance_density": "performance density",
    "die_area_mm2": "die area, mm²,",
    "ultimate_parent": "ultimate parent",
    "ship_from": "the country that it leaves",
    "ship_to": "the destination",
    "tpp": "TPP",
}
ORDER = tuple(map(str, Action))
# What each difference looks like on the heat map: a letter besides the colour, so that it reads without colours.
CELL: Mapping[str, tuple[str, str]] = {
    Difference.APPEARS: ("+", "appears"),
    Difference.EXCEPTION_CLOSES: ("x", "closes"),
    Difference.REVIEW_TIGHTENS: ("r", "review"),
    Difference.OPENS_QUESTION: ("?", "question"),
    Difference.LIFTED: ("–", "lifted"),
    Difference.EXCEPTION_OPENS: ("e", "opens"),
    Difference.OTHER: ("o", "other"),
    Difference.NOT_MODELLED: ("n", "unmodelled"),
}


def result(words: str) -> m.Html:
    """Return a result in a frame."""
    return screen.badge(words, RESULT.get(words, "plain"))


def action(words: str) -> m.Html:
    """Return an action in a frame."""
    return screen.badge(words, ACTION.get(words, "plain"))


def fields(words: str) -> str:
    """Return words in which names of the import's fields are said as people say them."""
    for name, said in _FIELDS.items():
        words = re.sub(rf"\b{name}\b", said, words)
    return words


def short(words: str) -> tuple[str, str]:
    """Return the colour of an action and the few words that fit into a narrow cell."""
    return ACTION.get(words, "plain"), _SHORT.get(words, words)


def worst(actions: tuple[str, ...]) -> str:
    """Return the weightiest of some actions, "" for none."""
    return min(actions, key=lambda one: ORDER.index(one) if one in ORDER else len(ORDER), default="")


def text_of(day: str, remark: str) -> str:
    """Return of which day a text is and how far it answers."""
    rest = remark.removeprefix(f"text of {day}").strip("; ")
    return f"text of {day}{f'; {rest}' if rest else ''}"


def holds(one: Requirement) -> str:
    """Return whether a requirement holds, and on which axis."""
    state = {True: "yes", False: "no", None: "depends"}[one.holds]
    if not one.operative:
        return f"stayed (codified: {state})"
    return state if one.enforced else f"{state}, said not to be enforced"
