"""Sixty heads in as many turns of phrase, with what each does to an earlier document; all are composed."""

import json
from pathlib import Path
from typing import Any

import pytest
from composed_texts import facts

pytestmark = pytest.mark.usefixtures("rules_alone")

FILE = Path(__file__).parents[2] / "fixtures/nlp/relation-heads-composed.json"
HEADS: list[dict[str, Any]] = json.loads(FILE.read_text())["heads"]


@pytest.mark.parametrize("head", HEADS, ids=[head["title"] for head in HEADS])
def test_what_a_head_does(head: dict[str, Any]) -> None:
    blocks = [(kind, head[name]) for kind, name in (("agency", "agency"), ("title", "title"), ("action", "action"))]
    found = facts(*blocks, ("abstract", head["summary"]))
    assert sorted([fact.role, fact.value] for fact in found if fact.kind == "relation") == head["relations"]
