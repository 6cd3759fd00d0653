"""What an import has to say besides its good rows: bad rows, remarks and unreadable files."""

from dataclasses import dataclass

NO_ROW = 0


@dataclass(frozen=True, slots=True)
class BadRow:
    """One reason why a row did not go in; a row with several bad fields has several.

    `row` is the line of the file as an editor counts (the header is line 1; a record over several lines counts from
    its first); `value` is the cell as read; `key` is the row's key where it could be read, else ().
    """

    file: str
    row: int
    field: str
    value: str
    problem: str
    hint: str
    key: tuple[str, ...] = ()


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


class UnreadableFileError(Exception):
    """A file cannot be read as one of our tables."""

    def __init__(self, problem: FileProblem) -> None:
        super().__init__(f"{problem.file}: {problem.problem} ({problem.hint})")
        self.problem = problem
