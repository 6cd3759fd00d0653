"""What the CFR editors quote of four instructions of the Bureau that could not be carried out (real notes)."""

import json
import re

from amendments_helpers import FOLDER

from regulation.amendments.clauses import read
from regulation.amendments.model import Target

QUOTED = re.compile(r"[A-Z][a-z]{2}\. \d{1,2}, \d{4}, (.*?); however")


def test_the_quoted_instructions_are_read() -> None:
    notes = json.loads((FOLDER / "bis_ednote_defects.json").read_text("utf-8"))["notes"]
    found = []
    for note in notes:
        (words,) = QUOTED.findall(note["text"])
        found += [(one.verb, str(one.target)) for one in read(words, (Target(part=note["part"]),)).actions]
    china = "Supplement No. 4 to part 744, CHINA, PEOPLE'S REPUBLIC OF"
    assert found == [
        ("revise", "742.4(b)(11)"),
        ("add", "742.6(a)(13)"),
        ("add", "742.6(b)(14)"),
        ("add", f"{china}, entry “S2C Limited”"),
        ("revise", f"{china}, entry “Shanghai Micro Electronics Equipment (Group) Co., Ltd.”"),
        ("revise", "Supplement No. 1 to part 774, ECCN 9A005"),
    ]
