"""Instructions of real amending acts of the EU."""

from amendments_helpers import FIXTURES, lines, of

from regulation.amendments.eu_points import celex_of
from regulation.amendments.files import read_file
from regulation.amendments.model import Instruction

ACT = "Regulation (EU) No 833/2014"
Read = tuple[Instruction, ...]


def test_the_points_of_the_amending_article(sanctions: Read) -> None:
    assert {(one.document_number, one.regime, one.part) for one in sanctions} == {("32022R0576", "EU", "")}
    assert lines(sanctions, "1") == [("1", "add", f"{ACT}, Article 1, point ({label})") for label in "vw"]
    assert lines(sanctions, "3") == [
        ("3", "revise", f"{ACT}, Article 2(7), point (i)"),
        ("3", "revise", f"{ACT}, Article 2(7), point (ii)"),
    ]
    assert lines(sanctions, "13") == [("13", "add", f"{ACT}, Article 3{label}") for label in "ijkl"]
    assert lines(sanctions, "14")[1] == ("14", "remove", f"{ACT}, Article 4(1), point (d)")
    assert lines(sanctions, "19") == [("19", "revise", f"{ACT}, Article 5c(1) introductory wording")]


def test_annexes_amended_in_accordance_with_annexes(sanctions: Read) -> None:
    (one,) = [one for one in sanctions if one.number == "26"]
    assert (str(one.target), one.note) == (f"{ACT}, Annex VII", "see Annex I")
    assert lines(sanctions, "I") == [("I", "add", f"{ACT}, Annex VII, Category VIII")]
    assert lines(sanctions, "II") == [("II", "add", f"{ACT}, Annex VIII, entry “JAPAN”")]
    assert lines(sanctions, "V") == [
        ("V.1", "revise", f"{ACT}, Annex XVIII, section 10"),
        ("V.2", "add", f"{ACT}, Annex XVIII, section 23"),
    ]
    assert len(lines(sanctions, "VI")) == 5


def test_new_text_without_its_quotation_marks_and_page_marks(sanctions: Read) -> None:
    (one,) = of(sanctions, f"{ACT}, Article 3h(5)")
    assert one.new_text.startswith("5. The Member State concerned shall inform")
    assert one.new_text.endswith("within two weeks of the authorisation.")
    assert not any("Official Journal of the European Union L 111" in one.new_text for one in sanctions)


def test_an_act_with_an_article_for_each_act_it_amends() -> None:
    read = read_file(FIXTURES / "eu" / "formex" / "L_202401689EN.000101.fmx.xml.gz")
    assert [(one.number, str(one.target)) for one in read] == [
        ("102", "Regulation (EC) No 300/2008, Article 4(3), subparagraph"),
        ("103", "Regulation (EU) No 167/2013, Article 17(5), subparagraph"),
        ("104", "Regulation (EU) No 168/2013, Article 22(5), subparagraph"),
        ("105", "Directive 2014/90/EU, Article 8(5)"),
        ("106", "Directive (EU) 2016/797, Article 5(12)"),
        ("107", "Regulation (EU) 2018/858, Article 5(4)"),
        ("108.1", "Regulation (EU) 2018/1139, Article 17(3)"),
        ("108.2", "Regulation (EU) 2018/1139, Article 19(4)"),
        ("108.3", "Regulation (EU) 2018/1139, Article 43(4)"),
        ("108.4", "Regulation (EU) 2018/1139, Article 47(3)"),
        ("108.5", "Regulation (EU) 2018/1139, Article 57, subparagraph"),
        ("108.6", "Regulation (EU) 2018/1139, Article 58(3)"),
        ("109", "Regulation (EU) 2019/2144, Article 11(3)"),
        ("110", "Directive (EU) 2020/1828, Annex I, point (68)"),
    ]
    assert {one.document_number for one in read} == {"32024R1689"}
    assert all(one.new_text_sha256 for one in read)


def test_celex_numbers() -> None:
    assert celex_of("COUNCIL REGULATION (EU) 2022/576 of 8 April 2022") == "32022R0576"
    assert celex_of("COUNCIL REGULATION (EU) No 833/2014 of 31 July 2014") == "32014R0833"
    assert celex_of("no act") == ""
