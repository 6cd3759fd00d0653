"""Rows of supplement no. 4 to part 744 as of 2026-09-01, compared by reading with the official table."""

from collections import Counter
from datetime import date
from itertools import pairwise

import pytest

from parties.entity_list.layouts import ENTITY
from parties.entity_list.model import EntityList, EntityRow
from parties.entity_list.named import NamedParty
from regulation.parts import read_part_tree, tables

CHINA = "CHINA, PEOPLE'S REPUBLIC OF"


def row_of(official: EntityList, name: str, country: str = "") -> EntityRow:
    """Return the only row of that name (and heading)."""
    (found,) = [row for row in official.rows if row.title == name and (not country or row.country == country)]
    return found


def test_counts_of_the_whole_list(official: EntityList) -> None:
    assert len(official.rows) == 3410
    assert len({row.country for row in official.rows}) == 91
    assert all(row.country_code for row in official.rows)
    assert [number for number, _ in official.notes] == ["1", "2", "3", "4", "5"]
    assert sum(row.understood for row in official.rows) >= 3325
    assert not [row for row in official.rows if row.reserved]


def test_every_cell_of_the_source_stands_in_exactly_one_row(official: EntityList, part_744: bytes) -> None:
    tree = read_part_tree(part_744, date(2026, 9, 1))
    entry = tree.entry(ENTITY.supplement)
    assert entry is not None
    (table,) = tables(entry, tree.law.source)
    source = Counter(cell for row in table.rows for cell in row.cells if cell)
    ours = Counter(cell.text for row in official.rows for cell in row.cells)
    assert source == ours + Counter(words.text for _, words in official.notes)
    spans = sorted(cell.span for row in official.rows for cell in row.cells)
    assert all(one[1] < other[0] for one, other in pairwise(spans))


def test_fields_stand_at_their_bytes(official: EntityList, part_744: bytes) -> None:
    row = row_of(official, "Comsum Technologies (Group) Ltd.")
    name = row.listed.name
    assert name is not None
    assert part_744[name.byte_start : name.byte_end] == b"Comsum Technologies (Group) Ltd."
    second = row.citations[1].words
    assert part_744[second.byte_start : second.byte_end] == b"85 FR 83769, 12/23/20"


def test_rows_that_go_on_are_one_row_with_its_subordinate_institutions(official: EntityList) -> None:
    row = row_of(official, "China Aerospace Science and Industry Corporation Second Academy")
    assert len(row.listed.aliases) == 8  # as announced
    assert len(row.members) == 13  # as announced
    assert [a.name.text for a in row.members[-1].listed.aliases] == ["Beijing Xinli Machinery Factory"]
    assert len(row.shared) == 5
    assert len(row.cells) == 4 + 3


def test_affiliates_of_a_row_are_its_members(official: EntityList) -> None:
    row = row_of(official, "Huawei Technologies Co., Ltd.")
    assert [alias.name.text for alias in row.listed.aliases] == ["Shenzhen Huawei Technologies", "Huawei Technology"]
    names = [member.listed.name.text for member in row.members if member.listed.name]
    assert len(names) == 22  # as announced
    assert names[:2] == [
        "Beijing Huawei Longshine Information Technology Co., Ltd.",
        "Hangzhou New Longshine Information Technology Co., Ltd.",
    ]
    assert [str(one.citation) for one in row.citations][:3] == ["84 FR 22963", "84 FR 43495", "85 FR 29853"]
    assert len(row.citations) == 10
    assert row.footnotes == ("1", "2")
    assert row.countries == ("CN", "HK")


# (name, heading, aliases, addresses with their countries, citations), read by hand in the official table
HAND: list[tuple[str, str, list[str], list[tuple[str, str]], list[str]]] = [
    (
        "Emal Bilal Construction Company (EBCC)",
        "AFGHANISTAN",
        ["Imal Bilal Road Construction Company", "Aimal and Balal Company"],
        [
            ("Kolola Pushta, Charahi Gul-e-Surkh, Kabul, Afghanistan", "AF"),
            ("Maidan Sahr, Hetefaq Market, Paktiya, Afghanistan", "AF"),
        ],
        ["79 FR 44683"],
    ),
    (
        "Comsum Technologies (Group) Ltd.",
        CHINA,
        [],
        [
            ("Room 408, Unit 6, Xin Qi Dian Jia Yan, 5 Chang Qiao Road, Beijing, 100089, China", "CN"),
            ("Room 1005, 10/F Carnarvon Plaza, 20 Carnarvon Road, TST, Kowloon, Hong Kong", "HK"),
        ],
        ["78 FR 75463", "85 FR 83769"],
    ),
    (
        "LTS Holding Limited",
        "UNITED KINGDOM",
        ["IPP-International Petroleum Products Ltd."],
        [("Tortola, British Virgin Islands", "VG")],
        ["80 FR 80646"],
    ),
    (
        "Bold Bridge International, LLC",
        "ARMENIA",
        ["BB Bold Bridge International"],
        [("Room 463, H. Hakobyan 3, Yerevan, Armenia", "AM")],
        [],
    ),
    (
        "Research and Production Association KVANT",
        "RUSSIA",
        ["NPO Kvant"],
        [("Bolshaya Saint Petersburg 73, Velikii-Novgorod 173003, Russia", "RU")],
        ["81 FR 94968"],
    ),
    (
        "Lukoil, OAO",
        "RUSSIA",
        ["Lukoil", "Lukoil Oil Company", "Neftyanaya Kompaniya Lukoil OOO", "NK Lukoil OAO"],
        [("11 Sretenski boulevard, Moscow 101000, Russia", "RU")],
        ["79 FR 55612", "89 FR 51652"],
    ),
    (
        "Gazprom Neft",
        "RUSSIA",
        [
            "Gazprom Neft OAO",
            "JSC Gazprom Neft",
            "Open Joint-Stock Company Gazprom Neft",
            "Sibirskaya Neftyanaya Kompaniya OAO",
        ],
        [
            ("Let. A. Galernaya, 5, ul, St. Petersburg 190000, Russia", "RU"),
            ("Ul. Pochtamtskaya, 3-5, St. Petersburg 190000, Russia", "RU"),
            ("3-5 Pochtamtskaya St., St. Petersburg 190000, Russia", "RU"),
            ("125 A. Profsoyuznaya Street, Moscow 117647, Russia", "RU"),
        ],
        ["79 FR 55612", "89 FR 51652"],
    ),
    (
        "All Global Trading Elektronik Dis Ticaret Ltd Sti",
        "KYRGYZSTAN",
        [],
        [("140/57 Chui Street, Bishkek City, Kyrgyzstan", "KG")],
        [],
    ),
    (
        "Dart Aviation",
        "FRANCE",
        [
            "Dart Aviation Technics",
            "Dart Aviation Marlbrine S.A.R.L.",
            "MBP Trading Ltd.",
            "Almo Aero",
            "Almo Aero (Dart Aviation Technics) (IEAS)",
            "SARL IEAS",
        ],
        [
            ("3, Rue de la Janaie—ZA Yves Burgot, 35400 Saint Malo I&V, France", "FR"),
            ("Rue des Rougeries, 35400 Saint-Malo, France", "FR"),
        ],
        ["84 FR 61541", "85 FR 14796", "90 FR 14035"],
    ),
    (
        "Lazurnaya, OOO",
        "RUSSIA",
        ["Obshchestvo S Ogranichennoi Otvetstvennostyu 'Lazurnaya'", "“Lazurnaya”"],
        [("d.103 prospekt Kurortny, Sochi, Krasnodarski krai 354024, Russia", "RU")],
        ["81 FR 61601", "89 FR 51652"],
    ),
]


@pytest.mark.parametrize(("name", "country", "aliases", "addresses", "citations"), HAND, ids=[one[0] for one in HAND])
def test_rows_compared_by_hand(
    official: EntityList,
    name: str,
    country: str,
    aliases: list[str],
    addresses: list[tuple[str, str]],
    citations: list[str],
) -> None:
    row = row_of(official, name, country)
    assert [alias.name.text for alias in row.listed.aliases] == aliases
    assert [(address.words.text, address.country) for address in row.addresses()] == addresses
    if citations:
        assert [str(one.citation) for one in row.citations] == citations
    assert row.understood


def test_a_former_name_is_told_apart(official: EntityList) -> None:
    aliases = row_of(official, "Gazprom Neft").listed.aliases
    assert [alias.kind for alias in aliases] == ["a.k.a.", "a.k.a.", "a.k.a.", "f.k.a."]


def test_an_entity_under_four_countries_refers_to_the_others(official: EntityList) -> None:
    rows = [row for row in official.rows if row.title == "Dart Aviation"]
    assert [row.country_code for row in rows] == ["FR", "IR", "SN", "GB"]
    assert rows[0].references[0].text == ("(See alternate addresses under Iran, Senegal and the United Kingdom).")


def test_the_source_s_own_faults_are_told_and_kept(official: EntityList) -> None:
    swapped = row_of(official, "Djamshid Nezhad", "GERMANY")
    assert swapped.policies == ("presumption of denial",)
    assert [problem.field for problem in swapped.problems] == ["requirement"]
    merged = row_of(official, "Rayscience Optoelectronics Innovation Co., Ltd.")
    assert [str(one.citation) for one in merged.citations] == ["88 FR 13675", "89 FR 14405"]
    assert merged.problems[0].problem == "a citation stands in the policy's column"
    miscounted = row_of(official, "Joint Stock Company Mytishchi Machine Building Plant")
    assert [problem.problem for problem in miscounted.problems] == ["4 aliases announced, 8 read"]


def test_facilities_without_a_name_are_kept(official: EntityList) -> None:
    (row,) = [row for row in official.rows if row.listed.name is None]
    assert row.country == "INDIA"
    assert row.problems[0].words.text.startswith("The following Department of Atomic Energy entities:")


def test_requirements_name_their_sections_and_footnotes(official: EntityList) -> None:
    huawei = row_of(official, "Huawei Technology Co. Ltd.", "VIETNAM")
    assert huawei.provisions == ("734.9(e)", "744.11")
    assert _with_footnote(official, "4") == 96
    assert _with_footnote(official, "5") == 16
    assert _with_footnote(official, "1") == _with_footnote(official, "2") == 130


def _with_footnote(official: EntityList, number: str) -> int:
    return sum(number in row.footnotes for row in official.rows)


def test_the_latest_revision_is_the_only_one_after_the_screening_list(official: EntityList) -> None:
    def later(row: EntityRow) -> bool:
        return any(one.day is not None and one.day > date(2026, 7, 31) for one in row.citations)

    (row,) = [row for row in official.rows if later(row)]
    assert row.title == "Arrow Electronics (Hong Kong) Co., Ltd."
    assert [(str(one.citation), one.day) for one in row.citations][-1] == ("91 FR 54659", date(2026, 8, 24))


def test_the_introduction_is_stayed_and_editors_note_is_kept(official: EntityList) -> None:
    (stay,) = official.stays
    assert (stay.citation, stay.until, stay.quote) == ("90 FR 50857", date(2026, 11, 9), "the introductory text")
    assert official.introduction is not None
    assert stay.spans == (official.introduction.span,)
    assert "S2C Limited" in official.editorial[0].text


def test_parties_named_in_regulation_text_only(both: tuple[EntityList, tuple[NamedParty, ...]]) -> None:
    named = both[1]
    assert [(one.country_code, one.name.text, one.short) for one in named] == [
        ("MM", "Office of Chief of Military Security Affairs", "OCMSA"),
        ("MM", "Directorate of Signal", ""),
        ("KH", "General Department of Research and Intelligence", "GDRI"),
        ("CU", "Directorate of Military Intelligence", "DIM"),
        ("CU", "Directorate of Military Counterintelligence", "CIM"),
        ("CN", "Intelligence Bureau of the Joint Staff Department", ""),
        ("IR", "Islamic Revolutionary Guard Corps Intelligence Organization", "IRGC-IO"),
        ("IR", "Artesh Directorate for Intelligence", "J2"),
        ("KP", "Reconnaissance General Bureau", "RGB"),
        ("RU", "Main Intelligence Directorate", "GRU"),
        ("SY", "Military Intelligence Service", ""),
        ("VE", "General Directorate of Military Counterintelligence", "DGCIM"),
        ("BY", "Main Intelligence Directorate of the General Staff of the Armed Forces of Belarus", ""),
    ]
    assert len(named) == 13
