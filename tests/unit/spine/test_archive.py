"""The archive keeps bytes by content hash and notices damage."""

from pathlib import Path

import pytest

from ruletrace.archive import Archive, ArchiveError
from ruletrace.model import sha256_hex


@pytest.fixture
def archive(tmp_path: Path) -> Archive:
    return Archive(f"file://{tmp_path}/archive")


def test_the_same_bytes_are_kept_once(archive: Archive, tmp_path: Path) -> None:
    assert archive.put(b"rule") == archive.put(b"rule") == sha256_hex(b"rule")
    assert archive.get(sha256_hex(b"rule")) == b"rule"
    assert [path.name for path in (tmp_path / "archive").rglob("*") if path.is_file()] == [sha256_hex(b"rule")]


def test_missing_and_damaged_bytes_are_errors(archive: Archive, tmp_path: Path) -> None:
    name = archive.put(b"rule")
    with pytest.raises(ArchiveError, match="archive has no 0000"):
        archive.get("0" * 64)
    (tmp_path / "archive" / name[:2] / name).write_bytes(b"rulf")
    with pytest.raises(ArchiveError, match="damaged"):
        archive.get(name)


def test_an_object_store_works_alike() -> None:
    archive = Archive("memory://ruletrace-test")
    assert archive.get(archive.put(b"rule")) == b"rule"
