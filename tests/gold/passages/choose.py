"""Choose the passages that were labelled: seeded, by stratum, from official texts of this repository.

`python -m tests.gold.passages.choose` prints them as JSON lines; the second half by shuffled order is the unseen one.
"""

import json
import random
import re
import sys
from collections.abc import Iterator
from dataclasses import asdict, dataclass
from pathlib import Path

from nlp.normalise import normalise
from nlp.sentences import split
from ruletrace.readers import ecfr, federal_register_xml
from ruletrace.readers.packed import unpacked

ROOT = Path(__file__).parents[3]
SEED = 20261126
SHORTEST, LONGEST = 40, 600
PARTS = {"734": 36, "740": 72, "742": 72, "744": 72}
NOTES, ITEMS, RULES_12_CFR, RULES_ISSUE, SANCTIONS = 100, 44, 40, 36, 28
_TRIGGER = re.compile(r"\d|Country|[Ll]icense Exception|ECCN|supplement")
_NUMERIC = re.compile(
    r"\d[^.;]{0,30}(?:or (?:more|less|greater|higher|lower)|nm|mm|Hz|K\b|km|%|kg|bit|W\b)|exceeding|than \d|least \d"
)


@dataclass(frozen=True, slots=True)
class Passage:
    """A passage with what stands above it: `section` (744.21, 3A001, …) and whether it belongs to the list."""

    id: str
    source: str
    section: str
    text: str


def passages() -> list[Passage]:
    """Return the chosen passages in shuffled order, so that each half holds a share of every stratum."""
    chance = random.Random(SEED)  # noqa: S311 -- a sample, no secret
    chosen: list[tuple[str, str, str]] = []
    for part, number in PARTS.items():
        chosen += _some(chance, list(_of_part(part)), number)
    listed = list(_of_list())
    chosen += _some(chance, [row for row in listed if row[3] == "note"], NOTES)
    items = [row for row in listed if row[3] == "item" and _NUMERIC.search(row[2])]
    chosen += [row[:3] for row in chance.sample(items, ITEMS)]
    chosen += _some(
        chance,
        list(_of_rules(("2013-10604.xml.gz", "2014-21847.xml", "2014-30419.xml", "2015-12719.xml.gz"))),
        RULES_12_CFR,
    )
    chosen += _some(chance, list(_of_rules(("FR-2024-02-12.xml.gz",))), RULES_ISSUE)
    chosen += _some(chance, list(_of_sanctions()), SANCTIONS)
    chance.shuffle(chosen)
    return [Passage(f"p{number:03}", *row) for number, row in enumerate(chosen, start=1)]


def _some(chance: random.Random, rows: list[tuple[str, ...]], number: int) -> list[tuple[str, str, str]]:
    """Return `number` of the rows: four of five hold a figure, a group, an exception or a code."""
    unique = list({row[2]: row for row in rows}.values())
    telling = [row for row in unique if _TRIGGER.search(row[2])]
    plain = [row for row in unique if not _TRIGGER.search(row[2])]
    few = min(len(plain), number // 5)
    return [row[:3] for row in (*chance.sample(telling, number - few), *chance.sample(plain, few))]  # type: ignore[misc]


def _sentences(text: str) -> Iterator[str]:
    for start, end in split(normalise(text)):
        if SHORTEST <= end - start <= LONGEST:
            yield text[start:end]


def _of_part(part: str) -> Iterator[tuple[str, ...]]:
    name = f"samples/ecfr/part-{part}-2026-09-01.xml.gz"
    for division in ecfr.read_part(unpacked((ROOT / name).read_bytes())):
        if "Supplement No. 4" in division.number:
            continue  # the Entity List is a table of rows
        for block in division.text.blocks:
            if block.kind in {"paragraph", "note", "item", "footnote", "effective_date_note", "citation"}:
                for sentence in _sentences(division.text.of(block)):
                    yield name, division.number, sentence


def _of_list() -> Iterator[tuple[str, ...]]:
    name = "samples/ecfr/part-774-2026-09-01.xml.gz"
    entry = ""
    for division in ecfr.read_part(unpacked((ROOT / name).read_bytes())):
        if division.number != "Supplement No. 1 to Part 774":
            continue
        for block in division.text.blocks:
            text = division.text.of(block)
            if (
                found := re.match(r"([0-9][A-E][0-9]{3})\s", text)
                if block.kind in {"bold", "heading", "caption"}
                else None
            ):
                entry = found.group(1)
            if not entry or not SHORTEST <= len(text) <= LONGEST:
                continue
            if block.kind in {"note", "labelled"}:
                yield name, entry, text, "note"
            elif block.kind == "paragraph":
                yield name, entry, text, "item"


def _of_rules(files: tuple[str, ...]) -> Iterator[tuple[str, ...]]:
    for file in files:
        name = f"tests/fixtures/amendments/{file}"
        for document in federal_register_xml.documents(unpacked((ROOT / name).read_bytes())):
            if not any(block.kind == "title" for block in document.blocks):
                continue
            for block in document.blocks:
                if block.kind in {"paragraph", "abstract", "dates", "footnote"}:
                    for sentence in _sentences(document.of(block)):
                        yield name, block.kind, sentence


def _of_sanctions() -> Iterator[tuple[str, ...]]:
    name = "tests/fixtures/amendments/32022R0576_EN_OJ.pdftotext.txt.gz"
    text = unpacked((ROOT / name).read_bytes()).decode()
    for paragraph in re.split(r"\n\s*\n", text):
        for sentence in _sentences(re.sub(r"\s+", " ", paragraph)):
            if len(re.findall(r"[a-z]{3,}", sentence)) > 6:
                yield name, "32022R0576", sentence


if __name__ == "__main__":
    for passage in passages():
        sys.stdout.write(json.dumps(asdict(passage), ensure_ascii=False) + "\n")
