"""Ranges of characters: whether a place lies in one of them, and the first part of them."""

from bisect import bisect_right

Range = tuple[int, int]


def inside(position: int, ranges: list[Range]) -> bool:
    """Say whether `position` lies in one of the sorted `ranges`, which do not overlap."""
    index = bisect_right(ranges, position, key=lambda bounds: bounds[0]) - 1
    return index >= 0 and position < ranges[index][1]


def first_part(ranges: list[Range], limit: int) -> list[Range]:
    """Return the ranges as far as they hold no more than `limit` characters."""
    kept: list[Range] = []
    for start, end in ranges:
        if limit <= 0:
            break
        kept.append((start, min(end, start + limit)))
        limit -= end - start
    return kept
