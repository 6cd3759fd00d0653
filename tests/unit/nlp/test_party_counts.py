"""Counts of listed parties (nlp-notes, case 9) and the countries they are listed under; all sentences are composed."""

import pytest
from spacy.tokens import Doc
from spacy.vocab import Vocab

from nlp.components import destinations, parties
from nlp.finds import Notes, notes_of, prepare


def notes(text: str) -> Notes:
    made = notes_of(prepare(Doc(Vocab(), words=["composed"]), text, ()))
    made.finds[destinations.NAME] = tuple(destinations.find(made))
    return made


# (text, added, revised, removed)
COUNTS = [
    ("The rule adds three entities under nine entries to the Entity List.", 3, None, None),
    ("BIS is adding thirty-one entities under thirty-three entries to the Entity List.", 31, None, None),
    ("It adds 18 entries (17 entities and 1 address) to the Entity List.", 17, None, None),
    ("It adds 7 entities (under the heading of Narnia (2)) to the Entity List.", 7, None, None),
    ("The Entity List grows by adding a hundred and four persons.", 104, None, None),
    ("This rule adds twenty-two (22) entities to the Entity List.", 22, None, None),
    ("This rule adds one entity and removes two entities from the Entity List.", 1, None, 2),
    ("It removes an entity from the Entity List.", None, None, 1),
    ("It revises four existing entries on the Entity List.", None, 4, None),
    ("It modifies one existing entry on the Entity List by adding two aliases.", None, 1, None),
    ("It removes six persons from the Unverified List and adds them to the Entity List.", 6, None, 6),
    ("It corrects twelve entries on the Entity List.", None, 12, None),
    ("BIS transfers two Narnian entities from the MEU List to the Entity List.", 2, None, 2),
    ("Nine companies are removed from the Unverified List (UVL).", None, None, 9),
    ("This rule adds Sample Optics Co., Ltd. and Sample Works, Inc. to the Entity List.", 2, None, None),
    ("This rule modifies the entry for Sample Aviation Works on the Entity List.", None, 1, None),
    ("This rule modifies four entries, consisting of revisions to one entry and three entries of the Entity List.",
     None, 4, None),
    ("It adds 33 parties to the UVL. Specifically, it adds 33 parties under one destination.", 33, None, None),
    ("It adds 12 entities to the Entity List: seven entities under Narnia and five entities under Ruritania.",
     12, None, None),
    ("It adds three individuals and two entities to the Entity List.", 5, None, None),
    ("It adds one entity under the destination of Narnia, three entities under the destination of Ruritania, and two "
     "entities under the destination of Oz to the Entity List.", 6, None, None),
    ("This rule redesignates one entry and re-designates one Narnian entry on the Entity List.", None, 2, None),
    ("OFAC is updating the identifying information on its SDN List for one entity.", None, 1, None),
    ("OFAC is removing the names of four persons from the SDN List.", None, None, 4),
    ("The rule clarifies what may lead to the addition of an entity to the Entity List.", None, None, None),
    ("That final rule amended the Entity List by adding a new entry. This rule amends the entries for two entities.",
     None, 2, None),
    ("BIS revises the existing Validated End-User list by removing Sample Optics Co., Ltd. and Sample Works, Inc.",
     None, None, 2),
    ("The rule adds three items to the list and two ECCNs.", None, None, None),
    ("In 2090, nine affiliates were added to the Entity List.", None, None, None),
]  # fmt: skip


@pytest.mark.parametrize(("text", "added", "revised", "removed"), COUNTS)
def test_counts(text: str, added: int | None, revised: int | None, removed: int | None) -> None:
    sums: dict[str, int | None] = {"added": None, "revised": None, "removed": None}
    for find in parties.find(notes(text)):
        if find.kind == "party_count":
            sums[find.role] = (sums[find.role] or 0) + int(find.value)
    assert (sums["added"], sums["revised"], sums["removed"]) == (added, revised, removed)


# (text, [(country, role, count)])
COUNTRIES = [
    (
        "The rule adds nine entities to the Entity List under the destinations of China (7), India, (1), and Iran (1).",
        [("CN", "added", "7"), ("IN", "added", "1"), ("IR", "added", "1")],
    ),
    (
        "It adds two entities to the Entity List under the destination of the People's Republic of China (China) (2).",
        [("CN", "added", "2")],
    ),
    (
        "It adds an entity to the Entity List under the destination of the United Arab Emirates (UAE) (1).",
        [("AE", "added", "1")],
    ),
    (
        "It revises two entries under the destination of Pakistan and removes an entity under the destination of Iran "
        "from the Entity List.",
        [("PK", "revised", ""), ("IR", "removed", "")],
    ),
    (
        "It amends three entries on the Entity List under the following destinations: Belarus (2) and China (1).",
        [("BY", "revised", "2"), ("CN", "revised", "1")],
    ),
    ("Footnote (1) of the table speaks of China.", []),
    ("Exports to China (1) and Iran (2) are listed in the table of ports.", []),
]


@pytest.mark.parametrize(("text", "expected"), COUNTRIES)
def test_a_number_in_brackets_after_a_country_is_a_count(text: str, expected: list[tuple[str, str, str]]) -> None:
    found = sorted((find for find in parties.find(notes(text)) if find.kind == "party_country"), key=lambda f: f.start)
    assert [(find.value, find.role, dict(find.detail).get("count", "")) for find in found] == expected


@pytest.mark.parametrize(
    ("text", "expected"),
    [
        ("The Entity List has footnote 4 designated entities.", ["4"]),
        ("On the Entity List with a footnote 1 or 5 designation", ["1", "5"]),
        ("The entity on the Entity List is designated with footnote 3.", ["3"]),
        ("The Entity List under China (1) and Iran (2)", []),
        ("See footnote 12 of this Entity List rule.", []),
    ],
)
def test_a_footnote_is_one_only_where_it_is_called_so(text: str, expected: list[str]) -> None:
    assert [find.value for find in parties.find(notes(text)) if find.kind == "party_footnote"] == expected
