"""New text tied to the instructions that bring it: split by section, paragraph, comment, entry or definition."""

import re
from collections.abc import Callable, Iterator, Sequence
from dataclasses import dataclass, field, replace

from regulation.amendments import run_in
from regulation.amendments.amdpars import Line
from regulation.amendments.labels import LEVELS, Path, rank
from regulation.amendments.model import BodyBlock, Instruction, Target, Verb

_BRINGING = frozenset({Verb.ADD, Verb.REVISE, Verb.REPUBLISH, Verb.CONTINUE})
_LEAD_IN = re.compile(
    r"(?:The|These|This) [a-z, /()§\d.]{3,120} (?:reads?|to read|(?:is|are))\b[^:]{0,60}(?:follows|below):"
)
_SECTION = re.compile(r"§+\s*(\d[\w.–-]*)")
_FIRST = re.compile(r"\(\s*(\w{1,5})\s*\)\s*")
# The heading of a paragraph that opens the next level on its line: "(c) Updates to plan—(1) In general."
_RUN_IN = re.compile(r"[^().;:]{2,120}?(?:\s*—\s*|\.\s*)(?=\(\s*\w{1,5}\s*\))")
_ITEM = re.compile(r"(\d{1,3}|[ivxl]{1,6}|[A-Z])\.(?=\s|[A-Z])")
_NUMBERED = re.compile(r"\d+(?:\.\d+)?(?:\(\w+\))+(?= )")
_COMMENT_ITEM = re.compile(r"\d[\w.]*(?:\(\w+\))+-\d+(?:\.\w+)*")
# A comment's number with its title, where the printer did not mark it as a heading.
_COMMENT_HEADING = re.compile(r"(?:Paragraph )?\d+(?:\.\d+)?(?:\(\w+\))+ ?(?:[A-Z][^.]*\.?)?(?: ?\* \* \*)?")


# The line below a section that tells its authority: "(Authority: 38 U.S.C. 501)", "(Secs. 4, 48 Stat. 1066)".
_AUTHORITY = re.compile(r"\((?:Authority|Authorities|Secs?\.|\d+ U\.S\.C\.)")
_FOOTNOTE = re.compile(r"\bfootnote (\d+)$")
_ENTRY = re.compile(r"(\d[A-E]\d{3})(?=[\s.:—–-]+[A-Z“\"\[(])")


def tied(group: Sequence[Instruction], lines: Sequence[Line]) -> list[Instruction]:
    """Return the instructions of one AMDPAR (with the steps before it) with the body's blocks that belong to each.

    Where one instruction brings new text, all of it is that one's, less the "* * *" of what surrounds a paragraph.
    Where several do, each gets what its designation names; an unclaimed rest goes to the only one without any; where
    nothing can be told apart, each has the whole.
    """
    targets = [one.target for one in group if one.target]
    blocks = _with_authorities(_blocks(lines, targets), targets)
    bringing = [index for index, one in enumerate(group) if one.verb in _BRINGING and one.old_words is None]
    bringing = [index for index in bringing if group[index].new_words is None and _may_bring(group[index], blocks)]
    if not blocks or not bringing:
        return list(group)
    shares = {index: _share(group[index].target, blocks) for index in bringing}
    shares = _with_rest(shares, blocks)
    return [
        replace(one, body=tuple(_own(one.target, block) for block, _ in shares[index])) if index in shares else one
        for index, one in enumerate(group)
    ]


def _own(target: Target | None, block: BodyBlock) -> BodyBlock:
    held = target is not None and bool(target.section) and _same_section(block.section, target.section)
    return run_in.own(target, block) if target and held else block


_Block = tuple[BodyBlock, bool]  # a block, and whether it only shows what surrounds the new text


def _may_bring(one: Instruction, blocks: Sequence[_Block]) -> bool:
    """Tell whether a body can be an instruction's: an authority citation has its own text, which nothing else has."""
    authority = bool(one.target and one.target.element == "authority citation")
    return authority or any(block.kind != "authority" for block, _ in blocks)


def _with_authorities(blocks: list[_Block], targets: Sequence[Target]) -> list[_Block]:
    """Mark the last line that tells the authority of a section, where its authority citation is a target."""
    found = list(blocks)
    for target in targets:
        cited = target.section and target.element == "authority citation"
        for at in reversed(range(len(found)) if cited else range(0)):
            block = found[at][0]
            if _AUTHORITY.match(block.text) and _is_inside(target, block):
                found[at] = (replace(block, kind="authority"), False)
                break
    return found


def _is_inside(target: Target, block: BodyBlock) -> bool:
    held = block.designation[: len(target.paragraphs)] == target.paragraphs
    return held and _same_section(block.section, target.section)


def _authority(target: Target, blocks: Sequence[_Block]) -> list[_Block]:
    cited = [pair for pair in blocks if pair[0].kind == "authority"]
    own = [pair for pair in cited if _is_inside(target, pair[0])]
    return own or [pair for pair in cited if not pair[0].section]


def _with_rest(shares: dict[int, list[_Block]], blocks: Sequence[_Block]) -> dict[int, list[_Block]]:
    empty = [index for index, share in shares.items() if not share]
    if len(empty) == len(shares):
        whole = [pair for pair in blocks if not pair[1]]
        return dict.fromkeys(shares, whole)
    taken = {id(block) for share in shares.values() for block, _ in share}
    rest = [
        pair for pair in blocks if not pair[1] and id(pair[0]) not in taken and pair[0].kind in ("paragraph", "row")
    ]
    if len(empty) == 1 and rest:
        return {**shares, empty[0]: rest}
    return shares


def _share(target: Target | None, blocks: Sequence[_Block]) -> list[_Block]:
    if target is None:
        return []
    if target.element == "authority citation":
        return _authority(target, blocks)
    if target.container:
        return _of_container(target, blocks)
    if not target.section:
        return [pair for pair in blocks if not pair[1]]
    own = [pair for pair in blocks if _same_section(pair[0].section, target.section) and pair[0].kind != "authority"]
    if target.element.startswith("definition"):
        return _definition(target, own)
    footnote = _FOOTNOTE.search(target.element)
    if footnote:
        return _footnote(target, int(footnote[1]), own)
    if not target.element:
        return _with_unprinted([pair for pair in own if _holds(target, pair[0])])
    return [pair for pair in own if (not pair[1] or run_in.opens(target, pair[0])) and _holds(target, pair[0])]


def _footnote(target: Target, number: int, own: Sequence[_Block]) -> list[_Block]:
    """Return a footnote of a table: the first below it is number 1, as its number is not part of its words."""
    size = len(target.paragraphs)
    notes = [pair for pair in own if pair[0].kind == "footnote" and pair[0].designation[:size] == target.paragraphs]
    return notes[number - 1 : number]


def _with_unprinted(own: Sequence[_Block]) -> list[_Block]:
    """Keep the asterisks between blocks of a target; those before and after all of them are of what surrounds it."""
    printed = [index for index, (_, around) in enumerate(own) if not around]
    if not printed:
        return []
    first = printed[0]
    while first and own[first - 1][0].kind == "paragraph":  # "(a) * * *" above "(1) …", when (a) is the target
        first -= 1
    return [(_unprinted(block) if around else block, False) for block, around in own[first : printed[-1] + 1]]


def _unprinted(block: BodyBlock) -> BodyBlock:
    return replace(block, kind="asterisks")


def _same_section(printed: str, named: str) -> bool:
    return printed.replace("–", "-").rstrip(".") == named.replace("–", "-")


def _holds(target: Target, block: BodyBlock) -> bool:
    """Tell whether a block of the target's section is text of the target."""
    size = len(target.paragraphs)
    if target.element == "introductory text":
        return block.kind == "paragraph" and target.paragraphs in (block.designation, block.begins)
    if target.element == "heading":
        return target.paragraphs in (block.designation, block.begins) if size else block.kind == "heading"
    if "row “" in target.element or "entry “" in target.element:
        name = target.element.rpartition("“")[2].rstrip("”")
        return block.kind == "row" and block.text.startswith(name)
    if "table" in target.element:
        return block.kind in ("row", "table", "footnote") and block.designation[:size] == target.paragraphs
    if target.element.startswith("note"):
        return block.kind == "note"
    return block.designation[:size] == target.paragraphs


def _definition(target: Target, own: Sequence[_Block]) -> list[_Block]:
    """Return a definition: from the paragraph that begins with its term to the next one without a designation."""
    term = target.element.partition("“")[2].rstrip("”").lower()
    found: list[_Block] = []
    for block, around in own:
        if block.kind == "paragraph" and block.text.lower().lstrip("“\"' ").startswith(term):
            found = [(block, around)]
        elif found and block.text.startswith("("):
            found.append((block, around))
        elif found:
            break
    return found


def _of_container(target: Target, blocks: Sequence[_Block]) -> list[_Block]:
    """Return the text of a comment, an entry or a form: under its heading, or beginning with its label."""
    names = [_bare(step) for step in target.steps]
    if not names:
        return [pair for pair in blocks if not pair[1]]
    if target.eccn and len(names) == 1 and not target.element:
        return _entry(names[0], blocks)
    heading = target.element == "heading"
    return [pair for pair in blocks if not pair[1] and _named(names, pair[0], heading=heading)]


def _entry(eccn: str, blocks: Sequence[_Block]) -> list[_Block]:
    """Return an entry of a control list: from the line that begins with its code to the heading of the next entry."""
    found: list[_Block] = []
    inside = False
    for block, around in blocks:
        heading = _ENTRY.match(block.text) if block.kind in ("heading", "paragraph", "note") else None
        inside = heading[1] == eccn if heading else inside
        if inside:
            found.append((_unprinted(block) if around else block, False))
    while found and found[-1][0].kind == "asterisks":
        found.pop()
    return found


def _bare(step: str) -> str:
    for word in ("comment ", "Paragraph ", "ECCN ", "title ", "Model Form ", "entry ", "Title "):
        step = step.removeprefix(word)
    numbered = _NUMBERED.match(step)  # "2(e) Consumer Lease": the number finds it
    return numbered.group() if numbered else step.strip("“”")


def _named(names: Sequence[str], block: BodyBlock, *, heading: bool) -> bool:
    last = names[-1]
    if heading:
        return block.kind == "heading" and _begins(block.section, last)
    if len(names) == 1:
        return _begins(block.section, last) or _begins(block.text, last)
    outer, item = names[-2], last
    if _COMMENT_ITEM.fullmatch(last):
        outer, _, item = last.rpartition("-")
    held = _begins(block.section, outer) or ("(" not in outer and outer in block.section)
    path = tuple(item.strip("().").replace(")(", ".").split("."))
    return held and block.kind != "heading" and block.designation[: len(path)] == path


def _begins(text: str, label: str) -> bool:
    """Tell whether a heading is that of a label: "31(b)(1) Accuracy" is not that of 31(b)."""
    plain = text.removeprefix("Paragraph ").removeprefix("Comment ").removeprefix("Section ")
    return plain.startswith(label) and plain[len(label) : len(label) + 1] in ("", *"—–-.:, \xa0")


# Blocks


@dataclass(slots=True)
class _Place:
    """Where the reading of a body stands: its section or heading, and the path of the last paragraph."""

    expected: tuple[Target, ...]
    section: str = ""
    path: Path = ()
    item: Path = ()
    regulation: bool = False
    found: list[_Block] = field(default_factory=list)


def _blocks(lines: Sequence[Line], expected: Sequence[Target]) -> list[_Block]:
    place = _Place(tuple(expected))
    for line in lines:
        if not _LEAD_IN.fullmatch(line.text.strip()):
            _take(place, line)
    return place.found


def _take(place: _Place, line: Line) -> None:
    readers: dict[str, Callable[[_Place, Line], None]] = {"SECTNO": _section, "HD": _heading, "SUBJECT": _subject}
    if "AUTH" in line.parents:
        if line.tag != "HD":
            place.found.append((BodyBlock("authority", line.text), False))
    elif "AUTH" not in line.parents and place.found and place.found[-1][0].kind == "authority" and not place.section:
        place.found.append((BodyBlock("authority", line.text), False))
    elif line.tag in readers:
        readers[line.tag](place, line)
    elif line.tag in ("ROW", "CHED", "TTITLE", "TNOTE", "ENT") or "GPOTABLE" in line.parents:
        kind = {"ROW": "row", "TNOTE": "footnote"}.get(line.tag, "table")
        around = not line.text.strip("* ")
        place.found.append((BodyBlock(kind, line.text, place.section, place.path, cells=line.cells), around))
    elif line.tag == "STARS" or not line.text.strip("* "):
        place.found.append((BodyBlock("asterisks", "* * *", place.section, place.path or place.item), True))
    else:
        _paragraph(place, line)


def _section(place: _Place, line: Line) -> None:
    match = _SECTION.search(line.text)
    place.section, place.path, place.item = (match.group(1) if match else line.text), (), ()
    place.regulation = True


def _subject(place: _Place, line: Line) -> None:
    place.found.append((BodyBlock("heading", line.text, place.section), False))


def _heading(place: _Place, line: Line) -> None:
    if "NOTE" in line.parents:
        place.found.append((BodyBlock("note", line.text, place.section, place.path), False))
        return
    if not place.regulation:
        place.section, place.item = line.text, ()
    place.found.append((BodyBlock("heading", line.text, place.section, place.path), False))


def _paragraph(place: _Place, line: Line) -> None:
    kind = "note" if "NOTE" in line.parents else "paragraph"
    text = line.text
    if place.regulation:
        path, begins, rest = _designated(text, place)
        place.found.append((BodyBlock(kind, text, place.section, path, begins), not rest.strip("* ")))
        return
    if _looks_like_heading(text):
        place.section, place.item = text, ()
        place.found.append((BodyBlock("heading", text, place.section), "* * *" in text))
        return
    item = _ITEM.match(text)
    lettered = None if item else _FIRST.match(text)
    if lettered:
        item, place.item = lettered, ()
    if item:
        place.item = _next_item(item.group(1), place.item)
    around = "* * *" in text and len(text) < 120
    place.found.append((BodyBlock(kind, text, place.section, place.item if item or place.item else ()), around))


def _looks_like_heading(text: str) -> bool:
    return bool(_COMMENT_HEADING.fullmatch(text))


def _next_item(label: str, before: Path) -> Path:
    """Return the path of an item of a comment: 2., then ii., then A."""
    styles = (LEVELS[1], LEVELS[2], LEVELS[3])
    for depth, style in enumerate(styles):
        if rank(label, style) and depth <= len(before):
            return (*before[:depth], label)
    return (label,)


def _designated(text: str, place: _Place) -> tuple[Path, Path, str]:
    """Return the path of a paragraph from its printed labels, that of the first of them, and the words after them.

    A paragraph without a label belongs to the one before it, unless it is a definition.
    """
    labels, rest = _labels(text)
    if not labels:
        if any(one.element.startswith("definition") and not one.paragraphs for one in place.expected):
            place.path = ()
        return place.path, place.path, text
    paths = []
    for label in labels:
        place.path = _placed(label, place, context=not rest.strip("* "))
        paths.append(place.path)
    return paths[-1], paths[0], rest


def _labels(text: str) -> tuple[list[str], str]:
    labels: list[str] = []
    rest = text
    while True:
        match = _FIRST.match(rest)
        if not match or not any(rank(match.group(1), level) for level in LEVELS):
            return labels, rest
        if labels and not _opens(match.group(1), labels[-1]):
            return labels, rest
        labels.append(match.group(1))
        rest = rest[match.end() :]
        run_in = _RUN_IN.match(rest)
        if run_in:
            after = _FIRST.match(rest[run_in.end() :])
            if after and _opens(after.group(1), labels[-1]):
                rest = rest[run_in.end() :]


def _opens(label: str, above: str) -> bool:
    """Tell whether a label begins the level below another: (1) after (c), (i) after (2)."""
    return label in ("1", "i", "A") and label != above and not (label == "i" and not above.isdigit())


def _placed(label: str, place: _Place, *, context: bool) -> Path:
    """Return the path of the next printed label; the paragraphs that the instruction names decide between two.

    A line of `context` ("(i) * * *") leads to a paragraph that is named; any other may also be inside one.
    """
    options = list(dict.fromkeys(_options(label, place.path)))
    wanted = [one.paragraphs for one in place.expected if _same_section(place.section, one.section)]
    wanted = [path for path in wanted if path]
    leading = [path for path in options if any(one[: len(path)] == path for one in wanted)]
    inside = [path for path in options if any(path[: len(one)] == one for one in wanted)]
    shown = [path for path in leading if path not in inside] if context else []
    fitting = [path for path in options if path in leading or path in inside]
    return next(iter([*shown, *fitting, *options]), (*place.path, label))


def _options(label: str, before: Path) -> Iterator[Path]:
    """Yield the paths that a label can have after another, the likeliest first."""
    steps = [
        (rank(label, LEVELS[depth]) - rank(before[depth], LEVELS[depth]), depth)
        for depth in range(min(len(before), len(LEVELS)) - 1, -1, -1)
        if rank(label, LEVELS[depth])
    ]
    yield from ((*before[:depth], label) for step, depth in steps if step == 1)
    below = len(before)
    if below < len(LEVELS) and rank(label, LEVELS[below]):
        yield (*before, label)
    yield from ((*before[:depth], label) for step, depth in steps if step > 1)
    yield from ((*before[:depth], label) for step, depth in steps if step <= 0)
    if rank(label, LEVELS[0]):
        yield (label,)
