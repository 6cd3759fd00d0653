"""The rules that grade and address alerts, read from rules.yaml."""

from collections.abc import Iterable
from dataclasses import dataclass
from importlib.resources import files

import yaml
from pydantic import BaseModel, ConfigDict, Field


@dataclass(frozen=True, slots=True)
class Reach:
    """How far a cause reaches: the numbers that rules look at; `named_lines` ship to a destination it names."""

    kind: str
    classes: frozenset[str]
    products: int
    lines: int
    named_lines: int
    candidates: int

    @property
    def substantive(self) -> bool:
        """Whether more than editorial wording changed."""
        return self.classes != frozenset({"editorial"})


class _Strict(BaseModel):
    model_config = ConfigDict(extra="forbid", frozen=True)


class Condition(_Strict):
    """When a rule fits; an absent part fits always."""

    kind: str | None = None
    classes: frozenset[str] | None = None
    min_products: int = 0
    min_lines: int = 0
    min_named_lines: int = 0
    min_candidates: int = 0
    substantive: bool = False

    def fits(self, reach: Reach) -> bool:
        """Tell whether the cause reaches as far as this condition asks."""
        return (
            (self.kind is None or self.kind == reach.kind)
            and (self.classes is None or bool(self.classes & reach.classes))
            and reach.products >= self.min_products
            and reach.lines >= self.min_lines
            and reach.named_lines >= self.min_named_lines
            and reach.candidates >= self.min_candidates
            and (reach.substantive or not self.substantive)
        )


class SeverityRule(_Strict):
    """One line of the severity table."""

    name: str
    when: Condition
    severity: str = Field(pattern="^(high|medium|low|info)$")
    reason: str


class Audience(_Strict):
    """A reader, when an alert concerns that reader, and what to do next by kind of cause."""

    title: str
    when: Condition
    next_step: dict[str, str]


class Rules(_Strict):
    """The whole file."""

    version: int
    carrying_references: tuple[str, ...]
    unattributed_apart: int
    severity: tuple[SeverityRule, ...]
    audiences: dict[str, Audience]

    def grade(self, reach: Reach) -> SeverityRule:
        """Return the first severity rule that fits; raises LookupError when the table has a hole."""
        for rule in self.severity:
            if rule.when.fits(reach):
                return rule
        raise LookupError(f"no severity rule fits {reach}: add a last rule without conditions to rules.yaml")

    def concerned(self, reach: Reach) -> Iterable[str]:
        """Yield the names of the audiences that a cause of this reach concerns."""
        return (name for name, audience in sorted(self.audiences.items()) if audience.when.fits(reach))


def load() -> Rules:
    """Read the rules shipped with the program."""
    return Rules.model_validate(yaml.safe_load((files("alerts") / "rules.yaml").read_text(encoding="utf-8")))
