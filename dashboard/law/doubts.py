"""The mark beside words whose raised figures the source set flat."""

from collections.abc import Sequence

from dashboard import markup as m
from dashboard import screen
from regulation.controls.exponents import mark, uncertainties


def doubt(words: str) -> Sequence[m.Html]:
    """Return what is open about the figures of these words and what to do, as one mark; nothing where nothing is."""
    told = mark(uncertainties(words))
    return [m.tag("div", screen.badge("uncertain", "medium"), m.text(f" {told}"), css="rt-doubt")] if told else []
