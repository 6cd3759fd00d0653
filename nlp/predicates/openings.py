"""How a paragraph opens the list below it, and how it ends."""

import re
from dataclasses import dataclass

from regulation.thresholds import Junction

_LEAD = (
    r"(?:[,\s]*(?:and\s+|but\s+)?"
    r"(?:(?:having|meets?|meeting|being|with|are|is|has|have|as specified by|specified by|from|of)\s+)?)"
)
_OPENING = re.compile(
    rf"{_LEAD}\b(?P<which>any|either|all|both|one or more|at least one|each|one|two or more|at least two)\s+(?:one\s+)?"
    r"(?:of\s+)?(?:the\s+)?following\b(?P<rest>[^:;]*)[:;.,]?\s*$",
    re.IGNORECASE,
)
_FOLLOWS = re.compile(r"[,\s]*(?:\bas follows?|\b(?:the )?following)\b(?P<rest>[^:;]*)[:;.]?\s*$", re.IGNORECASE)
_END = re.compile(r"(?:[;,.]*\s*(?P<word>and|or)?)\s*[.;:,]?\s*$", re.IGNORECASE)
_ALL = ("all", "both", "each")
_COUNTED = ("two or more", "at least two")
_BUT = re.compile(r"[,\s]*\b(?:other than|except(?: for)?|excluding)\s*$", re.IGNORECASE)
_GENERIC = re.compile(
    r"^\s*(?:(?:technical|performance|electrical|listed)?\s*(?:characteristics|features|properties|functions|criteria"
    r"|parameters|items|requirements|conditions|materials|systems|commodities|types|attributes|capabilities"
    r"|specifications|combinations|processes|equipment)"
    r"(?:\s*(?:,|or|and)+\s*)?)+|\(see list of items controlled\)",
    re.IGNORECASE,
)
_SEE = re.compile(r"\s*\(see [^()]*\)", re.IGNORECASE)
_PARTS = re.compile(r"\btherefore?\b", re.IGNORECASE)


@dataclass(frozen=True, slots=True)
class Opening:
    """The end of a paragraph's own words, how those below it join (None: it does not say), and what else it names.

    `rest` is the range of words behind the announcement that add a condition ("at 20 °C"), `alternative` of those that
    add a further item ("and specially designed components therefor"); `counted` that a number of the items below must
    hold, which a junction cannot say; `negated` that none of them may ("other than any of the following").
    """

    end: int
    junction: Junction | None
    rest: tuple[int, int] | None = None
    alternative: tuple[int, int] | None = None
    counted: bool = False
    negated: bool = False


def opening(plain: str) -> Opening:
    """Return how a paragraph of these words opens what stands below it."""
    match = _OPENING.search(plain)
    if match:
        which = match["which"].lower()
        junction = Junction.ALL if which in _ALL else Junction.ANY
        but = _BUT.search(plain, 0, match.start())
        end = but.start() if but else match.start()
        return Opening(end, junction, _rest(match), _alternative(match), which in _COUNTED, but is not None)
    follows = _FOLLOWS.search(plain)
    if follows:
        return Opening(follows.start(), Junction.ANY, _rest(follows), _alternative(follows))
    return Opening(len(plain), None)


def _rest(match: re.Match[str]) -> tuple[int, int] | None:
    plain = _GENERIC.sub("", match["rest"]).strip()
    return match.span("rest") if re.search(r"\w", plain) and not _alternative(match) else None


def _alternative(match: re.Match[str]) -> tuple[int, int] | None:
    if _PARTS.search(match["rest"]) is None:
        return None
    seen = _SEE.match(match["rest"])
    return match.start("rest") + (seen.end() if seen else 0), match.end("rest")


def ending(plain: str) -> tuple[int, str]:
    """Return where the words end before "; and", "; or" or a point, and which of "and", "or", "" it was."""
    match = _END.search(plain)
    if match is None:
        return len(plain), ""
    return match.start(), (match["word"] or "").lower()
