"""Places named in words, put onto what surrounds them: from a phrase's steps to a target."""

import re
from collections.abc import Sequence
from dataclasses import replace

from regulation.amendments.labels import LEVELS, Path, completed, expanded, rank
from regulation.amendments.model import Target
from regulation.amendments.places import Found, Ref

_CAPITAL_IN_STEPS = ("note", "table", "figure", "footnote", "example")
CCL = "Supplement No. 1 to part 774"
# Headings above the paragraphs of an entry of the list, which are cited without them: ECCN 2B350, k.
_ABOVE_ITEMS = ("Items", "List of Items Controlled")
_PART_OF_ENTRY = re.compile(r" (?:section|paragraph)s?$")
_DESTINATION = re.compile(r"[A-Z][A-Z’'., -]+")


def resolved(places: Sequence[Found], base: Target) -> list[tuple[Found, Target | None]]:
    """Return each place of a list with its target; a shortened paragraph is completed from the one before it.

    A range becomes one pair for each member. The target is None where the words do not say which text is meant.
    """
    found: list[tuple[Found, Target | None]] = []
    before: Target | None = None
    for place in places:
        targets = _targets(place.chain, base, before)
        if before and targets == [None]:  # "the heading of § 1.5 and paragraph (a)": of that section
            around = Target(before.part, section=before.section, container=before.container)
            targets = _targets(place.chain, around, before)
        for target in targets:
            found.append((place, target))
            before = target or before
    return found


def _targets(chain: tuple[Ref, ...], base: Target, before: Target | None) -> list[Target | None]:
    target: Target | None = base
    for index, ref in enumerate(chain):
        if target is None:
            return [None]
        if ref.kind == "range":
            members = _members(chain[index : index + 2], target, before)
            for tail in chain[index + 2 :]:
                members = [_applied(one, tail, before) if one else None for one in members]
            return members
        target = _applied(target, ref, before)
    return [target]


def _members(ends: tuple[Ref, ...], base: Target, before: Target | None) -> list[Target | None]:
    if base.container:
        inside = [_paragraph(base, path, before) for path in expanded(ends[0].path, ends[1].path)]
        return inside or [None]
    first = _paragraph(base, ends[0].path, before)
    if first is None:
        return [None]
    paths = expanded(first.inner or first.paragraphs, ends[1].path)
    if first.inner:
        return [replace(first, inner=path) for path in paths] or [None]
    return [replace(first, paragraphs=path) for path in paths] or [None]


def _applied(base: Target, ref: Ref, before: Target | None) -> Target | None:
    match ref.kind:
        case "part":
            return Target(part=ref.value)
        case "chapter":
            return Target(part=base.part, container=ref.value)
        case "subpart":
            return Target(part=base.part, subpart=ref.value)
        case "section" if own_section(base, ref.value):
            return replace(base, steps=(*base.steps, own_section(base, ref.value)), element="")
        case "section":
            return Target(part=ref.value.partition(".")[0], section=ref.value)
        case "container":
            return Target(part=base.part, container=_container(ref, base))
        case "eccn":
            return Target(part=base.part, container=base.container or CCL, steps=(f"ECCN {ref.value}",))
        case "paragraph":
            return _paragraph(base, ref.path, before)
        case "under":
            return _under(base, ref.value) if base.container else base
        case "quote" | "words":  # what is quoted is no place
            return None
        case "dotted" | "comment" | "step":
            return _step(base, ref)
        case "element" | "definition" | "entry":
            return _element(base, ref)
    return base


def _under(base: Target, heading: str) -> Target:
    """Put a heading below the others; a destination stands beside the last one: "under RUSSIA … and under IRAN"."""
    steps = base.steps
    if steps and _DESTINATION.fullmatch(steps[-1]) and _DESTINATION.fullmatch(heading):
        steps = steps[:-1]
    return replace(base, steps=(*steps, heading))


def own_section(base: Target, number: str) -> str:
    """Return the step of a section inside an appendix or the official interpretations, "" for a section of the code.

    "Section 2.1" of an appendix to part 3 is its own where the number is not of that part; in a Supplement I the
    sections are headings above the comments.
    """
    if base.container.startswith("Supplement I to"):
        return f"Section {number}"
    appended = base.container.startswith("Appendix") and number.partition(".")[0] != base.part
    return f"section {number}" if appended else ""


def _container(ref: Ref, base: Target) -> str:
    owner = ref.path[0] if ref.path else f"part {base.part}"
    if owner == "part":
        owner = f"part {base.part}"
    if owner.startswith("subpart ") and " of " not in owner:
        owner += f" of part {base.part}"
    return f"{ref.value} to {owner if owner[0].isalpha() else f'§ {owner}'}"


def _paragraph(base: Target, path: Path, before: Target | None) -> Target | None:
    if base.container:
        return replace(base, steps=(*base.steps, "".join(f"({label})" for label in path)), element="")
    if not base.section:
        return None
    if base.element.startswith("definition"):
        previous = before.inner if before and _same(before, base) else base.inner
        levels = LEVELS if rank(path[0], LEVELS[0]) else LEVELS[1:]
        return replace(base, inner=completed(path, previous, levels))
    previous = before.paragraphs if before and before.section == base.section and not before.inner else base.paragraphs
    if not previous and not rank(path[0], LEVELS[0]):
        return None if len(path) == 1 and not path[0].isdigit() else replace(base, paragraphs=path, element="")
    return replace(base, paragraphs=completed(path, previous), element="")


def _same(one: Target, other: Target) -> bool:
    return (one.section, one.element) == (other.section, other.element)


def _step(base: Target, ref: Ref) -> Target | None:
    if not base.container and base.inner:  # "Note 2 to paragraph (b)(3)" of a definition
        return replace(base, detail=_joined(base.detail, ref.value[:1].lower() + ref.value[1:]))
    if not base.container:
        own = ref.value[:1].lower() + ref.value[1:]
        return replace(base, element=_joined(base.element, own)) if base.section else None
    steps = base.steps
    if ref.kind == "comment":  # a comment's number is found without the section's heading above it
        steps = tuple(step for step in steps if not step.startswith("Section "))
    if ref.kind in ("dotted", "step") and base.eccn:
        steps = tuple(step for step in steps if step not in _ABOVE_ITEMS)
    value = ref.value.capitalize() if ref.value.startswith(_CAPITAL_IN_STEPS) else ref.value
    return replace(base, steps=(*steps, value))


def _element(base: Target, ref: Ref) -> Target | None:
    if ref.kind == "definition":
        return replace(base, element=f"definition “{ref.value}”", inner=()) if base.section or base.container else None
    if ref.kind == "entry":
        return _entry(base, ref.value)
    if ref.value == "items paragraph" and base.container:
        return replace(base, steps=(*(step for step in base.steps if step not in _ABOVE_ITEMS), "Items"))
    if ref.value.partition(" ")[0] in ("License", "List", "Reason", "Reasons", "Special", "Related", "Reporting"):
        return replace(base, steps=(*base.steps, _PART_OF_ENTRY.sub("", ref.value).replace("tables", "table")))
    if not (base.part or base.section or base.container):
        return None
    if base.inner:
        return replace(base, detail=_joined(base.detail, ref.value))
    if base.container and ref.value == "technical note":
        return replace(base, steps=(*base.steps, "Technical Note"))
    if base.container and ref.value.startswith(_CAPITAL_IN_STEPS):
        return replace(base, steps=(*base.steps, ref.value.capitalize()))
    return replace(base, element=_joined(base.element, ref.value))


def _entry(base: Target, name: str) -> Target | None:
    if base.container:
        return replace(base, steps=(*base.steps, f"entry “{name}”"), element="")
    if not base.section and base.element not in ("table of contents", "authority citation"):
        return None
    word = "row" if "table" in base.element.lower() else "entry"
    return replace(base, element=_joined(base.element, f"{word} “{name}”"))


def _joined(outer: str, inner: str) -> str:
    if outer.endswith("text") and inner.endswith(("sentence", "sentences")):
        return f"{outer}, {inner}"
    return f"{outer} {inner}" if outer and not inner.startswith(outer) else inner
