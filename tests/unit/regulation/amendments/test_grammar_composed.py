"""The grammar of amendatory instructions, sentence by sentence: grammar.composed.txt, composed and read by a person."""

from pathlib import Path

import pytest

from regulation.amendments.clauses import read
from regulation.amendments.model import Target
from regulation.amendments.state import Action

FILE = Path(__file__).parent / "grammar.composed.txt"
SCOPES = {
    "P": Target(part="3"),
    "S": Target(part="3", section="3.1"),
    "C": Target(part="3", container="Supplement I to part 3"),
    "L": Target(part="774"),
}


def cases() -> dict[str, list[str]]:
    """Return the lines expected by sentence, the sentence with the letter of what it stands in."""
    found: dict[str, list[str]] = {}
    for line in FILE.read_text("utf-8").splitlines():
        if line.startswith(" "):
            found[next(reversed(found))].append(line.strip())
        elif not line.startswith("#"):
            found[line] = []
    return found


def said(one: Action) -> str:
    """Return an instruction as the file writes it."""
    if one.verb is None:
        return "not understood"
    words = f"{one.verb} {one.target}"
    words += f" < {one.old_target}" if one.old_target else ""
    changed = one.old_words is not None or one.new_words is not None
    words += f": {one.old_words or ''} → {one.new_words or ''}" if changed else ""
    words += f" [{' '.join(one.anchor)}]" if one.anchor else ""
    return f"{words} ({one.unread})".strip() if one.unread else words.strip()


@pytest.mark.parametrize(("sentence", "expected"), cases().items(), ids=list(cases()))
def test_a_sentence_of_the_grammar(sentence: str, expected: list[str]) -> None:
    letter, _, text = sentence.partition(" ")
    assert [said(one) for one in read(text, (SCOPES[letter],)).actions] == expected


def test_the_file_has_enough_of_them() -> None:
    assert len(cases()) > 300
