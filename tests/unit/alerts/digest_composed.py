"""Composed alerts, documents and lines for the digest: no real rule, customer or contract."""

from graph.reads.digest import AlertCause, ExposedLine
from graph.schema import Alert, Contract, Document, Line

EVIL = '<script>alert("x")</script> [click](javascript:alert(1)) | # - `code` https://evil.example ![i](x)\n1. *b*'


def document(number: str, **more: str) -> Document:
    """Return a composed rule, relevant, of which only title and abstract are held."""
    known = {"kind": "rule", "title": f"Composed rule {number}", "relevance": "relevant", "body": "not held"}
    return Document(id=f"fr:{number}", number=number, **{**known, **more})


def cause(
    name: str,
    *documents: Document,
    texts: tuple[str, ...] = (),
    severity: str = "high",
    lines: int = 1,
    kind: str = "codes",
    destinations: frozenset[str] = frozenset(),
) -> AlertCause:
    """Return a composed alert with its cause."""
    alert = Alert(
        id=f"alert:{name}",
        title=f"Composed {name}",
        kind=kind,
        severity=severity,
        severity_reason="the words changed",
        since="unknown",
        next_step="Name who decides.",
        attribution="composed",
        lines=lines,
    )
    return AlertCause(alert, texts, documents, destinations)


def line(
    alert: str,
    id: str,
    minor: int,
    currency: str = "USD",
    ship_to: str = "DE",
    ends: str = "",
    changed: bool = False,
    delivered: str = "",
) -> ExposedLine:
    """Return a composed contract line that an alert touches; `ends` is the last day of its contract."""
    own = Line(id=id, value_minor=minor, currency=currency)
    return ExposedLine(f"alert:{alert}", own, Contract(id="K", ends=ends), ship_to, changed, delivered)
