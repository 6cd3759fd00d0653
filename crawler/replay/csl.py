"""The Consolidated Screening List, replayed: one file, asked for conditionally."""

import gzip
from email.utils import parsedate_to_datetime
from functools import cached_property
from pathlib import Path

from crawler.replay.answers import Asked, Reply, not_found
from ruletrace.model import sha256_hex

PATH = "/downloadable_consolidated_screening_list/v1/consolidated.json"
# The time at which the publisher made the list that the sample was composed from.
LAST_MODIFIED = "Fri, 31 Jul 2026 13:15:00 GMT"


class ScreeningList:
    """Answers from `consolidated.composed.json.gz` in its folder."""

    def __init__(self, folder: Path) -> None:
        self._folder = folder

    @cached_property
    def _body(self) -> bytes:
        return gzip.decompress((self._folder / "consolidated.composed.json.gz").read_bytes())

    @cached_property
    def _etag(self) -> str:
        return f'"{sha256_hex(self._body)[:32]}"'

    def reply(self, asked: Asked) -> Reply:
        """Answer with the list, or with 304 when the asker holds it."""
        if asked.path != PATH:
            return not_found()
        headers = (("ETag", self._etag), ("Last-Modified", LAST_MODIFIED))
        if self._is_held(asked):
            return Reply(304, b"", "", headers)
        return Reply(200, self._body, "application/json", headers)

    def _is_held(self, asked: Asked) -> bool:
        tag, since = asked.headers.get("if-none-match"), asked.headers.get("if-modified-since")
        if tag is not None:
            return self._etag in tag
        return since is not None and parsedate_to_datetime(since) >= parsedate_to_datetime(LAST_MODIFIED)
