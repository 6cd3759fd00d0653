"""Fixtures of the tests of extraction."""

import pytest

from nlp.finds import Notes


@pytest.fixture
def rules_alone(monkeypatch: pytest.MonkeyPatch) -> None:
    """Leave the trained encoder out: composed phrases ask what the rules read; it knows real heads as a whole."""
    monkeypatch.setattr(Notes, "view", None)
