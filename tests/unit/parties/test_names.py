"""Names made comparable: what becomes equal, what stays apart."""

import pytest
from hypothesis import given
from hypothesis import strategies as st

from parties.names import is_generic, normal, normalise


@pytest.mark.parametrize(
    ("one", "other"),
    [
        ("Sophgo Technologies Ltd.", "SOPHGO TECHNOLOGIES LIMITED"),
        ("Chengdu Suanze Technology Co., Ltd.", "Chengdu Suanze Technology Company Limited"),
        ("Chengdu Suanze Technology Co., Ltd.", "chengdu suanze technology CO.,LTD"),
        ("PowerAir Pte. Ltd.", "PowerAir Private Limited"),
        ("Sophon Technology (Beijing) Co., Ltd.", "Sophon Technology Beijing Co Ltd"),
        ("Brackwater Grid L.L.C.", "Brackwater Grid Limited Liability Company"),
        ("Öhlen Maschinen GmbH", "OHLEN MASCHINEN G.m.b.H."),
        ("Şahin Elektronik A.Ş.", "Sahin Elektronik Anonim Şirketi"),
        ("Lindenau & Thornbury S.A.", "Lindenau and Thornbury Société Anonyme"),
        ("Ｆernhollow Ｃo", "Fernhollow Company"),
        ("Dunmere's Data", "Dunmeres Data"),
    ],
)
def test_spellings_of_one_name_become_equal(one: str, other: str) -> None:
    assert normalise(one) == normalise(other)


@pytest.mark.parametrize(
    ("one", "other"),
    [
        ("Sophgo Technologies Ltd.", "Sophgo Technologies Pte. Ltd."),
        ("Sophgo Technologies Ltd.", "Sophgo Technologies B.V."),
        ("Chengdu Suanze Technology Co., Ltd.", "Suanze Technology Chengdu Co., Ltd."),
        ("PowerAir Pte. Ltd.", "PowerAir Conditioning Pte. Ltd."),
        ("北京算能科技有限公司", "北京算能技术有限公司"),
        ("Институт", "Институц"),
    ],
)
def test_other_names_stay_apart(one: str, other: str) -> None:
    assert normalise(one) != normalise(other)


def test_steps_say_what_changed() -> None:
    assert normal("Ölwerk Co., Ltd.").steps == ("letter case", "accents", "punctuation")
    assert normal("olwerk company limited").steps == ("legal form",)
    assert normal("olwerk co ltd").steps == ()


@pytest.mark.parametrize(
    "name", ["Technology Co., Ltd.", "International Trading LLC", "Ltd.", "", "...", "40", "Group A"]
)
def test_names_that_say_nobody(name: str) -> None:
    assert is_generic(normalise(name))


@pytest.mark.parametrize("name", ["S&D Industry Ltd", "771 Research Institute", "Sophgo", "AECC", "算能"])
def test_names_that_say_somebody(name: str) -> None:
    assert not is_generic(normalise(name))


@given(st.text(max_size=40))
def test_normalising_twice_changes_nothing_for_plain_letters(name: str) -> None:
    once = normalise(name)
    assert once == " ".join(once.split())
    if once.isascii():
        assert normalise(once) == once
