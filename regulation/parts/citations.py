"""Citations of sections and paragraphs: "§ 742.6(a)(6)(iii)(B) of the EAR", "supplement no. 4 to part 744"."""

import re

from regulation.controls.levels import Marker, Style, readings

_STEP = r"\((?:[a-z]{1,7}|[A-Z]{1,2}|\d{1,3}|[A-Z]\.\d{1,2})\)"
# 742.6, 744.12-744.14
_SECTION = re.compile(r"(?:15 CFR )?§{0,2} ?(?P<section>\d{3}\.\d{1,3}(?:-\d{3}\.\d{1,3})?)(?P<rest>.*)", re.DOTALL)
_SUPPLEMENT = re.compile(
    r"(?:15 CFR )?supplement no\. ?(?P<number>\d{1,2}) to part (?P<part>\d{3})(?: ?-)?(?P<rest>.*)", re.I | re.DOTALL
)
_PATH = re.compile(rf" ?(?P<path>(?:{_STEP} ?)+|(?:[a-z]|\d{{1,2}})(?:\.(?:[a-z]|\d{{1,2}}))*)?(?: of the EAR)?\.?")


def entry_name(number: str) -> str:
    """Return the name of a section or supplement from the publisher's number: "Supplement No. 4 to part 744"."""
    match = _SUPPLEMENT.match(number)
    return f"Supplement No. {match['number']} to part {match['part']}" if match else number


def designation(entry: str, place: str) -> str:
    """Return the designation of a paragraph: 742.6(a)(1), Supplement No. 2 to part 742 (a)(1)."""
    return f"{entry}{' ' if ' ' in entry and place else ''}{place}"


def parse_citation(citation: str) -> tuple[str, str] | None:
    """Return (entry, place) of a citation as people write it, place "" for the whole; None when it is none."""
    words = " ".join(citation.split())
    supplement, section = _SUPPLEMENT.match(words), _SECTION.match(words)
    found = supplement or section
    if found is None:
        return None
    path = _PATH.fullmatch(found["rest"])
    if path is None:
        return None
    entry = entry_name(words[: supplement.start("rest")]) if supplement else found["section"]
    return entry, (path["path"] or "").replace(" ", "")


def steps(place: str) -> tuple[str, ...]:
    """Return the steps of a place: ("(a)", "(6)", "(iii)"), or ("2", "1", "a")."""
    return tuple(re.findall(_STEP, place)) if place.startswith("(") else tuple(place.split(".")) if place else ()


def ordinal(step: str, italic: bool = False) -> dict[Style, int]:
    """Return what number a step can be, by style: "(i)" is the ninth letter and the first roman number."""
    marker = Marker(step if step.startswith("(") else f"{step}.", 0, 0, italic)
    return {style: number for style, number, _ in readings(marker)}
