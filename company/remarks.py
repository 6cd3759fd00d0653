"""What an import remarks on without keeping a row out: what is missing, unknown, or said twice and differently."""

from collections import defaultdict
from collections.abc import Callable, Iterable, Iterator, Mapping
from decimal import Decimal
from difflib import get_close_matches
from typing import TypeVar

from company import facts, quantities, questions, shorthand
from company.draft import Draft
from company.products import Classification, Decision, Parameter, Product
from company.record import Record
from company.report import Remark
from company.shorthand import Short
from company.translate import fields_of

R = TypeVar("R", bound=Record)
Drafts = Mapping[str, Draft]

_FORMULA = "=+-@"
_CODES = {Product.table: ("eccn", "eu_code"), Classification.table: ("code",)}
# What makes a row of a table and of the shorthand of one key contradict each other.
_SAYING = {"parameters": "value", "classifications": "code", "decisions": "answer"}


def of_row(draft: Draft, line: int, values: Mapping[str, str], record: Record) -> list[Remark]:
    """Return what is odd about the cells of one good row."""
    odd = [name for name, cell in values.items() if cell[0] in _FORMULA]
    told = [*_formulas(draft, line, values, odd)] if odd else []
    for column in _CODES.get(draft.model.table, ()):
        kept = getattr(record, column)
        if kept and kept != values[column]:
            told.append(draft.remark(line, column, values[column], f"read as {kept}", "write it in the legal form"))
    return told


def of_all(drafts: Drafts) -> Iterator[Remark]:
    """Yield what the good rows of all tables say together."""
    # What no row of a table speaks of is said once, by the shorthand, and needs no comparison.
    spoken = {key[:2] for table in _SAYING for key in drafts[table].keys.values()}
    short = shorthand.short(drafts[Product.table].good, spoken)
    yield from _products(drafts)
    yield from _unknown(drafts[Parameter.table], "parameter", quantities.quantity, _names())
    known = questions.known()
    yield from _unknown(drafts[Decision.table], "question", known.__contains__, known)
    for table in _SAYING:
        yield from _shadowed(drafts, drafts[table], short[table])
    yield from _disagreeing(drafts[Parameter.table], short)
    yield from _contradicting(drafts[Classification.table], short)


def _formulas(draft: Draft, line: int, values: Mapping[str, str], odd: Iterable[str]) -> Iterator[Remark]:
    # Kept as text; whoever writes a spreadsheet from it must neutralise it again.
    for name in odd:
        if len(values[name]) > 1 and name not in fields_of(draft.model, Decimal):
            problem = "looks like a spreadsheet formula"
            yield draft.remark(line, name, values[name], problem, "kept as text, never computed")


def _products(drafts: Drafts) -> Iterator[Remark]:
    draft = drafts[Product.table]
    rows = {line: one for line, one in draft.good.items() if isinstance(one, Product)}
    bare = [line for line, one in rows.items() if one.eccn and not _based(one)]
    hint = "fill in classification_rationale, classified_by and classified_on"
    yield from draft.counted(bare, "eccn", "products classified without rationale, author or day", hint)
    idle = [line for line, one in rows.items() if one.kind == "service" and one.activity is None]
    hint = "say what is done: rules on services ask for it"
    yield from draft.counted(idle, "activity", "services without activity", hint)
    loose = [line for line, one in rows.items() if _unproved_share(one)]
    hint = "fill in us_content_percent, us_content_basis and us_content_on"
    yield from draft.counted(loose, "us_content_percent", "products with a US share or its basis or day missing", hint)
    yield from _undecided(draft, rows, drafts[Decision.table])


def _based(one: Product) -> bool:
    return bool(one.classification_rationale and one.classified_by and one.classified_on)


def _unproved_share(one: Product) -> bool:
    parts = (one.us_content_percent is None, one.us_content_basis is None, one.us_content_on is None)
    return any(parts) and not all(parts)


def _undecided(draft: Draft, rows: Mapping[int, Product], decisions: Draft) -> Iterator[Remark]:
    decided = {row.sku for row in of(decisions, Decision).values() if row.question == questions.DATACENTER}
    lines = [line for line, one in rows.items() if one.datacenter != "unknown" and one.sku not in decided]
    problem = "answers about datacenters without a recorded decision"
    yield from draft.counted(lines, "datacenter", problem, "record who decided it, when and why in decisions")


def _unknown(draft: Draft, column: str, known: Callable[[str], object], names: Iterable[str]) -> Iterator[Remark]:
    lines: dict[str, list[int]] = defaultdict(list)
    for line, record in draft.good.items():
        if not known(word := getattr(record, column)):
            lines[word].append(line)
    for word, found in sorted(lines.items()):
        near = get_close_matches(word.lower(), names, 3, 0.7)
        hint = f"kept; is it {', '.join(near)}?" if near else "kept and shown; no rule that is modelled asks for it"
        rows = "" if len(found) == 1 else f", {len(found)} rows"
        yield draft.remark(min(found), column, word, f"unknown {column}{rows}", hint)


def _shadowed(drafts: Drafts, draft: Draft, short: Mapping[tuple[str, ...], tuple[int, Record]]) -> Iterator[Remark]:
    column, products = _SAYING[draft.model.table], drafts[Product.table]
    for line, key in draft.keys.items():
        if key not in short:
            continue
        record, (place, other) = draft.good[line], short[key]
        if (said := getattr(record, column)) != (told := getattr(other, column)):
            problem = f"{products.file} row {place} says {told}"
            yield draft.remark(line, column, str(said), problem, "this row counts; correct one of the two")


def _disagreeing(draft: Draft, short: Short) -> Iterator[Remark]:
    lines = {key: line for line, key in draft.keys.items()}
    for rows in facts.disagreeing(_effective(draft, short, Parameter)):
        line = max(lines.get(row.key(), 0) for row in rows)
        told = "; ".join(f"{_shown(row)} ({row.source or 'no source'})" for row in rows)
        problem = f"sources disagree on {rows[0].parameter} of {rows[0].sku}: {told}"
        yield draft.remark(line, "value", "", problem, "all are kept; each is evaluated")


def _contradicting(draft: Draft, short: Short) -> Iterator[Remark]:
    lines = {key: line for line, key in draft.keys.items()}
    for ours, theirs in facts.contradicting(_effective(draft, short, Classification)):
        problem = f"vendor {theirs.vendor} says {theirs.code} of {theirs.sku} ({theirs.regime}), we say {ours.code}"
        yield draft.remark(
            lines[theirs.key()], "code", theirs.code, problem, "both are kept; settle it with the vendor"
        )


def of(draft: Draft, model: type[R]) -> dict[int, R]:
    """Return the good rows of a table by line."""
    return {line: record for line, record in draft.good.items() if isinstance(record, model)}


def _effective(draft: Draft, short: Short, model: type[R]) -> tuple[R, ...]:
    theirs = {key: record for key, (_, record) in short[model.table].items() if isinstance(record, model)}
    own = {draft.keys[line]: record for line, record in of(draft, model).items()}
    return facts.chosen(own, theirs)


def _shown(row: Parameter) -> str:
    value = f"{row.value.normalize():f}"
    return f"{value} {row.unit}" if row.unit else value


def _names() -> tuple[str, ...]:
    return tuple(one.name for one in quantities.quantities())
