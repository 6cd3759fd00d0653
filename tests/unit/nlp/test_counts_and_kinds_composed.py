"""How many parties a head adds, revises and removes, and what kind it is, in many turns of phrase; all are composed."""

import json
from pathlib import Path
from typing import Any

import pytest
from composed_texts import facts

from ruletrace.model import Fact

FILE = Path(__file__).parents[2] / "fixtures/nlp/counts-and-kinds-composed.json"
HEADS: dict[str, list[dict[str, Any]]] = json.loads(FILE.read_text())


def _found(head: dict[str, Any]) -> list[Fact]:
    named = (("agency", "agency"), ("title", "title"), ("action", "action"), ("abstract", "summary"))
    return facts(*((kind, head[name]) for kind, name in named if head[name]))


@pytest.mark.parametrize("head", HEADS["parties"], ids=[head["title"] for head in HEADS["parties"]])
def test_parties_counted(head: dict[str, Any]) -> None:
    counted: dict[str, int] = {}
    for fact in _found(head):
        if fact.kind == "party_count":
            counted[fact.role] = counted.get(fact.role, 0) + int(fact.value)
    assert counted == head["parties"]


@pytest.mark.parametrize("head", HEADS["kinds"], ids=[head["title"] for head in HEADS["kinds"]])
def test_kinds(head: dict[str, Any]) -> None:
    assert [fact.value for fact in _found(head) if fact.kind == "document_kind"] == [head["kind"]]
