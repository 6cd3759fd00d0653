"""The lists of parties read from an official text of part 744."""

from datetime import date

from parties.entity_list.layouts import ENTITY, Layout
from parties.entity_list.model import EntityList
from parties.entity_list.named import PROVISION, NamedParty, named_parties
from parties.entity_list.reading import EntityListError, entity_list
from regulation.parts import PartTree, read_part_tree, stays, tables

PART = "ecfr-744"


def read_lists(data: bytes, version: date, *layouts: Layout) -> tuple[EntityList, ...]:
    """Return the lists of these layouts from the eCFR answer `data` for part 744.

    Raises ReadError for anything but the answer for a whole part, EntityListError when a list is not in it.
    """
    tree = read_part_tree(data, version)
    return tuple(_list(tree, data, layout) for layout in layouts)


def read_entity_list(data: bytes, version: date, layout: Layout = ENTITY) -> tuple[EntityList, tuple[NamedParty, ...]]:
    """Return the list of a layout and, with the Entity List, the parties that part 744 itself names.

    Raises as `read_lists` does.
    """
    tree = read_part_tree(data, version)
    return _list(tree, data, layout), _named(tree, data) if layout is ENTITY else ()


def _list(tree: PartTree, data: bytes, layout: Layout) -> EntityList:
    entry = tree.entry(layout.supplement)
    found = tables(entry, tree.law.source) if entry else ()
    if entry is None or not found:
        raise EntityListError(f"no table of {layout.supplement} in part {tree.part} of {tree.version}")
    return entity_list(tree.version, entry, found[0], tree.law.source, data, stays(tree), layout)


def _named(tree: PartTree, data: bytes) -> tuple[NamedParty, ...]:
    place = tree.find(PROVISION)
    return named_parties(tree.children(place), tree.law.source, data) if place else ()
