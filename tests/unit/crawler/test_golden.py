"""Golden files: each folder below tests/fixtures/SOURCE/CASE holds an answer and what must come out of it."""

import json
from dataclasses import asdict
from datetime import datetime
from pathlib import Path
from typing import Any

import pytest

from crawler.parsers import PARSERS, Answer
from crawler.records import Recorder, fetch_payload
from crawler.sources import load_source, source_ids
from ruletrace.archive import Archive
from ruletrace.journal import Journal

FIXTURES = Path(__file__).parents[2] / "fixtures"
CASES = sorted(path.parent for source in source_ids() for path in (FIXTURES / source).glob("*/meta.json"))


@pytest.mark.parametrize("case", CASES, ids=lambda case: f"{case.parent.name}/{case.name}")
def test_answer_gives_what_was_reviewed(case: Path, tmp_path: Path) -> None:
    outcome = json.dumps(_outcome(case, tmp_path), indent=1, ensure_ascii=False, sort_keys=True) + "\n"
    expected = case / "expected.json"
    if not expected.is_file():
        expected.write_text(outcome, "utf-8")
        pytest.fail(f"{expected} was missing and has been written: review it and commit it")
    assert json.loads(outcome) == json.loads(expected.read_text("utf-8"))


def test_every_parser_has_an_example() -> None:
    covered = {json.loads((case / "meta.json").read_text("utf-8"))["parser"] for case in CASES}
    # These texts are too large for a fixture: the samples hold them, and the integration tests crawl them.
    assert covered == PARSERS.keys() - {"annex-i", "ecfr-part"}


def _outcome(case: Path, folder: Path) -> dict[str, Any]:
    meta = json.loads((case / "meta.json").read_text("utf-8"))
    body = next(case.glob("input.*")).read_bytes()
    clock = datetime.fromisoformat(meta["at"])
    archive, journal = Archive(str(folder / "archive")), Journal(f"sqlite:///{folder / 'journal.sqlite'}")
    recorder = Recorder(meta["source"], f"{meta['source']}#1", archive, journal, lambda: clock)
    fetch = recorder.good(meta["url"], meta["role"], 200, {}, body)
    keywords = load_source(meta["source"]).keywords
    page = PARSERS[meta["parser"]](Answer(meta["source"], meta["url"], fetch.sha256, body, keywords))
    journal.close()
    return {"fetch": fetch_payload(fetch), "page": json.loads(json.dumps(asdict(page), default=str))}
