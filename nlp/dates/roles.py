"""Which role each mentioned date has: signed, published, effective, expiry, stay, delay, comment deadline, …."""

import re
from collections.abc import Iterator
from dataclasses import dataclass, field, replace

from nlp.dates.cues import NAMING, Hold, Link, after_role, extension, happened, holds, link_of, said, savings_parts
from nlp.dates.mentions import Mention
from nlp.finds import Notes

WINDOW = 420  # characters before a date in which its governor is sought
AHEAD = 200  # characters after it
ADJACENT = 48  # a day without a preposition belongs to a governor no farther away than this
STAYED_EFFECTIVE = 40  # "stayed, effective until": characters between the two

CITATION = 40  # characters between two dates of a source line such as "[61 FR 12746, Mar. 25, 1996; 65 FR 42573, …]"
SAVINGS = 80  # characters in which the part of a savings clause is told
CARRIED = 12  # earlier governors of a sentence that its later dates can belong to
_CITED_BEFORE = re.compile(r"(?:\d FR \d[\d,\s-]*|; \d{4,6}|\bOJ [LC] \d+\w?)[,;]?\s*\(?$")
# "(66 FR 23538, May 9, 2001)" has a day of its own: the day before it is another one.
_CITED_AFTER = re.compile(r"[,\s]*\(?\d{2,3} FR \d[\d,-]*(?!\d|[,;]? (?:[A-Z][a-z]{2,8}\.? \d))")
_DETERMINER = re.compile(r"(?:\b(?:the|its|their|that|this|our|an?)|'s?)\s+$", re.I)
# Before "On <date>" stand nothing, a list marker, the mark of a footnote, or the end of another clause.
_CLAUSE_OPENS = re.compile(r"(?:^\(?\w{0,3}[.)]?|[,;:]|\b(?:that|and|as|because|when|where|while|but))\s*$", re.I)
_ONE_DAY = re.compile(
    r"\bfrom\b(?:[^.;]|[ap]\.m\.){3,60}\b(?:through|until|to)\b(?:[^.;]|[ap]\.m\.){3,60}\bon\s*$", re.I
)
MOVING = frozenset({"comment", "extend", "delay", "move_end", "window"})
# "extends the licence, which expires on A, through B"
_OLD_END = re.compile(
    r"\b(?:which|that|currently|otherwise|originally)(?:\s+(?:is|was|would|will|currently|\w+ly))*\s*$", re.I
)
_MOVED_THEN = frozenset({"extended", "renewed", "delayed", "postponed", "prolonged"})
# "period beginning on A, and ending on B"
_GOES_ON = re.compile(r"[\s,(]*and\s+(?:ending(?: on)?|through|until|up to and including)\s+(?:on\s+)?", re.I)
# "delays the rule, scheduled to take effect on A, until B": what A tells is an aside
_ASIDE = re.compile(r"other|refers_to_")
# "October 4, 2010, for large entities and April 4, 2011, for small ones"
_FOR_EACH = re.compile(r"[\s,]*for (?:(?!\b(?:comments?|effect\w*|compliance)\b)[^.;,]){3,60},?\s+and\s*", re.I)
# "to cover the period beginning on A, and ending B"
_PERIOD = re.compile(
    r"(?<!comment )(?<!reporting )(?<!registration )(?<!quota )(?<!filing )(?<!fiscal )(?<!review )"
    r"\bperiod(?: of time)?,?\s*$",
    re.I,
)
_ENDING = re.compile(r",?\s*(?:and\s+)?(?:ending|ends|through|until|to)\b", re.I)
_NO_END = re.compile(r"(?:to|ended|closed)\b", re.I)
# "(until", "did not receive it until", "will have until"
_NO_EXPIRY = re.compile(r"\($|\b(?:not|never|only|have|has|had|waited?)\b[^,;]*$", re.I)
# "dated A, and received on B"
# "filed on A, and amended on B": an application, both times
_AMENDED = re.compile(r",?\s*(?:and )?(?:later )?amended on\s*", re.I)
_RECEIVED = re.compile(r"[\s,(]*(?:and\s+)?(?:was\s+|were\s+)?received\s+(?:on\s+)?", re.I)
_CITATION = re.compile(r"\(\d{1,3} FR \d[\d,-]*\)")
# "the report, as of <date>", "terminated the Act on <date>": not the day of what is named
_ISSUED = re.compile(r"\b(?:signed|issued|published|promulgated)\b", re.I)
_NOT_OF = frozenset({("document", "as of"), ("act", "as of"), ("act", "on")})
# "were scheduled to expire", "would otherwise have expired": the end that another document gave
_WAS_TO_END = re.compile(
    r"\b(?:(?:was|were|had been)(?: \w+){0,2} to|(?:will|would) otherwise(?: have)?)"
    r" (?:expire|end|terminate|lapse|close|sunset)\w*(?: on| at)?\s*$"
    r"|\bhad (?:been )?\w+(?: \w+)? (?:through|until)\s*$",
    re.I,
)
_DATE_OF = re.compile(r"\b(?:date|deadline|period)s?(?: for .*)?$", re.I)
_NOT = re.compile(r"\bnot\b", re.I)
_NOT_BEFORE = re.compile(r",\s*(?:which|who|whose|where)\b[^,;]*\bnot\b", re.I)
NEGATION = 24  # characters before a governor in which it is denied
# A month or a year alone is a date only where the words give it a role of these.
EFFECTS = frozenset({"effective", "expiry", "compliance", "delayed_to", "extended_to", "stay_until", "stay_from"})
_OWN = {"published": "published", "signed": "signed"}
_BLANK = " ,\t\n("


@dataclass(frozen=True, slots=True)
class Decision:
    """The role of a date, the words that gave it ("" for none), and the governor that later dates can share."""

    role: str
    cue: str = ""
    hold: Hold | None = None
    elsewhere: bool = False  # the day on which another document takes effect


@dataclass(slots=True)
class Clause:
    """What is known while the dates of one sentence are read from left to right."""

    low: int
    high: int
    carried: list[Hold] = field(default_factory=list)
    last: Mention | None = None
    decision: Decision | None = None


def decisions(notes: Notes, mentions: list[Mention]) -> Iterator[tuple[Mention, list[Decision]]]:
    """Yield each mention with its roles; most have one, a single day "from 8 a.m. until 4 p.m. on" has two."""
    clause = Clause(-1, -1)
    for mention in mentions:
        low, high = notes.sentences.at(mention.start)
        if low != clause.low:
            clause = Clause(low, high)
        elif clause.last is not None and mention.start < clause.last.end:
            continue
        found = _decide(notes.text, clause, mention)
        yield mention, found
        if mention.precision not in {"month", "year"} or found[0].role in EFFECTS:
            # "the Act of 2010" does not stand between a verb and its date
            clause.last, clause.decision = mention, found[0]


def _decide(text: str, clause: Clause, mention: Mention) -> list[Decision]:
    begin = max(clause.last.end if clause.last else clause.low, mention.start - WINDOW)
    zone = text[begin : mention.start]
    if _CITED_BEFORE.search(zone[-40:]) or _CITED_AFTER.match(text, mention.end):
        if len(zone) > CITATION:
            clause.carried = [*clause.carried, *holds(text, begin, mention.start)][-CARRIED:]
        return [Decision("refers_to_document", "FR")]
    after = text[mention.end : min(max(clause.high, mention.end), mention.end + AHEAD)]
    if _DETERMINER.search(zone[-12:]):
        own = holds(text, begin, mention.start)
        clause.carried = [*clause.carried, *own][-CARRIED:]
        # "Done at Brussels, this 3rd day of June 2024"
        signed = bool(own) and own[-1].governor.name == "signing"
        return [Decision("signed", own[-1].words, own[-1]) if signed else _named_by_its_day(zone, after)]
    cut = _clause_end(zone)
    if cut:
        clause.carried = []
    link = link_of(zone)
    own = holds(text, begin + cut, begin + max(link.start, cut))
    found = _hung(zone, link, own, clause, mention, after)
    clause.carried = [*clause.carried, *own][-CARRIED:]
    if found.role in {"effective", "expiry"} and _ONE_DAY.search(zone):
        return [Decision(role, found.cue, found.hold) for role in ("effective", "expiry")]
    return [_past(text[max(clause.low, mention.start - WINDOW) : begin], zone, found)]


def _clause_end(zone: str) -> int:
    """Return where the last semicolon of `zone` ends that stands in no bracket; 0 for none."""
    cut = zone.rfind(";")
    while cut >= 0 and zone.find(")", cut) >= 0 and not 0 <= zone.find("(", cut) < zone.find(")", cut):
        cut = zone.rfind(";", 0, cut)
    return cut + 1


def _named_by_its_day(zone: str, after: str) -> Decision:
    """Return the role of a date that names something: "the July 10, 2012 rule", "the July 1, 2026 deadline"."""
    role, words = after_role(after)
    if role == "effective" and re.search(r"delay|postpon|defer|suspen|stay", zone + after, re.I):
        return Decision("delayed_from", words)
    return Decision(role or "other", words or "names something")


def _hung(zone: str, link: Link, own: list[Hold], clause: Clause, mention: Mention, after: str) -> Decision:
    """Return the role by governor and link, else by the words after the date, else by an earlier governor."""
    opens = link.kind == "start" and _PERIOD.search(zone[: link.start]) and _ENDING.match(after)
    if opens and not extension("extends").search(zone):
        return Decision("effective", link.words)
    bare = not _CITATION.sub("", zone[: link.start]).strip(_BLANK) or (link.kind == "end" and _GOES_ON.fullmatch(zone))
    bare = bare or (link.kind == "join" and _FOR_EACH.fullmatch(zone))
    if bare and clause.decision is not None and (shared := _shared(clause.decision, link)):
        # "extends the deadline for comments … from A to B": A says nothing, B is what the governor before A tells
        aside = shared == Decision("other") or (link.kind == "end" and _ASIDE.match(clause.decision.role))
        later = _governor(clause.carried, link, mention.start) if aside else None
        return _by(later, link) if later and later.governor.name in MOVING else shared
    if _AMENDED.fullmatch(zone) and (filed := _filed(clause)):
        return filed
    if link.words.lower() == "dated" and not bare:
        return Decision("filed" if said("application").search(zone[: link.start]) else "refers_to_document", link.words)
    if _WAS_TO_END.search(zone[: link.start + len(link.words)]):
        return Decision("other")
    if link.kind in {"end", "limit"} and (ended := said("wind_down").search(after)):
        return Decision("savings", f"{link.words}{ended.group()}")
    if (hold := _governor(own, link, mention.start)) is not None:
        return _governed(zone, link, hold, clause, mention, after)
    if found := _moved_then(zone, link, own, mention) or _received(zone, clause) or _told_after(zone, link, after):
        return found
    carried = clause.carried
    if link.kind == "is":
        # "The closing date for comments on the <day> notice is <day>"
        carried = [hold for hold in carried if _DATE_OF.search(hold.words)]
    if link.kind in {"start", "end", "limit", "is"} and (hold := _governor(carried, link, mention.start)) is not None:
        if hold.governor.name == "extend" and _is_old_end(zone[: link.start], link.words):
            return Decision("expiry", link.words, hold)
        return _by(hold, link)
    ends = link.kind == "end" and not _NO_END.match(link.words) and not _NO_EXPIRY.search(zone[: link.start])
    return Decision("expiry", link.words) if ends else Decision("other")


def _governed(zone: str, link: Link, hold: Hold, clause: Clause, mention: Mention, after: str) -> Decision:
    """Return the role that the governor of the link gives, unless the words beside it say otherwise."""
    name, words = hold.governor.name, link.words.lower()
    if name == "extend" and _is_old_end(zone[: link.start], link.words):
        return Decision("expiry", link.words, hold)
    if name == "comment" and words == "on" and hold.words.lower() == "comments":
        # "responded to the comments on <date>": no deadline
        return Decision("other", hold.words)
    if (name, words) in _NOT_OF and not _ISSUED.search(zone):
        return Decision("other")
    if _is_another_event(zone, link, hold, mention):
        return Decision("other", hold.words)
    found = _by(_over(hold, clause.carried, link), link, negated=_is_negated(zone, hold, mention))
    if found.role == "effective" and said("stayed").match(after):
        return replace(found, role="stay_from")
    return found


def _is_another_event(zone: str, link: Link, hold: Hold, mention: Mention) -> bool:
    """Say whether the day is that of something that did not happen before it: "…, which was not ready until <day>"."""
    start = hold.start - (mention.start - len(zone))
    aside = _NOT_BEFORE.search(zone, max(0, start + len(hold.words)), link.start)
    return link.kind == "end" and aside is not None


def _moved_then(zone: str, link: Link, own: list[Hold], mention: Mention) -> Decision | None:
    """Return that of another document for "published on A, and extended on B"."""
    if not own or link.words.lower() != "on" or own[-1].words.lower() not in _MOVED_THEN:
        return None
    gap = mention.start - len(zone) + link.start - own[-1].end
    return Decision("refers_to_document", own[-1].words) if gap <= 1 else None


def _received(zone: str, clause: Clause) -> Decision | None:
    """Return the role of the date before for "application dated A, and received on B"."""
    filed = _filed(clause)
    return filed if filed and _RECEIVED.fullmatch(zone) else None


def _filed(clause: Clause) -> Decision | None:
    return clause.decision if clause.decision and clause.decision.role == "filed" else None


def _told_after(zone: str, link: Link, after: str) -> Decision | None:
    """Return the role that the words after a date give which no governor before it takes."""
    role, words = after_role(after)
    opens = _CLAUSE_OPENS.search(zone[: link.start]) is not None
    if opens and link.words.lower() == "on":
        told, told_words = happened(after)
        role, words = (told, told_words) if told else (role, words)
    as_of = link.words.lower() == "as of"
    if as_of or (opens and link.kind == "start"):
        done = said("done").search(after) or (as_of and said("imposed").search(zone[: link.start]))
        begun = done or (opens and said("begun").match(after))
        if begun or as_of:
            return Decision("effective", link.words) if begun else Decision("other")
    if not role and opens and link.kind in {"point", "is", "start"}:
        role, words = happened(after)
    return Decision(role, words) if role else None


def _is_old_end(before: str, words: str) -> bool:
    """Say whether the words before "expires on" tell of the end before the extension: "which expires", "are due"."""
    if "expir" not in words.lower():
        return False
    finite = words.lower().split()[0] in {"expires", "expired"}
    return finite or _OLD_END.search(before) is not None or extension("old_end").search(before) is not None


def _is_negated(zone: str, hold: Hold, mention: Mention) -> bool:
    """Say whether the words before a governor deny it: "will not take effect until" names the day on which it does."""
    place = hold.start - (mention.start - len(zone))
    return place >= 0 and _NOT.search(zone[max(0, place - NEGATION) : place]) is not None


def _shared(decision: Decision, link: Link) -> Decision | None:
    """Return what the second date of "A through B", "A and B", "A, until B" takes from the first."""
    if link.kind == "join" or (link.kind == "point" and not link.words):
        return decision
    if link.kind != "end" and link.words.lower() != "by":
        return None
    if decision.hold is None and (decision.role, link.kind) == ("effective", "end"):
        return Decision("expiry", link.words)
    if decision.hold is None:
        return Decision("other", decision.cue) if decision.cue or decision.role == "other" else None
    role = decision.hold.governor.roles.get("end")
    return Decision(role, f"{decision.hold.words} … {link.words}", decision.hold) if role else None


def _governor(found: list[Hold], link: Link, date: int) -> Hold | None:
    """Return the governor that takes the link: the nearest where a day is named, else the first by rank."""
    kind = "point" if link.kind == "join" else link.kind
    near = [hold for hold in found if kind in hold.governor.roles]
    if not near:
        return None
    if link.kind not in NAMING and link.kind not in {"join", "after"}:
        return min(near, key=lambda hold: (hold.governor.rank, -hold.end))
    last = near[-1]
    if link.words in {"", ","} and date - last.end > ADJACENT:
        return None
    return _outranked(last, near)


def _over(hold: Hold, carried: list[Hold], link: Link) -> Hold:
    """Return the earlier governor of which an extension or a moved date only speaks: a delay, a comment period."""
    moved = hold.governor.name == "extend" or (hold.governor.name == "effect" and "date" in hold.words.lower())
    earlier = [one for one in carried if one.governor.name in {"delay", "comment", "window"} and link.kind == "end"]
    return earlier[-1] if moved and earlier else hold


def _outranked(last: Hold, near: list[Hold]) -> Hold:
    """Return `last`, or the governor before it that it only serves: "comments and requests", "stayed, effective"."""
    for hold in near[:-1]:
        if hold.governor.name == "comment" and last.governor.name in {"submission", "validity"}:
            return hold
        if hold.governor.name == "stay" and last.governor.name == "effect" and last.start - hold.end < STAYED_EFFECTIVE:
            return hold
    return last


def _by(hold: Hold, link: Link, *, negated: bool = False) -> Decision:
    kind = "point" if link.kind == "join" else link.kind
    if hold.governor.name == "effect" and (link.words.lower() == "to" or negated):
        kind = "point"
    if hold.governor.silent:
        return Decision(hold.governor.roles[kind])
    listed = hold.governor.name == "listing"
    return Decision(hold.governor.roles[kind], f"{hold.words} {link.words}".strip(), hold, elsewhere=listed)


def _past(said_before: str, zone: str, found: Decision) -> Decision:
    """Return `found`, or whose date it is when the words tell of another document or of somebody else's act."""
    own = said("own_publication").search(zone)
    if own and found.role in {"refers_to_document", "filed"}:
        how = (own.group("today") or own.group("how")).lower()
        return Decision(_OWN.get(how, "filed"), found.cue, found.hold)
    if found.role == "effective" and said("planned").search(zone):
        return Decision("refers_to_document", found.cue, elsewhere=True)
    told = said_before + zone
    effect = found.role in {"effective", "compliance", "expiry"}
    if (effect and said("original").search(zone)) or said("was_to").search(zone):
        return Decision("refers_to_document", found.cue, elsewhere=True)
    if said("instead_of").search(zone) and re.search(r"\beffect", told):
        return Decision("refers_to_document", found.cue, elsewhere=True)
    if found.role == "expiry" and found.cue.lower().startswith("expired") and said("statute").search(told):
        return replace(found, role="refers_to_act", elsewhere=True)
    name = found.hold.governor.name if found.hold else ""
    mine = said("self").search(told) is not None
    if found.role == "effective" and said("act").search(told):
        return replace(found, role="refers_to_act", elsewhere=True)
    if name == "inspection" and said("document").search(told):
        return replace(found, role="refers_to_document")
    if found.role == "signed" and said("instrument").search(zone):
        return replace(found, role="refers_to_act")
    if found.role == "signed" and said("others").search(told) and not mine:
        return replace(found, role="refers_to_act")
    if found.role not in {"effective", "stay_from"} or not name or mine or said("ours").search(told):
        return found
    if said("subject").match(said_before) or said("effect").search(zone) or said("others").search(told):
        other = "refers_to_document" if said("document").search(told) else "refers_to_act"
        return Decision(other, found.cue, elsewhere=True)
    return found


def savings_part(zone: str, decision: Decision) -> str:
    """Return which part of a savings clause a date is: cut-off, condition or completion."""
    for words in (decision.cue, zone[-SAVINGS:]):
        for part, pattern in savings_parts():
            if pattern.search(words):
                return part
    return "cut-off"
