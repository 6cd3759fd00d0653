"""How well the instructions read agree with the answer key (tests/gold/amendments/GUIDE.md)."""

import json
from collections import Counter, defaultdict
from collections.abc import Iterator, Sequence
from dataclasses import dataclass, field
from pathlib import Path
from typing import Any

from regulation.amendments.files import read_file
from regulation.amendments.model import Instruction, Verb
from ruletrace.readers.xml import ReadError

COMPARED = (
    "document_number", "ordinal", "instruction", "verb", "target", "old_target", "old_words", "new_words",
)  # fmt: skip
SPLITS = ("seen", "opened", "held_out")
_TEXTS = ("instruction", "target", "old_target", "old_words", "new_words")
Line = tuple[Any, ...]


@dataclass(slots=True)
class Tally:
    """Lines that agree, lines of the key that were missed, lines that were found beyond it."""

    hits: int = 0
    missed: list[Line] = field(default_factory=list)
    wrong: list[Line] = field(default_factory=list)

    def figures(self) -> dict[str, float | int | None]:
        """Return precision, recall, how many lines the key has and how many were found."""
        support, found = self.hits + len(self.missed), self.hits + len(self.wrong)
        return {
            "precision": round(self.hits / found, 4) if found else None,
            "recall": round(self.hits / support, 4) if support else None,
            "support": support,
            "found": found,
        }


def row(one: Instruction) -> dict[str, Any]:
    """Return an instruction as a line of JSON: null where there is nothing."""
    return {
        "document_number": one.document_number,
        "ordinal": one.ordinal,
        "part": one.part or None,
        "instruction": one.number,
        "verb": one.verb.value if one.verb else None,
        "target": str(one.target) if one.target else None,
        "old_target": str(one.old_target) if one.old_target else None,
        "old_words": one.old_words,
        "new_words": one.new_words,
        "text": one.text,
        "span": list(one.span),
        "new_text_sha256": one.new_text_sha256,
        "not_understood": one.not_understood or None,
        "unread": one.unread or None,
    }


def evaluate(key: Path, folder: Path) -> dict[str, Any]:
    """Return `{"groups": {split: figures}, "documents": {number: figures}, "errors": […], "bad_rows": […]}`.

    Each line of the key is compared with the instructions read from the file in `folder` that holds its document;
    a line agrees when all of COMPARED are equal. An error has its document, split and kind (missed, wrong). Rows that
    are not of the guide's form, with line and field, and documents without a file are listed in `bad_rows`. Raises
    ReadError when the key is no UTF-8 or has no line at all.
    """
    rows, bad = _rows(key)
    splits = {str(one["document_number"]): _split(one) for one in rows}
    read = _read(folder, set(splits))
    bad += [
        {"line": 0, "error": f"no file in {folder} holds document {number}"}
        for number in sorted(set(splits) - set(read))
    ]
    tallies = {number: _tally(number, rows, read[number]) for number in sorted(read)}
    errors = [_errors(splits[number], tally, read[number]) for number, tally in tallies.items()]
    return {
        "groups": {split: _joined(tallies, splits, split).figures() for split in (*SPLITS, "all")},
        "documents": {number: {"split": splits[number], **tally.figures()} for number, tally in tallies.items()},
        "errors": [error for listed in errors for error in listed],
        "bad_rows": bad,
    }


def _split(line: dict[str, Any]) -> str:
    """Return the split of a document; one that was held out first and opened later is neither seen nor held out."""
    said = str(line.get("split", "seen")).replace("-", "_")
    return "held_out" if said.startswith("held") else "opened" if said == "opened" else "seen"


def _rows(key: Path) -> tuple[list[dict[str, Any]], list[dict[str, Any]]]:
    rows: list[dict[str, Any]] = []
    bad: list[dict[str, Any]] = []
    held: dict[str, int] = {}
    for number, line in _lines(key):
        try:
            value = _checked(line)
            same = held.setdefault(json.dumps(value, sort_keys=True), number)
            if same != number:
                raise ReadError(f"the same as line {same}")
            rows.append(value)
        except ReadError as error:
            bad.append({"line": number, "error": str(error)})
    return rows, bad


def _lines(key: Path) -> list[tuple[int, str]]:
    try:
        text = key.read_text("utf-8-sig")
    except (OSError, UnicodeDecodeError) as error:
        raise ReadError(f"{key}: {error}") from None
    found = [(number, line) for number, line in enumerate(text.split("\n"), 1) if line.strip()]
    if not found:
        raise ReadError(f"{key}: the file is empty")
    return found


def _checked(line: str) -> dict[str, Any]:
    """Return the row of one line; raises ReadError naming the field that is not of the guide's form."""
    try:
        value = json.loads(line)
    except (ValueError, RecursionError) as error:
        raise ReadError(f"not JSON: {error}") from None
    if not isinstance(value, dict):
        raise ReadError("not a JSON object")
    missing = [name for name in ("document_number", "ordinal", "verb", "target") if name not in value]
    if missing:
        raise ReadError(f"missing: {', '.join(missing)}")
    wrong = [f"{name} ({form})" for name, form in _wrong(value)]
    if wrong:
        raise ReadError(f"not of the guide's form: {', '.join(wrong)}")
    return value


def _wrong(value: dict[str, Any]) -> Iterator[tuple[str, str]]:
    """Yield each field that is not of the guide's form, with that form."""
    document, verb = value["document_number"], value["verb"]
    if not isinstance(document, str) or not document.strip():
        yield "document_number", "words"
    if type(value["ordinal"]) is not int:
        yield "ordinal", "a whole number"
    if verb is not None and verb not in list(Verb):
        yield "verb", f"null or one of {', '.join(Verb)}"
    for name in _TEXTS:
        if not isinstance(value.get(name), str | None):
            yield name, "words or null"
    if value.get("split", "seen") not in (*SPLITS, "held out", "held-out"):
        yield "split", f"one of {', '.join(SPLITS)}"


def _read(folder: Path, wanted: set[str]) -> dict[str, list[Instruction]]:
    """Read every file of the folder that can hold instructions; keep those of the documents wanted."""
    found: dict[str, list[Instruction]] = defaultdict(list)
    for path in sorted(folder.iterdir()):
        if not path.is_file() or path.suffix == ".md":
            continue
        try:
            read = read_file(path)
        except ReadError:
            continue  # a document that is in no file is told by its number
        for one in read:
            if one.document_number in wanted:
                found[one.document_number].append(one)
    return dict(found)


def _tally(number: str, rows: Sequence[dict[str, Any]], read: Sequence[Instruction]) -> Tally:
    expected = Counter(_line(one) for one in rows if str(one["document_number"]) == number)
    found = Counter(_line(row(one)) for one in read)
    return Tally(
        (expected & found).total(), _sorted((expected - found).elements()), _sorted((found - expected).elements())
    )


def _line(value: dict[str, Any]) -> Line:
    return tuple(value.get(name) for name in COMPARED)


def _sorted(lines: Iterator[Line]) -> list[Line]:
    return sorted(lines, key=lambda line: (line[1] or 0, str(line)))


def _joined(tallies: dict[str, Tally], splits: dict[str, str], split: str) -> Tally:
    whole = Tally()
    for one in (tally for number, tally in tallies.items() if split in ("all", splits[number])):
        whole.hits += one.hits
        whole.missed += one.missed
        whole.wrong += one.wrong
    return whole


def _errors(split: str, tally: Tally, read: Sequence[Instruction]) -> Iterator[dict[str, Any]]:
    texts = {one.ordinal: one.text for one in read}
    for kind, lines in (("missed", tally.missed), ("wrong", tally.wrong)):
        for line in lines:
            yield {
                "split": split,
                "kind": kind,
                **dict(zip(COMPARED, line, strict=True)),
                "text": texts.get(line[1], ""),
            }
