"""Labels of paragraphs and of list items: their kinds, their order, and what a shortened one stands for.

The code's paragraphs are labelled (a), (1), (i), (A), then (1) and (i) in italics (Document Drafting Handbook of the
Office of the Federal Register, chapter 2).
"""

import re
from collections.abc import Iterator, Sequence
from enum import StrEnum

Path = tuple[str, ...]


class Style(StrEnum):
    """How a label counts."""

    ALPHA = "a"
    DIGIT = "1"
    ROMAN = "i"
    UPPER = "A"
    UPPER_ROMAN = "I"


LEVELS = (Style.ALPHA, Style.DIGIT, Style.ROMAN, Style.UPPER, Style.DIGIT, Style.ROMAN)
MAX_RANGE = 200
_ROMAN = re.compile(r"(?=[ivxl])(?:x[lc]|l?x{0,3})(?:i[vx]|v?i{0,3})")
_FIGURES = {"i": 1, "v": 5, "x": 10, "l": 50, "c": 100}
_NUMERALS = ((90, "xc"), (50, "l"), (40, "xl"), (10, "x"), (9, "ix"), (5, "v"), (4, "iv"), (1, "i"))


def rank(label: str, style: Style) -> int:
    """Return the place of `label` in its row (a, aa, i and A give 1, 27, 1, 1), 0 when it is not of that style."""
    if style is Style.DIGIT:
        return int(label) if label.isascii() and label.isdigit() else 0
    lower = label.lower()
    if not label.isascii() or label != (label.upper() if style in (Style.UPPER, Style.UPPER_ROMAN) else lower):
        return 0
    if style in (Style.ROMAN, Style.UPPER_ROMAN):
        return _from_roman(lower) if _ROMAN.fullmatch(lower) else 0
    if lower.isalpha() and len(set(lower)) == 1:  # (z) is followed by (aa)
        return 26 * (len(lower) - 1) + ord(lower[0]) - 96
    return 0


def styles(label: str) -> tuple[Style, ...]:
    """Return every style that `label` can have: i is a letter and a numeral."""
    return tuple(style for style in Style if rank(label, style))


def at(number: int, style: Style) -> str:
    """Return the label at a place of a row; the inverse of `rank`."""
    if style is Style.DIGIT:
        return str(number)
    if style in (Style.ROMAN, Style.UPPER_ROMAN):
        text = _to_roman(number)
    else:
        text = chr(97 + (number - 1) % 26) * ((number - 1) // 26 + 1)
    return text.upper() if style in (Style.UPPER, Style.UPPER_ROMAN) else text


def between(first: str, last: str) -> tuple[str, ...]:
    """Return the labels from `first` to `last`, both included; () when they stand in no common row."""
    for style in Style:
        low, high = rank(first, style), rank(last, style)
        if low and low <= high <= low + MAX_RANGE and _alike(first, last, style):
            return tuple(at(number, style) for number in range(low, high + 1))
    return ()


def _alike(first: str, last: str, style: Style) -> bool:
    """Tell whether a row of letters is meant: (i) through (v) counts numerals, (h) through (v) letters."""
    if style is Style.ALPHA:
        return not (rank(first, Style.ROMAN) == 1 and rank(last, Style.ROMAN) > 1)
    return style is not Style.UPPER or not (rank(first, Style.UPPER_ROMAN) == 1 and rank(last, Style.UPPER_ROMAN) > 1)


def completed(chain: Path, previous: Path, levels: tuple[Style, ...] = LEVELS) -> Path:
    """Return the whole path of a label that may be shortened: (2) after (e)(1) is (e)(2).

    A label of a level that the path before has, and greater than the one there, follows it; the deepest level wins.
    Without such a level it stands for itself, or below the path before when its style is that of the next level, or
    beside a later one there ((3) after (c)(4)). `levels` are the styles of the text: a definition's begin with (1).
    """
    known = range(min(len(previous), len(levels)), 0, -1)
    for depth in known:
        if _follows(chain, previous[depth - 1], levels[depth - 1]):
            return previous[: depth - 1] + chain
    first = Style.ROMAN if levels[0] is Style.ALPHA else Style.UPPER
    if rank(chain[0], levels[0]) and (rank(chain[0], first) != 1 or len(previous) != 2):
        return chain
    if previous and len(previous) < len(levels) and rank(chain[0], levels[len(previous)]):
        return previous + chain
    for depth in known:
        if depth > 1 and rank(chain[0], levels[depth - 1]):
            return previous[: depth - 1] + chain
    return chain


def _follows(chain: Path, before: str, style: Style) -> bool:
    own, other = rank(chain[0], style), rank(before, style)
    return bool(own and other) and (own > other or (own == other and len(chain) > 1))


def expanded(first: Path, last: Path) -> tuple[Path, ...]:
    """Return the paths of a range such as (a)(3) through (5); () when its ends stand in no common row."""
    whole = last if len(last) == len(first) else first[: len(first) - len(last)] + last
    if not first or len(whole) != len(first) or whole[:-1] != first[:-1]:
        return ()
    return tuple((*first[:-1], label) for label in between(first[-1], whole[-1]))


def chain_of(text: str) -> Path:
    """Return the labels of "(a)( 1 )(iv)" as a path."""
    return tuple(re.findall(r"\(\s*(\w+)\s*\)", text))


class Numbering:
    """Follows the printed numbers of instructions (7., a., i.) and gives each its whole path."""

    def __init__(self) -> None:
        self._stack: list[tuple[str, Style]] = []

    def place(self, label: str, following: str = "", *, restart: bool = False, goes_on: bool = True) -> Path:
        """Return the path of the next printed `label`.

        `following` is the label after it, which tells the letter i from the numeral; `restart` that a new part begins;
        `goes_on` that the instruction before ended with a semicolon or colon, so that its list is not over.
        """
        if restart and rank(label, Style.DIGIT):
            self._stack.clear()
        depth, style = self._depth(label, following, goes_on=goes_on)
        del self._stack[depth:]
        self._stack.append((label, style))
        return tuple(one for one, _ in self._stack)

    def _depth(self, label: str, following: str, *, goes_on: bool) -> tuple[int, Style]:
        siblings = list(self._siblings(label))
        exact = [(depth, style) for depth, style, step in siblings if step == 1]
        opened = self._opened(label)
        if exact and not (opened and rank(following, Style.ROMAN) == 2 and label == "i"):
            return exact[0] if goes_on else exact[-1]
        if opened:
            return len(self._stack), opened
        if siblings:
            return siblings[0][:2]
        if self._stack and rank(label, Style.DIGIT):  # numbers that begin again under the same roof
            return 0, Style.DIGIT
        return len(self._stack), styles(label)[0] if styles(label) else Style.ALPHA

    def _siblings(self, label: str) -> Iterator[tuple[int, Style, int]]:
        for depth in range(len(self._stack) - 1, -1, -1):
            before, style = self._stack[depth]
            step = rank(label, style) - rank(before, style)
            if rank(label, style) and step > 0:
                yield depth, style, step

    def _opened(self, label: str) -> Style | None:
        """Return the style of a new list below the last number, None when `label` does not begin one."""
        used = {style for _, style in self._stack}
        if len(self._stack) > 1 and self._stack[-1][1] is not Style.DIGIT:
            used -= {Style.DIGIT}  # 3.a.1
        found = [style for style in styles(label) if rank(label, style) == 1 and style not in used]
        if label in ("i", "I"):
            found.sort(key=lambda style: style not in (Style.ROMAN, Style.UPPER_ROMAN))
        return found[0] if found else None


def spelled(path: Sequence[str]) -> str:
    """Return the path of an instruction as it is cited: 7.b."""
    return ".".join(path)


def _from_roman(text: str) -> int:
    total = 0
    for index, letter in enumerate(text):
        value = _FIGURES[letter]
        later = _FIGURES[text[index + 1]] if index + 1 < len(text) else 0
        total += -value if value < later else value
    return total


def _to_roman(number: int) -> str:
    text = ""
    for value, letters in _NUMERALS:
        while number >= value:
            text, number = text + letters, number - value
    return text
