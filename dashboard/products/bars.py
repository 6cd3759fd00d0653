"""How far a value lies from each bound, as bars with the same said in words beside them."""

from collections.abc import Iterable, Iterator
from dataclasses import dataclass
from decimal import Decimal
from itertools import groupby

from dashboard import markup as m
from dashboard.products.words import number
from regulation.classification import Headroom
from regulation.thresholds import Comparator

# From this ratio of the larger to the smaller number on, a plain scale would show nothing of the smaller one.
_WIDE = 30
_ROOM = 1.18  # of the larger number, so that neither stands at the edge
_AT_LEAST = {Comparator.AT_LEAST, Comparator.MORE}
_ASKED = {
    Comparator.AT_LEAST: "{} or more",
    Comparator.AT_MOST: "{} or less",
    Comparator.MORE: "more than {}",
    Comparator.LESS: "less than {}",
    Comparator.EQUAL: "exactly {}",
}


@dataclass(frozen=True, slots=True)
class _Scale:
    """Where numbers stand on a bar, in per cent of its length."""

    low: float
    high: float
    is_log: bool

    def at(self, one: Decimal) -> float:
        """Return the place of a number."""
        raw = float(one.log10()) if self.is_log else float(one)
        return round(100 * min(max((raw - self.low) / (self.high - self.low), 0), 1), 1)


def by_paragraph(found: Iterable[Headroom]) -> Iterator[tuple[str, list[Headroom]]]:
    """Yield each paragraph with its comparisons, in text order."""
    yield from ((paragraph, [*group]) for paragraph, group in groupby(found, key=lambda one: one.paragraph))


def bar(one: Headroom) -> m.Html:
    """Return a comparison as a bar: the part that is asked for shaded, the bound a line, the value filled."""
    return m.tag("div", m.tag("div", *_words(one), css="rt-bar-words"), _drawn(one), css="rt-bar")


def asked(one: Headroom) -> str:
    """Return what a bound asks for, with its end: "4,800 or more (4,800 itself counts)"."""
    bound = number(one.bound) + (f" {one.unit}" if one.unit else "")
    end = "" if one.comparator is Comparator.EQUAL else f" ({number(one.bound)} itself {_end(one.comparator)})"
    return _ASKED[one.comparator].format(bound) + end


def distance(one: Headroom) -> str:
    """Return how far the value lies from the bound, with the unit: "192 above it"."""
    if not one.distance:
        return "right on it"
    unit = f" {one.unit}" if one.unit else ""
    share = f", {_percent(one)}" if one.bound > 0 and _percent(one) else ""
    return f"{number(abs(one.distance))}{unit} {'above' if one.distance > 0 else 'below'} it{share}"


def _percent(one: Headroom) -> str:
    share = abs(one.distance) / one.bound * 100
    return f"{share:.1f} %" if Decimal("0.05") <= share < 1000 else ""


def _end(comparator: Comparator) -> str:
    return "does not count" if comparator.strict else "counts"


def _words(one: Headroom) -> Iterator[m.Html]:
    unit = f" {one.unit}" if one.unit else ""
    yield m.tag("b", m.text(f"{one.quantity} {number(one.value)}{unit}"))
    yield m.text(f": {distance(one)}. Asked: {asked(one)}. ")
    yield m.span("met" if one.met else "not met", f"rt-{'met' if one.met else 'unmet'}")


def _drawn(one: Headroom) -> m.Html:
    scale = _scale(one)
    bound, value = scale.at(one.bound), scale.at(one.value)
    left, width = (bound, 100 - bound) if one.comparator in _AT_LEAST else (0.0, bound)
    if one.comparator is Comparator.EQUAL:
        left, width = max(bound - 0.4, 0), 0.8
    strict = "strict" if one.comparator.strict else ""
    said = f"{one.quantity}: value {number(one.value)}, bound {number(one.bound)} {one.unit}".strip()
    track = m.tag(
        "div",
        m.tag("i", css="asked", style=f"left:{left}%;width:{width:.1f}%"),
        m.tag("i", css=f"value {'met' if one.met else ''}".strip(), style=f"width:{value}%"),
        m.tag("i", css=f"bound {strict}".strip(), style=f"left:{bound}%"),
        css="rt-track",
        role="img",
        aria_label=said + (" (logarithmic scale)" if scale.is_log else ""),
    )
    ends = [m.tag("span", m.text(number(one.bound)), css=_side(bound), style=_beside(bound))]
    note = [m.tag("span", m.text("logarithmic scale"), css="log")] if scale.is_log else []
    return m.tag("div", track, m.tag("div", *ends, *note, css="rt-ticks"), css="rt-drawn")


def _side(at: float) -> str:
    return "tick right" if at > 50 else "tick"


def _beside(at: float) -> str:
    return f"right:{100 - at:.1f}%" if at > 50 else f"left:{at}%"


def _scale(one: Headroom) -> _Scale:
    small, large = sorted((one.value, one.bound))
    if small > 0 and large / small >= _WIDE:
        low, high = float(small.log10()), float(large.log10())
        room = (high - low) * (_ROOM - 1)
        return _Scale(low - room, high + room, True)
    low = min(float(small) * _ROOM, 0.0)
    high = max(float(large) * _ROOM, 0.0)
    return _Scale(low, high, False) if high > low else _Scale(-1.0, 1.0, False)
