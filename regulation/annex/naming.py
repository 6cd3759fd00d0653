"""Names of places, and what a note says of itself."""

import re
from dataclasses import dataclass, field

from regulation.controls.designations import find_mentions

_UNUSED = re.compile(r"(?:\d[A-E]\d{3}[.\w]*|\w{1,2}\.?)?\s*Not used[.;,]?$", re.IGNORECASE)


@dataclass(slots=True)
class Names:
    """Gives each note of an entry a name that is its own: "a.2 note", "a.2 note 2", "technical note"."""

    _used: dict[str, int] = field(default_factory=dict)

    def note(self, owner: str, label: str) -> str:
        """Return the name of the next note with this label that belongs to the paragraph `owner` ("" the entry)."""
        kind = note_name(label)
        number = re.search(r"\d+$", label)
        return self._own(" ".join(part for part in (owner, kind, number.group() if number else "") if part))

    def text(self, owner: str) -> str:
        """Return the name of the next words without a number that stand under `owner`."""
        return self._own(f"{owner} text".strip())

    def _own(self, name: str) -> str:
        self._used[name] = self._used.get(name, 0) + 1
        return name if self._used[name] == 1 else f"{name} ({self._used[name]})"


def note_name(label: str) -> str:
    """Return note, technical note or N.B. for any spelling of the label."""
    folded = " ".join(label.split()).casefold()
    if folded.startswith("tech"):
        return "technical note"
    return "N.B." if folded.startswith("n") and "b" in folded[:4] else "note"


def note_codes(text: str, entry: str) -> tuple[str, ...]:
    """Return the designations that the first sentence of a note names."""
    opening = text[:200]
    return tuple(one.code.rstrip(".") for one in find_mentions(opening, entry))


def is_unused(text: str) -> bool:
    """Return whether a paragraph says that its number is not used."""
    return _UNUSED.match(text.strip()) is not None
