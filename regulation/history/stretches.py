"""From when to when each place of a list had which words, over all dated texts."""

from collections.abc import Iterator, Sequence
from dataclasses import dataclass
from datetime import date

from regulation.alignment import key, words
from regulation.controls.model import ControlList, Place
from regulation.versions import Tracked


@dataclass(frozen=True, slots=True)
class Stretch:
    """A place with the same words in neighbouring texts.

    `paragraph` is its stable id. It stands from the text of `since` to that of `until`, both included; `last` says that
    `until` is the newest text of all. `place` and `controls` are those of `since`: spans refer to that text.
    """

    paragraph: str
    place: Place
    controls: ControlList
    since: date
    until: date
    last: bool


def stretches(lists: Sequence[ControlList], tracked: Tracked) -> Iterator[Stretch]:
    """Yield every place of dated texts once for each stretch of neighbouring texts in which its words stay the same.

    A paragraph under another number begins a stretch of its own; another name of a row or note, or another way to write
    the same quotation marks, dashes and spaces, does not. `lists` are in order of date and all in `tracked`. A stretch
    comes when it ends, those of the newest text last.
    """
    open_: dict[str, tuple[str, Place, ControlList, date]] = {}
    known: dict[int, str] = {}  # one place object stands in many converted texts
    for controls in lists:
        now: dict[str, tuple[str, Place]] = {}
        for place in controls.all_places():
            if id(place) not in known:
                known[id(place)] = _identity(place)
            now[tracked.ids[controls.version, place.id_path]] = known[id(place)], place
        for paragraph, (said, place, begun, until) in list(open_.items()):
            if paragraph not in now or now[paragraph][0] != said:
                yield Stretch(paragraph, place, begun, begun.version, until, last=False)
                del open_[paragraph]
        for paragraph, (said, place) in now.items():
            begun_place, begun = open_[paragraph][1:3] if paragraph in open_ else (place, controls)
            open_[paragraph] = said, begun_place, begun, controls.version
    for paragraph, (_, place, begun, until) in open_.items():
        yield Stretch(paragraph, place, begun, begun.version, until, last=True)


def _identity(place: Place) -> str:
    said = key(words(place))
    return f"{place.place} {said}" if place.is_paragraph else said
