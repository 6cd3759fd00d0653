"""The entity column: one entity with aliases and addresses, or one with the entities that its row lists as well."""

import re
from collections.abc import Iterable, Iterator
from dataclasses import dataclass

from parties.entity_list.addresses import addresses
from parties.entity_list.aliases import find_aliases, number
from parties.entity_list.lines import GAP, LINE, Passage
from parties.entity_list.model import Address, Alias, Listed, Member, Problem, Words
from parties.entity_list.names import name_end
from parties.entity_list.vocabulary import country_pattern, full_stop_belongs

_REFERENCE = re.compile(r"\(\s*(?:See|For)\b[^()]*(?:\([^()]*\)[^()]*)*\)?\.?\)?", re.IGNORECASE)
_MEMBER = re.compile(rf"(?:^|(?<=[{LINE}{GAP}]))(?P<kind>Subordinate [Ii]nstitution):?[\s{LINE}]+")
# "The following eight subordinate institutions of Aero-Engine Company of China:" | "Subordinate instituion:"
_GROUP = re.compile(r"The following (?P<count>[\w-]+) subordinate institutions of [^:]+:?$")
_LABEL = re.compile(r"Subordinate [Ii]nstitut?ion:?$")
INSTITUTION = "Subordinate institution"
_AFFILIATED = re.compile(rf"(?:^|(?<=[{LINE}{GAP}]))(?P<kind>Affiliated entit)ies:[\s{LINE}]+")
_NEXT_AFFILIATE = re.compile(rf"(?<=\.)[{LINE}{GAP}]+(?![—-])")
_SHARED = re.compile(
    r"The following addresses apply to the entity and (?:to )?the [\w-]+ subordinate institutions:\s*", re.IGNORECASE
)
_BRACKETED = re.compile(r"[,\s]*\(Address:\s*(?P<address>[^()]*)\)")
_FACILITIES = re.compile(r"^The following\b(?! addresses)")
_BEYOND = re.compile(
    r"(?:[;,]?\s*\b(?:and any (?=nuclear)|(?:and )?to include the|and the following [\w-]+ subordinate)\b"
    r"|,? including\b(?! the (?:named|following))|\.\s*This includes\b|\bAll address(?:es)?\b)"
    rf"[^{GAP}]*?(?::|(?=\.\s|[{LINE}{GAP}]|$))",
)
# "Valery Kosmachov Akadeemia Tee 21E", "Basha Asmath Shaikh Office M-2", "IKCO Finance 6 Lothbury"
_GROUND = re.compile(r"\d[A-Z]?$|\s\d+ [A-Z][a-z]+$|\.\s[A-Z][a-z]+ [A-Z][a-z]+$")
_COUNTRY_ENDS = re.compile(rf"(?:{country_pattern()})\.?$", re.IGNORECASE)


@dataclass(frozen=True, slots=True)
class EntityCell:
    """What the entity column of a row holds."""

    listed: Listed
    members: tuple[Member, ...]
    shared: tuple[Address, ...]
    references: tuple[Words, ...]
    problems: tuple[Problem, ...]


def read_entity(passage: Passage) -> EntityCell:
    """Read the entity column of one row; what is not understood is kept as a problem."""
    found = [(match.start(), match.end()) for match in _REFERENCE.finditer(passage.text)]
    references = tuple(words for span in found if (words := passage.words(*span)))
    beyond = [match.span() for match in _BEYOND.finditer(passage.text)]
    problems: list[Problem] = []
    for span in beyond:
        _doubt(passage, "entity", *span, "words on who or what else is listed", problems)
    plain = Passage(passage.source, _blanked(passage.text, [*found, *beyond]), passage.starts)
    end, shared = _shared(plain)
    units = list(_units(plain.text, end))
    listed = _unit(plain, *units[0][1:], problems)
    members = tuple(Member(kind, _unit(plain, start, stop, problems)) for kind, start, stop in units[1:])
    return EntityCell(listed, members, shared, references, tuple(problems))


def is_group(words: str) -> bool:
    """Return whether words announce entities of a parent that is not listed itself: each follows in a cell of its own.

    So the Military End-User List does.
    """
    return bool(_GROUP.match(words))


def read_group(head: Words, passages: Iterable[Passage]) -> EntityCell:
    """Read the cells below such words, one entity each; another number of them than announced is a problem."""
    read = [read_entity(one) for one in passages if not _LABEL.match(one.text.strip(f" {LINE}{GAP}"))]
    problems = [problem for one in read for problem in one.problems]
    match = _GROUP.match(head.text)
    stated = number(match["count"]) if match else None
    if stated != len(read):
        problems.append(Problem("entity", head, f"{stated} institutions announced, {len(read)} read"))
    members = tuple(Member(INSTITUTION, one.listed) for one in read)
    return EntityCell(Listed(None, (), ()), members, (), (), tuple(problems))


def _blanked(text: str, spans: list[tuple[int, int]]) -> str:
    for start, end in spans:
        text = text[:start] + " " * (end - start) + text[end:]
    return text


def _shared(passage: Passage) -> tuple[int, tuple[Address, ...]]:
    match = _SHARED.search(passage.text)
    if match is None:
        return len(passage.text), ()
    return match.start(), addresses(passage, match.end(), len(passage.text))


def _units(text: str, end: int) -> Iterator[tuple[str, int, int]]:
    """Yield (kind, start, end) of the row's own entity (kind "") and of each entity that it lists as well."""
    heads = [("", 0, 0)]
    heads += [(match["kind"], match.start(), match.end()) for match in _MEMBER.finditer(text, 0, end)]
    for match in _AFFILIATED.finditer(text, 0, end):
        kind = match["kind"] + "y"
        heads.append((kind, match.start(), match.end()))
        heads += [
            (kind, more.start(), more.end())
            for more in _NEXT_AFFILIATE.finditer(text, match.end(), end)
            if _COUNTRY_ENDS.search(text[: more.start()].rstrip())
        ]
    for index, (kind, _, start) in enumerate(heads):
        yield kind, start, heads[index + 1][1] if index + 1 < len(heads) else end


def _unit(passage: Passage, start: int, end: int, problems: list[Problem]) -> Listed:
    text = passage.text
    if _FACILITIES.match(text[start:end]):
        _doubt(passage, "entity", start, end, "facilities without a name", problems)
        return Listed(None, (), ())
    found = find_aliases(text, start, end)
    if found is None:
        stop, after, certain = name_end(text, start, end)
        if not certain or _GROUND.search(text, start, stop):
            _doubt(passage, "name", start, stop, "the name has no clear end", problems)
        return Listed(passage.words(start, _full_stop(text, start, stop)), (), addresses(passage, after, end))
    aliases, bracketed = _aliases(passage, found.names)
    if found.doubt:
        _doubt(passage, "aliases", found.start, found.end, found.doubt, problems)
    name = passage.words(start, _full_stop(text, start, found.start))
    return Listed(name, aliases, (*bracketed, *addresses(passage, found.end, end)))


def _aliases(
    passage: Passage, names: tuple[tuple[int, int, str], ...]
) -> tuple[tuple[Alias, ...], tuple[Address, ...]]:
    found: list[Alias] = []
    bracketed: list[Address] = []
    for start, end, kind in names:
        inside = _BRACKETED.search(passage.text, start, end)
        if inside:
            bracketed.extend(addresses(passage, *inside.span("address")))
        stop = inside.start() if inside else end
        words = passage.words(start, _without_and(passage.text, start, _full_stop(passage.text, start, stop)))
        if words:
            found.append(Alias(words, kind))
    return tuple(found), tuple(bracketed)


def _without_and(text: str, start: int, end: int) -> int:
    cut = re.search(rf"[;,\s]+and[\s{LINE}{GAP}]*$", text[start:end])
    end = start + cut.start() if cut else end
    return _full_stop(text, start, end)


def _full_stop(text: str, start: int, end: int) -> int:
    """Return `end` before the full stop of the list, which is none of the name: "Co., Ltd." keeps its own."""
    words = text[start:end].rstrip(f" {LINE}{GAP};,")
    last = words.rstrip(".").rpartition(" ")[2]
    return start + len(words) - (words.endswith(".") and not full_stop_belongs(last))


def _doubt(passage: Passage, field: str, start: int, end: int, problem: str, problems: list[Problem]) -> None:
    words = passage.words(start, end)
    if words:
        problems.append(Problem(field, words, problem))
