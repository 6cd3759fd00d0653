"""The company's tables, one class a table: each field is a column, its description says what to write there.

Columns of the file are the fields' names (or aliases). Every value comes from a text cell; an empty cell is a missing
value. Templates and documentation are generated from the descriptions.
"""

from typing import ClassVar, Self

from pydantic import Field, model_validator

from company import codes
from company.products import Classification, Component, Decision, Parameter, Product
from company.record import Amount, Country, Currency, Day, Key, Names, Record, Reference, Text

__all__ = [
    "REQUIRED_TABLES",
    "TABLES",
    "Classification",
    "Component",
    "Contract",
    "Customer",
    "Decision",
    "Line",
    "Parameter",
    "Product",
    "Record",
    "Reference",
    "Site",
]


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
TABLES: tuple[type[Record], ...] = (
    Product,
    Component,
    Parameter,
    Classification,
    Decision,
    Customer,
    Site,
    Contract,
    Line,
)
REQUIRED_TABLES = frozenset({"products", "customers", "contracts", "lines"})
