"""What came of the amendatory instructions of a document between two texts, kept once computed."""

from collections.abc import Iterable, Iterator, Sequence
from dataclasses import dataclass
from datetime import date

from pydantic import TypeAdapter

from regulation.amendments.model import Instruction, Verb
from regulation.carrying_out import Compared as Outcome
from regulation.carrying_out import Publication, Text, Verdict, carry_out, compare
from regulation.diff import Difference
from ruletrace.model import Document
from ruletrace.pipeline.instructions import acts_on, designation, instruction_id

STEP = "carry out"
REFUSED = (Verdict.REFUSED, Verdict.DIFFERS)


@dataclass(frozen=True, slots=True)
class Carried:
    """An instruction of a document, and what the newer text shows of it.

    `code` is the place it acts on, `verdict` and `proof` are those of carrying out ("" where that is not modelled),
    `evidence` sentences that say what was seen; `places` are the places whose words differ from those ordered. `timed`
    says that the instruction takes effect on a day of its own.
    """

    instruction: str
    number: str
    verb: str
    code: str
    text: str
    verdict: str
    proof: str
    evidence: tuple[str, ...]
    places: tuple[str, ...]
    timed: bool = False

    def tied(self, difference: Difference) -> bool:
        """Tell whether it acts on a changed place, on one above it or on the whole entry.

        One whose places read as before has not made the change.
        """
        made = self.verb != Verb.CONTINUE.value and self.verdict != Verdict.NOT_YET.value
        return made and acts_on(self.code, difference)

    @property
    def failed(self) -> bool:
        """Whether the newer text reads otherwise than ordered, or it could not be carried out."""
        return self.verdict in REFUSED

    def overdue(self, due: bool) -> bool:
        """Tell whether the newer text still reads as before although the document is due."""
        return due and not self.timed and self.verdict == Verdict.NOT_YET.value


_ROWS = TypeAdapter(list[Carried])


def own_instructions(read: Iterable[Instruction], entries: Iterable[str]) -> list[Instruction]:
    """Return the instructions of a document whose places these entries or sections hold."""
    known = set(entries)
    return [one for one in read if _entry(one) in known]


def carried(document: Document, own: Sequence[Instruction], texts: tuple[Text, Text] | None, last_page: int) -> object:
    """Return, as rows for keeping, what came of instructions between two texts; None: carrying out is not modelled."""
    if texts is None:
        return _ROWS.dump_python([_row(document, one, None) for one in own], mode="json")
    done = carry_out([texts[0]], own)
    outcomes = compare(done, [texts[1]], _printed(document, last_page))
    rows = [_row(document, one, outcome) for one, outcome in zip(own, outcomes, strict=True)]
    return _ROWS.dump_python(rows, mode="json")


def read_rows(rows: object) -> tuple[Carried, ...]:
    """Return kept rows as data."""
    return tuple(_ROWS.validate_python(rows))


def _entry(one: Instruction) -> str:
    target = one.target
    if target is None:
        return ""
    return target.eccn or target.section or target.container


def _printed(document: Document, last_page: int) -> Publication:
    volume, mark, page = document.citation.partition(" FR ")
    day: date | None = document.published
    if not (mark and volume.isdigit() and page.isdigit()):
        return Publication(day)
    return Publication(day, int(volume), int(page), max(int(page), last_page))


def _row(document: Document, one: Instruction, outcome: Outcome | None) -> Carried:
    return Carried(
        instruction=instruction_id(document.id, one),
        number=one.number,
        verb=one.verb.value if one.verb else "",
        code=designation(one.target),
        text=one.text,
        verdict=outcome.verdict.value if outcome else "",
        proof=outcome.proof.value if outcome else "",
        evidence=outcome.evidence if outcome else ("carrying out is not modelled for this list",),
        places=tuple(_places(outcome)),
        timed=bool(one.effective),
    )


def _places(outcome: Outcome | None) -> Iterator[str]:
    for edit in outcome.differences if outcome else ():
        yield edit.place
