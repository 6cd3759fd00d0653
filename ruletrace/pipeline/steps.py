"""Steps done once: the result of a step is kept under its input hash and its version, and never computed again.

The store is a cache beside the truth: deleting it loses nothing but time.
"""

import json
from collections.abc import Callable
from pathlib import Path
from typing import Any

import sqlalchemy as sa
from sqlalchemy.schema import CreateTable

from ruletrace.model import canonical

_METADATA = sa.MetaData()
_TABLE = sa.Table(
    "step",
    _METADATA,
    sa.Column("step", sa.String(40), primary_key=True),
    sa.Column("version", sa.String(200), primary_key=True),
    sa.Column("input", sa.String(200), primary_key=True),
    sa.Column("output", sa.Text, nullable=False),
)


class Steps:
    """Results of pure steps, as JSON, in SQLite."""

    def __init__(self, path: Path) -> None:
        path.parent.mkdir(parents=True, exist_ok=True)
        self._engine = sa.create_engine(f"sqlite:///{path}")
        with self._engine.begin() as connection:
            connection.execute(CreateTable(_TABLE, if_not_exists=True))
        self.done = 0
        self.reused = 0

    def once(self, step: str, version: str, source: str, work: Callable[[], Any]) -> Any:
        """Return the JSON result of `work` for the input `source`, computing it only when it is not kept yet."""
        kept = self.kept(step, version, source)
        if kept is not None:
            self.reused += 1
            return kept
        self.done += 1
        return self.keep(step, version, source, work())

    def kept(self, step: str, version: str, source: str) -> Any:
        """Return the result kept for the input `source`, or None."""
        where = (_TABLE.c.step == step) & (_TABLE.c.version == version) & (_TABLE.c.input == source)
        with self._engine.connect() as connection:
            output = connection.execute(sa.select(_TABLE.c.output).where(where)).scalar()
        return None if output is None else json.loads(output)

    def keep(self, step: str, version: str, source: str, result: Any) -> Any:
        """Keep a result and return it as it will be read again."""
        row = {"step": step, "version": version, "input": source, "output": canonical(result)}
        with self._engine.begin() as connection:
            connection.execute(sa.insert(_TABLE).prefix_with("OR REPLACE").values(row))
        return json.loads(row["output"])

    def forget(self) -> None:
        """Drop every kept result, so that the next run computes all of them from the archive."""
        with self._engine.begin() as connection:
            connection.execute(sa.delete(_TABLE))

    def close(self) -> None:
        """Give back the database connections."""
        self._engine.dispose()
