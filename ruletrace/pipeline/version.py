"""The program's version as its own content: whatever is changed in code, rules or vocabulary is another program."""

from functools import cache
from importlib.util import find_spec
from pathlib import Path

from ruletrace.model import sha256_hex

KINDS = {".py", ".yaml"}


@cache
def version_of(*packages: str) -> str:
    """Return 16 hexadecimal digits made of every source and rule file of these packages."""
    parts: list[str] = []
    for package in packages:
        spec = find_spec(package)
        for folder in spec.submodule_search_locations or () if spec else ():
            parts += [f"{package} {_relative(path, folder)} {sha256_hex(path.read_bytes())}" for path in _files(folder)]
    return sha256_hex("\n".join(sorted(parts)).encode())[:16]


def _files(folder: str) -> list[Path]:
    return [path for path in Path(folder).rglob("*") if path.suffix in KINDS]


def _relative(path: Path, folder: str) -> str:
    return path.relative_to(folder).as_posix()
