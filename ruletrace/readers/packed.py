"""Files that may be packed with gzip or xz, unpacked within a bound."""

import gzip
import io
import lzma
import zlib

from ruletrace.readers.xml import ReadError

MAX_BYTES = 64 * 1024 * 1024
_XZ_MEMORY = 256 * 1024 * 1024


def unpacked(data: bytes, limit: int = MAX_BYTES) -> bytes:
    """Return `data`, unpacked where it is gzip or xz; raises ReadError when it is broken or larger than `limit`."""
    if data.startswith(b"\x1f\x8b"):
        raw = _gunzipped(data, limit)
    elif data.startswith(b"\xfd7zXZ"):
        raw = _unxzed(data, limit)
    else:
        return data
    if len(raw) > limit:
        raise ReadError(f"unpacks to more than {limit} bytes")
    return raw


def _gunzipped(data: bytes, limit: int) -> bytes:
    try:
        with gzip.GzipFile(fileobj=io.BytesIO(data)) as file:
            return file.read(limit + 1)
    except (OSError, EOFError, zlib.error) as error:
        raise ReadError(f"not readable gzip: {error}") from None


def _unxzed(data: bytes, limit: int) -> bytes:
    try:
        return lzma.LZMADecompressor(lzma.FORMAT_XZ, _XZ_MEMORY).decompress(data, limit + 1)
    except lzma.LZMAError as error:
        raise ReadError(f"not readable xz: {error}") from None
