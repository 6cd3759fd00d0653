"""Printed values as exact numbers: 4,800, 1 000, 0,1, 10²⁶, 2.5 × 10⁵, 10:1; never a guess."""

import re
from decimal import Decimal

from regulation.thresholds.model import Value

_RAISED = str.maketrans("⁰¹²³⁴⁵⁶⁷⁸⁹⁺⁻", "0123456789+-")
_POWER = re.compile(r"(?:(?P<times>[\d.,]+)\s*[×x*·]\s*)?10(?P<power>[⁰¹²³⁴⁵⁶⁷⁸⁹⁺⁻]+|\^[+-]?\d+)")
_FLAT = re.compile(r"[\d.,]+\s*[×x*·]\s*10\s?-?\d{1,2}")
_BARE = re.compile(r"10(?:[2-9]|[12]\d|30)")  # 103 for 10³, 1026 for 10²⁶
_RATIO = re.compile(r"(?P<number>\d+(?:\.\d+)?):1")
_LARGE = {"million": 10**6, "billion": 10**9, "trillion": 10**12}


def value(printed: str, flat: bool = False) -> Value:
    """Return the value of a printed number; `flat` says that its source loses raised figures.

    "5 × 103", "5 × 10 3", and in such a source "1026", may be a power whose raised figure was printed flat: the number
    stays open.
    """
    plain = " ".join(printed.replace("−", "-").split())
    unsigned = re.sub(r"^(?:±|\+/-|\+)\s*", "", plain)
    if _FLAT.fullmatch(unsigned) or (flat and _BARE.fullmatch(unsigned)):
        return Value(printed, None, "a raised figure may have been printed flat")
    return Value(printed, _number(unsigned), "" if _number(unsigned) is not None else "not a number")


def _number(text: str) -> Decimal | None:
    power = _POWER.fullmatch(text)
    if power:
        times = _plain(power["times"] or "1")
        raised = int(power["power"].lstrip("^").translate(_RAISED))
        return None if times is None else times.scaleb(raised)
    ratio = _RATIO.fullmatch(text)
    if ratio:
        return Decimal(ratio["number"])
    words, _, large = text.rpartition(" ")
    if large in _LARGE:
        number = _plain(words)
        return None if number is None else number * _LARGE[large]
    return _plain(text)


def _plain(text: str) -> Decimal | None:
    grouped = re.sub(r"(?<=\d)[, ](?=\d{3}(?!\d))", "", re.sub(r"^-\s", "-", text))
    point = re.sub(r"(?<=\d),(?=\d)", ".", grouped)
    # "32 × 32" is a pair, and no number.
    return Decimal(point) if re.fullmatch(r"-?(?:\d+(?:\.\d+)?|\.\d+)", point) else None
