"""Logging to standard error and a rotated file; passwords never reach it."""

import logging
import logging.handlers
import re
import sys
from pathlib import Path

_SECRET = re.compile(r"(?i)(password|token|secret|authorization)(\W{1,4})(\S+)|(://[^:/@\s]+:)[^@\s]+(?=@)")


class _Redact(logging.Filter):
    def filter(self, record: logging.LogRecord) -> bool:
        record.msg, record.args = redact(record.getMessage()), None
        return True


def redact(message: str) -> str:
    """Return `message` with values of passwords, tokens and credentials in URLs replaced by stars."""
    return _SECRET.sub(lambda found: (found[4] or f"{found[1]}{found[2]}") + "***", message)


def configure(folder: Path, verbose: bool = False) -> None:
    """Send warnings (all messages, when verbose) to standard error and all messages to `folder`/ruletrace.log."""
    folder.mkdir(parents=True, exist_ok=True)
    screen = logging.StreamHandler(sys.stderr)
    screen.setLevel(logging.INFO if verbose else logging.WARNING)
    kept = logging.handlers.RotatingFileHandler(folder / "ruletrace.log", maxBytes=5_000_000, backupCount=3)
    form = logging.Formatter("%(asctime)s %(levelname)s %(name)s %(message)s")
    for handler in (screen, kept):
        handler.setFormatter(form)
        handler.addFilter(_Redact())
    logging.basicConfig(level=logging.INFO, handlers=[screen, kept], force=True)
    logging.getLogger("neo4j").setLevel(logging.ERROR)
