"""The command that carries out the instructions of a rule and compares with the next official text."""

import json
from collections import Counter
from collections.abc import Sequence
from dataclasses import replace
from datetime import date, datetime
from pathlib import Path
from typing import Annotated, Any

import typer

from regulation.amendments.files import read_file
from regulation.amendments.model import Instruction
from regulation.carrying_out import (
    CarriedOut,
    Compared,
    Edit,
    Outcome,
    Publication,
    Text,
    compare,
    pages,
    read_texts,
    written,
)
from regulation.carrying_out import carry_out as carried_out
from regulation.redline import to_text
from ruletrace.cli.common import Json
from ruletrace.cli.screen import err, fail, json_line, table
from ruletrace.readers.packed import unpacked
from ruletrace.readers.xml import ReadError

app = typer.Typer(no_args_is_help=True)

SHOWN_EDITS, SHOWN_CHARACTERS = 3, 300
Texts = list[Path]


@app.command("carry-out")
def carry_out_command(
    file: Annotated[Path, typer.Argument(help="A rule as Federal Register XML, or its AMDPARs as JSON; also gzipped.")],
    base: Annotated[
        Texts | None,
        typer.Option("--base", help="Text in force before the rule: eCFR XML of a part, or a file of --write-after."),
    ] = None,
    following: Annotated[
        Texts | None,
        typer.Option("--next", help="Official text after it: eCFR XML, or parts converted by others (.md)."),
    ] = None,
    document: Annotated[str, typer.Option(help="Which document of an issue, such as 2025-00723.")] = "",
    printed: Annotated[str, typer.Option("--pages", help="Where it was printed, such as “90 FR 4612-4617”.")] = "",
    published: Annotated[datetime | None, typer.Option(formats=["%Y-%m-%d"], help="Its day of publication.")] = None,
    write_after: Annotated[
        Path | None, typer.Option(help="Write the changed texts into this folder, as JSON lines.")
    ] = None,
    as_json: Json = False,
) -> None:
    """Carry out each instruction of a rule on the texts in force, and compare with the next official text.

    What cannot be carried out is a finding in plain words. Each verdict says which evidence it rests on.
    """
    try:
        instructions = _of_document(file, read_file(file), document)
        bodies_held, known = _about(file)
        publication = _publication(known, printed, published)
        before, after = _texts(base), _texts(following)
    except (ReadError, ValueError) as error:
        raise fail(str(error)) from None
    _check_days(before, after, publication.day)
    try:
        done = carried_out(before, instructions, bodies_held=bodies_held)
        compared = compare(done, after, publication) if after else None
    except ValueError as error:
        raise fail(str(error)) from None
    _print(file, done, compared, as_json=as_json)
    if write_after:
        _write(write_after, done)
    _summary(done, compared)


def _of_document(file: Path, read: Sequence[Instruction], document: str) -> list[Instruction]:
    numbers = sorted({one.document_number for one in read})
    if document and document not in numbers:
        raise ValueError(f"{file.name} has no instructions of a document {document}: {', '.join(numbers) or 'none'}")
    if not document and len(numbers) > 1:
        raise ValueError(
            f"{file.name} has instructions of {len(numbers)} documents: name one by --document: {', '.join(numbers)}"
        )
    if not read:
        raise ValueError(f"{file.name} has no amendatory instructions")
    return [one for one in read if not document or one.document_number == document]


def _about(file: Path) -> tuple[bool, Publication]:
    """Return whether the file holds new texts, and where the document was printed as far as a JSON file says."""
    data = unpacked(file.read_bytes())
    if data.lstrip()[:1] not in (b"{", b"["):
        return True, Publication()
    value = json.loads(data)
    told = value if isinstance(value, dict) else {}
    day, printed = told.get("publication_date"), told.get("fr_pages")
    known = pages(printed) if isinstance(printed, str) else Publication()
    return False, replace(known, day=date.fromisoformat(day) if isinstance(day, str) else None)


def _publication(known: Publication, printed: str, published: datetime | None) -> Publication:
    found = replace(pages(printed), day=known.day) if printed else known
    return replace(found, day=published.date()) if published else found


def _texts(files: Texts | None) -> list[Text]:
    return [text for file in files or [] for text in read_texts(file)]


def _check_days(before: Sequence[Text], after: Sequence[Text], published: date | None) -> None:
    """Refuse a text from after the rule as the one before it, and the reverse: it would prove the wrong thing."""
    for text in before:
        if published and text.day and text.day > published:
            raise fail(f"--base: {text} is later than the document of {published}: it cannot show what stood before")
    for text in after:
        if published and text.day and text.day < published:
            raise fail(f"--next: {text} is earlier than the document of {published}")


def _print(file: Path, done: CarriedOut, compared: Sequence[Compared] | None, *, as_json: bool) -> None:
    pairs = [(one, compared[index] if compared else None) for index, one in enumerate(done.outcomes)]
    if as_json:
        for outcome, one in pairs:
            json_line(_row(outcome, one))
        return
    columns = ["no.", "verb", "target", "outcome", "evidence"]
    table(f"Carrying out {file.name}", columns, [_line(outcome, one) for outcome, one in pairs])


def _line(outcome: Outcome, one: Compared | None) -> list[str]:
    said = outcome.instruction
    told = str(outcome.result)
    if one:
        told += f"; {one.verdict}{f' ({one.proof})' if one.proof else ''}"
    evidence = [
        *(one.evidence if one else ()),
        *([] if one and outcome.message in " ".join(one.evidence) else [outcome.message]),
    ]
    edits = [*_shown(outcome.edits, "ordered"), *_shown(one.differences if one else (), "official text")]
    target = str(said.target) if said.target else f"not understood: “{said.not_understood}”"
    return [said.number, said.verb or "?", target, told, "\n".join([*evidence, *edits])]


def _shown(edits: Sequence[Edit], what: str) -> list[str]:
    lines = [f"{what}: {one.place}: {_short(to_text(one.redline()))}" for one in edits[:SHOWN_EDITS]]
    more = len(edits) - len(lines)
    return [*lines, f"{what}: {more} more places"] if more > 0 else lines


def _short(words: str) -> str:
    return words if len(words) <= SHOWN_CHARACTERS else f"{words[:SHOWN_CHARACTERS]}…"


def _row(outcome: Outcome, one: Compared | None) -> dict[str, Any]:
    said = outcome.instruction
    return {
        "document_number": said.document_number,
        "part": said.part,
        "instruction": said.number,
        "verb": said.verb,
        "target": str(said.target) if said.target else None,
        "old_target": str(said.old_target) if said.old_target else None,
        "result": outcome.result,
        "finding": (one.finding if one else outcome.finding) or None,
        "message": outcome.message,
        "base": outcome.base or None,
        "edits": [_edit(edit) for edit in outcome.edits],
        "verdict": one.verdict if one else None,
        "proof": (one.proof or None) if one else None,
        "place_found": one.place_found if one else None,
        "evidence": list(one.evidence) if one else [],
        "differences": [_edit(edit) for edit in one.differences] if one else [],
    }


def _edit(edit: Edit) -> dict[str, str]:
    return {"place": edit.place, "before": edit.before, "after": edit.after, "redline": to_text(edit.redline())}


def _write(folder: Path, done: CarriedOut) -> None:
    """Write the changed texts, a file each."""
    folder.mkdir(parents=True, exist_ok=True)
    for scope, text in sorted(done.after.items()):
        if text is done.before[scope] or any(done.after[other] is text for other in done.after if other < scope):
            continue
        after = replace(text, name=f"{text.name} after the document", day=None)
        path = folder / f"{scope.lower().replace(' ', '-').replace('.', '')}.jsonl"
        path.write_text("".join(f"{line}\n" for line in written(after)), encoding="utf-8")
        err.print(f"written: {path}", markup=False, soft_wrap=True)


def _summary(done: CarriedOut, compared: Sequence[Compared] | None) -> None:
    results = Counter(str(one.result) for one in done.outcomes)
    verdicts = Counter(str(one.verdict) for one in compared or ())
    counts = [f"{count} {what}" for tally in (results, verdicts) for what, count in sorted(tally.items())]
    err.print(f"{len(done.outcomes)} instructions: {', '.join(counts)}", soft_wrap=True)
