"""A paragraph that kept its number and now means something else, with the SKUs to look at again."""

from collections.abc import Iterable, Sequence

from dashboard import formats as f
from dashboard import markup as m
from dashboard import screen
from dashboard.law.places import address
from graph.reads.meanings import Meaning, ToCheck, Where

SHOWN = 40
WHERE = {
    Where.THERE: "Classified there",
    Where.BELOW: "Classified below it",
    Where.ABOVE: "Classified above it, less precisely: check which paragraph is meant",
}


def cards(found: Iterable[Meaning]) -> Sequence[m.Html]:
    """Return a card for each of these changes that concerns SKUs, and one line on all the others."""
    every = list(found)
    others = [one for one in every if not one.products]
    made = [card(one) for one in every if one.products]
    if not others:
        return made
    links = [m.link("change", one.designation, change=one.change.id) for one in others]
    words = "Kept their numbers, changed their meaning; nothing of ours is classified there: "
    return [*made, m.paragraph(m.text(words), m.join(links, ", "), css="rt-warn")]


def card(one: Meaning) -> m.Html:
    """Return what changed under an unchanged number, and the SKUs classified there, below and above."""
    change = one.change
    place = m.link("entry", one.designation, **address(change.entry, change.list, place=change.place))
    head = m.tag(
        "h3",
        screen.badge("check", "high"),
        place,
        m.text(" kept its number, changed its meaning: check these SKUs"),
    )
    said = f"{change.meaning_changed[:1].upper()}{change.meaning_changed[1:]}"
    why = m.text(f"{said} ({change.from_version} → {change.to_version}). ")
    reason = m.paragraph(why, m.link("change", "Old and new words", change=change.id), css="rt-where")
    return m.tag("div", head, reason, *_groups(one.products), css="rt-card high")


def _groups(products: Sequence[ToCheck]) -> Iterable[m.Html]:
    for where, words in WHERE.items():
        own = [one for one in products if one.where is where]
        if own:
            skus = m.join([m.span(_sku(one), css="rt-whole") for one in own[:SHOWN]], ", ")
            more = f" and {len(own) - SHOWN} more" if len(own) > SHOWN else ""
            count = m.tag("b", m.text(f"{words}, {f.count(len(own), 'SKU')}: "))
            yield m.paragraph(count, skus, m.text(more))


def _sku(one: ToCheck) -> str:
    return one.product.id if one.where is Where.THERE else f"{one.product.id} ({one.designation})"
