"""Parts of the law in texts that others converted, taken in as archived content and told as converted.

Two forms are known: parts of the EAR of January 2025 (regulation/licensing/text_2025.py), and Regulation (EU) No
833/2014 as plain text of its official PDF (regulation/licensing/text_2022.py), whose part is named 833/2014.
"""

from dataclasses import dataclass
from datetime import date
from pathlib import Path
from typing import Any

from regulation.licensing.beside import CONVERTED, converted
from regulation.licensing.text_2022 import ACT, read_act
from regulation.licensing.text_2025 import read_converted_part
from ruletrace.pipeline.context import Context
from ruletrace.readers.packed import MAX_BYTES, unpacked
from ruletrace.readers.xml import ReadError

KIND = CONVERTED


class ConvertedPartRefusedError(Exception):
    """The file holds no such part in a form that is known; nothing was recorded."""


@dataclass(frozen=True, slots=True)
class TakenPart:
    """What was taken in: the part, the date its text answers from, its sections or articles; `unchanged` when known."""

    file: str
    part: str
    version: date
    sections: int
    unchanged: bool


def take_in(context: Context, path: Path, part: str, origin: str, licence: str) -> TakenPart:
    """Archive a converted text and record in the journal which part of it is used; raises ConvertedPartRefusedError."""
    try:
        if path.stat().st_size > MAX_BYTES:
            raise ConvertedPartRefusedError(f"{path.name} is larger than {MAX_BYTES:,} bytes")
        data = path.read_bytes()
        plain = unpacked(data)
        version, sections = _read(plain, part)
    except OSError as error:
        raise ConvertedPartRefusedError(f"{path}: {error.strerror}") from None
    except ReadError as error:
        raise ConvertedPartRefusedError(f"{path.name}: {error}") from None
    payload: dict[str, Any] = {
        "part": part,
        "file": path.name,
        "received": context.archive.put(data),
        "sha256": context.archive.put(plain),
        "converted_by": origin,
        "licence": licence,
        "text_of": str(version),
    }
    known = any(entry.payload == payload for entry in context.journal.entries(KIND))
    if not known:
        context.journal.append(KIND, payload, context.now())
    return TakenPart(path.name, part, version, sections, known)


def _read(plain: bytes, part: str) -> tuple[date, int]:
    """Return the date of the text and how many sections or articles it has; raises ReadError."""
    if part == ACT:
        act = read_act(plain)
        return act.version, len(act.articles)
    tree = read_converted_part(plain, part)
    return tree.version, len(tree.law.entries)


def taken_in(context: Context) -> dict[str, tuple[date, str]]:
    """Return by part number the date and the SHA-256 of the converted text in use: of each part the last one taken."""
    return converted(entry.payload for entry in context.journal.entries(KIND))
