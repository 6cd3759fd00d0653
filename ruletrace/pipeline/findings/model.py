"""What a person has to look at, with what each source says."""

from collections.abc import Iterable
from dataclasses import asdict, dataclass

from ruletrace.model import canonical, sha256_hex, stable_id
from ruletrace.pipeline.readings.witness import Said

EFFECTIVE, COMMENTS, PUBLISHED = "effective date", "comment deadline", "publication date"
PARTIES, RELATION, DOUBT = "party count", "unresolved relation", "doubt about the source's words"
CONTRADICTION, NOT_SHOWN = "contradicting readings", "instructions not shown by the text"
GRAVE, NOTABLE, MINOR = 1, 2, 3
_SIDES = 12  # sides that are shown


@dataclass(frozen=True, slots=True)
class Side:
    """What one source says: `source` who, `says` in words, the quote and its place; `document` and `fact` are ids."""

    source: str
    says: str
    quote: str = ""
    place: str = ""
    document: str = ""
    fact: str = ""

    def row(self) -> str:
        """Return the side as one line of JSON, without what is unknown."""
        return canonical({name: value for name, value in asdict(self).items() if value})


@dataclass(frozen=True, slots=True)
class Finding:
    """A finding; `about` is what its id is made of, and never what the sources say, so that a decision survives.

    `rank` is 1 for what changes when or whether a rule applies, 3 for what is only good to know.
    """

    kind: str
    about: tuple[str, ...]
    title: str
    sides: tuple[Side, ...]
    next_step: str
    rank: int
    documents: tuple[str, ...]
    changes: tuple[str, ...] = ()

    @property
    def id(self) -> str:
        """The stable id."""
        return stable_id("finding", self.kind, *self.about)

    @property
    def said(self) -> str:
        """A hash of what the sources say: a decision holds for these words."""
        return sha256_hex(canonical([self.title, *([one.source, one.says, one.quote] for one in self.sides)]).encode())


def shown(sides: Iterable[Side]) -> tuple[Side, ...]:
    """Return at most so many sides as are shown, the last of which says how many more there are."""
    found = tuple(sides)
    if len(found) <= _SIDES:
        return found
    more = len(found) - _SIDES + 1
    return (*found[: _SIDES - 1], Side("further", f"{more} more say so"))


def side(number: str, document: str, said: Said, words: str) -> Side:
    """Return a side from a fact of a document."""
    return Side(f"{number}, {said.block}", words, said.sentence, said.block, document, said.id)
