"""Which sentences of a paragraph an instruction names: "the second through fourth sentences", "the first two"."""

from collections.abc import Sequence

from regulation.amendments.lexer import COUNTS, ORDINALS


def named(said: Sequence[str]) -> list[str]:
    """Return the sentences named by what stands before the noun: ordinals, "and", "through", a count after one.

    ["first", "and", "third"] are two; a range or a count ("the first two") is one: "second through fourth sentences".
    """
    if "through" in said or (len(said) > 1 and said[-1] in COUNTS):
        return [f"{' '.join(said)} sentences"]
    ordinals = [word for word in said if word not in ("and", *COUNTS)]
    return [f"{word} sentence" for word in ordinals] or ["sentence"]


def following(ordinal: str, count: str) -> str:
    """Return the sentences that follow one: three after the first are the second through fourth; "" if untold."""
    before = ORDINALS.index(ordinal) + 1 if ordinal in ORDINALS else 0
    number = COUNTS.index(count) + 1 if count in COUNTS else int(count) if count.isdigit() else 1
    if not before or before + number > len(ORDINALS):
        return ""
    first, last = ORDINALS[before], ORDINALS[before + number - 1]
    return f"{first} sentence" if number == 1 else f"{first} through {last} sentences"
