"""Compose the corrected annex from the real one beside it: `python samples/eu/compose.py`.

The corrigendum of 2026-02-09 changed 3B501.f.1.a in place while the consolidated text kept its identifier. The
corrected words are not held, so a neutral sentence that says so stands in their place.
"""

import gzip
from pathlib import Path

HERE = Path(__file__).parent
REAL = HERE / "annex-i-2025-11-15.json.gz"
COMPOSED = HERE / "annex-i-2025-11-15-corrected.composed.json.gz"
BEFORE = r"\n3B501.f.1.a Not used;\n"
AFTER = r"\n3B501.f.1.a [Composed: the words of the corrigendum of 9 February 2026 are not held];\n"


def corrected(data: bytes) -> bytes:
    """Return the JSON of the annex with the composed words in 3B501.f.1.a."""
    if data.count(BEFORE.encode()) != 1:
        raise ValueError("3B501.f.1.a does not stand once in the annex")
    return data.replace(BEFORE.encode(), AFTER.encode())


if __name__ == "__main__":
    COMPOSED.write_bytes(gzip.compress(corrected(gzip.decompress(REAL.read_bytes())), mtime=0))
