"""What would be answered if a parameter or a decision were another one: computed on the same text, never stored."""

from collections.abc import Iterator, Mapping, Sequence
from dataclasses import dataclass, replace

import streamlit as st

from dashboard import markup as m
from dashboard import screen
from dashboard.access import Role, require
from dashboard.products.answers import Told, told
from dashboard.products.card import card, verdict_words
from dashboard.products.item import ANSWERS, Changes, changed, item, number, unusable
from dashboard.products.law import law
from dashboard.store import ask
from graph.reads import ProductDetail, product
from graph.reads import catalogue as reads
from graph.reads.catalogue import Parts
from graph.schema import Verdict
from regulation.classification import EntryTest, Item, Law, answer, parameter
from regulation.classification.vocabulary import quotients
from regulation.thresholds import Reference
from regulation.thresholds.model import folded
from regulation.thresholds.truth import leaves
from ruletrace.archive import ArchiveError
from ruletrace.readers.xml import ReadError

NOBODY = "unknown"
KIND = "taken as an item of the kind that the entry's heading names"  # as the stored answer remarks
RECORDED = "as recorded"
MOST_PARTS = 60
FIELDS = 12
WIDE = 3


@dataclass(frozen=True, slots=True)
class Asked:
    """A quantity that can be supposed: its name, its unit, and what is recorded of it ("" nothing)."""

    name: str
    unit: str
    recorded: str


def what_if(detail: ProductDetail, inside: Parts, today: Sequence[Verdict]) -> None:
    """Draw the form, and the answer for what a reader supposes in it."""
    screen.heading("What if", "Suppose other facts and see the answer on the same text. Nothing is stored or sent.")
    asked = [one for one in today if one.text_version and not one.origin]
    if not asked:
        words = "No entry was asked for this SKU on an official text, so there is nothing to compare with."
        screen.show(m.paragraph(m.text(words), css="rt-soft"))
        return
    entries = [one.entry for one in asked]
    chosen = st.selectbox("Under which entry", entries, key="entry_if", bind="query-params", width=220) or entries[0]
    stored = next(one for one in asked if one.entry == chosen)
    try:
        text = law(stored.list, stored.text_version)
    except (ArchiveError, ReadError) as error:
        screen.show(m.paragraph(m.text(f"The archived text cannot be read here: {error}"), css="rt-warn"))
        return
    test = text.test(stored.entry) if text else None
    if text is None or test is None:
        words = f"The text of {stored.text_version} is not held as an official one, or has no {stored.entry}."
        screen.show(m.paragraph(m.text(words), css="rt-warn"))
        return
    _supposed(text, test, _item(detail, inside, stored), detail, stored)


def _supposed(text: Law, test: EntryTest, own: Item, detail: ProductDetail, stored: Verdict) -> None:
    left = [words for words in unusable(detail) if words]
    if left:
        words = f"Left out here, because their unit is none of the quantity's: {'; '.join(left)}."
        screen.show(m.paragraph(m.text(words), css="rt-warn"))
    quantities, questions = _quantities(test, detail, stored), _questions(test, detail, stored)
    changes = _form(quantities, questions, detail, stored)
    if changes is None:
        return
    base = answer(text, test, _of_kind(own, test, stored))
    if (str(base.verdict), base.paragraphs) != (stored.verdict, stored.paragraphs):
        words = (
            f"Without any change this page computes “{base.verdict}” and not the stored “{stored.verdict}”: something "
            "that the stored answer knew is not known here. Take the answer below with care."
        )
        screen.show(m.paragraph(screen.badge("differs", "medium"), m.text(words), css="rt-warn"))
    units = {one.name: one.unit for one in quantities}
    found = answer(text, test, _of_kind(changed(own, changes, units), test, stored))
    kept = told(stored)
    supposed = replace(kept, answer=found, why=(), on="", until="")
    _compared(kept, supposed, changes)


def _compared(kept: Told, supposed: Told, changes: Changes) -> None:
    said = [f"{name} = {NOBODY if one is None else f'{one:,f}'}" for name, one in changes.values.items()]
    said += [f"{name}: {_word(one)}" for name, one in changes.answers.items()]
    screen.show(
        m.tag(
            "div",
            m.paragraph(m.tag("b", m.text("What if, not stored: ")), m.text("; ".join(said) or "nothing changed")),
            m.paragraph(m.text("Recorded: "), verdict_words(kept)),
            m.paragraph(m.text("Supposed: "), verdict_words(supposed)),
            css="rt-what-if",
        ),
        card(supposed, opened=True),
    )


def _word(one: bool | None) -> str:
    return NOBODY if one is None else next(word for word, answer in ANSWERS.items() if answer is one)


def _form(
    quantities: Sequence[Asked], questions: Mapping[str, str], detail: ProductDetail, stored: Verdict
) -> Changes | None:
    """Return what a reader supposes, None before anything was asked; a value that is no number is said."""
    key = f"{detail.product.id} {stored.entry}"
    with st.form(f"what-if {key}", border=True):
        words = f"Leave empty what stays as recorded; “{NOBODY}” supposes that nobody knew it."
        screen.show(m.paragraph(m.text(words), css="rt-soft"))
        typed = _typed(quantities, key)
        chosen = _answered(questions, key)
        asked = st.form_submit_button("Show the answer", type="primary", icon=":material/calculate:")
    if not asked:
        return None
    require(Role.PRODUCT_OWNER, Role.ANALYST)
    wrong = [name for name, words in typed.items() if words != NOBODY and not _is_number(words)]
    if wrong:
        st.error(f"Not a number: {screen.literal(', '.join(wrong))}. Write digits, such as 4992, 608.5 or 1e26.")
        return None
    values = {name: None if words == NOBODY else number(words) for name, words in typed.items()}
    return Changes(values, {name: ANSWERS.get(words) for name, words in chosen.items()})


def _typed(quantities: Sequence[Asked], key: str) -> Mapping[str, str]:
    columns = st.columns(WIDE)
    found: dict[str, str] = {}
    for index, one in enumerate(quantities):
        label = f"{one.name}{f' ({one.unit})' if one.unit else ''}"
        words = columns[index % WIDE].text_input(
            screen.literal(label), key=f"{key} {one.name}", placeholder=one.recorded or "not recorded", max_chars=60
        )
        if words and words.strip():
            found[one.name] = words.strip()
    return found


def _answered(questions: Mapping[str, str], key: str) -> Mapping[str, str]:
    found: dict[str, str] = {}
    for question, recorded in questions.items():
        kept = f"{RECORDED} ({recorded or NOBODY})"
        options = [kept, *(word for word in (*ANSWERS, NOBODY) if word != (recorded or NOBODY))]
        words = st.selectbox(screen.literal(question), options, key=f"{key} {question}")
        if words and words != kept:
            found[question] = words
    return found


def _quantities(test: EntryTest, detail: ProductDetail, stored: Verdict) -> Sequence[Asked]:
    """Return the quantities of the product that the entry asks, then those that it lacks."""
    found: dict[str, Asked] = {}
    for row in detail.parameters:
        if row.counts and _is_asked(test, row.parameter):
            before = found.get(row.parameter)
            said = " / ".join(filter(None, (before.recorded if before else "", row.value)))
            found[row.parameter] = Asked(row.parameter, row.measured_in, said)
    known = {folded(name) for name in found}
    for name, unit in _lacking(test, stored):
        if folded(name) not in known:
            known.add(folded(name))
            found[name] = Asked(name, unit, "")
    return [*found.values()][:FIELDS]


def _lacking(test: EntryTest, stored: Verdict) -> Iterator[tuple[str, str]]:
    """Yield the quantities that the answer lacks, with the unit in which the text asks for each; quotients by parts."""
    printed = {folded(one.quantity.name): one.unit.printed for one in test.bounds.values()}
    for fact in stored.missing:
        own = parameter(fact)
        if own:
            yield own.name, own.unit
        elif folded(fact) in printed:
            yield fact, printed[folded(fact)]
    for one in quotients():
        if any(folded(bound.quantity.name) == one.quantity for bound in test.bounds.values()):
            for name in (one.of, one.by.partition(" [")[0]):
                part = parameter(name)
                yield (part.name, part.unit) if part else (name, "")
    shown = dict.fromkeys(bound.quantity.name for bound in test.bounds.values())
    yield from ((name, printed[folded(name)]) for name in shown if not parameter(name))


def _is_asked(test: EntryTest, name: str) -> bool:
    own = parameter(name)
    called = folded(own.name if own else name)
    taken = {key.partition(" [")[0] for key in test.takes}
    parts = {part for one in quotients() for part in (one.of, one.by.partition(" [")[0])}
    return called in taken or (called in parts and any(one.quantity in taken for one in quotients()))


def _questions(test: EntryTest, detail: ProductDetail, stored: Verdict) -> Mapping[str, str]:
    """Return the conditions that are decided or missing and no numbers, with what is recorded ("" nothing)."""
    counting = (row for row in detail.decisions if row.counts and folded(row.question) in test.facts)
    recorded = {row.question: row.answer for row in counting}
    references = {leaf.key for unit in test.units for leaf in leaves(unit.whole) if isinstance(leaf, Reference)}
    asked = (fact for fact in stored.missing if folded(fact) in test.facts)
    missing = {fact: "" for fact in asked if test.facts[folded(fact)] not in references}
    known = {folded(question) for question in recorded}
    return {**recorded, **{fact: "" for fact in missing if folded(fact) not in known}}


def _item(detail: ProductDetail, inside: Parts, stored: Verdict) -> Item:
    details, parts = {detail.product.id: detail}, {detail.product.id: tuple(one.product.id for one in inside.inside)}
    open_ = [*parts[detail.product.id]]
    while open_ and len(details) < MOST_PARTS:
        sku = open_.pop()
        found = ask(product, sku) if sku not in details else None
        if found:
            details[sku] = found
            parts[sku] = tuple(one.product.id for one in ask(reads.parts, sku).inside)
            open_ += parts[sku]
    return item(detail.product.id, details, parts, " ".join(stored.remarks))


def _of_kind(own: Item, test: EntryTest, stored: Verdict) -> Item:
    """Return the item as one of the kind that the entry's heading names, where the stored answer takes it so."""
    if not any(remark.startswith(KIND) for remark in stored.remarks):
        return own
    return replace(own, answers={**test.heading_facts(), **own.answers})


def _is_number(words: str) -> bool:
    try:
        number(words)
    except ValueError:
        return False
    return True
