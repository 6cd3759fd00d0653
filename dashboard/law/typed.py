"""From what people type to the designation of a place: 3a090.a, § 742.6(a)(6), supplement no. 4 to part 744."""

import re

from regulation.parts.citations import designation, parse_citation, steps

_CODE = re.compile(r"(?:ECCN\s*)?(?P<entry>\d[A-E]\d{3})(?P<tail>(?:\.?[a-z0-9]{1,3})*)\.?", re.IGNORECASE)
_PART = re.compile(r"(?:15 CFR )?(?:part )?(?P<part>7[3-7]\d)", re.IGNORECASE)
# "744 supplement 4", as the extraction writes a cited supplement
_SUPPLEMENT = re.compile(r"(?P<part>\d{3}) supplement (?P<number>\d{1,2})")


def part_of(words: str) -> str:
    """Return the list that holds a whole part ("744", "15 CFR part 744"): ecfr-744; "" for anything else."""
    match = _PART.fullmatch(words.strip())
    return f"ecfr-{match['part']}" if match else ""


def designations(words: str) -> tuple[str, ...]:
    """Return the designation that `words` name and those above it, the longest first; () when they name none."""
    match = _CODE.fullmatch(words.strip())
    if match:
        return _upwards(match["entry"].upper(), match["tail"].lower().strip("."))
    supplement = _SUPPLEMENT.fullmatch(words.strip())
    written = f"supplement no. {supplement['number']} to part {supplement['part']}" if supplement else words
    cited = parse_citation(written)
    if cited is None:
        return ()
    entry, path = cited[0], list(steps(cited[1]))
    joined = "" if path and path[0].startswith("(") else "."
    return tuple(designation(entry, joined.join(path[:count])) for count in range(len(path), -1, -1))


def _upwards(entry: str, tail: str) -> tuple[str, ...]:
    path = tail.split(".") if tail else []
    return tuple(".".join([entry, *path[:count]]) for count in range(len(path), -1, -1))
