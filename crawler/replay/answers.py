"""What a replayed service answers with."""

import json
from dataclasses import dataclass, field
from typing import Any, Protocol

COMPOSED, RECORDED = "composed", "recorded"
JSON = "application/json; charset=utf-8"


@dataclass(frozen=True, slots=True)
class Asked:
    """A request as the official service would see it; `headers` have lower-case names.

    `variant` names another answer that the service shall give, where it holds one (see faults.VARIANTS).
    """

    host: str
    path: str
    query: tuple[tuple[str, str], ...] = ()
    headers: dict[str, str] = field(default_factory=dict)
    variant: str = ""

    def all(self, name: str) -> list[str]:
        """Return every value of one parameter."""
        return [value for key, value in self.query if key == name]

    def one(self, name: str, default: str = "") -> str:
        """Return the last value of one parameter."""
        return (self.all(name) or [default])[-1]


@dataclass(frozen=True, slots=True)
class Reply:
    """An answer: HTTP status, body, content type, further headers, and whether it is composed or recorded."""

    status: int
    body: bytes
    content_type: str = JSON
    headers: tuple[tuple[str, str], ...] = ()
    trust: str = COMPOSED


class Service(Protocol):
    """One official service."""

    def reply(self, asked: Asked) -> Reply:
        """Answer one request."""
        ...


def json_reply(status: int, value: Any) -> Reply:
    """Return `value` as a composed JSON answer."""
    return Reply(status, json.dumps(value, separators=(",", ":"), ensure_ascii=False).encode())


def not_found() -> Reply:
    """Return the answer of an address that is not there."""
    return json_reply(404, {"status": 404, "message": "Record Not Found"})
