"""Entries of dated texts ready to be asked: read from the texts alone, whatever is known of the rules between them."""

from collections.abc import Callable
from functools import cached_property

from nlp.predicates.definitions import list_definitions
from nlp.predicates.entries import read_entry
from regulation.classification import EntryTest, compiled
from regulation.controls.model import Kind
from ruletrace.pipeline.classification import Chosen
from ruletrace.pipeline.list_history import DatedText, Held

_DECIDING = (Kind.HEADING, Kind.PARAGRAPH, Kind.NOTE, Kind.RESERVED)
Words = tuple[object, ...]


class Entries:
    """The entries of a list's dated texts; conditions are read once for each distinct text of an entry."""

    def __init__(self, held: Held) -> None:
        self.held = held
        self._tests: dict[tuple[str, Words, tuple[str, ...]], tuple[EntryTest | None, DatedText]] = {}
        self._general: dict[str, Words] = {}
        self._words: dict[tuple[str, str], Words] = {}

    @cached_property
    def whole(self) -> tuple[DatedText, ...]:
        """The texts that hold paragraphs, oldest first."""
        return self.held.whole

    def words(self, text: DatedText, eccn: str) -> Words:
        """Return the words of an entry that decide, () where the text has no such entry."""
        key = (text.name, eccn)
        if key not in self._words:
            entry = text.controls.entry(eccn)
            places = entry.places if entry else ()
            self._words[key] = tuple((one.kind, one.place, plain(one.text)) for one in places if one.kind in _DECIDING)
        return self._words[key]

    def test(self, eccn: str, chosen: Chosen) -> tuple[EntryTest | None, DatedText]:
        """Return the entry of a text ready to be asked, from the newest text with the same words of it."""
        own = self._asked_words(chosen.text, eccn)
        key = (eccn, own, chosen.gaps)
        if key not in self._tests:
            newest = next(one for one in reversed(self.whole) if self._asked_words(one, eccn) == own)
            read = read_entry(newest.controls, eccn)
            predicate = read.predicate(eccn) if read else None
            test = compiled(read.entry, predicate, chosen.gaps) if read and predicate else None
            self._tests[key] = (test, newest)
        return self._tests[key]

    def _asked_words(self, text: DatedText, eccn: str) -> Words:
        """Return the words that decide in an entry: its own and the definitions that stand for the whole list."""
        if text.name not in self._general:
            found = list_definitions(text.controls)
            self._general[text.name] = tuple((one.term, plain(one.words.text)) for one in found)
        return self.words(text, eccn), self._general[text.name]


def plain(words: str) -> str:
    """Return words with single spaces."""
    return " ".join(words.split())


_LAST: dict[str, Entries] = {}


def remembered(made_from: str, make: Callable[[], Entries]) -> Entries:
    """Return what `make` gives, once for the same `made_from`; only the last is kept, as it holds whole texts."""
    if made_from not in _LAST:
        _LAST.clear()
        _LAST[made_from] = make()
    return _LAST[made_from]
