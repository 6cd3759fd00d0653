"""What names a document: docket, RIN, CELEX number and ELI of EU acts, general orders."""

import re
from collections.abc import Iterator
from dataclasses import replace
from functools import cache

from spacy.language import Language
from spacy.tokens import Doc

from nlp.beginnings import phrases
from nlp.finds import Find, Notes, notes_of, record
from nlp.vocabulary import load

NAME, VERSION = "identity", "1"
# Characters on either side of the mark of a community in which the name of an act stands.
NAMED_BEFORE, NAMED_AFTER = 200, 400

# Docket No. 250107-0007   Docket Number BIS-2024-0055   regulations.gov ID for this IFR is BIS-2024-0055
_DOCKET = re.compile(
    r"\b(?:[Dd]ocket\s+(?:(?:Nos?\.|[Nn]umbers?|ID)(?:\s+(?:No\.|[Nn]umber))?|(?:[Ii]dentification\s+\(ID\)\s+[Nn]umber))|"
    r"regulations\.gov\s+(?:docket\s+)?(?:ID|[Nn]umber)(?:\s+for\s+this\s+\w+)?)\s*(?:is\s*)?:?\s*"
    r"(?P<list>[A-Z0-9][A-Z0-9-]*\d(?![\w-])(?:(?:\s*[,;]\s*(?:and\s+)?|\s+and\s+)(?!\d{4}-[A-Z])[A-Z0-9][A-Z0-9-]*-\d+(?![\w-]))*)"
)
_DOCKETS = phrases(_DOCKET, ("docket", r"regulations\.gov"))
_ONE_DOCKET = re.compile(r"[A-Z0-9][A-Z0-9-]*\d")
# a field that holds nothing else: C-570-161, 250107-0007
_BARE_DOCKET = re.compile(r"(?<![\w-])(?:[A-Z]{1,5}-)?(?:[A-Z0-9]+-)*\d+-\d+(?![\w-])")
# RIN 0694-AJ64   "RIN 7100-AD 90" as once printed
_RIN = re.compile(
    r"RIN(?<!\wRIN)s?:?\s+(?:RIN\s+)?(?P<list>\d{4}-[A-Z]{2}-?\s?\d{2}(?:(?:\s*,\s*(?:and\s+)?|\s+and\s+)\d{4}-[A-Z]{2}\d{2})*)(?!\d)"
)
_ONE_RIN = re.compile(r"(\d{4})-([A-Z]{2})-?\s?(\d{2})")
# 32021R0821   02021R0821-20251115   32021R0821R(01)
_CELEX = re.compile(
    # the look behind stands behind the first figure, so that the search jumps from figure to figure
    r"(?P<celex>[03](?<![\w.][03])(?:19|20)\d{2}[A-Z]{1,2}\d{4}(?:R\(\d{2}\))?(?:-\d{8})?)(?![\w-]| - [A-Z]{2} -)"
)
# "02014R0833 - EN - 04.06.2022 - 009.004": the running head of a consolidated text names its day
_HEAD = re.compile(
    r"(?P<celex>0(?<!\w0)(?:19|20)\d{2}[A-Z]\d{4})\s+-\s+[A-Z]{2}\s+-\s+(?P<day>\d{2})\.(?P<month>\d{2})\.(?P<year>\d{4})"
)
_ELI = re.compile(r"\bdata\.europa\.eu/(?P<eli>eli/[a-z_]+/\d{4}/\d+(?:/[\w./()-]*\w)?)")
# Every name of an act of the EU has one of these.
_COMMUNITY = re.compile(r"(?:\((?:EU|EC|EEC|ECSC|CFSP|Euratom|JHA)|/(?:EU|EC|EEC|CFSP|Euratom|JHA)\b)")
_ORDER = phrases(re.compile(r"\bgeneral\s+order\s+no\.?\s*(?P<number>\d{1,2})(?!\d)", re.I), ["general"])


@Language.component("ruletrace_identity")
def identity(doc: Doc) -> Doc:
    """Write what names the document and what it cites by such a name."""
    return record(doc, NAME, find(notes_of(doc)))


def find(notes: Notes) -> Iterator[Find]:
    """Yield `docket`, `rin`, `celex`, `eli` and `general_order` finds; role self or cited.

    `celex` is the CELEX number (32021R0821) also where the text writes "Regulation (EU) 2021/821". A number of
    the document itself stays `self` wherever the text repeats it.
    """
    named = list(_numbers(notes.text, notes.lowered))
    starts = {find.start for find in named}
    bare = (find for find in _listed(notes) if find.start not in starts)
    finds = [*named, *bare, *_european(notes.text)]
    own = _own(notes, finds)
    yield from (replace(find, role="self") if (find.kind, find.value) in own else find for find in finds)


def _own(notes: Notes, finds: list[Find]) -> set[tuple[str, str]]:
    """Return (kind, value) of what stands in the document's own head; of a title only the first act is its own."""
    ranges = notes.within(*load("identity")["own_blocks"])
    titles = set(notes.within("title"))
    own: set[tuple[str, str]] = set()
    for start, end in ranges:
        inside = [find for find in finds if start <= find.start < end and find.kind != "general_order"]
        acts = [find for find in inside if find.kind == "celex"]
        kept = acts if (start, end) not in titles else [act for act in acts[:1] if _opens(notes.text, start, act)]
        own.update((find.kind, find.value) for find in (*kept, *(one for one in inside if one.kind != "celex")))
    return own


def _opens(text: str, start: int, act: Find) -> bool:
    """Say whether a title begins with the act: "Corrigendum to Regulation …" does not."""
    return act.start - start < 12 and not text[start : act.start].strip(" *")


def _numbers(text: str, lowered: str) -> Iterator[Find]:
    yield from _each(text, _DOCKETS.finditer(text, lowered), _ONE_DOCKET, "docket")
    yield from _each(text, _RIN.finditer(text), _ONE_RIN, "rin")
    for match in _ORDER.finditer(text, lowered):
        yield Find("general_order", match.group("number"), "cited", *match.span())


def _listed(notes: Notes) -> Iterator[Find]:
    """Yield the numbers that a listing gives bare, in fields of their own."""
    for start, end in notes.within("docket"):
        for item in _BARE_DOCKET.finditer(notes.text, start, end):
            yield Find("docket", item[0], "self", *item.span())
    for start, end in notes.within("rin"):
        for item in _ONE_RIN.finditer(notes.text, start, end):
            yield Find("rin", f"{item[1]}-{item[2]}{item[3]}", "self", *item.span())


def _each(text: str, lists: Iterator[re.Match[str]], one: re.Pattern[str], kind: str) -> Iterator[Find]:
    for match in lists:
        for item in one.finditer(text, *match.span("list")):
            value = f"{item[1]}-{item[2]}{item[3]}" if kind == "rin" else item[0]
            yield Find(kind, value, "cited", *item.span())


def _european(text: str) -> Iterator[Find]:
    for match in _CELEX.finditer(text):
        yield Find("celex", match.group("celex"), "cited", *match.span("celex"), (("written", "number"),))
    for match in list(_HEAD.finditer(text))[:1]:
        value = f"{match.group('celex')}-{match.group('year')}{match.group('month')}{match.group('day')}"
        yield Find("celex", value, "self", *match.span(), (("written", "running head"),))
    if "data.europa.eu" in text:
        for match in _ELI.finditer(text):
            yield Find("eli", match.group("eli"), "cited", *match.span("eli"))
    for start, end in _around_communities(text):
        for match in _named().finditer(text, start, end):
            yield from _acts(text, match)


def _around_communities(text: str) -> Iterator[tuple[int, int]]:
    """Yield the ranges in which names of acts of the EU can stand, merged; most other texts have none."""
    start = end = -1
    for mark in _COMMUNITY.finditer(text):
        if mark.start() - NAMED_BEFORE > end:
            if end >= 0:
                yield start, end
            start = max(mark.start() - NAMED_BEFORE, 0)
        end = min(mark.end() + NAMED_AFTER, len(text))
    if end >= 0:
        yield start, end


def _acts(text: str, match: re.Match[str]) -> Iterator[Find]:
    """Yield each act of "Regulations (EU) 2022/328 and (EU) 2022/334"; the first span holds the kind of act, too."""
    letter = load("identity")["acts"][match.group("act").capitalize()]
    for index, one in enumerate(_one().finditer(text, *match.span("list"))):
        year, number = _year_and_number(one)
        if year is None:
            continue
        start = match.start() if index == 0 else one.start()
        yield Find("celex", f"3{year}{letter}{number:04d}", "cited", start, one.end(), (("written", "name"),))


def _year_and_number(one: re.Match[str]) -> tuple[int | None, int]:
    """Return year and number: number/year after "No" (to 2014), year/number else (2014/512/CFSP, (EU) 2021/821)."""
    first, second = int(one.group("first")), int(one.group("second"))
    year, number = (second, first) if one.group("no") else (first, second)
    year += 1900 if year < 100 else 0
    return (year, number) if 1952 <= year <= 2099 and number < 10_000 else (None, number)


@cache
def _number() -> str:
    """(EU) No 833/2014   (EU) 2021/821   2014/512/CFSP   (CFSP) 2022/578   (EU, Euratom) 2018/1046."""
    communities = "|".join(load("identity")["communities"])
    bracket = rf"\((?:{communities})(?:\s*,\s*(?:{communities}))?\)"
    return rf"(?:{bracket}\s*)?(?:(?P<no>No\.?)\s+)?(?P<first>\d{{1,4}})/(?P<second>\d{{1,4}})(?:/(?:{communities})\b)?"


@cache
def _one() -> re.Pattern[str]:
    return re.compile(_number())


@cache
def _named() -> re.Pattern[str]:
    table = load("identity")
    plain = re.sub(r"\?P<\w+>", "?:", _number())
    upper = {act.upper(): act for act in table["acts"]}
    acts = "|".join([*table["acts"], *upper])
    join = r"(?:\s*(?:\(\s?[\d*]{1,5}\s?\))?\s*(?:,\s*(?:and|or)?|and|or)\s+)"
    makers = "|".join(
        sorted({word for maker in table["makers"] for word in (maker, maker.upper())}, key=len, reverse=True)
    )
    return re.compile(rf"(?:\b(?:{makers})\s+)?\b(?P<act>{acts})[sS]?\s+(?P<list>{plain}(?:{join}{plain})*)(?![\w/])")
