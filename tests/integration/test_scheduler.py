"""The scheduler for real: processes that share a data folder, a holder that is killed, and the whole of `up`."""

import os
import re
import signal
import socket
import subprocess
import sys
import threading
import time
from collections import Counter
from collections.abc import Callable, Iterator
from concurrent.futures import ThreadPoolExecutor
from datetime import UTC, datetime
from pathlib import Path

import pytest

import graph
from crawler.records import FINISHED, STARTED, report_of
from crawler.replay import Fault, ReplayServer, replay
from crawler.sources import load_source, load_sources
from graph import reads
from ruletrace.journal import Journal
from ruletrace.model import Outcome
from ruletrace.pipeline.context import opened
from ruletrace.scheduler.chain import Chain, no_digests
from ruletrace.scheduler.lease import KIND, held, take
from ruletrace.scheduler.service import BEAT, Service, job_id
from ruletrace.settings import Neo4jSettings, Settings

SAMPLES = Path(__file__).parents[2] / "samples"
UP = [sys.executable, "-c", "from ruletrace.cli.up import app; app()"]

# A crawl composed for the test: it takes a while and records a run as a real one does.
TWENTY = """
import sys, threading, time
from datetime import UTC, datetime
from crawler.records import FINISHED, report_payload
from crawler.sources import load_source
from ruletrace.model import Outcome, RunReport
from ruletrace.pipeline.context import opened
from ruletrace.scheduler import Chain, chain, no_digests, once, run_once
from ruletrace.settings import Settings

def crawl(source, settings, now):
    time.sleep(0.03)
    report = RunReport(source, f"{source}#1", now(), now(), Outcome.OK, "composed")
    context.journal.append(FINISHED, report_payload(report), now())
    return report

chain.crawl = crawl
once.update_safely = lambda _chain, digests: chain.Ran.GOOD
sources = tuple(load_source("csl").model_copy(update={"id": f"composed-{n:02}"}) for n in range(20))
with opened(Settings()) as context:
    print("ready", flush=True)
    sys.stdin.readline()
    assert run_once(Chain(context, sources, lambda line: print(line, flush=True), no_digests, threading.Event()))
"""

HOLD = """
import time
from datetime import UTC, datetime
from ruletrace.journal import Journal
from ruletrace.scheduler.lease import lease
from ruletrace.settings import Settings
journal = Journal(Settings().journal_location())
with lease(journal, "x", "composed holder", lambda: datetime.now(UTC), 1.5) as mine:
    print("ready" if mine else "refused", flush=True)
    time.sleep(60)
"""

APPEND = """
import sys
from datetime import UTC, datetime
from ruletrace.journal import Journal
from ruletrace.settings import Settings
journal = Journal(Settings().journal_location())
print("ready", flush=True)
sys.stdin.readline()
for number in range(40):
    journal.append("run.composed", {"who": sys.argv[1], "number": number}, datetime.now(UTC))
"""


def environment(data: Path, **more: str) -> dict[str, str]:
    kept = {name: value for name, value in os.environ.items() if not name.startswith(("RULETRACE_", "NEO4J_"))}
    return {**kept, "RULETRACE_DATA": str(data), "RULETRACE_ENGINE_MEMORY": "512m", **more}


def start(words: list[str], data: Path, **more: str) -> "subprocess.Popen[str]":
    return subprocess.Popen(
        words,
        env=environment(data, **more),
        stdin=subprocess.PIPE,
        stdout=subprocess.PIPE,
        stderr=subprocess.STDOUT,
        text=True,
    )


def race(script: str, data: Path, count: int) -> list[str]:
    """Start processes, let them begin together, and return what each printed; all must end well."""
    together = [start([sys.executable, "-c", script, f"w{number}"], data) for number in range(count)]
    for process in together:
        assert process.stdout
        assert process.stdout.readline() == "ready\n"
    with ThreadPoolExecutor(count) as pool:
        said = [out for out, _ in pool.map(lambda process: process.communicate("go\n", timeout=120), together)]
    assert [process.returncode for process in together] == [0] * count, said
    return said


def own_settings(data: Path) -> Settings:
    return Settings(data=data, engine_memory="512m", neo4j=Neo4jSettings(uri=""))


@pytest.fixture
def journal(tmp_path: Path) -> Iterator[Journal]:
    opened_here = Journal(own_settings(tmp_path).journal_location())
    yield opened_here
    opened_here.close()


@pytest.fixture
def server() -> Iterator[ReplayServer]:
    with replay(SAMPLES) as running:
        yield running


def test_two_processes_do_twenty_due_jobs_once_each(tmp_path: Path, journal: Journal) -> None:
    said = race(TWENTY, tmp_path, 2)
    runs = Counter(entry.payload["source"] for entry in journal.entries(FINISHED))
    assert runs == {f"composed-{number:02}": 1 for number in range(20)}
    assert sum(words.count(" ok: ") for words in said) == 20
    now = datetime.now(UTC)
    assert not any(held(journal.entries(KIND), f"crawl {name}", now) for name in runs)
    journal.verify()


def test_eight_processes_append_at_once(tmp_path: Path, journal: Journal) -> None:
    race(APPEND, tmp_path, 8)
    kept = Counter(entry.payload["who"] for entry in journal.entries("run.composed"))
    assert kept == {f"w{number}": 40 for number in range(8)}
    assert journal.verify() == 320


def test_the_lease_of_a_killed_holder_ends(tmp_path: Path, journal: Journal) -> None:
    holder = start([sys.executable, "-c", HOLD], tmp_path)
    assert holder.stdout
    assert holder.stdout.readline() == "ready\n"
    # It is renewed for longer than its length.
    until = time.monotonic() + 2
    while time.monotonic() < until:
        assert not take(journal, "x", "heir", datetime.now(UTC), 60)
        time.sleep(0.1)
    holder.kill()
    holder.communicate()
    killed = time.monotonic()
    wait_for(lambda: take(journal, "x", "heir", datetime.now(UTC), 60), 10)
    assert time.monotonic() - killed < 3


def test_up_catches_up_what_failed_and_runs_until_told_to_end(tmp_path: Path, server: ReplayServer) -> None:
    """A run that failed in part is caught up by the next, whose dashboard comes up; one signal ends all of it."""
    settings = own_settings(tmp_path)
    server.faults["consolidated.json"] = Fault("truncated")
    code, said = once(tmp_path, server)
    assert code == 3, said
    assert re.search(r"csl  failed: .*truncated or corrupt JSON", said), said
    assert "fr-documents  ok: " in said
    assert "graph brought up to date" in said
    assert [path.suffix for path in sorted((tmp_path / "digests").iterdir())] == [".html", ".md"]
    assert not graph.status(settings).running
    with graph.connect(settings) as connected:
        held_now = reads.counts(connected)
    graph.stop(settings)
    assert held_now["Document"] >= 135
    assert held_now.get("Party", 0) == 0

    server.faults.clear()
    asked = len(server.asked)
    told = until_told_to_end(tmp_path, server)
    assert any("csl  ok: " in line for line in told), told
    assert not any("fr-documents" in line for line in told), told
    assert {one.host for one in server.asked[asked:]} == {"data.trade.gov"}

    asked = len(server.asked)
    code, said = once(tmp_path, server)
    assert (code, "nothing is due" in said, len(said.splitlines())) == (0, True, 1), said
    assert len(server.asked) == asked


def once(data: Path, server: ReplayServer) -> tuple[int, str]:
    words = [*UP, "--once", "--no-dashboard"]
    process = start(words, data, RULETRACE_BASE_URL=server.base_url)
    said, _ = process.communicate(timeout=300)
    return process.returncode, said


def until_told_to_end(data: Path, server: ReplayServer) -> list[str]:
    """Run `up` until graph and dashboard are there, end it with one signal, and return its lines."""
    with socket.socket() as free:
        free.bind(("127.0.0.1", 0))
        port = free.getsockname()[1]
    process = start(UP, data, RULETRACE_BASE_URL=server.base_url, RULETRACE_DASHBOARD_PORT=str(port))
    said: list[str] = []
    reader = threading.Thread(target=lambda: said.extend(iter(process.stdout.readline, "")), daemon=True)  # type: ignore[union-attr]
    reader.start()
    try:
        wait_for(lambda: any("graph brought up to date" in line for line in said), 300)
        wait_for(lambda: any(f"http://127.0.0.1:{port}" in line for line in said), 60)
        children = descendants(process.pid)
        assert len(children) >= 2
        assert (data / BEAT).exists()
        process.send_signal(signal.SIGTERM)
        assert process.wait(40) == 0, said
    finally:
        process.kill()
        reader.join(5)
        graph.stop(own_settings(data))
    assert not [pid for pid in children if Path(f"/proc/{pid}").exists()]
    assert any("stopping" in line for line in said), said
    assert not any("Traceback" in line for line in said), said
    return said


def test_the_end_does_not_wait_for_a_slow_source(tmp_path: Path, journal: Journal, server: ReplayServer) -> None:
    server.faults["consolidated.json"] = Fault("slow")
    process = start([*UP, "--once", "--no-dashboard"], tmp_path, RULETRACE_BASE_URL=server.base_url)
    wait_for(lambda: any(one.path.endswith("consolidated.json") for one in server.asked), 60)
    process.send_signal(signal.SIGTERM)
    said, _ = process.communicate(timeout=60)
    assert process.returncode == 0, said
    assert "Traceback" not in said
    ends = {entry.payload["source"]: report_of(entry.payload) for entry in journal.entries(FINISHED)}
    assert {entry.payload["run"] for entry in journal.entries(STARTED)} == {one.run for one in ends.values()}
    assert ends["csl"].outcome is Outcome.FAILED
    assert not held(journal.entries(KIND), "crawl csl", datetime.now(UTC))


@pytest.mark.parametrize(
    ("kind", "reason"), [(None, "RULETRACE_CONTACT"), ("demo", "is the demo's folder")], ids=["contact", "demo"]
)
def test_up_refuses(tmp_path: Path, journal: Journal, kind: str | None, reason: str) -> None:
    if kind:
        journal.append(kind, {"samples": "composed"}, datetime.now(UTC))
    process = start(
        [*UP, "--once", "--no-dashboard"], tmp_path, RULETRACE_CONTACT="composed@example.org" if kind else ""
    )
    said, _ = process.communicate(timeout=60)
    assert process.returncode == 1
    assert reason in said


def test_jobs_are_planned_from_the_journal(tmp_path: Path) -> None:
    stop = threading.Event()
    stop.set()  # no work: only the plan is looked at
    with opened(own_settings(tmp_path)) as context:
        service = Service(Chain(context, load_sources(), lambda _line: None, no_digests, stop))
        service.start()
        planned = service.planned()
        service.close()
    assert not graph.status(own_settings(tmp_path)).running
    assert {job_id(source.id) for source in load_sources()} | {"beat", "look", "digest"} <= set(planned)
    digest = planned["digest"]
    assert (digest.weekday(), digest.hour, digest.utcoffset()) == (0, 6, UTC.utcoffset(None))
    assert load_source("csl").rhythm_hours == 24


def descendants(pid: int) -> list[int]:
    found: list[int] = []
    for path in Path(f"/proc/{pid}/task").glob("*/children"):
        for child in map(int, path.read_text().split()):
            found += [child, *descendants(child)]
    return found


def wait_for(condition: Callable[[], bool], seconds: float) -> None:
    deadline = time.monotonic() + seconds
    while not condition():
        assert time.monotonic() < deadline, "waited too long"
        time.sleep(0.1)
