"""Words inside a text: found whatever the style of quotation marks, dashes and white space, and replaced."""

import re
from collections.abc import Iterable, Iterator

from regulation.amendments.lexer import COUNTS, ORDINALS
from regulation.amendments.model import Instruction
from regulation.parts.sentences import sentences

_EVERYWHERE = re.compile(
    r"\b(?:wherever|everywhere|(?:each|every) (?:place|time|instance|occurrence))\b", re.IGNORECASE
)
_ORDINAL = "|".join(ORDINALS)
_SENTENCE = re.compile(
    rf"(?:introductory text, )?(?:(?P<which>{_ORDINAL}|last) sentence|(?P<from>{_ORDINAL}) through (?P<to>{_ORDINAL}) "
    rf"sentences|(?P<end>first|last) (?P<count>{'|'.join(COUNTS)}) sentences)"
)
_STYLES = ({'"', "“", "”", "„", "″"}, {"'", "‘", "’", "′"}, {"-", "–", "—", "−", "‑", "‒"})


def everywhere(one: Instruction) -> bool:
    """Tell whether the instruction speaks of every place where the words stand."""
    return _EVERYWHERE.search(one.text) is not None


def appended(text: str, new: str) -> str:
    """Return `text` with words after it: "a license;" and "and" give "a license; and"."""
    return f"{text.rstrip()}{'' if new[:1] in '.,;:' else ' '}{new}"


def spans(text: str, words: str) -> Iterator[tuple[int, int]]:
    """Yield where `words` stand in `text` as whole words."""
    for match in _pattern(words).finditer(text):
        yield match.span()


def meant(text: str, words: str, one: Instruction, element: str = "") -> list[tuple[int, int]]:
    """Return where those of the words stand that the instruction means: in its sentence, at its end, beside others."""
    found = list(spans(text, words))
    if is_sentence(element):
        low, high = sentence(element, text) or (0, 0)
        found = [(start, end) for start, end in found if low <= start and end <= high]
        text = text[:high]
    if one.position:
        at_end = one.position == "end"
        found = [(start, end) for start, end in found if not (text[end:] if at_end else text[:start]).strip()]
    if one.anchor and one.old_words is not None:
        side, other = one.anchor
        found = [span for span in found if _is_beside(text, span, side, other)]
    return found


def _is_beside(text: str, span: tuple[int, int], side: str, other: str) -> bool:
    """Tell whether words stand directly after or before others."""
    start, end = span
    if side == "after":
        return any(not text[stop:start].strip() for _, stop in spans(text[:start], other))
    return any(not text[end : end + begin].strip() for begin, _ in spans(text[end:], other))


def changed(text: str, found: Iterable[tuple[int, int]], new: str) -> str:
    """Return `text` with other words at these places."""
    for start, end in sorted(found, reverse=True):
        text = f"{text[:start]}{new}{text[end:]}"
    return text if new else re.sub(r" {2,}", " ", re.sub(r" +([,.;:)])", r"\1", text)).strip()


def replaced(text: str, words: str, new: str) -> str:
    """Return `text` with `words` replaced in each place; words that are only taken out leave single spaces."""
    return changed(text, spans(text, words), new)


def sentence(element: str, text: str) -> tuple[int, int] | None:
    """Return the span of the sentences that an element names ("last sentence"), None when they are not there."""
    match = _SENTENCE.fullmatch(element)
    found = list(sentences(text, 0, len(text)))
    if match is None or not found:
        return None
    first, last = _named(match, len(found))
    return (found[first][0], found[last][1]) if 0 <= first <= last < len(found) else None


def _named(match: re.Match[str], size: int) -> tuple[int, int]:
    """Return the first and last of the sentences named, counted from 0; `size` is how many there are."""
    if match["which"]:
        index = size - 1 if match["which"] == "last" else ORDINALS.index(match["which"])
        return index, index
    if match["from"]:
        return ORDINALS.index(match["from"]), ORDINALS.index(match["to"])
    count = COUNTS.index(match["count"]) + 1
    return (0, count - 1) if match["end"] == "first" else (size - count, size - 1)


def is_sentence(element: str) -> bool:
    """Tell whether an element names a sentence."""
    return _SENTENCE.fullmatch(element) is not None


def _pattern(words: str) -> re.Pattern[str]:
    body = r"\s+".join("".join(_any_style(one) for one in word) for word in words.split())
    first, last = (r"(?<!\w)" if words[:1].isalnum() else ""), (r"(?!\w)" if words[-1:].isalnum() else "")
    return re.compile(f"{first}{body}{last}")


def _any_style(character: str) -> str:
    for style in _STYLES:
        if character in style:
            return f"[{''.join(re.escape(one) for one in sorted(style))}]"
    return re.escape(character)
