"""The tables of what the company sells: products, what they contain, measure, are classified as and are decided to be.

`products` has columns for the commonest parameters, for the classifications and for the datacenter question: they are
a shorthand for rows of the tables of their own, into which company/shorthand.py turns them.
"""

from decimal import Decimal
from typing import Annotated, Any, ClassVar, Literal, Self, get_args

from pydantic import BeforeValidator, Field, StringConstraints, ValidationInfo, field_validator, model_validator

from company import codes, quantities, questions
from company.record import Amount, AnnexCode, Answer, Country, Day, Key, Record, Reference, Text, UsCode, choice

Kind = Literal["hardware", "software", "model", "service", "technology"]
_Activity = Literal[
    "managed training",
    "remote inference",
    "cloud GPU hours",
    "technical assistance",
    "software as a service",
    "design",
    "wafer fabrication",
    "assembly and test",
    "installation and commissioning",
    "maintenance and repair",
]
_Role = Literal["designer", "front-end fabricator", "OSAT", "reseller"]
_Regime = Literal["US", "EU", "CH", "CN", "GB", "JP", "KR", "SG", "TW", "other"]
_Basis = Literal["self", "CCATS", "vendor"]

Activity = Annotated[_Activity, BeforeValidator(choice(*get_args(_Activity)))]
Role = Annotated[_Role, BeforeValidator(choice(*get_args(_Role)))]
Regime = Annotated[_Regime, BeforeValidator(choice(*get_args(_Regime)))]
Basis = Annotated[_Basis, BeforeValidator(choice(*get_args(_Basis)))]
YesNo = Annotated[Literal["yes", "no"], BeforeValidator(codes.answer)]
Measure = Annotated[Decimal, BeforeValidator(codes.measure)]
Percent = Annotated[Decimal, BeforeValidator(codes.percent)]
Tariff = Annotated[str, BeforeValidator(codes.tariff)]
Word = StringConstraints(min_length=1, max_length=200)
QuantityName = Annotated[str, BeforeValidator(quantities.name), Word]
UnitSymbol = Annotated[str, BeforeValidator(quantities.symbol), Word]
Question = Annotated[str, BeforeValidator(questions.name), Word]
_OF_PRODUCT = (Reference("sku", "products"),)


class Product(Record):
    """Something the company sells: an item of hardware or software, a model, a service or technology."""

    table: ClassVar[str] = "products"
    key_columns: ClassVar[tuple[str, ...]] = ("sku",)

    sku: Key = Field(description="The company's own number of the product; unique.")
    name: Text = Field(description="Name of the product as it stands in the catalogue.")
    kind: Kind = Field(description="hardware, software, model, service or technology.")
    activity: Activity | None = Field(None, description=f"Of a service: {', '.join(get_args(_Activity))}.")
    eccn: UsCode | None = Field(
        None, description="US classification with its paragraph (3A090.a.1), or EAR99; empty: not yet classified."
    )
    eu_code: AnnexCode | None = Field(
        None,
        description="Code in Annex I of Regulation (EU) 2021/821 with its paragraph (3A001.a.1, 1C350.24), or not"
        " listed: a person has decided that no entry has it; empty: not yet classified.",
    )
    origin: Country = Field(description="Country of origin (ISO 3166-1 alpha-2).")
    us_content_percent: Percent | None = Field(
        None, description="Share of controlled US-origin content in the value, 0 to 100 percent (15 CFR 734.4)."
    )
    us_content_basis: Text | None = Field(None, description="How that share was computed, and from what.")
    us_content_on: Day | None = Field(None, description="Day for which it was computed (YYYY-MM-DD).")
    hs_code: Tariff | None = Field(None, description="Customs tariff: 6 digits (HS), 8 (CN) or 10 (national).")
    role: Role | None = Field(None, description=f"What the company is for it: {', '.join(get_args(_Role))}.")
    owner: Text | None = Field(None, description="Role or office that answers questions about the product; no person.")
    firmware: Text | None = Field(None, description="Version of the firmware with which it is delivered.")
    classification_rationale: Text | None = Field(None, description="Why the product is classified so.")
    classified_by: Text | None = Field(None, description="Role or office that classified the product; no person.")
    classified_on: Day | None = Field(None, description="Day of the classification (YYYY-MM-DD).")
    tpp: Amount | None = Field(
        None, description="Total processing performance as the technical notes to ECCN 3A090 define it (TOPS x bits)."
    )
    die_area_mm2: Amount | None = Field(None, description="Applicable die area in square millimetres.")
    performance_density: Amount | None = Field(None, description="TPP divided by the applicable die area.")
    memory_bandwidth_gb_s: Amount | None = Field(None, description="Memory bandwidth in gigabytes a second.")
    link_bandwidth_gb_s: Amount | None = Field(None, description="Input/output bandwidth in gigabytes a second.")
    datacenter: Answer = Field(
        "unknown", description="Designed or marketed for use in datacenters: yes, no or unknown; a decision, no guess."
    )
    endurance_minutes: Amount | None = Field(None, description="Maximum endurance of an unmanned aircraft in minutes.")
    parameters_source: Text | None = Field(None, description="Where the technical parameters were taken from.")

    @model_validator(mode="after")
    def _activity_of_a_service(self) -> Self:
        if self.activity and self.kind != "service":
            hint = "leave the cell empty, or make the kind service"
            raise codes.problem("activity", f"only a service has an activity, this is {self.kind}", hint)
        return self


class Component(Record):
    """A product that is part of another one."""

    table: ClassVar[str] = "components"
    key_columns: ClassVar[tuple[str, ...]] = ("sku", "component_sku")
    references: ClassVar[tuple[Reference, ...]] = (*_OF_PRODUCT, Reference("component_sku", "products"))

    sku: Key = Field(description="The product that contains the component.")
    component_sku: Key = Field(description="The product that is contained.")
    quantity: Amount = Field(description="How many of the component one product holds; more than 0.", gt=0)

    @model_validator(mode="after")
    def _not_itself(self) -> Self:
        if self.sku == self.component_sku:
            raise codes.problem("component_sku", "a product cannot be its own component", "name another component_sku")
        return self


class Parameter(Record):
    """One technical parameter of a product as one source states it; sources that disagree are several rows."""

    table: ClassVar[str] = "parameters"
    key_columns: ClassVar[tuple[str, ...]] = ("sku", "parameter", "source", "dated")
    references: ClassVar[tuple[Reference, ...]] = _OF_PRODUCT
    stated: ClassVar[tuple[str, ...]] = ("source",)

    sku: Key = Field(description="The product that has the parameter.")
    parameter: QuantityName = Field(
        description="What is measured: TPP, PD, die area, memory bandwidth, APP, endurance, frame rate (see columns.md)"
    )
    value: Measure = Field(description="Its value, exactly as the source states it; 1e26 for very large ones.")
    unit: UnitSymbol | None = Field(None, description="mm2, GB/s, min, km …; empty for TPP and other plain numbers.")
    source: Text | None = Field(None, description="Where the value was taken from: data sheet, test report, page.")
    dated: Day | None = Field(None, description="Day of the source (YYYY-MM-DD); of one source the newest counts.")
    note: Text | None = Field(None, description="A remark, such as estimate.")

    @model_validator(mode="after")
    def _fits_its_quantity(self) -> Self:
        of = quantities.quantity(self.parameter)
        if of is None:
            return self
        if self.value < 0 and not of.signed:
            raise codes.problem("value", "negative value", "write a number of 0 or more")
        found = quantities.unit(self.unit) if self.unit else None
        if (found is None and (self.unit or not of.bare)) or (found and found.dimension != of.dimension):
            problem = f"{self.unit} is no unit of {of.name}" if self.unit else f"the unit of {of.name} is missing"
            raise codes.problem("unit", problem, _units(of))
        return self


class Classification(Record):
    """How a product is classified, by whom, why and on what basis; each new one is a row, and the newest counts."""

    table: ClassVar[str] = "classifications"
    key_columns: ClassVar[tuple[str, ...]] = ("sku", "regime", "basis", "vendor", "ccats_number", "on")
    references: ClassVar[tuple[Reference, ...]] = _OF_PRODUCT
    stated: ClassVar[tuple[str, ...]] = ("by", "on")

    sku: Key = Field(description="The product that is classified.")
    regime: Regime = Field(description=f"Whose list it is: {', '.join(get_args(_Regime))}.")
    code: Text = Field(
        description="The paragraph (3A090.a.1, 1C350.24); EAR99 is allowed in regime US, not listed in EU."
    )
    basis: Basis = Field(
        description="self: our own; CCATS: of the Bureau of Industry and Security; vendor: what the vendor tells."
    )
    vendor: Text | None = Field(None, description="Name of the vendor, where the basis is vendor.")
    ccats_number: Text | None = Field(None, description="Number of the ruling, where the basis is CCATS.")
    rationale: Text | None = Field(None, description="Why it is classified so; required of our own.")
    tested_paragraphs: tuple[str, ...] = Field(
        (), description="Paragraphs that the rationale tested, met or not, separated by semicolons."
    )
    by: Text | None = Field(None, description="Role or office that classified it or took it over; no person.")
    on: Day | None = Field(None, description="Day of the classification (YYYY-MM-DD).")
    valid_to: Day | None = Field(None, description="Last day on which it may be used (YYYY-MM-DD); empty: open.")

    @field_validator("code", mode="before")
    @classmethod
    def _in_legal_form(cls, value: Any, info: ValidationInfo) -> Any:
        regime = info.data.get("regime")
        if not isinstance(value, str) or regime not in {"US", "EU"}:
            return value
        return codes.classification(value) if regime == "US" else codes.annex_classification(value)

    @field_validator("tested_paragraphs", mode="before")
    @classmethod
    def _each_in_legal_form(cls, value: Any, info: ValidationInfo) -> Any:
        if not isinstance(value, str):
            return value
        return codes.annex_designations(value) if info.data.get("regime") == "EU" else codes.designations(value)

    @model_validator(mode="after")
    def _has_its_basis(self) -> Self:
        for column, basis in (("vendor", "vendor"), ("ccats_number", "CCATS")):
            filled = getattr(self, column) is not None
            if filled != (self.basis == basis):
                problem = f"basis {self.basis} has no {column}" if filled else f"basis {basis} needs its {column}"
                raise codes.problem(column, problem, f"{column} belongs to basis {basis}")
        if self.valid_to and self.on and self.valid_to < self.on:
            raise codes.problem("valid_to", "ends before it starts", f"on is {self.on}")
        return self

    def lacking(self) -> tuple[str, ...]:
        """Return the columns that a row must fill in and does not; our own classification needs its rationale."""
        own = self.basis == "self" and self.rationale is None
        return (*super().lacking(), *(("rationale",) if own else ()))


class Decision(Record):
    """What a person decided about a product where no number decides; the newest of a question counts."""

    table: ClassVar[str] = "decisions"
    key_columns: ClassVar[tuple[str, ...]] = ("sku", "question", "on")
    references: ClassVar[tuple[Reference, ...]] = _OF_PRODUCT
    stated: ClassVar[tuple[str, ...]] = ("by", "on", "why")

    sku: Key = Field(description="The product that is judged.")
    question: Question = Field(description=f"What was decided: {'; '.join(questions.known())}; or another one.")
    answer: YesNo = Field(description="yes or no; no row while it is undecided.")
    by: Text | None = Field(None, description="Role or office that decided; no person.")
    on: Day | None = Field(None, description="Day of the decision (YYYY-MM-DD).")
    why: Text | None = Field(None, description="What it rests on.")


def _units(of: quantities.Quantity) -> str:
    symbols = " or ".join(quantities.symbols(of.dimension))
    return f"leave it empty: {of.name} is a plain number" if of.bare else f"write {symbols}"
