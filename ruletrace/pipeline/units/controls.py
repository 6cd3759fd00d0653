"""The control list in the graph: places, their dated words, the tree, and the references between entries."""

from collections.abc import Iterable

from graph import schema as g
from regulation.controls.model import ControlList, Kind, Place
from regulation.controls.references import references, sentence_at
from regulation.versions import Tracked
from ruletrace.model import sha256_hex, stable_id
from ruletrace.pipeline.controls import LISTS, History, Version, ids_in, version_id
from ruletrace.pipeline.fetches import replay_mark


def name(listed: str) -> str:
    """Return the name of the unit that holds the places of a list."""
    return f"controls {listed}"


def unit(history: History) -> g.Unit:
    """Return every place that any dated text of a list has, with its words from when to when."""
    if history.tracked is None:
        return g.Unit(name(history.kept.list), (), (), problems=history.problems)
    nodes: dict[tuple[str, str], g.Node] = {}
    edges: dict[tuple[str, str, str, str], g.Edge] = {}
    for version in history.versions:
        for node in _places(version, history.tracked):
            nodes[node.label, node.id] = node
        for edge in _tree(version, history.tracked):
            edges[edge.type, edge.start, edge.end, edge.key] = edge
    texts = list(_words(history.versions, history.tracked))
    nodes.update({(text.label, text.id): text for text, _ in texts})
    versions = [_document(history.kept.title, version) for version in history.versions]
    found = [*edges.values(), *(edge for _, edge in texts)]
    if history.kept in LISTS:
        found += _references(history.versions[-1], history.tracked)
    published = [g.Published(start=history.kept.source, end=document.id) for document in versions]
    own = name(history.kept.list)
    return g.Unit(own, (*nodes.values(), *versions), (*found, *published), problems=history.problems)


def control_ids(history: History) -> dict[str, str]:
    """Return the control id of every designation that any text holds; the newest text that has it decides."""
    ids: dict[str, str] = {}
    if history.tracked:
        for version in history.versions:
            ids.update(ids_in(version, history.tracked))
    return ids


def _document(title: str, version: Version) -> g.Document:
    controls = version.controls
    return g.Document(
        id=version_id(version),
        kind="list version",
        number=f"{controls.list} {version.name}",
        title=f"{title}, text of {version.name}",
        published=version.day,
        url=version.fetch.url,
        sha256=controls.sha256,
        body="held",
        relevance="relevant",
        replay=replay_mark(version.fetch),
    )


def _places(version: Version, tracked: Tracked) -> Iterable[g.Control]:
    controls = version.controls
    for order, place in enumerate(controls.all_places(), start=1):
        yield control(tracked.place_id(controls.version, place), place, controls, order)


def control(key: str, place: Place, controls: ControlList, order: int) -> g.Control:
    """Return the node of a place of a list; `order` is its position there."""
    return g.Control(
        id=key,
        regime=controls.regime,
        list=controls.list,
        entry=place.entry,
        designation=place.designation,
        place=place.place,
        kind="entry" if place.kind is Kind.HEADING else place.kind.value,
        order=order,
    )


def _tree(version: Version, tracked: Tracked) -> Iterable[g.PartOf]:
    ids = ids_in(version, tracked)
    for place in version.controls.all_places():
        above = ids.get(place.parent) or ids.get(place.entry)
        own = tracked.place_id(version.controls.version, place)
        if above and above != own:
            yield g.PartOf(start=own, end=above)


def _words(versions: tuple[Version, ...], tracked: Tracked) -> Iterable[tuple[g.Text, g.HasText]]:
    """Yield each place's words once per stretch of neighbouring versions that have them."""
    held: dict[str, tuple[Version, Place]] = {}
    for version in versions:
        now = {tracked.place_id(version.controls.version, one): one for one in version.controls.all_places()}
        for key, (first, place) in list(held.items()):
            if key not in now or (now[key].text, now[key].cells) != (place.text, place.cells):
                yield _text(key, place, first, version.day)
                del held[key]
        for key, place in now.items():
            if place.text and key not in held:
                held[key] = (version, place)
    for key, (first, place) in held.items():
        yield _text(key, place, first, "")


def _text(key: str, place: Place, version: Version, to: str) -> tuple[g.Text, g.HasText]:
    since = version.day
    text = words(key, place, version.controls, version.name)  # words that come back on that day are another stretch
    recorded = version.fetch.at.isoformat()
    edge = g.HasText(start=key, end=text.id, from_=since, to=to, recorded=recorded, designation=place.designation)
    return text, edge


def words(key: str, place: Place, controls: ControlList, since: str) -> g.Text:
    """Return the node of the words that a place has from the text of `since` on, with the way back to the bytes."""
    where = controls.source.source_range(place.start, place.end)
    return g.Text(
        id=stable_id("text", key, since, sha256_hex(place.text.encode())),
        text=place.text,
        cells=place.cells if place.kind in (Kind.TABLE_ROW, Kind.CAPTION) else (),
        sha256=controls.sha256,
        reader=controls.reader,
        start_at=place.start,
        end_at=place.end,
        byte_start=where[0],
        byte_end=where[1],
    )


def _references(version: Version, tracked: Tracked) -> Iterable[g.RefersTo]:
    ids = ids_in(version, tracked)
    source = version.controls.source.text
    places = {one.id_path: one for one in version.controls.all_places()}
    edges: dict[tuple[str, str, str], g.RefersTo] = {}
    for reference in references(version.controls):
        start, end = ids.get(reference.source), ids.get(reference.target)
        if start and end and start != end:
            kind, quote = reference.kind.value, source[reference.start : reference.end]
            place = places[reference.place]
            said = sentence_at(place.text, reference.start - place.start)
            edge = g.RefersTo(start=start, end=end, key=kind, kind=kind, quote=quote, sentence=said)
            edges.setdefault((start, end, kind), edge)
    return edges.values()
