"""Answers that may be unknown: True, False or None, joined so that what is not known never decides."""

from collections.abc import Iterable

Truth = bool | None


def all_of(parts: Iterable[Truth]) -> Truth:
    """Return False when any part is, else None when any is unknown, else True."""
    held = list(parts)
    if any(one is False for one in held):
        return False
    return None if any(one is None for one in held) else True


def any_of(parts: Iterable[Truth]) -> Truth:
    """Return True when any part is, else None when any is unknown, else False."""
    held = list(parts)
    if any(one is True for one in held):
        return True
    return None if any(one is None for one in held) else False
