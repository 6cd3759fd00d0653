"""What a document does to other documents and they to it, with the words that say so."""

from collections.abc import Iterable, Iterator, Sequence

from dashboard import findings as told
from dashboard import formats as f
from dashboard import markup as m
from dashboard import screen
from dashboard.store import ask
from graph import reads
from graph.reads.findings import FindingRow
from graph.reads.stated import Relation, Relations
from graph.schema import Document, Fact

COLUMNS = (
    m.Column("Relation", 17),
    m.Column("Document", 31),
    m.Column("In which words", 35),
    m.Column("Made out by", 17),
)
UNRESOLVED = (m.Column("Sought", 36), m.Column("In which words", 46), m.Column("Finding", 18))
QUOTE = 320
PASSIVE = {
    "corrects": "is corrected by",
    "delays": "is delayed by",
    "suspends": "is suspended by",
    "extends": "is extended by",
    "rescinds": "is rescinded by",
    "supplements": "is supplemented by",
    "responds_to": "is responded to by",
    "amends": "is amended by",
}
# How sure a relation is that no verb or noun of the document states.
BASIS = {
    "titled": "only its title or ACTION line says so",
    "inferred": "inferred: no verb of its text says so; the law in force is not reckoned from it",
}
# The dates that a relation sets.
_SETS = {
    "delays": ("to", ("delayed_to",)),
    "extends": ("to", ("extended_to", "comment_deadline")),
    "suspends": ("until", ("stay_until",)),
}
_KIND = "unresolved relation"


def section(document: Document, found: Relations, facts: Sequence[Fact], findings: Iterable[FindingRow]) -> None:
    """Draw the relations of a document both ways, then those that are not tied to a document."""
    rows = [
        *(_row(document, one, one.relation.replace("_", " "), until(one, facts)) for one in found.acts_on),
        *(_row(one.other, one, _passive(one.relation), until(one, _facts_of(one))) for one in found.acted_on_by),
    ]
    open_ones = list(_unresolved(document, findings))
    screen.heading("Relations to other documents")
    if not rows and not open_ones:
        screen.show(m.paragraph(m.text(_none(facts)), css="rt-soft"))
    if rows:
        screen.show(m.table(COLUMNS, rows))
    if open_ones:
        screen.show(m.paragraph(m.text("Not tied to a document that is held:"), css="rt-soft"))
        screen.show(m.table(UNRESOLVED, open_ones))


def _none(facts: Iterable[Fact]) -> str:
    others = "and no other document held says that it acts on it."
    if any(one.kind == "relation" for one in facts):
        return f"None is tied to a document held, {others} What it says of others stands below, in its words."
    return f"None was read in what is held of it, {others}"


def until(relation: Relation, facts: Sequence[Fact]) -> str:
    """Return the day that a relation sets: to 2022-03-07, "" where the words give none or could mean another one.

    The day of the sentence that states it; else the only one of its part of the document, when the document does so
    to no other document.
    """
    stated = next((one for one in facts if one.id == relation.fact), None)
    word, roles = _SETS.get(relation.relation, ("", ()))
    if stated is None or not roles:
        return ""
    days = [one for one in facts if one.kind == "date" and one.role in roles and _part(one) == _part(stated)]
    same = dict.fromkeys(one.value for one in days if one.sentence == stated.sentence)
    alone = {one.value for one in facts if one.kind == "relation" and one.role == stated.role} == {stated.value}
    found = same or (dict.fromkeys(one.value for one in days) if alone else {})
    return f"{word} {next(iter(found))}" if len(found) == 1 else ""


def _part(fact: Fact) -> tuple[str, str]:
    return fact.sha256, fact.block


def _facts_of(relation: Relation) -> Sequence[Fact]:
    """Return the facts of the document at the other end, where its words may set a day."""
    detail = ask(reads.document, relation.other.id) if relation.relation in _SETS and relation.fact else None
    return detail.facts if detail else ()


def _passive(relation: str) -> str:
    return PASSIVE.get(relation, f"{relation.replace('_', ' ')} it:")


def _row(speaks: Document, one: Relation, verb: str, until: str) -> Sequence[m.Html]:
    """Return a row; `speaks` is the document whose words state the relation."""
    other = one.other
    citation = f" ({other.citation})" if other.citation else ""
    name = [
        m.link("document", other.number or other.id, document=other.id),
        m.text(f"{citation}{', ' + until if until else ''}"),
    ]
    title = m.tag("div", m.text(f.cut(other.title, 110)), css="rt-where")
    words = m.text(f"“{f.cut(one.quote, QUOTE)}”" if one.quote else "no words held")
    if one.fact:
        words = m.join([words, m.text(" "), m.link("document", "the sentence", document=speaks.id, fact=one.fact)])
    return m.text(verb), m.join([*name, title]), words, m.join([m.text(one.by), *_basis(one)])


def _basis(one: Relation) -> list[m.Html]:
    said = BASIS.get(one.basis)
    return [m.tag("div", m.text(said), css="rt-where")] if said else []


def _unresolved(document: Document, findings: Iterable[FindingRow]) -> Iterator[Sequence[m.Html]]:
    for finding in findings:
        own = [side for side in finding.sides if side.document == document.id and side.fact]
        for side in own if finding.finding.kind == _KIND else ():
            sentence = m.link("document", "the sentence", document=document.id, fact=side.fact)
            words = m.join([m.text(f"“{f.cut(side.quote, QUOTE)}” "), sentence])
            yield m.text(side.says), words, told.link(finding, finding.finding.state)
