"""Words of the law in which the sections and entries they cite are links, where those are held."""

import re
from collections.abc import Iterator
from dataclasses import dataclass

from dashboard import markup as m
from dashboard.law.places import address

# § 742.6(a)(6)(iii)(A), §§ 740.9, supplement no. 1 to part 740, 3A001.z
_SECTION = r"(?P<section>7[3-7]\d\.\d{1,3})(?P<path>(?:\([a-zA-Z0-9]{1,5}\))*)"
_SUPPLEMENT = r"(?P<supplement>[Ss]upp(?:lement|\.) [Nn]o\. (?P<number>\d{1,2}) to [Pp]art (?P<part>7[3-7]\d))"
_CODE = r"(?P<code>\d[A-E]\d{3})(?P<tail>(?:\.[a-z0-9]{1,3}(?![A-Za-z0-9]))*)"
_CITED = re.compile(rf"(?<![\w.])(?:{_SECTION}|{_SUPPLEMENT}|{_CODE})(?![\w])")


@dataclass(frozen=True, slots=True)
class Cited:
    """Makes links of citations: `held` (list, entry) have a page, `list` and `entry` are where the words stand."""

    list: str
    entry: str
    held: frozenset[tuple[str, str]]

    def linked(self, words: str) -> m.Html:
        """Return the words, escaped, with links."""
        return m.join(self._parts(words))

    def _parts(self, words: str) -> Iterator[m.Html]:
        at = 0
        for found in _CITED.finditer(words):
            list, entry, place = self._target(found)
            if (list, entry) in self.held and entry != self.entry:
                yield m.text(words[at : found.start()])
                yield m.link("entry", found.group(), css="rt-cited", **address(entry, list, place=place))
                at = found.end()
        yield m.text(words[at:])

    def _target(self, found: re.Match[str]) -> tuple[str, str, str]:
        if found["section"]:
            return f"ecfr-{found['section'][:3]}", found["section"], found["path"]
        if found["supplement"]:
            return f"ecfr-{found['part']}", f"Supplement No. {found['number']} to part {found['part']}", ""
        codes = self.list if self.list == "annex-i" else "ccl"
        return codes, found["code"], found["tail"].strip(".")
