"""Countries moved between Country Groups; all sentences are composed for this test."""

import pytest
from composed_texts import facts

MOVES = [
    (
        "This rule is deleting Norway from Country Groups D:2 and D:4 and placing Norway in Country Group A:5.",
        "-NO D:2, -NO D:4, +NO A:5",
    ),
    ("BIS removes Kenya and Ghana from Country Group D:1.", "-GH D:1, -KE D:1"),
    ("BIS moves Peru from Country Group D:1 to Country Group B.", "-PE D:1, +PE B"),
    ("BIS moves Peru from Country Group D:1 to A:6.", "-PE D:1, +PE A:6"),
    ("Under this rule Chile is added to Country Groups A:1 through A:3.", "+CL A:1, +CL A:2, +CL A:3"),
    ("Kuwait is removed from Country Group D:3, and Oman is added to Country Group A:6.", "-KW D:3, +OM A:6"),
    ("The removal of Qatar from Country Group D:4 takes effect today.", "-QA D:4"),
    ("This rule makes the addition of the country to Country Group B.", ""),
    ("BIS previously removed Jordan from Country Group D:3.", ""),
    ("This rule is not adding Jordan to Country Group A:5.", ""),
    ("Exports from Jordan to Country Group D:5 need a licence.", ""),
    ("A licence is required for Kenya and for destinations in Country Group D:1, except Ghana.", ""),
    ("BIS is adding an exception for items shipped from Kenya to destinations in Country Group A:5.", ""),
    ("BIS adds a requirement for exports from Kenya. It applies to Country Group D:1.", ""),
    ("BIS adds a licence requirement for exports from Kenya to Country Group D:5.", ""),
]


@pytest.mark.parametrize(("sentence", "expected"), MOVES)
def test_moves(sentence: str, expected: str) -> None:
    signs = {"removed": "-", "added": "+"}
    found = [one for one in facts(("paragraph", sentence)) if one.kind == "country_group_move"]
    told = {f"{signs[one.role]}{one.value}" for one in found}
    assert told == set(expected.split(", ") if expected else [])


def test_quote_holds_verb_country_and_groups() -> None:
    found = facts(
        ("abstract", "Composed: BIS is removing Kenya and the Republic of Ghana from Country Groups D:1 and D:3.")
    )
    move = next(one for one in found if one.kind == "country_group_move")
    assert move.quote == "removing Kenya and the Republic of Ghana from Country Groups D:1 and D:3"
