"""The Entity List read from an official text of part 744."""

from datetime import date

from parties.entity_list.model import EntityList
from parties.entity_list.named import PROVISION, NamedParty, named_parties
from parties.entity_list.reading import EntityListError, entity_list
from regulation.parts import PartTree, read_part_tree, stays, tables

PART = "ecfr-744"
SUPPLEMENT = "Supplement No. 4 to part 744"


def read_entity_list(data: bytes, version: date) -> tuple[EntityList, tuple[NamedParty, ...]]:
    """Return the Entity List, and the parties that part 744 itself names, from the eCFR answer `data` for part 744.

    Raises ReadError for anything but the answer for a whole part, EntityListError when the list is not in it.
    """
    tree = read_part_tree(data, version)
    return _list(tree, data), _named(tree, data)


def _list(tree: PartTree, data: bytes) -> EntityList:
    entry = tree.entry(SUPPLEMENT)
    found = tables(entry, tree.law.source) if entry else ()
    if entry is None or not found:
        raise EntityListError(f"no table of {SUPPLEMENT} in part {tree.part} of {tree.version}")
    return entity_list(tree.version, entry, found[0], tree.law.source, data, stays(tree))


def _named(tree: PartTree, data: bytes) -> tuple[NamedParty, ...]:
    place = tree.find(PROVISION)
    return named_parties(tree.children(place), tree.law.source, data) if place else ()
