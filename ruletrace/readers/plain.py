"""Plain text, above all the Federal Register's text form at govinfo, as structured text.

Paragraphs are what empty lines divide; page marks such as [[Page 9605]] are left out, and a sentence that runs over
one is put together again. Headings such as SUMMARY: give the kind of their block.
"""

import re
from collections.abc import Iterator
from dataclasses import dataclass, replace

from ruletrace.model import StructuredText, sha256_hex
from ruletrace.readers.xml import ReadError, Run, TextBuilder

READER = "plain/1"

_PAGE = re.compile(r"\s*\[\[Page \d+\]\]\s*")
_RULER = re.compile(r"[-=_*\s]+")
_NUMBER = re.compile(r"\[FR Doc\.? No:? ?[\w-]+\]")
# The Document Drafting Handbook's preamble captions, and the block kinds they begin.
_CAPTIONS = {
    "AGENCY:": "agency",
    "ACTION:": "action",
    "SUMMARY:": "abstract",
    "DATES:": "dates",
    "EFFECTIVE DATE:": "dates",
    "ADDRESSES:": "addresses",
    "FOR FURTHER INFORMATION CONTACT:": "contact",
    "SUPPLEMENTARY INFORMATION:": "paragraph",
}
_CONTINUED = frozenset({"abstract", "dates", "contact", "addresses"})


@dataclass(slots=True)
class _Paragraph:
    """One paragraph as stretches of the decoded text."""

    stretches: list[tuple[int, int]]
    text: str


def read(data: bytes, sha256: str = "") -> StructuredText:
    """Return the structured text of `data` (UTF-8); raises ReadError when it is empty or in another encoding."""
    if not data.strip():
        raise ReadError("empty where text was expected")
    try:
        text = data.decode("utf-8-sig")
    except UnicodeDecodeError as error:
        raise ReadError(f"not UTF-8 at byte {error.start}: {error.reason}") from None
    if "\x00" in text:
        raise ReadError("binary data where text was expected")
    builder = TextBuilder(sha256 or sha256_hex(data), READER)
    offsets = _offsets(text, len(data))
    kind = "front"
    for index, paragraph in enumerate(_paragraphs(text)):
        kind = _kind(paragraph.text, kind)
        builder.add(kind, f"paragraph {index + 1}", _runs(text, paragraph, offsets))
    return _with_title(builder.build())


def _offsets(text: str, size: int) -> "list[int] | None":
    """Return the byte offset of every character, or None where characters and bytes are the same."""
    if text.isascii() and len(text) == size:
        return None
    offsets, position = [], size - len(text.encode())
    for character in text:
        offsets.append(position)
        position += len(character.encode())
    return [*offsets, position]


def _runs(text: str, paragraph: _Paragraph, offsets: list[int] | None) -> Iterator[Run]:
    for index, (start, end) in enumerate(paragraph.stretches):
        # The white space that a page mark stood in is kept apart from the words.
        words = text[start:end]
        begin, stop = (offsets[start], offsets[end]) if offsets else (start, end)
        yield Run(words, begin, stop)
        if index + 1 < len(paragraph.stretches):
            yield Run(" ", stop, stop + 1)


def _paragraphs(text: str) -> Iterator[_Paragraph]:
    """Yield paragraphs without rulers; what a page mark cut in two is one paragraph."""
    waiting: _Paragraph | None = None
    position = 0
    for page_start, page_end in [*(match.span() for match in _PAGE.finditer(text)), (len(text), len(text))]:
        pieces = [_Paragraph([span], text[slice(*span)]) for span in _spans(text, position, page_start)]
        if waiting and pieces and not _RULER.fullmatch(waiting.text) and _runs_on(waiting.text, pieces[0].text):
            waiting = _Paragraph([*waiting.stretches, *pieces[0].stretches], f"{waiting.text} {pieces.pop(0).text}")
        if waiting and (pieces or page_end == len(text)):
            if not _RULER.fullmatch(waiting.text):
                yield waiting
            waiting = None
        for piece in pieces[:-1]:
            if not _RULER.fullmatch(piece.text):
                yield piece
        waiting = pieces[-1] if pieces else waiting
        position = page_end
    if waiting and not _RULER.fullmatch(waiting.text):
        yield waiting


def _spans(text: str, start: int, end: int) -> Iterator[tuple[int, int]]:
    for match in re.finditer(r"(?:[^\n]*\S[^\n]*(?:\n|\Z))+", text[start:end]):
        words = match.group()
        low = start + match.start() + len(words) - len(words.lstrip())
        yield low, low + len(words.strip())


def _runs_on(before: str, after: str) -> bool:
    return before[-1] not in ".:;!?" and not any(after.startswith(caption) for caption in _CAPTIONS)


def _kind(text: str, before: str) -> str:
    caption = next((kind for caption, kind in _CAPTIONS.items() if text.startswith(caption)), "")
    if caption:
        return caption
    if before == "front":
        return "number" if _NUMBER.search(text) else "front"
    if before == "number":
        return "front"
    return before if before in _CONTINUED else "paragraph"


def _with_title(text: StructuredText) -> StructuredText:
    """Name the title: the last paragraph before AGENCY:, the one that says what the document is called."""
    agency = next((index for index, block in enumerate(text.blocks) if block.kind == "agency"), 0)
    if agency == 0 or text.blocks[agency - 1].kind != "front":
        return text
    blocks = list(text.blocks)
    blocks[agency - 1] = replace(blocks[agency - 1], kind="title")
    return replace(text, blocks=tuple(blocks))
