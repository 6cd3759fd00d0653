"""Steps done once: the result of a step is kept under its input hash and its version, and never computed again.

The store is a cache beside the truth: deleting it loses nothing but time.
"""

import json
from collections.abc import Callable, Mapping
from pathlib import Path
from typing import Any

import sqlalchemy as sa
from sqlalchemy.schema import CreateTable

from ruletrace.model import canonical

Holds = Callable[[Any], bool]
_MANY = 500  # inputs looked up, and results written, at one time
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

    def once(
        self, step: str, version: str, source: str, work: Callable[[], Any], holds: Holds = lambda _kept: True
    ) -> Any:
        """Return the JSON result of `work` for the input `source`, computing it only when it is not kept yet.

        `holds` tells of a kept result whether inputs that only the work itself could name are still the same.
        """
        kept = self.kept(step, version, source)
        if kept is not None and holds(kept):
            self.reused += 1
            return kept
        self.done += 1
        return self.keep(step, version, source, work())

    def each(self, step: str, version: str, work: Mapping[str, Callable[[], Any]]) -> dict[str, Any]:
        """Return the JSON result of each work by its input, computing only those that are not kept yet.

        They are read and kept many at a time, for one look-up or transaction each takes longer than most of them.
        """
        found: dict[str, Any] = {}
        for start in range(0, len(work), _MANY):
            inputs = list(work)[start : start + _MANY]
            kept = self._kept_of(step, version, inputs)
            made = {source: canonical(work[source]()) for source in inputs if source not in kept}
            self._keep_all(step, version, made)
            self.reused, self.done = self.reused + len(kept), self.done + len(made)
            found |= {source: json.loads(kept.get(source) or made[source]) for source in inputs}
        return found

    def kept(self, step: str, version: str, source: str) -> Any:
        """Return the result kept for the input `source`, or None."""
        where = (_TABLE.c.step == step) & (_TABLE.c.version == version) & (_TABLE.c.input == source)
        with self._engine.connect() as connection:
            output = connection.execute(sa.select(_TABLE.c.output).where(where)).scalar()
        return None if output is None else json.loads(output)

    def keep(self, step: str, version: str, source: str, result: Any) -> Any:
        """Keep a result and return it as it will be read again."""
        output = canonical(result)
        self._keep_all(step, version, {source: output})
        return json.loads(output)

    def forget(self) -> None:
        """Drop every kept result, so that the next run computes all of them from the archive."""
        with self._engine.begin() as connection:
            connection.execute(sa.delete(_TABLE))

    def _kept_of(self, step: str, version: str, inputs: list[str]) -> dict[str, str]:
        where = (_TABLE.c.step == step) & (_TABLE.c.version == version) & _TABLE.c.input.in_(inputs)
        with self._engine.connect() as connection:
            rows = connection.execute(sa.select(_TABLE.c.input, _TABLE.c.output).where(where)).all()
        return {row.input: row.output for row in rows}

    def _keep_all(self, step: str, version: str, outputs: Mapping[str, str]) -> None:
        rows = [{"step": step, "version": version, "input": one, "output": own} for one, own in outputs.items()]
        if rows:
            with self._engine.begin() as connection:
                connection.execute(sa.insert(_TABLE).prefix_with("OR REPLACE"), rows)

    def close(self) -> None:
        """Give back the database connections."""
        self._engine.dispose()
