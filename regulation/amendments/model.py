"""Instructions that amend a text of law, as data: one verb on one target, with the new text that belongs to it."""

from dataclasses import dataclass
from enum import StrEnum

from ruletrace.model import sha256_hex


class Verb(StrEnum):
    """What an elementary instruction does to its target."""

    ADD = "add"
    REVISE = "revise"
    REMOVE = "remove"
    REDESIGNATE = "redesignate"
    RESERVE = "reserve"
    REPUBLISH = "republish"
    REPLACE_WORDS = "replace_words"
    TRANSFER = "transfer"
    CONTINUE = "continue"


@dataclass(frozen=True, slots=True)
class Target:
    """A place in a text of law; `str()` gives the canonical form of the labelling guide (tests/gold/amendments).

    A section of the code has `section` ("740.6") and `paragraphs` ("a", "1", "iv"). A part or subpart has `part` and
    `subpart` only. A supplement, an appendix or an act of the EU is `container` ("Supplement No. 1 to part 774") with
    `steps` inside it ("ECCN 3A069", "a.1"). `element` is the thing at that place: heading, introductory text,
    authority citation, note 1, table, table row “…”, entry “…”, definition “…”, undesignated heading; `inner` are the
    paragraphs inside such an element and `detail` what of them (introductory text). Empty means that the place has
    none.
    """

    part: str = ""
    subpart: str = ""
    section: str = ""
    paragraphs: tuple[str, ...] = ()
    container: str = ""
    steps: tuple[str, ...] = ()
    element: str = ""
    inner: tuple[str, ...] = ()
    detail: str = ""

    def __str__(self) -> str:
        if self.element.startswith("undesignated heading") and self.section:
            return f"undesignated heading before {self.section}"
        words = [self._place(), self.element, "".join(f"({one})" for one in self.inner), self.detail]
        return " ".join(word for word in words if word)

    @property
    def eccn(self) -> str:
        """The entry of a control list that holds the place ("3A069"), or ""."""
        return next((step.removeprefix("ECCN ") for step in self.steps if step.startswith("ECCN ")), "")

    def _place(self) -> str:
        if self.container:
            return ", ".join((self.container, *self.steps))
        if self.section:
            return self.section + "".join(f"({one})" for one in self.paragraphs)
        if self.subpart:
            return f"subpart {self.subpart} of part {self.part}"
        return f"part {self.part}" if self.part else ""


@dataclass(frozen=True, slots=True)
class BodyBlock:
    """A piece of new text: `kind` is heading, paragraph, row, table, footnote, authority, note, source or asterisks.

    Asterisks ("* * *", alone or after a paragraph's label) stand for text in force that stays and is not printed.

    `designation` is the paragraph's own path where it can be told: ("a", "1", "iv") for 740.6(a)(1)(iv), ("a.1",)
    inside an entry of a control list; () for text without one. `begins` is the path of the first label printed, where
    a block prints several ("(c) Updates—(1) In general." begins (c) and is (c)(1)). `section` is the section ("740.6")
    or the heading that the block stands under, "" when none is printed. `cells` are those of a row, by column.
    """

    kind: str
    text: str
    section: str = ""
    designation: tuple[str, ...] = ()
    begins: tuple[str, ...] = ()
    cells: tuple[str, ...] = ()


@dataclass(frozen=True, slots=True)
class Instruction:
    """One elementary instruction: one verb on one target.

    `ordinal` is the number of its AMDPAR in the document (from 1; for an act of the EU, of the instruction);
    `number` the printed path (`7.b`); `part` and `title` of the code ("" in the EU); `span` the characters of verb
    and target within `text`, the AMDPAR's words with white space folded. `verb` and `target` are None where the
    words were not understood; `not_understood` then holds those words. `old_target` is where a redesignated or
    transferred place stood. `old_words` and `new_words` are the quoted words of a change inside a text, None when
    there are none. `depends_on` are numbers of instructions of the same document that this one builds on;
    `effective` the words that time it ("Delayed indefinitely", "Effective March 13, 2024"), "" when the document's
    dates rule; `note` a hint such as "see Annex I". `regime` is US or EU. `anchor` is what added words stand beside
    ("after", "the other words"), or which of several of the same words are meant; `position` is "end" or "beginning"
    where the words stand there. `unread` are words of the clause that name nothing and that no reading took.
    """

    document_number: str
    ordinal: int
    part: str
    number: str
    verb: Verb | None
    target: Target | None
    text: str
    span: tuple[int, int]
    old_target: Target | None = None
    old_words: str | None = None
    new_words: str | None = None
    body: tuple[BodyBlock, ...] = ()
    depends_on: tuple[str, ...] = ()
    not_understood: str = ""
    title: str = ""
    effective: str = ""
    note: str = ""
    regime: str = "US"
    anchor: tuple[str, str] | None = None
    position: str = ""
    unread: str = ""

    @property
    def new_text(self) -> str:
        """The new text tied to this instruction, a line a block; "" when none is."""
        return "\n".join(block.text for block in self.body)

    @property
    def new_text_sha256(self) -> str | None:
        """SHA-256 of the UTF-8 of `new_text`, None when no text is tied."""
        return sha256_hex(self.new_text.encode()) if self.body else None
