"""Documents and words per second through extraction, on real text."""

import gzip
import json
from collections.abc import Sequence

from benchmarks.measure import own_peak, timed
from benchmarks.places import FIXTURES, SAMPLES
from benchmarks.registry import Figure, benchmark
from nlp.extract import extract
from ruletrace.model import StructuredText
from ruletrace.readers import ecfr, federal_register_json, federal_register_xml


@benchmark("extraction", "Extraction of facts from real text")
def extraction() -> Sequence[Figure]:
    """Extract from a listing's titles and abstracts, from a printed issue, and from part 774."""
    extract(listing()[0])  # builds the pipeline
    figures = [
        *_through("titles and abstracts of the Bureau", listing()),
        *_through("Federal Register of 2024-02-12", issue()),
        *_through("part 774 of 2026-09-01", part()),
    ]
    return [*figures, Figure("peak memory of the process", own_peak(), "MB")]


def listing() -> list[StructuredText]:
    """Return titles and abstracts of the sample's documents, in the form of an answer of the Federal Register."""
    store = json.loads((SAMPLES / "federalregister" / "documents.composed.json").read_bytes())
    answer = json.dumps({"results": [one["document"] for one in store["documents"]]}).encode()
    return federal_register_json.read_many(answer, federal_register_json.pointers(answer))


def issue() -> list[StructuredText]:
    """Return the rules and proposed rules of one printed issue."""
    path = FIXTURES / "readers" / "federal-register" / "FR-2024-02-12.xml.gz"
    return federal_register_xml.documents(gzip.decompress(path.read_bytes()))


def part() -> list[StructuredText]:
    """Return the sections and supplements of part 774."""
    data = gzip.decompress((SAMPLES / "ecfr" / "part-774-2026-09-01.xml.gz").read_bytes())
    return [division.text for division in ecfr.read_part(data)]


def _through(what: str, texts: Sequence[StructuredText]) -> list[Figure]:
    words = sum(len(text.text.split()) for text in texts)
    with timed() as watch:
        facts = sum(len(extract(text)) for text in texts)
    return [
        Figure(f"{what}: documents", len(texts), note=f"{words:,} words, {facts:,} facts"),
        Figure(f"{what}: documents per second", round(len(texts) / watch.seconds, 1)),
        Figure(f"{what}: words per second", round(words / watch.seconds)),
        Figure(f"{what}: words per second of processor time", round(words / watch.cpu)),
    ]
