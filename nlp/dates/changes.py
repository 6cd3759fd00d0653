"""New and old ends: what is extended has two roles, the end or the deadline that it had before is only told of."""

from collections.abc import Iterable
from dataclasses import replace
from datetime import date

from nlp.dates.cues import extension, said
from nlp.dates.mentions import Mention
from nlp.dates.roles import Decision
from nlp.finds import Notes
from nlp.ranges import inside

Told = tuple[Mention, list[Decision]]
HEAD_BLOCKS = ("title", "action", "abstract", "dates")
BEFORE = 420  # characters before a date, in its sentence, in which an extension or a past is told
AFTER = 160
INVITED = 80  # characters before a call for comments in which it is told in the past
_BEGUN = frozenset({"effective", "other", "refers_to_document"})
DEADLINE, END, NEW = "comment_deadline", "expiry", "extended_to"


def settled(notes: Notes, told: Iterable[Told]) -> list[Told]:
    """Return the mentions with both roles of new ends and deadlines; old ones, and those in the past, are other."""
    paired = [(mention, _paired(notes, mention, roles)) for mention, roles in told]
    paired = _of_comments(notes, _of_delay(notes, _of_document(notes, paired)))
    newest: dict[tuple[int, str], str] = {}
    for mention, roles in paired:
        names = {one.role for one in roles}
        for kind in (DEADLINE, END) if NEW in names else ():
            if kind in names:
                place = (_group(notes, mention), kind)
                newest[place] = max(newest.get(place, ""), mention.value)
    return [(mention, _aged(notes, roles, mention, newest)) for mention, roles in paired]


def _group(notes: Notes, mention: Mention) -> int:
    """Return the sentence in which dates are compared; the head of a document is one."""
    if inside(mention.start, sorted(notes.within(*HEAD_BLOCKS))):
        return -1
    return notes.sentences.at(mention.start)[0]


def _paired(notes: Notes, mention: Mention, roles: list[Decision]) -> list[Decision]:
    """Return the roles with the second one of a new deadline or a new end."""
    first, names = roles[0], {one.role for one in roles}
    low, high = notes.sentences.at(mention.start)
    before = notes.text[max(low, mention.start - BEFORE) : mention.start]
    after = notes.text[mention.end : min(high, mention.end + AFTER)]
    if names == {END} and extension("now_ends").search(before):
        return [*roles, replace(first, role=NEW)]
    if DEADLINE in names:
        if _is_past(
            notes.text, max(first.hold.start if first.hold else low, low), mention.start, low
        ) or _told_of_others(before):
            return [replace(first, role="other")]
        if extension("extends").search(before) or extension("changed").search(after):
            return [*roles, replace(first, role=NEW)]
    opened = extension("requested").search(before) or extension("acting").match(after)
    if first.role == "compliance" and extension("compliance").search(before):
        return _moved(first)
    if NEW in names and not opened and extension("extends_compliance").search(before):
        return [replace(first, role="compliance"), replace(first, role=NEW)]
    if NEW in names and not names & {DEADLINE, END} and not opened:
        about = f"{before} {after}"
        kind = DEADLINE if extension("comments").search(about) or _reopens(notes) else END
        return [replace(first, role=kind), *roles] if not extension("events").search(before) else roles
    return roles


def _reopens(notes: Notes) -> bool:
    """Say whether title or ACTION line tell of a comment period that is extended or reopened."""
    return any(extension("comment_title").search(notes.text, *line) for line in notes.within("title", "action"))


def _moved(compliance: Decision) -> list[Decision]:
    """Return the roles of the old compliance date, which is another document's, or of the new one."""
    link = compliance.cue.rpartition(" ")[2].lower()
    if link == "from":
        return [replace(compliance, role="refers_to_document", elsewhere=True)]
    return [compliance, replace(compliance, role=NEW)] if link in {"to", "until", "through"} else [compliance]


def _is_past(text: str, start: int, end: int, low: int) -> bool:
    """Say whether what governs the day at `end` is told in the past, and nothing extends it today between the two."""
    past = list(extension("past").finditer(text, start, end))
    if past:
        later = extension("extends").search(text, past[-1].end(), end)
        return later is None or extension("resumed").search(text, past[-1].end(), later.start()) is None
    return extension("invited").search(text[max(low, start - INVITED) : start]) is not None


def _told_of_others(before: str) -> bool:
    """Say whether the words tell of an earlier document in the past, and of nothing that is so today."""
    if extension("reported").search(before):
        return True
    return extension("published").search(before) is not None and extension("present").search(before) is None


def _of_document(notes: Notes, told: list[Told]) -> list[Told]:
    """Return the dates of a document whose title or ACTION line says that it extends a comment period or a validity."""
    lines = [notes.text[start:end] for start, end in notes.within("title", "action")]
    if any(extension("restated").search(line) for line in lines):
        return told
    head = sorted(notes.within(*HEAD_BLOCKS))
    for kind, name in ((DEADLINE, "comment_title"), (END, "end_title")):
        if not any(extension(name).search(line) for line in lines):
            continue
        days = [one.value for one, roles in told if _is(roles, kind) and _is_day(one) and inside(one.start, head)]
        told = [
            (one, [*roles, replace(roles[0], role=NEW)])
            if _is(roles, kind) and NEW not in {role.role for role in roles} and one.value == max(days, default="")
            else (one, roles)
            for one, roles in told
        ]
    return told


def _of_comments(notes: Notes, told: list[Told]) -> list[Told]:
    """Return the dates of a document that extends a comment period: the day on which that ends is a deadline."""
    if not _reopens(notes):
        return told
    days = {one.value for one, roles in told if _is(roles, DEADLINE)}
    return [
        (one, [replace(role, role=DEADLINE) if role.role == END else role for role in roles])
        if one.value in days
        else (one, roles)
        for one, roles in told
    ]


def _of_delay(notes: Notes, told: list[Told]) -> list[Told]:
    """Return the dates of a document that delays an effective date: the day on which that rule "will begin" is new."""
    if not any(said("delay_title").search(notes.text, *line) for line in notes.within("title", "action")):
        return told
    return [
        (one, [replace(roles[0], role="delayed_to")])
        if roles[0].role in _BEGUN and _begins(notes, one)
        else (one, roles)
        for one, roles in told
    ]


def _begins(notes: Notes, mention: Mention) -> bool:
    low = notes.sentences.at(mention.start)[0]
    before = notes.text[max(low, mention.start - BEFORE) : mention.start]
    return said("will_begin").search(before) is not None and said("self").search(before) is None


def _is(roles: list[Decision], kind: str) -> bool:
    return any(one.role == kind for one in roles)


def _is_day(mention: Mention) -> bool:
    try:
        return bool(date.fromisoformat(mention.value))
    except ValueError:
        return False


def _earlier(notes: Notes, mention: Mention) -> bool:
    """Say whether an earlier document made the extension to this day."""
    low = notes.sentences.at(mention.start)[0]
    return extension("then").search(notes.text, max(low, mention.start - BEFORE), mention.start) is not None


def _aged(notes: Notes, roles: list[Decision], mention: Mention, newest: dict[tuple[int, str], str]) -> list[Decision]:
    """Return the roles, other for an end or deadline that stands before the one to which it is extended."""
    group = _group(notes, mention)
    if not _is_day(mention):
        return roles
    if any(one.role == NEW for one in roles):
        overtaken = any(mention.value < newest.get((group, one.role), "") for one in roles)
        return [replace(roles[0], role="other")] if overtaken and _earlier(notes, mention) else roles
    kept = [one for one in roles if mention.value >= newest.get((group, one.role), "")]
    return kept or [replace(roles[0], role="other", cue=roles[0].cue or "before the extension")]
