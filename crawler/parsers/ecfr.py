"""eCFR versioner API v1: the list of versions leads to each date's text of the part."""

from datetime import date
from urllib.parse import parse_qs, urlsplit

from crawler.parsers.page import Answer, Follow, ParsedPage, ParseError, Problem, Row, load_object, words
from ruletrace.readers.xml import Node, ReadError, parse

VERSIONS = "/api/versioner/v1/versions/"
ENVELOPE = frozenset({"content_versions", "meta"})
NOT_NEEDED = words("amendment_date issue_date name part subpart title type removed substantive")


def version_list(answer: Answer) -> ParsedPage:
    """Return the address of the text of each date on which the part changed; raises ParseError.

    It has no keys: such a list is whole in one page, and a source may ask for the lists of several parts.
    """
    days, problems = version_days(answer.body)
    follow = tuple(Follow(text_url(answer.url, day), "text") for day in days)
    return ParsedPage((), follow, (), len(days), tuple(problems), {"versions": len(days)})


def version_days(body: bytes) -> tuple[list[date], list[Problem]]:
    """Return the dates in a list of versions, sorted, each once, and what is wrong with its rows; raises ParseError."""
    envelope = load_object(body)
    rows = envelope.get("content_versions")
    if not isinstance(rows, list):
        raise ParseError(f"no content_versions among the keys {', '.join(sorted(envelope))[:200]}")
    problems = [Problem("", name, "unknown field") for name in sorted(envelope.keys() - ENVELOPE)]
    _check_count(envelope, len(rows))
    days = sorted({day for index, row in enumerate(rows) if (day := _day(index, row, problems))})
    return days, problems


def text_url(versions_url: str, day: date) -> str:
    """Return the address of the text on `day` that belongs to the list of versions at `versions_url`."""
    parts = urlsplit(versions_url)
    title = parts.path.removeprefix(VERSIONS).removesuffix(".json")
    part = parse_qs(parts.query)["part"][0]
    return f"https://{parts.netloc}/api/versioner/v1/full/{day.isoformat()}/{title}.xml?part={part}"


def part_xml(answer: Answer) -> ParsedPage:
    """Check a part's text: well-formed XML whose root is the part that was asked for; raises ParseError."""
    try:
        root = parse(answer.body)
    except ReadError as error:
        raise ParseError(str(error)) from None
    _check_root(root, parse_qs(urlsplit(answer.url).query).get("part", [""])[0])
    appendices = sum(1 for node in root.walk() if node.tag == "DIV9")
    return ParsedPage(counts={"texts": 1, "appendices": appendices})


def _check_root(root: Node, part: str) -> None:
    found = (root.tag, root.attributes.get("TYPE"), root.attributes.get("N"))
    if found[:2] != ("DIV5", "PART") or (part and found[2] != part):
        raise ParseError(f"part {part} was asked for; the root is {root.tag} {root.attributes.get('N', '')}".rstrip())


def _check_count(envelope: dict[str, object], rows: int) -> None:
    # The service writes its numbers as strings; more than one page would be a text that nobody asked for.
    meta = envelope.get("meta")
    count = str(meta.get("result_count", rows)) if isinstance(meta, dict) else str(rows)
    if count != str(rows):
        raise ParseError(f"the answer counts {count} versions and holds {rows}")


def _day(index: int, values: object, problems: list[Problem]) -> date | None:
    pointer = f"/content_versions/{index}"
    if not isinstance(values, dict):
        problems.append(Problem(pointer, "row", f"an object was expected, not {values!r:.60}", "error"))
        return None
    row = Row(pointer, values)
    row.required("identifier")
    value = row.required("date")
    row.drop(NOT_NEEDED)
    row.finish()
    day = None
    try:
        day = date.fromisoformat(value) if value else None
    except ValueError:
        row.error("date", f"not a date: {value!r:.60}")
    problems.extend(row.problems)
    return day
