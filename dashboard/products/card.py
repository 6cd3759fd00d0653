"""An answer in full: the verdict, by how much, in whose words, what is missing, and what it does not speak of."""

from collections.abc import Iterator, Sequence

from dashboard import formats as f
from dashboard import markup as m
from dashboard.products import bars
from dashboard.products.answers import Told
from dashboard.products.words import badge, place, span, thresholds
from regulation.classification import Headroom, Outcome, Verdict
from regulation.controls.designations import within
from regulation.thresholds import Words

BARS = 24
QUOTES = 12
OUTCOMES = 12
SHORT = 16
FACTS = 3
FACT = 160
QUOTE = 600
REASON = 420
OPEN = (Verdict.IN, Verdict.PRESUMED, Verdict.UNDECIDED)
_RESULTS = (m.Column("If", 62), m.Column("Then", 38))


def card(one: Told, opened: bool = False) -> m.Html:
    """Return an answer as a card; what proves it can be folded away, and is not where `opened`."""
    css = {Verdict.IN: "high", Verdict.PRESUMED: "medium", Verdict.UNDECIDED: "medium"}.get(one.answer.verdict, "")
    body = m.tag("details", m.tag("summary", m.text(_summary(one))), *_proof(one), **({"open": ""} if opened else {}))
    parts = [_head(one), _reason(one), *_notices(one), *_missing(one), body]
    return m.tag("div", *parts, css=f"rt-card {css}".strip())


def is_short(one: Told) -> bool:
    """Tell whether what proves an answer is short enough to stand open."""
    return len(one.answer.headroom) + len(one.answer.quotes) <= SHORT


def verdict_words(one: Told) -> m.Html:
    """Return a verdict with the first paragraph met (else the entry), linked to it as the text has it."""
    return m.join([badge(one.answer.verdict), place(one.answer.paragraph or one.entry, one.list, one.text)])


def _head(one: Told) -> m.Html:
    answer = one.answer
    linked = place(one.entry, one.list, one.text)
    more = [m.text(": "), m.join([place(code, one.list, one.text) for code in answer.paragraphs], ", ")]
    when = [m.span(span(one.on, one.until), "rt-beside rt-soft rt-when")] if one.on else []
    return m.tag("h3", badge(answer.verdict), linked, *(more if answer.paragraphs else []), *when)


def _reason(one: Told) -> m.Html:
    reason = one.answer.reason
    said = f"{reason[:1].upper()}{reason[1:]}".rstrip(".")
    if len(said) <= REASON:
        return m.paragraph(m.text(f"{said}."))
    whole = m.tag("details", m.tag("summary", m.text("the whole reason")), m.paragraph(m.text(f"{said}.")))
    return m.join([m.paragraph(m.text(f.cut(said, REASON))), whole])


def _summary(one: Told) -> str:
    answer = one.answer
    told = [f.count(len(answer.headroom), "bound") if answer.headroom else "", "words"]
    return "How this was found: " + ", ".join(part for part in (*told, "text, remarks") if part)


def _notices(one: Told) -> Iterator[m.Html]:
    for notice in one.notices:
        label = m.tag("b", m.text("Individual notice, entered, not read: "))
        yield m.paragraph(label, m.text(notice), css="rt-warn")


def _missing(one: Told) -> Iterator[m.Html]:
    answer = one.answer
    if not answer.missing:
        return
    label = "Missing: " if answer.verdict in (Verdict.UNDECIDED, Verdict.PRESUMED) else "Not known besides: "
    shares = dict(answer.deciding)
    facts = [f"{f.cut(fact, FACT)}{_alone(shares.get(fact))}" for fact in answer.missing]
    yield m.paragraph(m.tag("b", m.text(label)), m.text("; ".join(facts[:FACTS])))
    if facts[FACTS:]:
        summary = m.tag("summary", m.text(f"and {f.count(len(facts) - FACTS, 'more fact')}"))
        yield m.tag("details", summary, m.tag("ul", *(m.tag("li", m.text(fact)) for fact in facts[FACTS:])))
    yield from _outcomes(one)


def _outcomes(one: Told) -> Iterator[m.Html]:
    """Yield what values of the missing facts would mean, those that decide in a table, the others counted."""
    every = one.answer.outcomes
    deciding = [each for each in every if each.verdict is not Verdict.UNDECIDED]
    if deciding:
        yield m.table(_RESULTS, [_outcome(each, one) for each in deciding[:OUTCOMES]], css="rt-law-table")
    left = len(every) - len(deciding)
    if deciding[OUTCOMES:]:
        yield m.paragraph(m.text(f"{len(deciding) - OUTCOMES} more deciding cases are not shown."), css="rt-where")
    if left:
        words = f"In {f.count(left, 'other case')} it stays undecided." if deciding else "None of them decides alone."
        yield m.paragraph(m.text(words), css="rt-where")


def _alone(share: object) -> str:
    return f" (alone decides in {float(str(share)) * 100:.0f} % of the cases)" if share else ""


def _outcome(each: Outcome, one: Told) -> Sequence[m.Html]:
    met = [m.join([place(code, one.list, one.text) for code in each.paragraphs], ", ")] if each.paragraphs else []
    note = [m.text(" by a note")] if each.by_note else []
    return m.text("; ".join(each.when) or "whatever it is"), m.join([badge(each.verdict), *met, *note])


def _proof(one: Told) -> Iterator[m.Html]:
    yield from _bounds(one)
    rest = [words for words in one.answer.quotes if not _barred(words, one.answer.headroom)]
    if rest:
        yield m.paragraph(m.tag("b", m.text("In the words of the text")), css="rt-group")
        yield from (_quote(words, one) for words in rest[:QUOTES])
        yield from _more(len(rest) - QUOTES, "passage", one)
    yield from _remarks(one)
    yield m.paragraph(m.tag("b", m.text("Which text: ")), *_text(one))
    yield m.paragraph(m.tag("b", m.text(f"{_not_checked(one)}. ")), css="rt-where")


def _bounds(one: Told) -> Iterator[m.Html]:
    found = one.answer.headroom
    for paragraph, group in bars.by_paragraph(found[:BARS]):
        met = paragraph in one.answer.paragraphs
        head = [m.tag("b", place(paragraph, one.list, one.text)), m.text(" is met" if met else "")]
        yield m.paragraph(*head, css="rt-group")
        yield from (bars.bar(each) for each in group)
        own = [words for words in one.answer.quotes if words.designation == paragraph]
        yield from (_quote(words, one) for words in own)
    yield from _more(len(found) - BARS, "bound", one)


def _barred(words: Words, found: Sequence[Headroom]) -> bool:
    return any(words.designation == each.paragraph for each in found[:BARS])


def _quote(words: Words, one: Told) -> m.Html:
    where = place(words.designation, one.list, one.text, f"{words.designation} {_placed(words)}".strip())
    said = m.text(f"“{f.cut(' '.join(words.text.split()), QUOTE)}” ")
    text = f" in the text of {one.text}" if one.text else ""
    return m.tag("div", said, m.tag("span", where, m.text(text), css="rt-where"), css="rt-quote")


def _placed(words: Words) -> str:
    """Return the place of words where the paragraph's number does not tell it."""
    own = words.designation.partition(".")[2]
    return "" if words.place in ("", own, "heading") or within(words.designation, words.place) else words.place


def _more(number: int, noun: str, one: Told) -> Iterator[m.Html]:
    if number > 0:
        yield m.paragraph(m.text(f"{f.count(number, f'more {noun}')}: "), thresholds(one), css="rt-where")


def _remarks(one: Told) -> Iterator[m.Html]:
    if one.answer.remarks:
        yield m.paragraph(m.tag("b", m.text("Besides")), css="rt-group")
        yield m.tag("ul", *(m.tag("li", m.text(remark)) for remark in one.answer.remarks))


def _text(one: Told) -> Iterator[m.Html]:
    if not one.text:
        yield m.text("no text of that day is held.")
        return
    who = f"converted by others ({one.origin}), not the official text" if one.origin else "official"
    yield m.text(f"{one.text}, {who}. {_sentences(one.why)}")
    yield thresholds(one)


def _sentences(why: Sequence[str]) -> str:
    return "".join(f"{said[:1].upper()}{said[1:].rstrip('.')}. " for said in why)


def _not_checked(one: Told) -> str:
    said = one.answer.not_checked
    return f"{said[:1].upper()}{said[1:]}".rstrip(".")
