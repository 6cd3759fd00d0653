"""How licence applications are reviewed, and which policy replaces which."""

import re
from collections.abc import Iterator
from functools import cache

from nlp.beginnings import Phrases, beginnings, phrases
from nlp.finds import Find, Notes
from nlp.nearby import Nearby
from nlp.vocabulary import load

REACH, WINDOW = 120, 2_000
_FROM = re.compile(r"\bfrom\s+(?:an?\s+|the\s+)?(?:\w+\s+){0,3}$", re.I)
_REPLACES = re.compile(
    r"\b(?:replac(?:e|es|ing)|chang(?:e|es|ing)|revis(?:e|es|ing)|amend(?:s|ing)?)\b[^.;]{0,60}$", re.I
)


def review_policies(notes: Notes, nearby: Nearby) -> Iterator[Find]:
    """Yield `review_policy` finds: value the policy, role old, new or stated; detail codes and destinations named."""
    found = list(_mentions(notes))
    for index, find in enumerate(found):
        low, high = notes.sentences.at(find.start)
        before = found[index - 1] if index and found[index - 1].start >= low else None
        after = found[index + 1] if index + 1 < len(found) and found[index + 1].start < high else None
        role = _role(notes.text, low, before, find, after)
        low, high = max(low, find.start - WINDOW), min(high, find.end + WINDOW)
        named = {
            "codes": nearby.words(low, high, "control_code"),
            "destinations": nearby.words(low, high, "destination", "country_group", roles=nearby.REACHED),
            "excluded": nearby.words(low, high, "destination", "country_group", roles=("excluded",)),
        }
        detail = tuple(sorted((name, words) for name, words in named.items() if words))
        yield Find("review_policy", find.value, role, find.start, find.end, detail)


def _mentions(notes: Notes) -> Iterator[Find]:
    without = frozenset(load("policy")["review_without_context"])
    for match in _review().finditer(notes.text, notes.lowered):
        value = load("policy")["review"][int(str(match.lastgroup)[1:])]["value"]
        low, high = notes.sentences.at(match.start())
        if value in without or _cue("review_context").search(notes.text, low, high):
            yield Find("review_policy", value, "stated", *match.span())


def _role(text: str, low: int, before: Find | None, find: Find, after: Find | None) -> str:
    """Return old or new by the words between this policy and its neighbour, and by those before it; else stated."""
    if after and after.value != find.value:
        pair = _pair(text, low, find, after)
        if pair:
            return pair[0]
    if before and before.value != find.value:
        pair = _pair(text, low, before, find)
        if pair:
            return pair[1]
    lead = text[max(low, find.start - REACH) : find.start]
    if _cue("before_old").search(lead):
        return "old"
    return "new" if _cue("before_new").search(lead) else "stated"


def _pair(text: str, low: int, first: Find, second: Find) -> tuple[str, str] | None:
    between = text[first.end : second.start]
    lead = text[max(low, first.start - REACH) : first.start]
    if len(between) > REACH:
        return None
    replaced = _FROM.search(lead) or _REPLACES.search(lead)
    if replaced and _cue("old_to_new").fullmatch(between):
        return "old", "new"
    if _cue("new_for_old").search(between):
        return "new", "old"
    if _cue("old_then_new").search(between) or (replaced and _cue("old_with_new").search(between)):
        return "old", "new"
    return None


@cache
def _review() -> Phrases:
    rows = load("policy")["review"]
    values = "|".join(rf"(?P<v{index}>{'|'.join(row['any'])})" for index, row in enumerate(rows))
    return phrases(re.compile(rf"\b(?:{values})", re.I), beginnings(words for row in rows for words in row["any"]))


@cache
def _cue(name: str) -> re.Pattern[str]:
    return re.compile("|".join(load("policy")[name]), re.I)
