"""How far determinations agree with those worked by hand from the text."""

from collections import Counter
from pathlib import Path
from typing import Annotated

import typer

from regulation.licensing.determine import determine
from regulation.licensing.eu import determine_eu
from regulation.licensing.key import Judged, judge, read_key
from ruletrace.cli.common import Json, folder
from ruletrace.cli.evaluations import app
from ruletrace.cli.screen import fail, json_line, out, table
from ruletrace.pipeline.licences import law

__all__ = ["app"]


@app.command("determinations")
def evaluate_determinations(
    key: Annotated[Path, typer.Argument(help="Cases with their answers, one JSON object a line.", metavar="KEY.jsonl")],
    errors: Annotated[bool, typer.Option("--errors", help="Also list how each answer differs.")] = False,
    as_json: Json = False,
) -> None:
    """Compare determinations with those that people worked out from the text, by topic.

    An answer agrees when result, requirements and exceptions asked are those of the key; `more permissive` counts
    answers that find no requirement, or an exception, where the key does not.
    """
    try:
        rows = read_key(key)
    except OSError as error:
        raise fail(f"{key}: {error.strerror}") from None
    except ValueError as error:
        raise fail(str(error)) from None
    with folder() as context:
        held = law(context)
        judged = list(judge(rows, lambda one: (determine_eu if one.regime == "EU" else determine)(one.case, held)))
    wrong = [one for one in judged if one.differences]
    if as_json:
        json_line({"topics": [_counted(*row) for row in _by_topic(judged)], "errors": [_error(one) for one in wrong]})
        return
    columns = ["topic", "cases", "agree", "more permissive"]
    table("Determinations", columns, [list(_counted(*row).values()) for row in _by_topic(judged)])
    for one in wrong if errors else ():
        out.print(f"{one.keyed.id}: {'; '.join(one.differences)}", markup=False, soft_wrap=True)


def _by_topic(judged: list[Judged]) -> list[tuple[str, list[Judged]]]:
    topics = Counter(one.keyed.topic for one in judged)
    return [(topic, [one for one in judged if one.keyed.topic == topic]) for topic in sorted(topics)] + [
        ("all", judged)
    ]


def _counted(topic: str, judged: list[Judged]) -> dict[str, str | int]:
    agree = sum(not one.differences for one in judged)
    permissive = sum(one.more_permissive for one in judged)
    return {"topic": topic, "cases": len(judged), "agree": agree, "more_permissive": permissive}


def _error(one: Judged) -> dict[str, object]:
    return {"id": one.keyed.id, "result": one.result, "differences": list(one.differences)}
