"""Dates with the role they play: effective, expiry, comment deadline, delayed to, another document's."""

import re
from collections.abc import Iterator
from dataclasses import replace

from spacy.language import Language
from spacy.tokens import Doc

from nlp.dates.changes import settled
from nlp.dates.cues import said
from nlp.dates.mentions import Mention, mentions
from nlp.dates.reread import reread
from nlp.dates.roles import EFFECTS, Decision, decisions, savings_part
from nlp.finds import Find, Notes, notes_of, record
from nlp.ranges import inside

NAME, VERSION = "dates", "9"
BOUNDARY = 24  # characters before a date in which a preposition makes it a bound
CUE = 80  # characters of the words that gave a role
# Blocks in which a date says when the document was signed or filed, whatever words stand beside it.
SIGNATURE, NUMBER = "signature", "number"
_INSTRUCTION_WINDOW = 300
# The instructions of a date stand behind the date before it, in the same half of a sentence.
_OTHER_DATE = re.compile(r";|\b(?:19|20)\d\d\b")
_OWN_ACT = re.compile(
    r"\W*(?:\w+ ){0,3}(?:regulation|decision|directive)\b(?:(?!\bof\b)[^.;\"]){0,60}"
    r"(?:of the European Parliament and of the Council\s+)?of\s+",
    re.I,
)
_BARE_DATES = re.compile(r"(?:DATES?:?)?\s*", re.I)
_RULE = re.compile(r"\b(?<!proposed )(?:rules?|amendments?|regulations?|withdrawal)\b", re.I)
_BARE_LINE = re.compile(r"[\s.]*")


@Language.component("ruletrace_dates")
def dates(doc: Doc) -> Doc:
    """Write the dates of a text; `doc.user_data["day_first"]` reads 03/04/2025 as the third of April (EU)."""
    return record(doc, NAME, find(notes_of(doc), day_first=bool(doc.user_data.get("day_first"))))


def find(notes: Notes, *, day_first: bool = False) -> list[Find]:
    """Return the dates of a text with their roles.

    Values: ISO 8601, `2027` or `2012-02` where the text gives no day (detail `precision`), `+60 days after
    publication` or `date of publication` where it gives none that can be computed here (details `anchor`,
    `resolved`). Further details: `cue` (the words that gave the role), `effect` (on this day another document takes
    effect), `instructions` (the amendatory instructions that take effect on this day), `except` (what a general day
    leaves out), `part` (cut-off, condition or completion of a savings clause), `recalled` (the role is that of the
    same day elsewhere in the text), `ruled` and `share` (nlp/dates/reread.py).
    """
    found = ruled(notes, day_first=day_first)
    # the encoder was trained on documents of the United States
    return found if day_first else reread(notes, found, [find for find in found if _is_fixed(notes, find)])


def ruled(notes: Notes, *, day_first: bool = False) -> list[Find]:
    """Return the dates with the roles that the rules give them."""
    found = [
        _find(notes, mention, decision)
        for mention, roles in settled(notes, decisions(notes, mentions(notes.text, day_first=day_first)))
        for decision in roles
        if mention.precision in {"day", "relative", "placeholder"} or decision.role in EFFECTS
    ]
    return list(_recalled(notes.text, [find for find in found if not _idle(find)]))


def _find(notes: Notes, mention: Mention, decision: Decision) -> Find:
    role = _by_block(notes, mention) or decision.role
    detail = dict(mention.detail)
    if decision.cue:
        detail["cue"] = decision.cue[-CUE:]
    if decision.elsewhere:
        detail["effect"] = "of another document"
    if mention.precision in {"month", "year"}:
        detail["precision"] = mention.precision
    if role == "savings":
        detail["part"] = savings_part(notes.text[max(0, mention.start - 200) : mention.start], decision)
    if role in {"effective", "compliance", "stay_from", "delayed_to", "expiry"}:
        detail |= _instructions(notes, mention)
    return Find("date", mention.value, role, mention.start, mention.end, tuple(sorted(detail.items())))


def _idle(find: Find) -> bool:
    """Say whether "on publication" was only said in passing."""
    return find.value == "date of publication" and find.role == "other"


def _by_block(notes: Notes, mention: Mention) -> str:
    """Return the role of a day by its form, effective for one that is all that the DATES say."""
    return _by_form(notes, mention) or (
        "effective" if _is_alone_in_dates(notes, mention) and _takes_effect(notes) else ""
    )


def _is_fixed(notes: Notes, find: Find) -> bool:
    """Say whether form alone tells a role: a signature, or the DATES of a notice of a meeting that are one day."""
    if find.role == "other" and _is_alone_in_dates(notes, find):
        return any(said("occasion").search(notes.text, *line) for line in notes.within("title", "action"))
    return bool(_by_form(notes, find))


def _by_form(notes: Notes, mention: Mention | Find) -> str:
    """Return signed for the signature and for a first line that is a day alone, filed for the filing line."""
    if inside(mention.start, notes.ranges.get(SIGNATURE, [])):
        return "signed"
    if inside(mention.start, notes.ranges.get(NUMBER, [])):
        return "filed"
    if any(_names_itself(notes.text, start, mention) for start, _end in notes.ranges.get("title", [])[:1]):
        return "signed"
    low, high = notes.sentences.at(mention.start)
    opening = notes.ranges.get("paragraph", [(-1, -1)])[0]
    alone = low == mention.start and _BARE_LINE.fullmatch(notes.text, mention.end, high)
    return "signed" if alone and opening[0] == low and high >= opening[1] - 1 else ""


def _is_alone_in_dates(notes: Notes, mention: Mention | Find) -> bool:
    """Say whether the day is all that the DATES say."""
    for start, end in notes.within("dates"):
        if start <= mention.start < end:
            before = _BARE_DATES.fullmatch(notes.text, start, mention.start)
            return before is not None and _BARE_LINE.fullmatch(notes.text, mention.end, end) is not None
    return False


def _takes_effect(notes: Notes) -> bool:
    """Say whether the document is a rule, or a notice of a decision: not of a meeting, of a filing or of a deadline."""
    if any(_RULE.search(notes.text, *line) for line in notes.within("action")):
        return True
    stated = notes.within("title", "action", "abstract")
    decided = any(said("decision").search(notes.text, *line) for line in stated)
    return decided and not any(said("occasion").search(notes.text, *line) for line in stated)


def _names_itself(text: str, start: int, mention: Mention | Find) -> bool:
    """Say whether the day belongs to the EU act whose title begins at `start`: "Council Regulation (EU) … of <day>"."""
    return start < mention.start and _OWN_ACT.fullmatch(text, start, mention.start) is not None


def _instructions(notes: Notes, mention: Mention) -> dict[str, str]:
    """Return `instructions` of a date inside an exception, `except` of a date before one."""
    low, high = notes.sentences.at(mention.start)
    before = _OTHER_DATE.split(notes.text[max(low, mention.start - _INSTRUCTION_WINDOW) : mention.start])[-1]
    after = notes.text[mention.end : min(high, mention.end + _INSTRUCTION_WINDOW)]
    exception = said("except").search(before)
    named = list(said("instruction").finditer(before))
    if named:
        return {"instructions": _listed(named[-1].group("list"))}
    following = said("except").search(after)
    if exception or not following:
        return {}
    excepted = said("instruction").search(after, following.end())
    return {"except": _listed(excepted.group("list")) if excepted else _excepted(after[following.end() :])}


def _excepted(words: str) -> str:
    """Return what is excepted, up to the clause that gives its own day."""
    return re.split(r",? (?:which|that) (?:is|are|will)\b|\. ", words.strip(), maxsplit=1)[0][:120]


def _listed(words: str) -> str:
    """Return the numbers of "3, 5 through 7 and 9" with the range written out: `3, 5, 6, 7, 9`."""
    numbers: list[str] = []
    for join, number in re.findall(r"(through|to|-)?\s*(\d+(?:\.?[a-z]\b)?)", words):
        if join and numbers and numbers[-1].isdigit() and number.isdigit() and 0 < int(number) - int(numbers[-1]) < 100:
            numbers += [str(one) for one in range(int(numbers[-1]) + 1, int(number))]
        numbers.append(number)
    return ", ".join(numbers)


def _recalled(text: str, found: list[Find]) -> Iterator[Find]:
    """Yield the finds; a day that is named again without a word on its role has the one role it has elsewhere."""
    told: dict[str, set[str]] = {}
    for find in found:
        if _has_cue(find):
            told.setdefault(find.value, set()).add(find.role)
    for find in found:
        role = (
            ""
            if _has_cue(find)
            else _recall(told.get(find.value, set()), text[max(0, find.start - BOUNDARY) : find.start])
        )
        if role:
            yield replace(find, role=role, detail=tuple(sorted((*find.detail, ("recalled", "yes")))))
        else:
            yield find


def _recall(roles: set[str], before: str) -> str:
    """Return the one role that a day has elsewhere, of several effective; none for a bound beside a document."""
    kept = roles - {"extended_to"} or roles
    if "effective" in kept and "expiry" not in kept:
        return "effective"
    if len(kept) != 1 or (kept == {"refers_to_document"} and said("boundary").search(before.rstrip())):
        return ""
    return next(iter(kept))


def _has_cue(find: Find) -> bool:
    return find.role != "other" or any(name == "cue" for name, _ in find.detail)
