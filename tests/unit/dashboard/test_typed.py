"""What people type, and the citations in the words of the law."""

from datetime import date

import pytest

from dashboard.law.cited import Cited
from dashboard.law.notices import notices, stayed
from dashboard.law.typed import designations, part_of
from graph.reads.dashboard_entry import Stretch
from graph.schema import Control, Text

# The note of 15 CFR 744.21 in the text of 2026-09-01 (US Government text, public domain).
NOTE = (
    "Effective Date Note:\nAt 90 FR 50857, Nov. 12, 2025, in § 744.21, paragraph (a)(3), the introductory text of "
    "paragraph (b)(2), and the last sentence in paragraph (d) were stayed, effective until Nov. 9, 2026."
)
PLACE = Stretch(
    Control(id="n", list="ecfr-744", entry="744.21", designation="744.21", kind="effective date note"),
    Text(id="t", text=NOTE), "2026-09-01",
)  # fmt: skip


@pytest.mark.parametrize(
    ("words", "found"),
    [
        ("3A090", ("3A090",)),
        ("3a090.A.1", ("3A090.a.1", "3A090.a", "3A090")),
        ("3A090a", ("3A090.a", "3A090")),
        ("ECCN 9A012", ("9A012",)),
        ("742.6(a)(6)", ("742.6(a)(6)", "742.6(a)", "742.6")),
        ("§ 742.6(a) of the EAR", ("742.6(a)", "742.6")),
        ("supplement no. 4 to part 744", ("Supplement No. 4 to part 744",)),
        ("744 supplement 4", ("Supplement No. 4 to part 744",)),
        (
            "Supplement No. 2 to part 742 (a)(1)",
            (
                "Supplement No. 2 to part 742 (a)(1)",
                "Supplement No. 2 to part 742 (a)",
                "Supplement No. 2 to part 742",
            ),
        ),
        ("unmanned aircraft", ()),
        ("744", ()),
        ("", ()),
    ],
)
def test_what_people_type_names_a_place_and_those_above_it(words: str, found: tuple[str, ...]) -> None:
    assert designations(words) == found


@pytest.mark.parametrize(("words", "part"), [("744", "ecfr-744"), ("15 CFR part 742", "ecfr-742"), ("744.1", "")])
def test_a_whole_part(words: str, part: str) -> None:
    assert part_of(words) == part


CITED = Cited(
    "ccl", "3A090", frozenset({("ecfr-742", "742.6"), ("ccl", "4A090"), ("ecfr-740", "Supplement No. 1 to part 740")})
)


@pytest.mark.parametrize(
    ("words", "link"),
    [
        (
            "See § 742.6(a)(6)(iii)(B) of the EAR.",
            "entry=742.6&amp;list=ecfr-742&amp;place=%28a%29%286%29%28iii%29%28B%29",
        ),
        ("see ECCN 4A090.a.", "entry=4A090&amp;list=ccl&amp;place=a"),
        ("in supplement no. 1 to part 740 of", "entry=Supplement+No.+1+to+part+740&amp;list=ecfr-740"),
    ],
)
def test_a_citation_of_what_is_held_is_a_link(words: str, link: str) -> None:
    assert f'href="entry?{link}"' in CITED.linked(words)


@pytest.mark.parametrize("words", ["see § 746.2", "3A090.a itself", "742.60", "1742.6", "XC4A090", "16/14 nm"])
def test_other_words_are_no_links(words: str) -> None:
    assert "<a" not in CITED.linked(words)


def test_words_around_links_are_escaped() -> None:
    assert CITED.linked("<b> 4A090 </b>").startswith("&lt;b&gt; <a ")


def test_a_stay_names_its_paragraphs() -> None:
    assert stayed([PLACE]) == {"(a)(3)", "(b)(2)", "(d)"}


@pytest.mark.parametrize(
    ("today", "newest", "says"),
    [
        (date(2026, 11, 9), "2026-09-01", "The note&#x27;s last day is 2026-11-09; a later document may change it."),
        (date(2026, 11, 10), "2026-09-01", "is scheduled, unconfirmed: the newest text held is of 2026-09-01."),
        (date(2026, 11, 26), "2026-11-20", "lies before the newest text held (2026-11-20), which still has the note."),
    ],
)
def test_the_end_of_a_stay_is_never_claimed(today: date, newest: str, says: str) -> None:
    (card,) = notices([PLACE], today, newest)
    assert says in card
