"""What was the law on a day, as known on a day: every dated case, from archive and journal, and by the commands."""

import json
import shutil
from collections.abc import Iterator
from datetime import UTC, date, datetime
from pathlib import Path
from typing import Any

import chain
import pytest
from typer.testing import CliRunner

from crawler.records import FINISHED, Recorder, report_payload
from regulation.status import Axis, Entered, EventKind, Origin, State, Status
from ruletrace.archive import Archive
from ruletrace.cli.app import app
from ruletrace.journal import Journal
from ruletrace.model import Outcome, RunReport
from ruletrace.pipeline import list_history
from ruletrace.pipeline.context import Context
from ruletrace.pipeline.controls import ANNEX, CCL, kept
from ruletrace.pipeline.entered import enter
from ruletrace.pipeline.status import UnknownSubjectError, as_recorded, status
from ruletrace.readers.packed import unpacked
from ruletrace.settings import Settings

ENTERED = Path(__file__).parents[1] / "fixtures" / "status" / "entered.composed.json"
HISTORY = chain.SAMPLES / "ccl-history"
SOURCES = ("fr-documents", "ecfr-parts", "ecfr-774")
LATER = datetime(2026, 11, 26, 8, tzinfo=UTC)
RULE = "2025-19001"
NONE = State.NOTHING_SAID


def day(text: str) -> date:
    return date.fromisoformat(text)


def given(row: dict[str, Any]) -> Entered:
    first, last, public = (day(row[name]) if row[name] else None for name in ("from", "until", "published"))
    words = (row["authority"], row["says"], row["extent"], row["document"])
    return Entered(
        EventKind(row["kind"]), tuple(row["subjects"]), first, row["citation"], row["by"], last, public, *words
    )


@pytest.fixture(scope="module")
def folder(tmp_path_factory: pytest.TempPathFactory) -> Path:
    """Return a data folder with documents, parts, official and converted lists, and what a person entered."""
    root = tmp_path_factory.mktemp("status")
    settings = Settings(data=root)
    chain.place(tmp_path_factory, root, SOURCES)
    own = kept(CCL)
    assert own
    with chain.context(settings) as context:
        files = (HISTORY / "history-runs.jsonl.gz", "jacobfeldgoise/ccl-trade, state 3b3c047", "MIT")
        list_history.take_in(context, own, *files, HISTORY / "ccl-rules-2016-2025.json")
        for row in json.loads(ENTERED.read_text(encoding="utf-8"))["events"]:
            enter(context, given(row))
    return root


@pytest.fixture(scope="module")
def context(folder: Path) -> Iterator[Context]:
    with chain.context(Settings(data=folder), LATER) as opened:
        yield opened


def ask(context: Context, name: str, on: str, known: str = "2026-11-26") -> Status:
    return status(context, name, day(on), day(known))


def states(found: Status) -> tuple[State, ...]:
    return tuple(one.state for one in found.findings)


@pytest.mark.parametrize(
    ("name", "on", "known", "expected"),
    [
        # The Affiliates rule: four dates, four answers; and what was known before the suspension.
        (RULE, "2025-09-28", "2026-11-26", (State.CANNOT_DECIDE, State.NOT_YET, NONE)),
        (RULE, "2025-10-15", "2026-11-26", (State.IN_CODE, State.IN_EFFECT, NONE)),
        (RULE, "2026-01-01", "2026-11-26", (State.IN_CODE, State.SUSPENDED, NONE)),
        (RULE, "2026-11-20", "2026-11-26", (State.IN_CODE, State.SCHEDULED, NONE)),
        (RULE, "2026-01-01", "2025-10-15", (State.IN_CODE, State.IN_EFFECT, NONE)),
        (RULE, "2025-11-09", "2026-11-26", (State.IN_CODE, State.IN_EFFECT, NONE)),
        (RULE, "2025-11-10", "2026-11-26", (State.IN_CODE, State.SUSPENDED, NONE)),
        (RULE, "2026-11-09", "2026-11-26", (State.IN_CODE, State.SUSPENDED, NONE)),
        (RULE, "2026-11-10", "2026-11-26", (State.IN_CODE, State.SCHEDULED, NONE)),
        ("90 FR 47201", "2026-01-01", "2026-11-26", (State.IN_CODE, State.SUSPENDED, NONE)),
        # 86 FR 58205: by metadata in January, by 87 FR 1670 in March.
        ("86 FR 58205", "2022-02-01", "2021-12-01", (State.CANNOT_DECIDE, State.IN_EFFECT, NONE)),
        ("2021-22774", "2022-02-01", "2026-11-26", (State.NOT_IN_CODE, State.NOT_YET, NONE)),
        ("2021-22774", "2022-03-07", "2026-11-26", (State.IN_CODE, State.IN_EFFECT, NONE)),
        # AI diffusion: three axes.
        ("2025-00636", "2025-05-12", "2026-11-26", (State.IN_CODE, State.IN_EFFECT, NONE)),
        ("2025-00636", "2026-07-15", "2026-11-26", (State.IN_CODE, State.IN_EFFECT, State.NOT_ENFORCED)),
        ("3A090.a", "2026-07-15", "2026-11-26", (State.IN_CODE, State.IN_EFFECT, State.NOT_ENFORCED)),
        # Effective before publication: not in the text of the day, but in the next.
        ("2022-21658", "2022-10-10", "2026-11-26", (State.NOT_IN_CODE, State.IN_EFFECT, NONE)),
        ("2022-21658", "2023-01-17", "2026-11-26", (State.IN_CODE, State.IN_EFFECT, NONE)),
        ("2024-28270", "2024-12-03", "2026-11-26", (State.NOT_IN_CODE, State.IN_EFFECT, NONE)),
        ("2024-28270", "2024-12-23", "2026-11-26", (State.IN_CODE, State.IN_EFFECT, NONE)),
        ("2025-00636", "2025-01-14", "2026-11-26", (State.NOT_IN_CODE, State.IN_EFFECT, NONE)),
        ("2025-00636", "2025-01-14", "2025-01-14", (State.UNKNOWN_THEN,) * 3),
        ("3A090", "2022-10-10", "2026-11-26", (State.NOT_IN_CODE, State.CONFLICT, NONE)),
        # An individual notice; a tariff that is no rule of the bureau.
        ("H20 to China", "2025-04-08", "2026-11-26", (State.OUTSIDE_CODE, State.CANNOT_DECIDE, NONE)),
        ("h20 to china", "2025-05-01", "2026-11-26", (State.OUTSIDE_CODE, State.IN_EFFECT, NONE)),
        ("Tariff of 2026-01-15", "2026-01-14", "2026-11-26", (State.CANNOT_DECIDE, State.NOT_YET, NONE)),
        ("Tariff of 2026-01-15", "2026-01-15", "2026-11-26", (State.CANNOT_DECIDE, State.IN_EFFECT, NONE)),
        # Rules of 2026.
        ("2026-00789", "2026-01-14", "2026-11-26", (State.CANNOT_DECIDE, State.NOT_YET, NONE)),
        ("2026-14132", "2026-07-10", "2026-11-26", (State.NOT_IN_CODE, State.IN_EFFECT, NONE)),
        ("2026-16628", "2026-08-12", "2026-11-26", (State.NOT_IN_CODE, State.NOT_YET, NONE)),
        ("2026-16628", "2026-09-01", "2026-11-26", (State.IN_CODE, State.IN_EFFECT, NONE)),
        ("9A012.a.1", "2026-08-20", "2026-11-26", (State.IN_CODE, State.CONFLICT, NONE)),
        ("3A090.b", "2026-07-15", "2026-11-26", (State.IN_CODE, State.CONFLICT, NONE)),
        # Published, pending, and its text not held.
        ("91 FR 46261", "2026-10-01", "2026-11-26", (State.NOT_IN_CODE, State.CANNOT_DECIDE, NONE)),
        # The stay of single provisions by 90 FR 50857.
        ("744.11(a)(1)", "2025-10-15", "2026-11-26", (State.IN_CODE, State.IN_EFFECT, NONE)),
        ("744.11(a)(1)", "2026-01-01", "2026-11-26", (State.IN_CODE, State.SUSPENDED, NONE)),
        ("744.21", "2026-01-01", "2026-11-26", (State.IN_CODE, State.PARTLY_SUSPENDED, NONE)),
        ("744.11(a)(1)", "2026-11-10", "2026-11-26", (State.IN_CODE, State.SCHEDULED, NONE)),
        ("supplement no. 8 to part 744", "2026-01-01", "2026-11-26", (State.IN_CODE, State.SUSPENDED, NONE)),
    ],
)
def test_dated_cases(context: Context, name: str, on: str, known: str, expected: tuple[State, ...]) -> None:
    assert states(ask(context, name, on, known)) == expected


def test_the_stay_is_read_in_the_notes_and_in_the_abstract_and_both_agree(context: Context) -> None:
    finding = ask(context, RULE, "2026-01-01").of(Axis.OPERATIVE)
    assert finding.words == "suspended from 2025-11-10 through 2026-11-09"
    notes = [one for one in finding.because if "Effective Date Note" in one.source.quote]
    assert {one.source.origin for one in notes} == {Origin.READ}
    assert {one.actor for one in finding.because} == {"2025-19846"}
    assert {one.extent for one in notes} >= {"744.11(a)(1)", "Supplement No. 8 to part 744"}


def test_what_is_in_the_code_and_suspended_is_told_as_a_conflict(context: Context) -> None:
    (conflict,) = ask(context, RULE, "2026-01-01").conflicts
    assert "codified: in the code" in conflict
    assert "legally operative: suspended (Federal Register, 2025-19846" in conflict


def test_not_enforced_is_entered_and_codified_is_read(context: Context) -> None:
    found = ask(context, "3A090.a", "2026-07-15")
    assert found.of(Axis.CODIFIED).read
    assert not found.of(Axis.ENFORCED).read
    assert found.of(Axis.ENFORCED).authorities == ("Bureau of Industry and Security",)
    assert len(found.conflicts) == 2


def test_the_presumption_of_note_1_stands_with_its_new_day(context: Context) -> None:
    found = ask(context, "3A090/note 1", "2026-07-01")
    (shown,) = found.of(Axis.CODIFIED).because
    assert "December 31, 2026" in shown.source.quote
    assert [(one.kind, one.source.citation) for one in found.beside if one.kind is EventKind.CORRECTED] == [
        (EventKind.CORRECTED, "2026-06851")
    ]


def see(root: Path, finished: datetime) -> None:
    """Record a good run of every source, as a live crawl does that finds nothing new; composed."""
    journal = Journal(f"sqlite:///{root / 'journal.sqlite'}")
    for source in SOURCES:
        run = f"{source}#composed {finished:%d}"
        report = RunReport(source, run, finished, finished, Outcome.UNCHANGED, "composed")
        journal.append(FINISHED, report_payload(report), finished)
    journal.close()


def test_the_sources_seen_through_the_day_confirm_the_return(folder: Path, tmp_path: Path) -> None:
    root = shutil.copytree(folder, tmp_path / "seen")
    # The tenth of November has not ended in Washington when the first run ends.
    for finished, expected in (
        (datetime(2026, 11, 11, 4, tzinfo=UTC), State.SCHEDULED),
        (datetime(2026, 11, 12, 6, tzinfo=UTC), State.RETURNED),
    ):
        see(root, finished)
        with chain.context(Settings(data=root), LATER) as own:
            finding = ask(own, RULE, "2026-11-20").of(Axis.OPERATIVE)
            assert finding.state is expected, finding.words
            early = ask(own, RULE, "2026-11-20", known="2026-11-10").of(Axis.OPERATIVE)
            assert early.state is State.SCHEDULED


def test_a_later_suspension_adds_an_event_and_rewrites_none(folder: Path, tmp_path: Path) -> None:
    root = shutil.copytree(folder, tmp_path / "prolonged")
    with chain.context(Settings(data=root), LATER) as own:
        before = ask(own, RULE, "2026-11-20", known="2026-11-01")
        more = {"citation": "composed", "by": "A. Tester", "until": day("2027-11-09"), "published": day("2026-11-12")}
        enter(own, Entered(EventKind.SUSPENDED, (RULE,), day("2026-11-10"), **more))  # type: ignore[arg-type]
        assert ask(own, RULE, "2026-11-20", known="2026-11-01") == before
        assert ask(own, RULE, "2026-11-20").of(Axis.OPERATIVE).state is State.SUSPENDED


def test_what_our_journal_had_recorded_is_another_question(folder: Path, context: Context) -> None:
    with pytest.raises(UnknownSubjectError):
        ask(as_recorded(context, day("2026-09-01")), RULE, "2026-01-01")
    assert states(ask(as_recorded(context, day("2026-09-02")), RULE, "2026-01-01"))[1] is State.SUSPENDED


def test_an_annex_corrected_in_place_has_two_texts_of_one_date(tmp_path: Path) -> None:
    folder = chain.SAMPLES / "eu"
    archive, journal = Archive(f"file://{tmp_path / 'archive'}"), Journal(f"sqlite:///{tmp_path / 'journal.sqlite'}")
    url = "http://publications.europa.eu/resource/celex/02021R0821-20251115"
    for at, name in (
        (datetime(2026, 1, 10, tzinfo=UTC), "annex-i-2025-11-15.json.gz"),
        (datetime(2026, 2, 10, tzinfo=UTC), "annex-i-2025-11-15-corrected.composed.json.gz"),
    ):
        recorder = Recorder("eu-annex-i", f"eu-annex-i#{at:%m}", archive, journal, lambda at=at: at)  # type: ignore[misc]
        recorder.good(url, "text", 200, {}, unpacked((folder / name).read_bytes()))
    journal.close()
    with chain.context(Settings(data=tmp_path), LATER) as own:
        before = status(as_recorded(own, day("2026-02-09")), "3B501.f.1.a", day("2026-02-20"), LATER.date(), ANNEX)
        after = status(own, "3B501.f.1.a", day("2026-02-20"), LATER.date(), ANNEX)
        as_published = status(own, "3B501.f.1.a", day("2026-02-20"), day("2026-01-31"), ANNEX)
    quotes = [one.of(Axis.CODIFIED).because[0].source.quote for one in (before, after, as_published)]
    assert quotes[0] == quotes[2] != quotes[1]
    assert "as corrected, seen 2026-02-10" in after.of(Axis.CODIFIED).words


def run(folder: Path, *words: str) -> Any:
    return CliRunner().invoke(app, words, env={"RULETRACE_DATA": str(folder), "COLUMNS": "200"})


def test_the_command_answers_people_and_programs(folder: Path) -> None:
    words = ("status", RULE, "--on", "2026-01-01", "--known", "2025-10-15")
    told = run(folder, *words)
    assert told.exit_code == 0, told.output
    assert "legally operative: in effect" in told.output
    assert "entered, not read" in told.output
    assert "entered by A. Tester" in told.output
    row = json.loads(run(folder, *words, "--json").stdout)
    assert row["axes"]["legally operative"]["state"] == "in effect"
    assert row["axes"]["legally operative"]["read"] is False
    assert (row["on"], row["known"], row["known_by"]) == ("2026-01-01", "2025-10-15", "publication")


def test_without_a_subject_it_tells_of_the_engine_as_before(folder: Path) -> None:
    row = json.loads(run(folder, "status", "--json").stdout)
    assert set(row) == {"embedded", "running", "uri", "pid"}


def test_what_nothing_speaks_of_is_refused_with_what_to_do(folder: Path) -> None:
    told = run(folder, "status", "2099-00001")
    assert told.exit_code == 1
    assert "ruletrace enter" in told.output


def test_an_event_is_entered_once_and_can_be_withdrawn(folder: Path, tmp_path: Path) -> None:
    root = shutil.copytree(folder, tmp_path / "entered")
    words = ("enter", "--kind", "not enforced", "--subject", RULE, "--from", "2026-03-01", "--citation", "composed")
    first = json.loads(run(root, *words, "--by", "B. Tester", "--json").stdout)
    again = json.loads(run(root, *words, "--by", "B. Tester", "--json").stdout)
    assert (first["new"], again["new"], again["entry"]) == (True, False, first["entry"])
    assert "announced as not enforced" in run(root, "status", RULE, "--on", "2026-03-01").output
    gone = run(root, "enter", "--withdraw", str(first["entry"]), "--by", "B. Tester", "--says", "wrong rule")
    assert gone.exit_code == 0, gone.output
    assert "announced as not enforced" not in run(root, "status", RULE, "--on", "2026-03-01").output


@pytest.mark.parametrize(
    ("words", "field"),
    [
        (("--kind", "suspended", "--subject", RULE, "--from", "2026-03-01"), "citation"),
        (("--kind", "forgotten", "--subject", RULE, "--citation", "x"), "kind"),
        (("--withdraw", "999999", "--says", "x"), "withdraw"),
    ],
)
def test_what_cannot_be_entered_is_refused_by_its_field(folder: Path, words: tuple[str, ...], field: str) -> None:
    told = run(folder, "enter", "--by", "B. Tester", *words)
    assert told.exit_code == 1
    assert field in told.output
