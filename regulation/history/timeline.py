"""Draws a replay: when each rule was published, took effect, and stood in the dated text. Plain SVG."""

from collections.abc import Iterator
from datetime import date, timedelta
from xml.etree.ElementTree import Element, SubElement, indent, tostring

from regulation.history.backtest import Replay, RuleRow

WIDTH, LEFT, RIGHT, TOP, STEP = 1280, 200, 40, 96, 15
BARS = 110  # height of the lower part, which counts the changes of each text
INK, SOFT, GRID = "#1f2933", "#5b6770", "#dfe3e6"
PUBLISHED, EFFECT, TEXT, LATE = "#1769aa", "#b35c00", "#2e7d32", "#9aa5b1"
BY_DATE, NO_DOCUMENT, EDITORIAL = "#a9cfab", "#7b1fa2", "#dfe3e6"
# The parts of a bar, from below: how the changes of a text are tied to documents.
_PARTS = (
    (TEXT, "document by words"),
    (BY_DATE, "document by date alone"),
    (LATE, "document known later"),
    (NO_DOCUMENT, "no document"),
    (EDITORIAL, "editorial, no document"),
)
_FONT = "font-family: system-ui, 'Segoe UI', sans-serif"


def draw(replay: Replay, title: str) -> bytes:
    """Return the drawing as SVG (UTF-8): a line a rule, and below it how many changes each text brought."""
    rules = [one for one in replay.rules if one.published]
    height = TOP + STEP * len(rules) + 24 + BARS + 50
    scale = _Scale(_first(replay), _last(replay))
    root = Element("svg", xmlns="http://www.w3.org/2000/svg", viewBox=f"0 0 {WIDTH} {height}", style=_FONT, role="img")
    SubElement(root, "title").text = title
    SubElement(root, "rect", width=str(WIDTH), height=str(height), fill="white")
    _write(root, 16, 26, title, INK, 16)
    _legend(root)
    floor = TOP + STEP * len(rules)
    for day in scale.years():
        x = scale(day)
        _line(root, x, TOP - 14, x, floor + 24 + BARS, GRID)
        _write(root, x, TOP - 18, str(day.year), SOFT, 11, "middle")
    for number, rule in enumerate(rules):
        _rule(root, rule, TOP + STEP * number + STEP / 2, scale)
    _bars(root, replay, floor + 24, scale)
    indent(root)
    drawing: bytes = tostring(root, encoding="utf-8", xml_declaration=True)
    return drawing


class _Scale:
    """Days to pixels."""

    def __init__(self, first: date, last: date) -> None:
        self._first = date(first.year, 1, 1)
        self._last = last + timedelta(days=30)

    def __call__(self, day: date) -> float:
        share = (day - self._first).days / max(1, (self._last - self._first).days)
        return round(LEFT + min(1.0, max(0.0, share)) * (WIDTH - LEFT - RIGHT), 1)

    def years(self) -> Iterator[date]:
        """Yield the first days of the years."""
        for year in range(self._first.year, self._last.year + 1):
            yield date(year, 1, 1)


def _first(replay: Replay) -> date:
    days = [one.published for one in replay.rules if one.published] + [one.version for one in replay.texts]
    return min(days, default=date(2000, 1, 1))


def _last(replay: Replay) -> date:
    return max((one.version for one in replay.texts), default=date(2000, 1, 1))


def _legend(root: Element) -> None:
    marks = ((PUBLISHED, "published: could be known"), (EFFECT, "took effect"), (TEXT, "stands in a dated text"))
    for number, (colour, words) in enumerate((*marks, (LATE, "no text shows a change"))):
        x = 24.0 + 230 * number
        _dot(root, x, 48, colour)
        _write(root, x + 10, 52, words, INK, 12)


def _rule(root: Element, rule: RuleRow, y: float, scale: _Scale) -> None:
    days = [day for day in (rule.published, rule.effective, rule.stood) if day]
    group = SubElement(root, "g")
    SubElement(group, "title").text = _told(rule)
    _line(group, scale(min(days)), y, scale(max(days)), y, "#7b8794" if rule.stood else LATE, 2)
    published = PUBLISHED if rule.stood else LATE
    # From large to small, so that days that fall together all show.
    for day, colour, size in ((rule.published, published, 6.0), (rule.effective, EFFECT, 4.3), (rule.stood, TEXT, 2.6)):
        if day:
            _dot(group, scale(day), y, colour, size)
    waited = "not seen" if rule.days_to_text is None else f"≤ {rule.days_to_text} d"
    _write(group, 16, y + 4, rule.number, INK, 11)
    _write(group, LEFT - 14, y + 4, waited, SOFT, 11, "end")


def _told(rule: RuleRow) -> str:
    stood = f"between {rule.not_yet} and {rule.stood}" if rule.stood else "never"
    days = f"published {rule.published}, effective {rule.effective or 'not held'}, in the text {stood}"
    return f"{rule.number} {rule.title}: {days}" + (f" ({rule.why})" if rule.why else "")


def _bars(root: Element, replay: Replay, top: float, scale: _Scale) -> None:
    most = max((one.changes for one in replay.texts), default=0) or 1
    _write(root, 16, top + 14, "changes of each text", INK, 12)
    _write(root, 16, top + 30, f"(highest {most:,})", SOFT, 11)
    for number, (colour, words) in enumerate(_PARTS):
        SubElement(root, "rect", x="16", y=str(top + 38 + 15 * number), width="9", height="9", fill=colour)
        _write(root, 30, top + 46 + 15 * number, words, INK, 11)
    for one in replay.texts:
        group = SubElement(root, "g")
        SubElement(group, "title").text = (
            f"{one.version}: {one.changes} changes, {one.by_date} by date alone, {one.later_explained} known later,"
            f" {one.unexplained} without a document"
        )
        below = top + BARS
        parts = (one.explained, one.by_date, one.later_explained, one.unexplained, one.editorial)
        for count, (colour, _) in zip(parts, _PARTS, strict=True):
            tall = round(BARS * count / most, 1)
            below = round(below - tall, 1)
            if count:
                x = str(scale(one.version) - 2)
                SubElement(group, "rect", x=x, width="4", y=str(below), height=str(tall), fill=colour)
    _line(root, LEFT, top + BARS, WIDTH - RIGHT, top + BARS, SOFT)


def _line(root: Element, x: float, y: float, x2: float, y2: float, colour: str, width: int = 1) -> None:
    places = {"x1": str(x), "y1": str(y), "x2": str(x2), "y2": str(y2), "stroke-width": str(width)}
    SubElement(root, "line", places, stroke=colour)


def _dot(root: Element, x: float, y: float, colour: str, size: float = 4.3) -> None:
    SubElement(root, "circle", cx=str(x), cy=str(y), r=str(size), fill=colour)


def _write(root: Element, x: float, y: float, words: str, colour: str, size: int, anchor: str = "start") -> None:
    places = {"x": str(x), "y": str(y), "font-size": str(size), "text-anchor": anchor}
    SubElement(root, "text", places, fill=colour).text = words
