"""The archive: bytes as received, kept by their content hash and never changed."""

import os
import uuid

from fsspec.core import url_to_fs

from ruletrace.model import ToldError, sha256_hex


class ArchiveError(ToldError):
    """The archive lacks the bytes asked for, or holds others than their name says."""


class Archive:
    """A content-addressed store behind an fsspec URL (a folder by default)."""

    def __init__(self, url: str) -> None:
        self._fs, self._root = url_to_fs(url)

    def put(self, data: bytes) -> str:
        """Keep `data` and return its SHA-256; keeping the same bytes twice changes nothing."""
        name = sha256_hex(data)
        path = self._path(name)
        if not self._fs.exists(path):
            self._write(path, data)
        return name

    def get(self, name: str) -> bytes:
        """Return the bytes kept as `name`; raises ArchiveError when they are missing or damaged."""
        path = self._path(name)
        if not self._fs.exists(path):
            raise ArchiveError(f"archive has no {name}: restore {path} from a backup")
        data: bytes = self._fs.cat_file(path)
        if sha256_hex(data) != name:
            raise ArchiveError(f"archive is damaged: {path} does not hold what its name says")
        return data

    def __contains__(self, name: str) -> bool:
        return bool(self._fs.exists(self._path(name)))

    def _write(self, path: str, data: bytes) -> None:
        # Written aside and moved, so that a crash never leaves half a file under a good name.
        aside = f"{path}.{os.getpid()}.{uuid.uuid4().hex}.part"
        self._fs.makedirs(path.rsplit("/", 1)[0], exist_ok=True)
        self._fs.pipe_file(aside, data)
        self._fs.mv(aside, path)

    def _path(self, name: str) -> str:
        return f"{self._root}/{name[:2]}/{name}"
