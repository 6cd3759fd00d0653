"""Customers whose name or alias equals a listed party's after normalising: candidates for a person to decide on."""

from collections import defaultdict
from collections.abc import Iterable, Iterator, Mapping
from dataclasses import dataclass
from typing import Protocol

from parties.model import ListedParty
from parties.names import Normal, is_generic, normal


class Named(Protocol):
    """What is compared with the lists: a customer with its names."""

    @property
    def customer_id(self) -> str:
        """The company's number of the customer."""

    @property
    def name(self) -> str:
        """Its full name."""

    @property
    def aliases(self) -> tuple[str, ...]:
        """Its other names."""


@dataclass(frozen=True, slots=True)
class Candidate:
    """A customer that a person must compare with a listed party: never a verdict, neither when there nor when absent.

    Equal names do not prove the same organisation, and a customer without candidates is not cleared. `reasons` say
    which names are equal and after which steps.
    """

    customer_id: str
    party_id: str
    reasons: tuple[str, ...]


@dataclass(frozen=True, slots=True)
class _Spelling:
    party_id: str
    words: str
    steps: tuple[str, ...]


Index = Mapping[str, tuple[_Spelling, ...]]


def candidates(customers: Iterable[Named], parties: Iterable[ListedParty]) -> list[Candidate]:
    """Return the candidates sorted by customer and party; names made only of generic words are never compared."""
    return candidates_in(customers, index(parties))


def index(parties: Iterable[ListedParty]) -> Index:
    """Return the parties' names by their normalised form; build it once and look up as many customers as you like."""
    found: dict[str, list[_Spelling]] = defaultdict(list)
    for party in parties:
        for kind, written, form in _spellings(party.name, party.aliases):
            found[form.text].append(_Spelling(party.id, f"listed {kind} '{written}'", form.steps))
    return {text: tuple(spellings) for text, spellings in found.items()}


def candidates_in(customers: Iterable[Named], listed: Index) -> list[Candidate]:
    """Return the candidates among parties that were indexed before, sorted by customer and party."""
    reasons: dict[tuple[str, str], list[str]] = defaultdict(list)
    for customer in customers:
        for kind, written, form in _spellings(customer.name, customer.aliases):
            for other in listed.get(form.text, ()):
                words = f"customer {kind} '{written}' equals {other.words}{_after(form.steps, other.steps)}"
                reasons[customer.customer_id, other.party_id].append(words)
    return [Candidate(*pair, tuple(why)) for pair, why in sorted(reasons.items())]


def not_compared(names: Iterable[str]) -> tuple[str, ...]:
    """Return the names that are too generic to be compared, sorted: a person has to look at these."""
    return tuple(sorted({written for written in names if is_generic(normal(written).text)}))


def _spellings(name: str, aliases: Iterable[str]) -> Iterator[tuple[str, str, Normal]]:
    # Two spellings of one name that come out the same are one: the first one is shown.
    seen: set[str] = set()
    for kind, written in [("name", name), *(("alias", alias) for alias in aliases)]:
        form = normal(written)
        if form.text not in seen and not is_generic(form.text):
            seen.add(form.text)
            yield kind, written, form


def _after(ours: tuple[str, ...], theirs: tuple[str, ...]) -> str:
    steps = list(dict.fromkeys((*ours, *theirs)))
    return f" after normalising {', '.join(steps)}" if steps else " as written"
