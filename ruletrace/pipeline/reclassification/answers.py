"""Where what the facts of a product answer contradicts the classification that counts."""

from collections import defaultdict
from collections.abc import Iterable, Iterator, Mapping
from datetime import date

from alerts.questions import least
from graph.schema import HasVerdict, Unit, Verdict
from regulation.classification import Verdict as Answered
from regulation.controls.designations import within
from ruletrace.model import canonical
from ruletrace.pipeline.controls import CCL
from ruletrace.pipeline.reclassification.model import Base, Cause, Item

_REGIMES = {CCL: "US"}


def items(base: Base, verdicts: Iterable[Verdict]) -> Iterator[Item]:
    """Yield an item for each entry under which the newest answer contradicts the classification.

    The own entry answers out, or in by other paragraphs; or the code is one of the least controlled and another entry
    answers in. What cannot be decided, or is presumed, contradicts nothing; out of other entries is no clearance.
    """
    for one in _newest(base, verdicts):
        own = one.entry == base.code[:5]
        inside = one.verdict == Answered.IN
        other = inside and not any(_agree(code, base.code) for code in one.paragraphs)
        higher = inside and least(base.code) and not least(one.paragraph or one.entry)
        if (own and (other or one.verdict == Answered.OUT)) or (not own and higher):
            yield _item(base, one)


def by_product(unit: Unit) -> Mapping[str, tuple[Verdict, ...]]:
    """Return by SKU the answers that a unit of the projection holds."""
    nodes = {one.id: one for one in unit.nodes if isinstance(one, Verdict)}
    found: dict[str, list[Verdict]] = defaultdict(list)
    for edge in unit.edges:
        if isinstance(edge, HasVerdict):
            found[edge.start].append(nodes[edge.end])
    return {sku: tuple(own) for sku, own in found.items()}


def _newest(base: Base, verdicts: Iterable[Verdict]) -> list[Verdict]:
    """Return of each entry the last answer that a held text gives."""
    found: dict[str, Verdict] = {}
    for one in sorted(verdicts, key=lambda one: (one.entry, one.on)):
        if _REGIMES.get(one.list) == base.regime and one.verdict != Answered.NOT_MODELLED:
            found[one.entry] = one
    return list(found.values())


def _agree(one: str, other: str) -> bool:
    return within(one, other) or within(other, one)


def _item(base: Base, one: Verdict) -> Item:
    met = f" {', '.join(one.paragraphs)}" if one.paragraphs else f" of {one.entry}"
    text = f"text of {one.text_version}" if one.text_version else "no text held"
    return Item(
        base=base,
        cause=Cause.ANSWER,
        about=f"{one.list} {one.entry}",
        paragraph=one.paragraph or one.entry,
        from_text=f"classified as {base.code}: {base.rationale or 'no rationale given'}",
        to_text=f"{one.verdict}{met}: {one.reason}",
        state=canonical([one.verdict, list(one.paragraphs)]),
        since=date.fromisoformat(one.on),
        what=f"By what is known of it {base.sku} is {one.verdict}{met} from {one.on} on ({text}), and it was classified"
        f" as {base.code} on {base.on}.",
    )
