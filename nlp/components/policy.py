"""Licence requirements, review policies, conditions, general licences and savings clauses."""

import re
from collections.abc import Iterator
from functools import cache
from itertools import pairwise

from spacy.language import Language
from spacy.tokens import Doc

from nlp.beginnings import Phrases, beginnings, phrases
from nlp.components.headquarters import headquarters_tests
from nlp.components.review_policy import review_policies
from nlp.finds import Find, Notes, Pairs, notes_of, record
from nlp.nearby import Nearby
from nlp.vocabulary import load

NAME, VERSION = "policy", "2"
REACH, INFORMED, VALIDITY = 60, 240, 250
# Parts that dates state, by what they are called here: goods are under way on the cut-off.
_SAVINGS_PARTS = {"condition": "cut_off", "completion": "completion"}
_ANCHORS = (re.compile("licen[sc]"), re.compile("authori[sz]ation"))  # of a text in lower case
_SENSES = (
    ("no_licence_required", "no licence required", "free", "not_free_statement"),
    ("licence_requirement", "licence required", "required", "not_required_statement"),
)
_ENUMERATED = re.compile(r"(?:(?<=[\s:;,])|^)\((?:\d{1,2}|[ivx]{1,4}|[a-z])\)\s+")
_ACTIVITY = re.compile(
    r"\b(?:deemed\s+)?(?:re-?)?exports?(?:\s+from\s+abroad)?\b|\btransfers?\s+\(in-country\)|\btechnical assistance\b",
    re.I,
)


@Language.component("ruletrace_policy")
def policy(doc: Doc) -> Doc:
    """Write who needs a licence for what to where, and how applications are reviewed."""
    return record(doc, NAME, find(notes_of(doc)))


def find(notes: Notes) -> Iterator[Find]:
    """Yield the statements of licensing policy of a text.

    Kinds: `licence_requirement` (licence required), `no_licence_required`, `review_policy` (presumption of denial,
    case-by-case …; role old, new, stated), `condition`, `general_licence`, `savings_clause`, `headquarters_test`
    (headquarters, ultimate parent; role in, not in). Reads the finds of dates, destinations, codes and reasons.
    """
    nearby = Nearby(notes, "control_code", "reason_for_control", "destination", "country_group", "date")
    yield from _requirements(notes, nearby)
    yield from review_policies(notes, nearby)
    yield from _conditions(notes)
    yield from _general_licences(notes, nearby)
    yield from _savings(notes, nearby)
    yield from headquarters_tests(notes)


def _requirements(notes: Notes, nearby: Nearby) -> Iterator[Find]:
    """Yield one find a sentence and sense, its span the sentence."""
    for low, high in _sentences(notes):
        for kind, value, cues, guards in _SENSES:
            role = _stated(notes.text, low, high, _any(cues), _any(guards))
            if role:
                yield Find(kind, value, role, low, high, _subject(notes.text, nearby, low, high))


def _sentences(notes: Notes) -> Iterator[tuple[int, int]]:
    """Yield the sentences that speak of a licence or an authorisation: only they can require one."""
    done = -1
    for anchor in sorted(found.start() for one in _ANCHORS for found in one.finditer(notes.lowered)):
        if anchor >= done:
            low, done = notes.sentences.at(anchor)
            yield low, done


def _stated(text: str, low: int, high: int, cues: re.Pattern[str], guards: re.Pattern[str]) -> str:
    """Return stated, "if informed" ("BIS may inform you … that a license is required"), or "" without a statement."""
    for match in cues.finditer(text, low, high):
        before = text[max(low, match.start() - INFORMED) : match.start()]
        if not guards.search(before):
            return "if informed" if _any("if_informed").search(before) else "stated"
    return ""


def _subject(text: str, nearby: Nearby, low: int, high: int) -> Pairs:
    """Return what the sentence names, in the words of the text: activities, codes, reasons, destinations."""
    named = {
        "activities": "; ".join(dict.fromkeys(match.group().lower() for match in _ACTIVITY.finditer(text, low, high))),
        "codes": nearby.words(low, high, "control_code"),
        "reasons": nearby.words(low, high, "reason_for_control"),
        "destinations": nearby.words(low, high, "destination", "country_group", roles=nearby.REACHED),
        "excluded": nearby.words(low, high, "destination", "country_group", roles=("excluded",)),
    }
    return tuple(sorted((name, words) for name, words in named.items() if words))


def _conditions(notes: Notes) -> Iterator[Find]:
    """Yield each condition: one for every "(1) …; and (2) …" of an enumeration, else the rest of the sentence."""
    done = 0
    for match in _condition().finditer(notes.text, notes.lowered):
        low, high = notes.sentences.at(match.start())
        if match.start() < done:
            continue
        done = high
        if not _any("condition_context").search(notes.text, low, high):
            continue
        cue = re.sub(r"\s+", " ", match.group()).strip(" ,")
        if "following" in cue or notes.text[high - 1] in ":-":
            yield Find("condition", cue, "stated", *_trimmed(notes.text, *match.span()), (("list", "follows"),))
        start = match.start() if cue.lower().startswith("if") else match.end()
        for low, end in _pieces(notes.text, start, high) if "following" not in cue else ():
            yield Find("condition", re.sub(r"\s+", " ", notes.text[low:end]), "stated", low, end, (("cue", cue),))


def _pieces(text: str, low: int, high: int) -> list[tuple[int, int]]:
    marks = list(_ENUMERATED.finditer(text, low, high))
    ends = [*(mark.start() for mark in marks[1:]), high]
    pieces = list(zip((mark.end() for mark in marks), ends, strict=True)) if len(marks) > 1 else [(low, high)]
    trimmed = [_trimmed(text, *part) for piece in pieces for part in _parts(text, *piece)]
    return [piece for piece in trimmed if piece[1] > piece[0]]


def _parts(text: str, start: int, end: int) -> list[tuple[int, int]]:
    """Return the parts of "… certifies that: A; B; and C", each a condition; else the piece itself."""
    colon = text.find(": ", start, end)
    if colon < 0 or text.find(";", colon, end) < 0:
        return [(start, end)]
    cuts = [colon + 1, *(mark.end() for mark in re.compile(";").finditer(text, colon, end)), end]
    return list(pairwise(cuts))


def _trimmed(text: str, start: int, end: int) -> tuple[int, int]:
    words = text[start:end]
    left = len(words) - len(words.lstrip(" \n,;:"))
    left += len(opening.group()) if (opening := re.match(r"(?:and|or)\s+", words[left:])) else 0
    right = re.sub(r"[\s,;:.]*(?:\b(?:and|or))?[\s,;:.]*$", "", words)
    return start + left, start + max(left, len(right))


def _general_licences(notes: Notes, nearby: Nearby) -> Iterator[Find]:
    """Yield general licences by number or name; "a general license" without either names none."""
    for match in _general_licence().finditer(notes.text, notes.lowered):
        before = _general_licence_name().search(notes.text, max(0, match.start() - REACH), match.start())
        start = before.start() if before else match.start()
        value = _name_of_licence(notes.text, match, before)
        if value:
            yield Find("general_licence", value, "named", start, match.end(), _validity(notes, nearby, start))


def _name_of_licence(text: str, match: re.Match[str], before: re.Match[str] | None) -> str:
    if match.group("number"):
        return f"General License No. {match.group('number')}"
    if match.group("union"):
        return re.sub(r"\s+", " ", match.group())
    if match.group() == "TGL":
        return "" if text[match.start() - 1 : match.start()] == "(" else "Temporary General License"
    return " ".join([*before.group("name").split(), "General License"]) if before else ""


def _validity(notes: Notes, nearby: Nearby, position: int) -> Pairs:
    """Return the days that the sentence gives as beginning and end, by the dates' roles or the words before them."""
    low, high = notes.sentences.at(position)
    found: dict[str, str] = {}
    for date in nearby.between(max(low, position - VALIDITY), min(high, position + VALIDITY), "date"):
        before = notes.text[max(low, date.start - REACH) : date.start]
        table = load("policy")
        if date.role in table["validity_until"] or _any("valid_until_words").search(before):
            found["valid_until"] = date.value
        elif date.role in table["validity_from"] or _any("valid_from_words").search(before):
            found.setdefault("valid_from", date.value)
    return tuple(sorted(found.items()))


def _savings(notes: Notes, nearby: Nearby) -> Iterator[Find]:
    """Yield a savings clause with its condition, and the days of its cut-off and of its completion as written."""
    done = 0
    for match in _saving().finditer(notes.text, notes.lowered):
        low, high = notes.sentences.at(match.start())
        if low < done:
            continue
        done = high
        if not _any("savings_effect").search(notes.text, low, high):
            continue
        first, done = high, _goes_on(notes, high)
        high = done
        days = _savings_days(notes, nearby, (low, first, high))
        detail = {"condition": _condition_words(notes.text, match.start(), high), **days}
        yield Find("savings_clause", "savings clause", "stated", low, high, tuple(sorted(detail.items())))


def _savings_days(notes: Notes, nearby: Nearby, places: tuple[int, int, int]) -> dict[str, str]:
    """Return cut-off and completion as written, by the part that dates state; `places`: begin, end of sentence, last.

    A day before which goods were "not actually exported", told in the next sentence, is that of completion.
    """
    low, first, high = places
    found: dict[str, str] = {}
    for date in nearby.between(low, high, "date"):
        part = dict(date.detail).get("part", "")
        late = date.start >= first and part == "cut-off"
        name = "completion" if late else _SAVINGS_PARTS.get(part, "")
        if name and date.role == "savings":
            found.setdefault(name, notes.text[date.start : date.end])
    return found


def _goes_on(notes: Notes, high: int) -> int:
    """Return the end of the next sentence when it says what happens to what was not shipped in time."""
    after = high + len(notes.text[high : high + 4]) - len(notes.text[high : high + 4].lstrip())
    if after >= len(notes.text):
        return high
    low, end = notes.sentences.at(after)
    return end if low >= high and _any("savings_goes_on").search(notes.text, low, end) else high


def _condition_words(text: str, start: int, high: int) -> str:
    words = re.split(r",?\s+may\s+(?:proceed|continue)|[;.]\s", text[start : min(high, start + 400)], maxsplit=1)[0]
    return re.sub(r"\s+", " ", words).strip(" ,.")


@cache
def _any(name: str) -> re.Pattern[str]:
    return re.compile("|".join(load("policy")[name]), re.I)


@cache
def _saving() -> Phrases:
    return phrases(_any("savings"), beginnings(load("policy")["savings"]))


@cache
def _condition() -> Phrases:
    words = load("policy")["condition"]
    return phrases(re.compile(rf"\b(?:{'|'.join(words)})", re.I), beginnings(words))


@cache
def _general_licence() -> Phrases:
    words = load("policy")["general_licence"]
    return phrases(re.compile(rf"\b(?:{'|'.join(words)})"), beginnings(word.lower() for word in words))


@cache
def _general_licence_name() -> re.Pattern[str]:
    return re.compile(load("policy")["general_licence_name"])
