"""Steps done once: the result of a step is kept under its input hash and its version, and never computed again.

The store is a cache beside the truth: deleting it loses nothing but time. What was not read for KEPT_DAYS is dropped
when the store is first asked, so that results of older programs and inputs do not stay for ever.
"""

import json
from collections.abc import Callable, Mapping
from datetime import date, datetime, timedelta
from functools import cached_property
from pathlib import Path
from typing import Any

import sqlalchemy as sa
from sqlalchemy.schema import CreateTable

from ruletrace.model import canonical

Holds = Callable[[Any], bool]
_MANY = 500  # inputs looked up, and results written, at one time
KEPT_DAYS = 90
_METADATA = sa.MetaData()
_TABLE = sa.Table(
    "result",
    _METADATA,
    sa.Column("step", sa.String(40), primary_key=True),
    sa.Column("version", sa.String(200), primary_key=True),
    sa.Column("input", sa.String(200), primary_key=True),
    # The last day on which it was read or written; before the output, which can be long and is not read to find it.
    sa.Column("used", sa.Date, nullable=False),
    sa.Column("output", sa.Text, nullable=False),
)


class Steps:
    """Results of pure steps, as JSON, in SQLite; `now` is looked at once, when the first of them is asked for."""

    def __init__(self, path: Path, now: Callable[[], datetime]) -> None:
        path.parent.mkdir(parents=True, exist_ok=True)
        self._now = now
        self._engine = sa.create_engine(f"sqlite:///{path}")
        with self._engine.begin() as connection:
            connection.execute(sa.text("DROP TABLE IF EXISTS step"))  # of programs that kept no day
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
        output = self._kept_of(step, version, [source]).get(source)
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

    @cached_property
    def _today(self) -> date:
        """Return the day of use, after dropping what nothing has used for long."""
        today = self._now().date()
        old = _TABLE.c.used < today - timedelta(KEPT_DAYS)
        with self._engine.begin() as connection:
            # Asked first: a deletion of nothing would wait for whoever is writing.
            if connection.scalar(sa.select(sa.func.count()).select_from(_TABLE).where(old)):
                connection.execute(sa.delete(_TABLE).where(old))
        return today

    def _kept_of(self, step: str, version: str, inputs: list[str]) -> dict[str, str]:
        where = (_TABLE.c.step == step) & (_TABLE.c.version == version) & _TABLE.c.input.in_(inputs)
        columns, today = (_TABLE.c.input, _TABLE.c.output, _TABLE.c.used), self._today
        with self._engine.connect() as connection:
            rows = connection.execute(sa.select(*columns).where(where)).all()
        if any(row.used != today for row in rows):
            with self._engine.begin() as connection:
                connection.execute(sa.update(_TABLE).where(where).values(used=today))
        return {row.input: row.output for row in rows}

    def _keep_all(self, step: str, version: str, outputs: Mapping[str, str]) -> None:
        same = {"step": step, "version": version, "used": self._today}
        if rows := [{**same, "input": one, "output": own} for one, own in outputs.items()]:
            with self._engine.begin() as connection:
                connection.execute(sa.insert(_TABLE).prefix_with("OR REPLACE"), rows)

    def close(self) -> None:
        """Give back the database connections."""
        self._engine.dispose()
