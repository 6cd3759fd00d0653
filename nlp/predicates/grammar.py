"""Regular expressions for numbers, units and comparing words, built from the vocabulary."""

import re
from functools import cache
from typing import Any

from nlp.beginnings import Phrases
from nlp.components.words import alternation
from nlp.vocabulary import load

RAISED = "⁰¹²³⁴⁵⁶⁷⁸⁹⁺⁻"
_POWER = rf"10(?:[{RAISED}]+|\^-?\d+)"
# 4,800.5  1 000  0,1  5.92
_PLAIN = r"(?:\d{1,3}(?:,\d{3})+(?!\d)(?:\.\d+)?|\d{1,3}(?: \d{3})+(?![\d.]\d)(?:,\d+)?|\d+(?:[.,]\d+)?|\.\d+)"
# 10²⁶  2.5 × 10²⁵  5 x 10³ printed flat as "5 x 103" or "5 x 10 3"  32 × 32  10:1  λ/10 is a formula, not here
NUMBER = (
    rf"(?:±\s*|\+/-\s*|[+-]\s?)?(?:{_POWER}|{_PLAIN}(?:\s*[×x*·]\s*(?:{_POWER}|10\s?-?\d{{1,2}}(?![\d.,]|\s\d))|:\d+(?:\.\d+)?(?!\d)"
    rf"|\s*[×x]\s*\d+(?:\.\d+)?(?![\d.,]\d))?)(?:\s(?:million|billion|trillion)\b)?"
)
ASIDE = r"(?:\s*\((?:better|less|lower|finer|more|worse|greater|higher|faster|inferior|shorter|smaller)\))?"


def table() -> Any:
    """Return the vocabulary of thresholds."""
    return load("thresholds")


def either(words: list[str], plural: str = "") -> str:
    """Return the words as alternatives, the longest first, each with any white space inside and `plural` behind it."""
    ordered = sorted(words, key=lambda word: (-len(word), word))
    return "|".join(re.escape(word).replace(r"\ ", r"\s+") + plural for word in ordered)


def _plural(words: list[str]) -> list[str]:
    return [*words, *(f"{word}s" for word in words)]


@cache
def unit_pattern() -> str:
    """Return a regular expression without groups for a unit: nm, GB/s, kg per meter, rad (radians)/s², fT (rms)."""
    vocabulary = table()
    symbols, words = alternation(vocabulary["symbols"]), alternation(_plural(vocabulary["words"]), any_case=True)
    atom = rf"(?:(?:{words})(?![A-Za-z])|(?:{symbols})(?![A-Za-z]))(?:[{RAISED}]+|\^-?\d|[23](?!\d))?"
    below_words = alternation(_plural(vocabulary["denominators"]), any_case=True)
    below = rf"(?:square\s+)?(?:{atom}|(?:{below_words})(?![A-Za-z])[{RAISED}]*)"
    aside = rf"(?:\s*\((?:{alternation(_plural(vocabulary['asides']))})\))?"
    count = r"(?:\d+\s*)?"
    joined = rf"(?:\s*/\s*{count}{below}{aside}|\s+per\s+{count}{below}{aside}|\s*[·*]\s*{atom}|\s(?:{symbols})⁻[¹²³])"
    return rf"(?:{atom}{aside}{joined}*|/\s*{below})"


@cache
def number_and_unit() -> re.Pattern[str]:
    """Return the pattern of a number with its unit (groups `number`, `unit`; in words `word`, `counted`)."""
    # No number begins inside a word, a code, a citation or an amount of money.
    figures = rf"(?P<number>{NUMBER})(?:\s?-?\s?(?P<unit>{unit_pattern()}))?(?![\w{RAISED}])"
    named = either(list(table()["number_words"]))
    several = either([word for word in table()["number_words"] if word != "one"])  # "one or more" bounds nothing
    counted = rf"(?i:{named})(?=\s(?:{unit_pattern()})(?!\w))|(?i:{several})(?=\s+or\s+(?:more|fewer)\b)"
    words = rf"(?P<word>{counted})(?:\s(?P<counted>{unit_pattern()})(?!\w))?"
    return re.compile(rf"(?<![\w.,$€£§:/^-])(?:{figures}|{words})")


@cache
def numbers() -> Phrases:
    """Return `number_and_unit` with the searches for the places where a number may begin: a figure or a word."""
    named = (re.compile(rf"{word}(?<!\w{word})\s") for word in table()["number_words"])
    return Phrases(number_and_unit(), (re.compile(r"[\d.+±-](?<![\w.,$€£§:/^-].)"), *named))


@cache
def converted() -> re.Pattern[str]:
    """Return the pattern of a converted value in brackets after another: (23 dBm), (+125 °C)."""
    return re.compile(rf"\s*\(\s*(?P<number>{NUMBER})\s?-?(?P<unit>{unit_pattern()})\s*\)")


@cache
def range_end() -> re.Pattern[str]:
    """Return the pattern of a range's second value after its first: to 50 nm, and 3 GHz."""
    return re.compile(
        rf"\s*(?:to|and|through|-|up\s+to)\s*(?P<number>{NUMBER})(?:\s?-?(?P<unit>{unit_pattern()}))?(?!\w)"
    )


@cache
def before() -> re.Pattern[str]:
    """Return the pattern of comparing words that end where a number begins."""
    vocabulary = table()
    fixed = either([word for row in vocabulary["before"] for word in row["words"]])
    words, exceeds = either(vocabulary["up"] + vocabulary["down"]), either(vocabulary["exceed"])
    compared = (
        rf"(?P<eq>equal\s+(?:to\s+)?or\s+)?(?P<no>not\s+|no\s+)?(?P<word>{words}"
        rf"|better|faster){ASIDE}\s+than{ASIDE}(?P<eq2>\s+or\s+equal(?:\s+to)?)?"
    )
    exceed = (
        rf"(?P<eq3>(?:equal\s+to|equals?|meets?|meeting|at)\s+or\s+)?(?P<no2>not\s+(?:to\s+)?)?(?P<exceed>{exceeds})"
    )
    lead = rf"(?:\s+(?:{either(vocabulary['between'])}))?"
    return re.compile(
        rf"(?:(?<!\w)(?:{compared}|{exceed}|(?P<range>from|between|range(?:\s+of)?)|(?P<fixed>{fixed})){ASIDE}){lead}\s*$",
        re.IGNORECASE,
    )


@cache
def after() -> re.Pattern[str]:
    """Return the pattern of comparing words behind a number: or more, by weight or more, or less in diameter."""
    vocabulary = table()
    word = f"{either(vocabulary['up'] + vocabulary['down'])}|better|faster"
    gap = r"(?:\s+(?!(?:and|or|but|with|to|at|of|in|than|for|if|between|from|one|two|three|four)\b)[a-z/-]+){0,3}"
    return re.compile(
        rf"{gap}\s*,?\s*\b(?P<joint>or|and)\s+(?P<word>{word})\b(?!\s+than|\s+or\s+equal){ASIDE}", re.IGNORECASE
    )
