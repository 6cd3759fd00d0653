"""The company's tables, one class a table: each field is a column, its description says what to write there.

Columns of the file are the fields' names (or aliases). Every value comes from a text cell; an empty cell is a missing
value. Templates and documentation are generated from the descriptions.
"""

from dataclasses import dataclass
from datetime import date
from decimal import Decimal
from typing import Annotated, ClassVar, Literal, Self

from pydantic import BaseModel, BeforeValidator, ConfigDict, Field, StringConstraints, model_validator

from company import codes

Key = Annotated[str, StringConstraints(min_length=1, max_length=100)]
Text = Annotated[str, StringConstraints(min_length=1, max_length=2000)]
Country = Annotated[str, BeforeValidator(codes.country)]
Currency = Annotated[str, BeforeValidator(codes.currency)]
Classification = Annotated[str, BeforeValidator(codes.classification)]
Designation = Annotated[str, BeforeValidator(codes.designation)]
Day = Annotated[date, BeforeValidator(codes.iso_date)]
Amount = Annotated[Decimal, BeforeValidator(codes.amount)]
Names = Annotated[tuple[str, ...], BeforeValidator(codes.listed)]

Kind = Literal["hardware", "software", "model", "service", "technology"]
Answer = Literal["yes", "no", "unknown"]


@dataclass(frozen=True, slots=True)
class Reference:
    """A column whose value must be the key of a row in another table."""

    column: str
    table: str


class Record(BaseModel):
    """One checked row of a table."""

    model_config = ConfigDict(frozen=True, strict=True, extra="forbid")

    table: ClassVar[str]
    key_columns: ClassVar[tuple[str, ...]]
    references: ClassVar[tuple[Reference, ...]] = ()

    def key(self) -> tuple[str, ...]:
        """Return what names this row within its table."""
        return tuple(getattr(self, column) for column in self.key_columns)

    @classmethod
    def file(cls) -> str:
        """Return the name of the file that holds the table."""
        return f"{cls.table}.csv"

    @classmethod
    def columns(cls) -> tuple[str, ...]:
        """Return the column names in the order of the template."""
        return tuple(field.alias or name for name, field in cls.model_fields.items())

    @classmethod
    def required(cls) -> frozenset[str]:
        """Return the columns that every file must have."""
        return frozenset(field.alias or name for name, field in cls.model_fields.items() if field.is_required())


class Product(Record):
    """Something the company sells: an item of hardware or software, a model, a service or technology."""

    table: ClassVar[str] = "products"
    key_columns: ClassVar[tuple[str, ...]] = ("sku",)

    sku: Key = Field(description="The company's own number of the product; unique.")
    name: Text = Field(description="Name of the product as it stands in the catalogue.")
    kind: Kind = Field(description="hardware, software, model, service or technology.")
    eccn: Classification | None = Field(
        None, description="US classification with its paragraph (3A090.a.1), or EAR99; empty: not yet classified."
    )
    eu_code: Designation | None = Field(None, description="Code in Annex I of Regulation (EU) 2021/821; may be empty.")
    origin: Country = Field(description="Country of origin (ISO 3166-1 alpha-2).")
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


class Component(Record):
    """A product that is part of another one."""

    table: ClassVar[str] = "components"
    key_columns: ClassVar[tuple[str, ...]] = ("sku", "component_sku")
    references: ClassVar[tuple[Reference, ...]] = (
        Reference("sku", "products"),
        Reference("component_sku", "products"),
    )

    sku: Key = Field(description="The product that contains the component.")
    component_sku: Key = Field(description="The product that is contained.")
    quantity: Amount = Field(description="How many of the component one product holds; more than 0.", gt=0)

    @model_validator(mode="after")
    def _not_itself(self) -> Self:
        if self.sku == self.component_sku:
            raise codes.problem("component_sku", "a product cannot be its own component", "name another component_sku")
        return self


class Customer(Record):
    """An organisation that the company sells or ships to."""

    table: ClassVar[str] = "customers"
    key_columns: ClassVar[tuple[str, ...]] = ("customer_id",)

    customer_id: Key = Field(description="The company's own number of the customer; unique.")
    name: Text = Field(description="Full name of the organisation.")
    aliases: Names = Field((), description="Other names, separated by semicolons.")
    headquarters: Country = Field(description="Country of the headquarters (ISO 3166-1 alpha-2).")
    ultimate_parent_name: Text | None = Field(None, description="Name of the ultimate parent company, if any.")
    ultimate_parent_country: Country | None = Field(
        None, description="Country of the ultimate parent's headquarters (ISO 3166-1 alpha-2)."
    )


class Site(Record):
    """A place where a customer receives goods."""

    table: ClassVar[str] = "sites"
    key_columns: ClassVar[tuple[str, ...]] = ("customer_id", "site_id")
    references: ClassVar[tuple[Reference, ...]] = (Reference("customer_id", "customers"),)

    customer_id: Key = Field(description="The customer whose site it is.")
    site_id: Key = Field(description="Number of the site; unique for the customer.")
    address: Text = Field(description="Address in one line.")
    country: Country = Field(description="Country of the site (ISO 3166-1 alpha-2).")


class Contract(Record):
    """A contract with a customer."""

    table: ClassVar[str] = "contracts"
    key_columns: ClassVar[tuple[str, ...]] = ("contract_id",)
    references: ClassVar[tuple[Reference, ...]] = (Reference("customer_id", "customers"),)

    contract_id: Key = Field(description="The company's own number of the contract; unique.")
    customer_id: Key = Field(description="The customer who signed it.")
    signed: Day = Field(description="Day of signature (YYYY-MM-DD).")
    starts: Day | None = Field(None, description="First day of the term (YYYY-MM-DD).")
    ends: Day | None = Field(None, description="Last day of the term (YYYY-MM-DD); empty: open.")
    currency: Currency = Field(description="Currency of the contract (ISO 4217).")

    @model_validator(mode="after")
    def _in_order(self) -> Self:
        if self.starts and self.ends and self.ends < self.starts:
            raise codes.problem("ends", "ends before it starts", f"starts is {self.starts}")
        return self


class Line(Record):
    """One line of a contract: what is sold, who ships it from where to where, and who will use it."""

    table: ClassVar[str] = "lines"
    key_columns: ClassVar[tuple[str, ...]] = ("line_id",)
    references: ClassVar[tuple[Reference, ...]] = (
        Reference("contract_id", "contracts"),
        Reference("sku", "products"),
        Reference("consignee", "customers"),
        Reference("end_user", "customers"),
    )

    line_id: Key = Field(description="The company's own number of the line; unique over all contracts.")
    contract_id: Key = Field(description="The contract that the line belongs to.")
    sku: Key = Field(description="The product sold.")
    exporter: Text | None = Field(None, description="The company's own unit that exports.")
    ship_from: Country | None = Field(
        None, description="Country that the goods leave (ISO 3166-1 alpha-2); without it no export can be judged."
    )
    ship_to: Country = Field(description="Country of destination (ISO 3166-1 alpha-2).")
    consignee: Key | None = Field(None, description="Customer who receives the goods (customer_id).")
    end_user: Key | None = Field(None, description="Customer who will use them (customer_id).")
    end_use: Text | None = Field(None, description="What they will be used for, in words.")
    quantity: Amount = Field(description="Number of units; 0 or more.")
    value: Amount = Field(description="Value of the whole line in its currency; 0 or more.")
    currency: Currency = Field(description="Currency of the value (ISO 4217).")
    starts: Day | None = Field(None, alias="from", description="First day of delivery or service (YYYY-MM-DD).")
    ends: Day | None = Field(None, alias="to", description="Last day of delivery or service (YYYY-MM-DD).")

    @model_validator(mode="after")
    def _in_order(self) -> Self:
        if self.starts and self.ends and self.ends < self.starts:
            raise codes.problem("to", "ends before it starts", f"from is {self.starts}")
        return self


# In this order, so that a table's references point to tables read before it.
TABLES: tuple[type[Record], ...] = (Product, Component, Customer, Site, Contract, Line)
REQUIRED_TABLES = frozenset({"products", "customers", "contracts", "lines"})
