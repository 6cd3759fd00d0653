"""What an import has to say besides its good rows: bad rows, remarks and unreadable files."""

from dataclasses import dataclass

from ruletrace.model import ToldError

NO_ROW = 0


@dataclass(frozen=True, slots=True)
class BadRow:
    """One reason why a row did not go in; a row with several bad fields has several.

    `file` names the file and, of a workbook, the sheet: `erp.xlsx [Materials]`. `row` is the row as the user's program
    shows it: the line of a CSV file (the header is line 1; a record over several lines counts from its first), the row
    of a sheet, the record of a Parquet file (the first is 1). `field` is the user's own column and `value` the cell as
    read; `key` is the row's key where it could be read, else (); `table` is the table that the row belongs to.
    """

    file: str
    row: int
    field: str
    value: str
    problem: str
    hint: str
    key: tuple[str, ...] = ()
    table: str = ""


@dataclass(frozen=True, slots=True)
class Remark:
    """Something to look at that kept no row out; `row` is NO_ROW where it concerns the whole file."""

    file: str
    row: int
    field: str
    value: str
    problem: str
    hint: str


@dataclass(frozen=True, slots=True)
class FileProblem:
    """Why a file could not be read at all; none of its rows were read."""

    file: str
    problem: str
    hint: str


class UnreadableFileError(ToldError):
    """A file cannot be read as one of our tables."""

    def __init__(self, problem: FileProblem) -> None:
        super().__init__(f"{problem.file}: {problem.problem} ({problem.hint})")
        self.problem = problem
