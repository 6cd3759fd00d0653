"""What an alert says: what changed, from when, what it touches, and the quotes that prove it."""

from collections import Counter, defaultdict
from collections.abc import Iterable, Sequence

from alerts.impact.causes import CODES, Cause
from alerts.impact.exposure import Exposure
from graph.reads.outcomes import Held
from graph.schema import Change, Document, Fact
from regulation.licensing.compared.model import Action
from regulation.redline import redline, to_text

QUOTES = 12
SENTENCES = 4
NAMED = 8
WIDTH = 600
NO_OUTCOME = "A changed text is not yet a changed outcome."
UNKNOWN = "unknown"
LISTS = {"ccl": "Commerce Control List", "annex-i": "Annex I of Regulation (EU) 2021/821"}
_TELLING = ("country_group", "destination", "control_code", "party_count", "threshold", "date", "licence_exception")


def title(cause: Cause) -> str:
    """Return the alert in one line."""
    if cause.kind != CODES:
        return cause.changes[0].title
    places = f"{_places(cause)} between the texts of {cause.changes[0].from_version} and {cause.changes[0].to_version}"
    if len(cause.documents) == 1:
        return f"{cause.documents[0].title} ({cause.documents[0].number}): {places}"
    listed = cause.changes[0].list
    places = f"{LISTS.get(listed) or listed.replace('ecfr-', '15 CFR part ', 1)}: {places}"
    return f"{places}, {len(cause.documents)} candidate documents" if cause.documents else f"{places}, not attributed"


def what(cause: Cause, outcome: Sequence[str] = ()) -> str:
    """Return what changed, by place, and what that changes in outcome."""
    meant = " ".join(outcome) or NO_OUTCOME
    if cause.kind != CODES:
        return f"{cause.changes[0].place} cite the document: {cause.changes[0].after}. {meant}"
    listed = [f"{change.entry} {change.place} {change.kind}".strip() for change in cause.changes[:NAMED]]
    more = f" and {len(cause.changes) - NAMED} more" if len(cause.changes) > NAMED else ""
    kinds = Counter(change.change_class for change in cause.changes)
    classes = ", ".join(f"{count} {name}" for name, count in sorted(kinds.items()))
    return " ".join([f"{'; '.join(listed)}{more} ({classes}).", *_other_meaning(cause), meant])


def next_step(step: str, held: Sequence[Held]) -> str:
    """Return the audience's next step with what there is to do about how many current lines, each once an action."""
    lines: dict[str, set[str]] = defaultdict(set)
    for one in held:
        for action in one.outcome.actions if one.lines else ():
            lines[action].update(line.id for line in one.lines)
    each = [f"{action}: {len(lines[action]):,}" for action in Action if action in lines]
    return f"{step} Lines by what to do: {', '.join(each)}." if each else step


def _other_meaning(cause: Cause) -> list[str]:
    """Return a warning where numbers were kept and now mean something else: a classification there must not stay."""
    places = sorted(f"{one.entry}.{one.place}" for one in cause.changes if one.meaning_changed)
    if not places:
        return []
    more = f" and {len(places) - NAMED} more" if len(places) > NAMED else ""
    what = "keeps its number and changes its meaning" if len(places) == 1 else "keep their numbers and change meaning"
    return [f"{', '.join(places[:NAMED])}{more} {what}: what is classified there must be classified again."]


def since(cause: Cause) -> str:
    """Return from when the change applies, with the source of that date, or unknown."""
    known = [f"{one.effective} (listing of {one.number})" for one in cause.documents if one.effective]
    missing = [one.number for one in cause.documents if not one.effective]
    parts = [*known, *(f"{UNKNOWN} (no effective date of {number} is held)" for number in missing)]
    if not cause.documents:
        parts = [f"{UNKNOWN} (no document is attributed)"]
    if cause.kind == CODES:
        change = cause.changes[0]
        parts.append(f"the words stand in the text of {change.to_version}, not in that of {change.from_version}")
    return "; ".join(parts)


def attribution(cause: Cause) -> str:
    """Return which document made the change, and how that is known."""
    if cause.kind != CODES:
        return cause.changes[0].attribution
    if not cause.documents:
        return "not attributed: no rule published in the interval shares words with the change"
    words = "candidate" if len(cause.documents) == 1 else "one of these candidates, or several"
    each = [f"{one.number}: {'; '.join(cause.reasons[one.id][:3])}" for one in cause.documents]
    told = f"{words} (an inference from dates and words, not a statement of the document): {' | '.join(each)}"
    return f"{told}{_contradicted(cause)}"


def _contradicted(cause: Cause) -> str:
    """Return a warning where readings of the changes contradict one another: then a finding waits for the analyst."""
    found = [one for one in cause.changes if "contradict" in one.agreement]
    if not found:
        return ""
    places = f"{found[0].entry} {found[0].place}".strip()
    more = f" and {len(found) - 1} more" if len(found) > 1 else ""
    return f". READINGS CONTRADICT ({places}{more}): {found[0].agreement}"


def touched(cause: Cause, exposure: Exposure, countries: Sequence[str]) -> str:
    """Return in words what is touched, with lines to the destinations that the cause names told apart."""
    if cause.kind != CODES:
        found = [_candidate(key, exposure) for key in sorted(exposure.candidates)]
        words = "; ".join(found) or "no customer has an equal name; that is not a clearance"
        return f"{words.removesuffix('.')}. {_lines(cause, exposure)}{_past(exposure)}"
    words = f"{len(exposure.products)} SKUs (components included), {len(exposure.customers)} customers. "
    words += _lines(cause, exposure)
    if exposure.loosely:
        words += f" {len(exposure.loosely)} of the SKUs are classified less precisely than the changed paragraph."
    if named := exposure.lines_to(countries):
        where = ", ".join(sorted(countries))
        words += f" Of these, {len(named)} lines ship to {where}: {' + '.join(exposure.value(named))}."
    return f"{words}{_past(exposure)}"


def why(cause: Cause, facts: Iterable[tuple[Document, Sequence[Fact]]]) -> tuple[str, ...]:
    """Return the quotes: the redline of each place, then the sentences of the documents, each with its place."""
    redlines = [_redline(change) for change in cause.changes[:QUOTES]] if cause.kind == CODES else []
    return (*redlines, *(quote for document, stated in facts for quote in _sentences(document, stated)))


def _redline(change: Change) -> str:
    words = to_text(redline(change.before, change.after))
    cut = words if len(words) <= WIDTH else f"{words[:WIDTH]}…"
    return f"{change.list} {change.entry} {change.place}, {change.from_version} → {change.to_version}: {cut}"


def _sentences(document: Document, facts: Sequence[Fact]) -> list[str]:
    ranked = sorted((fact for fact in facts if fact.kind in _TELLING), key=lambda fact: _TELLING.index(fact.kind))
    chosen = list(dict.fromkeys((fact.block, fact.sentence) for fact in ranked))[:SENTENCES]
    return [f"{document.number}, {block}: “{sentence}”" for block, sentence in chosen]


def _candidate(key: tuple[str, str], exposure: Exposure) -> str:
    touch = exposure.candidates[key]
    return f"candidate: customer {touch.customer} ({touch.customer_name}) ~ listed {touch.party_name}"


def _lines(cause: Cause, exposure: Exposure) -> str:
    """Return the lines that count, each once: those with deliveries from the day on which the change applies."""
    from_then = f" with deliveries on or after {cause.applies}" if cause.applies else ""
    if not exposure.lines:
        return f"No current contract line{from_then}."
    number = "1 contract line" if len(exposure.lines) == 1 else f"{len(exposure.lines)} contract lines"
    return f"{number}{from_then}, each counted once: {' + '.join(exposure.value())}."


def _past(exposure: Exposure) -> str:
    """Return apart from the lines that count those delivered before the change applies; "" where there is none."""
    if not exposure.past:
        return ""
    number = "1 line" if len(exposure.past) == 1 else f"{len(exposure.past)} lines"
    return f" Delivered before, not counted (look back): {number}, {' + '.join(exposure.value(exposure.past))}."


def _places(cause: Cause) -> str:
    entries = sorted({change.entry for change in cause.changes if change.entry})
    places = f"{len(cause.changes)} change{'s' if len(cause.changes) != 1 else ''}"
    if not entries:
        return f"{places} of the list itself"
    return f"{places} in {entries[0]}" if len(entries) == 1 else f"{places} in {len(entries)} entries"
