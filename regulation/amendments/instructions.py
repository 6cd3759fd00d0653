"""From the AMDPARs of a rule to its elementary instructions, numbered, scoped and tied to their new text."""

import re
from dataclasses import dataclass, field
from itertools import zip_longest

from regulation.amendments.amdpars import Amdpar, Line, Rule
from regulation.amendments.bodies import tied
from regulation.amendments.clauses import acts, read
from regulation.amendments.dependencies import NEWLY, with_dependencies
from regulation.amendments.labels import Numbering, Path, spelled
from regulation.amendments.listed import with_listed
from regulation.amendments.model import Instruction, Target
from regulation.amendments.state import Action

_LABEL = re.compile(
    r"\W*?(?:Par(?:\.|agraph) (?=\d+\. [A-Z“§]))?\(?(\d{1,3}|[ivxl]{1,6}|[IVXL]{1,6}|[a-z]{1,2}|[A-Z])[.)]\s*(?=\S)"
)
# A step printed inside its list's AMDPAR: "… by: a. Revising paragraph (a); and b. Adding paragraph (c)."
_STEP = re.compile(
    r"(?:(?<=[:;.,—])\s+|(?<=—))(?:and\s+|or\s+)?(?:\(([a-z]|[ivx]+|\d{1,2})\)|(\d{1,2}|[a-z]|[ivx]{1,5}|[A-Z])\.)\s+"
    r"(?=[A-Z“§])"
)
# Real AMDPARs are below 2,000 characters; the time that one takes grows faster than its length.
MAX_CHARACTERS = 20_000
_SHOWN = 300
# An AMDPAR without number and verb is none: the words above the new text, or a line of the new text that does not
# open a list.
_LEAD_IN = re.compile(r"(?:The|These|This)\b.*\b(?:as follows|below)\W*", re.DOTALL)
_OPENS = re.compile(r"(?:In|Under|Amend|For)\b.*|.*[:—]\W*", re.DOTALL)


@dataclass(frozen=True, slots=True)
class _Step:
    """A numbered piece of an AMDPAR: its label ("" for none), its words and where they begin."""

    label: str
    text: str
    start: int


@dataclass(frozen=True, slots=True)
class _Opened:
    """What an instruction opens for its sub-steps: places, a verb left without objects, words that time it."""

    scope: tuple[Target, ...] = ()
    verb: str = ""
    effective: str = ""


def instructions(rule: Rule) -> tuple[Instruction, ...]:
    """Return the elementary instructions of a rule in the order of its words.

    Words that are not understood give an instruction without a verb; an AMDPAR that only opens a list gives none.
    """
    return with_dependencies(_Reader(rule).run())


@dataclass(slots=True)
class _Reader:
    rule: Rule
    numbering: Numbering = field(default_factory=Numbering)
    opened: dict[Path, _Opened] = field(default_factory=dict)
    done: list[Instruction] = field(default_factory=list)
    group: list[Instruction] = field(default_factory=list)
    listed: dict[int, str] = field(default_factory=dict)
    body: list[Line] = field(default_factory=list)
    number: Path = ()
    part: str = ""
    regtext: str = ""
    before: str = ""

    def run(self) -> tuple[Instruction, ...]:
        amdpars = self.rule.amdpars
        for amdpar, following in zip_longest(amdpars, amdpars[1:]):
            if self._is_text(amdpar):
                self._take_text(amdpar)
            else:
                self._take(amdpar, following)
            self.body += amdpar.lines
        self._close()
        return tuple(self.done)

    def _is_text(self, amdpar: Amdpar) -> bool:
        """Tell whether the printer marked words of the new text, or the line above it, as an instruction."""
        if _is_too_long(amdpar) or _LABEL.match(amdpar.text) or not (self.done or self.group):
            return False
        return not acts(amdpar.text) and bool(_LEAD_IN.fullmatch(amdpar.text) or not _OPENS.fullmatch(amdpar.text))

    def _take_text(self, amdpar: Amdpar) -> None:
        if not _LEAD_IN.fullmatch(amdpar.text):
            self.body.append(Line("HD", (), amdpar.text))

    def _take(self, amdpar: Amdpar, following: Amdpar | None) -> None:
        if self.body:
            self._close()
        if amdpar.part and amdpar.part != self.regtext:
            self.part = self.regtext = amdpar.part
        steps = _steps(amdpar.text, whole=_is_too_long(amdpar))
        labels = [*(step.label for step in steps[1:]), _label(following)]
        for index, step in enumerate(steps):
            self._step(amdpar, step, labels[index], restart=amdpar.opens and not index)

    def _step(self, amdpar: Amdpar, step: _Step, following: str, *, restart: bool) -> None:
        before = self.number[:1]
        if step.label:
            goes_on = self.before.rstrip().endswith((";", ":", "—", ",", "and", "or"))
            self.number = self.numbering.place(step.label, following, restart=restart, goes_on=goes_on)
        self.before = step.text
        if self.number[:1] != before:
            self._close()
        if _is_too_long(amdpar):
            self._add(amdpar, step, Action(None, None, 0, len(step.text)), "")
            return
        above = self._above()
        reading = read(step.text, above.scope, above.verb)
        self._keep(_Opened(reading.scope, reading.verb, reading.effective or above.effective))
        actions = reading.actions
        if not actions and reading.verb and amdpar.lines and step.start + len(step.text) == len(amdpar.text):
            # Not the opening of a list: the text that follows is new text for something that was not understood.
            actions = (Action(None, None, 0, len(step.text.rstrip(" .:—"))),)
        for action in actions:
            self._add(amdpar, step, action, reading.effective or above.effective)

    def _above(self) -> _Opened:
        for size in range(len(self.number) - 1, 0, -1):
            if self.number[:size] in self.opened:
                return self.opened[self.number[:size]]
        return _Opened((Target(part=self.part),))

    def _keep(self, opened: _Opened) -> None:
        depth = len(self.number)
        self.opened = {number: held for number, held in self.opened.items() if number[:depth] != self.number}
        self.opened[self.number] = opened

    def _add(self, amdpar: Amdpar, step: _Step, action: Action, effective: str) -> None:
        part = _part(action.target) or amdpar.part or self.part
        self.part = part
        words = "" if action.verb else _shown(amdpar, step.text[action.start : action.end])
        if action.listed and action.target:
            self.listed[len(self.group)] = action.listed
        self.group.append(
            Instruction(
                document_number=self.rule.document_number,
                ordinal=amdpar.ordinal,
                part=part,
                number=spelled(self.number),
                verb=action.verb,
                target=action.target if action.verb or action.listed else None,
                text=amdpar.text,
                span=(step.start + action.start, step.start + action.end),
                old_target=action.old_target,
                old_words=action.old_words,
                new_words=action.new_words,
                not_understood=words,
                title=amdpar.title,
                effective=effective,
                note=NEWLY if action.newly else "",
                anchor=action.anchor,
                position=action.position,
                unread=action.unread,
            )
        )

    def _close(self) -> None:
        """Tie the text that has come to the instructions before it."""
        self.done += tied(with_listed(self.group, self.listed, self.body), self.body)
        self.group, self.body, self.listed = [], [], {}


def _is_too_long(amdpar: Amdpar) -> bool:
    return len(amdpar.text) > MAX_CHARACTERS


def _shown(amdpar: Amdpar, words: str) -> str:
    """Return words not understood; of an AMDPAR too long to be read their beginning, with that remark."""
    if not _is_too_long(amdpar):
        return words
    length = f"{len(amdpar.text):,} characters, more than {MAX_CHARACTERS:,}"
    return f"{words[:_SHOWN]}… (only the beginning; the AMDPAR has {length}, and was not read)"


def _steps(text: str, *, whole: bool) -> list[_Step]:
    """Cut an AMDPAR into the numbered pieces that it prints; a `whole` one stays in one piece."""
    label = _LABEL.match(text)
    start = label.end() if label else 0
    cuts = [] if whole else list(_STEP.finditer(text, start))
    if not cuts or (cuts[0].group(1) or cuts[0].group(2)) not in ("a", "A", "i", "1", "I"):
        cuts = []
    ends = [*(cut.start() for cut in cuts), len(text)]
    found = [_Step(label.group(1) if label else "", text[start : ends[0]], start)]
    for cut, end in zip(cuts, ends[1:], strict=True):
        found.append(_Step(cut.group(1) or cut.group(2), text[cut.end() : end], cut.end()))
    return found


def _label(amdpar: Amdpar | None) -> str:
    match = _LABEL.match(amdpar.text) if amdpar else None
    return match.group(1) if match else ""


def _part(target: Target | None) -> str:
    if target is None:
        return ""
    return target.section.partition(".")[0] or target.part
