"""`ruletrace up`: the whole chain against the live services, until stopped."""

import subprocess
from collections.abc import Iterator
from contextlib import ExitStack, contextmanager
from threading import Event
from typing import Annotated

import typer

import graph
from crawler.polite import user_agent
from crawler.sources import load_sources
from dashboard.serve import address, command
from ruletrace.cli.common import settings, told
from ruletrace.cli.dashboard import wait_until_served
from ruletrace.cli.screen import PARTIAL
from ruletrace.log import configure
from ruletrace.pipeline.context import Progress, opened
from ruletrace.pipeline.demo import refuse_live
from ruletrace.pipeline.digests import build_due
from ruletrace.scheduler import Chain, Service, Stopped, run_once, stoppable
from ruletrace.scheduler.chain import process_name
from ruletrace.scheduler.lease import lease, new_holder
from ruletrace.settings import Settings

app = typer.Typer()
END_SECONDS = 10
WATCH_SECONDS = 60


@app.command("up")
def up(
    once: Annotated[bool, typer.Option("--once", help="Do what is due now, and end.")] = False,
    no_dashboard: Annotated[bool, typer.Option("--no-dashboard", help="Serve no dashboard.")] = False,
) -> None:
    """Run the whole chain against the live services until stopped: scheduler, pipeline and dashboard.

    Each source is crawled with its rhythm; what was missed is caught up at the start. Several may run on one data
    folder. SIGTERM or Ctrl-C ends everything, with exit code 0. With --once: exit code 3 when a source failed.
    """
    own = settings()
    configure(own.root / "logs")
    with told(), stoppable() as stop, opened(own, progress=_interrupted_by(stop)) as context:
        refuse_live(context)
        user_agent(own)
        chain = Chain(context, load_sources(), typer.echo, build_due, stop)
        with _engine(chain):
            if not once:
                _serve(chain, dashboard=not no_dashboard)
            elif not run_once(chain) and not stop.is_set():
                raise typer.Exit(PARTIAL)


def _serve(chain: Chain, dashboard: bool) -> None:
    """Run until told to end."""
    service = Service(chain)
    with ExitStack() as ending:
        ending.callback(service.close)
        ending.callback(chain.stop.set)
        service.start()
        chain.say(f"scheduler  {len(chain.sources)} sources, data in {chain.context.settings.root}")
        if dashboard:
            _with_dashboard(chain)
        else:
            chain.stop.wait()
        chain.say("stopping")


def _with_dashboard(chain: Chain) -> None:
    """Keep a dashboard up until told to end; one that ended is started again, a minute later at the most."""
    while not chain.stop.is_set():
        with _dashboard(chain.context.settings) as child:
            chain.say(f"dashboard  {address(chain.context.settings)}")
            while child.poll() is None and not chain.stop.wait(1):
                pass
            if not chain.stop.is_set():
                chain.say(f"dashboard  ended with code {child.returncode}; it is started again")
                chain.stop.wait(WATCH_SECONDS)


@contextmanager
def _dashboard(own: Settings) -> Iterator["subprocess.Popen[bytes]"]:
    # A session of its own: Ctrl-C reaches us alone, and we end it.
    child = subprocess.Popen(command(own), stdout=subprocess.DEVNULL, start_new_session=True)  # noqa: S603
    try:
        wait_until_served(child, own)
        yield child
    finally:
        child.terminate()
        try:
            child.wait(END_SECONDS)
        except subprocess.TimeoutExpired:
            child.kill()
            child.wait()


@contextmanager
def _engine(chain: Chain) -> Iterator[None]:
    """Stop the embedded engine after the block when it was started in it and no other process is at the graph."""
    own = chain.context.settings
    ours = not own.neo4j.uri and not graph.status(own).running
    try:
        yield
    finally:
        context = chain.context
        if ours and graph.status(own).running:
            with lease(context.journal, process_name(own), new_holder(), context.now) as mine:
                if mine:
                    graph.stop(own)


def _interrupted_by(stop: Event) -> Progress:
    def progress(_what: str, _done: int, _total: int) -> None:
        if stop.is_set():
            raise Stopped

    return progress
