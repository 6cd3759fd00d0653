"""Sentences composed for these tests after the forms that the Document Drafting Handbook allows; none is real."""

import pytest

from regulation.amendments.clauses import read
from regulation.amendments.model import Target

PART = (Target(part="3"),)
SECTION = (Target(part="3", section="3.1"),)
COMMENTS = (Target(part="3", container="Supplement I to part 3"),)
LIST = (Target(part="774"),)

Line = tuple[str | None, ...]

# scope, sentence, [(verb, target[, old target | words out, words in])]
CASES: list[tuple[tuple[Target, ...], str, list[Line]]] = [
    (PART, "A new paragraph (f)(5) is added to § 3.14 to read as follows:", [("add", "3.14(f)(5)")]),
    (
        PART,
        "In § 3.22, paragraphs (a)(1) and (d) are revised, paragraph (e) is redesignated as paragraph (f), and new "
        "paragraph (e) is added to read as follows:",
        [
            ("revise", "3.22(a)(1)"),
            ("revise", "3.22(d)"),
            ("redesignate", "3.22(f)", "3.22(e)"),
            ("add", "3.22(e)"),
        ],
    ),
    (
        PART,
        "Amend § 3.7 by redesignating paragraphs (b)(3) through (5) as paragraphs (b)(2) through (4).",
        [
            ("redesignate", "3.7(b)(2)", "3.7(b)(3)"),
            ("redesignate", "3.7(b)(3)", "3.7(b)(4)"),
            ("redesignate", "3.7(b)(4)", "3.7(b)(5)"),
        ],
    ),
    (PART, "Redesignate subpart C as subpart E.", [("redesignate", "subpart E of part 3", "subpart C of part 3")]),
    (
        PART,
        "Redesignate §§ 3.80 through 3.81 as §§ 3.100 through 3.101, respectively.",
        [("redesignate", "3.100", "3.80"), ("redesignate", "3.101", "3.81")],
    ),
    (
        PART,
        "Subpart B, consisting of §§ 3.5 through 3.7, is removed and reserved.",
        [("reserve", "subpart B of part 3")],
    ),
    (PART, "Section 3.4 is revised and republished to read as follows:", [("republish", "3.4")]),
    (PART, "Remove the undesignated center heading before § 3.80.", [("remove", "undesignated heading before 3.80")]),
    (
        PART,
        "In § 3.14, revise the authority citation following paragraph (b).",
        [("revise", "3.14(b) authority citation")],
    ),
    (
        PART,
        "Remove the authority citations at the end of §§ 3.6 and 3.7.",
        [("remove", "3.6 authority citation"), ("remove", "3.7 authority citation")],
    ),
    (
        PART,
        "Amend § 3.6 by removing the definitions of Cumulative effects and In-use nest.",
        [("remove", "3.6 definition “Cumulative effects”"), ("remove", "3.6 definition “In-use nest”")],
    ),
    (
        PART,
        "In § 3.2(b), in the definition of “X”, paragraph (3) is removed and paragraph (4) is redesignated as "
        "paragraph (3).",
        [
            ("remove", "3.2(b) definition “X” (3)"),
            ("redesignate", "3.2(b) definition “X” (3)", "3.2(b) definition “X” (4)"),
        ],
    ),
    (
        PART,
        "Amend the table in § 3.11(d)(4) by removing the entry “A” and adding entries for “B” and “C” in alphabetical "
        "order.",
        [
            ("remove", "3.11(d)(4) table row “A”"),
            ("add", "3.11(d)(4) table row “B”"),
            ("add", "3.11(d)(4) table row “C”"),
        ],
    ),
    (PART, "Add Note 1 to paragraph (a) of § 3.2 to read as follows:", [("add", "3.2(a) note 1")]),
    (
        PART,
        "In §§ 3.10(a)(1) and (b)(2) and 3.11(c), remove “x” wherever it appears and add in its place “y”.",
        [
            ("replace_words", "3.10(a)(1)", "x", "y"),
            ("replace_words", "3.10(b)(2)", "x", "y"),
            ("replace_words", "3.11(c)", "x", "y"),
        ],
    ),
    (
        PART,
        "Section 3.6 is amended by removing the semicolon at the end of paragraph (a)(1) and adding “; and” in its "
        "place, removing the word “and” at the end of paragraph (a)(2), and adding “, or” after “z” in paragraph (b).",
        [
            ("replace_words", "3.6(a)(1)", ";", "; and"),
            ("remove", "3.6(a)(2)", "and", None),
            ("add", "3.6(b)", None, ", or"),
        ],
    ),
    (
        SECTION,
        "Revising paragraph (c) by removing “x” and adding “y” in its place;",
        [("replace_words", "3.1(c)", "x", "y")],
    ),
    (SECTION, "By adding and reserving paragraph (b)(3); and", [("reserve", "3.1(b)(3)")]),
    (
        SECTION,
        "Revising newly redesignated paragraphs (b)(3) and (4);",
        [("revise", "3.1(b)(3)"), ("revise", "3.1(b)(4)")],
    ),
    (
        SECTION,
        "Removing the second sentence in paragraph (a) and revising the third sentence.",
        [("remove", "3.1(a) second sentence"), ("revise", "3.1(a) third sentence")],
    ),
    (
        COMMENTS,
        "Under Section 3.2—Definitions and Rules, under 2(a)(17) Creditor, paragraph 1.ii is revised.",
        [("revise", "Supplement I to part 3, Section 3.2, 2(a)(17) Creditor, 1.ii")],
    ),
    (
        LIST,
        "In Supplement No. 1 to part 774 (the Commerce Control List), Category 3, ECCN 3A001 is amended by revising "
        "the License Requirements section and paragraph b.2 and adding Note 1 to read as follows:",
        [
            ("revise", "Supplement No. 1 to part 774, ECCN 3A001, License Requirements"),
            ("revise", "Supplement No. 1 to part 774, ECCN 3A001, b.2"),
            ("add", "Supplement No. 1 to part 774, ECCN 3A001, Note 1"),
        ],
    ),
    # Not understood: said, not dropped and not guessed.
    (PART, "Lift the stay on § 3.5(a).", [(None, None)]),
    (SECTION, "Removing the parenthetical at the end of the section.", [(None, None)]),
    (SECTION, "Redesignating paragraphs (a) and (b) as paragraph (c);", [(None, None)]),
    (PART, "Revise paragraph (a) to read as follows:", [(None, None)]),
    # A place whose name is not understood: what is done inside it is not done to what surrounds it.
    (LIST, "In Supplement No. 1 to part 774, ECCN 9Z999 is amended by removing paragraph a.", [(None, None)]),
    (PART, "In § 3.1, § 9Z.12 is amended by removing paragraph (a).", [(None, None)]),
]


@pytest.mark.parametrize(("scope", "text", "expected"), CASES, ids=[case[1][:60] for case in CASES])
def test_a_sentence_is_read(scope: tuple[Target, ...], text: str, expected: list[Line]) -> None:
    actions = read(text, scope).actions
    found: list[Line] = []
    for one, wanted in zip(actions, expected, strict=True):
        head = (one.verb.value if one.verb else None, str(one.target) if one.target else None)
        moved = (str(one.old_target),) if one.old_target else ()
        found.append((*head, *(moved if len(wanted) == 3 else (one.old_words, one.new_words)[: len(wanted) - 2])))
    assert found == expected


@pytest.mark.parametrize(
    "text", ["Amend § 3.2 by:", "In § 3.2:", "Section 3.2 is amended as follows:", "Amend § 3.2 by—"]
)
def test_the_opening_of_a_list_does_nothing_itself(text: str) -> None:
    opened = read(text, PART)
    assert opened.actions == ()
    assert [str(scope) for scope in opened.scope] == ["3.2"]


def test_sub_steps_of_a_place_not_understood_are_not_put_onto_what_surrounds_it() -> None:
    opened = read("In Supplement No. 1 to part 774, ECCN 9Z999 is amended by:", LIST)
    assert [one.verb for one in opened.actions] == [None]
    (step,) = read("Removing paragraph a; and", opened.scope).actions
    assert (step.verb, step.target) == (None, None)
    (named,) = read("Revising § 774.1(b).", opened.scope).actions
    assert str(named.target) == "774.1(b)"
