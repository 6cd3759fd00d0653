"""Commands that show the thresholds of the law as predicates, each with the words it came from."""

from collections import Counter
from collections.abc import Sequence
from datetime import datetime
from pathlib import Path
from typing import Annotated, Any

import typer

from nlp.cli_support import read_path
from nlp.predicates.coverage import Coverage, coverage
from nlp.predicates.entries import EntryPredicates, read_entry, read_list
from nlp.predicates.prose import read_document
from regulation.controls.designations import ECCN, within
from regulation.controls.exponents import mark
from regulation.history.model import PARSED
from regulation.thresholds import NoteRead, Predicate, lines, quote, to_plain
from ruletrace.cli.common import Json, folder, told
from ruletrace.cli.law import Designation, ListName, held_of
from ruletrace.cli.screen import err, fail, json_line, out, table
from ruletrace.pipeline.controls import CCL
from ruletrace.pipeline.list_history import DatedText, Held

app = typer.Typer(no_args_is_help=True, help="Show thresholds as predicates read from the text of a control list.")

On = Annotated[
    datetime | None,
    typer.Option("--on", formats=["%Y-%m-%d"], help="The newest text of that day or before; else today."),
]
SHOWN = 12  # unread numbers named on the screen for one entry


@app.command("show")
def show(designation: Designation, on: On = None, name: ListName = CCL, as_json: Json = False) -> None:
    """Print what decides on a paragraph or entry as a tree: bounds, facts, references, notes, each beside its words.

    The newest text held of that day or before answers, and is named. What was not understood stands there as not read.
    """
    with folder() as context:
        own = held_of(context, name)
        day = on.date() if on else context.now().date()
    wanted = designation[:5].upper() + designation[5:].lower()
    text = _text(own, wanted, str(day))
    read = read_entry(text.controls, wanted[:5])
    predicate = read.predicate(wanted) if read else None
    if read is None or predicate is None:
        raise fail(f"no {designation} in the {name} of {text.name}")
    if as_json:
        json_line({**_row(predicate, text, own), "uncertain": _doubts(predicate.designation, read)})
        return
    for line, words in lines(predicate):
        out.print(line, markup=False, soft_wrap=True, end="  " if words else "\n")
        if words:
            out.print(f"« {words} »", style="dim", markup=False, soft_wrap=True)
    for code, doubts in _doubts(predicate.designation, read).items():
        out.print(f"uncertain: {code}: {mark(doubts)}", markup=False, soft_wrap=True)
    _say(text, own, str(day))


@app.command("coverage")
def show_coverage(on: On = None, name: ListName = CCL, as_json: Json = False) -> None:
    """Print how many numbers of each entry's paragraphs were read, and the words around those that were not."""
    with folder() as context:
        own = held_of(context, name)
        day = on.date() if on else context.now().date()
    text = _text(own, "", str(day))
    read = [one for one in read_list(text.controls) if ECCN.fullmatch(one.entry.eccn)]
    rows = {one.entry.eccn: paragraphs for one in read if (paragraphs := coverage(one))}
    if as_json:
        for eccn, paragraphs in rows.items():
            json_line({"entry": eccn, "text_of": text.name, **_counted(paragraphs), "not_read": _unread(paragraphs)})
        return
    _print(rows)
    _say(text, own, str(day))


@app.command("read")
def read_command(
    file: Annotated[Path, typer.Argument(help="Any official form, as `ruletrace extract` reads it.")],
    as_json: Json = False,
) -> None:
    """Print each sentence of a rule's prose that states technical thresholds, as one predicate beside its words."""
    with told():
        parts = read_path(file).parts
    found = [(part.name, part.text, one) for part in parts for one in read_document(part.text)]
    for name, text, one in found:
        words = text.text[one.start : one.end]
        if as_json:
            place = {"part": name, "bytes": list(text.source_range(one.start, one.end)), "sha256": text.sha256}
            json_line({**place, "sentence": words, "condition": to_plain(one.condition)})
            continue
        out.print(f"{name or file.name}: « {words} »", style="dim", markup=False, soft_wrap=True)
        for line, _words in lines(Predicate(name, one.condition)):
            out.print(line, markup=False, soft_wrap=True)
    if not found and not as_json:
        out.print("no technical threshold is stated in prose")


def _text(own: Held, designation: str, day: str) -> DatedText:
    """Return the newest text with paragraphs of that day or before that has the designation; "" for any."""
    before = [one for one in own.whole if one.name[:10] <= day]
    for text in reversed(before):
        if not designation or text.controls.entry(designation[:5]):
            return text
        if not text.converted:
            break
    if any(one.controls.reader == PARSED for one in own.texts) and not before:
        raise fail(f"no text with paragraphs of {day} or before is held")
    held = ", ".join(one.name for one in own.whole) or "none: run `ruletrace crawl` or `ruletrace demo`"
    raise fail(f"no {designation or 'text'} on {day} (texts held: {held})")


def _row(predicate: Predicate, text: DatedText, own: Held) -> dict[str, Any]:
    return {
        "designation": predicate.designation,
        "list": own.kept.list,
        "text_of": text.name,
        "sha256": text.controls.sha256,
        "converted_by": text.origin,
        "condition": to_plain(predicate.condition),
        "notes": [_note(note) for note in predicate.notes],
        "whole": to_plain(predicate.whole),
        "definitions": [{"term": one.term, "quote": quote(one.words)} for one in predicate.definitions],
    }


def _doubts(designation: str, read: EntryPredicates) -> dict[str, tuple[str, ...]]:
    """Return what the source leaves open in the paragraphs that decide: this one, those above it and those below."""
    own = (one for one in read.entry.paragraphs() if one.uncertain)
    line = (one for one in own if within(one.designation, designation) or within(designation, one.designation))
    return {one.designation: one.uncertain for one in line}


def _note(note: NoteRead) -> dict[str, Any]:
    condition = to_plain(note.condition) if note.condition else None
    return {"kind": str(note.kind), "targets": list(note.targets), "condition": condition, "quote": quote(note.words)}


def _counted(paragraphs: Sequence[Coverage]) -> dict[str, int]:
    return {
        "paragraphs": len(paragraphs),
        "read": sum(one.read for one in paragraphs),
        "conditions": sum(one.conditions for one in paragraphs),
        "uncertain": sum(one.open for one in paragraphs),
        "unread": sum(len(one.unread) for one in paragraphs),
    }


def _unread(paragraphs: Sequence[Coverage]) -> list[dict[str, str]]:
    return [{"paragraph": one.designation, "words": words} for one in paragraphs for words in one.unread]


def _print(rows: dict[str, tuple[Coverage, ...]]) -> None:
    columns = ["entry", "paragraphs with numbers", "read", "in conditions", "uncertain", "not read"]
    table("Numbers in the paragraphs of each entry", columns, [(eccn, *_counted(rows[eccn]).values()) for eccn in rows])
    by_category: dict[str, Counter[str]] = {}
    for eccn, paragraphs in rows.items():
        by_category.setdefault(eccn[0], Counter()).update({"entries": 1, **_counted(paragraphs)})
        by_category[eccn[0]]["whole"] += not _unread(paragraphs)
    keys = ("entries", "whole", "paragraphs", "read", "conditions", "uncertain", "unread")
    columns = ["category", "entries", "entries without unread", *columns[1:]]
    table("By category", columns, [(one, *(count[key] for key in keys)) for one, count in sorted(by_category.items())])
    for paragraphs in rows.values():
        for row in _unread(paragraphs)[:SHOWN]:
            out.print(f"not read: {row['paragraph']}: … {row['words']} …", markup=False, soft_wrap=True)


def _say(text: DatedText, own: Held, day: str) -> None:
    who = f", converted by others ({text.origin})" if text.converted else ""
    newer = [one.name for one in own.texts if one.name > text.name]
    rest = (
        f"; the next text held is of {newer[0]}"
        if newer
        else "; later amendments not seen"
        if day > text.name[:10]
        else ""
    )
    err.print(f"from the text of {text.name}{who}{rest}", markup=False, soft_wrap=True)
