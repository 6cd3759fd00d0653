"""Every quoted name, entry and section of an instruction is in an action, or told as not read: none is lost silently.

Over the open real instructions, composed sentences and those of the grammar; the key's closed documents stay closed.
"""

import re
from collections.abc import Iterable

import pytest
from amendments_helpers import FOLDER
from test_grammar_composed import SCOPES, cases

from regulation.amendments.amdpars import rule_of_json
from regulation.amendments.clauses import read
from regulation.amendments.files import read_file
from regulation.amendments.instructions import instructions
from regulation.amendments.model import Instruction, Target
from regulation.amendments.state import Action

# Asides, titles, a part of an entry that is cited without it, and a place whose new name is quoted.
ASIDE = re.compile(
    r"\(§§[^()]*\)|, consisting of [^,]*|(?<=\d)—[^§]*?(?=Export Control|ECCN)|“Items” paragraph|as “Note[^”]*”"
)
CLOSED = {"2015-12719", "2024-02590", "2024-02703"}
OPEN = ("FR-2024-02-12.xml.gz", "2013-10604.xml.gz", "2014-21847.xml", "2014-30419.xml", "2025-00723_amdpars.json")
NAME = re.compile(r"“([^”]+)”|\b(\d[A-E]\d{3})\b|§ (\d+\.\d+)")
# Names that say beside which something new stands, or are a heading's own words: no place that is acted on.
BESIDE = re.compile(r"(?:after|before|following|preceding|between|titled|headings?)\b[^,;“]*(?:“[^”]+”,? and )?$")
LOSING = [
    "In § 772.1, add the definitions of “Alpha” (see part 1) and “Beta”, and remove the definition of “Gamma”.",
    "Section 772.1 is amended by adding definitions for “Advanced-Node ICs” (Advanced-Node IC) and “B”.",
    "In § 3.1, under the heading “Region 3”, revise the entry for “X”.",
    "The list “Apples” and, by frobnicating, “Pears” is amended by removing paragraph (a).",
]


def bare(words: str) -> str:
    return re.sub(r"\W+", " ", words).strip()


def lost(text: str, told: Iterable[Instruction | Action], places: Iterable[Target] = ()) -> list[str]:
    """Return the names in `text` that no instruction holds and no remark repeats."""
    kept = [str(place) for place in places]
    for one in told:
        kept += map(str, (one.target, one.old_target, one.old_words, one.new_words, one.anchor, one.unread))
        kept += [one.not_understood] if isinstance(one, Instruction) else [text[one.start : one.end]] * (not one.verb)
    held = bare(" ".join(kept))
    text = ASIDE.sub("", text)
    return [
        match.group()
        for match in NAME.finditer(text)
        if bare(match.group()) not in held and not BESIDE.search(text[: match.start()])
    ]


@pytest.mark.parametrize("name", OPEN)
def test_real_instructions_lose_no_name(name: str) -> None:
    steps: dict[tuple[str, int, str], list[Instruction]] = {}
    for one in read_file(FOLDER / name):
        if one.document_number not in CLOSED:
            steps.setdefault((one.document_number, one.ordinal, one.text), []).append(one)
    assert steps
    assert {key[:2]: lost(key[2], told) for key, told in steps.items() if lost(key[2], told)} == {}


def test_sentences_of_the_grammar_lose_no_name() -> None:
    missing = {}
    for sentence in cases():
        letter, _, text = sentence.partition(" ")
        told = read(text, (SCOPES[letter],))
        missing[text] = lost(text, told.actions, told.scope)
    assert {text: names for text, names in missing.items() if names} == {}


@pytest.mark.parametrize("text", LOSING)
def test_composed_sentences_lose_no_name(text: str) -> None:
    amdpars = [{"text": f"1. {text}", "regtext_part": "3"}]
    assert lost(text, instructions(rule_of_json({"document_number": "composed-1", "amdpars": amdpars}))) == []
