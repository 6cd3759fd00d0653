"""Faults that the replay server can show: what services and networks have been seen to do, for tests."""

import gzip
import io
import json
import zipfile
from collections.abc import Callable
from dataclasses import dataclass, replace

from crawler.replay.answers import Reply

BLOCK_PAGE = (
    b"<!DOCTYPE html>\n<html><head><title>Request Access</title></head><body>composed block page</body></html>\n"
)
ERROR_PAGE = b"<!DOCTYPE html>\n<html><head><title>Error</title></head><body>composed error page</body></html>\n"
BOMB = gzip.compress(bytes(8 * 1024 * 1024))  # 8 kB that become 8 MB
ENTITY_BOMB = (
    b'<?xml version="1.0"?>\n<!DOCTYPE bomb [<!ENTITY a "composed composed composed">'
    + b"".join(b'<!ENTITY %c "%s">' % (name, b"&%c;" % (name - 1) * 10) for name in b"bcdefghij")
    + b"]>\n<bomb>&j;</bomb>\n"
)
LARGE = 50 * 1024 * 1024
SLOW_SECONDS = 5.0
# Other answers that a service itself holds, by name; a Fault may name one of them.
VARIANTS = frozenset(
    ("challenge", "corrected", "does-not-exist", "feed-html", "night", "no-count", "official-form", "stale")
)


@dataclass(slots=True)
class Fault:
    """A fault by its name in FAULTS or VARIANTS, shown `times` times (None: always)."""

    name: str
    times: int | None = None

    def due(self) -> bool:
        """Return whether the fault is to be shown now, and count it."""
        if self.times is None:
            return True
        self.times -= 1
        return self.times >= 0


def _html(status: int, body: bytes) -> Callable[[Reply], Reply]:
    return lambda _reply: Reply(status, body, "text/html; charset=utf-8")


def _redirect(target: str) -> Callable[[Reply], Reply]:
    return lambda _reply: Reply(302, b"", "text/html", (("Location", target),))


def _shrink(reply: Reply) -> Reply:
    envelope = json.loads(reply.body)
    name = "results" if "results" in envelope else "content_versions"
    kept = {name: envelope[name][:1]} | ({"count": 1, "next_page_url": None} if "count" in envelope else {})
    meta = {"meta": {**envelope["meta"], "result_count": "1"}} if "meta" in envelope else {}
    return replace(reply, body=json.dumps({**envelope, **kept, **meta}).encode())


def _miscount(reply: Reply) -> Reply:
    envelope = json.loads(reply.body)
    return replace(reply, body=json.dumps({**envelope, "count": envelope["count"] + 7}).encode())


def _zip_bomb() -> bytes:
    buffer = io.BytesIO()
    with zipfile.ZipFile(buffer, "w", zipfile.ZIP_DEFLATED) as archive:
        archive.writestr(zipfile.ZipInfo("L_composed.doc.fmx.xml"), bytes(32 * 1024 * 1024), zipfile.ZIP_DEFLATED)
    return buffer.getvalue()


FAULTS: dict[str, Callable[[Reply], Reply]] = {
    "block": _html(200, BLOCK_PAGE),
    "bomb": lambda reply: replace(reply, body=BOMB, headers=(("Content-Encoding", "gzip"),)),
    "corrupt": lambda reply: replace(reply, body=reply.body.replace(b"</", b"<", 1)),
    "elsewhere": _redirect("https://www.example.org/elsewhere"),
    "empty": lambda reply: replace(reply, body=b""),
    "encoding": lambda reply: replace(reply, body=reply.body[:200] + b"\xa7\xe9" + reply.body[200:]),
    "entity-bomb": lambda reply: replace(reply, body=ENTITY_BOMB),
    "error": _html(500, ERROR_PAGE),
    "forbidden": _html(403, ERROR_PAGE),
    "html": _html(200, ERROR_PAGE),
    "large": lambda reply: replace(reply, body=reply.body + b" " * LARGE),
    "mislabelled": lambda reply: replace(reply, content_type="text/plain"),
    "loop": _redirect("/downloadable_consolidated_screening_list/v1/consolidated.json"),
    "miscount": _miscount,
    "missing": _html(404, ERROR_PAGE),
    "moved": _redirect("/moved"),
    "short": lambda reply: reply,  # the server promises more bytes than it sends
    "shrunken": _shrink,
    "slow": lambda reply: reply,  # the server waits
    "truncated": lambda reply: replace(reply, body=reply.body[: len(reply.body) // 2]),
    "unblock": _redirect("https://unblock.federalregister.gov/"),
    "zip-bomb": lambda reply: replace(reply, body=_zip_bomb()),
}
