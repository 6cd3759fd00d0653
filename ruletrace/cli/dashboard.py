"""Serving the dashboard, and stopping what runs."""

import subprocess
import time
import urllib.error
import urllib.request
from collections.abc import Callable
from datetime import datetime

import typer

import graph
from crawler.health import SourceHealth, health
from dashboard.serve import command
from graph import reads
from ruletrace.cli.common import Json, folder, settings, told
from ruletrace.cli.screen import fail, json_line, out, table
from ruletrace.settings import Settings

app = typer.Typer()
START_SECONDS = 60
SEVERITIES = ("high", "medium", "low", "info")


@app.command("dashboard")
def dashboard_command() -> None:
    """Serve the dashboard on loopback until interrupted."""
    serve(settings())


@app.command("stop")
def stop_command() -> None:
    """Stop the embedded graph engine of the data folder."""
    with told():
        out.print("stopped" if graph.stop(settings()) else "nothing was running")


def engine_status(as_json: bool) -> None:
    """Print whether the graph's server runs, and where."""
    with told():
        found = graph.status(settings())
    row = {"embedded": found.embedded, "running": found.running, "uri": found.uri, "pid": found.pid}
    if as_json:
        json_line(row)
    else:
        table("Graph", ["what", "value"], [[name, value] for name, value in row.items()])


@app.command("sources")
def sources_command(as_json: Json = False) -> None:
    """Show each source's last success, last failure and reason, rhythm, and whether its silence is proved or a gap."""
    with folder() as context:
        states = health(context.journal.entries(), context.now())
    columns = ["source", "state", "silence", "last success (UTC)", "last failure (UTC)", "rhythm (hours)", "reason"]
    if as_json:
        for one in states:
            json_line(dict(zip(columns, _standing(one, str), strict=True)))
    else:
        # Narrow headings and times to the minute leave the room to the reasons.
        narrow = [name.replace(" (", "\n(") for name in columns]
        table("Sources", narrow, [_standing(one, lambda at: f"{at:%Y-%m-%d %H:%M}") for one in states])


def _standing(one: SourceHealth, told: Callable[[datetime], str]) -> list[object]:
    success, failure = (told(at) if at else "never" for at in (one.last_success, one.last_failure))
    return [one.source, one.state.value, one.silence, success, failure, one.rhythm_hours, one.reason]


@app.command("alerts")
def alerts_command(as_json: Json = False) -> None:
    """List the alerts by audience and severity, with the lines that count; those delivered before stand apart."""
    with told(), graph.connect(settings()) as opened:
        unordered = reads.alerts(opened)
        to_review = sum(reads.open_findings(opened).values())
    found = sorted(unordered, key=lambda row: (_audience(row), SEVERITIES.index(row.alert.severity), row.alert.title))
    rows: list[list[object]] = [
        [_audience(row), one.severity, one.title, one.applies, one.lines, " + ".join(one.value), one.past_lines]
        for row in found
        for one in [row.alert]
    ]
    columns = ["audience", "severity", "alert", "applies from", "lines", "value touched", "delivered before"]
    if as_json:
        for row, one in zip(rows, found, strict=True):
            json_line({"id": one.alert.id, **dict(zip(columns, row, strict=True)), "why": one.alert.why})
    elif rows:
        # One column less than for programs: eighty characters hold no more in one piece.
        shown = [[*row[:4], f"{row[4]} ({row[6]} before)" if row[6] else f"{row[4]}", row[5]] for row in rows]
        table("Alerts", [*columns[:3], "from", "lines", "value touched"], shown)
    else:
        out.print("no alerts: run `ruletrace crawl`, `ruletrace import FOLDER` and `ruletrace process` first")
    if to_review and not as_json:
        out.print(f"{to_review} {'finding' if to_review == 1 else 'findings'} to review: ruletrace review")


def _audience(row: reads.AlertRow) -> str:
    return row.role.id if row.role else ""


def serve(own: Settings) -> None:
    """Run the dashboard as a child process until it ends or the user interrupts it."""
    child = subprocess.Popen(command(own))  # noqa: S603 - our own interpreter and module
    try:
        wait_until_served(child, own)
        out.print(f"[bold]Dashboard: http://127.0.0.1:{own.dashboard_port}[/bold]   (Ctrl-C ends it)")
        child.wait()
    except KeyboardInterrupt:
        out.print("stopping …")
    finally:
        child.terminate()
        child.wait()


def wait_until_served(child: "subprocess.Popen[bytes]", own: Settings) -> None:
    """Return when the dashboard answers; ends the command when it does not."""
    url = f"http://127.0.0.1:{own.dashboard_port}/_stcore/health"
    deadline = time.monotonic() + START_SECONDS
    while time.monotonic() < deadline:
        if child.poll() is not None:
            raise fail(f"the dashboard ended with code {child.returncode}: is port {own.dashboard_port} taken?")
        try:
            urllib.request.urlopen(url, timeout=2).close()
            return
        except (urllib.error.URLError, TimeoutError, ConnectionError):
            time.sleep(0.3)
    raise fail(f"the dashboard did not answer within {START_SECONDS} s")
