"""Licence-requirement rows: which reason for control asks for a licence, on what basis, to which destinations."""

import re
from dataclasses import dataclass
from enum import StrEnum

from regulation.controls.model import Place


class Basis(StrEnum):
    """Where the row sends its reader for the destinations."""

    COUNTRY_CHART = "Country Chart"
    DESTINATIONS = "destinations"  # the row itself names them
    SECTION = "section"  # a section or part tells
    NOT_APPLICABLE = "N/A"
    WORDS = "words"  # a text that only a person reads whole


@dataclass(frozen=True, slots=True)
class Column:
    """A column of the Commerce Country Chart (Supplement No. 1 to part 738): NS Column 1."""

    reason: str
    number: int

    def __str__(self) -> str:
        """Return the column's name as the list writes it."""
        return f"{self.reason} Column {self.number}"


@dataclass(frozen=True, slots=True)
class Destinations:
    """Destinations that a row names, with those it takes out.

    `states` holds words for sets that no table here holds ("States not Party to the CWC").
    """

    worldwide: bool = False
    countries: tuple[str, ...] = ()
    groups: tuple[str, ...] = ()
    states: tuple[str, ...] = ()
    except_countries: tuple[str, ...] = ()
    except_groups: tuple[str, ...] = ()

    def __bool__(self) -> bool:
        """Return whether the row names any destination."""
        return bool(self.worldwide or self.countries or self.groups or self.states)


@dataclass(frozen=True, slots=True)
class Requirement:
    """A licence-requirement row.

    `reasons` are the symbols it names ("NS"; "SL" and "AT"; none for "Russian industry sector sanctions", whose words
    stand in `control`). `control` and `words` are its two cells, or the halves of a row that stands as one sentence.
    `sections` are the sections and parts it refers to ("742.6(a)(6)(iii)(B)", "part 754"). Scope and exceptions in
    designations are the place's. `complete` says that columns, sections and destinations hold everything the row says
    of where a licence is needed; where it is False the words say more.
    """

    place: Place
    reasons: tuple[str, ...]
    control: str
    words: str
    basis: Basis
    columns: tuple[Column, ...]
    sections: tuple[str, ...]
    destinations: Destinations
    complete: bool
    uncertain: tuple[str, ...] = ()


_SYMBOL = r"(?:AT|CB|CC|CW|EI|FC|MT|NP|NS|RS|SI|SL|SS|UN)"
_REASONS = re.compile(rf"(?P<reasons>{_SYMBOL}(?:(?:,? and |, ){_SYMBOL})*) appl(?:y|ies)\b")
_COLUMN = re.compile(rf"(?:(?P<reason>{_SYMBOL}) )?Column (?P<number>\d)")
_STEPS = r"(?:\([a-zA-Z0-9]{1,5}\))*"
# "§ 742.4(a)(5) and (b)(10)", "§§ 742.6 and 746.3"
_NEXT = rf"(?:,| and|, and| or) (?:7\d\d\.\d{{1,2}}{_STEPS}|(?:\([a-zA-Z0-9]{{1,5}}\))+)"
_SECTIONS = re.compile(rf"§§? ?(?P<list>7\d\d\.\d{{1,2}}{_STEPS}(?:{_NEXT})*)")
_ONE = re.compile(rf"(?P<section>7\d\d\.\d{{1,2}})?(?P<steps>{_STEPS})")
_PART = re.compile(r"(?:(?<!to )|(?<=directly to ))\bpart (?P<part>7\d\d)\b")
_GROUPS = re.compile(r"Country Groups? (?P<list>[A-E]:\d(?:(?:,? and |,? or |, )[A-E]:\d)*)")
_GROUP = re.compile(r"[A-E]:\d")
_EXCEPT = re.compile(r"\b(?:except(?: for)?|excluding|other than)\b[^.]*")
_WORLDWIDE = re.compile(r"\b(?:worldwide|all destinations)\b", re.IGNORECASE)
_STATES = re.compile(r"(?:States not Party to the CWC|CWC non-States Parties)", re.IGNORECASE)
# As the rows of the list of 2026 name them; a row that names another country is not read as complete.
_COUNTRIES = (
    "Australia",
    "Canada",
    "China",
    "Iran",
    "Iraq",
    "Israel",
    "Macau",
    "North Korea",
    "Pakistan",
    "Russia",
    "Sudan",
    "Syria",
    "Taiwan",
    "United Arab Emirates",
    "United Kingdom",
    "Venezuela",
)
_COUNTRY = re.compile(r"\b(?:" + "|".join(_COUNTRIES) + r")\b")
_SEE = rf"(?: ?\(?[Ss]ee (?:also )?§§? ?7\d\d\.\d+{_STEPS}(?: and (?:7\d\d\.\d+)?{_STEPS})*(?: of the EAR)?"
_SEE += r"(?: for (?:UN controls|license requirements|additional information|specific license requirements"
_SEE += r" and license review policy)(?: on [A-Za-z ]+)?)?\)?\.?)"
_COUNTRY_LIST = rf"(?:{'|'.join(_COUNTRIES)})(?:(?:,? (?:or|and) |, )(?:{'|'.join(_COUNTRIES)}))*"
_GROUP_LIST = (
    r"Country Groups? [A-E]:\d(?:(?:,? and |,? or |, )[A-E]:\d)*(?: of supplement no\. 1 to part 740 of the EAR)?"
)
_CHART = (
    r"(?: The Commerce Country Chart is not designed to determine (?:[A-Z]{2} )?licens(?:e|ing) requirements for this"
)
_CHART += r" entry\.)"
_NO_COLUMN = r"(?: Accordingly, a column specific to this control does not appear on the Commerce Country Chart"
_NO_COLUMN += r"(?: \(Supplement No\. 1 to Part 738 of the EAR\))?\.)"
_FORMS = tuple(
    re.compile(form)
    for form in (
        rf"(?:{_SYMBOL} )?Column \d(?: {_SYMBOL} Column \d)*\.?(?:,{_SEE})?",
        rf"{_SEE.replace('[Ss]ee', '(?:[Ss]ee|Refer to)')}",
        r"N/A\.?",
        rf"{_COUNTRY_LIST}{_SEE}",
        rf"Worldwide(?: control)?\.?{_SEE}",
        rf"To or within any destination worldwide[.,]{_SEE}",
        rf"To or within (?:the )?(?:(?:{_COUNTRY_LIST}) or )?(?:a )?destinations? specified in {_GROUP_LIST}"
        rf"(?:, excluding any destination also specified in {_GROUP_LIST})?\.{_SEE}",
        r"A license is required for (?:items controlled by this entry|export or reexport of these items)"
        rf"(?: for export or reexport)? to {_COUNTRY_LIST}(?:(?: or| and) transfer within {_COUNTRY_LIST})?"
        rf"(?: for (?:regional stability|anti-terrorism) reasons)?\.?{_CHART}?"
        rf"(?:{_SEE}| See part 746 of the EAR for additional information on Iran\.)*",
        rf"A license is required for (?:ALL|all) destinations(?:, except {_COUNTRY_LIST})?,?"
        rf"(?: regardless of end[ -]use| as specified in § 742\.13 of the EAR)\.{_NO_COLUMN}?"
        r"(?: \(See (?:§ 742\.7 of the EAR|part 742 of the EAR) for additional information\.?\))?",
        r"For licensing requirements \(and possible License Exceptions\) proceed directly to part 754 of the EAR\."
        r" The Commerce Country Chart is not designed to determine licensing requirements for items controlled for SS"
        r" reasons\.?",
    )
)


def read_requirement(place: Place) -> Requirement:
    """Return what a licence row says; `place` is of the kind licence row."""
    control, words = _halves(place)
    named = (match["reasons"] for match in _REASONS.finditer(control))
    reasons = tuple(dict.fromkeys(symbol for words_of in named for symbol in re.findall(_SYMBOL, words_of)))
    columns, doubts = _columns(words, reasons)
    sections = _sections(words)
    destinations = _destinations(words)
    complete = any(form.fullmatch(words) for form in _FORMS)
    basis = _basis(words, columns, destinations, sections)
    return Requirement(place, reasons, control, words, basis, columns, sections, destinations, complete, doubts)


def _halves(place: Place) -> tuple[str, str]:
    """Return the control and the requirement; a row of one sentence is cut after what the control applies to."""
    if len(place.cells) > 1:
        return place.cells[0], " ".join(place.cells[1:])
    text = place.text
    cut = re.search(rf"(?<=[a-z0-9])\. (?=[A-Z])|(?= {_SYMBOL} Column \d)", text) if _REASONS.match(text) else None
    return (text[: cut.end()].strip(), text[cut.end() :].strip()) if cut else (text, "")


def _columns(words: str, reasons: tuple[str, ...]) -> tuple[tuple[Column, ...], tuple[str, ...]]:
    columns: list[Column] = []
    doubts: list[str] = []
    for match in _COLUMN.finditer(words):
        reason = match["reason"]
        if not reason and len(reasons) == 1:
            reason = reasons[0]
            doubts.append("the source names the column without its reason")
        if reason:
            columns.append(Column(reason, int(match["number"])))
    if reasons and any(column.reason not in reasons for column in columns):
        doubts.append("the row names a column of another reason for control")
    return tuple(columns), tuple(doubts)


def _sections(words: str) -> tuple[str, ...]:
    found: list[str] = []
    for match in _SECTIONS.finditer(words):
        section = ""
        for one in _ONE.finditer(match["list"]):
            section = one["section"] or section
            if one.group():
                found.append(f"{section}{one['steps']}")
    found.extend(f"part {match['part']}" for match in _PART.finditer(words))
    return tuple(dict.fromkeys(found))


def _destinations(words: str) -> Destinations:
    # What a citation names is no destination: "see part 746 for additional information on Iran".
    words = re.sub(r"\(?[Ss]ee (?:§|part)[^.]*(?:\.\d[^.]*)*\.?", " ", words)
    taken = " ".join(match.group() for match in _EXCEPT.finditer(words))
    kept = _EXCEPT.sub(" ", words)
    return Destinations(
        worldwide=_WORLDWIDE.search(kept) is not None,
        countries=_names(_COUNTRY, kept),
        groups=_group_names(kept),
        states=_names(_STATES, kept),
        except_countries=_names(_COUNTRY, taken),
        except_groups=_group_names(taken),
    )


def _names(pattern: re.Pattern[str], words: str) -> tuple[str, ...]:
    return tuple(dict.fromkeys(pattern.findall(words)))


def _group_names(words: str) -> tuple[str, ...]:
    lists = (match["list"] for match in _GROUPS.finditer(words))
    return tuple(dict.fromkeys(group for words_of in lists for group in _GROUP.findall(words_of)))


def _basis(words: str, columns: tuple[Column, ...], destinations: Destinations, sections: tuple[str, ...]) -> Basis:
    if columns:
        return Basis.COUNTRY_CHART
    if re.fullmatch(r"N/A\.?", words):
        return Basis.NOT_APPLICABLE
    if destinations:
        return Basis.DESTINATIONS
    return Basis.SECTION if sections else Basis.WORDS
