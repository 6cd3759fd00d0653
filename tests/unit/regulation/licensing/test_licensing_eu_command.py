"""`ruletrace licence --regime EU`: the same answer as for the United States, and only facts of the regime asked."""

import json
from contextlib import nullcontext
from pathlib import Path
from typing import Any

import pytest
from licensing_eu_law import DAY, eu_law, met
from typer.testing import CliRunner

from ruletrace.cli import licence


@pytest.fixture
def ask(monkeypatch: pytest.MonkeyPatch, tmp_path: Path) -> Any:
    monkeypatch.setattr(licence, "folder", lambda: nullcontext(None))
    monkeypatch.setattr(licence, "law", lambda _context: eu_law())
    monkeypatch.setenv("COLUMNS", "400")

    def run(*arguments: str, **facts: object) -> tuple[int, str]:
        file = tmp_path / "facts.json"
        file.write_text(json.dumps(facts), encoding="utf-8")
        asked = [*arguments, "--regime", "EU", "--on", str(DAY), "--facts", str(file)]
        found = CliRunner().invoke(licence.app, asked)
        return found.exit_code, found.output

    return run


def test_the_answer_as_json(ask: Any) -> None:
    facts = {fact: "yes" if value else "no" for fact, value in met("EU006").items()}
    code, said = ask("1c350.24", "KR", "--ship-from", "NL", "--json", **facts, eu_code="1C350.24")
    found = json.loads(said)
    assert (code, found["result"]) == (0, "exception available")
    assert [(one["reason"], one["basis"]) for one in found["requirements"]] == [("Annex I", "Annex I, 1C350.24")]
    assert {one["symbol"]: one["status"] for one in found["exceptions"]}["EU006"] == "eligible"
    assert any(one.startswith("Article 8") for one in found["not_checked"])
    assert found["axes"] == {"codified": None, "operative": None, "enforced": None}


def test_the_answer_in_words_with_its_quotes(ask: Any) -> None:
    code, said = ask("3A001.a.1", "CN", "--ship-from", "DE")
    assert code == 0
    assert "3A001.a.1 to CN on 2026-09-01: LICENCE REQUIRED" in said
    assert "Annex I, 3A001.a.1, text of 2025-11-15" in said
    assert "EU003: needs a fact" in said


def test_an_item_that_a_person_found_in_no_entry(ask: Any) -> None:
    code, said = ask("not listed", "CN", "--ship-from", "DE")
    assert (code, "not listed to CN on 2026-09-01: NO REQUIREMENT FOUND" in said) == (0, True)


@pytest.mark.parametrize(
    ("code", "facts", "expected"),
    [
        # asked by the law of the United States, not by that of the Union
        ("3A001.a.1", {"excluded by 734.3(b)": "yes"}, "is asked by no rule"),
        ("3A001.a.1", {"leaves from Northern Irland": "yes"}, "did you mean 'leaves from Northern Ireland'"),
        ("3A001.a.1", {"eu_code": "5A002.a"}, "is not the code asked about, 3A001.a.1"),
        ("EAR99", {}, "the code: 'EAR99'"),
    ],
)
def test_what_is_refused(ask: Any, code: str, facts: dict[str, str], expected: str) -> None:
    status, said = ask(code, "CN", "--ship-from", "DE", **facts)
    assert status != 0
    assert expected in " ".join(said.split())
