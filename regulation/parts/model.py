"""A part of the Code of Federal Regulations at one date, as trees of paragraphs."""

from collections.abc import Mapping
from dataclasses import dataclass, field
from datetime import date

from regulation.controls.model import ControlList, Entry, Place
from regulation.parts.citations import designation, parse_citation, steps


@dataclass(frozen=True, slots=True)
class PartTree:
    """A part at one date, in the model of the control lists.

    `law.entries` are its sections and supplements ("742.6", "Supplement No. 4 to part 744"), `law.places` what belongs
    to the part itself (heading, authority, source). A paragraph's `place` is "(a)(6)(iii)(B)", its `designation`
    "742.6(a)(6)(iii)(B)", its `label` the number as printed; its words are its own, without those of the paragraphs
    below it ("introductory text" of a paragraph, in the office's language). `headings` holds run-in headings by
    designation.
    """

    part: str
    law: ControlList
    headings: Mapping[str, str] = field(repr=False)
    _paragraphs: Mapping[str, Place] = field(repr=False)
    _children: Mapping[str, tuple[Place, ...]] = field(repr=False)

    @property
    def version(self) -> date:
        """The date of the text."""
        return self.law.version

    def entry(self, number: str) -> Entry | None:
        """Return the section or supplement of that number, however it is written, or None."""
        cited = parse_citation(number)
        return self.law.entry(cited[0]) if cited else None

    def find(self, citation: str) -> Place | None:
        """Return the paragraph, section or supplement that a citation names, or None when it is not held.

        "742.6(a)(6)(iii)(B)", "§ 742.6(a) of the EAR" and "supplement no. 4 to part 744" are citations.
        """
        cited = parse_citation(citation)
        return self._paragraphs.get(designation(*cited)) if cited else None

    def nearest(self, citation: str) -> Place | None:
        """Return what `find` gives, else the nearest paragraph above it that is held, or None."""
        cited = parse_citation(citation)
        if cited is None:
            return None
        entry, path = cited[0], list(steps(cited[1]))
        while path and designation(entry, "".join(path)) not in self._paragraphs:
            path.pop()
        return self._paragraphs.get(designation(entry, "".join(path)))

    def children(self, place: Place) -> tuple[Place, ...]:
        """Return the paragraphs directly below a paragraph or section, in text order."""
        return self._children.get(place.designation, ())

    def below(self, place: Place) -> tuple[Place, ...]:
        """Return the place and everything below it in text order: paragraphs, notes, footnotes, tables."""
        entry = self.law.entry(place.entry)
        places = entry.places if entry else ()
        return tuple(one for one in places if is_within(one, place))

    def attached(self, place: Place) -> tuple[Place, ...]:
        """Return the notes, footnotes, examples, tables and flush words that belong to this very paragraph."""
        same = (one for one in self.below(place) if not one.is_paragraph)
        return tuple(one for one in same if one.designation == place.designation)


def is_within(place: Place, ancestor: Place) -> bool:
    """Return whether `place` is `ancestor` or stands below it."""
    if ancestor.designation == ancestor.entry:
        return place.entry == ancestor.entry
    if not place.designation.startswith(ancestor.designation):
        return False
    return place.designation[len(ancestor.designation) :][:1] in ("", "(", ".")
