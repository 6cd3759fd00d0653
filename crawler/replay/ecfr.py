"""The eCFR versioner API v1, replayed: the list of versions and the dated texts that are held."""

import gzip
import json
import re
from pathlib import Path
from typing import Any

from crawler.replay.answers import RECORDED, Asked, Reply, json_reply

_VERSIONS = re.compile(r"/api/versioner/v1/versions/title-(?P<title>\d+)\.json$")
_FULL = re.compile(r"/api/versioner/v1/full/(?P<day>\d{4}-\d\d-\d\d)/title-(?P<title>\d+)\.xml$")
PER_PAGE = 1000


class Ecfr:
    """Answers from `versions-title-N.composed.json` and `part-P-DATE.xml.gz` in its folder."""

    def __init__(self, folder: Path) -> None:
        self._folder = folder

    def reply(self, asked: Asked) -> Reply:
        """Answer one request; the default agent of Python's urllib is refused as by the service."""
        if asked.headers.get("user-agent", "").startswith("Python-urllib"):
            return Reply(406, b"", "text/html")
        versions, full = _VERSIONS.match(asked.path), _FULL.match(asked.path)
        if versions:
            return self._versions(versions["title"], asked)
        if full:
            return self._text(full["day"], asked.one("part"))
        return _missing("not found")

    def _versions(self, title: str, asked: Asked) -> Reply:
        path = self._folder / f"versions-title-{title}.composed.json"
        if not path.is_file():
            return _missing(f"no versions of title {title} are held")
        rows = [row for row in json.loads(path.read_text("utf-8"))["content_versions"] if _wanted(row, asked)]
        latest = max((row["issue_date"] for row in rows), default=None)
        meta = {
            "title": title,
            "result_count": str(len(rows)),  # the service writes its numbers as strings
            "total_pages": "1",
            "page": "1",
            "per_page": str(PER_PAGE),
            "latest_amendment_date": None,
            "latest_issue_date": latest,
        }
        return json_reply(200, {"content_versions": rows, "meta": meta})

    def _text(self, day: str, part: str) -> Reply:
        if not part.isdigit():
            return _missing(f"no part {part!r:.20}")
        held = sorted(path.name[-17:-7] for path in self._folder.glob(f"part-{part}-*.xml.gz"))
        if not held or day > held[-1]:
            return _missing(f"no text of part {part} on {day}: up to date as of {held[-1] if held else 'no day'}")
        if day not in held:
            return _missing(f"the text of part {part} on {day} is not held: {', '.join(held)}")
        body = gzip.decompress((self._folder / f"part-{part}-{day}.xml.gz").read_bytes())
        return Reply(200, body, "application/xml; charset=utf-8", trust=RECORDED)


def _wanted(row: dict[str, Any], asked: Asked) -> bool:
    parts, first = asked.all("part"), asked.one("issue_date[gte]")
    return (not parts or row["part"] in parts) and row["issue_date"] >= first


def _missing(message: str) -> Reply:
    return json_reply(404, {"error": message})
