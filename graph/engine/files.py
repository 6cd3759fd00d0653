"""The engine's folder: its files, its locks and its state."""

import contextlib
import fcntl
import json
import os
import secrets
import shutil
from collections.abc import Iterator
from dataclasses import asdict, dataclass
from pathlib import Path

from ruletrace.settings import Settings

DATABASE = "ruletrace"


@dataclass(frozen=True, slots=True)
class State:
    """The running server as its state file says; ports are on 127.0.0.1, `watcher` is the idle watcher's pid."""

    pid: int
    watcher: int
    bolt_port: int
    http_port: int
    ready: bool = False

    @property
    def uri(self) -> str:
        """The address for the driver."""
        return f"bolt://127.0.0.1:{self.bolt_port}"


@dataclass(frozen=True, slots=True)
class EngineFolder:
    """`engine` in the data folder, with the name of each file in it."""

    root: Path

    @classmethod
    def of(cls, settings: Settings) -> "EngineFolder":
        """Return the engine's folder of the data folder, made for its owner only when it was not there."""
        root = settings.root / "engine"
        root.mkdir(parents=True, exist_ok=True, mode=0o700)
        (root / "log").mkdir(exist_ok=True, mode=0o700)
        return cls(root)

    @property
    def start_lock(self) -> Path:
        """Held by the one process that starts or stops the server."""
        return self.root / "start.lock"

    @property
    def alive(self) -> Path:
        """Held by the server itself as long as it lives."""
        return self.root / "server.alive"

    @property
    def watched(self) -> Path:
        """Held by the watcher as long as it lives."""
        return self.root / "watcher.alive"

    @property
    def used(self) -> Path:
        """Touched by every client; its age is how long the server has been idle."""
        return self.root / "used"

    @property
    def scrap(self) -> Path:
        """Stands while the database is being dropped or first loaded: what it holds then is worth nothing."""
        return self.root / "database.scrap"

    @property
    def database(self) -> Path:
        """The database's own folder."""
        return self.root / "databases" / DATABASE

    @property
    def password_file(self) -> Path:
        """The server's password, readable by its owner only."""
        return self.root / "password"

    def password(self) -> str:
        """Return the password, made when there is none yet."""
        if not self.password_file.exists():
            # The server keeps a hash of the old one, which nobody could fulfil any more.
            (self.root / "config" / "server-users.jsonl").unlink(missing_ok=True)
            write_atomically(self.password_file, secrets.token_urlsafe(24))
        return self.password_file.read_text().strip()

    def state(self) -> State | None:
        """Return what the state file says, or None when there is none that can be read."""
        try:
            return State(**json.loads((self.root / "state.json").read_text()))
        except (FileNotFoundError, ValueError, TypeError):
            return None

    def save(self, state: State) -> None:
        """Write the state file."""
        write_atomically(self.root / "state.json", json.dumps(asdict(state)))

    def forget(self) -> None:
        """Remove the state file."""
        (self.root / "state.json").unlink(missing_ok=True)

    def mark_scrap(self) -> None:
        """Note, safely on the disk, that what the database holds from now on is worth nothing."""
        write_atomically(self.scrap, "")

    def drop_scrap(self) -> None:
        """Remove a half-made database; only while no server runs."""
        if self.scrap.exists():
            shutil.rmtree(self.database, ignore_errors=True)
            self.scrap.unlink()

    def log_tail(self, lines: int = 8) -> str:
        """Return the last lines of the server's logs."""
        files = [self.root / "log" / name for name in ("arcadedb.log.0", "console.log")]
        parts = [path.read_text(errors="replace").splitlines()[-lines:] for path in files if path.exists()]
        return "\n".join(line for part in parts for line in part)


def write_atomically(path: Path, text: str) -> None:
    """Write `text` for the owner only, aside and then moved, so that nobody reads half a file."""
    aside = path.with_name(f"{path.name}.{os.getpid()}.{secrets.token_hex(4)}")
    with os.fdopen(os.open(aside, os.O_WRONLY | os.O_CREAT | os.O_EXCL, 0o600), "w") as file:
        file.write(text)
        file.flush()
        os.fsync(file.fileno())
    aside.replace(path)


def open_lock(path: Path) -> int:
    """Open a lock file and return its descriptor."""
    return os.open(path, os.O_RDWR | os.O_CREAT, 0o600)


def held(path: Path) -> bool:
    """Tell whether a living process holds the lock exclusively; the kernel frees it when that process dies."""
    descriptor = open_lock(path)
    try:
        # A shared lock: two who ask at once do not take each other for the holder.
        fcntl.flock(descriptor, fcntl.LOCK_SH | fcntl.LOCK_NB)
    except BlockingIOError:
        return True
    finally:
        os.close(descriptor)
    return False


@contextlib.contextmanager
def locked(path: Path) -> Iterator[None]:
    """Hold the lock exclusively in the block; waits for whoever holds it."""
    descriptor = open_lock(path)
    try:
        fcntl.flock(descriptor, fcntl.LOCK_EX)
        yield
    finally:
        os.close(descriptor)
