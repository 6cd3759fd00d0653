"""The zip in which CELLAR hands out Formex: manifest, act and annexes, opened within bounds.

A zip is untrusted: the number of members, the unpacked sizes and the ratio are bounded while unpacking, whatever the
directory claims, and names that lead out of the folder are refused.
"""

import io
import struct
import zipfile
import zlib
from dataclasses import dataclass
from datetime import date
from pathlib import PurePosixPath

from ruletrace.readers.eu_refusal import refusal
from ruletrace.readers.eu_xml import parse_formex
from ruletrace.readers.formex import iso_day
from ruletrace.readers.xml import Node, ReadError

MAX_MEMBERS = 500
MAX_BYTES = 256 * 1024 * 1024  # unpacked, all members together
MAX_RATIO = 200
_RATIO_FROM = 1024 * 1024  # small members of one repeated word are no bomb
_CHUNK = 1 << 20
# What zipfile raises for damaged archives, one way or another.
_BROKEN = (zipfile.BadZipFile, zlib.error, NotImplementedError, EOFError, OSError, ValueError, struct.error)


@dataclass(frozen=True, slots=True)
class Part:
    """A document that a manifest names: `kind` MAIN or the publisher's type (ANNEX), `file` the member's name."""

    kind: str
    file: str
    first_page: str = ""
    last_page: str = ""


@dataclass(frozen=True, slots=True)
class Manifest:
    """What a `.doc.fmx.xml` says: the act's numbers, days and parts in order; "" and None where it is silent."""

    celex: str
    eli: str
    number: str
    year: str
    legal_value: str
    signed: date | None
    published: date | None
    title: str
    parts: tuple[Part, ...]


@dataclass(frozen=True, slots=True)
class Package:
    """An opened Formex zip: the manifest, and the bytes of each member in the manifest's order.

    `members` are the parts that are there, `missing` those that the manifest names in vain, `other` the members it
    does not name (table of contents, pictures), whose content is not kept.
    """

    manifest: Manifest
    members: tuple[tuple[Part, bytes], ...]
    missing: tuple[str, ...] = ()
    other: tuple[str, ...] = ()


def read_manifest(data: bytes) -> Manifest:
    """Return the manifest in `data`; raises ReadError when it is none."""
    reason = refusal(data, "xml")
    if reason:
        raise ReadError(reason)
    root = parse_formex(data)
    main = next((one for one in root.walk() if one.tag == "DOC.MAIN.PUB"), None)
    if root.tag != "DOC" or main is None:
        raise ReadError(f"root element {root.tag} where a Formex manifest (DOC with DOC.MAIN.PUB) was expected")
    parts = [_part(one) for one in root.walk() if one.tag in ("DOC.MAIN.PUB", "DOC.SUB.PUB")]
    reference = root.first("PUBLICATION.REF")
    title = next((one for one in root.walk() if one.tag == "TITLE" and one.text()), None)
    eli = next((one.attributes.get("ID", "") for one in root.walk() if one.tag == "NO.ELI"), "")
    return Manifest(
        _first(root, "NO.CELEX"),
        eli,
        _first(root, "NO.CURRENT"),
        _first(root, "YEAR"),
        _first(main, "LEGAL.VALUE"),
        _day(main),
        _day(reference) if reference else None,
        next((one.text() for one in title.walk() if one.tag == "P"), "") if title else "",
        tuple(parts),
    )


def read_package(data: bytes) -> Package:
    """Return the documents of a Formex zip.

    Raises ReadError for what is no zip, holds no single manifest, or breaks a bound (more than 500 members, 256 MB
    unpacked, a member 200 times its packed size, a name with `..`, encryption).
    """
    reason = refusal(data, "xml")
    if reason:
        raise ReadError(reason)
    try:
        with zipfile.ZipFile(io.BytesIO(data)) as archive:
            return _package(_unpack(archive))
    except _BROKEN as error:
        raise ReadError(f"not a readable zip: {error}") from None


def _package(files: dict[str, bytes]) -> Package:
    manifests = [name for name in files if name.endswith((".doc.fmx.xml", ".doc.xml"))]
    if len(manifests) != 1:
        raise ReadError(f"{len(manifests)} manifests in the Formex zip where one was expected: {sorted(manifests)}")
    manifest = read_manifest(files.pop(manifests[0]))
    members = tuple((part, files.pop(part.file)) for part in manifest.parts if part.file in files)
    held = {part.file for part, _ in members}
    missing = tuple(part.file for part in manifest.parts if part.file not in held)
    return Package(manifest, members, missing, tuple(sorted(files)))


def _unpack(archive: zipfile.ZipFile) -> dict[str, bytes]:
    infos = archive.infolist()
    if len(infos) > MAX_MEMBERS:
        raise ReadError(f"{len(infos)} members in the zip, more than {MAX_MEMBERS}")
    files: dict[str, bytes] = {}
    total = 0
    for info in infos:
        if info.is_dir():
            continue
        name = _checked(info)
        if name in files:
            raise ReadError(f"two members of the zip are named {name}")
        files[name] = _bounded(archive, info, MAX_BYTES - total)
        total += len(files[name])
    return files


def _checked(info: zipfile.ZipInfo) -> str:
    path = PurePosixPath(info.filename.replace("\\", "/"))
    if path.is_absolute() or ".." in path.parts or ":" in info.filename:
        raise ReadError(f"a member of the zip leads out of it: {info.filename!r}")
    if info.flag_bits & 1:
        raise ReadError(f"a member of the zip is encrypted: {info.filename!r}")
    return path.name


def _bounded(archive: zipfile.ZipFile, info: zipfile.ZipInfo, left: int) -> bytes:
    limit = min(left, max(info.compress_size * MAX_RATIO, _RATIO_FROM))
    parts: list[bytes] = []
    size = 0
    with archive.open(info) as member:
        while chunk := member.read(_CHUNK):
            size += len(chunk)
            if size > limit:
                raise ReadError(f"{info.filename!r} unpacks to more than {limit} bytes: a zip bomb is refused")
            parts.append(chunk)
    return b"".join(parts)


def _part(node: Node) -> Part:
    reference = next((one for one in node.walk() if one.tag == "REF.PHYS"), None)
    kind = "MAIN" if node.tag == "DOC.MAIN.PUB" else node.attributes.get("TYPE", "")
    file = reference.attributes.get("FILE", "") if reference else ""
    return Part(kind, file, _first(node, "PAGE.FIRST"), _first(node, "PAGE.LAST"))


def _first(node: Node, tag: str) -> str:
    return next((one.text() for one in node.walk() if one.tag == tag), "")


def _day(node: Node) -> date | None:
    found = node.first("DATE")
    return iso_day(found.attributes.get("ISO", "")) if found else None
