"""A verb that moves a date of an earlier document: an effective date is delayed, a compliance date extended."""

import re

_MOVED = re.compile(
    r"[^.;]{0,60}?\b(?P<what>effective|compliance|implementation|submission|reporting|filing)\s+"
    r"(?:dates?|deadlines?|periods?)\b",
    re.I,
)
_COMPLIANCE = re.compile(r"\b(?:compliance|implementation) (?:dates?|deadlines?)\b", re.I)
_EFFECTIVE = re.compile(r"\beffective dates?\b", re.I)
_CHANGES = re.compile(r"(?:amend|revis|chang|modif|adjust|updat|extend|delay|postpon|defer)\w*$", re.I)
_PASSIVE = re.compile(r"(?:is|are|been|be)\b", re.I)


def of_date(text: str, relation: str, verb: re.Match[str], low: int, high: int) -> str:
    """Return the relation of `verb` in the sentence `text[low:high]`: that of the date it moves, else `relation`."""
    if relation == "delays" and _PASSIVE.match(verb.group()):
        before = text[low : verb.start()]
        return "extends" if _COMPLIANCE.search(before) and not _EFFECTIVE.search(before) else relation
    moved = _MOVED.match(text, verb.end(), high)
    if relation not in {"amends", "delays"} or moved is None or not _CHANGES.search(verb.group()):
        return relation
    return "delays" if moved.group("what").lower() == "effective" else "extends"
