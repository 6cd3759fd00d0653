"""What is asked about a transaction and what the law answers: requirements, exceptions, steps; never a clearance."""

from collections.abc import Mapping
from dataclasses import dataclass, field
from datetime import date
from decimal import Decimal
from enum import StrEnum

EAR99 = "EAR99"


class Result(StrEnum):
    """The answer for one transaction on one day; none of them says that something may be shipped."""

    REQUIRED = "licence required"
    EXCEPTION = "exception available"
    NONE_FOUND = "no requirement found"
    UNDECIDED = "cannot decide"
    NOT_MODELLED = "not modelled"


class Eligibility(StrEnum):
    """Whether a licence exception can be used on the facts given."""

    ELIGIBLE = "eligible"
    NOT = "not"
    NEEDS_FACT = "needs a fact"
    NOT_MODELLED = "conditions not modelled"


@dataclass(frozen=True, slots=True)
class Quote:
    """Words of the law: `citation` "742.6(a)(6)(iii)(A)", the exact `words`, the date of the text they stand in.

    `remark` tells how far that text answers for the day asked ("later amendments not seen").
    """

    citation: str
    words: str
    text_of: date
    remark: str = ""


@dataclass(frozen=True, slots=True)
class Party:
    """A party to the transaction; countries are ISO 3166-1 alpha-2, "" where not known.

    `role` is consignee, intermediate consignee, purchaser or end user. `listed` names rows of lists of parties that may
    mean it (candidates, for a person to decide); `screened` tells whether anyone compared it with the lists.
    """

    role: str
    name: str = ""
    country: str = ""
    headquarters: str = ""
    ultimate_parent: str = ""
    listed: tuple[str, ...] = ()
    screened: bool = False


@dataclass(frozen=True, slots=True)
class Case:
    """A transaction: the item, who sends it from where to where, to whom, for what, on which day.

    `code` is the US classification with its paragraph (or EAR99), `eu_code` that of Annex I. Countries are ISO 3166-1
    alpha-2, "" where not known. `answers` are facts by the names of the import's fields and of the questions that rules
    ask (True, False; absent: not known); `values` measured ones by field name (`tpp`, `us_content_percent`) in the unit
    of the field. `activity` is "" for goods, else that of a service.
    """

    on: date
    code: str = ""
    eu_code: str = ""
    kind: str = ""
    activity: str = ""
    origin: str = ""
    ship_from: str = ""
    ship_to: str = ""
    role: str = ""
    parties: tuple[Party, ...] = ()
    end_use: str = ""
    value: Decimal | None = None
    currency: str = ""
    answers: Mapping[str, bool] = field(default_factory=dict)
    values: Mapping[str, Decimal] = field(default_factory=dict)


@dataclass(frozen=True, slots=True)
class Requirement:
    """A licence requirement found: `reason` in the list's symbols (RS) or its section where it has none (744.23).

    `holds` is None where it depends on the facts named in `needs`. `operative` is False while a stay takes it out,
    `enforced` False while an authority has said that it does not enforce it; `remark` tells who said so.
    """

    reason: str
    basis: str
    quotes: tuple[Quote, ...]
    holds: bool | None = True
    needs: tuple[str, ...] = ()
    operative: bool = True
    enforced: bool = True
    review: str = ""
    review_quotes: tuple[Quote, ...] = ()
    remark: str = ""


@dataclass(frozen=True, slots=True)
class ExceptionAnswer:
    """A licence exception (or general authorisation) and whether it can be used; `why` in words, with its quotes.

    `overcomes` are the reasons of the requirements that it can overcome; each requirement must be overcome.
    `conditions` are what its user must do or file.
    """

    symbol: str
    status: Eligibility
    citation: str
    why: str = ""
    needs: tuple[str, ...] = ()
    quotes: tuple[Quote, ...] = ()
    overcomes: tuple[str, ...] = ()
    conditions: tuple[str, ...] = ()


@dataclass(frozen=True, slots=True)
class Step:
    """One step of the determination: what was asked, what was found, by which words, and what it did not check.

    `answer` is that of a step that asks yes or no (is the item subject to the EAR?), None where it is not known.
    """

    name: str
    found: str
    quotes: tuple[Quote, ...] = ()
    requirements: tuple[Requirement, ...] = ()
    exceptions: tuple[ExceptionAnswer, ...] = ()
    needs: tuple[str, ...] = ()
    not_checked: tuple[str, ...] = ()
    not_modelled: str = ""
    answer: bool | None = None


@dataclass(frozen=True, slots=True)
class Axes:
    """The result on each axis of status; they part while a text is codified and stayed, or not enforced."""

    codified: Result
    operative: Result
    enforced: Result


@dataclass(frozen=True, slots=True)
class Determination:
    """The answer for a case: `result` is the operative one; `missing` are facts that would decide."""

    result: Result
    axes: Axes
    steps: tuple[Step, ...]
    requirements: tuple[Requirement, ...]
    exceptions: tuple[ExceptionAnswer, ...]
    review_policy: str
    not_checked: tuple[str, ...]
    missing: tuple[str, ...]
    remarks: tuple[str, ...] = ()
