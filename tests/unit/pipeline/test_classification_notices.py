"""Which items an individual notice names; the notices are composed."""

from datetime import date

import pytest

from regulation.status import Event, EventKind, Origin, Source
from ruletrace.pipeline.classification_notices import in_force, names


def notice(subject: str, extent: str = "") -> Event:
    day = date(2025, 4, 9)
    return Event(EventKind.NOTICE, subject, day, day, Source(Origin.ENTERED, "composed", "composed"), extent=extent)


@pytest.mark.parametrize(
    ("subject", "item"),
    [
        ("H20", "H20"),
        ("NVIDIA H20 integrated circuits", "H20"),
        ("H20", "NVIDIA H20 PCIe 96GB"),
        ("NVIDIA H20 and any other circuit of its memory bandwidth", "H20 accelerator"),
        ("A100 and H100 integrated circuits", "H100 SXM"),
        ("A100", "A100-SXM4-80GB"),
        ("GeForce RTX 4090", "RTX 4090"),
        ("RTX 4090 D", "GeForce RTX 4090 D"),
        ("MI308X", "AMD Instinct MI308X"),
        ("ACC-006", "ACC-006"),
        ("Ponte Vecchio", "Intel Ponte Vecchio card"),
        ("circuits of the kind Ponte Vecchio", "Ponte Vecchio"),
    ],
)
def test_named(subject: str, item: str) -> None:
    assert names(notice(subject), item)
    assert names(notice("certain circuits", subject), item)


@pytest.mark.parametrize(
    ("subject", "item"),
    [
        ("A10", "A100"),
        ("A100", "A10"),
        ("A10", "A100 SXM 80GB"),
        ("H20", "H200 SXM"),
        ("RTX 4090", "RTX 4090 D"),
        ("RTX 4090 D", "RTX 4090"),
        ("Gaudi 2", "Gaudi 3"),
        ("Radeon 2", "Gaudi 2"),
        ("L40", "L40S"),
        ("H100 80GB", "A100 80GB"),
        ("A100-SXM4", "H100-SXM4"),
        ("server", "server board"),
        ("notice of 2025-04-09", "H20"),
        ("H20", ""),
    ],
)
def test_not_named(subject: str, item: str) -> None:
    assert not names(notice(subject), item)


def test_in_force_from_its_first_day() -> None:
    assert not in_force(notice("H20"), date(2025, 4, 8))
    assert in_force(notice("H20"), date(2025, 4, 9))
