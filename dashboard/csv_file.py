"""Tables as CSV that a spreadsheet cannot run."""

import csv
import io
from collections.abc import Iterable, Sequence

_FORMULA = ("=", "+", "-", "@", "＝", "＋", "－", "＠", "\t", "\r", "\n")


def neutral(cell: object) -> str:
    """Return a cell as text; one that a spreadsheet would take for a formula gets a leading apostrophe.

    Source: OWASP, CSV Injection.
    """
    words = str(cell)
    return f"'{words}" if words.startswith(_FORMULA) else words


def to_csv(header: Sequence[str], rows: Iterable[Sequence[object]]) -> bytes:
    """Return the table in UTF-8 with a byte order mark, so that Excel reads names in any script."""
    out = io.StringIO(newline="")
    writer = csv.writer(out)
    writer.writerow(header)
    writer.writerows([neutral(cell) for cell in row] for row in rows)
    return out.getvalue().encode("utf-8-sig")
