"""Where a name, its aliases and its addresses end (nlp-notes, case 10): composed items, and the real Entity List."""

import gzip
from datetime import date
from pathlib import Path

import pytest

from nlp.components.parties.members import read_member
from nlp.normalise import normalise
from ruletrace.pipeline.entity_list import read_entity_list

SAMPLES = Path(__file__).parents[3] / "samples" / "ecfr"

# (item, name, aliases, addresses); all composed
ITEMS = [
    ("Sample Optics Co., Ltd.", "Sample Optics Co., Ltd.", [], []),
    ("Sample Optics Co., LTD., 5 Model Road, Narnia", "Sample Optics Co., LTD.", [], ["5 Model Road, Narnia"]),
    ("Sample Works, Inc., Room 2, Narnia;", "Sample Works, Inc.", [], ["Room 2, Narnia"]),
    (
        "Sample Labs, a.k.a., the following two aliases: —Model Labs; and —Model Co., Ltd. Floor 10, No. 5 W, Narnia.",
        "Sample Labs",
        ["Model Labs", "Model Co., Ltd."],
        ["Floor 10, No. 5 W, Narnia"],
    ),
    (
        "Sample Labs, a.k.a., the following alias: —Model Institute. 12 Example Street, Narnia; and 9 Way, Narnia.",
        "Sample Labs",
        ["Model Institute"],
        ["12 Example Street, Narnia", "9 Way, Narnia"],
    ),
    (
        "Sample JSC, a.k.a., the following three aliases: —AO Sample; —Sample OJSC; and —Sample, AO. P.O. Box 7, N.",
        "Sample JSC",
        ["AO Sample", "Sample OJSC", "Sample, AO"],
        ["P.O. Box 7, N"],
    ),
    (
        "Sample JSC, a.k.a., the following two aliases: —V.P. Model Plant; and —Plant of V.P. Model. Unit 3, Narnia.",
        "Sample JSC",
        ["V.P. Model Plant", "Plant of V.P. Model"],
        ["Unit 3, Narnia"],
    ),
    (
        "Sample JSC, a.k.a., the following two aliases: —One Sample; and —Two Sample 9/3 Example Highway, Narnia.",
        "Sample JSC",
        ["One Sample", "Two Sample"],
        ["9/3 Example Highway, Narnia"],
    ),
    (
        "Sample Trade, a.k.a., the following two aliases: Model Trade; and Model Trade LLC. Suite 4, 8 Quay, Narnia.",
        "Sample Trade",
        ["Model Trade", "Model Trade LLC"],
        ["Suite 4, 8 Quay, Narnia"],
    ),
    ("Sample Gulf FZE (a.k.a. SGF), 1 Quay, Narnia", "Sample Gulf FZE", ["SGF"], ["1 Quay, Narnia"]),
    (
        "Sample Oil (a.k.a. Oil of Sample; a.k.a. OOO Sample Oil; and f.k.a. Old Oil), 1 Quay, Narnia",
        "Sample Oil",
        ["Oil of Sample", "OOO Sample Oil", "Old Oil"],
        ["1 Quay, Narnia"],
    ),
    (
        "Sample Import, f.k.a. Old Import, Room 3, 9 Quay Road, Narnia",
        "Sample Import",
        ["Old Import"],
        ["Room 3, 9 Quay Road, Narnia"],
    ),
    (
        "Academy of Samples, Institute of Models, 20 East Street, Narnia.",
        "Academy of Samples, Institute of Models",
        [],
        ["20 East Street, Narnia"],
    ),
    ("Samples and Models LLC; and", "Samples and Models LLC", [], []),
    (
        "• Sample Quantum Center (SQC), located at 7 Model Park, Narnia;",
        "Sample Quantum Center",
        [],
        ["7 Model Park, Narnia"],
    ),
    (
        "(3) Sample Person, 4 Way, Narnia. (See alternate address under Archenland).",
        "Sample Person",
        [],
        ["4 Way, Narnia"],
    ),
    (
        "Sample Port, 1 Quay, Narnia, and 2 Quay, Archenland",
        "Sample Port",
        [],
        ["1 Quay, Narnia", "2 Quay, Archenland"],
    ),
    ("Sample Wave Ltd., under the destination of Narnia, for its acts", "Sample Wave Ltd.", [], []),
    ("Sample Wave Ltd. This rule also removes one entity.", "Sample Wave Ltd.", [], []),
]


@pytest.mark.parametrize(("item", "name", "aliases", "addresses"), ITEMS)
def test_items(item: str, name: str, aliases: list[str], addresses: list[str]) -> None:
    text = normalise(item)
    member = read_member(text, 0, len(text))
    assert member is not None
    assert text[slice(*member.name)] == name
    assert [text[slice(*span)] for _kind, span in member.aliases] == aliases
    assert [text[slice(*span)] for span in member.addresses] == addresses


def test_kinds_of_aliases_and_short_forms() -> None:
    text = "Sample Labs (SLX), f.k.a. Old Labs, d/b/a/ Shop"
    member = read_member(text, 0, len(text))
    assert member is not None
    assert (member.short, [kind for kind, _span in member.aliases]) == ("SLX", ["f.k.a."])


@pytest.mark.parametrize("text", ["", " ; and", "the following", "(see above)", "…"])
def test_what_names_nobody(text: str) -> None:
    assert read_member(text, 0, len(text)) is None


def _folded(words: list[str]) -> list[str]:
    return [normalise(word).strip(" .;,").lower() for word in words]


def test_the_real_entity_list_read_as_prose_agrees_with_its_reader() -> None:
    """Names, aliases and addresses are compared as whole lists; two programs written apart read the same cells."""
    data = gzip.decompress((SAMPLES / "part-744-2026-09-01.xml.gz").read_bytes())
    official, _named = read_entity_list(data, date(2026, 9, 1))
    rows = [row for row in official.rows if row.listed.name and not row.members and not row.reserved]
    agreed = {"name": 0, "aliases": 0, "addresses": 0}
    for row in rows:
        text = normalise(row.entity.text)
        member = read_member(text, 0, len(text))
        if member is None or row.listed.name is None:
            continue
        name, short = text[slice(*member.name)], f" ({member.short})" if member.short else ""
        aliases = [text[slice(*span)] for _kind, span in member.aliases]
        addresses = [text[slice(*span)] for span in member.addresses]
        agreed["name"] += _folded([name + short]) == _folded([row.listed.name.text])
        agreed["aliases"] += _folded(aliases) == _folded([alias.name.text for alias in row.listed.aliases])
        agreed["addresses"] += _folded(addresses) == _folded([one.words.text for one in row.addresses()])
    assert len(rows) > 3000
    assert agreed["name"] / len(rows) > 0.98
    assert agreed["aliases"] / len(rows) > 0.94
    assert agreed["addresses"] / len(rows) > 0.93
