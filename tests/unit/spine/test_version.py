"""The program's version is the content of its files."""

from pathlib import Path

import pytest

from ruletrace.pipeline.version import version_of


def test_any_change_of_code_or_rules_is_another_version(tmp_path: Path, monkeypatch: pytest.MonkeyPatch) -> None:
    package = tmp_path / "composed_package"
    package.mkdir()
    (package / "__init__.py").write_text("")
    (package / "rules.yaml").write_text("a: 1\n")
    monkeypatch.syspath_prepend(str(tmp_path))
    first = version_of("composed_package")
    (package / "notes.txt").write_text("not part of the program")
    version_of.cache_clear()
    assert version_of("composed_package") == first
    (package / "rules.yaml").write_text("a: 2\n")
    version_of.cache_clear()
    assert version_of("composed_package") != first
    version_of.cache_clear()
