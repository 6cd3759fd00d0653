"""Everything finite that the rules know (symbols, cues, number words), in YAML that a reviewer can read."""

from functools import cache
from importlib.resources import files
from typing import Any

import yaml


@cache
def load(name: str) -> Any:
    """Return the vocabulary file `name`.yaml of this package as plain data."""
    text = files(__name__).joinpath(f"{name}.yaml").read_text(encoding="utf-8")
    return yaml.safe_load(text)
