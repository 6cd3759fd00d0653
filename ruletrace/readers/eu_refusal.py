"""Answers of the European services that are no document, told in words.

Each was reported by others' crawlers (see the forms in samples/eu): the challenge script of the web application
firewall with status 202, the page "The requested document does not exist" with status 200, HTML under a feed's address.
"""

import re

_CHALLENGE = (b"awsWafCookieDomainList", b"gokuProps", b"token.awswaf.com")
_MISSING = (b"errorDocumentView", b"The requested document does not exist")
_ACT = re.compile(
    rb"CONVEX #|fmx2xhtml #|eli-container|class=\"(?:oj-)?(?:doc-ti|ti-art|title-doc-first)\"|TEXT: \d{5}\w"
)
_HTML = re.compile(
    rb"(?:\xef\xbb\xbf)?\s*(?:<\?xml[^>]*\?>\s*)?(?:<!--.*?-->\s*)*<(?:!doctype\s+html|html)\b", re.I | re.S
)
_TITLE = re.compile(rb"<title[^>]*>\s*([^<]{0,120})", re.I)


def refusal(body: bytes, expected: str = "act") -> str | None:
    """Return in words why `body` is not what was asked for, or None when nothing speaks against it.

    `expected` is `act` (an XHTML page of an act) or `xml` (a feed, a notice, Formex: no HTML at all).
    """
    if not body.strip():
        return "empty body"
    if any(sign in body[:20_000] for sign in _CHALLENGE):
        return "a challenge script of the web application firewall, not the document"
    if any(sign in body for sign in _MISSING):
        return "the service answers that the requested document does not exist"
    page = _HTML.match(body[:5_000])
    if page and (expected == "xml" or not _ACT.search(body)):
        return f"an HTML page{_titled(body)} where {'XML' if expected == 'xml' else 'an act'} was expected"
    if not page and expected == "act":
        return "not an XHTML page"
    return None


def _titled(body: bytes) -> str:
    found = _TITLE.search(body[:5_000])
    words = " ".join(found[1].decode("utf-8", "replace").split()) if found else ""
    return f" ({words!r})" if words else ""
