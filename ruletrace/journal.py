"""The journal: an append-only, hash-chained record of fetches, runs, imports and decisions.

Each entry's hash covers the one before it, so a changed or missing entry is found by `verify`.
"""

import json
from collections.abc import Iterator
from dataclasses import dataclass
from datetime import UTC, datetime
from pathlib import Path
from typing import Any

import sqlalchemy as sa
from sqlalchemy.exc import IntegrityError
from sqlalchemy.schema import CreateIndex, CreateTable

from ruletrace.model import ToldError, canonical, sha256_hex

GENESIS = "0" * 64
ATTEMPTS = 50

_METADATA = sa.MetaData()
_TABLE = sa.Table(
    "journal",
    _METADATA,
    sa.Column("seq", sa.Integer, primary_key=True),
    sa.Column("at", sa.String(40), nullable=False),
    sa.Column("kind", sa.String(40), nullable=False, index=True),
    sa.Column("payload", sa.Text, nullable=False),
    sa.Column("prev", sa.String(64), nullable=False, unique=True),
    sa.Column("hash", sa.String(64), nullable=False),
)


class JournalError(ToldError):
    """The journal cannot be written, or its chain is broken."""


@dataclass(frozen=True, slots=True)
class Entry:
    """One recorded event; `seq` counts from 1, `at` is UTC, `payload` is plain JSON."""

    seq: int
    at: datetime
    kind: str
    payload: dict[str, Any]
    prev: str
    hash: str


class Journal:
    """The journal behind a SQLAlchemy URL; safe for several processes at once."""

    def __init__(self, url: str) -> None:
        location = sa.make_url(url)
        if location.drivername == "sqlite" and location.database:
            Path(location.database).parent.mkdir(parents=True, exist_ok=True)
        self._engine = sa.create_engine(location)
        # Several processes may begin one folder at once: "if not exists" is decided by the database, not by a look.
        with self._engine.begin() as connection:
            connection.execute(CreateTable(_TABLE, if_not_exists=True))
            for index in _TABLE.indexes:
                connection.execute(CreateIndex(index, if_not_exists=True))

    def append(self, kind: str, payload: dict[str, Any], at: datetime) -> Entry:
        """Add one entry at the end and return it; `at` must be an aware time."""
        if at.tzinfo is None:
            raise JournalError("a journal time needs a time zone")
        # Two writers may read the same last entry; the unique `prev` lets only one of them through.
        for _ in range(ATTEMPTS):
            try:
                return self._append(kind, payload, at.astimezone(UTC))
            except IntegrityError:
                continue
        raise JournalError(f"could not append {kind} after {ATTEMPTS} attempts")

    def entries(self, *kinds: str) -> Iterator[Entry]:
        """Yield the entries of the given kinds (all, when none is given) in order."""
        query = sa.select(_TABLE).order_by(_TABLE.c.seq)
        if kinds:
            query = query.where(_TABLE.c.kind.in_(kinds))
        with self._engine.connect() as connection:
            rows = connection.execute(query).all()
        return (_entry(row) for row in rows)

    def verify(self) -> int:
        """Return how many entries the chain has; raises JournalError at the first broken one."""
        prev, seq = GENESIS, 0
        for entry in self.entries():
            seq += 1
            good = _hash(entry.seq, entry.at, entry.kind, canonical(entry.payload), entry.prev)
            if (entry.seq, entry.prev, entry.hash) != (seq, prev, good):
                raise JournalError(f"the journal's chain breaks at entry {entry.seq}")
            prev = entry.hash
        return seq

    def close(self) -> None:
        """Give back the database connections."""
        self._engine.dispose()

    def _append(self, kind: str, payload: dict[str, Any], at: datetime) -> Entry:
        with self._engine.begin() as connection:
            last = connection.execute(sa.select(_TABLE).order_by(_TABLE.c.seq.desc()).limit(1)).first()
            seq, prev = (last.seq + 1, last.hash) if last else (1, GENESIS)
            text = canonical(payload)
            own = _hash(seq, at, kind, text, prev)
            row = {"seq": seq, "at": at.isoformat(), "kind": kind, "payload": text, "prev": prev, "hash": own}
            connection.execute(sa.insert(_TABLE).values(row))
        return Entry(seq, at, kind, payload, prev, own)


def _hash(seq: int, at: datetime, kind: str, payload: str, prev: str) -> str:
    return sha256_hex(canonical([seq, at.isoformat(), kind, payload, prev]).encode())


def _entry(row: Any) -> Entry:
    return Entry(row.seq, datetime.fromisoformat(row.at), row.kind, json.loads(row.payload), row.prev, row.hash)
