"""The aliases of an entry: after "a.k.a., the following two aliases:", in brackets, or in running text."""

import re
from collections.abc import Iterator
from dataclasses import dataclass

from parties.entity_list.lines import GAP, LINE
from parties.entity_list.names import name_end
from parties.entity_list.vocabulary import is_organisation

_KIND = r"(?P<kind>[afd]\.?\s?[kb]\.?\s?a\b\.?)"
# "a.k.a., the following two aliases, and thirteen subordinate institutions:" | ", the following one alias:"
_LIST = re.compile(
    rf"[,(\s]*(?:{_KIND}[.,]*\s*)?(?:and |including )?"
    r"(?:(?:the )?(?:(?P<before>\w+) )?follow(?:ing)? (?:the following )?(?:(?P<count>[\w-]+) )?"
    r"(?:alias|alia\w*es|entity)"
    rf"|the (?P<one>one) alias)(?:es)?(?P<also>[^:{LINE}{GAP}]{{0,80}}?)[:;,]?(?=[{LINE}{GAP}]|(?<=[:;,])\s)",
    re.IGNORECASE,
)
_BRACKETS = re.compile(rf",?\s*\(\s*{_KIND}[.,]*\s*", re.IGNORECASE)
_RUNNING = re.compile(rf",?\s*\b{_KIND}[.,]*\s+(?=\S)", re.IGNORECASE)
_ITEM = re.compile(rf"(?:^|(?<=[{LINE}{GAP}:;]))\s*(?:and\s*)?[—–-]+\s*|(?<=[:;]\s)[—–-]+\s*|(?<=and\s)[—–-]\s*")
_LINE_END = re.compile(rf"[{LINE}{GAP}]")
_BETWEEN = re.compile(rf";\s*(?:and\b)?[\s{LINE}{GAP}]*")
_KIND_FIRST = re.compile(rf"\s*{_KIND}[.,]*\s*", re.IGNORECASE)
_WORDS = (
    "zero one two three four five six seven eight nine ten eleven twelve thirteen fourteen fifteen sixteen seventeen "
    "eighteen nineteen twenty"
)
_NUMBERS = {word: number for number, word in enumerate(_WORDS.split())}


@dataclass(frozen=True, slots=True)
class Found:
    """Aliases in [start, end) of the text: `names` are (start, end, kind); the name before it ends at `start`.

    `stated` is the number of aliases that the words announce (None when they announce none); `doubt` says why the
    reading may be wrong ("" when nothing does).
    """

    start: int
    end: int
    names: tuple[tuple[int, int, str], ...]
    stated: int | None = None
    doubt: str = ""


def find_aliases(text: str, start: int, end: int) -> Found | None:
    """Return the aliases that the words in [start, end) give, or None."""
    found = [
        (match.start(), order, match)
        for order, pattern in enumerate((_LIST, _BRACKETS, _RUNNING))
        if (match := pattern.search(text, start, end)) and match.start() > start
    ]
    if not found:
        return None
    _, order, match = min(found, key=lambda one: one[:2])
    return (_listed, _in_brackets, _running)[order](text, match, end)


def kind_of(written: str | None) -> str:
    """Return the kind of an alias: "f.k.a." for a former name, else "a.k.a."."""
    return "f.k.a." if (written or "").lower().startswith("f") else "a.k.a."


def _listed(text: str, match: re.Match[str], end: int) -> Found:
    kind, at = kind_of(match["kind"]), match.end()
    starts = [item.end() for item in _ITEM.finditer(text, at, end) if not _after_list(text, at, item.start())]
    starts = starts or [at + len(text[at:end]) - len(text[at:end].lstrip())]
    bounds = [*(item.start() for item in _ITEM.finditer(text, at, end) if item.end() in starts[1:]), end]
    names = [(one, other, kind) for one, other in zip(starts, bounds, strict=True)]
    last, doubt = names.pop()[0], ""
    for one, other, certain in _last_items(text, last, end):
        names.append((one, other, kind))
        doubt = doubt or ("" if certain else "the last alias has no clear end")
    stated = number(match["count"] or match["before"] or match["one"])
    if stated is not None and stated != len(names):
        doubt = doubt or f"{stated} aliases announced, {len(names)} read"
    return Found(match.start(), names[-1][1], tuple(names), stated, doubt)


def _after_list(text: str, start: int, at: int) -> bool:
    """Return whether an empty line stands between the list's first item and a dash: then it is no item."""
    return GAP in text[start:at].strip(f" {LINE}{GAP}")


def _last_items(text: str, start: int, end: int) -> Iterator[tuple[int, int, bool]]:
    """Yield the last item, and items without a dash that follow a semicolon."""
    while True:
        line = _LINE_END.search(text, start, end)
        more = _BETWEEN.search(text, start, line.start() + 1 if line else end)
        if more and _is_item(text, start, more, line):
            yield start, more.start(), True
            start = more.end()
            continue
        if line:
            inner = name_end(text, start, line.start()) if _runs_on(text, start, line.start()) else None
            yield (start, inner[0], inner[2]) if inner else (start, line.start(), True)
        else:
            stop, _, certain = _sentence_or_name_end(text, start, end)
            yield start, stop, certain
        return


def _is_item(text: str, start: int, more: re.Match[str], line: re.Match[str] | None) -> bool:
    # "—Huawei Marine;⏎HMN Technologies;⏎…" goes on; "—X, Ordzhonikidze 10, Moscow; and 10 …" is an address already.
    words = text[start : more.start()]
    plain = not any(letter.isdigit() for letter in words) and words.count(",") < 2
    return plain and (line is None or more.end() >= line.start())


def _runs_on(text: str, start: int, end: int) -> bool:
    """Return whether a line goes on into an address: "—Anatasiya Arkhipova, 26 General Belov St, Office 415, …"."""
    return text.count(",", start, end) > 1 and bool(re.search(r",[^,]*\d", text[start:end]))


def _sentence_or_name_end(text: str, start: int, end: int) -> tuple[int, int, bool]:
    sentence = re.compile(r"(?<=[\w)\"”' ])\.\s*(?=[A-Z0-9#])(?!$)").search(text, start, end)
    stop = name_end(text, start, end)
    if sentence and sentence.start() < stop[0] and len(text[start : sentence.start()].split()[-1]) > len("St"):
        return sentence.start(), sentence.end(), True
    whole = stop[0] == end and text[start:end].rstrip().endswith(".")
    return stop[0], stop[1], whole or (stop[2] and stop[0] < end)


def _in_brackets(text: str, match: re.Match[str], end: int) -> Found:
    close = _closing(text, match.end(), end)
    kind, names, doubt = match["kind"], [], "" if close < end else "a bracket that is not closed"
    at = match.end()
    separators = list(re.finditer(r";\s*", text[at:close])) or list(_plain_separators(text[at:close]))
    doubt = doubt or ("several aliases without semicolons" if separators and ";" not in text[at:close] else "")
    for one, other in _between(separators, at, close):
        opening = _KIND_FIRST.match(text, one, other)
        kind = opening["kind"] if opening else kind
        names.append((opening.end() if opening else one, other, kind_of(kind)))
    listed = _LIST.match(text, min(close + 1, end), end)
    if listed:
        more = _listed(text, listed, end)
        return Found(match.start(), more.end, (*names, *more.names), more.stated, doubt or more.doubt)
    return Found(match.start(), min(close + 1, end), tuple(names), None, doubt)


def _closing(text: str, start: int, end: int) -> int:
    depth = 1
    for at in range(start, end):
        depth += (text[at] == "(") - (text[at] == ")")
        if not depth:
            return at
    return end


def _plain_separators(words: str) -> Iterator[re.Match[str]]:
    """Yield the commas and the last "and" between names: "Lin Rongnan, Steven Lim and Yong Nam Lim"."""
    yield from re.finditer(r",\s+(?!\s*(?:Ltd|Inc|LLC|Co|OAO)\b)|\s+and\s+", words)


def _between(separators: list[re.Match[str]], start: int, end: int) -> Iterator[tuple[int, int]]:
    at = start
    for match in separators:
        yield at, start + match.start()
        at = start + match.end()
    yield at, end


def _running(text: str, match: re.Match[str], end: int) -> Found:
    begun, names = match.start(), list[tuple[int, int, str]]()
    # "a.k.a. A, a.k.a. B, a.k.a. C, 5 Main Street": each but the last ends where the next is announced.
    while (more := _RUNNING.search(text, match.end(), end)) and _one_name(text[match.end() : more.start()]):
        names.append((match.end(), more.start(), kind_of(match["kind"])))
        match = more
    announced = len(names) + 1
    at, kind = match.end(), kind_of(match["kind"])
    known = set(re.findall(r"\w+", text[: match.start()]))
    while True:
        stop, after, _ = _sentence_or_name_end(text, at, end)
        names.append((at, stop, kind))
        known |= set(re.findall(r"\w+", text[at:stop]))
        following = text[after : name_end(text, after, end)[0]]
        clear = any(letter.isdigit() for letter in following)
        if stop >= end or clear or not _alike(following, known):
            doubt = "" if clear and len(names) == announced else "an alias in running text"
            return Found(begun, stop, tuple(names), None, doubt)
        at = after


def _one_name(words: str) -> bool:
    """Return whether words between two announcements are a name and no address: "Voyage Technology (HK) Co., Ltd."."""
    return not any(letter.isdigit() for letter in words) and words.count(",") < 3


def _alike(words: str, known: set[str]) -> bool:
    """Return whether words may be one more alias: they share a word with the names before, or end as a name does."""
    return is_organisation(words) or bool({word for word in re.findall(r"\w{2,}", words) if word[0].isupper()} & known)


def number(word: str | None) -> int | None:
    """Return the value of a number in words up to twenty or in figures; None for None or for another word."""
    if word is None:
        return None
    return int(word) if word.isdigit() else _NUMBERS.get(word.casefold())
