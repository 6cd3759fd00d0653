"""Questions that a rule asks and a person decides: the words they are known by (questions.yaml)."""

from collections.abc import Mapping
from functools import lru_cache
from importlib.resources import files

import yaml

from company import codes

DATACENTER = "designed or marketed for use in datacenters"


def name(text: str) -> str:
    """Return the question that a rule asks, or of another one its words with single spaces."""
    return _names().get(codes.plain(text), " ".join(text.split()))


def known() -> tuple[str, ...]:
    """Return the questions that rules ask."""
    return tuple(dict.fromkeys(_names().values()))


@lru_cache
def _names() -> Mapping[str, str]:
    held = yaml.safe_load(files("company").joinpath("questions.yaml").read_text("utf-8"))
    found: dict[str, str] = {}
    for row in held["questions"]:
        found |= {codes.plain(word): row["question"] for word in (row["question"], *row["names"])}
    return found
