"""What the amending points of an act of the EU do, as elementary instructions."""

import re
from collections.abc import Iterator, Sequence
from dataclasses import dataclass, replace

from regulation.amendments.eu_points import Passage, Point, points
from regulation.amendments.labels import between, rank, styles
from regulation.amendments.model import BodyBlock, Instruction, Target, Verb

_ACT = re.compile(
    r"(?:(?:Council|Commission|Implementing|Delegated) )*"
    r"((?:Regulation|Directive|Decision|Joint Action|Common Position)"
    r" (?:\((?:EU|EC|EEC|CFSP|EU, Euratom|Euratom)\) (?:No )?\d+/\d+|(?:No )?\d+/\d+/(?:EU|EC|EEC|CFSP|JHA)))"
    r"(?: of the European Parliament and of the Council)?"
)
_ORDINAL = r"first|second|third|fourth|fifth|sixth|seventh|eighth|ninth|tenth|last"
_LABEL = {
    "article": r"\d+[a-z]*(?:\s?\(\w+\))*",
    "annex": r"[IVXLC]+[a-z]*|(?=\W|$)",
    "paragraph": r"\d+[a-z]*",
    "point": r"\(?\w{1,5}\)(?:\(\w+\))*|\d+(?:\.\d+)*",
    "section": r"\d+(?:\.\d+)*|[A-Z]|[IVX]+",
    "part": r"[A-Z]|[IVX]+|\d+",
    "category": r"[IVXL]+|\d+",
}
_NOUN = re.compile(
    r"(?:the )?(?:(?P<ordinal>"
    + _ORDINAL
    + r") )?(?P<noun>articles?|annex(?:es)?|paragraphs?|(?:sub)?points?|sections?|"
    r"parts?|categor(?:y|ies)|subparagraphs?|indents?|sentences?|introductory (?:wording|words|part|phrase|sentence)|"
    r"headings?|titles?|entr(?:y|ies)|tables?|footnotes?|rows?)\b\s*",
    re.IGNORECASE,
)
_JOIN = re.compile(r"\s*(?:,\s*and|,|and|or)\s+")
_RANGE = re.compile(r"\s*(?:to|–|-)\s*")
_VERBS = {
    "added": Verb.ADD, "inserted": Verb.ADD, "replaced": Verb.REVISE, "amended": Verb.REVISE, "deleted": Verb.REMOVE,
    "repealed": Verb.REMOVE, "renumbered": Verb.REDESIGNATE,
}  # fmt: skip
_PASSIVE = re.compile(r"\b(?:is|are) (?:hereby )?(?:further )?(" + "|".join(_VERBS) + r")\b")
_NEW = re.compile(r"the following (?:new )?(?P<noun>[\w ]+?) (?:is|are) ", re.IGNORECASE)
_ACCORDING = re.compile(
    r"in accordance with (?:the )?(Annex(?: [IVXLC]+)?)|(?:set out|as set out) in (?:the )?(Annex(?: [IVXLC]+)?)"
)
_WORDS = re.compile(r"the (?:words?|terms?|dates?|references?|figures?|phrases?) (?:to )?‘(?P<old>[^’]*)’")
_WITH = re.compile(
    r"(?:by|with)(?: the (?:words?|terms?|dates?|references?|figures?|phrases?))?(?: to)? ‘(?P<new>[^’]*)’"
)
_HEADS = {
    "article": re.compile(r"‘?Article (\d+[a-z]*)\s*$"),
    "annex": re.compile(r"‘?ANNEX ([IVXLC]+[a-z]*)\s*$"),
    "paragraph": re.compile(r"‘?(\d+[a-z]*)\.\s"),
    "point": re.compile(r"‘?\((\w{1,5})\)\s"),
    "section": re.compile(r"‘?\((\d+)\)\s|‘?(\d+)\.\s"),
    "category": re.compile(r"‘?Category ([IVXL]+|\d+)\b"),
}
_LARGE = frozenset({"article", "annex"})


def eu_instructions(celex: str, passages: Sequence[Passage]) -> tuple[Instruction, ...]:
    """Return the elementary instructions of an amending act; `ordinal` counts its amending sentences from 1.

    A sentence that only opens a list ("Article 2 is amended as follows:") gives none. Words that are not understood
    give an instruction without a verb.
    """
    found: list[Instruction] = []
    opened: dict[tuple[str, tuple[str, ...]], Target] = {}
    ordinal = 0
    for point in points(passages):
        base = _base(point, opened)
        if not base.container and not _ACT.search(point.text):
            continue  # no other act is spoken of: the act says this of itself
        read = _read(point.text, base, point.body)
        if not read:
            opened[point.place, point.number] = _opened(point.text, base)
            continue
        ordinal += 1
        found += [_instruction(celex, ordinal, point, one, read) for one in read]
    return tuple(found)


@dataclass(frozen=True, slots=True)
class _Read:
    """What a sentence says of one place."""

    verb: Verb | None
    target: Target | None
    span: tuple[int, int]
    note: str = ""
    old_words: str | None = None
    new_words: str | None = None
    body: tuple[BodyBlock, ...] = ()


def _instruction(celex: str, ordinal: int, point: Point, one: _Read, read: Sequence[_Read]) -> Instruction:
    body = one.body or (_whole(point.body) if len(read) == 1 and one.verb in (Verb.ADD, Verb.REVISE) else ())
    return Instruction(
        document_number=celex,
        ordinal=ordinal,
        part="",
        number=".".join(point.number),
        verb=one.verb,
        target=one.target,
        text=point.text,
        span=one.span,
        old_words=one.old_words,
        new_words=one.new_words,
        body=body,
        not_understood="" if one.verb else point.text[one.span[0] : one.span[1]],
        note=one.note,
        regime="EU",
    )


def _base(point: Point, opened: dict[tuple[str, tuple[str, ...]], Target]) -> Target:
    for size in range(len(point.number) - 1, -1, -1):
        for number in (point.number[:size], ()):
            if (point.place, number) in opened:
                return opened[point.place, number]
    return next((target for (place, _), target in reversed(opened.items()) if place.startswith("Article")), Target())


def _opened(text: str, base: Target) -> Target:
    """Return the place that a list is opened for."""
    passive = _PASSIVE.search(text)
    places = _places(text[: passive.start()] if passive else text, base)
    return places[0][0] if places else _narrowed(text, base)


def _read(text: str, base: Target, body: Sequence[str]) -> list[_Read]:
    passive = _PASSIVE.search(text)
    if passive is None:
        return [_Read(None, None, (0, len(text)))]
    if passive[1] == "amended" and not body and "accordance" not in text:
        return []
    verb = _VERBS[passive[1]]
    words = _WORDS.search(text)
    if words:
        return _change_of_words(text, base, words, verb)
    new = _NEW.search(text)
    if new and verb is Verb.ADD:
        return _added(text, base, new, passive.end(), body)
    places = _places(text[: passive.start()], base)
    if not places:
        return [_Read(None, None, (0, passive.end()))]
    told = _ACCORDING.search(text)
    note = f"see {told[1] or told[2]}" if told else ""
    return [
        _Read(verb, target, (start, passive.end()), note, body=_own_body(target, body, len(places)))
        for target, start in places
    ]


def _change_of_words(text: str, base: Target, words: re.Match[str], verb: Verb) -> list[_Read]:
    places = _places(text[: words.start()], base) or [(base, 0)]
    new = _WITH.search(text, words.end())
    if verb is Verb.REVISE and not new:
        return [_Read(None, None, (0, len(text)))]
    verb = Verb.REPLACE_WORDS if verb is Verb.REVISE else verb
    old_words = None if verb is Verb.ADD else words["old"]
    new_words = words["old"] if verb is Verb.ADD else new["new"] if new else None
    end = new.end() if new else words.end()
    return [_Read(verb, place, (start, end), "", old_words, new_words) for place, start in places]


def _added(text: str, base: Target, new: re.Match[str], end: int, body: Sequence[str]) -> list[_Read]:
    outer = _places(text[: new.start()], base)
    place = outer[0][0] if outer else _narrowed(text[: new.start()], base)
    start = outer[0][1] if outer else new.start()
    noun = _noun(new["noun"])
    parts = list(_parts(noun, body))
    if not parts:
        return [_Read(Verb.ADD, _step(place, noun, new["noun"]), (start, end))]
    return [_Read(Verb.ADD, _labelled(place, noun, label), (start, end), body=block) for label, block in parts]


def _narrowed(text: str, base: Target) -> Target:
    act = _ACT.search(text)
    return Target(container=act[1]) if act else base


def _noun(words: str) -> str:
    last = words.split()[-1].lower()
    return {"annexes": "annex", "categories": "category", "country": "entry", "countries": "entry"}.get(
        last, last.removesuffix("s")
    )


def _parts(noun: str, body: Sequence[str]) -> Iterator[tuple[str, tuple[BodyBlock, ...]]]:
    """Yield what the new text is made of: each point, paragraph, Article or Annex with its text."""
    if noun == "entry":
        name = " ".join(body).strip("‘’;. ")
        yield from [(name, _whole(body))] if len(body) == 1 and len(name) < 120 else []
        return
    head = _HEADS.get(noun)
    if head is None:
        return
    label, lines = "", list[str]()
    for text in body:
        match = head.match(text)
        own = next((one for one in match.groups() if one), "") if match else ""
        if own and (not label or _next(label, own, noun)):
            if label:
                yield label, _whole(lines)
            label, lines = own, []
        lines.append(text)
    if label:
        yield label, _whole(lines)


def _next(before: str, label: str, noun: str) -> bool:
    """Tell whether a label goes on with the row: (w) after (v), not (i) inside (a)."""
    if noun in _LARGE:
        return True
    shared = [style for style in styles(before) if rank(label, style)]
    return any(rank(label, style) == rank(before, style) + 1 for style in shared)


def _whole(lines: Sequence[str]) -> tuple[BodyBlock, ...]:
    return tuple(BodyBlock("paragraph", line) for line in lines)


def _own_body(target: Target, body: Sequence[str], places: int) -> tuple[BodyBlock, ...]:
    """Return the part of a body that is a target's, where a sentence replaces several."""
    if places == 1 or not body or not target.steps:
        return _whole(body) if places == 1 else ()
    noun, _, label = target.steps[-1].rpartition(" ")
    kind = "paragraph" if re.fullmatch(r"Article \w+\(\w+\)", target.steps[-1]) else noun.lower()
    bare = label.rpartition("(")[2].strip("()")
    return next((block for own, block in _parts(kind, body) if own == bare), ())


# Places


def _places(text: str, base: Target) -> list[tuple[Target, int]]:
    """Return the places that words name, the last noun's labels each one; [] when there is none."""
    act = _ACT.search(text)
    if act:
        base = Target(container=act[1])
        text = text[: act.start()] + " " * (act.end() - act.start()) + text[act.end() :]
    found: list[tuple[Target, int]] = [(base, 0)]
    position, first = 0, -1
    pending: list[tuple[str, int]] = []
    while match := _NOUN.search(text, position):
        first = match.start() if first < 0 else first
        labels, position = _labels(text, match)
        if labels is None:
            pending.append((_noun(match["noun"]) if " " not in match["noun"] else match["noun"], match.start()))
            found = [(_unlabelled(target, match), start) for target, start in found]
            continue
        noun = _noun(match["noun"])
        if noun == "annex" and labels == [""]:
            found = [(replace(base, steps=("Annex",)), match.start())]
            continue
        outer = [base] if noun in _LARGE else [target for target, _ in found]
        ended = [target.element for target, _ in found] if noun in _LARGE and found[0][0].element else [""]
        found = [(replace(_labelled(one, noun, label), element=ended[0]), first) for one in outer for label in labels]
    return [(target, max(first, start)) for target, start in found] if first >= 0 else []


def _labels(text: str, noun: re.Match[str]) -> tuple[list[str] | None, int]:
    """Read "2(4)", "(i) and (ii)", "XX, XXI and XXII", "(a) to (c)" after a noun."""
    pattern = _LABEL.get(_noun(noun["noun"]) if " " not in noun["noun"] else "")
    if pattern is None or noun["ordinal"]:
        return None, noun.end()
    label = re.compile(pattern)
    match = label.match(text, noun.end())
    if not match:
        return None, noun.end()
    labels, position = [match.group()], match.end()
    while True:
        joined = _JOIN.match(text, position)
        ranged = _RANGE.match(text, position)
        step = joined or ranged
        more = label.match(text, step.end()) if step else None
        if not more or not more.group():
            return labels, position
        last = labels[-1].strip("()")
        own = between(last, more.group().strip("()"))[1:] if ranged and not joined else ()
        labels += [f"({one})" for one in own] if own and more.group().startswith("(") else [more.group()]
        position = more.end()


def _labelled(base: Target, noun: str, label: str) -> Target:
    bare = re.sub(r"\s+", "", label)
    if noun == "article":
        return replace(base, steps=(f"Article {bare}",), element="")
    if noun == "annex":
        return replace(base, steps=(f"Annex {bare}",), element="")
    if noun == "paragraph" and base.steps and base.steps[-1].startswith("Article"):
        return replace(base, steps=(*base.steps[:-1], f"{base.steps[-1]}({bare})"))
    if noun == "point":
        return replace(
            base, steps=(*base.steps, f"point {bare if bare.startswith('(') or '.' in bare else f'({bare})'}")
        )
    if noun == "entry":
        return replace(base, steps=(*base.steps, f"entry “{label}”"))
    name = noun.capitalize() if noun in ("category", "part") else noun
    return replace(base, steps=(*base.steps, f"{name} {bare}"))


def _step(base: Target, noun: str, words: str) -> Target:
    """Return the place of something added that has no label: a subparagraph, a sentence."""
    return replace(base, steps=(*base.steps, noun if noun in words else words))


def _unlabelled(base: Target, noun: re.Match[str]) -> Target:
    words = noun["noun"].lower()
    if words.startswith(("introductory", "heading", "title")):
        return replace(base, element="introductory wording" if words.startswith("intro") else words)
    named = f"{noun['ordinal'].lower()} {_noun(words)}" if noun["ordinal"] else _noun(words)
    return replace(base, steps=(*base.steps, named))
