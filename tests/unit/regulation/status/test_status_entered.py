"""What a person may enter, how it is kept, and how it is read back. All entries composed."""

from dataclasses import replace
from datetime import UTC, date, datetime

import pytest

from regulation.status import Entered, EnteredError, EventKind, Origin, checked, events_of, payload

AT = datetime(2026, 9, 2, tzinfo=UTC)
GOOD = Entered(EventKind.SUSPENDED, ("2099-00001", "744.11"), date(2020, 6, 1), "press statement", "A. Tester")


@pytest.mark.parametrize(
    ("changed", "field"),
    [
        ({"subjects": ()}, "subject"),
        ({"subjects": (" ",)}, "subject"),
        ({"citation": ""}, "citation"),
        ({"by": " "}, "by"),
        ({"start": None}, "from"),
        ({"until": date(2020, 5, 1)}, "until"),
        ({"kind": EventKind.RESCINDED, "until": date(2020, 7, 1)}, "until"),
        ({"kind": EventKind.EXPIRES}, "until"),
        ({"kind": EventKind.CODIFIED}, "kind"),
        ({"actor": "that rule"}, "document"),
        ({"says": "x" * 2001}, "longer"),
    ],
)
def test_what_cannot_stand_is_refused_by_its_field(changed: dict[str, object], field: str) -> None:
    with pytest.raises(EnteredError, match=field):
        checked(replace(GOOD, **changed))  # type: ignore[arg-type]


def test_an_entry_comes_back_as_one_event_a_subject_and_never_as_read() -> None:
    given = replace(GOOD, until=date(2020, 12, 31), says="Suspended to the year's end.", published=date(2020, 6, 3))
    first, second = events_of(payload(checked(given)), AT, {})
    assert (first.subject, second.subject) == given.subjects
    assert (first.kind, first.start, first.until, first.published) == (
        EventKind.SUSPENDED,
        date(2020, 6, 1),
        date(2020, 12, 31),
        date(2020, 6, 3),
    )
    assert first.source.origin is Origin.ENTERED
    assert (first.source.quote, first.source.span, first.source.sha256) == ("", None, "")
    assert (first.source.by, first.source.says, first.source.recorded) == ("A. Tester", given.says, AT)


@pytest.mark.parametrize(
    ("changed", "days", "published", "assumed"),
    [
        ({}, {}, date(2020, 6, 1), True),
        ({"actor": "2099-00002"}, {"2099-00002": date(2020, 6, 3)}, date(2020, 6, 3), False),
        ({"citation": "1 FR 5"}, {"1 FR 5": date(2020, 6, 4)}, date(2020, 6, 4), False),
        # A rule states its own effective date; its suspension is stated by another document.
        ({"kind": EventKind.EFFECTIVE}, {"2099-00001": date(2020, 5, 1)}, date(2020, 5, 1), False),
        ({}, {"2099-00001": date(2020, 5, 1)}, date(2020, 6, 1), True),
    ],
)
def test_the_day_of_publication_is_that_of_the_source(
    changed: dict[str, object], days: dict[str, date], published: date, assumed: bool
) -> None:
    kept = payload(replace(GOOD, **changed))  # type: ignore[arg-type]
    event = events_of(kept, AT, days)[0]
    assert (event.published, event.assumed) == (published, assumed)
