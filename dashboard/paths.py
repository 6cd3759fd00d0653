"""The way from a change to something of ours, in words and as a chain."""

from collections.abc import Mapping, Sequence
from dataclasses import dataclass
from itertools import pairwise

from dashboard import markup as m
from graph.reads.dashboard_names import Named

Names = Mapping[str, Named]
OUTCOME = "outcome"  # nothing of it was touched, but what the law answers for it changes


@dataclass(frozen=True, slots=True)
class Way:
    """How a path goes: the changed place, how it comes to the classified place, and the SKUs on the way.

    `spoken_of` is what a reference on the way speaks of: the changed place, one below it, or one in which it stands.
    """

    change: str
    reached: str
    classified: str
    how: str
    products: tuple[str, ...]
    spoken_of: str = ""


def way(path: Sequence[str], names: Names) -> Way:
    """Return how a path (node keys from change to product or line) goes; its parts are "" where it has none."""
    controls = [_code(key, names) for key in path if key.startswith("Control/")]
    products = tuple(key.removeprefix("Product/") for key in path if key.startswith("Product/"))
    change = names[path[0]].title if path and path[0] in names else ""
    if not controls:
        how = OUTCOME if any(key.startswith("Outcome/") for key in path) else ""
        return Way(change, "", "", how, products)
    return Way(change, controls[0], controls[-1], _how(controls), products, _spoken_of(controls))


def _how(controls: Sequence[str]) -> str:
    first, last = controls[0], controls[-1]
    if first == last:
        return "itself"
    if all(_within(one, first) for one in controls):
        return "below it"
    if all(_within(first, one) for one in controls):
        return "above it"
    return "refers to it"


def _spoken_of(controls: Sequence[str]) -> str:
    """Return the last place on the way that still belongs to the changed one: what a reference speaks of."""
    first = controls[0]
    return [one for one in controls if _within(one, first) or _within(first, one)][-1]


def _within(designation: str, above: str) -> bool:
    return designation == above or designation.startswith(f"{above}.")


def _code(key: str, names: Names) -> str:
    return names[key].code if key in names else key


def short(one: Way) -> str:
    """Return in a few words how a product is touched."""
    words = {
        "itself": f"itself ({one.reached})",
        "below it": f"below {one.reached}",
        "above it": f"classified above {one.reached}",
        "refers to it": f"{one.classified} refers to {one.spoken_of}",
        OUTCOME: "its outcome changes",
    }.get(one.how, "")
    inside = f"; contains {', '.join(one.products[:-1])}" if len(one.products) > 1 else ""
    return f"{words}{inside}"


def sentence(path: Sequence[str], names: Names) -> str:
    """Return in full words why a product or a line is touched."""
    parties = [names[key].title for key in path if key.startswith("Party/") and key in names]
    if parties:
        customers = [names[key].title for key in path if key.startswith("Customer/") and key in names]
        return (
            f"{', '.join(customers)} may be the listed party {parties[0]}: a candidate for a person, never a verdict."
        )
    one = way(path, names)
    if one.how == OUTCOME:
        return f"{one.change}: nothing it reaches is classified here, but what the law answers for this changes."
    if not one.reached or not one.products:
        return ""
    return f"{one.change}: it reaches {one.reached}; {_classified(one)}{_holders(one.products)}."


def _classified(one: Way) -> str:
    first, whole = one.products[0], one.spoken_of != one.reached and _within(one.reached, one.spoken_of)
    spoken_of = f"{one.spoken_of}, in which it stands" if whole else "it"
    return {
        "itself": f"{first} is classified there",
        "below it": f"{first} is classified under {one.classified}, which stands below it",
        "above it": f"{first} is classified under {one.classified}, less precisely than the change: check which "
        "paragraph is meant",
        "refers to it": f"{one.classified} refers to {spoken_of}, and {first} is classified there",
    }[one.how]


def _holders(products: Sequence[str]) -> str:
    return "".join(f"; {holder} contains {part}" for part, holder in pairwise(products))


def chain(path: Sequence[str], names: Names) -> m.Html:
    """Return the path as a chain of named steps; changes and controls are links."""
    steps = [tag for tag in (_step(key, names) for key in path) if tag]
    return m.tag("div", m.join(steps, ""), css="rt-chain")


def _step(key: str, names: Names) -> m.Html:
    label, _, id = key.partition("/")
    named = names.get(key)
    if label == "Outcome":
        words = m.text("its outcome changes")
    elif named is None:
        words = m.text(id)
    elif label == "Change":
        words = m.link("change", named.title, change=id)
    elif label == "Control":
        words = m.link("entry", named.code, entry=named.entry, list=named.list)
    else:
        words = m.text(f"{id} {named.title}".strip() if label != "Party" else named.title)
    return m.tag("span", m.span({"Line": "Contract line"}.get(label, label), css="rt-kind"), words, css="rt-step")
