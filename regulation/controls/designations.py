"""Designations of controls in legal text: found, completed and expanded.

Finding is strict: an ECCN opens a list, and the list goes on while only separators and paragraph numbers follow.
"""

import re
from collections.abc import Iterator
from dataclasses import dataclass

ECCN = re.compile(r"\d[A-E]\d{3}")
_STEP = r"(?:[a-z]{1,2}|\d{1,3})"
_TAIL = rf"(?!\.n\.e\.s)(?:\.{_STEP}(?![A-Za-z0-9]))+"
# 3A001, 3A001.b.2, ECCN7A001.b, 9A610.a., 4A090a, 1C111a.2.b (the source drops a point)
_CODE = r"(?:(?<![A-Za-z0-9])|(?<=ECCN)|(?<=ECCNs))(?P<code>\d[A-E]\d{3})"
_CODE += rf"(?P<tail>{_TAIL}|[a-z](?![a-z0-9])(?:\.{_STEP}(?![A-Za-z0-9]))*)?(?![A-Za-z0-9])\.?"
# .x, .b.3, .15
_DOTTED = rf"(?<![A-Za-z0-9])(?P<dotted>{_TAIL})\.?(?![A-Za-z0-9])"
# b.3, z.2.b, d as a member of a list that has begun
_BARE = rf"(?P<bare>(?!n\.e\.s)[a-z](?![A-Za-z0-9])(?:\.{_STEP}(?![A-Za-z0-9]))*)\.?"
_BARE += r"(?=\s*(?:[,;()]|and\b|or\b|to\b|through\b|of this|$)|(?<=\.)\s+[A-Z])"
_PLAIN = r"(?P<plain>[a-z]{1,2}\.\d{1,3}(?:\.(?:[a-z]|\d{1,3})(?![A-Za-z0-9]))*)(?![A-Za-z0-9])\.?"
# ", ", " and ", " to ", and the source's ".and" for ". and"
_JOIN = re.compile(r"\s*(?:[,;]\s*)?(?:(?P<word>and/or|and|or|to|through)\b\s*)?(?:to\s+)?(?:\.(?:and|or)\s+)?")
_OPEN = re.compile(rf"{_CODE}|{_DOTTED}|(?:[Pp]aragraphs?\s+)(?P<named>\.?[a-z](?:\.{_STEP})*)(?![A-Za-z0-9])")
_NEXT = re.compile(rf"(?:ECCNs?\s*)?(?:paragraphs?\s+)?(?:{_CODE}|{_DOTTED}|{_PLAIN}|{_BARE})")
_EXCEPT = re.compile(r"\s*\((?:except|excluding|other than)\s+(?:for\s+)?(?P<inside>(?:[^()]|\([^()]*\))*)\)", re.I)


@dataclass(frozen=True, slots=True)
class Mention:
    """A designation named at `[start, end)`.

    `last` is set when the text names a range ("6A008.d to .h"), `excepted` when a bracket takes it out of the mention
    before it ("9A012 (except 9A012.a.1)").
    """

    code: str
    start: int
    end: int
    last: str = ""
    excepted: bool = False


def find_mentions(text: str, entry: str = "") -> tuple[Mention, ...]:
    """Return every designation that `text` names, in text order, lists continued and relative parts completed.

    `entry` completes parts that name no code (".a and .x", "paragraph i"); without it such parts are skipped.
    Part numbers such as XC3A001 are not designations.
    """
    return tuple(_find(text, entry))


def _find(text: str, entry: str) -> Iterator[Mention]:
    position = 0
    while match := _OPEN.search(text, position):
        first = _complete(match, entry, entry)
        position = match.end()
        if not first:
            continue
        run, position = _continue(text, Mention(first, match.start(), match.end()))
        yield from run


def _continue(text: str, first: Mention) -> tuple[list[Mention], int]:
    run, position = [first], first.end
    while True:
        aside = _EXCEPT.match(text, position)
        after = aside.end() if aside else position
        if aside:
            run.extend(_excepted(text, aside, run[-1].code))
        joined = _JOIN.match(text, after)
        match = _NEXT.match(text, joined.end()) if joined and joined.end() > position else None
        if joined is None or match is None:
            return run, after
        _extend(run, joined, match)
        position = match.end()


def _extend(run: list[Mention], joined: re.Match[str], match: re.Match[str]) -> None:
    before = next(one for one in reversed(run) if not one.excepted)
    code = _complete(match, before.last or before.code, before.code[:5])
    if joined["word"] in ("to", "through") and run[-1] is before:
        run[-1] = Mention(before.code, before.start, match.end(), code)
        return
    if not joined.group().strip() and "." not in before.code and not match["code"] and run[-1] is before:
        run[-1] = Mention(code, before.start, match.end())  # "0A606 .g" is one designation written apart
        return
    run.append(Mention(code, match.start(), match.end()))


def _excepted(text: str, aside: re.Match[str], before: str) -> list[Mention]:
    """Return the designations that the bracket `aside` takes out; its first part may name no code ("a.3.e")."""
    found: list[Mention] = []
    position = aside.start("inside")
    while position < aside.end():
        match = _NEXT.match(text, position)
        if match:
            found.append(Mention(_complete(match, before, before[:5]), match.start(), match.end(), "", True))
        space = text.find(" ", match.end() if match else position)
        position = space + 1 if space >= 0 else aside.end()
    return found


def _complete(match: re.Match[str], before: str, entry: str) -> str:
    found = match.groupdict()
    if found.get("code"):
        tail = (found.get("tail") or "").lstrip(".")
        return f"{found['code']}.{tail}" if tail else str(found["code"])
    part = (found.get("dotted") or found.get("named") or found.get("plain") or found.get("bare") or "").lstrip(".")
    base = before[:5] or entry
    if not base:
        return ""
    if part[0].isdigit():  # "1C351.d.15 and .16": the last step changes
        return f"{before.rpartition('.')[0]}.{part}" if "." in before else ""
    return f"{base}.{part}"


def steps(first: str, last: str) -> tuple[str, ...]:
    """Return the designations from `first` to `last` when they differ in their last step only, else ().

    6A008.d to 6A008.h gives d, e, f, g, h; 3A001.a.1 to 3A001.a.3 gives 1, 2, 3.
    """
    stem, _, low = first.rpartition(".")
    other, _, high = last.rpartition(".")
    if not stem or stem != other:
        return ()
    if low.isdigit() and high.isdigit():
        return tuple(f"{stem}.{number}" for number in range(int(low), int(high) + 1))
    if len(low) == len(high) == 1 and low.isalpha() and high.isalpha():
        return tuple(f"{stem}.{chr(number)}" for number in range(ord(low), ord(high) + 1))
    return ()


def expanded(mention: Mention) -> tuple[str, ...]:
    """Return the designations of a mention: a range of steps in full, another range as its two ends."""
    if not mention.last:
        return (mention.code,)
    return steps(mention.code, mention.last) or (mention.code, mention.last)


def parent_of(designation: str) -> str:
    """Return the designation one step up; "" for an entry."""
    return designation.rpartition(".")[0]


def within(designation: str, ancestor: str) -> bool:
    """Return whether `designation` is `ancestor` or below it."""
    return designation == ancestor or designation.startswith(f"{ancestor}.")
