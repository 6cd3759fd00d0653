"""The three lists of parties in supplements to 15 CFR part 744, and how their official tables stand."""

import re
from dataclasses import dataclass

COUNTRY = 0


@dataclass(frozen=True, slots=True)
class Layout:
    """A list's table: `columns` as printed, and at which of them what stands; None: the list has no such column.

    `requirement_above` and `policy_above` find the sentence of the words above the table that says it for all rows.
    """

    list: str
    name: str
    supplement: str
    columns: tuple[str, ...]
    entity: int
    citation: int
    requirement: int | None = None
    policy: int | None = None
    requirement_above: re.Pattern[str] | None = None
    policy_above: re.Pattern[str] | None = None


ENTITY = Layout(
    "EL",
    "Entity List",
    "Supplement No. 4 to part 744",
    ("Country", "Entity", "License requirement", "License review policy", "Federal Register citation"),
    1,
    4,
    2,
    3,
)
UNVERIFIED = Layout(
    "UVL",
    "Unverified List",
    "Supplement No. 6 to part 744",
    ("Country", "Listed person and address", "Federal Register citation"),
    1,
    2,
    requirement_above=re.compile(r"Exports, reexports, and transfers .+ of the EAR\."),
)
MILITARY = Layout(
    "MEU",
    "Military End-User List",
    "Supplement No. 7 to part 744",
    ("Country", "Entity", "Federal Register citation"),
    1,
    2,
    requirement_above=re.compile(r"The license requirement for entities listed .+? to part 744\.(?=\s|$)"),
    policy_above=re.compile(r"The license application procedure and license review policy .+\."),
)
LAYOUTS = {one.list: one for one in (ENTITY, UNVERIFIED, MILITARY)}
