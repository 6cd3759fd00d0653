"""From the page to HTML and Markdown; whatever the page says is escaped for each of them."""

import base64
import hashlib
import re
from importlib.resources import files

from jinja2 import Environment, StrictUndefined
from markupsafe import Markup

from alerts.report.page import Page
from alerts.report.plain import Link

ROOMY = 11_500  # characters, the style sheet's among them, that one printed page holds in letters of 7.2 points
_SPECIAL = re.compile(r"([\\`*_\[\]<>|~#&$@!])")
_SCHEME = re.compile(r"(?i)\b(https?|ftp|mailto|xmpp)(:)|\b(www)(\.)")
_LEADING = re.compile(r"^(?:([-+=])|(\d{1,9})([.)]))")


class Markdown(str):
    """Words that are Markdown already and must not be neutralised again."""

    __slots__ = ()


def html(page: Page) -> str:
    """Return the page as one self-contained HTML document without scripts; it loads nothing.

    A full page is printed in smaller letters, so that it stays one page of A4.
    """
    made = _html(page, "")
    return made if len(Markup(made).striptags()) <= ROOMY else _html(page, "dense")  # noqa: S704 - measured only


def _html(page: Page, density: str) -> str:
    css = _file("digest.css")
    allowed = base64.b64encode(hashlib.sha256(css.encode()).digest()).decode()
    environment = Environment(autoescape=True, undefined=StrictUndefined, trim_blocks=True, lstrip_blocks=True)
    template = environment.from_string(_file("digest.html.jinja"))
    return template.render(page=page, css=Markup(css), css_hash=allowed, density=density)  # noqa: S704 - our own file


def markdown(page: Page) -> str:
    """Return the page as CommonMark with tables; crawled words can make no link, element, table cell or list."""
    # HTML's escaping is not Markdown's: `finalize` escapes every word instead.
    environment = Environment(
        autoescape=False,  # noqa: S701
        finalize=_finalize,
        keep_trailing_newline=True,
        undefined=StrictUndefined,
        trim_blocks=True,
        lstrip_blocks=True,
    )
    environment.globals["link"] = _markdown_link
    return environment.from_string(_file("digest.md.jinja")).render(page=page)


def neutral(words: str) -> Markdown:
    """Return words in which no character means anything to Markdown."""
    escaped = _SPECIAL.sub(r"\\\1", words)
    unlinked = _SCHEME.sub(lambda found: f"{found[1] or found[3]}\\{found[2] or found[4]}", escaped)
    return Markdown(_LEADING.sub(lambda found: f"{found[2] or ''}\\{found[1] or found[3]}", unlinked))


def _finalize(value: object) -> Markdown:
    return value if isinstance(value, Markdown) else neutral(str(value))


def _markdown_link(link: Link) -> Markdown:
    label = neutral(link.label)
    return Markdown(f"[{label}](<{link.url}>)") if link.url else label


def _file(name: str) -> str:
    return (files("alerts.report") / name).read_text(encoding="utf-8")
