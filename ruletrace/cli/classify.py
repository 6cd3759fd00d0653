"""Is it in, which paragraph, by how much, on which day, and what would decide it."""

from collections.abc import Iterator, Sequence
from dataclasses import asdict
from datetime import datetime
from decimal import Decimal
from pathlib import Path
from typing import Annotated, Any

import typer

from regulation.classification import Item
from regulation.controls.designations import ECCN
from regulation.thresholds.written import quote
from ruletrace.cli.common import Json, folder
from ruletrace.cli.screen import PARTIAL, err, fail, json_line, out, table
from ruletrace.pipeline.classification import Classified, Classifier
from ruletrace.pipeline.classification_tables import Table, TableError, chips, columns, parameters
from ruletrace.pipeline.controls import CCL, LISTS, kept

app = typer.Typer()
CIRCUIT, COMPUTER = "3A090", "4A090"
SHOWN = 400  # characters of a reason in the table; --json gives all


@app.command("classify")
def classify_command(
    file: Annotated[Path, typer.Argument(help="A table of chips (columns chip, tpp, die_mm2 …) or of parameters.")],
    on: Annotated[datetime, typer.Option("--on", formats=["%Y-%m-%d"], help="The day of law.")],
    entry: Annotated[
        list[str] | None,
        typer.Option(
            help="The entry to ask, such as 9A012; may be repeated. A table of parameters (sku, parameter, value,"
            " unit) needs it. Of chips 3A090 is asked, of what contains them 4A090."
        ),
    ] = None,
    regime: Annotated[str, typer.Option("--list", help="The control list: ccl or annex-i.")] = CCL,
    as_json: Json = False,
) -> None:
    """Tell of each item whether it meets a paragraph of the list on a day, by how much, and what is missing to decide.

    "out" is out of the paragraphs asked, and never a clearance: other entries, end use, end user and individual notices
    are not checked. A day between two texts held, or after the last one, is told. It is no legal advice.
    """
    own = kept(regime)
    if own not in LISTS or own is None:
        raise fail(f"no list {regime}: there are {', '.join(one.list for one in LISTS)}")
    asked = [one.upper() for one in entry or ()]
    wrong = [one for one in asked if not ECCN.fullmatch(one)]
    if wrong:
        raise fail(f"--entry {wrong[0]} is no entry such as 9A012")
    with folder() as context:
        classifier = Classifier(context, own, on.date())
        try:
            read, rows = _answered(classifier, file, asked)
        except TableError as error:
            raise fail(str(error)) from None
        _print(rows, classifier, as_json)
    _say_bad(read, classifier.problems)
    if read.bad or classifier.problems:
        raise typer.Exit(PARTIAL)


def _answered(classifier: Classifier, file: Path, asked: Sequence[str]) -> tuple[Table, list[Classified]]:
    if "chip" in columns(file):
        read = chips(file)
        return read, [classifier.classify(item, code) for item in read.items for code in asked or [_entry_of(item)]]
    if not asked:
        raise TableError(f"{file.name}: a table of parameters needs --entry, such as --entry 9A012")
    tests = [test for code in asked if (test := classifier.law.test(code))]
    read = parameters(file, tests)
    return read, [classifier.classify(item, code) for item in read.items for code in asked]


def _entry_of(item: Item) -> str:
    return COMPUTER if item.contains else CIRCUIT


def _print(rows: Sequence[Classified], classifier: Classifier, as_json: bool) -> None:
    if as_json:
        for one in rows:
            json_line(_row(one))
        return
    shown = [
        (
            one.answer.name,
            one.answer.verdict.value,
            ", ".join(one.answer.paragraphs) or f"none of {one.entry}",
            _told(one),
        )
        for one in rows
    ]
    table(f"On {classifier.on}", ("item", "verdict", "paragraph", "why"), shown)
    for words in dict.fromkeys(words for one in rows for words in _texts(one)):
        out.print(words, markup=False, soft_wrap=True)
    for words in dict.fromkeys(one.answer.not_checked for one in rows):
        out.print(f"{words}. It is no legal advice.", markup=False, soft_wrap=True)


def _told(one: Classified) -> str:
    reason = one.answer.reason if len(one.answer.reason) <= SHOWN else f"{one.answer.reason[:SHOWN]}…"
    lines = [reason]
    for outcome in one.answer.outcomes:
        met = f" ({', '.join(outcome.paragraphs)})" if outcome.paragraphs else " (by note)" if outcome.by_note else ""
        lines.append(f"if {'; '.join(outcome.when)}: {outcome.verdict}{met}")
    return "\n".join([*lines, *(f"note: {words}" for words in one.answer.remarks)])


def _texts(one: Classified) -> Iterator[str]:
    if one.chosen:
        yield f"{one.entry}: text of {one.chosen.text.name}, {one.chosen.origin}"
        yield from (f"{one.entry}: {words}" for words in one.chosen.told)
        yield from (f"{one.entry}: not in that text: {words}" for words in one.chosen.text.lacks)


def _row(one: Classified) -> dict[str, Any]:
    found = one.answer
    return {
        "chip": found.name,
        "entry": one.entry,
        "verdict": found.verdict.value,
        "paragraph": found.paragraph,
        "paragraphs": list(found.paragraphs),
        "reason": found.reason,
        "headroom": [{key: _plain(value) for key, value in asdict(row).items()} for row in found.headroom],
        "missing": list(found.missing),
        "outcomes": [{key: _plain(value) for key, value in asdict(row).items()} for row in found.outcomes],
        "remarks": list(found.remarks),
        "not_checked": found.not_checked,
        "text": _text_row(one),
        "quotes": [quote(words) for words in found.quotes],
        "notices": [_notice_row(event) for event in one.notices],
    }


def _text_row(one: Classified) -> dict[str, Any] | None:
    if one.chosen is None:
        return None
    text = one.chosen.text
    return {
        "date": text.name,
        "origin": one.chosen.origin,
        "converted": text.converted,
        "sha256": text.controls.sha256,
        "told": list(one.chosen.told),
        "lacks": list(text.lacks),
        "gaps": list(one.chosen.gaps),
    }


def _notice_row(event: Any) -> dict[str, Any]:
    return {
        "from": event.start.isoformat() if event.start else None,
        "until": event.until.isoformat() if event.until else None,
        "citation": event.source.citation,
        "says": event.source.says,
        "entered_by": event.source.by,
        "origin": event.source.origin.value,
    }


def _plain(value: object) -> object:
    """Return a value as JSON takes it: numbers of the law as numbers, exact ones that are too long as text."""
    if isinstance(value, Decimal):
        return int(value) if value == value.to_integral_value() and abs(value) < 2**53 else float(value)
    if isinstance(value, tuple):
        return list(value)
    return value


def _say_bad(read: Table, problems: Sequence[str]) -> None:
    for one in read.bad:
        where = f"{one.file}, row {one.row}{f', {one.field}' if one.field else ''}"
        err.print(f"not answered: {where}: {one.problem} ({one.value!r}); {one.hint}", markup=False, soft_wrap=True)
    if read.unused:
        err.print(f"columns that nobody asks for: {', '.join(read.unused)}", markup=False, soft_wrap=True)
    for problem in problems:
        err.print(f"not read: {problem}", markup=False, soft_wrap=True)
