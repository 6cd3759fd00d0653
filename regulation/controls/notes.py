"""Notes of a control list, split into the numbered paragraphs that they hold.

A note is one place of its entry; what it holds is read here, so that a fact can cite paragraph a.2 of Note 1.
"""

import re
from collections.abc import Iterator, Sequence
from dataclasses import dataclass
from enum import StrEnum

from regulation.controls.levels import Marker, Style, arrange, readings
from regulation.controls.model import Place
from regulation.controls.note_names import spoken_of


class NoteKind(StrEnum):
    """What kind of note it is, from its heading."""

    NOTE = "note"
    TECHNICAL = "technical note"
    NB = "N.B."
    LICENCE = "licence requirement note"
    HEADING = "heading note"
    UNTITLED = "untitled"


@dataclass(frozen=True, slots=True)
class NotePart:
    """A paragraph of a note: `path` "a.2" of its own numbering ("" for words without a number), in `[start, end)`.

    `inner` names the note inside the note it stands in ("N.B.", "Note 2"), "" for the note itself; `of` the place of
    the note whose list it continues ("note 8"), "" for its own. `words` are without the number. `uncertain` tells what
    is out of order in its numbering. `targets` are the designations that it qualifies: "2. For the purposes of
    4A004.b, …" speaks of 4A004.b, its note of 4A004.a too; a paragraph that names none speaks of all.
    """

    path: str
    words: str
    start: int
    end: int
    inner: str = ""
    of: str = ""
    uncertain: tuple[str, ...] = ()
    targets: tuple[str, ...] = ()


@dataclass(frozen=True, slots=True)
class Note:
    """A note: `number` is its own ("1", "" for none), `targets` the designations it qualifies, `heading` its title."""

    place: Place
    kind: NoteKind
    number: str
    heading: str
    targets: tuple[str, ...]
    parts: tuple[NotePart, ...]

    def part(self, path: str) -> NotePart | None:
        """Return the paragraph of that path in the note's own numbering, or None."""
        return next((one for one in self.parts if one.path == path and not one.inner and not one.of), None)


_TITLE = re.compile(
    r"(?P<title>(?:(?:License Requirements?|License Exceptions|Control|Heading|Technical) )?Notes?\b(?: \d+)?"
    r"(?: (?:to|for) [^:\n]*?)?|N\.B\.(?: \d+)?(?: to [^:\n]*?)?)(?P<end>:|$|(?=\n)|(?= 1\. [A-Z])|(?<=N\.B\.)(?= ))",
    re.IGNORECASE,
)
_KINDS = (
    (re.compile(r"License Requirement", re.I), NoteKind.LICENCE),
    (re.compile(r"Heading", re.I), NoteKind.HEADING),
    (re.compile(r"Technical", re.I), NoteKind.TECHNICAL),
    (re.compile(r"N\.B", re.I), NoteKind.NB),
    (re.compile(r"Notes?\b", re.I), NoteKind.NOTE),
)
_OWN_NUMBER = re.compile(r"(?:Notes?|N\.B\.) (?P<number>\d+)", re.IGNORECASE)
# "a." "12." "(1)" "(iv)" "A.", and paths written out: "a.1.b."
_PATH = re.compile(r"(?P<path>(?:[a-z]|\d{1,2})(?:\.(?:[a-z]|\d{1,2}))+)\.?(?=\s)")
_STEP = re.compile(r"(?P<step>\((?:[a-z]{1,4}|\d{1,2})\)|(?:[a-zA-Z]|\d{1,2})\.)(?=\s)")
_HEADING = 100  # characters: a longer line is a sentence
_ANNOUNCES = re.compile(r"(?::|—|following)$")


def read_notes(places: Sequence[Place]) -> tuple[Note, ...]:
    """Return the notes of one entry, in text order.

    The source sets a technical note in the middle of the list of another note and lets the list go on inside it: such
    parts name in `of` the place whose numbering they continue.
    """
    notes: list[Note] = []
    open_list: list[_Line] = []  # the numbered lines of the list that may go on
    for place in places:
        title = _TITLE.match(place.text)
        lines = list(_lines(place, title.end() if title else 0))
        numbered = _numbered(lines, open_list)
        open_list = numbered or open_list
        heading = title["title"].strip() if title else ""
        kind = next((kind for pattern, kind in _KINDS if pattern.search(heading)), NoteKind.UNTITLED)
        number = _OWN_NUMBER.match(re.sub(r"^(?:technical|heading|license requirements?) ", "", heading, flags=re.I))
        targets = place.scope or (place.designation,)
        parts = tuple(_part(line, codes) for line, codes in zip(lines, _spoken(lines, targets), strict=True))
        notes.append(Note(place, kind, number["number"] if number else "", heading, targets, parts))
    return tuple(notes)


@dataclass(slots=True)
class _Line:
    """A line of a note: characters of the place's text, the number it opens with, and what it turns out to be."""

    place: Place
    start: int
    end: int
    inner: str
    step: str
    label: int
    announced: bool
    path: str = ""
    of: str = ""
    doubt: str = ""

    @property
    def announces(self) -> bool:
        """Whether its words announce a list."""
        return _ANNOUNCES.search(self.words) is not None

    @property
    def written_out(self) -> bool:
        """Whether the number is a whole path ("a.1.b.") and no single step."""
        return "." in self.step.rstrip(".")

    @property
    def words(self) -> str:
        """The line without its number."""
        return self.place.text[self.start + self.label : self.end].strip()


def _part(line: _Line, targets: tuple[str, ...]) -> NotePart:
    start = line.place.start
    doubts = (line.doubt,) if line.doubt else ()
    return NotePart(line.path, line.words, start + line.start, start + line.end, line.inner, line.of, doubts, targets)


def _spoken(lines: Sequence[_Line], targets: tuple[str, ...]) -> Iterator[tuple[str, ...]]:
    """Yield what each line speaks of; the lines below a numbered paragraph speak of what it does."""
    own: dict[str, tuple[str, ...]] = {}
    sentences = bool(lines) and bool(lines[0].step)  # else the numbers are items of a list that the first line opens
    for line in lines:
        if sentences and line.path.isdigit() and not (line.inner or line.of):
            own[line.path] = spoken_of(line.words, line.place.entry) or targets
        yield targets if line.inner or line.of else own.get(line.path.partition(".")[0], targets)


def _lines(place: Place, start: int) -> Iterator[_Line]:
    """Yield the lines of a note that hold words; a title inside it opens a note of its own."""
    text, inner, position = place.text, "", start
    announced = begun = False
    own, within = _Steps(), _Steps()  # of the note itself, of the note inside it
    while position < len(text):
        end = text.find("\n", position)
        end = len(text) if end < 0 else end
        titled = _inner_title(text, position, end, start, begun)
        position += len(text[position:end]) - len(text[position:end].lstrip())
        step = None if titled else _STEP.match(text, position, end) or _PATH.match(text, position, end)
        if titled:
            (inner, position), within = titled, _Steps()
        elif step and not announced and not inner.endswith(":"):
            # The list goes on after a note of one line, or after the list of the note inside it.
            goes_on = within.lead_to(step.group()) and not own.lead_to(step.group())
            inner = inner if goes_on else ""
        if step:
            (within if inner else own).add(step.group())
        words = text[position:end]
        first = position + len(words) - len(words.lstrip())
        if first < end:
            label = step.end() - first if step else 0
            yield _Line(place, first, end, inner.rstrip(":"), step.group() if step else "", label, announced)
            announced, begun = _ANNOUNCES.search(words) is not None, begun or step is not None
        position = end + 1


class _Steps:
    """The numbers that a list has come to, by their style."""

    def __init__(self) -> None:
        self._last: dict[Style, int] = {}

    def add(self, step: str) -> None:
        """Keep a number as the last one of its style."""
        self._last.update({style: ordinal for style, ordinal, _ in readings(Marker(step, 0, 0))})

    def lead_to(self, step: str) -> bool:
        """Return whether `step` is the next number of a style."""
        return any(self._last.get(style) == ordinal - 1 for style, ordinal, _ in readings(Marker(step, 0, 0)))


def _inner_title(text: str, position: int, end: int, start: int, begun: bool) -> tuple[str, int] | None:
    """Return (title, where its words begin) of a note inside the note; a heading of a further list ends in a colon."""
    title = _TITLE.match(text, position + (text[position : position + 1] == ">"), end)
    if title and position > start and (title["end"] == ":" or title.end() == end):
        return title["title"].strip(), title.end()
    line = text[position:end].strip()
    after = text[end + 1 : end + 4]
    if begun and line.endswith(":") and len(line) < _HEADING and after.startswith(("1.", "a.")) and line[0].isupper():
        return line, end
    return None


def _numbered(lines: Sequence[_Line], open_list: Sequence[_Line]) -> list[_Line]:
    """Give each line its path, and return the list that may go on in the next note."""
    kept: list[_Line] = []
    for inner in dict.fromkeys(line.inner for line in lines):
        own = [line for line in lines if line.inner == inner and line.step]
        goes_on = bool(own and open_list) and not inner and not _begins(own[0])
        joined = [*open_list, *own] if goes_on else own
        before = [(line.path, line.doubt) for line in joined]
        _place(joined)
        if goes_on and own[0].doubt:  # it is no continuation after all
            for line, (path, doubt) in zip(joined, before, strict=True):
                line.path, line.doubt = path, doubt
            goes_on = False
            _place(own)
        for line in own if goes_on else ():
            line.of = open_list[0].of or open_list[0].place.place
        kept = (joined if goes_on else own) if not inner else kept
    return kept


def _begins(line: _Line) -> bool:
    return line.step.strip("().") in ("a", "1", "i", "A")


def _place(lines: Sequence[_Line]) -> None:
    """Give each numbered line its path: paths written out as they are, single steps by their order."""
    single = [line for line in lines if not line.written_out]
    for line in lines:
        line.path = line.step.rstrip(".")
    placed = arrange([Marker(line.step, 0, 0, announced=line.announced, announces=line.announces) for line in single])
    for line, found in zip(single, placed, strict=True):
        line.path, line.doubt = found.place, found.doubt
