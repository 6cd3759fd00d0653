"""Codes that a cell may hold: control list designations, countries, currencies, dates and numbers.

Each function takes the cell's text and gives the checked value, or raises PydanticCustomError whose context holds a
`hint` for the person who mends the file.
"""

import re
from datetime import date
from decimal import Decimal
from functools import lru_cache
from importlib.resources import files
from typing import Any

import yaml
from countryguess import CountryData, guess_country  # type: ignore[attr-defined]
from pydantic_core import PydanticCustomError

EAR99 = "EAR99"
UNLISTED = "not listed"  # in the column of the Union: a person has decided that no entry of Annex I has the product
MAX_DIGITS = 18
MAX_CODE = 60
MAX_MEASURE = 40  # 10^26 operations written out have 27 digits

# 3A090: category 0-9, product group A-E, three digits (15 CFR 738.2(d)(1)); then paragraphs: .a, .1, .iv
_ENTRY = re.compile(r"[0-9][A-E][0-9]{3}")
_STEP = re.compile(r"[a-z]|[ivx]{2,4}|[1-9][0-9]?")
_NUMBERED = re.compile(r"\.[1-9]")
_STEPS = re.compile(r"[a-z]+|[0-9]+|[^a-z0-9.]")
_NO_CODE = frozenset({"NLR", "N/A", "NA", "NONE", "TBD", "-", "UNKNOWN"})
_NUMBER = re.compile(r"[0-9]+(?:\.[0-9]+)?")
_DATE = re.compile(r"[0-9]{4}-[0-9]{2}-[0-9]{2}")
# -140.5, 1e26, 2.5E+9, 10^26
_MEASURE = re.compile(r"(?P<sign>[-+−]?)(?P<digits>[0-9]+(?:\.[0-9]+)?)(?:[eE](?P<power>[+-]?[0-9]{1,2}))?")
_POWER = re.compile(r"10\^(?P<power>[0-9]{1,2})")
# 10-20, 10 to 20, <5, >= 3, ~7, ±2
_RANGE = re.compile(r"[<>≤≥~≈±]|[0-9]\s*(?:-|–|—|\.\.+|to|bis)\s*[0-9]")
_BOUND = re.compile(r"(?:about|approx|ca|up to|at least|at most|max|min)\b", re.IGNORECASE)
_NO_VALUE = frozenset({"unknown", "n/a", "na", "none", "tbd", "tba", "?", "-", "--", "n.a.", "null", "not published"})
# 85 42 31, 8542.31, 8542.31.00: six digits of the Harmonized System, eight of the Combined Nomenclature
_TARIFF = re.compile(r"[0-9]{6}(?:[0-9]{2}(?:[0-9]{2})?)?")


def problem(kind: str, message: str, hint: str) -> PydanticCustomError:
    """Return the error for one cell, with a hint for the person who mends it."""
    # Braces would be read as placeholders by the error class.
    return PydanticCustomError(kind, message.replace("{", "(").replace("}", ")"), {"hint": hint})


@lru_cache(maxsize=16_384)
def designation(text: str) -> str:
    """Return a control list designation in its legal form: `5A991.B.7.D` and `5a991b7d` give `5A991.b.7.d`.

    Nothing is cut off: a value that is not wholly a designation is refused.
    """
    compact = re.sub(r"\s", "", text)
    entry, rest = _entry_and_rest(compact)
    # The first paragraph is a letter: 3A0901 is no 3A090.1.
    if rest.lstrip(".")[:1].isdigit():
        raise problem("designation", "not a control list designation", _designation_hint(compact))
    return ".".join([entry, *_STEPS.findall(rest)])


@lru_cache(maxsize=16_384)
def annex_designation(text: str) -> str:
    """Return a designation of Annex I of Regulation (EU) 2021/821 in its legal form.

    The paragraphs of 1C350 are numbers there: `1c350.24` gives `1C350.24`. Without the point it is refused.
    """
    compact = re.sub(r"\s", "", text)
    entry, rest = _entry_and_rest(compact)
    return ".".join([entry, *_STEPS.findall(rest)]) if _NUMBERED.match(rest) else designation(text)


def designations(text: str) -> tuple[str, ...]:
    """Return control list designations separated by semicolons, each in its legal form."""
    return tuple(designation(part) for part in listed(text))


def annex_designations(text: str) -> tuple[str, ...]:
    """Return designations of Annex I separated by semicolons, each in its legal form."""
    return tuple(annex_designation(part) for part in listed(text))


def classification(text: str) -> str:
    """Return the US classification of a product: an ECCN with its paragraph, or EAR99 (which is not an ECCN)."""
    return EAR99 if re.sub(r"\s", "", text).upper() == EAR99 else designation(text)


def annex_classification(text: str) -> str:
    """Return the classification of a product in the Union: a designation of Annex I, or `not listed`."""
    return UNLISTED if plain(text) == UNLISTED else annex_designation(text)


def country(text: str) -> str:
    """Return an ISO 3166-1 alpha-2 country code; names and other codes are refused with the code they may mean."""
    if text in countries():
        return text
    raise problem("country", "unknown country code", _country_hint(text))


def currency(text: str) -> str:
    """Return an ISO 4217 alphabetic currency code."""
    if text in currencies():
        return text
    raise problem("currency", "unknown currency code", "use the three capital letters of ISO 4217, such as USD")


@lru_cache(maxsize=16_384)
def iso_date(text: str) -> date:
    """Return a date written as YYYY-MM-DD."""
    try:
        if _DATE.fullmatch(text):
            return date.fromisoformat(text)
    except ValueError:
        pass
    raise problem("date", "not a date", "write it as YYYY-MM-DD, such as 2026-09-01")


def amount(text: str) -> Decimal:
    """Return a non-negative decimal exactly as written; never a float."""
    if _NUMBER.fullmatch(text) and len(text) <= MAX_DIGITS + 1:
        return Decimal(text)
    if text.startswith(("-", "−")) and _NUMBER.fullmatch(text[1:]):
        raise problem("negative", "negative value", "write a number of 0 or more")
    hint = f"digits with a point as decimal mark, no thousands separator, no unit, at most {MAX_DIGITS} digits"
    raise problem("number", "not a number", hint)


def measure(text: str) -> Decimal:
    """Return a technical value exactly as written, powers of ten (1e26, 10^26) among them; it may be negative."""
    power = _POWER.fullmatch(text)
    found = _MEASURE.fullmatch(f"1e{power['power']}" if power else text)
    if found and len(found["digits"]) <= MAX_MEASURE:
        sign = "-" if found["sign"] in {"-", "−"} else ""
        return Decimal(f"{sign}{found['digits']}e{found['power'] or 0}")
    raise _no_measure(text)


def percent(text: str) -> Decimal:
    """Return a share of 0 to 100 percent; the cell may end with a percent sign."""
    found = amount(text.removesuffix("%").rstrip())
    if found > 100:
        raise problem("percent", "more than 100 percent", "write a share of 0 to 100")
    return found


def tariff(text: str) -> str:
    """Return the digits of a customs tariff code: 6 (HS), 8 (CN of the European Union) or 10 (national)."""
    digits = re.sub(r"[\s.]", "", text)
    # The Harmonized System has chapters 1 to 97, of which 77 is reserved.
    if _TARIFF.fullmatch(digits) and 1 <= int(digits[:2]) <= 97 and digits[:2] != "77":
        return digits
    hint = "6 digits (HS), 8 (CN) or 10 (national), such as 8542.31; format the column as text to keep a first zero"
    raise problem("tariff", "not a HS or CN code", hint)


def plain(text: str) -> str:
    """Return words in the form in which a closed list is searched: no case, no underscores, no hyphens."""
    return re.sub(r"[\s_\-]+", " ", text).strip().lower()


def answer(text: str) -> str:
    """Return yes or no; a question that is not decided has no answer."""
    word = text.lower()
    if word in {"unknown", "open", "undecided"}:
        raise problem("answer", "no decision", "leave the row out while it is undecided")
    return word


def listed(text: str) -> tuple[str, ...]:
    """Return the parts of a cell separated by semicolons, without blanks and empty parts."""
    return tuple(part for part in (part.strip() for part in text.split(";")) if part)


@lru_cache
def countries() -> frozenset[str]:
    """Return the ISO 3166-1 alpha-2 codes in use."""
    data = CountryData()
    return frozenset(data.codes_iso2) - {"", *_held()["not_countries"]}


@lru_cache
def currencies() -> frozenset[str]:
    """Return the ISO 4217 codes that a contract may be written in."""
    return frozenset(_held()["codes"].split())


@lru_cache
def _held() -> dict[str, Any]:
    held: dict[str, Any] = yaml.safe_load(files("company").joinpath("codes.yaml").read_text("utf-8"))
    return held


def _no_measure(text: str) -> PydanticCustomError:
    if text.lower() in _NO_VALUE:
        hint = "leave the row out: what is missing is told as missing"
        return problem("no_value", "no value", hint)
    if (_RANGE.search(text) or _BOUND.match(text)) and not _DATE.match(text):
        hint = "one value a row, the one that the source states; two sources are two rows"
        return problem("range", "a range or a bound, not a value", hint)
    if re.match(r"[-+−]?[0-9.]+ ?[^0-9.,\s]", text):
        return problem("number", "not a number", "the unit goes into unit, a word such as estimate into note")
    hint = f"digits with a point as decimal mark, no thousands separator, at most {MAX_MEASURE}; 1e26 is read"
    return problem("number", "not a number", hint)


def _country_hint(text: str) -> str:
    # A region under an embargo of its own must not be offered its country's code.
    region = any(name in text.lower() for name in _held()["regions"])
    meant = None if region else guess_country(text, attribute="iso2")
    return f"write {meant}" if meant in countries() else "use the two capital letters of ISO 3166-1, such as AE"


def _entry_and_rest(compact: str) -> tuple[str, str]:
    """Return the entry and the words of its paragraphs; raises what is no designation."""
    entry, rest = compact[:5].upper(), compact[5:].lower()
    paragraphs = len(compact) <= MAX_CODE and all(map(_STEP.fullmatch, _STEPS.findall(rest))) and ".." not in rest
    if not (_ENTRY.fullmatch(entry) and paragraphs):
        raise problem("designation", "not a control list designation", _designation_hint(compact))
    return entry, rest


def _designation_hint(compact: str) -> str:
    if compact.upper() in _NO_CODE:
        return "leave the cell empty where there is no classification; EAR99 (US) and not listed (EU) are decisions"
    if re.search(r"[;,/]", compact):
        return "one designation a cell"
    return "a digit, a letter A-E, three digits and dotted paragraphs, such as 3A090.a.1"
