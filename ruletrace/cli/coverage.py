"""What of the law a determination reads, section by section."""

from collections import Counter
from dataclasses import asdict
from typing import Annotated

import typer

from regulation.licensing.coverage import Row, State, coverage
from ruletrace.cli.common import Json, cut, folder
from ruletrace.cli.screen import fail, json_line, out, table
from ruletrace.pipeline.licences import law

app = typer.Typer()
TITLE = 60  # characters of a section's heading


@app.command("coverage")
def coverage_command(
    part: Annotated[str, typer.Option(help="Only this part, such as 744.")] = "",
    state: Annotated[State | None, typer.Option(help="Only sections in this state.")] = None,
    as_json: Json = False,
) -> None:
    """Tell of each section of the law held whether determinations read it: modelled, partly (what is missing), or not.

    What is not held at all is not in the table, and no determination speaks of it.
    """
    with folder() as context:
        rows = coverage(law(context))
    if not rows:
        raise fail("no text of any part is held: run `ruletrace crawl`, or `make demo HEADLESS=1`")
    shown = [one for one in rows if (not part or one.part == part) and (state is None or one.state is state)]
    if not shown:
        parts = ", ".join(dict.fromkeys(one.part for one in rows))
        raise fail(f"no section of part {part or '(any)'} is {state or 'held'}; parts held: {parts}")
    if as_json:
        for one in shown:
            json_line({**asdict(one), "text_of": str(one.text_of)})
        return
    table("Coverage", ["section", "state", "missing", "text of"], [_cells(one) for one in shown])
    counts = Counter(one.state for one in shown)
    out.print(f"{len(shown)} sections: " + ", ".join(f"{counts[one]} {one}" for one in State))


def _cells(one: Row) -> list[object]:
    return [cut(one.title.removeprefix("§ "), TITLE), one.state, "\n".join(one.missing), one.text_of]
