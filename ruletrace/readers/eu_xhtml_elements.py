"""Class names of the Publications Office's XHTML, and what an element is by them."""

import re
from collections.abc import Iterator

from ruletrace.readers.xml import SUBSCRIPTS, SUPERSCRIPTS, Node, Run, styled_runs

KINDS = {
    "doc-ti": "title",
    "title-doc-first": "title",
    "title-doc-last": "title",
    "ti-art": "article",
    "title-article-norm": "article",
    "sti-art": "article_title",
    "stitle-article-norm": "article_title",
    "ti-section-1": "division",
    "title-division-1": "division",
    "ti-section-2": "division_title",
    "title-division-2": "division_title",
    "title-annex-1": "annex",
    "title-annex-2": "annex_title",
    "ti-annex": "annex",
    "ti-tbl": "caption",
    "title-table": "caption",
    "note": "note",
    "footnote": "note",
    "signatory": "signatory",
    "toc-item": "contents",
    "title-toc": "contents",
    "title-fam-member-star": "amending_act",
    "title-fam-member": "amending_act",
}
FURNITURE = re.compile(r"(?:hd-(?!column)|toc-\d|reference$|disclaimer$|title-doc-oj-reference$)")
CAPTION = re.compile(r"(?:ti-grseq-|title-gr-seq-level-)(\d)")
REGIONS = {"tit": "title", "pbl": "preamble", "cit": "citation", "rct": "recital", "fnp": "final"}
HEADED = re.compile(r"(?:Article|Artikel|ANNEX|ANHANG)\s+(\w+)$")
NOTE = re.compile(r"\(?\s*(\d+|\*+)\s*\)")
REGION_ID = re.compile(r"(tit|pbl|cit|rct|enc|art|anx|fnp)_[\w.]+$")
# (1), (a), 1., —, and the codes of control lists, which stand in a cell of their own
LABEL = re.compile(
    r"(?:\(?(?:\d+[a-z]*|[a-z]{1,2}|[ivxl]+|[A-Z])[.)]+|[—–•-]|\d[A-E]\d{3}(?:\.(?:[a-z]|\d{1,2}))*\.?)$"
)
NUMBERED = re.compile(r"(\d+[a-z]*)\.\s")
NOT_USED = re.compile(r"(?:[\w.()]+\s+)?[\[(]?(?:not used|deleted)[\])]?[.;,]?$", re.IGNORECASE)
ARTICLE = re.compile(r"(?:Article|Artikel) \w+$")
MARK = re.compile(r"[►▼◄\uf0b8-\uf0ff]*\s*([A-Z]+\d*)?\s*$")
ACTION = re.compile(r"(\d[\w()]+)(?::\s*([A-Z]+))?")
REFERENCE = re.compile(r"(0?\d{4}\w\d{4}) — [A-Z]{2} — (\d\d)\.(\d\d)\.(\d{4})")
BLOCKS = frozenset(("div", "p", "table", "tbody", "thead", "tr", "td", "th", "ul", "ol", "li", "dl", "dt", "dd", "h1"))
SKIP = frozenset(("head", "script", "style", "col", "hr", "br", "colgroup"))


def classes(node: Node) -> str:
    """Return the first class without the prefix that newer pages carry."""
    return (node.attributes.get("class", "").split() or [""])[0].removeprefix("oj-")


def bare_number(label: str) -> str:
    """Return a label without brackets and full stop: "a" for "(a)"."""
    return label.strip("(). ")


def holds_blocks(node: Node) -> bool:
    """Return whether the element is, or holds, a block."""
    return any(one.tag in BLOCKS for one in node.walk())


def table_rows(table: Node) -> Iterator[Node]:
    """Yield the rows of this table, not those of tables inside it."""
    for child in table.elements("tr", "tbody", "thead", "tfoot"):
        yield from [child] if child.tag == "tr" else child.elements("tr")


def bordered(table: Node) -> bool:
    """Return whether the table is drawn as one; lists stand in tables without a border."""
    names = table.attributes.get("class", "").split()
    return table.attributes.get("border", "0") != "0" or bool({"borderOj", "oj-table", "table"} & {*names})


def first_leaf(content: Node) -> Node | None:
    """Return the paragraph that a content cell opens with, or the cell itself when it holds text alone."""
    if not holds_blocks_below(content):
        return content
    first = next((one for one in content.elements() if one.tag in BLOCKS), None)
    if first is None or first.tag == "table" or classes(first) == "grid-container":
        return None
    return first if not holds_blocks_below(first) else first_leaf(first)


def holds_blocks_below(node: Node) -> bool:
    """Return whether a block stands inside the element."""
    return any(holds_blocks(child) for child in node.elements())


def without(content: Node, first: Node | None) -> Node:
    """Return `content` without the element `first`, which was read already."""
    if first is content:
        return Node(content.tag, {}, content.byte_start, content.byte_end)
    kept: list[Node | Run] = []
    for child in content.children:
        if (
            isinstance(child, Node)
            and child is not first
            and first is not None
            and any(one is first for one in child.walk())
        ):
            kept.append(without(child, first))
        elif child is not first:
            kept.append(child)
    return Node(content.tag, content.attributes, content.byte_start, content.byte_end, kept)


def spaced_out(cell: Node) -> Node:
    """Return the cell with a space after each paragraph: they are words apart."""
    children: list[Node | Run] = []
    for child in cell.children:
        children += [child, Run(" ", cell.byte_start, cell.byte_start)]
    return Node(cell.tag, cell.attributes, cell.byte_start, cell.byte_end, children)


def block_mark(node: Node) -> Node | None:
    """Return the link of an arrow that stands alone (▼M5), or None."""
    if classes(node) not in ("modref", "arrow", ""):
        return None
    link = next((one for one in node.walk() if one.tag == "a" and "title" in one.attributes), None)
    if link is None or not MARK.match(link.text()) or not link.text():
        return None
    return link


def linked_celex(link: Node) -> tuple[str, str]:
    """Return CELEX and action of a change mark's link, whose title is "32021R1122: REPLACED"."""
    found = ACTION.match(link.attributes.get("title", ""))
    return (found[1], found[2] or "") if found else ("", "")


def label_of(kind: str, words: str) -> str:
    """Return what tells a block from its like: the number of an article, annex, footnote or paragraph."""
    if kind in ("article", "annex"):
        found = HEADED.match(words)
    else:
        found = NOTE.match(words) if kind == "note" else NUMBERED.match(words)
    return found[1] if found else ""


def text_runs(node: Node) -> Iterator[Run]:
    """Yield the runs of a block without the arrows that mark a change inside a sentence."""
    return styled_runs(unmarked(node), raised_style)


def unmarked(node: Node) -> Node:
    """Return the element without the arrows that mark a change inside a sentence."""
    if classes(node) in ("modref", "arrow"):
        return node
    kept = [
        one if isinstance(one, Run) else unmarked(one)
        for one in node.children
        if isinstance(one, Run) or not (one.tag == "a" and one.text()[:1] in ("►", "◄"))
    ]
    return Node(node.tag, node.attributes, node.byte_start, node.byte_end, kept)


def raised_style(node: Node) -> dict[int, int] | None:
    """Return the table that raises or lowers the characters of this element, or None."""
    names = node.attributes.get("class", "")
    if node.tag == "sup" or "super" in names:
        return SUPERSCRIPTS
    if node.tag == "sub" or names.endswith(("sub", "subscript")):
        return SUBSCRIPTS
    return None
