"""The words that name what is measured, before a comparison."""

import re
from functools import cache

from nlp.predicates.grammar import either, table

# Words after which the name of a quantity begins.
_BOUNDARY = re.compile(
    r"\b(?:having|has|have|with|at|within|in|into|to|when|while|for|that|which|and|but|is|are|be|of producing|achieving"
    r"|achieves?|providing|provides?|using|utilizing|operating|on|from|by|if|where|capable of|enabling|allowing"
    r"|employing"
    r"|incorporating|exceeding|contain(?:ing)?|measuring|supporting|weighing|maintaining|either|any"
    r"|(?<!of )(?<!during )(?<!between )(?<!per )(?<!across )(?:the|an?))\s+",
    re.IGNORECASE,
)
_BRACKET = re.compile(
    r"at rated (?:operating )?conditions|without (?:the )?(?:use|aid) of (?:'[^']*'(?=\W)|[“\"][^”\"]*[”\"])"
    r"|(?:other than|as) (?:mentioned|specified|defined|described) in [\w. ]*? Note\b"
    r"|\((?:[^()]|\([^()]*\))*\)|“[^”]*”|\"[^\"]*\"|'[^']*'(?=\W)"
)
# "additional training operations that constitute more than", "a resolution that is better than"
_SAID = re.compile(
    r"(?:[\s,]+(?:(?:that|which)\s+(?:constitutes?|is|are|equals?)|from|of|to|in|is|are|either|by))*[\s,]*$",
    re.IGNORECASE,
)
_INSIDE = re.compile(r"\bin\s+the\s+\w+\s*$")
_STOPS = re.compile(r"[,;\n]|:(?!\d)|\.\s")
_FAR = 240  # characters before a comparison, unless the caller knows where the words begin


@cache
def _begins() -> re.Pattern[str]:
    return re.compile(rf"\b(?:{either(table()['begins'])})\b", re.IGNORECASE)


@cache
def _noun() -> re.Pattern[str]:
    return re.compile(rf"\s+(?:[a-z-]+\s+){{0,2}}(?:{either(table()['named_behind'])})\b", re.IGNORECASE)


def masked(words: str) -> str:
    """Return `words` with brackets and quoted terms blanked out, so that nothing in them cuts."""
    return _BRACKET.sub(lambda inner: "_" * len(inner.group()), words)


def quantity_start(text: str, low: int, end: int, far: int = _FAR) -> int:
    """Return where the words begin that name what is compared at `end`; they stand after `low`, at most `far` away."""
    low = max(low, end - far)
    words = masked(text[low:end])
    said = _SAID.search(words)
    words = f"{words[: said.start()]} " if said else words
    begun = _begins().search(words)
    if begun:
        return low + begun.start()
    stop = max([0, *(mark.end() for mark in _STOPS.finditer(words))])
    cuts = [match.end() for match in _BOUNDARY.finditer(words, stop)]
    inside = _INSIDE.search(words, stop) if said and "of" in said.group().split() else None
    if inside:  # "'overall current density' in the winding of more than": the winding is not what is measured
        cuts = [cut for cut in cuts if cut <= inside.start()]
    start = cuts[-1] if cuts else stop
    return low + start + len(words[start:]) - len(words[start:].lstrip())


_IN = re.compile(r"\s*in\s+(?!the\b|an?\b)")
_QUOTED_LIST = re.compile(r"\s*,?\s*['\"](?:[^'\",;]+['\"][,\s]*(?:and\s+)?['\"])*[^'\",;]+['\"]")
_STOP = re.compile(
    r"[;:.,]|\s(?:and|but|with|having|for|capable|when|while|at|that|which|designed|incorporating|where|using|from"
    r"|or more|to|controlled)\b"
)


def counted_end(text: str, start: int, end: int, has_unit: bool) -> int:
    """Return where the words end that name behind a number what it is of: 5 tunable resonators, 1 m in diameter.

    A number with a unit is named so only by "in" and by a few nouns ("50 ns or less time resolution"); `start` is
    returned when nothing names it.
    """
    inside, quoted = _IN.match(text, start, end), _QUOTED_LIST.match(text, start, end)
    if quoted and not has_unit:
        return quoted.end()
    if has_unit and inside is None and _noun().match(text, start, end) is None:
        return start
    first = inside.end() if inside else start
    stop = _STOP.search(masked(text[first:end]))
    return first + stop.start() if stop else end
