"""Small texts and instructions composed for a test, and where the real ones stand."""

from pathlib import Path

from regulation.amendments.amdpars import rule_of_json
from regulation.amendments.instructions import instructions
from regulation.amendments.model import BodyBlock, Instruction
from regulation.carrying_out import Text, Unit

ROOT = Path(__file__).parents[4]
ECFR = ROOT / "samples" / "ecfr"
FIXTURES = ROOT / "tests" / "fixtures" / "carrying-out"
AMENDMENTS = ROOT / "tests" / "fixtures" / "amendments"


def read(*words: str, part: str = "742") -> list[Instruction]:
    """Return the instructions that these AMDPARs give."""
    amdpars = [{"text": text, "regtext_part": part} for text in words]
    return list(instructions(rule_of_json({"document_number": "composed-1", "amdpars": amdpars})))


def block(text: str, *designation: str, section: str = "742.6", kind: str = "paragraph") -> BodyBlock:
    return BodyBlock(kind, text, section, designation)


def composed(*paths: str, section: str = "742.6", part: str = "part 742") -> Text:
    """Return a composed section with a heading, a paragraph for each path such as "a.1.i", and a source line."""
    units = [Unit((section,), "Heading.", f"§ {section}")]
    for path in paths:
        steps = path.split(".")
        units.append(Unit((section, *steps), f"Words of {path}.", f"({steps[-1]})"))
    return Text("a composed text", frozenset({part}), tuple(units))


def shown(text: Text) -> list[str]:
    return [f"{'.'.join(one.address[1:])}|{one.label}|{one.words}" for one in text.units[1:]]
