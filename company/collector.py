"""Python's search for cycles, held back while rows are made."""

import gc
from collections.abc import Iterator
from contextlib import contextmanager


@contextmanager
def uncollected() -> Iterator[None]:
    """Let the collector of cycles rest in the block; also usable as a decorator.

    Rows are objects by the million and hold no cycle. To look through them again and again, as they become more, takes
    two fifths of the time of an import; memory that is not part of a cycle is given back all the same.
    """
    on = gc.isenabled()
    gc.disable()
    try:
        yield
    finally:
        if on:
            gc.enable()
