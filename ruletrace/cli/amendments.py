"""Commands about amendatory instructions: what a rule tells the editors of the code to do."""

from collections.abc import Sequence
from pathlib import Path
from typing import Annotated, Any

import typer

from regulation.amendments.evaluation import evaluate, row
from regulation.amendments.files import read_file
from regulation.amendments.model import Instruction
from ruletrace.cli.common import Json
from ruletrace.cli.evaluations import app as evaluations
from ruletrace.cli.screen import PARTIAL, err, fail, json_line, table
from ruletrace.readers.xml import ReadError

app = typer.Typer(no_args_is_help=True)

FILES = Path("tests/fixtures/amendments")


@app.command("amendments")
def amendments_command(
    file: Annotated[
        Path,
        typer.Argument(
            help="A rule or a whole issue as Federal Register XML, AMDPARs as JSON, or an EU act as Formex, XHTML or "
            "the text of its PDF; also gzipped."
        ),
    ],
    as_json: Json = False,
) -> None:
    """Print each elementary instruction of a rule or amending act: one verb on one target.

    Words that are not understood are printed without a verb, never left out. With --json, one object a line.
    """
    try:
        read = read_file(file)
    except ReadError as error:
        raise fail(str(error)) from None
    if as_json:
        for one in read:
            json_line(row(one))
    else:
        _print(file, read)
    lost = sum(one.verb is None for one in read)
    err.print(f"{len(read)} instructions: {len(read) - lost} understood, {lost} not understood")


@evaluations.command("amendments")
def evaluate_amendments(
    key: Annotated[Path, typer.Argument(help="The answer key, one JSON object a line.", metavar="KEY.jsonl")],
    files: Annotated[Path, typer.Option(help="Folder with the documents that the key speaks of.")] = FILES,
    errors: Annotated[
        bool, typer.Option("--errors", help="List lines that disagree, but not of held-out ones.")
    ] = False,
    held_out: Annotated[bool, typer.Option("--errors-held-out", help="List those of held-out documents too.")] = False,
    as_json: Json = False,
) -> None:
    """Print precision and recall of the amendatory instructions: documents seen, opened later, held out, all.

    Exit code 3 when rows of the key could not be used; they are listed.
    """
    for path, there in ((key, key.is_file()), (files, files.is_dir())):
        if not there:
            raise fail(f"no {'file' if path is key else 'folder'} {path}")
    try:
        figures = evaluate(key, files)
    except ReadError as error:
        raise fail(str(error)) from None
    shown = [one for one in figures["errors"] if held_out or (errors and one["split"] != "held_out")]
    if as_json:
        json_line({**figures, "errors": shown})
    else:
        _figures(figures)
        _errors(shown)
    for bad in figures["bad_rows"]:
        err.print(f"[red]not used:[/red] line {bad['line']}: {bad['error']}", soft_wrap=True)
    if figures["bad_rows"]:
        raise typer.Exit(PARTIAL)


def _print(file: Path, read: Sequence[Instruction]) -> None:
    rows = [[one.document_number, one.number, one.verb or "?", *_said(one), _text(one)] for one in read]
    table(f"Amendatory instructions of {file.name}", ["document", "no.", "verb", "target", "was", "new text"], rows)


def _said(one: Instruction) -> tuple[str, str]:
    """Return what the columns target and was say: words not understood, words changed, a former place."""
    if one.verb is None:
        return f"not understood: “{one.not_understood}”", ""
    words = " → ".join(f"“{word}”" for word in (one.old_words, one.new_words) if word is not None)
    return f"{one.target}{f': {words}' if words else ''}", str(one.old_target or "")


def _text(one: Instruction) -> str:
    size = len(one.new_text)
    return f"{size:,} characters" if size else one.note


def _figures(figures: dict[str, Any]) -> None:
    named = [*figures["groups"].items(), *figures["documents"].items()]
    columns = ["", "group", "precision", "recall", "key lines", "found"]
    table("Amendatory instructions", columns, [[name, one.get("split", ""), *_numbers(one)] for name, one in named])


def _numbers(one: dict[str, Any]) -> list[Any]:
    shares = ["" if one[name] is None else f"{one[name]:.4f}" for name in ("precision", "recall")]
    return [*shares, one["support"], one["found"]]


def _errors(shown: Sequence[dict[str, Any]]) -> None:
    columns = ["document", "no.", "error", "verb", "target", "words"]
    rows = [
        [one["document_number"], one["instruction"], one["kind"], one["verb"] or "?", one["target"] or "", one["text"]]
        for one in shown
    ]
    if rows:
        table("Lines that disagree", columns, rows)
