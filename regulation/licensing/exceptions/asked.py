"""The transaction that rules are tested on, with what the steps before have found of it."""

from collections.abc import Iterable, Mapping, Sequence
from dataclasses import dataclass, field

from regulation.controls.licence_exceptions import ListException
from regulation.licensing.groups import Groups
from regulation.licensing.law import HeldEntry, Law, NotHeldError
from regulation.licensing.model import EAR99, Case, Party, Requirement, Step
from regulation.licensing.rows import RowRule

CLASSIFICATION = "classification of the item (ECCN)"  # as the step before names it
END_USER, CONSIGNEE = "end user", "consignee"


@dataclass(frozen=True, slots=True, eq=False)
class Asked:
    """A case with the entry of its code (None where there is none), the Country Groups and the requirements found.

    `of_lists` are the requirements by reason for control (General Prohibitions One to Three), `others` those of parts
    744 and 746 that no stay takes out. `rows` are the entry's licence requirements, `lines` its list-based exceptions
    by symbol (NAC and ACA share one).
    """

    case: Case
    law: Law
    entry: HeldEntry | None
    groups: Groups
    requirements: tuple[Requirement, ...] = ()
    of_lists: tuple[Requirement, ...] = ()
    others: tuple[Requirement, ...] = ()
    rows: tuple[RowRule, ...] = ()
    lines: Mapping[str, ListException] = field(default_factory=dict)

    def of_role(self, role: str) -> tuple[Party, ...]:
        """Return the parties of a role."""
        return tuple(one for one in self.case.parties if one.role == role)


def asked(case: Case, law: Law, found: Sequence[Step]) -> Asked:
    """Return what rules are tested on; raises NotHeldError where the Country Groups of the day are not held."""
    requirements = tuple(one for step in found for one in step.requirements if one.holds is not False)
    entry = _entry(case, law)
    rows = law.rows(entry) if entry else ()
    lines = law.lines(entry) if entry else {}
    of_lists = tuple(one for one in requirements if not is_other(one))
    others = tuple(one for one in requirements if is_other(one) and one.operative)
    return Asked(case, law, entry, law.groups(case.on), requirements, of_lists, others, rows, lines)


def is_other(requirement: Requirement) -> bool:
    """Return whether a requirement is one of part 744 or 746 (end use, end user, embargo)."""
    return _of_part(requirement.basis) or _of_part(requirement.reason)


def reasons_of(requirements: Iterable[Requirement]) -> tuple[str, ...]:
    """Return the reasons of requirements once each, in their order."""
    return tuple(dict.fromkeys(one.reason for one in requirements))


def _of_part(words: str) -> bool:
    return words.startswith(("744.", "746.")) or " to part 744" in words or " to part 746" in words


def _entry(case: Case, law: Law) -> HeldEntry | None:
    if case.code in ("", EAR99):
        return None
    try:
        return law.entry(case.code.partition(".")[0], case.on)
    except NotHeldError:
        return None  # told by the step that asks for the reasons for control
