"""Cuts an amendatory instruction into tokens: verbs, prepositions, nouns of drafting, labels, quoted words.

The vocabulary is that of the Federal Register's Document Drafting Handbook (chapter 2, amendatory language), with the
habits of the Bureau of Industry and Security and of the official interpretations of consumer-finance rules.
"""

import re
from dataclasses import dataclass
from functools import cache

_DOUBLE = "|".join(2 * letter for letter in "abcdefghijklmnopqrstuvwxyz")
_PARAS = rf"(?:\(\s*(?:[a-z]|{_DOUBLE}|[ivxl]{{1,6}}|[A-Z]{{1,2}}|[IVXL]{{1,5}}|\d{{1,3}})\s*\)(?:\s(?=\())?)+"
_DOTTED = rf"(?:\.(?:[ivxl]+|[a-z]|{_DOUBLE}|[A-Z]|\d+)(?![a-z]))*"
# 740.6, 240.17a-4, 52.212-5, 165.T11–157, and of the tax regulations 1.1502-21 and 1.367(a)-3T.
_SECTION = r"\d{1,4}[a-z]?\.[A-Z]?\d\w*(?:\([a-z]\)(?=-\d))?(?:[-–](?!\d+\.\d)\d+(?:\.\d+)*\w*)*"
SECTION = re.compile(_SECTION)
_DATE = r"(?:[A-Z][a-z]+ \d{1,2}, \d{4}|\[[^\]]*\])"
_ORDER = (
    r"(?:proper |appropriate )?(?:alphabetical|alphabetic|numerical|numeric|alphanumeric(?:al)?)"
    r"(?: and (?:numerical|numeric))?"
)
_APPEAR = r"(?: (?:in which )?(?:it|they|that)? ?(?:appears?|occurs?|is found|are found))?"
# In brackets, and no label: what is named before it; a condition is none.
_PARENTHESIS = (
    r"\((?![^()]*\b(?:except|unless|only|not|other than)\b)"
    r"(?:(?:the|as|formerly|including|which|see|and|also|i\.e\.|e\.g\.)\b|§|"
    r"(?!\s*\w{1,5}\s*\))(?=[^()“”]*[ ,]))[^()]*(?:\([^()]*\)[^()]*)*\)"
)
_STARTS = r"(?:the |in |§|part|section|title |chapter |appendi|supplement|amend|revis|add|remov|redesign|\d+ CFR|we )"
# "Under the authority provided in …, revise", "For the reasons set forth in the preamble, the Bureau amends".
_PREAMBLE = (
    r"(?:under (?:the )?authority|for the reasons?|accordingly|pursuant to|by (?:the )?authority|in consideration of|"
    rf"as (?:stated|discussed|set forth|described))\b(?:\([^()]*\)|[^():;“”])*?,(?= {_STARTS})|"
    r"nomenclature changes?(?= ?[:.—])"
)
# Above the new text: "The revision reads as follows", "The additions and revisions are set out below".
_SAID = (
    r"the (?:(?:revision|addition|amendment|republication)s?(?:,? and |, )?)+ "
    r"(?=reads?\b|to read\b|follows?\b|(?:is|are) )"
)
_CODE = (
    r"title \d+,? (?:subtitle [A-Z],? )?(?:chapter \w+,? )?(?:subchapter [A-Z],? )?(?:of|in) the Code of (?:the )?"
    r"Federal Regulations|(?:of|in) (?:title \d+,? (?:of )?)?the Code of (?:the )?Federal Regulations|"
    r"title \d+, (?:sub)?chapter \w+,?"
)
# Who amends: "The Federal Aviation Administration amends", "the Office of X proposes to amend".
_AGENCY = (
    r"(?-i:(?:[Tt]he )?(?:[A-Z][\w’'.-]*(?:,? (?:and|of|the|for|on|&)(?: the)?)?,? ){0,10}[A-Z][\w’'.-]* )"
    r"(?=(?:hereby |further )?(?:amends|revises|adds|removes|proposes|is amending|is proposing) )|"
    r"we (?=(?:hereby |further )?(?:amend|revise|add|remove|propose|are amending) )"
)
_PLACES = (
    r"(?:each|every|any|all|both)(?: of the)? (?:places?|times?|instances?|occurrences?)|wherever|everywhere|throughout"
)

# Verb → the stems of its forms; the first three are imperative, third person and gerund, the last the participle.
_VERBS = {
    "add": "add adds adding added|insert inserts inserting inserted|append appends appending appended",
    "revise": "revise revises revising revised|modify modifies modifying modified|update updates updating updated",
    "remove": "remove removes removing removed|delete deletes deleting deleted|strike strikes striking stricken|"
    "eliminate eliminates eliminating eliminated",
    "redesignate": "redesignate redesignates redesignating redesignated|designate designates designating designated|"
    "renumber renumbers renumbering renumbered|reletter reletters relettering relettered",
    "reserve": "reserve reserves reserving reserved",
    "republish": "republish republishes republishing republished",
    "replace": "replace replaces replacing replaced|change changes changing changed|"
    "correct corrects correcting corrected",
    "substitute": "substitute substitutes substituting substituted",
    "transfer": "transfer transfers transferring transferred|move moves moving moved|"
    "relocate relocates relocating relocated",
    "continue": "continue continues continuing continued",
    "amend": "amend amends amending amended",
}
FORMS: dict[str, tuple[str, str]] = {
    word: (verb, "participle" if index == 3 else "active")
    for verb, rows in _VERBS.items()
    for row in rows.split("|")
    for index, word in enumerate(row.split())
}

# The parts of an entry of the Commerce Control List.
_LICENSE = (
    r"License Requirements|List[- ]Based License Exceptions|List of Items Controlled|Reasons? for Control|"
    r"Special Conditions for STA|Related Controls|Related Definitions|Reporting Requirements|License Requirement Notes?"
)
# Noun (with its plural) → what it names; longest first.
_NOUNS = {
    "introductory text": r"introductory (?:text|paragraphs?|sentence|wording|language|phrase|material)|lead-in text",
    "concluding text": r"(?:undesignated )?(?:concluding|flush) (?:text|paragraphs?)",
    "undesignated heading": r"(?:undesignated (?:cent(?:er|re)(?:ed)? )?|cent(?:er|re)(?:ed)? )(?:sub)?headings?",
    "undesignated paragraph": r"undesignated paragraphs?",
    "authority citation": r"(?:(?:general|sectional|section|specific|statutory) )?authority(?: citations?)?",
    "source note": r"source (?:note|citation)s?",
    "airworthiness directive": r"airworthiness directives?(?: \(ADs?\))?|(?-i:ADs?)",
    "items paragraph": r"[“‘\"']?items[”’\"']? paragraphs?",
    "license section": rf"(?:{_LICENSE})(?: (?:section|table|paragraph|sections|tables))?",
    "eccn": r"(?:Export Control Classification Numbers?(?: \(ECCNs?\))?|ECCNs?)(?: entr(?:y|ies))?(?: for)?",
    "model form": r"(?:model|sample) (?:forms?|clauses?)",
    "table of contents": r"tables? of contents",
    "designation": r"(?:paragraph )?designations?",
    "heading": r"(?:(?:section|subject|paragraph|part|subpart|table|appendix|comment) )?(?:headings?|captions?)|"
    r"(?:section|part|subpart|paragraph|appendix) titles?|"
    r"titles?(?= (?:of|for|to) (?:§|section|part|subpart|paragraph))",
    "definition": r"definitions?",
    "paragraph": r"(?:sub)?paragraphs?|paras?\.",
    "section": r"§§?|sections?",
    "subpart": r"subparts?",
    "chapter": r"(?:sub)?chapters?|subtitles?",
    "part": r"parts?(?! of)",
    "container": r"appendi(?:x|xes|ces)|supplements?|exhibits?|attachments?|annex(?:es)?",
    "comment": r"comments?|commentary",
    "entry": r"(?-i:[A-Z][a-z]+ )?entit(?:y|ies)(?=[:,]? [“\"])|(?:table )?(?:entr(?:y|ies)|rows?|list(?:ing|ings))",
    "table": r"tables?",
    "example": r"examples?",
    "figure": r"figures?|equations?|formulas?|illustrations?|diagrams?",
    "footnote": r"footnotes?|endnotes?",
    "note": r"(?:technical )?notes?",
    "sentence": r"sentences?",
    "punctuation": r"periods?|semi-?colons?|commas?|colons?|hyphens?|em dash",
    "words": r"words?|phrases?|citations?|references?|cross[- ]references?|language|terms?|numbers?|dates?|amounts?|"
    r"acronyms?|abbreviations?|texts?|clauses?|names?|spellings?|titles?(?= [“\"])|url|address|addresses|email address",
    "step": r"titles?|categor(?:y|ies)|subheadings?|items?|forms?|product groups?|country groups?|schedules?",
}
COUNTS = ("one", "two", "three", "four", "five", "six", "seven", "eight", "nine", "ten", "eleven", "twelve")
_COUNT = "|".join(COUNTS)
_ADJECTIVES = (
    r"the following|the|an?(?!\.)|this|that|its|their|it|them|new|existing|current|undesignated|respective|"
    r"alphabetical(?:ly)?|designated|present|also|further|hereby|both|each|entire|whole|remaining|any|all|old|final|parenthetical|related|"
    r"corresponding|additional|temporary|unnumbered|numbered|specific|(?:newly|previously) reserved|"
    rf"{_COUNT}"
)
ORDINALS = ("first", "second", "third", "fourth", "fifth", "sixth", "seventh", "eighth", "ninth", "tenth")
_ORDINALS = "|".join((*ORDINALS, "last", "final", "penultimate", "second-to-last"))
_PREPOSITIONS = (
    r"(?:immediately )?(?:before|after|following|preceding|above|below)|between|"
    r"in|under|within|of|to|from|for|at|by|with|as|into|on"
)

_TABLE: tuple[tuple[str, str], ...] = (
    ("noun:license section", rf"[“\"]?(?:{_LICENSE})[”\"]? (?:sections?|tables?|paragraphs?)(?!\w)"),
    ("adjective", r"[“\"]?items[”\"]?(?= paragraphs? [a-z](?!\w))"),
    ("noun:items paragraph", r"[“\"]items,?[”\"],? (?:paragraphs?|section)"),
    ("noun:items paragraph", r"(?-i:Items)(?= (?:and|by|to read|is|are)\b|[,;:]|\.?$)"),
    ("quote", r"“[^”]*”|[“”\"][^”\"]*[”\"]|``[^']*''|‘[^’]*’(?!\w)|(?<!\w)'[^']{1,300}'(?!\w)"),
    ("effective", rf"(?:effective|delayed|from|beginning|as of|until|through)(?: on| from| until| beginning)?"
     rf" (?:{_DATE}|indefinitely)(?:,? (?:and )?(?:through|until|to) {_DATE})?"),
    ("aside", rf"{_PARENTHESIS}|{_SAID}|{_PREAMBLE}|{_CODE}|{_AGENCY}|it is proposed to|(?:we )?propos(?:es?|ing) to"
     r"|(?:en)?titled,? “[^”]*”|including (?:the|its|their|any|all) [^:;,.“”§]*"
     r"|(?:consisting of|comprising) (?:(?!,? to read|,? (?:is|are|as) |,? and [a-z]+ing )[^:;])*"),
    ("read", r"to read(?: as follows| as set forth below)?|(?:is |are )?as follows|reads?(?: as follows)?|"
     r"as set forth below"),
    ("in place", r"(?:in|into) (?:its|their|the|each) (?:places?|stead)|in both places|"
     r"in (?:lieu|place) thereof|instead|therefor|thereof"),
    ("every", rf"(?:in )?(?:the following (?:places|locations)(?=:)|{_PLACES}|(?:two|three|both|all) places|"
     rf"the (?:first|second|last) (?:place|time|instance)){_APPEAR}"),
    ("order", rf"in {_ORDER} (?:order|sequence)|alphabetically|numerically|in sequence|respectively"),
    ("end", r"(?:at|to) the (?:ends?|beginnings?)(?= of| after| to)|at the (?:ends?|beginnings?)"),
    ("newly", r"(?:newly|new)[- ](?:re)?(?:designated|numbered|added)"),
    ("aux", r"(?:is|are|was|were|(?:would |will |shall |must |to )?be|being|has been|have been)"
     r"(?: (?:hereby|further|also|proposed to be))*"),
    ("verb", "|".join(sorted(FORMS, key=len, reverse=True))),
    ("eccn", r"\d[A-E]\d{3}(?:\.[a-z](?:\.(?:\d+|[a-z]))*)?"),
    ("adjective", r"\d+(?= (?:new |additional )?(?:entries|rows|sentences|definitions))"),
    ("commentno", r"\d+(?:\.\d+)?(?:\(\w+\))+-\d+" + _DOTTED),
    ("secno", _SECTION + rf"(?:\s?{_PARAS})?"),
    ("item", r"\d+(?:\(\w+\))+"),
    ("item", r"[A-Z]-\d+(?:\([a-z]+\))?"),
    ("paras", _PARAS),
    ("item", r"\.?[a-z](?:\.(?:\d+|[a-z]))+(?![a-z])"),
    ("number", r"Nos?\.? ?\d+"),
    ("cfr", r"\d+ CFR"),
    ("item", r"\d+" + _DOTTED + r"(?![\d,]*\d*,\d)"),
    *((f"noun:{noun}", f"(?:{words})") for noun, words in _NOUNS.items()),
    ("adjective", _ADJECTIVES),
    ("ordinal", _ORDINALS),
    ("prep", _PREPOSITIONS),
    ("and", r"and/or|and|or|&"),
    ("through", r"[–-](?=\s?[(\d])"),
    ("through", r"through|thru"),
    ("item", r"[IVXL]+(?:\.[A-Z0-9]+(?:\.\w+)*)?(?!\w)|[A-Z](?:\.\w+)*(?!\w)"),
    ("item", r"[a-z](?!\w)"),
    ("mark", r"[,;:.—–]|--"),
    ("word", r"[A-Z]?[a-z]+(?=[A-Z])|[\w’'/$%#*-]+|\S"),
)  # fmt: skip
_CASE_COUNTS = frozenset({"item", "secno", "commentno", "eccn", "paras", "word", "mark"})
# After these nouns a capital letter is a label: "Appendix A", "subpart I".
_LETTERED = frozenset(
    {"container", "chapter", "step", "comment", "section", "model form", "table", "figure", "example"}
)

_LETTER = re.compile(r"(?:[A-Z]|[IVXL]{1,5})(?:-\d+)?(?:\.[A-Z0-9]+)*(?:\(\w+\))*(?!\w)")
_SMALL = re.compile(r"(?:[ivx]+|[a-z])(?:\.(?:\d+|[ivx]+|[a-z]|[A-Z]))*(?![\w(])(?! new| heading)")
_SUBPART = re.compile(r"[A-Z]{1,7}[a-z]{0,2}(?!\w)|[A-Z][a-z](?!\w)")  # 40 CFR part 60 has subparts Da and OOOOa
_PART = re.compile(r"\d{1,4}[a-z]?(?!\w|\.\d)")  # 45 CFR part 63a
_LABELS = {"A": _LETTER, "a": _SMALL, "S": _SUBPART, "P": _PART}


@dataclass(frozen=True, slots=True)
class Token:
    """A word or phrase of the instruction: what it is, its words, and where they stand."""

    kind: str
    value: str
    start: int
    end: int


def tokens(text: str) -> list[Token]:
    """Cut `text` into tokens, without white space; every other character belongs to one."""
    found: list[Token] = []
    position = 0
    while position < len(text):
        if text[position].isspace():
            position += 1
            continue
        token = _next(text, position, lettered=_lettered(found[-1]) if found else "")
        found.append(token)
        position = token.end
    return found


def _next(text: str, position: int, *, lettered: str) -> Token:
    label = _LABELS[lettered].match(text, position) if lettered else None
    if label:
        return Token("item", label.group(), position, label.end())
    for kind, pattern in _compiled():
        match = pattern.match(text, position)
        if match and match.group().strip():
            words = match.group().rstrip()
            name = kind.removeprefix("noun:")
            return Token("noun" if name != kind else kind, _value(kind, words), position, position + len(words))
    raise AssertionError(text[position:])  # the last pattern takes any character


def _lettered(before: Token) -> str:
    """Tell which letters are labels after a token: "Appendix A", "paragraph a"."""
    if before.kind != "noun":
        return ""
    if before.value == "subpart":
        return "S"
    if before.value == "part":
        return "P"
    return "A" if before.value in _LETTERED else "a" if before.value == "paragraph" else ""


def _value(kind: str, words: str) -> str:
    if kind.startswith("noun:"):
        return kind.removeprefix("noun:")
    if kind == "quote":
        return words.strip("`'").strip() if words.startswith("``") else words[1:-1].strip()
    if kind == "prep":
        return words.lower().removeprefix("immediately ")
    return words if kind in _CASE_COUNTS else words.lower()


@cache
def _compiled() -> tuple[tuple[str, re.Pattern[str]], ...]:
    """Compile the table; a word ends where no small letter goes on: 'UnderSection' and 'comment36(a)' are two."""
    rows = []
    for kind, pattern in _TABLE:
        worded = kind not in {"quote", "aside", "mark", "word", "paras", "item"} and pattern[0] != "["
        flags = re.IGNORECASE if kind not in _CASE_COUNTS else re.NOFLAG
        if kind in ("prep", "noun:section", "noun:comment", "noun:paragraph"):
            end = r"(?-i:(?![\w-])|(?=[A-Z0-9]))"
        else:
            end = r"(?!\w|-[a-z])" if worded else ""
        if kind == "noun:section":
            end = rf"(?:(?<=§)|{end})"
        rows.append((kind, re.compile(f"(?:{pattern}){end}", flags)))
    return tuple(rows)
