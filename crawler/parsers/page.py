"""What a parser is given and what it returns."""

import json
from collections.abc import Callable
from dataclasses import dataclass, field
from typing import Any

from ruletrace.model import Document

WARNING, ERROR = "warning", "error"


class ParseError(Exception):
    """An answer cannot be used at all; the message says where and why."""


class UnreadableError(ParseError):
    """An official answer in a form that no reader is proved for: it is kept whole, and reported."""


@dataclass(frozen=True, slots=True)
class Answer:
    """An archived answer: which source it is from, its official address, its content hash and its bytes.

    `keywords` are the words of the source's YAML by which its parser chooses rows.
    """

    source: str
    url: str
    sha256: str
    body: bytes
    keywords: tuple[str, ...] = ()


@dataclass(frozen=True, slots=True)
class Follow:
    """An official address that a page leads to, and what its answer will be."""

    url: str
    role: str


@dataclass(frozen=True, slots=True, order=True)
class Problem:
    """Something wrong inside a page: `pointer` (RFC 6901) and `field` say where; an error means the row is not in."""

    pointer: str
    field: str
    message: str
    severity: str = WARNING

    def __str__(self) -> str:
        return f"{self.severity}: {self.pointer} {self.field}: {self.message}"


@dataclass(frozen=True, slots=True)
class ParsedPage:
    """The content of one answer.

    `total` is how many rows the whole answer says it has (None: it does not say), over all its pages; `keys` name
    the rows of this page, so that pages can be counted together.
    """

    documents: tuple[Document, ...] = ()
    follow: tuple[Follow, ...] = ()
    keys: tuple[str, ...] = ()
    total: int | None = None
    problems: tuple[Problem, ...] = ()
    counts: dict[str, int] = field(default_factory=dict)


Parser = Callable[[Answer], ParsedPage]


def words(text: str) -> frozenset[str]:
    """Return the words in `text`: a set of field names is easier to compare with the service's list in this form."""
    return frozenset(text.split())


def load_object(body: bytes) -> dict[str, Any]:
    """Return the JSON object in `body`; raises ParseError with line and column when there is none."""
    try:
        value = json.loads(body.decode("utf-8"), parse_constant=_refuse)
    except json.JSONDecodeError as error:
        where = f"line {error.lineno}, column {error.colno} of {len(body)} bytes"
        raise ParseError(f"truncated or corrupt JSON at {where}: {error.msg}") from None
    except UnicodeDecodeError as error:
        raise ParseError(f"not UTF-8 at byte {error.start}") from None
    except RecursionError:
        raise ParseError("JSON nested too deeply") from None
    except ValueError as error:
        raise ParseError(f"not JSON: {error}") from None
    if _has_lone_surrogate(body, value):
        raise ParseError("an escape (\\ud8xx) that is no character")
    if not isinstance(value, dict):
        raise ParseError(f"a JSON object was expected, not {type(value).__name__}")
    return value


def _has_lone_surrogate(body: bytes, value: Any) -> bool:
    # Such a text cannot be written anywhere again. Few answers have such escapes at all.
    if b"\\ud" not in body.lower():
        return False
    try:
        json.dumps(value, ensure_ascii=False).encode()
    except UnicodeEncodeError:
        return True
    return False


def _refuse(constant: str) -> None:
    raise ParseError(f"{constant} is not JSON")


class Row:
    """A row that is read strictly: each field is taken out, and what is left over is a problem."""

    def __init__(self, pointer: str, values: dict[str, Any]) -> None:
        self.pointer = pointer
        self.problems: list[Problem] = []
        self._values = dict(values)

    def text(self, name: str) -> str:
        """Take out a text; missing or null is ""."""
        value = self._values.pop(name, None)
        if value is not None and not isinstance(value, str):
            self.error(name, f"text was expected, not {value!r:.60}")
            return ""
        return value or ""

    def required(self, name: str) -> str:
        """Take out a text that must be there."""
        value = self._values.get(name)
        text = self.text(name)
        if value is None or (isinstance(value, str) and not text.strip()):
            self.error(name, "missing")
        return text

    def items(self, name: str) -> list[Any]:
        """Take out a list; missing or null is empty."""
        value = self._values.pop(name, None)
        if value is not None and not isinstance(value, list):
            self.error(name, f"a list was expected, not {value!r:.60}")
            return []
        return value or []

    def drop(self, names: frozenset[str]) -> None:
        """Leave out fields that are known and not needed."""
        for name in names & self._values.keys():
            del self._values[name]

    def finish(self) -> None:
        """Report every field that nobody took out."""
        for name in sorted(self._values):
            self.warn(name, "unknown field")

    def warn(self, name: str, message: str) -> None:
        """Report something that does not break the row."""
        self.problems.append(Problem(self.pointer, name, message, WARNING))

    def error(self, name: str, message: str) -> None:
        """Report something that breaks the row."""
        self.problems.append(Problem(self.pointer, name, message, ERROR))

    @property
    def broken(self) -> bool:
        """Whether an error was found."""
        return any(problem.severity == ERROR for problem in self.problems)
