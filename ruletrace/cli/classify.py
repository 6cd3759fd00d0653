"""Is it in, which paragraph, by how much, on which day, and what would decide it."""

from collections import Counter
from collections.abc import Collection, Iterator, Sequence
from dataclasses import asdict
from datetime import datetime
from decimal import Decimal
from pathlib import Path
from typing import Annotated, Any

import typer

from regulation.classification import Answer, Item, Outcome, Verdict
from regulation.controls.designations import ECCN
from regulation.history.model import lacking
from regulation.thresholds.written import quote
from ruletrace.cli.common import Json, first, folder
from ruletrace.cli.screen import PARTIAL, err, fail, json_line, out, table
from ruletrace.pipeline.classification import Chosen, Classified, Classifier, notice_words
from ruletrace.pipeline.classification_tables import Table, TableError, chips, columns, parameters
from ruletrace.pipeline.controls import CCL, LISTS, kept

app = typer.Typer()
CIRCUIT, COMPUTER = "3A090", "4A090"
MAY = 6  # open paragraphs named in the table; --json gives all


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
        _print(rows, read, classifier, as_json)
    _say_bad(read, classifier.problems)
    if as_json:
        for words in _of_run(read, classifier):
            err.print(words, markup=False, soft_wrap=True)
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


def _print(rows: Sequence[Classified], read: Table, classifier: Classifier, as_json: bool) -> None:
    if as_json:
        for one in rows:
            json_line(_row(one))
        return
    common = _common(rows)
    shown = [
        (one.answer.name, one.answer.verdict.value, _paragraphs(one), _told(one, common.get(one.entry, ())))
        for one in rows
    ]
    table(f"On {classifier.on}: {_counted(rows)}", ("item", "verdict", "paragraph", "why"), shown)
    below = (
        *(words for one in rows for words in _notices(one)),
        *(f"{entry}, all items: {words}" for entry, remarks in common.items() for words in remarks),
        *(words for one in rows for words in _texts(one)),
        *(words for one in rows for words in _ways(one)),
        *_of_run(read, classifier),
        *(f"{one.answer.not_checked}. It is no legal advice." for one in rows),
    )
    for words in dict.fromkeys(below):
        out.print(words, markup=False, soft_wrap=True)


def _counted(rows: Sequence[Classified]) -> str:
    count = Counter(one.answer.verdict for one in rows)
    return ", ".join(f"{count[verdict]:,} {verdict}" for verdict in Verdict if count[verdict])


def _common(rows: Sequence[Classified]) -> dict[str, tuple[str, ...]]:
    """Return by entry the remarks that all of its several answers have, which are then told once."""
    by_entry: dict[str, list[tuple[str, ...]]] = {}
    for one in rows:
        by_entry.setdefault(one.entry, []).append(one.answer.remarks)
    several = {entry: remarks for entry, remarks in by_entry.items() if len(remarks) > 1}
    return {
        entry: tuple(words for words in remarks[0] if all(words in other for other in remarks[1:]))
        for entry, remarks in several.items()
    }


def _paragraphs(one: Classified) -> str:
    """Return the paragraphs met, or those that may be where that cannot be decided."""
    match one.answer.verdict:
        case Verdict.OUT:
            return f"none of {one.entry}"
        case Verdict.UNDECIDED:
            return f"{first(one.answer.may, MAY)}?" if one.answer.may else ""
        case _:
            return ", ".join(one.answer.paragraphs)


def _told(one: Classified, common: Collection[str]) -> str:
    found = one.answer
    lines = [one.why, *_missing(found)]
    if found.verdict is not Verdict.PRESUMED:
        lines += [_outcome(outcome) for outcome in found.outcomes]
    return "\n".join([*lines, *(f"note: {words}" for words in found.remarks if words not in common)])


def _missing(found: Answer) -> Iterator[str]:
    """Yield what would decide alone, and what is needed besides where the reason does not say so."""
    deciding = dict(found.deciding)
    for fact in found.missing:
        share = deciding.get(fact, Decimal(0))
        if share and found.verdict is not Verdict.PRESUMED:
            yield f"would decide alone: {fact} ({'whatever it is' if share == 1 else f'in {share:.0%} of the cases'})"
        elif fact not in found.reason:
            yield f"needs {fact}"


def _outcome(one: Outcome) -> str:
    met = f" ({', '.join(one.paragraphs)})" if one.paragraphs else " (by note)" if one.by_note else ""
    return f"if {'; '.join(one.when)}: {one.verdict}{met}"


def _notices(one: Classified) -> Iterator[str]:
    yield from (f"{one.answer.name}: licence required by {notice_words(event)}" for event in one.notices)


def _texts(one: Classified) -> Iterator[str]:
    if one.chosen:
        yield f"{one.entry}: text of {one.chosen.text.name}, {one.chosen.origin}"
        yield from (f"{one.entry}: {words}" for words in one.chosen.told)
        yield from (f"{one.entry}: not in that text: {words}" for words in _lacks(one.chosen, one.entry))


def _lacks(chosen: Chosen, eccn: str) -> tuple[str, ...]:
    return lacking(chosen.text.lacks, chosen.text.controls.entry(eccn))


def _ways(one: Classified) -> Iterator[str]:
    """Yield in full the note of a presumption, with its ways to overcome it."""
    if one.answer.verdict is Verdict.PRESUMED:
        notes = (words for words in one.answer.quotes if words.place.startswith("note"))
        yield from (f"{words.designation} {words.place}: {' '.join(words.text.split())}" for words in notes)


def _of_run(read: Table, classifier: Classifier) -> Iterator[str]:
    yield from read.remarks
    for event in classifier.unmatched:
        yield f"in force, and names no item of this file: {notice_words(event)}"


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
        "may": list(found.may),
        "deciding": [{"fact": fact, "share": _plain(share)} for fact, share in found.deciding],
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
        "lacks": list(_lacks(one.chosen, one.entry)),
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
