"""One regular expression for many fixed words, without trying each of them at each place."""

import re
from collections.abc import Iterable
from typing import Any

Tree = dict[str, Any]


def alternation(words: Iterable[str], *, any_case: bool = False) -> str:
    """Return a pattern that matches the longest of `words` at a place: their common beginnings stand once.

    With `any_case` their first letters are given in both cases: other places are then passed by more quickly.
    """
    tree: Tree = {}
    for word in words:
        node = tree
        for letter in word:
            node = node.setdefault(letter, {})
        node[""] = {}
    return _any_case(tree) if any_case else _pattern(tree)


def _any_case(tree: Tree) -> str:
    branches = (f"{_both_cases(letter)}(?i:{_pattern(below)})" for letter, below in sorted(tree.items()))
    return f"(?:{'|'.join(branches)})"


def _both_cases(letter: str) -> str:
    plain = letter.isascii() and letter.isalpha()
    return f"[{letter.lower()}{letter.upper()}]" if plain else f"(?i:{re.escape(letter)})"


def _pattern(node: Tree) -> str:
    branches = [_branch(letter, below) for letter, below in sorted(node.items()) if letter]
    if not branches:
        return ""
    inner = branches[0] if len(branches) == 1 and "" not in node else f"(?:{'|'.join(branches)})"
    return inner + "?" if "" in node else inner


def _branch(letter: str, below: Tree) -> str:
    return (r"\s+" if letter == " " else re.escape(letter)) + _pattern(below)
