"""Comparisons in text: signs, ranges, converted values; all sentences are composed."""

import time

import pytest

from nlp.components import thresholds
from nlp.finds import notes_of, prepare
from nlp.normalise import normalise
from nlp.pipeline import pipeline
from nlp.predicates.comparisons import comparisons

CASES: list[tuple[str, list[str]]] = [
    ("stable at 922 K (649oC) or higher", [">= 922 K", ">= 649 oC"]),
    ("with a jitter better than ± 0,1 µs", ["< ± 0,1 µs"]),
    ("a life of 1 000 hours or more", [">= 1 000 hours"]),
    ("an error of less than 5 × 10⁻³", ["< 5 × 10⁻³"]),
    ("a dose exceeding 5 × 103 Gy", ["> 5 × 103 Gy"]),
    ("a dose exceeding 5 × 10 3 Gy", ["> 5 × 10 3 Gy"]),
    ("a dose exceeding 5 x 10 -6 /K", ["> 5 x 10 -6 /K"]),
    ("a gap from 30 nm to 50 nm", [">= 30 nm", "<= 50 nm"]),
    ("lines between 1 and 3 GHz", [">= 1 GHz", "<= 3 GHz"]),
    ("wavelengths between 370 and 245 nm", ["<= 370 nm", ">= 245 nm"]),
    ("exceeding 3.2 GHz up to and including 3.7 GHz", ["> 3.2 GHz", "<= 3.7 GHz"]),
    ("not exceeding 64 bits", ["<= 64 bits"]),
    ("not less than 3 kW", [">= 3 kW"]),
    ("no more than 16 ports", ["<= 16"]),
    ("no better than ±0.3 micrometer", [">= ±0.3 micrometer"]),
    ("equal to or less (better) than 2 seconds of arc", ["<= 2 seconds of arc"]),
    ("less than or equal to −150 dBm/Hz", ["<= -150 dBm/Hz"]),
    ("a purity better than 99.999%", ["> 99.999 %"]),
    ("1 microsecond or faster", ["<= 1 microsecond"]),
    ("an “instantaneous bandwidth” of one octave or less", ["<= 1 octave"]),
    ("10 Hz ≤ F ≤ 10 kHz", [">= 10 Hz", "<= 10 kHz"]),
    ("limited to 0.1W (20 dBm) or less", ["<= 0.1 W", "<= 20 dBm"]),
    ("more than 0.064 kg per meter (300 grains per foot)", ["> 0.064 kg per meter", "> 300 grains per foot"]),
    ("greater than 505.62 divided by the frequency squared", ["> 505.62 divided by the frequency squared"]),
]


@pytest.mark.parametrize(("text", "expected"), CASES)
def test_signs_numbers_and_units(text: str, expected: list[str]) -> None:
    assert [f"{one.sign} {one.number} {one.unit}".strip() for one in comparisons(normalise(text))] == expected


# (text, values found as technical thresholds)
TECHNICAL: list[tuple[str, list[str]]] = [
    ("TPP (as defined in the note) less than 21,000 and bandwidth below 6,500 GB/s", ["< 21000", "< 6500 GB/s"]),
    ("a machine with 3 or more axes", [">= 3"]),
    ("a laser with a wavelength of 193 nm", ["= 193 nm"]),
    ("valued at more than $36.5 million", []),
    ("at least 90 days before the shipment", []),
    ("no more than 48 hours after receipt of the notice", []),
    ("an entity owned 25 percent or more by listed parties", []),
    ("shares of at least 10 % of the voting interest", []),
    ("more than 100 commenters wrote", []),
    ("less than 10 copies of the form", []),
    ("15 CFR 744.21(b) or more", []),
    ("less than 30 percent, by weight, of zinc", ["< 30 percent"]),
]


@pytest.mark.parametrize(("text", "expected"), TECHNICAL)
def test_only_technical_thresholds_are_found(text: str, expected: list[str]) -> None:
    doc = prepare(pipeline().make_doc(text), text, ())
    assert [find.value for find in thresholds.find(notes_of(doc))] == expected


def test_the_detail_of_a_find() -> None:
    text = "having a 'transfer rate' of 2.5 × 10³ GB/s or more"
    (found,) = thresholds.find(notes_of(prepare(pipeline().make_doc(text), text, ())))
    detail = dict(found.detail)
    assert (detail["comparator"], detail["number"], detail["unit"]) == (">=", "2.5×10^3", "GB/s")
    assert (detail["quantity"], detail["strict"]) == ("'transfer rate'", "no")
    assert text[found.start : found.end] == "'transfer rate' of 2.5 × 10³ GB/s or more"


def test_time_grows_with_the_text() -> None:
    piece = "a power exceeding 3 kW (5 hp) at 20 °C, see 15 CFR 744.21(b), (((( or 10 10 10 10 x 10 x 10 and 5 nm or "

    def seconds(times: int) -> float:
        text, begun = piece * times, time.process_time()
        assert sum(1 for _ in comparisons(text)) >= times
        return time.process_time() - begun

    seconds(100)
    assert seconds(8000) < 6 * seconds(2000) + 0.5
