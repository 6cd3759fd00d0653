"""Files that may be gzipped, unpacked within a bound."""

import gzip
import io
import zlib

from ruletrace.readers.xml import ReadError

MAX_BYTES = 64 * 1024 * 1024


def unpacked(data: bytes, limit: int = MAX_BYTES) -> bytes:
    """Return `data`, gunzipped where it is gzip; raises ReadError when it is broken or unpacks to more than `limit`."""
    if not data.startswith(b"\x1f\x8b"):
        return data
    try:
        with gzip.GzipFile(fileobj=io.BytesIO(data)) as file:
            raw = file.read(limit + 1)
    except (OSError, EOFError, zlib.error) as error:
        raise ReadError(f"not readable gzip: {error}") from None
    if len(raw) > limit:
        raise ReadError(f"unpacks to more than {limit} bytes")
    return raw
