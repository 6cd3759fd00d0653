"""Paragraphs printed in one block with the first one below them: "(3) Covered third-party fees. (i) Imposed as …"."""

import re
from collections.abc import Sequence
from dataclasses import replace

from regulation.amendments.model import BodyBlock, Target

_OPENINGS = ("introductory text", "heading")


def starts(path: Sequence[str], text: str) -> list[tuple[int, int]]:
    """Return where each printed number begins and ends: the longest run of the path's last labels that `text` opens."""
    for count in range(len(path), 0, -1):
        found: list[tuple[int, int]] = []
        position = 0
        for label in path[-count:]:
            match = re.compile(rf"\(\s*{re.escape(label)}\s*\)\s*").search(text, position)
            if match is None or (not found and match.start()):
                break
            found.append((match.start(), match.end()))
            position = match.end()
        if len(found) == count:
            return found
    return []


def opens(target: Target, block: BodyBlock) -> bool:
    """Tell whether a block begins with the heading or introductory text meant and goes on below it."""
    return (
        target.element in _OPENINGS and target.paragraphs == block.begins and len(block.designation) > len(block.begins)
    )


def own(target: Target, block: BodyBlock) -> BodyBlock:
    """Return of such a block what is text of the target: without the paragraph above it, or those below it."""
    path = target.paragraphs
    found = starts(block.designation, block.text)
    first = len(block.designation) - len(found)  # how many labels of the path are not printed
    index = len(path) - first - 1
    if not path or not 0 <= index < len(found) or block.designation[: len(path)] != path:
        return block
    begin = found[index][0]
    ends = target.element in _OPENINGS and index + 1 < len(found)
    if not begin and not ends:
        return block
    text = block.text[begin : found[index + 1][0]].rstrip(" —") if ends else block.text[begin:]
    return replace(block, text=text, begins=path, designation=path if ends else block.designation)
