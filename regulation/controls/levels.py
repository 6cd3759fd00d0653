"""Levels of paragraphs in the Code of Federal Regulations: (a), (1), (i), (A), then italic (1) and (i).

The source is flat, and a marker alone does not tell its level: (i) follows (h), or opens the list below (1). All
readings are followed at once, and the one in which the fewest numbers are out of order wins.
Order of the levels: Document Drafting Handbook of the Office of the Federal Register.
"""

import re
from collections.abc import Iterator, Sequence
from dataclasses import dataclass
from enum import StrEnum


class Style(StrEnum):
    """How the numbers of one level look."""

    ALPHA = "a"
    DIGIT = "1"
    ROMAN = "i"
    UPPER = "A"
    ITALIC_DIGIT = "italic 1"
    ITALIC_ROMAN = "italic i"
    POINT_DIGIT = "1."
    POINT_ALPHA = "a."
    POINT_UPPER = "A."
    LETTER_DIGIT = "A.1"


@dataclass(frozen=True, slots=True)
class Marker:
    """A paragraph number as it stands in the text: "(iii)" or "2.", at `[start, end)`.

    `chained` says that it goes on directly from the number or run-in heading before it ("(a) Scope. (1)"); `announced`
    that the words before it announce a list, `announces` that its own words do.
    """

    words: str
    start: int
    end: int
    italic: bool = False
    chained: bool = False
    announced: bool = False
    announces: bool = False


@dataclass(frozen=True, slots=True)
class Level:
    """One open list: the style of its numbers, the last of them as a number, and its words without marks.

    `announces` says that the words after its last number announce a list.
    """

    style: Style
    ordinal: int
    words: str
    announces: bool = False


@dataclass(frozen=True, slots=True)
class Placed:
    """Where a marker stands: the levels from the outermost to its own; `doubt` tells what is out of order."""

    levels: tuple[Level, ...]
    doubt: str = ""

    @property
    def place(self) -> str:
        """Return the name of the paragraph: "(a)(6)(iii)", or "2.1.a" for numbers with a full stop."""
        return place_name(self.levels)


_BELOW = {
    Style.ALPHA: Style.DIGIT,
    Style.DIGIT: Style.ROMAN,
    Style.ROMAN: Style.UPPER,
    Style.UPPER: Style.ITALIC_DIGIT,
    Style.ITALIC_DIGIT: Style.ITALIC_ROMAN,
    Style.LETTER_DIGIT: Style.ITALIC_DIGIT,
    Style.POINT_DIGIT: Style.POINT_ALPHA,
    Style.POINT_ALPHA: Style.POINT_DIGIT,
}
_POINTED = (Style.POINT_DIGIT, Style.POINT_ALPHA, Style.POINT_UPPER)
_ROMAN = re.compile(r"(?:x{1,3}|xl|lx{0,3})?(?:ix|iv|v?i{1,3}|v)?$")
_TENS = ("", "x", "xx", "xxx", "xl", "l", "lx", "lxx", "lxxx")
_UNITS = ("", "i", "ii", "iii", "iv", "v", "vi", "vii", "viii", "ix")
_VALUES = {"i": 1, "v": 5, "x": 10, "l": 50}
_BEAM = 24
_HOPELESS = 6.0  # a reading so much worse than the best is given up
_ODD_STYLE = 1.5  # a level is left out, or stands out of the order of the levels
_ODD_START = 3.0  # a list that does not begin at its beginning
_GAP = 1.5  # numbers left out inside a list
_AGAIN = 4.0  # the same number again
_BACK = 6.0  # a smaller number
_APART = 5.0  # a number that goes on from the one before it and is yet no part of it
_UNANNOUNCED = 0.3  # a list opens after words that announce none
_FORGOTTEN = 0.6  # words announce a list and none opens
_UNLIKE = 0.3  # of two paragraphs of one list, one announces a list and the other does not
_CLOSE = 0.25  # readings nearer than this leave the level open


def arrange(markers: Sequence[Marker]) -> list[Placed]:
    """Return the place of every marker, in the order given; a marker that fits badly carries a doubt."""
    paths = [_Path(0.0, (), None, "")]
    for marker in markers:
        best: dict[tuple[Level, ...], _Path] = {}
        read = tuple(readings(marker))
        for path in paths:
            for cost, levels, doubt in _steps(path.levels, marker, read):
                total = path.cost + cost
                if levels not in best or total < best[levels].cost:
                    best[levels] = _Path(total, levels, path, doubt)
        limit = min(path.cost for path in best.values()) + _HOPELESS
        kept = (path for path in best.values() if path.cost <= limit)
        paths = sorted(kept, key=lambda one: (one.cost, [level.words for level in one.levels]))[:_BEAM]
    return _told(paths)


@dataclass(slots=True)
class _Path:
    """One reading of all markers so far."""

    cost: float
    levels: tuple[Level, ...]
    before: "_Path | None"
    doubt: str

    def places(self) -> list[Placed]:
        found: list[Placed] = []
        path: _Path | None = self
        while path is not None and path.before is not None:
            found.append(Placed(path.levels, path.doubt))
            path = path.before
        return found[::-1]


def _told(paths: Sequence[_Path]) -> list[Placed]:
    """Return the best reading, with a doubt where another is as good."""
    best = paths[0].places()
    for other in paths[1:]:
        if other.cost - paths[0].cost < _CLOSE:
            for index, (one, two) in enumerate(zip(best, other.places(), strict=True)):
                if one.levels != two.levels and not one.doubt:
                    best[index] = Placed(one.levels, f"may also be {place_name(two.levels)}")
    return best


def _steps(
    levels: tuple[Level, ...], marker: Marker, read: Sequence[tuple[Style, int, str]]
) -> Iterator[tuple[float, tuple[Level, ...], str]]:
    """Yield (cost, levels, doubt) of every way in which `marker`, read as `read`, can follow the open `levels`."""
    for style, ordinal, words in read:
        for depth, level in enumerate(levels):
            if level.style is style:
                cost, doubt = _sibling(level, ordinal)
                cost += (_APART if marker.chained else 0.0) + (_FORGOTTEN if marker.announced else 0.0)
                cost += _UNLIKE if marker.announces != level.announces else 0.0
                yield cost, (*levels[:depth], Level(style, ordinal, words, marker.announces)), doubt
        cost, doubt = _child(levels, style, ordinal)
        cost += 0.0 if marker.chained or marker.announced or not levels else _UNANNOUNCED
        yield cost, (*levels, Level(style, ordinal, words, marker.announces)), doubt


def _sibling(level: Level, ordinal: int) -> tuple[float, str]:
    gap = ordinal - level.ordinal
    if gap == 1:
        return 0.0, ""
    if gap == 0:
        return _AGAIN, "the source has the number again"
    if gap < 0:
        return _BACK, "the source has the number out of order"
    return _GAP + 0.5 * (gap - 1), f"the source leaves out {gap - 1} number(s) before it"


def _child(levels: tuple[Level, ...], style: Style, ordinal: int) -> tuple[float, str]:
    expected = _BELOW.get(levels[-1].style) if levels else Style.ALPHA
    lettered = style is Style.LETTER_DIGIT and bool(levels) and levels[-1].style is Style.UPPER
    cost = 0.0 if style is expected or lettered else _ODD_STYLE if levels else 0.5
    if ordinal == 1:
        return cost, ""
    return cost + _ODD_START + 0.5 * ordinal, "the list does not begin at its beginning"


def readings(marker: Marker) -> Iterator[tuple[Style, int, str]]:
    """Yield (style, ordinal, words without marks) of every way to read the marker."""
    words = marker.words.strip("().")
    if marker.words.endswith("."):
        style = Style.POINT_DIGIT if words.isdigit() else Style.POINT_UPPER if words.isupper() else Style.POINT_ALPHA
        yield style, int(words) if words.isdigit() else _alpha(words.lower()), words
        return
    if "." in words:
        yield Style.LETTER_DIGIT, int(words.rpartition(".")[2]), words
        return
    if words.isdigit():
        yield Style.ITALIC_DIGIT if marker.italic else Style.DIGIT, int(words), words
        return
    if words.isupper():
        yield Style.UPPER, _alpha(words.lower()), words
        return
    roman = _roman(words)
    if roman:
        yield Style.ITALIC_ROMAN if marker.italic else Style.ROMAN, roman, words
    if _alpha(words) and not (marker.italic and roman):
        yield Style.ALPHA, _alpha(words), words


def _alpha(words: str) -> int:
    """Return 1 for a, 27 for aa; 0 for what is no number in letters."""
    if len(words) > 2 or len(set(words)) > 1:
        return 0
    return ord(words[0]) - ord("a") + 1 + 26 * (len(words) - 1)


def _roman(words: str) -> int:
    """Return the value of a small roman number up to 89; 0 for what is none."""
    if not words or not _ROMAN.match(words):
        return 0
    values = [_VALUES[letter] for letter in words]
    following = [*values[1:], 0]
    return sum(-value if value < after else value for value, after in zip(values, following, strict=True))


def number_words(style: Style, number: int) -> str:
    """Return the words of a number of that style, without marks: (Style.ROMAN, 4) is iv."""
    if style in (Style.DIGIT, Style.ITALIC_DIGIT, Style.POINT_DIGIT):
        return str(number)
    if style in (Style.ROMAN, Style.ITALIC_ROMAN):
        tens, units = divmod(number, 10)
        return _TENS[tens] + _UNITS[units]
    letters = chr(ord("a") + (number - 1) % 26) * ((number - 1) // 26 + 1)
    return letters.upper() if style is Style.UPPER else letters


def place_name(levels: Sequence[Level]) -> str:
    """Return the name of a paragraph from its levels: "(a)(6)(iii)", "2.1.a"."""
    name = ""
    for level in levels:
        if level.style in _POINTED:
            name += f".{level.words}" if name else level.words
        else:
            name += f"({level.words})"
    return name
