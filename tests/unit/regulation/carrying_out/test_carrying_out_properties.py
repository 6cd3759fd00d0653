"""What holds for every text: what is done and undone leaves it as it was."""

from dataclasses import replace

from carrying_out_texts import composed
from hypothesis import given
from hypothesis import strategies as st

from regulation.amendments.labels import Style, at
from regulation.amendments.model import BodyBlock, Instruction, Target, Verb
from regulation.carrying_out import Result, Text, carry_out

PART = "part 742"


def told(verb: Verb, *path: str, old: tuple[str, ...] = (), number: str = "1", body: str = "") -> Instruction:
    target = Target("742", section="742.6", paragraphs=path)
    blocks = (BodyBlock("paragraph", body, "742.6", path),) if body else ()
    former = replace(target, paragraphs=old) if old else None
    return Instruction("composed-1", 1, "742", number, verb, target, "", (0, 0), former, body=blocks)


@st.composite
def texts(draw: st.DrawFn) -> Text:
    paths: list[str] = []
    for letter in range(1, draw(st.integers(1, 12)) + 1):
        paths.append(at(letter, Style.ALPHA))
        for digit in range(1, draw(st.integers(0, 3)) + 1):
            paths.append(f"{paths[-1].partition('.')[0]}.{digit}")
    return composed(*paths)


def letters(text: Text) -> list[str]:
    return list(dict.fromkeys(one.address[1] for one in text.units[1:]))


@given(texts())
def test_moved_on_and_back_is_the_same_text(text: Text) -> None:
    held = letters(text)
    later = [at(index, Style.ALPHA) for index in range(2, len(held) + 2)]
    on = [told(Verb.REDESIGNATE, new, old=(old,)) for old, new in zip(held, later, strict=True)]
    back = [told(Verb.REDESIGNATE, old, old=(new,), number="2") for old, new in zip(held, later, strict=True)]
    moved = carry_out([text], on)
    assert letters(moved.after[PART]) == later
    assert carry_out(moved.after.values(), back).after[PART].units == text.units


@given(texts(), st.data())
def test_added_and_removed_again_is_the_same_text(text: Text, data: st.DataObject) -> None:
    held = letters(text)
    above = data.draw(st.sampled_from(held))
    path = data.draw(st.sampled_from([(at(len(held) + 1, Style.ALPHA),), (above, "9")]))
    both = [told(Verb.ADD, *path, body=f"({path[-1]}) New."), told(Verb.REMOVE, *path, number="2")]
    out = carry_out([text], both)
    assert [one.result for one in out.outcomes] == [Result.CARRIED_OUT] * 2
    assert out.after[PART].units == text.units


@given(texts(), st.data())
def test_removed_and_added_again_stands_where_it_stood(text: Text, data: st.DataObject) -> None:
    letter = data.draw(st.sampled_from(letters(text)))
    below = text.below(("742.6", letter))
    blocks = tuple(
        BodyBlock("paragraph", text.units[index].printed, "742.6", text.units[index].address[1:]) for index in below
    )
    again = replace(told(Verb.ADD, letter, number="2"), body=blocks)
    out = carry_out([text], [told(Verb.REMOVE, letter), again])
    assert [one.printed for one in out.after[PART].units] == [one.printed for one in text.units]


@given(texts())
def test_a_refused_instruction_changes_nothing(text: Text) -> None:
    refused = [told(Verb.REMOVE, "zz"), told(Verb.ADD, letters(text)[0], body="(a) New."), told(Verb.REVISE, "zz")]
    out = carry_out([text], refused)
    assert {one.result for one in out.outcomes} == {Result.REFUSED}
    assert out.after[PART] is text
