"""Redlines on whole words: 1600 becomes 2400, never 16 becomes 24."""

import re
from collections.abc import Iterable, Iterator
from difflib import SequenceMatcher
from enum import StrEnum


class Op(StrEnum):
    """What happened to a stretch of words."""

    EQUAL = "equal"
    DELETE = "delete"
    INSERT = "insert"


Redline = list[tuple[Op, str]]

# A number with its sign, separators and exponent is one token; so are a word and a designation such as 3A090.a.1.
_TOKEN = re.compile(r"\d[A-E]\d{3}(?:\.[a-z0-9]+)*|[-−]?\d+(?:[.,]\d+)*[⁰¹²³⁴⁵⁶⁷⁸⁹⁺⁻]*|\w+(?:[-‑'’]\w+)*|\s+|[^\w\s]")
_SAME = str.maketrans({**dict.fromkeys("“”„″", '"'), **dict.fromkeys("‘’′", "'"), **dict.fromkeys("–—−‑‒", "-")})


def tokens(text: str) -> list[str]:
    """Return the words, numbers, marks and spaces of `text`, which joined give it back."""
    return _TOKEN.findall(text)


def plain(text: str) -> str:
    """Return `text` with one style of quotation marks and dashes and single spaces."""
    return " ".join(text.translate(_SAME).split())


def redline(before: str, after: str) -> Redline:
    """Return what stays, goes and comes, in reading order.

    Quotation mark and dash styles and white space count as equal; equal and deleted words together read as `before`,
    equal and inserted ones as `after`, save for those styles (of equal words `after` is shown).
    """
    old, new = tokens(before), tokens(after)
    matcher = SequenceMatcher(None, [plain(one) for one in old], [plain(one) for one in new], autojunk=False)
    steps: Redline = []
    for tag, low, high, start, end in matcher.get_opcodes():
        if tag == "equal":
            steps.append((Op.EQUAL, "".join(new[start:end])))
            continue
        steps.extend(
            (op, words)
            for op, words in ((Op.DELETE, "".join(old[low:high])), (Op.INSERT, "".join(new[start:end])))
            if words
        )
    return list(_joined(steps))


def _joined(steps: Redline) -> Iterator[tuple[Op, str]]:
    """Yield the steps with a lone space between two replacements taken into both, so that phrases stay whole."""
    gone, come = "", ""
    for index, (op, words) in enumerate(steps):
        if op is Op.DELETE:
            gone += words
        elif op is Op.INSERT:
            come += words
        elif words.isspace() and gone and come and index + 1 < len(steps):
            gone, come = gone + words, come + words
        else:
            yield from _change(gone, come)
            gone, come = "", ""
            yield op, words
    yield from _change(gone, come)


def _change(gone: str, come: str) -> Iterator[tuple[Op, str]]:
    tail = " " if gone.endswith(" ") and come.endswith(" ") else ""
    gone, come = gone.removesuffix(tail), come.removesuffix(tail)
    if gone:
        yield Op.DELETE, gone
    if come:
        yield Op.INSERT, come
    if tail:
        yield Op.EQUAL, tail


def to_text(steps: Iterable[tuple[Op, str]]) -> str:
    """Return the redline as one line of text: `A maximum 'endurance' of [-1 hour-] {+3 hours+} or greater;`."""
    parts: list[str] = []
    before = Op.EQUAL
    for op, words in steps:
        if op is Op.INSERT and before is Op.DELETE:
            parts.append(" ")
        parts.append({Op.EQUAL: words, Op.DELETE: f"[-{words}-]", Op.INSERT: f"{{+{words}+}}"}[op])
        before = op
    return "".join(parts)
