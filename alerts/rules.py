"""The rules that grade and address alerts, read from rules.yaml."""

from collections.abc import Iterable
from dataclasses import dataclass
from importlib.resources import files

import yaml
from pydantic import BaseModel, ConfigDict, Field


@dataclass(frozen=True, slots=True)
class Reach:
    """How far a cause reaches: what rules look at; `named_lines` ship to a destination it names.

    `outcomes` are the ways in which outcomes of current lines part, `actions` what there is to do about these lines;
    `computed` tells whether outcomes were computed.
    """

    kind: str
    classes: frozenset[str]
    products: int
    lines: int
    named_lines: int
    candidates: int
    outcomes: frozenset[str] = frozenset()
    actions: frozenset[str] = frozenset()
    computed: bool = False

    @property
    def substantive(self) -> bool:
        """Whether more than editorial wording changed, or an outcome."""
        return self.classes != frozenset({"editorial"}) or bool(self.outcomes)


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
    outcomes: frozenset[str] | None = None
    actions: frozenset[str] | None = None
    computed: bool | None = None

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
            and (self.outcomes is None or bool(self.outcomes & reach.outcomes))
            and (self.actions is None or bool(self.actions & reach.actions))
            and (self.computed is None or self.computed == reach.computed)
        )


class SeverityRule(_Strict):
    """One line of the severity table."""

    name: str
    when: Condition
    severity: str = Field(pattern="^(high|medium|low|info)$")
    reason: str


class Audience(_Strict):
    """A reader, when an alert concerns that reader, and what to do next by difference of outcome or kind of cause."""

    title: str
    when: Condition
    next_step: dict[str, str]

    def step(self, kind: str, difference: str) -> str:
        """Return the next step for a kind of cause whose weightiest difference on current lines is given ("" none)."""
        own = self.next_step[kind]
        return own if kind != "codes" else self.next_step.get(difference, own)


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
