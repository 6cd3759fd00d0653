"""Comparisons with what is no plain number: (1.6 + L/2,000) nm, λ/10, a product of other quantities."""

import re
from collections.abc import Iterator

from nlp.predicates.comparisons import Comparison
from nlp.predicates.grammar import ASIDE, unit_pattern

_SIGN = (
    rf"(?P<eq>equal to or\s+)?(?P<no>not\s+)?(?P<word>exceeding|exceeds|(?:greater|more|less|lower|better){ASIDE} than)"
    r"(?P<eq2>\s+or equal to)?"
)
_FORMULA = (
    rf"(?P<formula>\((?=[^()]*\d)(?=[^()]*[-+*/×=]|[^()]*log)(?:[^()]|\([^()]*\))*\)(?:\s*(?:{unit_pattern()}))?"
    r"|λ/\d+|\d[\d.,]*\s*[×*]\s*10[⁰¹²³⁴⁵⁶⁷⁸⁹⁻]*\s*[×*]\s*\w+|the \w[^,;:]{0,60} multiplied by [^,;:]+|[A-Z]\s*/\s*\d+)"
)
_PATTERN = re.compile(rf"\b{_SIGN}\s+(?:an?\s+|the value of\s+)?{_FORMULA}", re.IGNORECASE)
_BEHIND = re.compile(r"(?P<formula>λ/\d+)\s+or\s+(?P<word>better|less|more|greater)\b", re.IGNORECASE)


def formulas(text: str) -> Iterator[Comparison]:
    """Yield the comparisons of a text whose value is a formula, kept as printed."""
    for match in _PATTERN.finditer(text):
        word = match["word"].lower()
        up = word.startswith(("exceed", "greater", "more")) != bool(match["no"])
        inclusive = bool(match["eq"] or match["eq2"]) != bool(match["no"])
        sign = (">=" if inclusive else ">") if up else ("<=" if inclusive else "<")
        yield Comparison(sign, match["formula"].strip(), "", match.start(), match.end(), *match.span("formula"))
    for match in _BEHIND.finditer(text):
        sign = ">=" if match["word"].lower() in ("more", "greater") else "<="
        yield Comparison(sign, match["formula"], "", match.start(), match.end(), *match.span("formula"))
