"""Differences between two texts of Annex I, with those apart that only the converters made."""

from dataclasses import dataclass, replace
from datetime import timedelta

from regulation.annex.conversion import Sides, is_conversion
from regulation.controls.model import ControlList
from regulation.diff import Difference, differences
from regulation.versions import Tracked


@dataclass(frozen=True, slots=True)
class AnnexDifferences:
    """`changes` are changes of the law's words; `conversion` are differences that the converters made of equal words.

    `same_version` says that both texts bear one version: the change came in place, by a corrigendum, and only the
    content hashes (`before_sha256`, `after_sha256`) tell them apart.
    """

    changes: tuple[Difference, ...]
    conversion: tuple[Difference, ...]
    same_version: bool
    before_sha256: str
    after_sha256: str


def annex_differences(old: ControlList, new: ControlList, tracked: Tracked | None = None) -> AnnexDifferences:
    """Return what changed in the entries from `old` to `new`, in the order of the list.

    The list's own captions and notes are left out: the print of 2021 does not hold those of the consolidated text.
    `tracked`, made of texts without them and with different dates, gives ids that hold over more than two texts.
    """
    same = old.version == new.version
    before, after = replace(old, places=()), replace(new, places=())
    if same:
        # Versions tell texts apart everywhere else; a corrected text keeps its version, so the older steps back a day.
        before = replace(before, version=old.version - timedelta(days=1))
    changes: list[Difference] = []
    conversion: list[Difference] = []
    sides = Sides({one.eccn: one for one in old.entries}, {one.eccn: one for one in new.entries})
    for one in differences(before, after, tracked):
        (conversion if is_conversion(one, sides) else changes).append(one)
    return AnnexDifferences(tuple(changes), tuple(conversion), same, old.sha256, new.sha256)
