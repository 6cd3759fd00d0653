"""How well extraction agrees with labelled passages of regulation text, and with labelled heads of documents."""

import re
from collections import Counter
from collections.abc import Callable, Iterable
from pathlib import Path
from typing import Any

from nlp.evaluation.rows import Row, require, rows_of
from nlp.evaluation.tally import Tally
from nlp.extract import extract, summary
from nlp.guide import mapped
from ruletrace.model import Block, Fact, StructuredText
from ruletrace.readers.xml import ReadError

Item = tuple[Any, ...]
FIELDS = ("codes", "citations", "dates", "destinations", "groups", "exceptions", "thresholds")
HEAD_PARTS = (
    ("agency", "agency"),
    ("title", "title"),
    ("action", "action"),
    ("summary", "abstract"),
    ("dates", "dates"),
    ("opening", "paragraph"),
)
_LISTED = re.compile(r"[0-9][A-E][0-9]{3}$")
_SECTION = re.compile(r"\d{3}\.\d+$")


def evaluate_passages(path: Path, *, errors: bool = False) -> dict[str, Any]:
    """Return `{"fields": {name: figures}, "documents": n, "bad_rows": […]}` for labelled passages (GUIDE.md there).

    Every field gives micro-averaged precision, recall, F1 and support over whole items; `dates.date` is the date
    without its role. Raises OSError when the file cannot be read.
    """
    rows, bad = rows_of(path, check_passage)
    tallies = {name: Tally() for name in (*FIELDS, "dates.date")}
    for row in rows:
        found = predicted(passage_text(row))
        for name in FIELDS:
            gold = Counter(_item(name, item) for item in row["labels"].get(name, ()))
            tallies[name].count(row["id"], gold, Counter(list(found[name])), found[name])
        dates = Counter((item[0],) for item in row["labels"].get("dates", ()))
        days = {(item[0],): quote for item, quote in found["dates"].items()}
        tallies["dates.date"].count(row["id"], dates, Counter(list(days)), days)
    return _report(tallies, rows, bad, errors)


def evaluate_heads(path: Path, *, errors: bool = False) -> dict[str, Any]:
    """Return the figures for labelled heads of documents.

    `kind` and `relevant` give accuracy; `dates`, `refers_to` and, where a row is labelled with it, `parties` (the
    stated numbers of parties added, revised and removed) precision, recall, F1 and support over whole items.
    """
    rows, bad = rows_of(path, check_head)
    tallies = {name: Tally() for name in ("kind", "relevant", "dates", "dates.date", "refers_to", "parties")}
    for row in rows:
        _judge_head(row, tallies)
    return _report(tallies, rows, bad, errors)


def _judge_head(row: Row, tallies: dict[str, Tally]) -> None:
    facts, labels, name = extract(head_text(row)), row["labels"], row["id"]
    kind = next((fact.value for fact in facts if fact.kind == "document_kind"), "other")
    relevant = any(fact.kind == "relevance" and fact.value == "true" for fact in facts)
    tallies["kind"].count(name, Counter([(labels["kind"],)]), Counter([(kind,)]), {})
    tallies["relevant"].count(name, Counter([(labels["relevant"],)]), Counter([(relevant,)]), {})
    dates = _dates("heads", facts)
    tallies["dates"].count(name, Counter(tuple(one) for one in labels["dates"]), Counter(list(dates)), dates)
    days = {item[:1]: quote for item, quote in dates.items()}
    tallies["dates.date"].count(name, Counter({(one[0],) for one in labels["dates"]}), Counter(list(days)), days)
    relations = {(_what(fact), fact.role): fact.quote for fact in facts if fact.kind == "relation"}
    gold = Counter((one["what"], one["relation"]) for one in labels["refers_to"])
    tallies["refers_to"].count(name, gold, Counter(list(relations)), relations)
    if "parties" in labels:
        stated = Counter((role, number) for role, number in labels["parties"].items() if number is not None)
        told = summary(facts)["parties"]
        counted = Counter((role, number) for role, number in told.items() if number is not None)
        tallies["parties"].count(name, stated, counted, {})


def _what(fact: Fact) -> str:
    """Return what the relation names in the guide's form: a citation, `FR Doc` and number, a date, "" for a title."""
    by = dict(fact.detail).get("by", "")
    return {"number": f"FR Doc {fact.value}", "title": ""}.get(by, fact.value)


def passage_text(row: Row) -> StructuredText:
    """Return the passage below the heading of what it stands in, as a reader would give it."""
    section = str(row["section"])
    heading = f"§ {section}" if _SECTION.match(section) else section
    if not (_SECTION.match(section) or _LISTED.match(section) or section.startswith("Supplement")):
        heading = ""
    return _text((("heading", heading), ("paragraph", row["text"])))


def head_text(row: Row) -> StructuredText:
    """Return the head of a document as the Federal Register reader gives it."""
    return _text((kind, row.get(name, "")) for name, kind in HEAD_PARTS)


def _text(parts: Iterable[tuple[str, str]]) -> StructuredText:
    text, blocks = "", []
    for kind, words in parts:
        for line in words.splitlines():
            start = len(text) + 1 if text else 0
            text = f"{text}\n{line}" if text else line
            blocks.append(Block(kind, "", start, len(text)))
    return StructuredText("", "labelled", text, tuple(blocks), ())


def predicted(text: StructuredText) -> dict[str, dict[Item, str]]:
    """Return what extraction finds below the heading, field by field: the guide's items with their quotes."""
    start = text.blocks[1].start if len(text.blocks) > 1 and text.blocks[0].kind == "heading" else 0
    facts = [fact for fact in extract(text, day_first=False) if fact.start >= start]
    found = {name: dict(_of(make, facts)) for name, make in _MAKERS.items()}
    return found | {"dates": _dates("passages", facts)}


def _of(make: Callable[[Fact], Item | None], facts: list[Fact]) -> Iterable[tuple[Item, str]]:
    return ((item, fact.quote) for fact in facts if (item := make(fact)) is not None)


def _code(fact: Fact) -> Item | None:
    return (fact.value,) if fact.kind == "control_code" else None


def _citation(fact: Fact) -> Item | None:
    if fact.kind == "cfr_citation":
        return (f"{dict(fact.detail)['title']} CFR {fact.value}",)
    if fact.kind == "document_number":
        return (f"FR Doc {fact.value}",)
    return (fact.value,) if fact.kind in {"fr_citation", "celex"} else None


def _place(kind: str) -> Callable[[Fact], Item | None]:
    def make(fact: Fact) -> Item | None:
        role = mapped("passages", kind, fact.role) if fact.kind == kind else "not labelled"
        return None if role == "not labelled" else (fact.value, role)

    return make


def _exception(fact: Fact) -> Item | None:
    return (fact.value,) if fact.kind == "licence_exception" else None


def _threshold(fact: Fact) -> Item | None:
    if fact.kind != "threshold":
        return None
    detail = dict(fact.detail)
    return _item("thresholds", (detail["comparator"], detail["number"], detail["unit"]))


_MAKERS: dict[str, Callable[[Fact], Item | None]] = {
    "codes": _code,
    "citations": _citation,
    "destinations": _place("destination"),
    "groups": _place("country_group"),
    "exceptions": _exception,
    "thresholds": _threshold,
}


def _dates(guide: str, facts: list[Fact]) -> dict[Item, str]:
    return {
        (fact.value, mapped(guide, "date", fact.role)): fact.quote
        for fact in facts
        if fact.kind == "date" and re.fullmatch(r"\d{4}-\d{2}-\d{2}", fact.value)
    }


def _item(name: str, item: Any) -> Item:
    """Return a label as a comparable item; numbers and units of thresholds without the ways of printing them."""
    if name != "thresholds":
        return tuple(item) if isinstance(item, list) else (item,)
    sign, number, unit = item
    return sign, _number(str(number)), re.sub(r"[\s().\"“”'·]", "", str(unit)).lower().replace("μ", "µ")


_RAISED = str.maketrans("⁰¹²³⁴⁵⁶⁷⁸⁹⁻", "0123456789-")


def _number(printed: str) -> str:
    raised = re.sub(r"[⁰¹²³⁴⁵⁶⁷⁸⁹⁻]+", lambda match: "^" + match.group().translate(_RAISED), printed)
    plain = (
        re.sub(r"[\s\u00a0\u202f]|,(?=\d{3}(?!\d))", "", raised).replace("x", "×").replace("−", "-").replace("–", "-")
    )
    return plain.replace(",", ".")


def check_passage(row: Row) -> None:
    """Raise ReadError saying what of a labelled passage is not of the guide's form."""
    require(row, ("id", "section", "text", "labels"))
    if not isinstance(row["labels"], dict):
        raise ReadError("labels is no object")
    unknown = sorted(set(row["labels"]) - set(FIELDS))
    if unknown:
        raise ReadError(f"unknown labels: {', '.join(unknown)}")
    for name in FIELDS:
        values = row["labels"].get(name, [])
        size = {"dates": 2, "destinations": 2, "groups": 2, "thresholds": 3}.get(name)
        if not isinstance(values, list) or any(
            size and (not isinstance(one, list) or len(one) != size) for one in values
        ):
            raise ReadError(f"labels.{name} is not of the guide's form")


def check_head(row: Row) -> None:
    """Raise ReadError saying what of a labelled head is not of the guide's form."""
    require(row, ("id", "title", "labels"))
    if not isinstance(row["labels"], dict):
        raise ReadError("labels is no object")
    require(row["labels"], ("kind", "relevant", "dates", "refers_to"))


def _report(tallies: dict[str, Tally], rows: list[Row], bad: list[dict[str, Any]], errors: bool) -> dict[str, Any]:
    def figures(name: str, tally: Tally) -> dict[str, Any]:
        told: dict[str, Any] = tally.accuracy() if name in {"kind", "relevant"} else tally.figures()
        return told | {"errors": tally.errors} if errors else told

    fields = {name: figures(name, tally) for name, tally in sorted(tallies.items())}
    return {"documents": len(rows), "fields": fields, "bad_rows": bad}
