"""What two converters made of the same words: differences that are no change of law."""

import re
from collections.abc import Iterator
from dataclasses import dataclass, field

from regulation.controls.model import Entry, Kind
from regulation.diff import Difference
from regulation.redline import plain

# One sign, several codes: micro and mu, multiplication sign and x, degree, ordinal and a flattened "o".
_SIGNS = str.maketrans({"µ": "μ", "×": "x", "º": "°", "˚": "°", "│": "|"})
_DEGREE = re.compile(r"(?<=\d)\s?[o0]C\b|(?<=\d)\s?°\s?C\b")
# The code that the consolidated text repeats before each line of a list, and the bullets of the print.
_LINE_CODE = re.compile(r"\n\d[A-E]\d{3}(?:\.\w{1,3})*\.?\s")
_BULLET = re.compile(r"(?:^|(?<=\n)|(?<=[:;] ))[-–—•]\s+")
_LABEL = re.compile(r"^(?P<label>(?:technicals? )?notes?|n\. ?b\.) ?(?P<number>\d*)\s*[:.]?\s*", re.IGNORECASE)
_LISTED = re.compile(r"(?:(?<=\s)|^)(?:[a-z]|\d{1,2})\.?(?=\s)")
_ENDS = re.compile(r"[;.,:]+$")
_POWER = re.compile(r"x10(?P<exponent>-?\d*)")
_SEGMENT = re.compile(r"(?<=[.;:])\s+")
_SHORT = 12  # characters: "and", "1.", "or" stand everywhere

_LOOSE_KINDS = (Kind.NOTE, Kind.TEXT, Kind.CAPTION)


def conversion_key(text: str) -> str:
    """Return `text` in the form that both converters agree on: no layout, no list marks, one code for each sign."""
    text = _LABEL.sub("", _LINE_CODE.sub("\n", text))
    text = plain(_BULLET.sub("", text).translate(_SIGNS))
    text = _DEGREE.sub("°C", text).replace("|", "")
    return _ENDS.sub("", re.sub(r"\s", "", text))


def same_words(before: str, after: str) -> bool:
    """Return whether two texts differ in nothing but what the converters did; a lost exponent equals any."""
    old, new = conversion_key(before), conversion_key(after)
    if old == new:
        return True
    if _POWER.sub("x10", old) != _POWER.sub("x10", new):
        return False
    exponents = zip(_POWER.findall(old), _POWER.findall(new), strict=False)
    return all(one == other or not (one and other) for one, other in exponents)


@dataclass(slots=True)
class Sides:
    """The entries of both texts, with the words of each in comparable form, made when first asked for."""

    old: dict[str, Entry]
    new: dict[str, Entry]
    _keys: dict[tuple[bool, str], str] = field(default_factory=dict)

    def holds(self, text: str, eccn: str, newer: bool) -> bool:
        """Return whether every sentence of `text` stands somewhere in that entry of the newer or older text."""
        entry = (self.new if newer else self.old).get(eccn)
        if entry is None:
            return False
        if (newer, eccn) not in self._keys:
            self._keys[newer, eccn] = "".join(conversion_key(place.text) for place in entry.places)
        return all(segment in self._keys[newer, eccn] for segment in _segments(text))


def is_conversion(difference: Difference, sides: Sides) -> bool:
    """Return whether `difference` is the converters' doing.

    So are: equal words under `same_words`; a "Not used" that one text leaves out; a note whose sentences all stand in
    the other text's entry, cut or attached elsewhere. A paragraph under another number never is.
    """
    if difference.before and difference.after:
        stays = difference.place_before == difference.place_after or difference.place_kind in _LOOSE_KINDS
        if stays and same_words(difference.before, difference.after):
            return True
    elif difference.place_kind is Kind.RESERVED:
        return True
    return difference.place_kind in _LOOSE_KINDS and (
        sides.holds(difference.before, difference.entry, newer=True)
        and sides.holds(difference.after, difference.entry, newer=False)
    )


def _segments(text: str) -> Iterator[str]:
    for part in _SEGMENT.split(_LABEL.sub("", text)):
        bare = conversion_key(_LISTED.sub("", part, count=1) if _LISTED.match(part) else part)
        if len(bare) >= _SHORT:
            yield bare
