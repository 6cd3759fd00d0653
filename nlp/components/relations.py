"""Relations to earlier documents: corrects, amends, delays, suspends, extends, rescinds, supplements, responds_to."""

import re
from collections.abc import Iterator

from spacy.language import Language
from spacy.tokens import Doc

from nlp.documents.places import HEAD, OPENING, head
from nlp.finds import Find, Notes, Pairs, notes_of, record
from nlp.ranges import Range, first_part, inside
from nlp.references.acts import Act, acts
from nlp.references.find import Reference, is_published, references
from nlp.references.names import names
from nlp.references.reread import reread
from nlp.vocabulary import load

NAME, VERSION = "relations", "9"
_SENTENCE = re.compile(r"(?<=[.])\s+(?=[A-Z])")
_OWN = re.compile(r"\b(?:[Tt]his|BIS)\b")
# What a sentence says before it names an earlier document, where it tells what this one does
_THIS = re.compile(r"\b[Tt]h(?:is|ese)\b|\b(?:is|are) (?:\w+ )?\w+ing\b")
_PROPOSED = re.compile(r"propos|npr", re.I)
# Documents that ask for comments
_ASKED_OF = re.compile(r"proposed rule|interim|inquiry|n?prm\b|request for")
RULES = frozenset({"final_rule", "interim_final_rule", "proposed_rule"})
FINAL = frozenset({"final_rule", "interim_final_rule", "order"})
# What one document does to another beside each other
BOTH = ({"corrects", "responds_to"}, {"extends", "supplements"})
# What a document does that answers no comments by it
ENDS = frozenset({"rescinds", "delays", "suspends", "extends"})
# What a document that only proposes it does not do to a rule
HOLDS = frozenset({"delays", "suspends"})
# What moves or holds an earlier document, beside which it is not amended as well
MOVES = frozenset({"delays", "suspends", "extends"})
CLOSE = 60  # characters between a verb and a document within which the verb is surely about it
ASKED = 200  # characters behind the sentence on an earlier document in which it is told what that asked for
HEAD_BLOCKS = ("title", "action", "abstract", "dates")


@Language.component("ruletrace_relations")
def relations(doc: Doc) -> Doc:
    """Write the relations of a document to earlier ones."""
    return record(doc, NAME, find(notes_of(doc)))


def find(notes: Notes) -> Iterator[Find]:
    """Yield `relation` finds: what the head of the document says that it does to an earlier document.

    `value` is the other document's citation (88 FR 12345), number, ISO day or title, the first of them that the text
    gives; `by` in detail says which; `citation`, `number`, `date`, `title` and `name` hold all that it gives; `basis`
    how the relation is told (see Act); `paired` is yes where only the year ties day and citation or number. The quote
    is what names the other document.
    """
    found = references(notes, told_in(notes))
    yield from reread(notes, _by_rules(notes, found), found)


def _by_rules(notes: Notes, found: list[Reference]) -> Iterator[Find]:
    where = told_in(notes)
    named = names(notes, found, where)
    kind = next((find.value for find in notes.of_kind("document_kind")), "")
    answered = list(_answered(notes, found)) if kind in FINAL else []
    headings = sorted(notes.within("title"))
    told = [act for act in acts(notes, where, found, named) if not (act.about.title and inside(act.start, headings))]
    if kind == "notice":
        # "comments submitted in response to the notice": a notice answers nothing unless it says that it does
        told = [act for act in told if act.relation != "responds_to" or act.own]
    titled = [act for act in _titled(notes, found) if all(act.relation != one.relation for one in told)]
    if kind == "correction":
        moved = [act for act in (*told, *titled) if act.relation in MOVES and _names_move(notes)]
        titled = [act for act in titled if act.relation == "corrects"]
        corrected = list(_of_correction(found, told)) or titled or list(_unnamed(notes, where))
        yield from _once(corrected)
        yield from _once(moved)
    else:
        titled = [act for act in titled if act.relation != "corrects" and kind != "order"]
        none = _not_done(notes, kind)
        told = [act for act in (*told, *titled) if act.relation not in none]
        told = _without_others(told, kind)
        done = _once([*answered, *(told or _background(notes, where, found))])
        yield from (find for find in done if find.role not in none)


def _without_others(told: list[Act], kind: str) -> list[Act]:
    """Return the acts; what moves or holds a document does not amend, correct or (unless final) answer it besides."""
    moved = [act for act in told if act.relation in MOVES]
    if not moved:
        return told
    beside = {"amends"} if kind in FINAL else {"amends", "responds_to"}
    held = [act.about for act in moved if act.own]
    return [
        act
        for act in told
        if act.relation not in beside and not (act.relation == "corrects" and any(act.about.same(one) for one in held))
    ]


def _names_move(notes: Notes) -> bool:
    """Say whether the ACTION line of a correction names a delay or an extension beside it; a title is repeated."""
    lines = "\n".join(notes.text[start:end] for start, end in notes.within("action"))
    return re.search(r"\b(?:delay|extension|extending|postponement|reopening)\b", lines, re.I) is not None


def _not_done(notes: Notes, kind: str) -> frozenset[str]:
    """Return the relations of which title, ACTION line and summary say that they are only proposed or not at issue."""
    table = load("relations")
    lines = "\n".join(notes.text[start:end] for start, end in notes.within("title", "action"))
    if re.search(table["confirms"], lines, re.I):
        return frozenset(row["relation"] for row in table["relations"]) - {"corrects"}
    if re.search(table["only_proposes"], lines, re.I | re.M):
        return HOLDS
    summary = "\n".join(notes.text[start:end] for start, end in notes.within("abstract"))
    if kind == "proposed_rule" and re.search(table["proposes"], summary, re.I):
        comments = re.search(r"\bcomment(?:s| period| deadline)\b", lines, re.I)
        return HOLDS if comments else HOLDS | {"extends"}
    return frozenset()


def _answered(notes: Notes, found: list[Reference]) -> Iterator[Act]:
    """Yield the proposals on which comments came: "The agency proposed this delay on <day> and received comments"."""
    table = load("relations")
    came = re.compile(table["came"], re.I)
    for one in found:
        low, high = notes.sentences.at(one.start)
        proposed = re.compile(table["put_forward"], re.I).search(notes.text, low, one.start)
        following = notes.sentences.at(min(high + 1, len(notes.text)))[1]
        if proposed and came.search(notes.text, low, following):
            yield Act("responds_to", one.start, one.end, one)


def _titled(notes: Notes, found: list[Reference]) -> Iterator[Act]:
    """Yield what a title or an ACTION line says at its end: "…; Delay of Effective Date", of the one it repeats."""
    lines = notes.within("action")
    for start, end in [*notes.within("title"), *lines]:
        title = notes.text[start:end]
        for row in load("relations")["titles"]:
            match = re.search(row["words"], title, re.I)
            if (start, end) in lines and row["relation"] == "corrects":
                continue  # of the Code, it may be
            if match is None or re.search(load("relations")["general_title"], title, re.I):
                continue
            if row.get("named") and not found:
                continue  # a programme or a restriction is extended, no document
            # an ACTION line repeats no title
            named = title[: match.start()].strip() or title
            about = next((one for one in found if is_published(one)), found[0] if found else None)
            about = about or Reference(start, end, title="" if (start, end) in lines else named)
            yield Act(row["relation"], about.start, about.end, about, "" if found else named, basis="titled")


def _led(notes: Notes, found: list[Reference]) -> Iterator[Act]:
    """Yield what title and ACTION line say that this document does, of the first published document it names."""
    own = [one for one in found if is_published(one) and (one.citation or one.number or one.noun)]
    lines = "\n".join(notes.text[start:end] for start, end in notes.within("title", "action"))
    for row in load("relations")["leads"] if own else ():
        if re.search(row["words"], lines, re.I):
            yield Act(row["relation"], own[0].start, own[0].end, own[0], basis="titled")
            return


def _unnamed(notes: Notes, where: list[Range]) -> Iterator[Act]:
    """Yield the correction of a document that was published and is not named: "the rule that came out last week"."""
    for start, end in where:
        match = re.compile(load("relations")["came_out"], re.I).search(notes.text, start, end)
        if match:
            name = match.group("name")
            yield Act("corrects", *match.span("name"), Reference(*match.span("name"), title=name), name)
            return


def told_in(notes: Notes) -> list[Range]:
    """Return title, action, summary and dates; the opening of a text that has no summary."""
    if notes.within("abstract"):
        return first_part(notes.within(*HEAD_BLOCKS), HEAD)
    if notes.within("title"):
        return first_part(sorted([*notes.within(*HEAD_BLOCKS), *notes.within("paragraph")[:OPENING]]), HEAD)
    return head(notes)


def _of_correction(found: list[Reference], told: list[Act]) -> Iterator[Act]:
    """Yield the documents that a correction corrects: those it says so of, else the one it names first."""
    corrected = [act for act in told if act.relation == "corrects"]
    if any(_is_resolved(act) for act in corrected) or not found:
        yield from corrected
    else:
        yield Act("corrects", found[0].start, found[0].end, found[0], basis="titled")


def _background(notes: Notes, where: list[Range], found: list[Reference]) -> Iterator[Act]:
    """Yield the document from which this one follows without acting on it: what directed it, what it decides on."""
    table = load("relations")
    words = "\n".join(notes.text[start:end] for start, end in where)
    for one in found:
        _low, high = notes.sentences.at(one.start)
        if re.compile(table["directed"]).search(notes.text, one.end, high):
            yield _inferred("responds_to", one)
            return
    published = [one for one in found if is_published(one)]
    if results := list(_results(notes, where, published)):
        yield from results
        return
    for row in table["follows"] if published else ():
        if re.search(row["any"], words, re.I):
            yield _inferred(row["relation"], published[0])
            return
    finals = any(re.search(table["finals"], notes.text[start:end], re.I) for start, end in notes.within("title"))
    for one in published if finals else ():
        if re.search(table["preliminary"], notes.text[slice(*notes.sentences.at(one.start))], re.I):
            yield Act("responds_to", one.start, one.end, one, basis="titled")
            return
    commented = re.search(table["comments_received"], words, re.I) is not None
    proposed = [one for one in published if _ASKED_OF.search(one.noun)]
    final = {find.value for find in notes.of_kind("document_kind")} <= {"final_rule", "interim_final_rule"}
    if proposed and commented and (final or re.search(table["decides"], words, re.I)):
        for one in proposed if final else proposed[:1]:
            yield _inferred("responds_to", one)
        return
    if led := list(_led(notes, found)):
        yield from led
        return
    opener = _opener(notes, published)
    if opener is None or re.search(table["in_line"], words, re.I):
        return
    if final and _PROPOSED.search(opener.noun):
        yield _inferred("responds_to", opener)
        return
    if _builds_on(notes) and not _others(notes, opener, words):
        relation = _told_around(notes, opener, words)
        asks = any(find.value == "request_for_comments" for find in notes.of_kind("document_kind"))
        # what asks for comments does not answer the document of which it tells first
        if not (asks and relation == "responds_to"):
            yield _inferred(relation, opener)


def _results(notes: Notes, where: list[Range], published: list[Reference]) -> Iterator[Act]:
    """Yield what a document does that tells only what comes of it: "Comments will now be accepted until …".

    The earlier document is the one that the sentence names, else the one with which the summary opens.
    """
    table, headings = load("relations"), notes.within("title", "action")
    kinds = {find.value for find in notes.of_kind("document_kind")}
    opener = [one for one in [_opener(notes, published)] if one]
    sentences = [one for part in where if part not in headings for one in _sentences_of(notes, part)]
    refused = re.compile(table["refused"], re.I)
    sentences = [(low, high) for low, high in sentences if not refused.search(notes.text[low:high])]
    for row in table["results"]:
        words = re.compile(row["words"], re.I)
        for low, high in sentences if not kinds & set(row.get("not", ())) else ():
            about = [one for one in published if low <= one.start < high] or opener
            if about and words.search(notes.text, low, high):
                yield _inferred(row["relation"], about[0])
                return


def _sentences_of(notes: Notes, part: Range) -> Iterator[Range]:
    """Yield the sentences of a part of the head."""
    at = part[0]
    while at < part[1]:
        _low, high = notes.sentences.at(at)
        yield at, min(high, part[1])
        at = max(high, at + 1)


def _inferred(relation: str, about: Reference) -> Act:
    return Act(relation, about.start, about.end, about, basis="inferred")


def _opener(notes: Notes, found: list[Reference]) -> Reference | None:
    """Return the published document with which the summary opens: "On <date>, BIS published a rule that …"."""
    low = next((start for start, _end in notes.within("abstract")), -1)
    named = [one for one in found if one.day and (one.noun or one.citation) and is_published(one)]
    first = [one for one in named if notes.sentences.at(one.start)[0] == low]
    return next((one for one in first if not _THIS.search(notes.text, low, one.start)), None)


def _others(notes: Notes, one: Reference, words: str) -> bool:
    """Say whether the sentence of a reference tells what another department published, in a document of the Bureau."""
    low, high = notes.sentences.at(one.start)
    own = re.search(load("relations")["own_agency"], words, re.I) is not None
    return own and re.search(load("relations")["others_rule"], notes.text[low:high], re.I) is not None


def _told_around(notes: Notes, one: Reference, words: str) -> str:
    """Return the relation by this document's words behind a reference, by the reference's sentence, by the summary."""
    low, high = notes.sentences.at(one.start)
    end = next((end for start, end in told_in(notes) if start <= one.start < end), high)
    asking = re.search(r"notice|propos|npr", one.noun)
    if asking and re.search(load("relations")["asked"], notes.text[low : min(end, high + ASKED)], re.I):
        return "responds_to"
    own = notes.text[low : one.start] + " " + notes.text[one.end : high]
    later = [words for words in _SENTENCE.split(notes.text[high:end]) if _OWN.search(words)]
    for told in (" ".join(later[:2]), own, words):
        for row in load("relations")["builds_on"]:
            if any(re.search(cue, told, re.I) for cue in row["any"]):
                return str(row["relation"])
    return "amends"


def _builds_on(notes: Notes) -> bool:
    """Say whether an earlier document with which the summary opens is one that this one builds on.

    So it is with a rule on export controls, and with the short description of a listing, which has no room for others.
    """
    kinds = {find.value for find in notes.of_kind("document_kind")}
    relevant = any(find.value == "true" for find in notes.of_kind("relevance"))
    words = " ".join(notes.text[start:end] for start, end in notes.within("abstract"))
    relevant = relevant or re.search(load("relations")["builds"], words, re.I) is not None
    return (kinds <= RULES and relevant) or (kinds <= RULES | {"request_for_comments"} and not notes.within("action"))


def _once(found: Iterator[Act] | list[Act]) -> Iterator[Find]:
    """Yield each relation to each document once; one act at a document counts, a close one before a far one."""
    told = list(found)
    rank = {row["relation"]: index for index, row in enumerate(load("relations")["relations"])}
    kept: list[Act] = []
    for act in sorted(told, key=lambda act: (not act.own, act.gap > CLOSE, rank[act.relation], act.start)):
        if not any((act.about.same(other.about) and not _both(act, other)) or _again(act, other) for other in kept):
            kept.append(act)
    kept = [act for act in kept if not _told_twice(act, kept)]
    if any(act.own and act.relation in ENDS for act in kept):
        # what was said "in response to the proposed rule" is why it is withdrawn
        kept = [act for act in kept if act.own or _is_resolved(act)]
    resolved = {act.relation for act in kept if _is_resolved(act)}
    for act in kept:
        # "the rules listed below" is told in full elsewhere.
        if _is_resolved(act) or act.relation not in resolved:
            by, value = act.about.told
            yield Find(
                "relation", value or act.name, act.relation, act.start, act.end, _detail(act, by, _basis(act, told))
            )


def _both(act: Act, other: Act) -> bool:
    """Say whether a document surely does both to one: it corrects a rule and responds to the comments on it.

    Or it supplements a proposal and extends the period for comments on it.
    """
    return {act.relation, other.relation} in BOTH and max(act.gap, other.gap) <= CLOSE and act.own and other.own


def _again(act: Act, other: Act) -> bool:
    """Say whether two documents that are only described, to which the same is done, are one."""
    described = not (_is_resolved(act) or _is_resolved(other))
    titles = act.about.title, other.about.title
    return described and act.relation == other.relation and not (all(titles) and titles[0] != titles[1])


def _told_twice(act: Act, kept: list[Act]) -> bool:
    """Say whether a document told by its day alone is the one that another place tells by its citation alone."""
    if act.about.citation or act.about.number or not act.about.day:
        return False
    return sum(one.relation == act.relation and bool(one.about.citation) and not one.about.day for one in kept) == 1


def _is_resolved(act: Act) -> bool:
    return bool(act.about.day or act.about.citation or act.about.number)


def _basis(act: Act, told: list[Act]) -> str:
    """Return how an act is told at its surest place."""
    same = (one for one in told if one.relation == act.relation and one.about.same(act.about))
    return "stated" if any(one.basis == "stated" for one in same) else act.basis


def _detail(act: Act, by: str, basis: str) -> Pairs:
    about = act.about
    told = {
        "by": by,
        "basis": basis,
        "citation": about.citation,
        "number": about.number,
        "date": about.day,
        "title": about.title if about.title != act.name or by == "title" else "",
        "name": act.name,
        "paired": "yes" if about.paired else "",
    }
    return tuple(sorted((name, value) for name, value in told.items() if value))
