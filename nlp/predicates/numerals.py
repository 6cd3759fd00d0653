"""Printed numbers in the forms in which they are written down."""

import re

_GROUPED = re.compile(r"(?<=\d)[, ](?=\d{3}(?!\d))")
_RAISED = str.maketrans("⁰¹²³⁴⁵⁶⁷⁸⁹⁺⁻", "0123456789+-")
_POWER = re.compile(r"[⁰¹²³⁴⁵⁶⁷⁸⁹⁺⁻]+")


def ungrouped(printed: str) -> str:
    """Return a number without thousands separators: 4800 for 4,800, 1000 for 1 000; 0,1 stays."""
    return _GROUPED.sub("", printed)


def as_guide(printed: str) -> str:
    """Return a number as the labelling guide writes it: 10^26 for 10²⁶, 1.5×10^3, 32×32, ±0.1."""
    plain = _POWER.sub(lambda raised: "^" + raised.group().translate(_RAISED), ungrouped(printed))
    return re.sub(r"\s*[×x*·]\s*", "×", plain).replace(" ", "").lstrip("+")
