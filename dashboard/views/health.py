"""The sources' health: whether a quiet source is proved quiet."""

from collections.abc import Sequence

from dashboard import formats as f
from dashboard import markup as m
from dashboard import screen
from dashboard.access import Role, require
from dashboard.sources_state import Standing, standing
from dashboard.store import ask
from graph import reads

COLUMNS = (
    m.Column("Source", 27),
    m.Column("State", 8),
    m.Column("Last success", 12),
    m.Column("Last failure", 17),
    m.Column("Rhythm", 8),
    m.Column("Expected", 13),
    m.Column("No news means", 15),
)


def show() -> None:
    """Draw the page."""
    require(Role.ANALYST)
    screen.title("Sources", "A block page, an empty body, a shrunken list or a late run is a gap, never “no news”.")
    states = [standing(source, screen.now()) for source in ask(reads.sources)]
    if not states:
        screen.show(m.paragraph(m.text("No source was ever read. Run ruletrace crawl.")))
        return
    screen.show(m.table(COLUMNS, [_row(one) for one in states]))


def _row(one: Standing) -> Sequence[m.Html]:
    source = one.source
    failure = f"{f.moment(source.last_failure)}: {source.reason}" if source.last_failure else "none recorded"
    return (
        m.join([m.official(source.homepage, source.title), m.text(f"\n{source.publisher}")]),
        screen.badge(one.state),
        m.text(f.moment(source.last_success)),
        m.text(failure),
        m.text(f"every {source.rhythm_hours} h" if source.rhythm_hours else f.UNKNOWN),
        m.text(f.or_unknown(source.expected)),
        m.text(one.silence),
    )
