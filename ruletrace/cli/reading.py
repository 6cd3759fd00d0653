"""Commands that read documents and measure how well."""

from pathlib import Path
from typing import Annotated, Any, cast, get_args

import typer

from nlp.cli_support import extract_all
from nlp.evaluation import Split, evaluate
from ruletrace.cli.common import Json, told
from ruletrace.cli.evaluations import app as evaluations
from ruletrace.cli.screen import PARTIAL, err, fail, json_line, out, table

app = typer.Typer(no_args_is_help=True)


@app.command("extract")
def extract_command(
    file: Annotated[
        Path,
        typer.Argument(
            help="Any official form: Federal Register JSON, XML or text; eCFR XML; EU XHTML, Formex or print; .gz too."
        ),
    ],
    as_json: Json = False,
) -> None:
    """Print every fact that a document states, with the words that state it and where they stand."""
    with told():
        found = extract_all(file)
    for document in found:
        if as_json:
            json_line(document)
        else:
            _print(document)


@evaluations.command("extraction")
def evaluate_extraction(
    gold: Annotated[Path, typer.Argument(help="Labelled rows, one JSON object a line.", metavar="GOLD.jsonl")],
    errors: Annotated[bool, typer.Option("--errors", help="Also list each error with its words.")] = False,
    split: Annotated[str, typer.Option(help="all, built_on or held_out (labelled documents only).")] = "all",
    as_json: Json = False,
) -> None:
    """Print precision, recall and F1 of the extraction for each field of the labelling guide.

    An item counts only if it is wholly equal. Three forms are read: documents (title and abstract), heads of documents,
    passages; roles that the guide has no word for are counted as nlp/evaluation/guide.yaml says.
    Exit code 3 when rows of the file could not be used; they are listed by line.
    """
    if not gold.is_file():
        raise fail(f"no file {gold}")
    if split not in get_args(Split):
        raise typer.BadParameter(f"{split!r} is none of {', '.join(get_args(Split))}", param_hint="--split")
    figures = evaluate(gold, cast(Split, split), errors=errors)
    if as_json:
        json_line(figures)
    else:
        _print_figures(figures)
    if figures.get("bad_rows"):
        for bad in figures["bad_rows"]:
            err.print(f"[red]not used:[/red] {bad}", soft_wrap=True)
        raise typer.Exit(PARTIAL)


def _print_figures(figures: dict[str, Any]) -> None:
    rows = [[name, *_figures(one)] for name, one in sorted(figures["fields"].items())]
    title = f"Extraction, {figures['documents']} rows"
    table(title, ["field", "precision", "recall", "F1", "accuracy", "support"], rows)
    told = [
        [name, error["document"], _words(error["missed"]), _words(error["wrong"]), _quotes(error)]
        for name, one in sorted(figures["fields"].items())
        for error in one.get("errors", ())
    ]
    if told:
        table("Errors", ["field", "row", "missed", "wrong", "words of what is wrong"], told)


def _words(items: list[list[Any]]) -> str:
    return "; ".join(" ".join("" if part is None else str(part) for part in item) for item in items)


def _quotes(error: dict[str, Any]) -> str:
    return "; ".join(f"“{quote}”" for quote in error.get("quotes", {}).values())


def _figures(one: dict[str, Any]) -> list[str]:
    names = ("precision", "recall", "f1", "accuracy")
    return [*("" if one.get(name) is None else f"{one[name]:.3f}" for name in names), str(one["support"])]


def _print(document: dict[str, Any]) -> None:
    rows = [[_place(fact), fact["kind"], fact["value"], fact["role"], fact["quote"]] for fact in document["facts"]]
    title = f"{document['document_number'] or document['part'] or 'document'}: {len(rows)} facts ({document['reader']})"
    table(title, ["where", "kind", "value", "role", "quote"], rows) if rows else out.print(f"{title}: nothing found")


def _place(fact: dict[str, Any]) -> str:
    return " ".join(part for part in (fact["block"], fact["label"]) if part)
