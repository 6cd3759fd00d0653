"""Places of a text of law as words name them: each a chain of steps from outside in."""

from dataclasses import dataclass, replace

from regulation.amendments.labels import Path, between
from regulation.amendments.lexer import Token

_LARGE = frozenset({"section", "container", "chapter", "part", "subpart", "eccn"})


@dataclass(frozen=True, slots=True)
class Ref:
    """One step of a place: `kind` (section, paragraph, element, words, …), its value, and a paragraph's labels."""

    kind: str
    value: str = ""
    path: Path = ()


@dataclass(frozen=True, slots=True)
class Found:
    """A place as named: steps from outside in, where the words stand, and whether it is said to be newly numbered.

    `anchor` is what words stand beside: ("after", "the other words"); `position` is "end" or "beginning" of the place.
    """

    chain: tuple[Ref, ...]
    start: int
    end: int
    newly: bool = False
    reserved: bool = False
    anchor: tuple[str, str] | None = None
    position: str = ""

    @property
    def of_part(self) -> bool:
        """Whether it is an element of a whole part: its authority citation, its heading."""
        return [one.kind for one in self.chain] == ["part", "element"]

    def within(self, place: "Found") -> "Found":
        """Return this place inside another; a section that is narrowed by a paragraph stays outside."""
        own, other = self.chain, place.chain
        narrows = own and other and own[0].kind in _LARGE and other[0].kind not in _LARGE
        narrows = narrows and not (own[0].kind == "eccn" and other[0].kind == "step")
        chain = own + other if narrows else _bigger(other, own)
        newly = self.newly or place.newly
        start, end = min(self.start, place.start), max(self.end, place.end)
        position = self.position or place.position
        return Found(chain, start, end, newly, self.reserved, self.anchor or place.anchor, position)


def _bigger(outer: tuple[Ref, ...], inner: tuple[Ref, ...]) -> tuple[Ref, ...]:
    """Join two chains; a section said to stand in a subpart or part is still that section."""
    if len(outer) > 1 and inner and inner[0].kind == "section" and outer[-1].kind in ("part", "subpart"):
        return inner
    larger = {"section": ("part", "subpart"), "part": ("chapter",), "subpart": ("chapter", "part")}
    if inner and outer and outer[-1].kind in larger.get(inner[0].kind, ()):
        return outer + inner if (outer[-1].kind, inner[0].kind) == ("part", "subpart") else inner
    return outer + inner


def as_step(one: Found) -> Found:
    """Take a quoted name that something stands under as the heading above it."""
    quoted = one.chain and one.chain[0].kind == "quote"
    return replace(one, chain=(Ref("under", one.chain[0].value.rstrip(",")), *one.chain[1:])) if quoted else one


def narrows_to(before: Found, after: Found, between_: Token) -> bool:
    """Tell whether "§ 1.2, paragraph (a)," names one place."""
    if between_.value != "," or not before.chain or not after.chain:
        return False
    outer, inner = before.chain[-1].kind, after.chain[0].kind
    if outer in ("paragraph", "dotted"):  # "paragraph (b)(1), the last sentence,"
        return len(after.chain) == 1 and after.chain[0].value.endswith(("sentence", "sentences"))
    if outer in ("step", "under"):
        return inner in ("eccn", "step", "under")
    if outer in ("part", "subpart"):
        return inner in ("subpart", "section")
    if outer in ("section", "container", "eccn"):
        return inner in ("paragraph", "range", "element", "dotted", "comment", "definition") or (
            outer == "container" and inner in ("eccn", "step", "under")
        )
    return False


def ranged(first: Found, last: tuple[Ref, ...], end: int, tail: tuple[Ref, ...] = ()) -> list[Found]:
    """Return a range as one place with the path or label of its end; it is counted out where its base is known.

    `tail` is what of each member is meant: its designation.
    """
    *outer, own = first.chain
    other = last[-1]
    if own.kind == "paragraph":
        chain = (*outer, Ref("range", own.kind, own.path), Ref("range end", own.kind, other.path), *tail)
        return [replace(first, chain=chain, end=end)]
    return [replace(first, chain=(*outer, one), end=end) for one in _counted(own, other)]


def _counted(first: Ref, last: Ref) -> list[Ref]:
    """Count out labels that end in a number or letter: A-31 through A-41, §§ 22.80 through 22.90, 3.ii through 3.v."""
    head, tail = _split(first.value)
    other_head, other_tail = _split(last.value)
    labels = between(tail, other_tail) if head == other_head or not other_head else ()
    close = ")" if first.value.endswith(")") else ""
    return [replace(first, value=f"{head}{label}{close}") for label in labels] or [first, last]


def _split(value: str) -> tuple[str, str]:
    bare = value.rstrip(")")
    size = len(bare)
    while size and bare[size - 1].isalnum() and bare[size - 1].isdigit() == bare[-1].isdigit():
        size -= 1
    return bare[:size], bare[size:]


def singular(words: str, noun: str) -> str:
    """Return the noun of a step as it is written in a target: comment, Model Form, title."""
    irregular = {"categories": "category", "appendices": "appendix", "appendixes": "appendix", "entries": "entry"}
    lower = words.lower()
    single = irregular.get(lower) or (words[:-1] if lower.endswith("s") and not lower.endswith("ss") else words)
    if noun in ("container", "step"):
        return single.capitalize() if single.isupper() else single[:1].upper() + single[1:]
    return single if " " in single else single.lower()


def number_of(token: Token) -> str:
    """Return the label of a token as it is written in a target: No. 1."""
    return f"No. {token.value.lstrip('nos. ')}" if token.kind == "number" else token.value
