"""Old and new code of an item that a rule moves or renumbers."""

import re
from bisect import bisect_left
from collections.abc import Iterator
from functools import cache

from nlp.components.code_grammar import Code
from nlp.finds import Find, Notes
from nlp.vocabulary import load

Group = list[Code]
REACH = 600  # characters around the verb in which its codes stand
_LISTED = re.compile(r"[\s,.]*(?:(?:and/or|and|or|through|ECCNs?|paragraphs?|entry|items?)\b[\s,.]*)*")
_FROM = re.compile(r"[^;:]{0,120}?\bfrom\s+[^;:]{0,60}$")
# Between the old and the new code: "as", "to new ECCN"
_AS = re.compile(r"[^;:.]{0,60}?\b(?:as|to|into|under)\s+(?:[a-z]+\s+){0,4}(?:ECCNs?\s+|paragraphs?\s+)?$")
_GAP = re.compile(r"[^;:.]{0,60}$")
_PASSIVE = re.compile(r"\b(?:is|are|was|were|be|been|being)\s+(?:(?:hereby|also|now|being)\s+)?$|[,(]\s*(?:now\s+)?$")
_SINGULAR = re.compile(r"\s+(?:is|was)\s+(?:hereby\s+)?\w+ed\b")


def redesignations(notes: Notes, codes: list[Code]) -> Iterator[Find]:
    """Yield a `redesignation` for each pair of codes: value the new one, detail `old`, quote from the one to the other.

    Lists of equal length are paired in order; several old codes with one new one all become that one.
    """
    if len(codes) < 2:
        return
    ordered = sorted(codes, key=lambda code: (code.start, code.end))
    starts = [code.start for code in ordered]
    for verb in _verbs().finditer(notes.text):
        # A look at the letter before is cheaper than a word boundary at every letter of the text.
        if notes.text[max(0, verb.start() - 1) : verb.start()].isalpha():
            continue
        low, high = notes.sentences.at(verb.start())
        low, high = max(low, verb.start() - REACH), min(high, verb.end() + REACH)
        near = ordered[bisect_left(starts, low) : bisect_left(starts, high)]
        if len(near) > 1:
            yield from _pairs(*_sides(notes.text, verb, _lists(notes.text, near)))


def _lists(text: str, codes: Group) -> list[Group]:
    """Return the codes of a sentence list by list: codes with nothing but commas and "and" between them."""
    lists: list[Group] = []
    for code in codes:
        end = max(one.end for one in lists[-1]) if lists else 0
        linked = bool(lists) and (code.start < end or bool(_LISTED.fullmatch(text, end, code.start)))
        # "X is redesignated as Y and Z is redesignated as …": Z begins something of its own.
        if linked and not _SINGULAR.match(text, code.end):
            lists[-1].append(code)
        else:
            lists.append([code])
    return lists


def _sides(text: str, verb: re.Match[str], lists: list[Group]) -> tuple[Group, Group]:
    """Return the old and the new codes that the verb links; two empty lists when it links none."""
    before = next((group for group in reversed(lists) if group[0].start < verb.start()), [])
    after = [group for group in lists if group[0].start >= verb.end()]
    if not after:
        return [], []
    gap = text[verb.end() : after[0][0].start]
    if _backward().match(verb.group()):
        near = before and _GAP.match(gap) and _GAP.match(text[_last(before) : verb.start()])
        return (after[0], before) if near else ([], [])
    active = _FROM.match(gap) or not _AS.match(gap)
    if len(after) > 1 and active and _AS.match(text[_last(after[0]) : after[1][0].start]):
        return after[0], after[1]
    passive = _PASSIVE.search(text[max(0, verb.start() - 20) : verb.start()])
    if before and passive and _AS.match(gap) and not _FROM.match(gap):
        return before, after[0]
    return [], []


def _last(group: Group) -> int:
    return max(code.end for code in group)


def _pairs(old: Group, new: Group) -> Iterator[Find]:
    if not old or not new or (len(new) != len(old) and len(new) != 1):
        return
    first, last = sorted((old, new), key=lambda group: group[0].start)
    for index, code in enumerate(old):
        target = new[index] if len(new) == len(old) else new[0]
        yield Find("redesignation", target.value, "redesignated", first[0].start, _last(last), (("old", code.value),))


@cache
def _verbs() -> re.Pattern[str]:
    words = load("actions")["redesignation"]
    return re.compile(rf"(?:{'|'.join((*words['verbs'], *words['backward']))})\b")


@cache
def _backward() -> re.Pattern[str]:
    return re.compile("|".join(load("actions")["redesignation"]["backward"]))
