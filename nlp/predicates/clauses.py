"""The words of one paragraph as a predicate: bounds joined by and/or, facts, references, and what was not read."""

import re
from collections.abc import Iterator, Sequence
from dataclasses import replace

from nlp.predicates.comparisons import Comparison, comparisons
from nlp.predicates.conditions import all_of, any_of, conditions
from nlp.predicates.exceptions import exception, items, quantity_before, taken_out
from nlp.predicates.formulas import formulas
from nlp.predicates.joining import Item, joined_items
from nlp.predicates.naming import NOTHING, SHARES, Above, named
from nlp.predicates.sources import Source
from regulation.thresholds import Bound, Comparator, Fact, Node, Not, Quantity, Unread, Value, Words, unit, value

DEEPEST = 60  # exceptions and alternatives inside one another; the longest sentence of the lists has far fewer
# A bound before which one of these stands is denied.
_DENIED = re.compile(
    r"\b(?:(?:do|does)\s+not\s+have|not\s+having|without|not\s+capable\s+of(?:\s+exceeding)?)\s+(?:an?\s+|the\s+)?$",
    re.IGNORECASE,
)
_JOINT = re.compile(r"(?P<comma>[\s,;]*)\b(?P<word>and|or|but)\b", re.IGNORECASE)
# Words that only tell how the quantity is taken.
_CONTEXT = re.compile(
    r"(?:\b(?:rated|for|operations?|operating|designed|modified|or|and|to|operate|at|be|capable|of|when|measured|any|as"
    r"|specified|with|having|an?|within|in|the|over|range|being|able|providing|usable|through|all|every|while|where|if"
    r"|maintaining|on|anywhere)\b|\W)+",
    re.IGNORECASE,
)
# "more than X or more than Y, whichever is higher" asks for both.
_EXTREME = re.compile(r"[,\s]*\bwhichever is (?P<which>higher|greater|larger|lower|less|smaller)\b", re.IGNORECASE)
# "processing performance measured in TOPS, aggregated over all processor units, of 4800"
_OVER = re.compile(r",\s+(?P<over>(?:aggregated|averaged|summed) over [^,]+)$")
_SQUARE = re.compile(r"\[[^\]]*\]")
_OUTSIDE = re.compile(r"\boutside\s+(?:of\s+)?(?:the\s+|an?\s+)?[\w\s]{0,60}$", re.IGNORECASE)
_BEYOND = {">=": "<", "<=": ">"}
_COVERED = {">=": "<=", "<=": ">="}
_HOW = re.compile(
    r"[\s,]*(?:not including|including|when measured|measured|according to|as defined|based on"
    r"|to (?:or|and) from)\b",
    re.IGNORECASE,
)


def read_clause(
    own: Source, start: int, end: int, above: Above = NOTHING, flat: bool = False, depth: int = 0
) -> Node | None:
    """Return the predicate that the words of `[start, end)` state, None when they state nothing.

    `above` is what the paragraph above it says for it; `flat` that the source prints raised figures flat. Of more than
    `DEEPEST` exceptions and alternatives inside one another the rest is kept as not read.
    """
    if depth > DEEPEST:
        return Unread(own.words(start, end), "too many exceptions in one sentence")
    below = depth + 1
    alternatives = items(own.plain, start, end)
    if alternatives:
        ways = (read_clause(own, first, last, above, flat, below) for first, last in alternatives)
        return any_of([way for way in ways if way])
    cut = exception(own.plain, start, end)
    if cut:
        lent = Above(quantity_before(own, cut), above.sign) if cut.goes_on else above
        kept = read_clause(own, start, cut.kept, above, flat, below)
        taken = taken_out(own, cut, read_clause(own, cut.start, cut.end, NOTHING, flat, below))
        rest = read_clause(own, cut.end, end, lent, flat, below)
        return all_of([node for node in (kept, taken, rest) if node])
    extreme = _EXTREME.search(own.plain, start, end)
    parts = list(_items(own, start, extreme.start() if extreme else end, above, flat))
    return joined_items(parts, extreme["which"].lower() if extreme else "")


def _items(own: Source, start: int, end: int, above: Above, flat: bool) -> Iterator[Item]:
    """Yield the parts of a clause: each comparison with the facts before it, then the facts behind the last."""
    position, names = start, {"": above.quantity}
    low = False  # the lower end of a range that the item must lie outside of, or cover, came before
    item: Item | None = None
    for one, more in _found(own.plain, start, end, above.sign):
        if item:
            yield item
        told = named(own, position, one, more, end)
        base = unit(one.unit).base
        named_so, taken = _apart(told.name)
        name = named_so or names.get(base, names[""] if len(names) == 1 else "")
        one, name, low = _ranged(own, position, one, name, names.get(base, ""), low)
        names[base] = name.removesuffix(" from")
        lead = own.plain[position : told.start]
        denied = _DENIED.search(lead)
        limit = position + denied.start() if denied else told.start
        context = lead.strip() if _CONTEXT.fullmatch(lead) and not denied else ""
        facts = [] if context else conditions(own, position, limit)
        words = own.words(position if context else told.start, told.end)
        share = own.plain[one.end : told.end].strip() if one.unit in SHARES and not more else ""
        bound = _bound(Quantity(name), one, more, words, flat)
        bound = replace(bound, context=" ".join(filter(None, (context.strip(" ,;"), taken, share))))
        item = _item(own, start, position, one.start, [*facts, Not(bound, words) if denied else bound])
        if one.sign == ">" and own.plain[one.start : one.number_start].strip() in ("to", "and"):
            item.joint = "or"  # beyond a range is below it or above it
        position = told.end
    rest = conditions(own, position, end)
    if item and _only_measures(own.plain[position:end], rest):
        item.nodes[-1] = _measured(item.nodes[-1], own, position, end)
        rest = []
    if item:
        yield item
    if rest:
        yield _item(own, start, position, end, rest)


def _apart(name: str) -> tuple[str, str]:
    """Return the name of a quantity and the words behind it that tell over what it is taken."""
    over = _OVER.search(name)
    return (name[: over.start()], over["over"]) if over else (name, "")


def _ranged(
    own: Source, start: int, one: Comparison, name: str, before: str, low: bool
) -> tuple[Comparison, str, bool]:
    """Return a comparison, its quantity's name and whether it is the lower end of a range to be left or covered.

    "outside the range from 219 K to 397 K" is below or above it; "over the entire range from 218 K to 398 K" and "from
    below −54 °C to above +125 °C" speak of the lower and of the upper end of what is rated.
    """
    if low and own.plain[one.start : one.number_start].strip() in ("to", "and"):
        covers = before.endswith("range") and "entire" in before
        sign = (_COVERED if covers else _BEYOND).get(one.sign, one.sign)
        return replace(one, sign=sign), f"{before} to" if covers else before, False
    if name == "to":
        return one, f"{before} to", False
    opens = own.plain[one.start : one.number_start].strip().lower() in ("from", "between")
    if opens and _OUTSIDE.search(own.plain, start, one.start):
        return replace(one, sign=_BEYOND.get(one.sign, one.sign)), name, True
    if opens and "entire" in name:
        return replace(one, sign=_COVERED.get(one.sign, one.sign)), f"{name} from", True
    return one, name, False


def _item(own: Source, start: int, position: int, end: int, nodes: list[Node]) -> Item:
    joint = _JOINT.match(own.plain, position, end)
    if joint is None:
        return Item("," if position > start else "", nodes)
    return Item(joint["word"].lower(), nodes, "," in joint["comma"])


def _only_measures(plain: str, rest: Sequence[Node]) -> bool:
    """Return whether words behind a bound only say how it is taken: at 20 °C, not including parity bits."""
    return _HOW.match(plain) is not None or all(isinstance(one, Fact) and one.measured for one in rest)


def _measured(node: Node, own: Source, start: int, end: int) -> Node:
    """Return a bound that keeps the words behind it, which say how its quantity is taken."""
    if isinstance(node, Not):
        return replace(node, part=_measured(node.part, own, start, end))
    if not isinstance(node, Bound) or node.words is None:
        return node
    how = own.words(start, end)
    words = own.words(node.words.start - own.start, end) if how.text else node.words
    return replace(node, words=words, context=" ".join(filter(None, (node.context, how.text.strip(" ,;")))))


def _found(plain: str, start: int, end: int, implied: str) -> list[tuple[Comparison, list[Comparison]]]:
    """Return the comparisons in the range, each with the converted values behind it."""
    # What stands in square brackets says a formula again.
    text = _SQUARE.sub(lambda inner: " " * len(inner.group()), plain[start:end])
    grouped: list[tuple[Comparison, list[Comparison]]] = []
    numbers = [one for one in comparisons(text, implied, bare=True) if one.sign != "="]
    ranges = [(one.start, one.end) for one in numbers]
    texts = [one for one in formulas(text) if not any(low < one.end and one.start < high for low, high in ranges)]
    for one in sorted((*numbers, *texts), key=lambda found: found.start):
        moved = one.moved(start)
        if one.converts and grouped:
            grouped[-1][1].append(moved)
        else:
            grouped.append((moved, []))
    return grouped


def _bound(quantity: Quantity, one: Comparison, more: Sequence[Comparison], words: Words, flat: bool) -> Bound:
    converted = tuple(f"{other.number} {other.unit}".strip() for other in more)
    told = Value(one.number, None, "not a number") if one.formula else value(one.number, flat)
    doubt = "" if told.uncertain else one.doubt if not one.flat or flat else ""
    return Bound(quantity, Comparator(one.sign), told, unit(one.unit), words, converted, doubt=doubt)
