"""CELLAR notices: the real tree notice of a procedure, and composed notices of an act and its corrigendum."""

import gzip
from collections import Counter
from datetime import date
from pathlib import Path

import pytest

from ruletrace.readers.eu_notice import Notice, NoticeDate, Relation, read_notice
from ruletrace.readers.xml import ReadError

FIXTURE = Path(__file__).parents[2] / "fixtures" / "eu" / "cellar" / "original_2018_172_tree.xml.gz"
SAMPLES = Path(__file__).parents[3] / "samples" / "eu"


@pytest.fixture(scope="module")
def notice() -> Notice:
    return read_notice(gzip.decompress(FIXTURE.read_bytes()))


def test_the_tree_notice_of_a_procedure(notice: Notice) -> None:
    assert (notice.kind, notice.work, notice.procedure) == ("tree", None, "2018_172")
    assert notice.relations == (Relation("produces", "32019L0904", True),)
    assert len(notice.works) == 63
    assert Counter(work.resource_type for work in notice.works)["NOTE_COVER"] == 16
    assert all(work.days("document") for work in notice.works)


def test_a_work_of_the_tree_notice(notice: Notice) -> None:
    proposal = notice.works[0]
    assert (proposal.celex, proposal.resource_type) == ("52018PC0340", "PROP_DIR")
    assert proposal.days("document") == (date(2018, 5, 28),)
    assert proposal.title().startswith("Proposal for a DIRECTIVE OF THE EUROPEAN PARLIAMENT AND OF THE COUNCIL")
    assert proposal.in_force is None


def test_the_notice_of_an_act() -> None:
    work = read_notice((SAMPLES / "notice-32026R9901.composed.xml").read_bytes()).work
    assert work is not None
    assert (work.celex, work.resource_type, work.in_force) == ("32026R9901", "REG_DEL", True)
    assert work.relations == (Relation("amends", "32021R0821", True), Relation("based on", "32021R0821", True))
    assert work.days("entry into force") == (date(2026, 11, 25),)
    assert work.journal == "L_202609901"


def test_the_notice_of_a_corrigendum() -> None:
    work = read_notice((SAMPLES / "notice-32026R9901R-01.composed.xml").read_bytes()).work
    assert work is not None
    assert (work.celex, work.resource_type) == ("32026R9901R(01)", "CORRIGENDUM")
    assert work.relations == (Relation("corrects", "32026R9901", True),)
    assert work.days("entry into force") == ()


DATED = """<NOTICE type="object"><WORK><ID_CELEX><VALUE>32026R9901</VALUE></ID_CELEX>
<RESOURCE_LEGAL_DATE_ENTRY-INTO-FORCE><VALUE>{day}</VALUE>{more}</RESOURCE_LEGAL_DATE_ENTRY-INTO-FORCE>
</WORK></NOTICE>"""


def test_the_day_of_application_is_told_from_entry_into_force() -> None:
    more = "<ANNOTATION><TYPE_OF_DATE>{MA|x}</TYPE_OF_DATE><COMMENT_ON_DATE>ART 2</COMMENT_ON_DATE></ANNOTATION>"
    work = read_notice(DATED.format(day="2026-12-01", more=more).encode()).work
    assert work is not None
    assert work.dates == (NoticeDate("application", date(2026, 12, 1), "ART 2"),)


@pytest.mark.parametrize("day", ["1001-01-01", "9999-12-31", "2026-02-30", "soon"])
def test_a_day_that_no_act_can_have_is_set_apart(day: str) -> None:
    work = read_notice(DATED.format(day=day, more="").encode()).work
    assert work is not None
    assert (work.dates, work.implausible) == ((), (day,))


@pytest.mark.parametrize(
    ("body", "reason"),
    [
        (b"", "empty body"),
        (b"<html><title>Oops</title></html>", "HTML page"),
        (b"<rss/>", "root element rss"),
        (b"<NOTICE/>", "no work"),
        (b'<!DOCTYPE NOTICE [<!ENTITY a "b">]><NOTICE/>', "document type"),
    ],
)
def test_what_is_no_notice_is_refused(body: bytes, reason: str) -> None:
    with pytest.raises(ReadError, match=reason):
        read_notice(body)
