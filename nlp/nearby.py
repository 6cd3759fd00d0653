"""The finds of earlier components by place: what a sentence names."""

from bisect import bisect_left
from collections.abc import Iterator
from operator import attrgetter

from nlp.finds import Find, Notes

_ORDER = attrgetter("start", "end", "kind", "value")


class Nearby:
    """Looks up finds between two characters: those of the kinds given, all when none is.

    Made once a text; each look-up takes the logarithm of their number.
    """

    REACHED = ("listing", "destination", "embargoed_region", "mentioned", "included")

    def __init__(self, notes: Notes, *kinds: str) -> None:
        self._text = notes.text
        everything = (find for finds in notes.finds.values() for find in finds)
        self._finds = sorted(notes.of_kind(*kinds) if kinds else everything, key=_ORDER)
        self._starts = [find.start for find in self._finds]

    def between(self, low: int, high: int, *kinds: str) -> Iterator[Find]:
        """Yield the finds of these kinds that begin in `[low, high)`, in text order."""
        for index in range(bisect_left(self._starts, low), bisect_left(self._starts, high)):
            if self._finds[index].kind in kinds:
                yield self._finds[index]

    def words(self, low: int, high: int, *kinds: str, roles: tuple[str, ...] = ()) -> str:
        """Return the words of those finds as the text writes them, each once, joined by "; "."""
        found = (find for find in self.between(low, high, *kinds) if not roles or find.role in roles)
        return "; ".join(dict.fromkeys(" ".join(self._text[find.start : find.end].split()) for find in found))
