"""Words and documents per second through extraction, on real text, and whether time grows with length alone."""

import json
from collections.abc import Iterator, Sequence
from statistics import quantiles

from benchmarks.measure import own_peak, timed
from benchmarks.places import FIXTURES, SAMPLES
from benchmarks.registry import Figure, benchmark
from nlp.extract import extract
from ruletrace.model import Block, StructuredText
from ruletrace.readers import ecfr, federal_register_json, federal_register_xml
from ruletrace.readers.packed import unpacked

PARTS = ("734", "738", "740", "742", "744", "774")
RULES = ("2013-10604.xml.gz", "2014-21847.xml", "2014-30419.xml", "2015-12719.xml.gz", "FR-2024-02-12.xml.gz")
LONG = (2_500_000, 5_000_000, 10_000_000)


@benchmark("extraction", "Extraction of facts from real text")
def extraction() -> Sequence[Figure]:
    """Extract from titles and abstracts, and from 5 MB of regulation text; then from ever longer single documents."""
    extract(listing()[0])  # builds the pipeline
    return [
        *_through("titles and abstracts of the Bureau", listing()),
        *_regulation(),
        *_longer(),
        Figure("peak memory of the process", own_peak(), "MB"),
    ]


def listing() -> list[StructuredText]:
    """Return titles and abstracts of the sample's documents, in the form of an answer of the Federal Register."""
    store = json.loads((SAMPLES / "federalregister" / "documents.composed.json").read_bytes())
    answer = json.dumps({"results": [one["document"] for one in store["documents"]]}).encode()
    return federal_register_json.read_many(answer, federal_register_json.pointers(answer))


def regulation() -> Iterator[StructuredText]:
    """Yield the sections, supplements and rules of the recorded regulation text, read from their bytes."""
    for part in PARTS:
        data = (SAMPLES / "ecfr" / f"part-{part}-2026-09-01.xml.gz").read_bytes()
        yield from (division.text for division in ecfr.read_part(unpacked(data)))
    for name in RULES:
        yield from federal_register_xml.documents(unpacked((FIXTURES / "amendments" / name).read_bytes()))


def _regulation() -> list[Figure]:
    with timed() as reading:
        texts = list(regulation())
    size = sum(len(text.text) for text in texts)
    figures, seconds = _timed_each(texts)
    words = sum(len(text.text.split()) for text in texts)
    whole = reading.cpu + sum(seconds)
    cuts = quantiles(seconds, n=100)
    return [
        Figure(
            "regulation text: size",
            round(size / 1e6, 2),
            "MB",
            note=f"{len(texts)} texts, {words:,} words, {figures:,} facts",
        ),
        Figure("regulation text: words per second of processor time, extraction", round(words / sum(seconds))),
        Figure("regulation text: words per second of processor time, from bytes to facts", round(words / whole)),
        Figure("regulation text: one document, p50", round(cuts[49] * 1000, 1), "ms"),
        Figure("regulation text: one document, p99", round(cuts[98] * 1000), "ms"),
    ]


def _timed_each(texts: Sequence[StructuredText]) -> tuple[int, list[float]]:
    facts, seconds = 0, []
    for text in texts:
        with timed() as watch:
            facts += len(extract(text))
        seconds.append(watch.cpu)
    return facts, seconds


def _longer() -> list[Figure]:
    """Time single documents of growing length; time per megabyte would grow if any component were quadratic."""
    texts = list(regulation())
    per_megabyte = []
    for length in LONG:
        with timed() as watch:
            extract(joined(texts, length))
        per_megabyte.append(watch.cpu / length * 1e6)
    figures = [
        Figure(f"one document of {length / 1e6:g} MB: processor time per MB", round(one, 2), "s")
        for length, one in zip(LONG, per_megabyte, strict=True)
    ]
    return [*figures, Figure("time per MB, longest to shortest", round(per_megabyte[-1] / per_megabyte[0], 2), "times")]


def joined(texts: Sequence[StructuredText], length: int) -> StructuredText:
    """Return one text of at least `length` characters, made of the texts one after the other, again and again."""
    parts: list[str] = []
    blocks: list[Block] = []
    at = 0
    while at < length:
        for text in texts:
            blocks += [Block(one.kind, one.path, at + one.start, at + one.end, one.label) for one in text.blocks]
            parts.append(text.text)
            at += len(text.text) + 1
            if at >= length:
                break
    return StructuredText("", "joined", "\n".join(parts), tuple(blocks), ())


def _through(what: str, texts: Sequence[StructuredText]) -> list[Figure]:
    words = sum(len(text.text.split()) for text in texts)
    with timed() as watch:
        facts = sum(len(extract(text)) for text in texts)
    return [
        Figure(f"{what}: documents", len(texts), note=f"{words:,} words, {facts:,} facts"),
        Figure(f"{what}: documents per second", round(len(texts) / watch.seconds, 1)),
    ]
