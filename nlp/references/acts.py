"""What a document does to another one: the verb of this document and what it is about."""

import re
from collections.abc import Iterator
from dataclasses import dataclass, replace
from functools import cache

from nlp.finds import Notes
from nlp.ranges import Range, inside
from nlp.references.find import Reference, is_published, quoted, titles
from nlp.references.moved import of_date
from nlp.references.names import Name, dated
from nlp.vocabulary import load

GAP = 60  # characters between "was announced" and the day or citation
REACH = 400  # characters between a verb and the document it is about
# Relations whose object may be left open: what is corrected, delayed, … is always a document.
OPEN = frozenset({"corrects", "rescinds", "delays", "suspends", "extends", "supplements"})
# Relations to a document of which only a period or a date may be named.
PERIODS = frozenset({"delays", "extends", "suspends"})
PASSIVE = 300  # characters between that document and a verb in the passive behind it

# "the changes in this rule", "without change": a noun that looks like the verb.
_NOUNS = frozenset({"change", "changes", "delay", "delays", "stay", "stays", "update", "updates", "address"})
# "the regulatory changes made by that rule are clear": nor is a noun what its own verb or complement follows
_NOUN_AFTER = re.compile(r" (?:[a-z]+ed|made|set|that|which|are|were|is|was|will|would|and|or|in|of|on|by|under)\b")
_NOUN_BEFORE = re.compile(
    r"\b(?:the|these|those|such|any|its|their|our|other|no|an?|without|further|with(?:\s+[\w-]+){0,4})\s+$", re.I
)
# "nothing in this notice is intended to amend …": no act
_NEGATED = re.compile(
    r"\b(?:(?:does|do|did|is|are|will|shall|may) not|(?:determined|decided) not to|nothing in|neither|without"
    r"|declin\w+ to|not [\w-]+ (?:\w+ ){0,8}for)(?:,?\s+[\w-]+){0,8}\s+$",
    re.I,
)
# "amends its regulation, which was last published on …": the clause tells of the object, not of the act.
_ASIDE = re.compile(r"(?<!notice of),? which\b")
# What is adopted or made final is a document although no day names it.
_FINAL = re.compile(
    r"(?:mak(?:es|ing)(?: final)?|(?:in|as) final(?: form)?|adopted as (?:an? )?final"
    r"|(?:finali[sz]|adopt|affirm)(?:es|ing|s)?)$",
    re.I,
)
# "is adopting an interim final rule": its own
_NEW = re.compile(r"\s+an?\s+(?!previous|prior|earlier|existing)", re.I)
# "comments submitted in response to": what others did
_ANSWER = re.compile(r"in response|comments?\b|informed|as directed", re.I)
_COMMENTS = re.compile(r"\bcomments?\b[^.;]*$", re.I)
# "the rule that revises …": the verb is that of the other document
_OF_ANOTHER = re.compile(r"\b(?:rules?|IFR|notices?|orders?|regulations?)\s+(?:that|which)\s+$", re.I)
# "included in notice of A, … included in notice of B": the words that a list repeats before each of its documents
_SAID_AGAIN = 2
_SEVERAL = re.compile(r"\b(?:both|two|three|several|proposals|proposed rules)\b", re.I)
_PROPOSED = re.compile(r"\b(?:proposed rule|proposal|npr)", re.I)
# "the final rule, amending part 100 and withdrawing the interim rule": what the other document does
_PARTICIPLE = re.compile(
    r"\b(?:the|an?|its|that) (?:[\w-]+ ){0,3}(?:rule|notice|order|IFR|NPRM)s?,? (?:\w+ing\b[^.;]{0,100}\band )?$", re.I
)
# "is publishing final regulations that …": its own
_ISSUES = re.compile(
    r"\b(?:(?:is|are) (?:\w+ )?(?:publishing|issuing|adopting|promulgating)|issues|publishes)\b[^.;,]*$"
)
# "published A and B", "published A, and of the interim rule that BIS published on B"
_AND = re.compile(
    r"[\s,)\];]*(?:and|or)?[\s,]*(?:on |(?:No\. ?)?\d{3,5} \()?"
    r"(?:(?:(?:of|to|in|for|by) )?(?:the |its |an? )?(?:[\w-]+ ){0,4}?"
    r"(?:rules?|IFR|notices?|orders?|documents?|corrections?|extensions?)(?: (?:that|which) [\w ]{1,40}?)?"
    r"(?: (?:published|issued|dated|released|of|on|at|in|the|Federal Register|\())*\s*)?"
)
_PERFECT = re.compile(r"ha(?:s|ve)\s+(?!(?:\w+\s+)?been\b)", re.I)
_BE = re.compile(r"(?:is|are|(?:has|have|should|will|must)\s+(?:\w+\s+)?be(?:en)?)\b", re.I)
OUT = 120  # characters around a day in which it is told that something came out
_OUT = re.compile(r"\b(?:published|issued|announced|requested|opened|solicited|[Pp]roposed|appeared)\b")
# What is done by a perfect: "the Department has adopted a rule" is told of the past.
PERFECT = frozenset({"rescinds", "extends", "suspends", "amends"})


@dataclass(frozen=True, slots=True)
class Act:
    """One act: the relation, the words, and what it is about (`name` when that could not be resolved).

    `basis` says how it is told: stated (by a verb or a noun of the text), titled (by the title or the ACTION line
    alone), inferred (no verb says it: the text tells what comes of it, or opens with the earlier document and goes on).
    """

    relation: str
    start: int
    end: int
    about: Reference
    name: str = ""
    gap: int = 0  # characters between the verb and what names the document
    own: bool = True  # told by a verb, not by a noun such as "in response to"
    basis: str = "stated"


def acts(notes: Notes, where: list[Range], found: list[Reference], named: list[Name]) -> Iterator[Act]:
    """Yield the acts of this document in the ranges `where`, in text order."""
    headings = sorted(notes.within("title", "action"))
    for low, high in _sentences(notes, where):
        named_so = titles(notes.text, low, high)
        done = low
        for verb in _verbs().finditer(notes.text, low, high):
            since, done = done, verb.end() if _BE.match(verb.group()) else done
            if (
                inside(verb.start(), named_so)
                or _is_undone(notes.text, verb, low)
                or _is_open(notes.text, verb, low, high)
            ):
                continue
            if _is_own(notes.text, low, verb):
                relation = of_date(notes.text, _relations()[int((verb.lastgroup or "g0")[1:])], verb, low, high)
                if relation != "responds_to" and _said("idle").search(notes.text, low, high):
                    continue
                if relation in PERIODS and _said("determinations").match(notes.text, verb.end(), high):
                    continue
                after = [one for one in found if since <= one.start < verb.start()] if since > low else []
                for act in _about(notes, relation, verb, (since if after else low, high), found, named):
                    gap = max(act.start - verb.end(), verb.start() - act.end, 0)
                    basis = "titled" if inside(verb.start(), headings) else "stated"
                    yield replace(act, gap=gap, own=_ANSWER.match(verb.group()) is None, basis=basis)


def _sentences(notes: Notes, where: list[Range]) -> Iterator[tuple[int, int]]:
    for start, end in where:
        position = start
        while position < end:
            low, high = notes.sentences.at(position)
            yield max(low, start), min(high, end)
            position = max(high, position) + 1
            while position < end and notes.text[position].isspace():
                position += 1


def _is_own(text: str, low: int, verb: re.Match[str]) -> bool:
    """Say whether the verb is this document's own: in the present, or in the passive, and not in what others did."""
    before = text[low : verb.start()]
    if verb.group().lower() in _NOUNS and (
        _NOUN_BEFORE.search(before[-40:]) or (_NOUN_AFTER.match(text, verb.end()) and verb.group()[-1] == "s")
    ):
        return False
    if _OF_ANOTHER.search(before[-40:]) and not _ISSUES.search(before[-80:]):
        return False
    if verb.group().endswith("ing") and _PARTICIPLE.search(before[-160:]) and not _ISSUES.search(before[-160:]):
        return False
    if _PERFECT.match(verb.group()) and not _said("performs").search(before):
        return False
    told = [match.end() for match in _said("told").finditer(before)]
    own = [match.start() for match in _said("own").finditer(text, low, verb.end())]
    return not told or any(start - low > told[0] for start in own)


def _is_undone(text: str, verb: re.Match[str], low: int) -> bool:
    """Say whether it is itself what an act before it ends: "terminates the suspension of licences"."""
    of = " of" in verb.group() or text.startswith(" of ", verb.end())
    return of and _said("undoes").search(text[low : verb.start()]) is not None


def _is_open(text: str, verb: re.Match[str], low: int, high: int) -> bool:
    """Say whether it is no act: denied, on a condition ("if the vote fails, …"), or left to a later document."""
    before = text[low : verb.start()]
    if (
        _said("condition").match(before)
        or _NEGATED.search(before[-120:])
        or _said("wished").search(before[-120:])
        or _said("proposed").search(before[-80:])
        or _said("whether").search(before)
    ):
        return True
    return (
        _said("modal").search(text, low, verb.end()) is not None
        and _said("future").search(text, verb.end(), high) is not None
    )


def _about(
    notes: Notes,
    relation: str,
    verb: re.Match[str],
    sentence: tuple[int, int],
    found: list[Reference],
    named: list[Name],
) -> Iterator[Act]:
    """Yield the act with each document it is about: those of its sentence, else those that it points back to."""
    text, (low, high) = notes.text, sentence
    stop = min(high, verb.end() + REACH)
    passive = _BE.match(verb.group()) is not None
    zone = (max(low, verb.start() - PASSIVE), verb.start()) if passive else (verb.end(), stop)
    for name in named:
        place = text.find(name.name, *zone)
        if place >= 0:
            yield from _each(relation, place, place + len(name.name), name.meant, name.name)
            return
    direct = [one for one in found if zone[0] <= one.start < zone[1]]
    given = verb.group().lower().startswith("notice")
    if relation == "amends" and not passive and not given:
        if direct and _ASIDE.search(text, verb.end(), direct[0].start):
            direct = []
        # "amends the EAR as a result of the rule published on …": the law is amended, not that rule
        adjunct = _said("adjunct").search(text, *zone)
        zone = (zone[0], adjunct.start()) if adjunct else zone
        direct = [one for one in direct if one.start < zone[1]]
    if _PERFECT.match(verb.group()) and not all(is_published(one) for one in direct):
        return
    if direct:
        beyond = [one for one in found if zone[1] == stop <= one.start < high]
        yield from _each(relation, direct[0].start, direct[0].end, _listed(text, [*direct, *beyond]), "")
        return
    yield from _pointed(notes, relation, zone, found)


def _listed(text: str, direct: list[Reference]) -> tuple[Reference, ...]:
    """Return the first reference with those that a list adds to it: "published A (…), B (…), and C (…)"."""
    kept = direct[:1]
    for one in direct[1:]:
        again = _words_before(text, direct[0].start)
        if not (_AND.fullmatch(text, kept[-1].end, one.start) or (again and _words_before(text, one.start) == again)):
            break
        kept.append(one)
    return tuple(kept)


def _words_before(text: str, at: int) -> str:
    """Return the last words before `at`, or "" where fewer stand there."""
    words = text[max(0, at - 60) : at].removesuffix(" on ").split()[-_SAID_AGAIN:]
    return " ".join(words) if len(words) == _SAID_AGAIN else ""


def _pointed(notes: Notes, relation: str, zone: tuple[int, int], found: list[Reference]) -> Iterator[Act]:
    """Yield the act about what "that rule", "the interim final rule", "the July 2012 rule" or a quoted title means."""
    text = notes.text
    pointer = _said("pointer").search(text, *zone)
    meant = _meant(pointer, found) if pointer else _made_final(text, relation, zone, found)
    pointer = pointer or (_said("itself").match(text, *zone) if meant else None)
    if pointer and meant:
        yield from _each(relation, *pointer.span(), meant, "")
    else:
        yield from (
            _told_next(text, relation, zone, found)
            or _called(text, relation, zone, found)
            or _open(text, relation, zone, found)
            or _period(text, relation, zone, found)
        )


def _made_final(text: str, relation: str, zone: tuple[int, int], found: list[Reference]) -> tuple[Reference, ...]:
    """Return what "is finalizing this rule" means: the document that was published before the sentence."""
    final = relation == "responds_to" and _FINAL.search(text, max(0, zone[0] - 24), zone[0])
    before = [one for one in found if one.start < zone[0] and is_published(one)]
    return tuple(before[-1:]) if final and _said("itself").match(text, *zone) else ()


def _told_next(text: str, relation: str, zone: Range, found: list[Reference]) -> list[Act]:
    """Return the act about what a later sentence tells of: "renews the test …. The test was announced on <day>"."""
    about = re.compile(load("relations")["object"], re.I).match(text, *zone)
    if about is None or relation == "responds_to":
        return []
    told = re.compile(load("relations")["announced"] % re.escape(about.group("noun"))).search(
        text, zone[1], zone[1] + REACH
    )
    behind = [one for one in found if told and told.end() <= one.start <= told.end() + GAP and is_published(one)]
    return list(_each(relation, behind[0].start, behind[0].end, (behind[0],), "")) if behind else []


def _called(text: str, relation: str, zone: Range, found: list[Reference]) -> list[Act]:
    """Return the acts about a document that is called by a name which the text does not explain."""
    match = _said("called").search(text, *zone)
    if match is None or not (relation in OPEN or _said("document_name").search(match.group("name"))):
        return []
    name = match.group("name")
    return list(_each(relation, *match.span("name"), dated(name, found), name))


def _open(text: str, relation: str, zone: Range, found: list[Reference]) -> list[Act]:
    """Return the act about a document that is only quoted, only described, or only "published in January"."""
    if relation == "amends":
        match = None if any(is_published(one) for one in found) else _said("amended").match(text, *zone)
        return [_bare(text, relation, match)] if match else []
    if relation not in OPEN:
        commented = _said("commented").search(text[zone[0] : zone[1]]) if relation == "responds_to" else None
        if commented and (commented.group("about") or _COMMENTS.search(text, max(0, zone[0] - 100), zone[0])):
            start, end = (zone[0] + place for place in commented.span("name"))
            return _commented(text, relation, start, end, found)
        final = relation == "responds_to" and _FINAL.search(text, max(0, zone[0] - 24), zone[0])
        match = _said("bare").match(text, *zone) if final and not _NEW.match(text, *zone) else None
        return [_bare(text, relation, match)] if match else []
    for title in quoted(text, *zone):
        if _said("titled").search(text, zone[0], title.start):
            return [Act(relation, title.start, title.end, title, title.title)]
    if relation == "rescinds" and (directive := _said("directive").match(text, *zone)):
        return [_bare(text, relation, directive)]
    tries = (_said("described").search, _said("bare").match, _said("undated").search)
    for match in (search(text, *zone) for search in tries):
        if match:
            return [_bare(text, relation, match)]
    return []


def _commented(text: str, relation: str, start: int, end: int, found: list[Reference]) -> list[Act]:
    """Return the act about "the proposal": the proposed rules that are told of, the first unless it says several."""
    proposed = tuple(one for one in found if _PROPOSED.search(one.noun)) if _PROPOSED.search(text, start, end) else ()
    meant = proposed if _SEVERAL.search(text, start, end) else proposed[:1]
    return list(_each(relation, start, end, meant, "")) if meant else [_named(text, relation, start, end)]


def _bare(text: str, relation: str, match: re.Match[str]) -> Act:
    return _named(text, relation, *(match.span("name") if "name" in match.groupdict() else match.span()))


def _named(text: str, relation: str, start: int, end: int) -> Act:
    return Act(relation, start, end, Reference(start, end), text[start:end].strip())


def _period(text: str, relation: str, zone: Range, found: list[Reference]) -> list[Act]:
    """Return the act about a comment period or a date alone: that of the document told of before, or of an open one."""
    match = _said("period").match(text[zone[0] : zone[1]]) if relation in PERIODS else None
    if relation == "extends" and match is None:
        match = _said("deadline").match(text[zone[0] : zone[1]])
    if match is None:
        return []
    start, end = zone[0] + match.end() - len(match.group().lstrip()), zone[0] + match.end()
    told = [one for one in found if is_published(one)] or [one for one in found if _came_out(text, one)]
    about = told[0] if told else Reference(start, end, title=match.group().strip())
    return [Act(relation, about.start, about.end, about)]


def _came_out(text: str, one: Reference) -> bool:
    """Say whether the words around a day say that something came out then: "On <day>, the Commission requested …"."""
    around = text[max(0, one.start - OUT) : one.end + 2 * OUT]
    return _OUT.search(around) is not None


def _meant(pointer: re.Match[str], found: list[Reference]) -> tuple[Reference, ...]:
    """Return what a pointer means: by the day in it, else the document that is called the same.

    "that rule" means the last one before it, "the final rule" the first that is told of; where the text names one
    document only, it is meant by whatever it is called.
    """
    by_day = dated(pointer.group(), found)
    if by_day or not found:
        return by_day
    noun = _kind_of(pointer.group("noun"))
    exact = [one for one in found if " " in noun and _kind_of(one.noun) == noun]
    alike = exact or [one for one in found if _alike(one.noun, noun)]
    if not alike:
        return () if any(not one.same(found[0]) for one in found) else (found[0],)
    before = [one for one in alike if one.start < pointer.start()]
    word = pointer.group().lower()
    if word.startswith("those"):
        return tuple(before or alike)
    return (before[-1],) if before and word.startswith("that") else (alike[0],)


def _kind_of(noun: str) -> str:
    """Return a noun in one form: "final regulations" and "final rule" are the same."""
    return " ".join(noun.lower().split()).removesuffix("s").replace("regulation", "rule").replace("rulemaking", "rule")


def _alike(one: str, noun: str) -> bool:
    return not one or one == "document" or noun == "document" or one in noun or noun in _kind_of(one)


def _each(relation: str, start: int, end: int, meant: tuple[Reference, ...], name: str) -> Iterator[Act]:
    if not meant:
        yield Act(relation, start, end, Reference(start, end, title=name), name)
    for one in meant:
        yield Act(relation, start, end, one, name)


@cache
def _relations() -> tuple[str, ...]:
    return tuple(row["relation"] for row in load("relations")["relations"])


@cache
def _verbs() -> re.Pattern[str]:
    """Return the pattern of all acts; the group tells the relation.

    "to delay", "delays", "delaying" are acts, "delayed" is one after a form of to be; "corrections to" is one as it is.
    """
    table, parts = load("relations"), []
    for index, row in enumerate(table["relations"]):
        stems, nouns = "|".join(row["stems"]), "|".join(row["nouns"])
        verbs = rf"{table['passive']}(?:{stems}){table['past']}|(?<!-)(?:{stems}){table['present']}"
        if row["relation"] in PERFECT:
            verbs += rf"|{table['perfect']}(?:{stems}){table['past']}"
        parts.append(rf"(?P<g{index}>(?:{verbs})\b|(?:{nouns})\b)")
    return re.compile(rf"(?<![\w-])(?:{'|'.join(parts)})(?![\w-])", re.I)


@cache
def _said(name: str) -> re.Pattern[str]:
    """Return the pattern `name` of the vocabulary; `own` tells names and words apart by their capitals."""
    words = load("relations")[name]
    return re.compile("|".join(words)) if isinstance(words, list) else re.compile(words, re.I)
