"""Makes dated control lists of the converted history, in the model of the official text.

Every place is one of the same kinds as in the official text. A paragraph known only as context of those below it, and
a power of ten whose exponent was flattened, are marked uncertain.
"""

import re
from collections import Counter
from collections.abc import Iterable, Iterator, Sequence
from dataclasses import dataclass, field, replace
from datetime import date
from functools import lru_cache

from regulation.controls.exponents import uncertainties
from regulation.controls.model import ControlList, Entry, Kind, Place
from regulation.controls.note_names import note_scope
from regulation.controls.scope import ROW, Scope, row_scope, text_scope
from regulation.controls.sections import RESERVED
from regulation.controls.tree import with_parents
from regulation.history.blocks import read_blocks
from regulation.history.faults import declared, gaps
from regulation.history.model import BLOCKS_LACK, CONTEXT, FOREIGN, IN_CONTEXT, NOT_OWN, RUNS, Converted, Fault
from regulation.history.runs import MAX_BYTES, NO_WORDS, Child, Item, Run, TextOfFile, Words, begin_text, lines
from ruletrace.readers.packed import unpacked
from ruletrace.readers.xml import ReadError

LIST_SUPPLEMENT = "1"
STUB = 100  # paragraphs; a text of fewer is no control list
CUT = "the converter may have cut the number that these words begin with"
LACKS = (
    BLOCKS_LACK,
    "notes that stand elsewhere than under the last paragraph of a branch",
    "words of a paragraph with others below it, other than as their context",
    "superscripts: an exponent stands on the line",
)
_DESIGNATION = re.compile(r"\d[A-E]\d{3}(?:\.(?:[a-z]{1,2}|\d{1,3}))*")
_NUMBERED = (Kind.PARAGRAPH, Kind.RESERVED)
_COUNTED = (Kind.NOTE, Kind.TEXT, Kind.LICENCE_ROW)
_CAPITAL = re.compile(r"[A-Z“'‘][a-z“'‘]")
_SIBLING = re.compile(r"(?P<above>[a-z0-9.]+)\.(?P<step>[a-z]|\d{1,2})\.?\s+(?=\S)")  # z.3 Commodities
_OF_A_NOTE = re.compile(r"See §|(?:Technical )?Notes?\b|N\.B\.|N/A\b")
_SENTENCES = re.compile(r"[a-z]{3}[”\"]?\.\s+[A-Z][a-z]")
_OPENS = re.compile(r"(?::|\bfollow(?:s|ing)[.;])[”\"]?$")  # how words end that have paragraphs below them


@dataclass(frozen=True, slots=True)
class _Part:
    """A paragraph or a block under one, before it has a name in its entry."""

    designation: str
    kind: Kind
    words: Words
    name: str = ""  # of a place that is named by its label
    cells: tuple[str, ...] = ()


@dataclass(slots=True)
class _State:
    """One run of one paragraph: what stands there, and the paragraphs above it."""

    first: date
    last: date
    parts: tuple[_Part, ...]
    above: tuple[_Part, ...]


@dataclass(slots=True)
class _Paragraph:
    designation: str
    order: tuple[tuple[int, int, str], ...]
    states: list[_State] = field(default_factory=list)


def read_history(data: bytes) -> Converted:
    """Return the dated lists of a converted history (JSON lines, gzipped or not).

    Only Supplement No. 1 is the list; other supplements are left out. Raises ReadError that names line and field.
    """
    plain = unpacked(data, MAX_BYTES)
    text = begin_text(plain, RUNS)
    paragraphs: list[_Paragraph] = []
    faults: list[Fault] = []
    versions: set[date] = set()
    for offset, raw, line in lines(plain):
        versions.update(day for run in line.runs for day in (run.first_version, run.last_version))
        if line.supplement != LIST_SUPPLEMENT:
            continue
        text.begin(offset, raw)
        if not _DESIGNATION.fullmatch(line.eccn):
            span = line.runs[0].first_version, line.runs[-1].last_version
            faults.append(Fault(line.eccn[:5], "", *span, f"{line.eccn} is no designation: left out"))
            continue
        paragraphs.append(_paragraph(line.eccn, line.runs, text, faults))
    lists = _lists(sorted(paragraphs, key=lambda one: one.order), sorted(versions), text)
    return Converted(lists, (*faults, *declared(text.sha256), *gaps(lists)), LACKS)


def _paragraph(eccn: str, runs: Sequence[Run], text: TextOfFile, faults: list[Fault]) -> _Paragraph:
    found = _Paragraph(eccn, tuple(_order(eccn)))
    misread = [run for run in runs if run.heading is None]
    if misread:
        says = f"{eccn} is no paragraph: the converter took other words for its number"
        faults.append(Fault(eccn[:5], eccn[6:], misread[0].first_version, misread[-1].last_version, says))
    for run in runs:
        parts = tuple(_parts(eccn, run.heading, run.content, run.children, text))
        found.states.append(_State(run.first_version, run.last_version, parts, tuple(_above(run, text))))
    return found


def _order(designation: str) -> Iterator[tuple[int, int, str]]:
    """Yield what sorts designations as the list does: numbers as numbers, z before aa."""
    for step in designation.split("."):
        yield (0, int(step), "") if step.isdigit() else (1, len(step), step)


def _parts(
    eccn: str, heading: str | None, content: Iterable[Item], children: Iterable[Child], text: TextOfFile
) -> Iterator[_Part]:
    if heading is not None:
        words = _bare(text.words(heading), eccn)
        yield _Part(eccn, Kind.RESERVED if RESERVED.search(words.text) else Kind.PARAGRAPH, words)
    if "." in eccn:
        yield from _below(eccn, content, text)
    else:
        for block in read_blocks(content, text):
            yield _Part(eccn, block.kind, block.words, block.name, block.cells)
    for child in children:
        yield from _parts(child.identifier, child.heading, child.content, child.children, text)


def _below(eccn: str, content: Iterable[Item], text: TextOfFile) -> Iterator[_Part]:
    """Yield the blocks under a paragraph; its loose text is the next entry's."""
    for item in content:
        words = text.words(item.text)
        if item.tag == "NOTE":
            yield _Part(eccn, Kind.NOTE, words)
        elif item.tag is not None and not words.text.startswith(_written(eccn)):
            swallowed = _swallowed(eccn, words)
            eccn = swallowed.designation if swallowed else eccn
            yield swallowed or _Part(eccn, Kind.TEXT, words)


def _swallowed(eccn: str, words: Words) -> _Part | None:
    """Return the paragraph that follows `eccn` where the converter left it as a line under that one, or None."""
    above, _, last = eccn[6:].rpartition(".")
    found = _SIBLING.match(words.text)
    if not found or found["above"] != above or found["step"] != _following(last):
        return None
    rest = words.text[found.end() :]
    kind = Kind.RESERVED if RESERVED.search(rest) else Kind.PARAGRAPH
    return _Part(f"{eccn[:5]}.{above}.{found['step']}", kind, Words(rest, words.start + found.end(), words.end))


def _following(step: str) -> str:
    """Return the number after 2, the letter after b; "" where that is not plain."""
    if step.isdigit():
        return str(int(step) + 1)
    return chr(ord(step) + 1) if len(step) == 1 and step < "z" else ""


def _written(eccn: str) -> str:
    """Return the number with which the source opens the paragraph: "a.1."."""
    return f"{eccn[6:]}."


def _above(run: Run, text: TextOfFile) -> Iterator[_Part]:
    held = run.breadcrumbs[-len(run.ancestors) :] if run.ancestors else ()
    for designation, words in zip(run.ancestors, held, strict=False):
        if _DESIGNATION.fullmatch(designation) and words != designation:
            yield _Part(designation, Kind.PARAGRAPH, _bare(text.words(words), designation))


def _bare(words: Words, designation: str) -> Words:
    """Return the words without the code of an entry, or what the converter left of a paragraph's number, before them.

    A lone last step counts as such only before a word with a capital ("15 Tires"): "2 GHz" is the law's.
    """
    step = designation.rpartition(".")[2]
    opened = f"{step} "
    if not words.text.startswith(opened):
        return words
    rest = words.text[len(opened) :]
    if "." in designation and not _CAPITAL.match(rest):
        return words
    return Words(rest, words.start + len(opened), words.end)


def _lists(paragraphs: Sequence[_Paragraph], versions: Iterable[date], text: TextOfFile) -> tuple[ControlList, ...]:
    source = text.build()
    entries: dict[tuple[int, ...], Entry] = {}
    lists: list[ControlList] = []
    for version in versions:
        found = tuple(_entries(_at(paragraphs, version), entries))
        if sum(len(one.places) for one in found) >= STUB:
            lists.append(ControlList("US", "ccl", version, source.sha256, RUNS, found, source=source))
    if not lists:
        raise ReadError("no dated version of the control list in the file")
    return tuple(lists)


def _at(paragraphs: Iterable[_Paragraph], version: date) -> Iterator[tuple[str, _State]]:
    for one in paragraphs:
        for state in one.states:
            if state.first <= version <= state.last:
                yield one.designation, state
                break


def _entries(held: Iterable[tuple[str, _State]], known: dict[tuple[int, ...], Entry]) -> Iterator[Entry]:
    """Yield the entries; one whose paragraphs all stay in their runs is the same object in both versions."""
    by_code: dict[str, list[_State]] = {}
    for designation, state in held:
        by_code.setdefault(designation[:5], []).append(state)
    for code, states in sorted(by_code.items()):
        key = tuple(map(id, states))
        if key not in known:
            known[key] = _entry(code, states)
        yield known[key]


def _entry(code: str, states: Sequence[_State]) -> Entry:
    above = _context(states)
    names = _Names(code)
    done: set[str] = set()
    heading = above.pop(code, NO_WORDS)
    first = states[0].parts[0] if states[0].parts and states[0].parts[0].designation == code else None
    context = (CONTEXT,) if first is None else ()
    names.add(_Part(code, Kind.HEADING, first.words if first else heading), *context)
    for state in states:
        for one in state.above:
            if one.designation not in done and one.designation in above:
                done.add(one.designation)
                for part, doubts in _told(one.designation, above[one.designation]):
                    names.add(part, *doubts)
        for part in state.parts:
            if part is not first:
                names.add(part)
    return Entry(code, names.places[0].text, code[0], code[1], tuple(with_parents(code, names.places)))


def _context(states: Iterable[_State]) -> dict[str, Words]:
    """Return the words of each paragraph above: where those below disagree, what most of them say."""
    votes: dict[str, Counter[Words]] = {}
    for state in states:
        for one in state.above:
            votes.setdefault(one.designation, Counter())[one.words] += 1
    own = {part.designation for state in states for part in state.parts if part.kind in _NUMBERED}
    return {key: _most(words, "." in key) for key, words in votes.items() if key not in own}


def _most(votes: Counter[Words], paragraph: bool) -> Words:
    """Return the words most told; of a paragraph, first those that read as words with others below them."""
    by_text: Counter[str] = Counter()
    for words, count in votes.items():
        by_text[words.text] += count
    likely = [one for one in by_text if _OPENS.search(one)] or [one for one in by_text if not _foreign(one)]
    best = max(likely if paragraph and likely else by_text, key=by_text.__getitem__)
    return next(words for words in votes if words.text == best)


def _told(designation: str, words: Words) -> Iterator[tuple[_Part, tuple[str, ...]]]:
    """Yield a paragraph known as context, and what stands there of a note or a row, with what is doubtful of each."""
    if _foreign(words.text):
        yield _Part(designation, Kind.PARAGRAPH, NO_WORDS), (CONTEXT, FOREIGN)
        yield _Part(designation, Kind.NOTE, words), (IN_CONTEXT,)
    else:
        yield _Part(designation, Kind.PARAGRAPH, words), (CONTEXT, *(() if _OPENS.search(words.text) else (NOT_OWN,)))


def _foreign(text: str) -> bool:
    """Return whether the words are a note's or a licence row's: they open so, or are sentences."""
    if _OF_A_NOTE.match(text) or ROW.match(text):
        return True
    return bool(_SENTENCES.search(text)) and not _OPENS.search(text)


@lru_cache(maxsize=2**15)  # the same words stand in dozens of dated texts
def _powers(text: str) -> tuple[str, ...]:
    return uncertainties(text)


class _Names:
    """Gives the parts of one entry their places' names."""

    def __init__(self, code: str) -> None:
        self._code = code
        self._counts: Counter[str] = Counter()
        self._taken: set[str] = set()
        self.places: list[Place] = []

    def add(self, part: _Part, *doubt: str) -> None:
        """Add the part; one whose name is taken becomes text."""
        kind, words = part.kind, part.words
        place = self._name(kind, part)
        if place in self._taken:
            kind = Kind.TEXT
            place = self._name(kind, replace(part, name=""))
        self._taken.add(place)
        scope = self._scope(kind, part)
        cut = kind is Kind.PARAGRAPH and words.text[:1].isdigit()
        doubts = (*doubt, *((CUT,) if cut else ()), *_powers(words.text))
        self.places.append(
            Place(
                self._code,
                place,
                kind,
                scope.codes[0],
                "",
                words.text,
                words.start,
                words.end,
                scope.codes,
                scope.excepted,
                scope.conditional,
                part.cells,
                uncertain=doubts,
            )
        )

    def _name(self, kind: Kind, part: _Part) -> str:
        if kind is Kind.HEADING:
            return "heading"
        if part.name:
            return part.name
        if kind in _COUNTED:
            self._counts[kind] += 1
            return f"{kind} {self._counts[kind]}"
        return part.designation[6:]

    def _scope(self, kind: Kind, part: _Part) -> Scope:
        words = part.words.text
        if kind is Kind.LICENCE_ROW:
            return row_scope(part.cells[0], self._code)
        if kind in (Kind.EXCEPTION, Kind.STA, Kind.REPORTING):
            return text_scope(words, self._code)
        if kind is not Kind.NOTE:
            return Scope((part.designation,))
        return Scope(note_scope(words, self._code, part.designation))
