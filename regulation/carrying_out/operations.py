"""What each verb does to a text; each operation gives the new text, or refuses with a finding."""

from collections.abc import Callable, Iterable, Sequence
from dataclasses import replace

from regulation.alignment import key
from regulation.amendments.model import Instruction, Verb
from regulation.carrying_out import words as inside
from regulation.carrying_out.bodies import new_units
from regulation.carrying_out.outcome import Finding, RefusalError
from regulation.carrying_out.places import Spot, country_block, found, spot, where_name
from regulation.carrying_out.text import AFTER_TEXT, Address, Text, Unit, last_below, position, relabelled, spelled
from regulation.carrying_out.unprinted import completed, leaves_out, restored
from regulation.controls.model import Kind

RESERVED = "[Reserved]"
_ROWS = (Kind.TABLE_ROW, Kind.LICENCE_ROW)


def apply(text: Text, one: Instruction, no_text: Callable[[Instruction], RefusalError]) -> Text:
    """Return the text after one instruction; raises RefusalError with the finding when it cannot be carried out.

    `no_text` tells what it means that no body is tied to an instruction. Moves go through `moved`.
    """
    if one.target is None or one.verb is None:
        raise RefusalError(Finding.NOT_UNDERSTOOD, f"“{one.not_understood or one.text}” is not understood")
    where = spot(one.target)
    if one.old_words is not None or (one.new_words is not None and not one.body):
        return _changed_words(text, one, where)
    if one.verb is Verb.REMOVE:
        return _removed(text, where)
    if one.verb is Verb.RESERVE:
        return _kept_empty(text, one, where)
    new = new_units(one, where)
    if one.verb is Verb.ADD:
        return _added(text, one, where, new, no_text)
    if one.verb is Verb.CONTINUE:
        return _continued(text, where, new)
    return _revised(text, one, where, new, no_text)


def _added(
    text: Text, one: Instruction, where: Spot, new: Sequence[Unit], no_text: Callable[[Instruction], RefusalError]
) -> Text:
    here = found(text, where)
    if here and new and where.element == "heading" and not _is_headed(text.units[here[0]]):
        first = text.units[here[0]]
        return _swapped(text, here[:1], [replace(first, words=f"{new[0].words} {first.words}", heading=new[0].words)])
    if here and not all(text.units[index].reserved for index in here):
        raise RefusalError(Finding.EXISTS, f"{where_name(where)} already exists in {text}")
    above = where.address[:-1] if where.whole else where.address
    if above and not text.below(above):
        raise RefusalError(
            Finding.ABSENT, f"{spelled(above)} does not exist in {text}, so {where_name(where)} has no place"
        )
    if not new:
        raise no_text(one)
    if here and where.whole and text.units[here[0]].also:
        raise RefusalError(Finding.NOT_MODELLED, f"{where_name(where)} is kept empty together with others")
    text = text.without(here)
    at = position(text, where.address) if where.whole else _element_position(text, where, new)
    return text.inserted(at, new)


def _is_headed(one: Unit) -> bool:
    return bool(one.heading) or one.kind is Kind.HEADING or bool(one.name)


def _element_position(text: Text, where: Spot, new: Sequence[Unit]) -> int:
    """Return where a note, row or definition goes: rows and definitions by name, all else after its paragraph."""
    end = last_below(text, where.address)
    if "“" not in where.element:
        own = [index for index in text.below(where.address) if text.units[index].address == where.address]
        first = where.element in ("introductory text", "heading")
        return own[0] + 1 if first and own else end
    low, high = country_block(text, where) or (0, len(text.units))
    kinds = (*_ROWS, Kind.TEXT, Kind.PARAGRAPH)
    alike = [
        index
        for index in text.below(where.address)
        if low <= index < high and text.units[index].kind in kinds and text.units[index].name
    ]
    before = [index for index in alike if _sorted_by(text.units[index]) <= _sorted_by(new[0])]
    return before[-1] + 1 if before else alike[0] if alike else end


def _sorted_by(one: Unit) -> str:
    named = one.cells[1] if len(one.cells) > 1 and one.cells[1] else one.words
    return named.lstrip("“").casefold()


def _revised(
    text: Text, one: Instruction, where: Spot, new: Sequence[Unit], no_text: Callable[[Instruction], RefusalError]
) -> Text:
    if inside.is_sentence(where.element):
        return _revised_sentence(text, one, where, no_text)
    here = _there(text, where)
    if not new:
        raise no_text(one)
    first = text.units[here[0]]
    if where.whole:
        kept = [text.units[index] for index in here if text.units[index].kind in AFTER_TEXT]
        if leaves_out(new):
            own = [index for index in here if text.units[index].kind not in AFTER_TEXT]
            new = restored(text, own, new)
        headed = first.kind is Kind.HEADING and new[0].address != first.address
        return _swapped(text, here, [*([first] if headed else []), *new, *kept])
    if where.element == "heading" and len(where.address) > 1 and first.kind is not Kind.HEADING:
        return _swapped(text, here[:1], [_headed(first, new[0])])
    if len(here) == 1 and leaves_out(new):
        return _swapped(text, here, [completed(new[0], first)])
    if len(here) == 1:
        return _swapped(text, here, [replace(first, words=new[0].words, heading=new[0].heading, cells=new[0].cells)])
    return _swapped(text, here, new)


def _headed(old: Unit, new: Unit) -> Unit:
    if not old.heading or not old.words.startswith(old.heading):
        raise RefusalError(Finding.NOT_MODELLED, f"the text does not tell the heading of {old.place} from its words")
    rest = old.words[len(old.heading) :].lstrip(" .—")
    return replace(old, words=f"{new.words} {rest}".strip(), heading=new.words)


def _revised_sentence(
    text: Text, one: Instruction, where: Spot, no_text: Callable[[Instruction], RefusalError]
) -> Text:
    index, unit, (start, end) = _sentence(text, where)
    new = new_units(one, Spot(where.address, "introductory text"))
    if not new:
        raise no_text(one)
    words = f"{unit.words[:start]}{new[0].words}{unit.words[end:]}"
    return _swapped(text, (index,), [replace(unit, words=words)])


def _sentence(text: Text, where: Spot) -> tuple[int, Unit, tuple[int, int]]:
    name = "introductory text" if len(where.address) == 1 else ""
    unit = text.at(where.address, name)
    span = inside.sentence(where.element, unit.words) if unit else None
    if unit is None or span is None:
        raise RefusalError(Finding.ABSENT, f"{where_name(where)} does not exist in {text}")
    return text.units.index(unit), unit, span


def _removed(text: Text, where: Spot) -> Text:
    if inside.is_sentence(where.element):
        index, unit, (start, end) = _sentence(text, where)
        words = f"{unit.words[:start].rstrip()} {unit.words[end:].lstrip()}".strip()
        return _swapped(text, (index,), [replace(unit, words=words)])
    here = _there(text, where)
    if text.units[here[0]].also:
        raise RefusalError(Finding.NOT_MODELLED, f"{where_name(where)} is kept empty together with others")
    return text.without(here)


def _kept_empty(text: Text, one: Instruction, where: Spot) -> Text:
    """Keep a place empty: "remove and reserve" needs it, "add and reserve" makes it."""
    here = found(text, where)
    removes = "remov" in one.text[slice(*one.span)].lower()
    if not here and removes:
        raise RefusalError(Finding.ABSENT, f"{where_name(where)} does not exist in {text}")
    if here:
        first = text.units[here[0]]
        return _swapped(text, here, [replace(first, words=RESERVED, kind=Kind.RESERVED, heading="")])
    above = where.address[:-1]
    if above and not text.below(above):
        raise RefusalError(Finding.ABSENT, f"{spelled(above)} does not exist in {text}")
    unit = Unit(where.address, RESERVED, _label(where.address), kind=Kind.RESERVED)
    return text.inserted(position(text, where.address), [unit])


def _label(address: Address) -> str:
    if len(address) == 1:
        return f"§ {address[0]}"
    return f"({address[-1]})" if " " not in address[0] else f"{'.'.join(address[2:]) or address[-1]}."


def _continued(text: Text, where: Spot, new: Sequence[Unit]) -> Text:
    here = _there(text, where)
    if new and key(_said(text.units[index] for index in here)) != key(_said(new)):
        raise RefusalError(
            Finding.READS_OTHERWISE, f"{where_name(where)} reads otherwise in {text} than the document says"
        )
    return text


def _said(units: Iterable[Unit]) -> str:
    return " ".join(one.printed for one in units)


def _changed_words(text: Text, one: Instruction, where: Spot) -> Text:
    """Replace, take out or put in quoted words, in each place or in the only one."""
    here = _there(text, where)
    old, new = one.old_words, one.new_words or ""
    if old is None and one.position and one.anchor is None:
        first = text.units[here[0]]
        return _swapped(text, here[:1], [replace(first, words=_with_added(first.words, one, where))])
    if old is None:
        beside = one.anchor
        if beside is None:
            raise RefusalError(Finding.NOT_UNDERSTOOD, f"“{new}” is added, but the words it stands beside are not told")
        old = beside[1]
        new = inside.appended(old, new) if beside[0] == "after" else f"{new} {old}"
    found_at = {index: inside.meant(text.units[index].words, old, one, where.element) for index in here}
    total = sum(map(len, found_at.values()))
    if not total:
        raise RefusalError(Finding.NO_WORDS, f"“{old}” does not stand {_side(one)}in {where_name(where)} of {text}")
    if total > 1 and not inside.everywhere(one):
        raise RefusalError(
            Finding.MANY_WORDS,
            f"“{old}” stands {total} times in {where_name(where)} of {text}; which is meant is not said",
        )
    changed = {index: _with_words(text.units[index], spans, old, new) for index, spans in found_at.items() if spans}
    return text.with_units(changed.get(index, unit) for index, unit in enumerate(text.units))


def _with_added(words: str, one: Instruction, where: Spot) -> str:
    """Return words with others at the end or beginning of the place, or of its sentence."""
    low, high = (inside.sentence(where.element, words) if inside.is_sentence(where.element) else None) or (
        0,
        len(words),
    )
    own, new = words[low:high], one.new_words or ""
    own = inside.appended(own, new) if one.position == "end" else f"{new} {own.lstrip()}"
    return f"{words[:low]}{own}{words[high:]}"


def _side(one: Instruction) -> str:
    """Say which of several the words are, as people do: "after “;” ", "at the end "."""
    beside = f"{one.anchor[0]} “{one.anchor[1]}” " if one.anchor and one.old_words is not None else ""
    return f"{beside}at the {one.position} " if one.position else beside


def _with_words(unit: Unit, spans: Sequence[tuple[int, int]], old: str, new: str) -> Unit:
    if unit.cells and len(spans) < len(list(inside.spans(unit.words, old))):
        raise RefusalError(Finding.NOT_MODELLED, f"{unit.place}: words of a row are not told apart by where they stand")
    cells = tuple(inside.replaced(cell, old, new) for cell in unit.cells)
    return replace(unit, words=inside.changed(unit.words, spans, new), cells=cells)


def moved(text: Text, other: Text, moves: Sequence[tuple[Spot, Spot]]) -> tuple[Text, Text]:
    """Return both texts after places have moved, all at once: (c) to (d) and (d) to (e) in one step.

    `text` is where they stood, `other` where they go (the same text, unless they are transferred).
    """
    same = text is other
    lifted = [_lifted(text, old, new) for old, new in moves]
    text = text.without(index for old, _ in moves for index in _there(text, old))
    other = text if same else other
    for (_, new), units in zip(moves, lifted, strict=True):
        there = found(other, new)
        if there and not all(other.units[index].reserved for index in there):
            raise RefusalError(Finding.EXISTS, f"{where_name(new)} already exists in {other}")
        other = other.without(there)
        above = new.address[:-1]
        if above and not other.below(above):
            raise RefusalError(Finding.ABSENT, f"{spelled(above)} does not exist in {other}")
        other = other.inserted(position(other, new.address), units)
    return (other if same else text), other


def _lifted(text: Text, old: Spot, new: Spot) -> list[Unit]:
    if not (old.whole and new.whole):
        raise RefusalError(
            Finding.NOT_MODELLED, f"{where_name(old)}: only whole paragraphs, sections and entries are moved"
        )
    units = [text.units[index] for index in _there(text, old)]
    size = len(old.address)
    return [relabelled(one, (*new.address, *one.address[size:]), size) for one in units]


def _there(text: Text, where: Spot) -> tuple[int, ...]:
    here = found(text, where)
    if not here:
        raise RefusalError(Finding.ABSENT, f"{where_name(where)} does not exist in {text}")
    return here


def _swapped(text: Text, here: Sequence[int], units: Sequence[Unit]) -> Text:
    """Return the text with other units where the first of `here` stood."""
    return text.without(here).inserted(here[0], units)
