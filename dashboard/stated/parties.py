"""Parties that a document adds, revises and removes: the numbers it states, and what is found."""

from collections.abc import Sequence

from dashboard import markup as m
from dashboard import screen
from dashboard.stated.sentences import places, words
from dashboard.store import ask
from graph import reads
from graph.schema import Document, Fact

PARTIES = (m.Column("Parties", 14), m.Column("Stated", 24), m.Column("Names read in the text", 16, numeric=True),
           m.Column("In which words", 46))  # fmt: skip
ACTIONS = ("added", "revised", "removed")


def is_counted(fact: Fact) -> bool:
    """Return whether a fact is a number of parties that stands in the table of this section."""
    return fact.kind == "party_count" and fact.role in ACTIONS


def section(document: Document, facts: Sequence[Fact]) -> None:
    """Draw how many parties a document says it adds, revises and removes, beside the names read and the rows held."""
    counts = [one for one in facts if is_counted(one)]
    names = [one for one in facts if one.kind == "party_name" and one.role in ACTIONS]
    roles = [role for role in ACTIONS if any(one.role == role for one in (*counts, *names))]
    if not roles:
        return
    screen.heading("Parties: stated and found", "No number is corrected here: where two disagree, it is a finding.")
    screen.show(m.table(PARTIES, [_action(document, role, counts, names) for role in roles]))
    _rows_held(document)


def _action(document: Document, role: str, counts: Sequence[Fact], names: Sequence[Fact]) -> Sequence[m.Html]:
    own = [one for one in counts if one.role == role]
    read = len({one.value for one in names if one.role == role})
    stated = dict.fromkeys(f"{one.value}: “{one.quote}”" for one in own)
    sentence = [words(own[:1]), m.tag("div", places(document, own), css="rt-where")] if own else []
    return (
        m.text(role),
        m.text("\n".join(stated) or "no number stated"),
        m.text(f"{read:,}" if read else "none" if document.body == "held" else "body not held"),
        m.join(sentence) if sentence else m.text("–"),
    )


def _rows_held(document: Document) -> None:
    changes = [row.change for row in ask(reads.changes, None, None, "parties") if row.change.entry == document.number]
    for change in changes[:1]:
        link = m.link("change", "row by row", change=change.id)
        screen.show(m.paragraph(m.text(f"{change.place} cite it: "), link))
