"""A composed projection, small and hostile: every crawled word tries to be HTML or Markdown. Nothing here is real."""

import composed_outcomes
import composed_products
import composed_stated

from graph import schema as g

EVIL = "<img src=x onerror=alert(1)> [x](http://evil.example) $a$ **b**"
SHA = "c0" * 32
STAYED = "At 90 FR 1, Nov. 12, 2025, in § 744.11, paragraph (a)(1) was stayed, effective until Nov. 9, 2026."
LONG, ROWS = "Supplement No. 4 to part 744", range(1, 451)
OLD, NEW = "2026-06-25", "2026-09-01"
SENTENCE = f"We add {EVIL} to 9A012 for the UAE."


def units() -> tuple[g.Unit, ...]:
    """Return sources, law, company, parties and alerts, joined as the pipeline joins them."""
    nodes = (*_published(), *composed_stated.nodes(EVIL), *_law(), *_part(), *_company(), *_alerts())
    nodes += (*composed_products.nodes(EVIL), *composed_outcomes.nodes(EVIL))
    edges = (
        *_edges(),
        *_part_edges(),
        *composed_stated.edges(),
        *composed_products.edges(),
        *composed_outcomes.edges(),
    )
    return (g.Unit("composed", nodes, edges),)


def _published() -> list[g.Node]:
    start = SENTENCE.index("UAE")
    return [
        g.Source(id="fr", title=EVIL, state="failed", reason=EVIL, rhythm_hours=24, silence="gap",
                 last_success="2026-11-20T08:00:00+00:00", last_failure="2026-11-26T08:00:00+00:00"),
        g.Document(id="fr:1", kind="rule", number="1", title=EVIL, abstract=SENTENCE, published="2026-08-14",
                   url="javascript:alert(1)", sha256=SHA, body="not held", relevance="relevant", replay="composed"),
        *(g.Document(id=f"{list}:{day}", kind="list version", number=f"{list} {day}", published=day, sha256=SHA,
                     title=f"Composed {EVIL}, text of {day}", url="https://example.org/text", body="held")
          for list, day in (("ccl", OLD), ("ccl", NEW), ("ecfr-744", NEW))),
        g.Instruction(id="i", number="1.a", verb="revise", target=EVIL, text=EVIL, new_text=EVIL, ordinal=1),
        g.Instruction(id="i2", text=EVIL, not_understood=EVIL, ordinal=2),
        g.Fact(id="fact:2", kind="cfr_citation", value="744.11(a)(9)", quote="744.11(a)(9)", block="abstract",
               sentence=f"See 744.11(a)(9) {EVIL}", start_at=4, end_at=16, sha256=SHA),
        g.Fact(id="fact:1", kind="destination", value="AE", quote="UAE", sentence=SENTENCE, block="abstract",
               start_at=start, end_at=start + 3, byte_start=start, byte_end=start + 3, sha256=SHA, reader="r/1",
               component="destinations", version="1"),
    ]  # fmt: skip


def _law() -> list[g.Node]:
    place = {"list": "ccl", "regime": "US", "entry": "9A012"}
    return [
        g.Control(id="k", designation="9A012", place="heading", kind="entry", order=1, **place),
        g.Control(id="k.a", designation="9A012.a", place="a", kind="paragraph", order=2, **place),
        g.Control(id="o", designation="9E001", place="heading", kind="entry", order=4, **(place | {"entry": "9E001"})),
        g.Text(id="t", text=f"Unmanned {EVIL}", sha256=SHA),
        g.Text(id="t.old", text="a. one hour", sha256=SHA),
        g.Control(id="k.note", designation="9A012.a", place="note 1", kind="note", order=3, **place),
        g.Text(id="t.note", text=f"Note 1 to 9A012.a: see § 744.11(a) {EVIL}", sha256=SHA),
        g.Text(id="t.new", text=f"a. three hours {EVIL}", sha256=SHA),
        g.Change(id="c", list="ccl", entry="9A012", place="a", kind="revised", change_class="threshold value",
                 before="a. one hour", after=f"a. three hours {EVIL}", from_version=OLD, to_version=NEW,
                 title="9A012 a: revised", attribution="candidate",
                 agreement=f"listing contradicts {EVIL}", readings=composed_stated.readings(EVIL),
                 meaning_changed=f"same number, {EVIL}", known="2026-11-26T08:00:00+00:00"),
        g.Change(id="pending", list="ccl", place="pending amendment 1", kind="added", after=EVIL, from_version=OLD,
                 to_version=NEW, change_class="pending amendment", title="pending", attribution="not attributed"),
        g.Change(id="p", list="parties", entry="2", place="1 row", kind="added", change_class="parties", after=EVIL,
                 to_version="2025-01-16", title=f"2 (90 FR 1): {EVIL}", attribution="1 row matches"),
    ]  # fmt: skip


def _part() -> list[g.Node]:
    place = {"list": "ecfr-744", "regime": "US", "entry": "744.11"}
    rows = {"list": "ecfr-744", "regime": "US", "entry": LONG, "designation": LONG}
    return [
        g.Control(id="s", designation="744.11", place="heading", kind="entry", order=1, **place),
        g.Control(id="s.a", designation="744.11(a)", place="(a)", kind="paragraph", order=2, **place),
        g.Control(id="s.a1", designation="744.11(a)(1)", place="(a)(1)", kind="paragraph", order=3, **place),
        g.Control(id="s.n", designation="744.11", place="effective date note 1", kind="effective date note", order=4,
                  **place),
        g.Text(id="s.t", text=f"§ 744.11 Heading {EVIL}"),
        g.Text(id="s.at", text=f"(a) Words of 9A012.a {EVIL}"),
        g.Text(id="s.a1t", text="(1) Stayed words."),
        g.Text(id="s.nt", text=f"Effective Date Note:\n{STAYED} {EVIL}"),
        g.Control(id="l", place="heading", kind="entry", order=5, **rows),
        g.Control(id="l.h", place="table header 1", kind="caption", order=6, **rows),
        g.Text(id="l.t", text=f"{LONG}—Rows {EVIL}"),
        g.Text(id="l.ht", text="Country\nEntity"),
        *(g.Control(id=f"l.{n}", place=f"table row {n}", kind="table row", order=6 + n, **rows) for n in ROWS),
        *(g.Text(id=f"l.{n}t", text=f"Composed {n}\n{EVIL}") for n in ROWS),
    ]  # fmt: skip


def _part_edges() -> list[g.Edge]:
    texts = [("s", "s.t"), ("s.a", "s.at"), ("s.a1", "s.a1t"), ("s.n", "s.nt"), ("l", "l.t"), ("l.h", "l.ht")]
    texts += [(f"l.{n}", f"l.{n}t") for n in ROWS]
    return [
        *(g.HasText(start=place, end=text, from_=NEW) for place, text in texts),
        g.PartOf(start="s.a", end="s"),
        g.PartOf(start="s.a1", end="s.a"),
        g.States(start="fr:1", end="fact:2"),
        g.Orders(start="fr:1", end="i"),
        g.Orders(start="fr:1", end="i2"),
        g.Targets(start="i", end="k.a"),
        g.OrderedBy(start="c", end="i"),
        g.HasText(start="k.note", end="t.note", from_=NEW),
    ]


def _company() -> list[g.Node]:
    return [
        g.Product(id="UAV-1", name=EVIL, eccn="9A012.a"),
        g.Customer(id="C1", name=f"=cmd {EVIL}"),
        g.Country(id="AE", name="United Arab Emirates"),
        g.Contract(id="K1"),
        g.Line(id="K1-1", value_minor=123450, currency="USD", starts="2026-10-01"),
        g.Party(id="y", name=EVIL, aliases=(EVIL,), countries=("CN",), citation="90 FR 1", sha256=SHA),
        g.PartyList(id="el", name=EVIL),
    ]


def _alerts() -> list[g.Node]:
    said = {"kind": "codes", "severity": "high", "what": EVIL, "since": "unknown (no date)", "touches": EVIL,
            "why": (EVIL,), "next_step": EVIL, "attribution": EVIL, "products": 1, "customers": 1, "lines": 1,
            "value": ("USD 1,234.50",)}  # fmt: skip
    roles = ("analyst", "executive", "product_owner")
    alerts = [g.Alert(id=f"alert:{role}", title=f"{EVIL} (1): 1 change", **said) for role in roles]
    return [*(g.Role(id=role, title=role) for role in roles), *alerts]


def _edges() -> list[g.Edge]:
    path = ("Change/c", "Control/k.a", "Product/UAV-1")
    edges: list[g.Edge] = [
        g.Published(start="fr", end="fr:1"),
        g.States(start="fr:1", end="fact:1"),
        g.MayBeMadeBy(start="c", end="fr:1", reasons=(EVIL,)),
        g.Changes(start="c", end="k.a", end_label="Control"),
        g.Changes(start="p", end="y", end_label="Party"),
        g.Reaches(start="c", end="k.a", how=EVIL),
        g.PartOf(start="k.a", end="k"),
        g.RefersTo(
            start="o",
            end="k",
            key="controlled_by",
            kind="controlled_by",
            quote="9A012",
            sentence=f"“Technology” for commodities controlled by 9A012 {EVIL}",
        ),
        g.HasText(start="k", end="t", from_=OLD),
        g.HasText(start="k.a", end="t.old", from_=OLD, to=NEW, origin=f"converter {EVIL}"),
        g.HasText(start="k.a", end="t.new", from_=NEW),
        g.ClassifiedAs(start="UAV-1", end="k.a", designation="9A012.a"),
        g.With(start="K1", end="C1"),
        g.HasLine(start="K1", end="K1-1"),
        g.Of(start="K1-1", end="UAV-1"),
        g.ShipsTo(start="K1-1", end="AE"),
        g.MatchesCandidate(start="C1", end="y", reasons=(EVIL,), decision="open"),
        g.ListedOn(start="y", end="el"),
    ]
    for role in ("analyst", "executive", "product_owner"):
        alert = f"alert:{role}"
        edges += [g.OwnedBy(start=alert, end=role), g.BecauseOf(start=alert, end="c")]
        edges += [g.Touches(start=alert, end="UAV-1", end_label="Product", path=path)]
        edges += [g.Touches(start=alert, end="K1-1", end_label="Line", path=(*path, "Line/K1-1"))]
    return edges
