"""Heading countries of a list change, with the number of entries each is given."""

import re
from collections.abc import Iterator
from dataclasses import dataclass

from nlp.components.parties.lists import role_of
from nlp.finds import Find, Notes
from nlp.nearby import Nearby

# "China, People's Republic of (China) (14)"   "India, (1)": the number in brackets is a count, never a footnote
_COUNT = re.compile(r"(?:,?\s*People's\s+Republic\s+of)?(?:\s*\([A-Z][A-Za-z.' ]+\))?,?\s*\((?P<count>\d{1,3})\)")
_UNDER = re.compile(
    r"\bdestinations?\b(?:\s+heading)?(?:\s+(?:of|for)\b|:)[^.;]*$|\bheadings?\s+(?:of|for)\b[^.;]*$", re.I
)
_REST = re.compile(
    r"(?:,?\s*People's\s+Republic\s+of)?(?:\s*\([A-Z][A-Za-z.' ]+\))?\s*(?:\((?P<count>\d{1,3})\))?\s*[:.]?\s*"
)
_LEAD = re.compile(r"\s*(?:the\s+|[A-Z]\.\s+|\(\d{1,2}\)\s+)?")
MAX_HEADING, REACH = 80, 400


@dataclass(frozen=True, slots=True)
class Heading:
    """A line that names a country and nothing else: ISO 3166-1 alpha-2 and the count in brackets ("" without one)."""

    value: str
    count: str


def heading_at(text: str, nearby: Nearby, start: int, end: int) -> Heading | None:
    """Return the country that the line `text[start:end]` consists of, if it does."""
    if end - start > MAX_HEADING:
        return None
    lead = _LEAD.match(text, start, end)
    begin = lead.end() if lead else start
    for find in nearby.between(begin, begin + 1, "destination"):
        rest = _REST.fullmatch(text, find.end, end)
        if rest:
            return Heading(find.value, rest.group("count") or "")
    return None


def starts_with_count(text: str, nearby: Nearby, start: int, end: int) -> bool:
    """Say whether `text[start:end]` begins with a country and its count: "Belarus (3), China (11)" names no party."""
    return any(_COUNT.match(text, find.end, end) for find in nearby.between(start, start + 5, "destination"))


def countries(notes: Notes, counts: list[Find]) -> Iterator[Find]:
    """Yield `party_country` finds: countries with a count in brackets, and those after "under the destination of"."""
    done, last = 0, ""
    for find in notes.of_kind("destination"):
        low, _high = notes.sentences.at(find.start)
        before = notes.text[max(low, find.start - REACH) : find.start]
        count = _COUNT.match(notes.text, find.end)
        under = _UNDER.search(before)
        told = under or (count and _is_heading(notes.text, find))
        # "the People's Republic of China (China)" is one country
        again = find.value == last and notes.text[done : find.start].strip() == "("
        if find.role == "excluded" or find.start < done or again or not told:
            continue
        done, last = count.end() if count else find.end, find.value
        detail = (("count", count.group("count")),) if count else ()
        role = _role(notes.text, low, find, counts)
        yield Find("party_country", find.value, role, find.start, done, detail)


def _is_heading(text: str, find: Find) -> bool:
    """Say whether the country stands at the beginning of its line."""
    return text[max(0, find.start - 4) : find.start].rpartition("\n")[2].strip() in ("", "the") and (
        find.start < 4 or "\n" in text[find.start - 4 : find.start]
    )


def _role(text: str, low: int, find: Find, counts: list[Find]) -> str:
    """Return what is done under the country: by the verbs of its sentence, else by the last count before it."""
    earlier = [count for count in counts if count.start < find.start]
    if earlier and earlier[-1].start >= low:
        return earlier[-1].role
    told = role_of(text, low, find.start, "")
    return told or (earlier[-1].role if earlier else role_of(text, max(0, find.start - REACH), find.start))
