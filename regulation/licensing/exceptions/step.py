"""Step 4: licence exceptions. Which of part 740 can be used on the facts given, and which requirements each overcomes.

15 CFR part 740; 740.2 restricts them all. An exception that can be used is still bound to what its user must do or
file, and to the General Prohibitions that no exception overcomes: it never says that something may be shipped.
"""

from collections.abc import Iterator, Sequence
from dataclasses import dataclass

from regulation.licensing.exceptions.answer import YES, Answer
from regulation.licensing.exceptions.asked import Asked, asked, is_other, reasons_of
from regulation.licensing.exceptions.book import Book, Rule, Symbol, book, symbols
from regulation.licensing.exceptions.kept import met
from regulation.licensing.law import Law, NotHeldError
from regulation.licensing.model import Case, Eligibility, ExceptionAnswer, Quote, Requirement, Step

NAME = "licence exceptions"
_FIRST = ("subject to the EAR", "reasons for control")
_UNASKED = "requirements of parts 744 and 746: no step before this one asked for them (740.2(a)(2))"


@dataclass(frozen=True, slots=True)
class _Judged:
    """A rule with whether the exception passes it, and the words it rests on (a text where they do not stand)."""

    rule: Rule
    passes: Answer
    quote: Quote | str


class _Tried:
    """The restrictions tried on a transaction, each at most once."""

    def __init__(self, transaction: Asked) -> None:
        self.transaction = transaction
        self._held: dict[Rule, Answer] = {}

    def passes(self, rule: Rule) -> Answer:
        """Return whether an exception passes a restriction."""
        if rule not in self._held:
            self._held[rule] = _passed(rule, _met(rule, self.transaction))
        return self._held[rule]


def exceptions(case: Case, law: Law, found: Sequence[Step] = ()) -> Step:
    """Return each licence exception of part 740 with its answer; raises nothing: what is not held is said.

    `found` are the steps before, with the requirements to overcome; without any no exception is asked.
    """
    if not any(one.holds is not False for step in found for one in step.requirements):
        return Step(NAME, "not asked: no requirement was found that an exception could overcome")
    try:
        rules = book(law, case)
        transaction = asked(case, law, found)
    except NotHeldError as error:
        return Step(NAME, "not modelled", not_checked=(f"licence exceptions of part 740: {error}",))
    answers = tuple(_answers(rules, _Tried(transaction)))
    usable = [one.symbol for one in answers if one.status is Eligibility.ELIGIBLE]
    asks = {step.name for step in found} - set(_FIRST)
    return Step(
        NAME,
        f"eligible on the facts given: {', '.join(usable)}" if usable else "none is eligible on the facts given",
        tuple(dict.fromkeys(quote for one in answers for quote in one.quotes)),
        exceptions=answers,
        not_checked=(*rules.unchecked, *(() if asks else (_UNASKED,))),
    )


def _answers(rules: Book, tried: _Tried) -> Iterator[ExceptionAnswer]:
    for symbol, section in rules.symbols:
        held = symbols().get(symbol)
        if held is None:
            yield ExceptionAnswer(symbol, Eligibility.NOT_MODELLED, section, "its section is not read into rules")
        else:
            yield _answer(rules, tried, held)


def _answer(rules: Book, tried: _Tried, symbol: Symbol) -> ExceptionAnswer:
    transaction = tried.transaction
    musts = [_Judged(rule, _met(rule, transaction), quote) for rule, quote in rules.must[symbol.symbol]]
    failed = [one for one in musts if one.passes.truth is False]
    bound = [] if failed else [_Judged(rule, tried.passes(rule), quote) for rule, quote in rules.bars[symbol.symbol]]
    failed += [one for one in bound if one.passes.truth is False]
    if failed:
        key = (symbol.symbol, transaction.case.code, transaction.case.on, *(one.rule for one in failed))
        return transaction.law.once(key, lambda: _told(transaction, symbol, Eligibility.NOT, failed, _why(failed)))
    judged = [*musts, *bound]
    changed = [one.quote for one in judged if isinstance(one.quote, str)]
    unmodelled = [one for one in judged if one.passes.truth is None and not one.passes.modelled]
    if changed or unmodelled or not symbol.modelled:
        told = "; ".join(changed) or _why(unmodelled) or f"further conditions of {symbol.section}"
        return _told(transaction, symbol, Eligibility.NOT_MODELLED, unmodelled or musts, told)
    unknown = [one for one in judged if one.passes.truth is None]
    return _needing(transaction, rules, symbol, unknown) if unknown else _usable(transaction, rules, symbol, musts)


def _needing(transaction: Asked, rules: Book, symbol: Symbol, unknown: Sequence[_Judged]) -> ExceptionAnswer:
    needs = tuple(dict.fromkeys(need for one in unknown for need in one.passes.needs))
    told = f"depends on: {'; '.join(needs)}"
    conditions = _conditions(rules, symbol)
    return _told(transaction, symbol, Eligibility.NEEDS_FACT, unknown, told, needs, conditions)


def _usable(transaction: Asked, rules: Book, symbol: Symbol, met: Sequence[_Judged]) -> ExceptionAnswer:
    conditions = _conditions(rules, symbol)
    told = "every condition that is checked is met on the facts given; its user must do what its conditions say"
    return _told(transaction, symbol, Eligibility.ELIGIBLE, met, told, (), conditions)


def _told(
    transaction: Asked,
    symbol: Symbol,
    status: Eligibility,
    judged: Sequence[_Judged],
    why: str,
    needs: tuple[str, ...] = (),
    conditions: tuple[str, ...] = (),
) -> ExceptionAnswer:
    quotes = (*(one.quote for one in judged if isinstance(one.quote, Quote)), *_line(transaction, symbol.symbol))
    open_to = status in (Eligibility.ELIGIBLE, Eligibility.NEEDS_FACT)
    overcomes = tuple(_overcome(transaction, symbol)) if open_to else ()
    return ExceptionAnswer(
        symbol.symbol, status, symbol.section, why, needs, tuple(dict.fromkeys(quotes)), overcomes, conditions
    )


def _met(rule: Rule, transaction: Asked) -> Answer:
    try:
        return met(rule, transaction)
    except NotHeldError as error:
        return Answer(None, (str(error),), modelled=False)


def _passed(rule: Rule, applies: Answer) -> Answer:
    """Return whether an exception passes a restriction, given whether the restriction applies."""
    if applies.truth is None:
        return applies
    if not applies.truth:
        return YES
    return Answer(False) if rule.then == "not" else Answer(None, (rule.why,), modelled=False)


def _why(judged: Sequence[_Judged]) -> str:
    return "; ".join(f"{one.rule.why or '; '.join(one.passes.needs)} ({one.rule.citation})" for one in judged)


def _conditions(rules: Book, symbol: Symbol) -> tuple[str, ...]:
    """Return what the user must do or file, in the words of the law; an act whose words changed is told so."""
    told = rules.acts[symbol.symbol]
    return tuple(f"{quote.words} ({act.citation})" if isinstance(quote, Quote) else quote for act, quote in told)


def _line(transaction: Asked, symbol: str) -> Iterator[Quote]:
    """Yield the entry's own line for an exception."""
    entry, line = transaction.entry, transaction.lines.get(symbol)
    if entry and line:
        yield Quote(entry.entry.eccn, " ".join(line.place.text.split()), entry.controls.version, entry.remark)


def _overcome(transaction: Asked, symbol: Symbol) -> Iterator[str]:
    """Yield the reasons of requirements found that the exception overcomes."""
    for reason in reasons_of(transaction.requirements):
        same = [one for one in transaction.requirements if one.reason == reason]
        if all(_overcomes(symbol, one) for one in same):
            yield reason


def _overcomes(symbol: Symbol, requirement: Requirement) -> bool:
    if is_other(requirement):
        return bool(symbol.overcomes_other) and requirement.basis.startswith(symbol.overcomes_other)
    if len(requirement.reason) != 2:
        return False  # a footnote of the Country Chart, or a section by its number
    return symbol.overcomes is None or requirement.reason in symbol.overcomes
