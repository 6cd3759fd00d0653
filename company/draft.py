"""One table while it is checked: rows that are good so far, and why the others are not."""

from collections.abc import Mapping
from dataclasses import dataclass, field

from company import cells
from company.record import Record
from company.report import NO_ROW, BadRow, Remark

Key = tuple[str, ...]


@dataclass(slots=True)
class Draft:
    """The rows of one table by line; `file` and `titles` are how the user names the place and the columns.

    `keys` has the key of each good row: it is asked for often.
    """

    model: type[Record]
    file: str
    titles: Mapping[str, str] = field(default_factory=dict)
    good: dict[int, Record] = field(default_factory=dict)
    keys: dict[int, Key] = field(default_factory=dict)
    bad: list[BadRow] = field(default_factory=list)

    def accept(self, line: int, record: Record) -> None:
        """Take in a good row."""
        self.good[line] = record
        self.keys[line] = record.key()

    def fault(self, line: int, column: str, value: str, problem: str, hint: str, key: Key) -> None:
        """List a row as bad for one of its columns."""
        shown = self.titles.get(column, column)
        self.bad.append(BadRow(self.file, line, shown, cells.shown(value), problem, hint, key, self.model.table))

    def reject(self, line: int, column: str, problem: str, hint: str) -> None:
        """Take a good row out again."""
        record = self.good.pop(line)
        value = getattr(record, column)
        self.fault(line, column, "" if value is None else str(value), problem, hint, self.keys.pop(line))

    def remark(self, line: int, column: str, value: str, problem: str, hint: str) -> Remark:
        """Return a remark on a row, or with NO_ROW on the table."""
        shown = self.titles.get(column, column)
        return Remark(self.file, line, shown, cells.shown(value), problem, hint)

    def counted(self, lines: list[int], column: str, problem: str, hint: str) -> list[Remark]:
        """Return one remark for all the rows of which the same is to be said: a catalogue has thousands."""
        if not lines:
            return []
        told = f"{len(lines)} {problem}; first in row {min(lines)}"
        return [self.remark(NO_ROW, column, "", told, hint)]
