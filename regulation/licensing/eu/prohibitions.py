"""What Regulation (EU) No 833/2014 prohibits to Russia, read from the file of this package."""

from collections.abc import Iterator, Mapping
from dataclasses import dataclass
from functools import cache
from importlib.resources import files
from typing import Any

import yaml


@dataclass(frozen=True, slots=True)
class Paragraph:
    """A paragraph with words of it that are relied on, and the fact that it turns on, "" where it has none."""

    at: str
    words: str
    fact: str = ""


@dataclass(frozen=True, slots=True)
class Prohibition:
    """A prohibition to sell, supply, transfer or export, and that of services related to its goods.

    `goods.fact` is "" where the goods are the items that Annex I of Regulation (EU) 2021/821 lists. `exceptions` are
    the paragraphs of which `review` speaks: their conditions are not modelled.
    """

    goods: Paragraph
    service: Paragraph
    defined: tuple[Paragraph, ...]
    review: str
    exceptions: tuple[Paragraph, ...]


@dataclass(frozen=True, slots=True)
class Book:
    """The prohibitions, the country that they concern, who is bound by them, and what of them no step reads."""

    country: str
    in_russia: str
    bound: str
    within: Paragraph
    stated: tuple[Paragraph, ...]
    prohibitions: tuple[Prohibition, ...]
    beside: str

    @property
    def facts(self) -> tuple[str, ...]:
        """Every fact that is asked."""
        every = (one for prohibited in self.prohibitions for one in (prohibited.goods, prohibited.service))
        return (self.in_russia, self.bound, *(one.fact for one in every if one.fact))

    def relied(self) -> Iterator[Paragraph]:
        """Yield every paragraph of which words are relied on."""
        yield from (self.within, *self.stated)
        for one in self.prohibitions:
            yield from (one.goods, one.service, *one.defined, *one.exceptions)


@cache
def book() -> Book:
    """Return the prohibitions as the file has them."""
    held: Mapping[str, Any] = yaml.safe_load(files(__package__).joinpath("prohibitions.yaml").read_text("utf-8"))
    bound = held["bound"]
    return Book(
        held["country"],
        held["in_russia"],
        bound["fact"],
        Paragraph(**bound["within"]),
        tuple(Paragraph(**one) for one in bound["stated"]),
        tuple(map(_prohibition, held["prohibitions"])),
        held["beside"],
    )


def _prohibition(row: Mapping[str, Any]) -> Prohibition:
    return Prohibition(
        Paragraph(row["at"], row["words"], row.get("fact", "")),
        Paragraph(**row["service"]),
        tuple(Paragraph(**one) for one in row.get("defined", ())),
        row["review"],
        tuple(Paragraph(**one) for one in row["exceptions"]),
    )
