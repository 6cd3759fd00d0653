"""Which text of Annex I answers for a day, and the words held beside it: authorisations, Articles 2, 4 and 5."""

from collections.abc import Mapping, Sequence
from dataclasses import dataclass, replace
from datetime import date
from functools import lru_cache

from regulation.annex import Consolidated, annex_differences
from regulation.controls.model import ControlList
from regulation.licensing.law import UNSEEN, HeldEntry, Law, NotHeldError, run_of
from regulation.licensing.model import Quote

SECTION_I = "Section I"
_NAMES = {"definitions": "Article 2", "article_4": "Article 4", "article_5": "Article 5"}


@dataclass(frozen=True, slots=True, eq=False)
class HeldWords:
    """The words of an authorisation, of Section I or of an article, from the text that answers for a day."""

    name: str
    words: str
    text_of: date
    remark: str

    def quote(self, words: str, citation: str = "") -> Quote:
        """Return `words` as a quote when they stand here, whatever their spaces; raises NotHeldError."""
        return _quoted(self, words, citation or self.name)


@lru_cache(maxsize=4096)
def _quoted(held: HeldWords, words: str, citation: str) -> Quote:
    found = run_of(held.words, words)
    if found is None:
        raise NotHeldError(f"{held.name} of {held.text_of} does not say: {words}")
    return Quote(citation, found, held.text_of, held.remark)


def entry_of(law: Law, code: str, on: date) -> HeldEntry | None:
    """Return the entry of Annex I that a code belongs to, None where the text of the day has none.

    Between two texts an entry answers when the next text has it with the same words; raises NotHeldError where no text
    answers for the day.
    """
    eccn = code.partition(".")[0]
    before, after = _around(law.annexes_for(eccn), on)
    held = before[-1].controls
    if held.version != on and after and not _same(held, after[0].controls, eccn):
        raise NotHeldError(
            f"Annex I is held as of {held.version} and {after[0].controls.version}: {eccn} differs between them, and"
            f" the day of the change is not held"
        )
    entry = held.entry(eccn)
    return HeldEntry(held, entry, _remark(before, after, on)) if entry else None


def words_of(law: Law, name: str, on: date) -> HeldWords:
    """Return the words of EU001 to EU008, of Section I or of Articles 2, 4 and 5 for a day; raises NotHeldError."""
    return _held_words(_These(*law.annexes()), name, on)


def text_for(law: Law, on: date, code: str = "") -> tuple[date, str]:
    """Return the date of the text that answers for a day (for a code) and how far it does; raises NotHeldError."""
    before, after = _around(law.annexes_for(code.partition(".")[0]), on)
    return before[-1].controls.version, _remark(before, after, on)


def _around(texts: Sequence[Consolidated], on: date) -> tuple[Sequence[Consolidated], Sequence[Consolidated]]:
    before = [one for one in texts if one.controls.version <= on]
    if not before:
        first = f"the first text held is of {texts[0].controls.version}" if texts else "no text of it is held"
        raise NotHeldError(f"Annex I of Regulation (EU) 2021/821 on {on}: {first}")
    return before, texts[len(before) :]


def _remark(before: Sequence[Consolidated], after: Sequence[Consolidated], on: date) -> str:
    version = before[-1].controls.version
    told = []
    if version != on and after:
        told.append(f"text of {version}, the same in that of {after[0].controls.version}; what stood between is unseen")
    elif version != on:
        told.append(f"text of {version}; {UNSEEN}")
    if sum(one.controls.version == version for one in before) > 1:
        told.append(f"of several contents held under {version} the one seen last")
    return "; ".join(told)


class _These:
    """Texts by identity, so that what is made of them is made once."""

    def __init__(self, *held: Consolidated | ControlList) -> None:
        self.held = held

    def __eq__(self, other: object) -> bool:
        return isinstance(other, _These) and list(map(id, self.held)) == list(map(id, other.held))

    def __hash__(self) -> int:
        return hash(tuple(map(id, self.held)))


def _same(old: ControlList, new: ControlList, eccn: str) -> bool:
    return _unchanged(_These(old, new), eccn)


@lru_cache(maxsize=1024)
def _unchanged(texts: _These, eccn: str) -> bool:
    """Return whether both texts have the entry, or neither, with no change but the converters'."""
    old, new = (_alone(one, eccn) for one in texts.held if isinstance(one, ControlList))
    return bool(old.entries) == bool(new.entries) and not annex_differences(old, new).changes


def _alone(controls: ControlList, eccn: str) -> ControlList:
    return replace(controls, entries=tuple(one for one in controls.entries if one.eccn == eccn), places=())


@lru_cache(maxsize=512)
def _held_words(texts: _These, name: str, on: date) -> HeldWords:
    before, after = _around([one for one in texts.held if isinstance(one, Consolidated)], on)
    words = _words(before[-1]).get(name)
    if words is None:
        later = [one.controls.version for one in after if name in _words(one)]
        held = f"is held as of {later[0]} only" if later else "is not held"
        raise NotHeldError(f"{name} {held}")
    return HeldWords(name, words, before[-1].controls.version, _remark(before, after, on))


def _words(text: Consolidated) -> Mapping[str, str]:
    return _by_name(_These(text))


@lru_cache(maxsize=16)
def _by_name(text: _These) -> Mapping[str, str]:
    """Return the words by name, one line for each of the source."""
    lines: dict[str, list[str]] = {}
    for held in text.held:
        if isinstance(held, Consolidated):
            for block in (*held.authorisations, *held.common_list, *held.documents):
                name = _NAMES.get(block.path, block.path)
                lines.setdefault(name, []).append(held.controls.source.of(block))
    return {name: "\n".join(words) for name, words in lines.items()}
