"""Finds the engine's Java runtime and jars by the place of their package, which is never imported."""

import os
import platform
from dataclasses import dataclass
from importlib.util import find_spec
from pathlib import Path

from graph.errors import EngineError

# `arcadedb` is the coming name of the same wheel with the same layout.
PACKAGES = ("arcadedb_embedded", "arcadedb")


@dataclass(frozen=True, slots=True)
class Runtime:
    """Where the Java program and the engine's jars are."""

    java: Path
    jars: Path


def locate() -> Runtime:
    """Return the runtime of the installed wheel; raises EngineError when there is none for this machine."""
    for package in PACKAGES:
        folder = _folder(package)
        if folder and (runtime := _runtime(folder)):
            return runtime
    raise EngineError(
        f"no Java runtime of the embedded graph engine found for {platform.system()} {platform.machine()}: "
        "install the wheel arcadedb-embedded for it, or set NEO4J_URI to a Neo4j server of your own"
    )


def _folder(package: str) -> Path | None:
    spec = find_spec(package)
    return Path(spec.origin).parent if spec and spec.origin else None


def _runtime(folder: Path) -> Runtime | None:
    java, jars = folder / "jre" / "bin" / "java", folder / "jars"
    return Runtime(java, jars) if os.access(java, os.X_OK) and any(jars.glob("arcadedb-server-*.jar")) else None
