"""Families of phrases in which a document tells how many parties it adds, revises and removes; all are composed."""

import pytest
from composed_texts import facts

from nlp.extract import summary

# (words of the summary, added, revised, removed)
PHRASES: list[tuple[str, int | None, int | None, int | None]] = [
    (
        "In this rule, the Bureau amends the Export Administration Regulations by adding thirty-seven"
        " entities under forty entries to the Entity List.",
        37,
        None,
        None,
    ),
    (
        "This rule adds twenty-three entities to the Entity List; of these, fourteen are located in "
        "China and nine in the United Arab Emirates.",
        23,
        None,
        None,
    ),
    (
        "This rule adds eleven entities, under twelve entries, to the Entity List, revises two "
        "existing entries, and removes one entity.",
        11,
        2,
        1,
    ),
    (
        "A total of 37 entities are added to the Entity List by this rule.",
        37,
        None,
        None,
    ),
    (
        "This rule adds four persons to the Entity List, bringing the total number of persons on the list to 612.",
        4,
        None,
        None,
    ),
    (
        "This rule removes three entities from, and modifies the entries of four entities on, the Entity List.",
        None,
        4,
        3,
    ),
    (
        "This rule adds an alias and two addresses for one entity on the Entity List.",
        None,
        1,
        None,
    ),
    (
        "The rule adds ten persons to the Entity List: two in Armenia, three in Georgia and five in Turkey.",
        10,
        None,
        None,
    ),
    (
        "This rule transfers six persons from the Unverified List to the Entity List.",
        6,
        None,
        6,
    ),
    (
        "The End-User Review Committee determined to add twelve entities located in Iran to the Entity List.",
        12,
        None,
        None,
    ),
    (
        "Twelve persons have been added to the Entity List by this rule.",
        12,
        None,
        None,
    ),
    (
        "This rule revises the entry for Acme Trading Co., Ltd. on the Entity List.",
        None,
        1,
        None,
    ),
    (
        "This rule corrects the entries for two entities that were added to the Entity List on June 2, 2014.",
        None,
        2,
        None,
    ),
    (
        "This rule adds 33 entities to the Entity List. These 33 entities have been determined by the"
        " Government to be acting contrary to the national security.",
        33,
        None,
        None,
    ),
    (
        "This rule adds eleven entities to, and removes two entities from, the Entity List.",
        11,
        None,
        2,
    ),
    (
        "This rule adds one new entity to the Military End-User List and corrects six entries.",
        1,
        6,
        None,
    ),
    (
        "The Department of State is adding seven hotels to the Cuba Restricted List.",
        7,
        None,
        None,
    ),
    (
        "This rule adds two entities in Hong Kong and one in Iran to the Entity List.",
        3,
        None,
        None,
    ),
    (
        "The Bureau of Industry and Security is amending the EAR to add 12 persons to the Unverified "
        "List and to remove nine persons from that list.",
        12,
        None,
        9,
    ),
    (
        "This rule adds a person to the Entity List. The person is located in Syria.",
        1,
        None,
        None,
    ),
    (
        "BIS adds to the Entity List five companies located in Taiwan.",
        5,
        None,
        None,
    ),
    (
        "BIS places 14 Chinese entities and one Pakistani entity on the Entity List.",
        15,
        None,
        None,
    ),
    (
        "This rule adds 11 entities under the destination of China, 4 under Russia, and 2 under Singapore.",
        17,
        None,
        None,
    ),
    (
        "This rule implements the removal of two entities from the Entity List.",
        None,
        None,
        2,
    ),
    (
        "This rule removes one entity located in Malaysia from the Entity List as a result of a request for removal.",
        None,
        None,
        1,
    ),
    (
        "This rule modifies the existing entries of three entities and one entry is removed.",
        None,
        3,
        1,
    ),
    (
        "Today's action adds three entities, modifies one existing entry and corrects another.",
        3,
        2,
        None,
    ),
    (
        "This rule amends the EAR by adding to the Entity List one hundred and twenty entities under "
        "the destinations of Belarus (24) and Russia (96).",
        120,
        None,
        None,
    ),
    (
        "This rule amends the authorization of one validated end-user in China by revising its list of eligible items.",
        None,
        1,
        None,
    ),
    (
        "This rule adds a facility to the list of eligible destinations for the validated end-user "
        "Acme Semiconductor (Xian) Co. Ltd.",
        None,
        1,
        None,
    ),
    (
        "This rule removes five companies from the list of validated end-users.",
        None,
        None,
        5,
    ),
    (
        "This rule adds six entities to the Entity List; five of which are located in Iran.",
        6,
        None,
        None,
    ),
    (
        "This rule adds 28 entries to the Entity List under the destination of Pakistan.",
        28,
        None,
        None,
    ),
    (
        "The rule adds six entities to the Entity List that were previously listed on the Unverified "
        "List, and removes them from the Unverified List.",
        6,
        None,
        6,
    ),
    (
        "This rule adds nineteen entities for a total of 22 entries.",
        19,
        None,
        None,
    ),
    (
        "This rule adds 80 entities. Eighty entities, including twelve subsidiaries, are added under five countries.",
        80,
        None,
        None,
    ),
    (
        "This order denies the export privileges of two persons and adds three related persons to the order.",
        None,
        None,
        None,
    ),
    (
        "The rule adds eight entities. It also makes changes to three existing entries and removes "
        "one entry for an entity that closed.",
        8,
        3,
        1,
    ),
    (
        "This rule changes the name of one entity on the Entity List and its address.",
        None,
        1,
        None,
    ),
    (
        "This rule moves the entry for one entity from the destination of Hong Kong to that of China.",
        None,
        1,
        None,
    ),
    (
        "OFAC is publishing the names of three individuals and two entities that have been placed on the SDN List.",
        5,
        None,
        None,
    ),
    (
        "OFAC is updating the entries of four persons on the Specially Designated Nationals list, and"
        " removing one vessel.",
        None,
        4,
        1,
    ),
    (
        "Notice is hereby given that the Department of State has imposed statutory debarment on nine persons.",
        None,
        None,
        None,
    ),
    (
        "BIS revises the Entity List to remove three persons and revise five entries, consisting of "
        "two in China and three in India.",
        None,
        5,
        3,
    ),
    (
        "The rule makes 15 additions to and 3 removals from the Entity List. Two modifications are "
        "made to existing entries.",
        15,
        2,
        3,
    ),
    (
        "This rule adds a new Military End-User (MEU) List as well as the first tranche of 103 entities.",
        103,
        None,
        None,
    ),
    (
        "BIS is adding thirty-one persons to the UVL, and removing nine: one from Indonesia, and eight from Pakistan.",
        31,
        None,
        9,
    ),
    (
        "BIS adds a gas field, the Composed Field located in the Sea of Okhotsk, to the Entity List. "
        "The field is reported to be large.",
        1,
        None,
        None,
    ),
    (
        "As a conforming change to the addition of one entity to the Entity List, this rule removes "
        "this entity from the Unverified List.",
        None,
        None,
        1,
    ),
    (
        "This rule removes three persons from the Entity List. BIS removes one of the three persons upon a request.",
        None,
        None,
        3,
    ),
    (
        "This rule applies the license requirement to ten existing entries for six existing entities "
        "on the Entity List.",
        None,
        6,
        None,
    ),
    (
        "This rule makes a correction to the address of one person listed on the Entity List.",
        None,
        1,
        None,
    ),
]


@pytest.mark.parametrize(("words", "added", "revised", "removed"), PHRASES)
def test_phrases(words: str, added: int | None, revised: int | None, removed: int | None) -> None:
    told = summary(facts(("title", "Composed changes of a list"), ("abstract", words)))["parties"]
    assert (told["added"], told["revised"], told["removed"]) == (added, revised, removed)
