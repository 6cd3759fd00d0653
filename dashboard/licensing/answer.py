"""A determination as the page draws it: result, requirements, exceptions, steps with their words, what is unchecked."""

from collections.abc import Iterable, Iterator, Sequence

from dashboard import formats as f
from dashboard import markup as m
from dashboard import screen
from dashboard.law.cited import Cited
from dashboard.licensing import words as w
from dashboard.licensing.questions import said
from regulation.licensing.model import (
    Axes,
    Determination,
    Eligibility,
    ExceptionAnswer,
    Quote,
    Requirement,
    Result,
    Step,
)

REQUIREMENTS = (
    m.Column("Reason", 12),
    m.Column("Section, with its words", 36),
    m.Column("Holds", 24),
    m.Column("Review policy of an application", 28),
)
AXES = (m.Column("Axis", 14), m.Column("Result", 24), m.Column("What it says", 62))
NOT_MODELLED = str(Result.NOT_MODELLED)


def head(found: Determination, about: str) -> m.Html:
    """Return the result in large words with the sentence beside it that it is no clearance."""
    badge = m.tag("div", m.text(found.result), css=f"rt-result {w.RESULT[found.result]}")
    said = [m.paragraph(m.tag("b", m.text(w.NO_CLEARANCE[found.result]))), m.paragraph(m.text(about), css="rt-soft")]
    said += [m.paragraph(m.text(f"Law used: {one}."), css="rt-where") for one in found.remarks]
    return m.tag("div", badge, m.tag("div", *said), css="rt-answer")


def axes(found: Axes) -> m.Html:
    """Return the three axes where they part, nothing where they do not."""
    named = {"codified": found.codified, "operative": found.operative, "enforced": found.enforced}
    if len(set(named.values())) == 1:
        return m.NOTHING
    rows = [(m.text(name), w.result(one), m.text(w.AXES[name])) for name, one in named.items()]
    return m.table(AXES, rows)


def requirements(found: Sequence[Requirement], cited: Cited) -> m.Html:
    """Return the requirements as a table, those that hold first."""
    order = {True: 0, None: 1, False: 2}
    # Two parties that are the same company meet the same requirement.
    ordered = sorted(dict.fromkeys(found), key=lambda one: (order[one.holds], not one.operative))
    return m.table(REQUIREMENTS, [_requirement(one, cited) for one in ordered])


def _requirement(one: Requirement, cited: Cited) -> Sequence[m.Html]:
    needs = [m.tag("div", m.text(f"needs: {said(need)}"), css="rt-said") for need in one.needs]
    state = w.holds(one)
    css = "high" if one.holds and one.operative else "medium" if one.holds is None else "plain"
    return (
        m.tag("b", m.text(one.reason)),
        m.join([cited.linked(one.basis), folded(one.quotes, cited)]),
        m.join([screen.badge(state, css), *needs]),
        m.join([m.text(w.fields(one.review) or "not stated where it was read"), folded(one.review_quotes, cited)]),
    )


def exceptions(found: Sequence[ExceptionAnswer], cited: Cited) -> Iterator[m.Html]:
    """Yield the exceptions by status: what can be used in the open, what is barred folded."""
    for status in (Eligibility.ELIGIBLE, Eligibility.NEEDS_FACT):
        yield from (_exception(one, cited) for one in found if one.status is status)
    for status in (Eligibility.NOT_MODELLED, Eligibility.NOT):
        own = [one for one in found if one.status is status]
        if own:
            yield _folded_exceptions(own, status, cited)


def _exception(one: ExceptionAnswer, cited: Cited) -> m.Html:
    overcomes = ", ".join(one.overcomes) or "no requirement that was found"
    rows = [
        ("Section", cited.linked(one.citation)),
        ("Overcomes", m.text(overcomes)),
        *([("Needs", _list(map(said, one.needs)))] if one.needs else []),
        *([("To do or file", _list(one.conditions, cited))] if one.conditions else []),
        *([("Why", m.text(one.why))] if one.why and one.status is Eligibility.ELIGIBLE else []),
    ]
    name = m.paragraph(m.tag("b", m.text(f"{one.symbol} ")), screen.badge(one.status, w.ELIGIBLE[one.status]))
    return m.tag("div", name, m.pairs(rows), folded(one.quotes, cited), css=f"rt-card {w.ELIGIBLE[one.status]}")


def _folded_exceptions(found: Sequence[ExceptionAnswer], status: Eligibility, cited: Cited) -> m.Html:
    symbols = ", ".join(one.symbol for one in found)
    said = {Eligibility.NOT: "Barred", Eligibility.NOT_MODELLED: "Conditions not modelled"}[status]
    rows = [m.tag("li", m.tag("b", m.text(one.symbol)), m.text(": "), cited.linked(one.why)) for one in found]
    return _details(f"{said}: {f.count(len(found), 'exception')} ({symbols})", m.tag("ul", *rows))


def steps(found: Iterable[Step], cited: Cited) -> Iterator[m.Html]:
    """Yield each step: what was found, unfolding to the words that it rests on and to what it did not check."""
    for number, one in enumerate(found):
        yield _step(number, one, cited)


def _step(number: int, one: Step, cited: Cited) -> m.Html:
    inside = [quote(each, cited) for each in once(one.quotes)]
    if one.needs:
        inside.append(m.paragraph(m.text(f"Needs: {'; '.join(map(said, one.needs))}")))
    if one.not_checked:
        inside.append(m.paragraph(m.text(f"Not checked in this step: {'; '.join(one.not_checked)}"), css="rt-said"))
    state = [m.text(" "), screen.badge("in part", "info")] if one.not_modelled and one.found != NOT_MODELLED else []
    title = m.join([m.tag("b", m.text(f"{number} {one.name[:1].upper()}{one.name[1:]}: ")), m.text(one.found), *state])
    why = [m.tag("div", m.text(f"Not modelled: {one.not_modelled}"), css="rt-warn")] if one.not_modelled else []
    words = [f"{f.count(len(once(one.quotes)), 'quote')} of the law"] if one.quotes else []
    words += ["what it needs"] if one.needs else []
    words += ["what it did not check"] if one.not_checked else []
    return m.tag(
        "div", m.paragraph(title), *why, _details(", ".join(words), *inside) if inside else m.NOTHING, css="rt-life"
    )


def folded(quotes: Sequence[Quote], cited: Cited) -> m.Html:
    """Return quotes behind a line that unfolds them, nothing for none."""
    own = once(quotes)
    if not own:
        return m.NOTHING
    return _details(f.count(len(own), "quote"), *(quote(one, cited) for one in own))


def quote(one: Quote, cited: Cited) -> m.Html:
    """Return a quote with its citation, the day of its text and how far that text answers."""
    where = [cited.linked(one.citation), m.text(f", {w.text_of(str(one.text_of), one.remark)}")]
    said = m.tag("div", m.text("“"), cited.linked(one.words), m.text("”"), css="rt-quote")
    return m.join([said, m.tag("div", *where, css="rt-where")])


def once(quotes: Iterable[Quote]) -> list[Quote]:
    """Return the quotes in their order, each once."""
    return [*dict.fromkeys(quotes)]


def unchecked(found: Sequence[str], cited: Cited) -> m.Html:
    """Return what was not checked: the number in the open, the words folded."""
    rows = [m.tag("li", cited.linked(one)) for one in found]
    return _details(f"{f.count(len(found), 'thing')} not checked", m.tag("ul", *rows))


def _list(rows: Iterable[str], cited: Cited | None = None) -> m.Html:
    return m.tag("ul", *(m.tag("li", cited.linked(one) if cited else m.text(one)) for one in rows))


def _details(summary: str, *inside: m.Html) -> m.Html:
    return m.tag("details", m.tag("summary", m.text(summary)), *inside)
