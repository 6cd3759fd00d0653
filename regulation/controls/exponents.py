"""Numbers and units whose raised figure a source set flat: "5 × 103 Gy" is 5×10³, but only a reader of the law may say.

Nothing is corrected here: each find is marked, and what hangs on its number is left open. The patterns were decided on
every 10 followed by figures and every unit followed by a figure in both held texts of both lists, by the other list's
raised form or by the unit: "10-14 J" is 10⁻¹⁴ J in the CCL; Class 100 and 105 million mean what they say.
"""

import re
from collections.abc import Iterable, Iterator
from dataclasses import dataclass

NUMBER = ("exponent flattened", "exponent lost", "raised figure of a unit lost")
UNIT = "raised figure of a unit flattened"
ADVICE = "read it in the printed official text before relying on it"

_RAISED = "⁰¹²³⁴⁵⁶⁷⁸⁹⁺⁻"
_TIMES = r"[x×\uf0b4]"  # the last as a PDF's symbol font leaves it
_SIGN = r"\s?[-–−]\s?"
_SIZE = r"(?!\s?(?:[cmµμ]m|in)\b)"  # 100 × 105 mm is a size
_COUNTED = r"(?:atoms|counts|ions|neutrons|operations|particles|pixels|protons)\b"
# no range, code, share or time: 10-14 days, 10-3%, 10-6-1
_ALONE = r"(?![\w%]|[.,]\d|[-–−]\d|\s?(?:%|percent|days|hours|minutes|months|years)\b)"
_END = r"(?![A-Za-z\d]|[.,]\d)"
_LENGTH = r"[cmkµμ]?m"
_NO_AREA = r"[cm]m(?![\w²³])(?! [23<])|(?<![A-Za-z])kW/m(?![\w²³])(?! [23<])"
_GOES_ON = r"\s(?:or|and|using|for)\b"

# Each pattern stands with the characters of which one is in all that it finds: most texts have none of them.
_PATTERNS = tuple(
    (needed.split("|"), re.compile(pattern, re.MULTILINE), reason)
    for needed, pattern, reason in (
        # "1 x 10-4", "5 × 103 Gy", "5 x 10 13", "5 × 104⁻⁴": a power of ten with its exponent on the line
        ("10", rf"\d?\s?{_TIMES}\s?10{_SIGN}[1-9]\d?(?![\d,.]\d|\d)", NUMBER[0]),
        ("10", rf"\d?\s?{_TIMES}\s?10\s?[1-9]\d?[{_RAISED}]*(?![\d,.]\d|\d){_SIZE}", NUMBER[0]),
        # "5 x 10 Gy": the exponent is gone
        ("10", rf"\d\s?{_TIMES}\s?10(?![\d{_RAISED}^])(?!\s?[-–−]?\s?\d){_SIZE}", NUMBER[1]),
        # "10-6 m2/V2 or more": falling, so no range; "less than 10 - 14 J": behind comparing words
        ("10", rf"(?<![\w.,/#-])10{_SIGN}[1-9]{_ALONE}", NUMBER[0]),
        ("10", rf"(?:than|exceeding|least|most|equal to)\s+(?P<mark>10{_SIGN}[1-9]\d){_ALONE}", NUMBER[0]),
        # "10- J"
        ("10", r"(?<![\w.,/#-])10[-–−](?=\s(?:J|V|A|W|Pa|Hz|[cm]?m|s)\b)", NUMBER[1]),
        # "(1012) operations", "units of 1012 adjusted", "in 109 alloy particles": beyond the numbers written out
        ("101", r"(?<=\()101[0-9](?=\))|(?<=units of )101\d\b", NUMBER[0]),
        ("10", rf"\b10(?:[2-9]|1\d|2[0-35-9])(?= (?:or more )?['‘\"“]?(?:[a-z]+ )?{_COUNTED})", NUMBER[0]),
        # "equal to or exceeding 103.": no unit follows
        ("10", r"(?:exceeding|than|least|to) (?P<mark>10[2-9])(?=[.;,]?(?: (?:and|or))?$)", NUMBER[0]),
        # "2n levels", "(b*d)2", "draft)2/3"
        ("n levels", r"\b2\s?n(?= levels)", NUMBER[0]),
        (")2|)3", r"(?<=[A-Za-z]\))[23](?:/3)?(?=[).;,\s]|$)", NUMBER[0]),
        # "kW/cm2", "570 m2/s", "rad/s2", "W/cm 2;", "15 m 3/s", "cm-1"
        ("m2|m3", rf"(?<![A-Za-z])(?:[A-Za-zµμ°]+/\s?)?{_LENGTH}[23]{_END}", UNIT),
        ("/s2|/V2|GHz2", rf"(?<=/)[sV]2{_END}|[A-Za-z]?GHz2{_END}", UNIT),
        ("m 2|m 3|/s 2", rf"(?:\d\s?|/)(?P<mark>[cm]?m [23]|(?<=/)s 2)(?=/|[;.)]|,(?!\d)|{_GOES_ON}|$)", UNIT),
        ("-1|–1|−1|- 1", rf"(?<=[\d ])(?:[cm]?m|K|h|N|s|sr|k?g){_SIGN}1(?![\w-]|[.,]\d)", UNIT),
        # "17,5 g/cm ;", "500 W/cm using", "700 kW/m of": no such thing is measured by length
        ("m ;|m .|m )|/cm|/mm|kW/m", rf"(?<=\d )[cm]?m (?=[;.)])|(?<![A-Za-z])(?:k?g|m?A|k?W|J)/{_NO_AREA}", NUMBER[2]),
        # "Helium-3 (3He)", "(χ(3), chi 3)"
        ("-", r"-(\d{1,3}) \(\s?(?P<mark>\1[A-Z][a-z]?)\)", "raised figure flattened"),
        (", chi", r"(?P<mark>\(([23])\))(?=, chi \2)", "raised figure flattened"),
        # "m₂/s", "CO²": raised and lowered taken for each other by the source itself
        ("m₂|m₃", rf"(?<![A-Za-z]){_LENGTH}[₂₃](?![A-Za-z₀-₉])", "lowered figure where the unit has a raised one"),
        ("O²|O³", r"(?<![a-z])C?O[²³](?![a-z])", "raised figure where the formula has a lowered one"),
    )
)


@dataclass(frozen=True, slots=True)
class Flattened:
    """A number or unit of doubtful value at `[start, end)` of a text, with its words and why."""

    start: int
    end: int
    words: str
    reason: str

    @property
    def of_number(self) -> bool:
        """Whether a number's value is open; else a unit or a symbol is printed oddly."""
        return self.reason in NUMBER


def flattened(text: str) -> tuple[Flattened, ...]:
    """Return what of `text` was flattened or lost, in text order; of finds that overlap the first pattern's."""
    found: list[Flattened] = []
    for one in _find(text):
        if all(one.end <= other.start or other.end <= one.start for other in found):
            found.append(one)
    return tuple(sorted(found, key=lambda one: one.start))


def uncertainties(text: str) -> tuple[str, ...]:
    """Return in words what the source leaves open about the figures of `text`, each once."""
    return tuple(dict.fromkeys(f'{one.reason}: "{one.words}"' for one in flattened(text)))


def mark(doubts: Iterable[str]) -> str:
    """Return the doubts of a place in one line for people: words of one reason together, then what to do ("" for none).

    exponent flattened: "2 × 108", "3 × 1012"; read it in the printed official text before relying on it
    """
    by_reason: dict[str, list[str]] = {}
    for doubt in dict.fromkeys(doubts):
        reason, sign, words = doubt.partition(': "')
        by_reason.setdefault(reason, []).extend([f'"{words}'] if sign else [])
    told = "; ".join(f"{reason}: {', '.join(words)}" if words else reason for reason, words in by_reason.items())
    return f"{told}; {ADVICE}" if told else ""


_ANY = re.compile("|".join(sorted({re.escape(one) for needed, _, _ in _PATTERNS for one in needed})))


def _find(text: str) -> Iterator[Flattened]:
    if not _ANY.search(text):  # most places: one look instead of one for each pattern
        return
    for needed, pattern, reason in _PATTERNS:
        for match in pattern.finditer(text) if any(one in text for one in needed) else ():
            start, end = match.span("mark") if "mark" in pattern.groupindex else match.span()
            start = _whole_number(text, start + len(text[start:end]) - len(text[start:end].lstrip()))
            yield Flattened(start, end, text[start:end], reason)


def _whole_number(text: str, start: int) -> int:
    """Return where the number begins that stands before the sign of multiplication ("7,62 x 104")."""
    if re.match(rf"\d?\s?{_TIMES}", text[start:]) is None:
        return start
    found = re.search(r"\d[\d,. ]*$", text[:start])
    return found.start() if found else start
