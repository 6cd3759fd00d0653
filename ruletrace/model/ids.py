"""Stable identifiers and canonical bytes: the same input gives the same id on any machine."""

import hashlib
import json
from typing import Any


def sha256_hex(data: bytes) -> str:
    """Return the SHA-256 of `data` as 64 lower-case hexadecimal digits."""
    return hashlib.sha256(data).hexdigest()


def canonical(value: Any) -> str:
    """Return `value` as JSON with sorted keys and no spaces, so that equal values have equal bytes."""
    return json.dumps(value, sort_keys=True, separators=(",", ":"), ensure_ascii=False)


def stable_id(prefix: str, *parts: str) -> str:
    """Return `prefix:` and 20 hexadecimal digits made of `parts`, which must not change over time."""
    return f"{prefix}:{sha256_hex(canonical(parts).encode())[:20]}"
