"""Where a name ends and an address begins: the list parts them by a comma, which names have too."""

import re

from parties.entity_list.addresses import country_at_end
from parties.entity_list.lines import GAP, LINE
from parties.entity_list.vocabulary import is_legal_form, is_organisation

# A comma, the end of a line, or a full stop after a legal form or before a figure, before the next words.
_BOUNDARY = re.compile(
    rf"[,;]\s*[{LINE}{GAP}]?\s*|\.?\s*{GAP}\s*|\.\s*{LINE}\s*|(?:(?<=Ltd)|(?<=Limited)|(?<=Inc)|(?<=LLC))\.\s+(?!\()"
    r"|(?:(?<=\bCo)|(?<=[^\W\d]{4}))\.\s+(?=\d)"
)
_NEXT = re.compile(rf"[,;{LINE}{GAP}]")
_NUMBERED = re.compile(r"\d|#")
_GROUND = re.compile(
    r"\b(?:street|st|road|rd|avenue|ave|building|bldg|floor|room|suite|district|p\.?o\.? box|plot|boulevard|highway"
    r"|lane|prospekt|ul|ulitsa|zone|block|unit|flat|apartment|apt|office|tower|no)\b\.?",
    re.IGNORECASE,
)


def name_end(text: str, start: int, end: int) -> tuple[int, int, bool]:
    """Return where the name that begins at `start` ends, where what follows begins, and whether that is certain.

    Of several boundaries it is the first whose next words go on with no name: a legal form ("Co., Ltd.") or, without a
    figure, an organisation ("…, Hangzhou Research Institute"). Certain is an end that a line break or an address after
    it proves: `False` says that the words after it might still belong to the name.
    """
    for match in _BOUNDARY.finditer(text, start, end):
        if _inside_brackets(text, start, match.start()):
            continue
        after = match.end()
        stop = _NEXT.search(text, after, end)
        following = text[after : stop.start() if stop else end]
        if is_legal_form(following) or (GAP not in match.group() and is_organisation(following)):
            continue
        return match.start(), after, _proved(match.group(), following, text[after:end])
    return end, end, not _NUMBERED.search(text[start:end])


def _inside_brackets(text: str, start: int, at: int) -> bool:
    return text.count("(", start, at) > text.count(")", start, at)


def _proved(boundary: str, following: str, rest: str) -> bool:
    if GAP in boundary or LINE in boundary:
        return True
    return bool(_NUMBERED.search(following) or _GROUND.search(following) or country_at_end(rest) or "," in rest)
