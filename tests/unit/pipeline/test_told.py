"""Where readers of alerts and digests learn that readings contradict or findings wait."""

from alerts.impact.causes import Cause
from alerts.impact.words import attribution
from alerts.report.unseen import points
from alerts.report.week import Week
from graph.schema import Change, Document

RULE = Document(id="fr:1", number="1", title="composed")
AGREED = "text difference and listing agree; abstract and instructions not held"
AGAINST = "abstract contradicts; text difference and listing agree; instructions not held"


def cause(*agreements: str) -> Cause:
    changes = tuple(
        Change(id=str(number), list="ccl", entry="9A012", place=f"a.{number}", agreement=told)
        for number, told in enumerate(agreements, start=1)
    )
    return Cause("codes", "key", changes, (RULE,), {"fr:1": ("composed reason",)})


def test_an_alert_warns_of_readings_that_contradict() -> None:
    assert "CONTRADICT" not in attribution(cause(AGREED, AGREED))
    assert attribution(cause(AGREED, AGAINST, AGAINST)).endswith(
        f". READINGS CONTRADICT (9A012 a.2 and 1 more): {AGAINST}"
    )


def test_the_digest_counts_open_findings() -> None:
    told = dict(points(Week.parse("2026-W36"), (), (), (), None, {1: 1, 2: 3}))
    assert told["To review"] == "4 findings open for the analyst, 1 of them on when or whether a rule applies."
    assert "To review" not in dict(points(Week.parse("2026-W36"), (), (), (), None, {}))
