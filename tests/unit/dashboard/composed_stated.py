"""Composed: documents that state much and act on each other, findings, and a change with readings; `evil` hurts."""

import json
from collections.abc import Iterator

from graph import schema as g

SHA = "cd" * 32
RULE, DELAYED, LATER = "fr:2026-3", "fr:2025-1", "fr:2026-4"
DELAY = "This composed rule delays 90 FR 11 from March 1, 2026 to June 1, 2026."
POLICY = "Composed review changes from a presumption of denial to case-by-case review."
EFFECTIVE = "This composed rule is effective August 15, 2026."
CODES = 60
LISTED = {"field": "citations", "official": "91 FR 33", "screening": "", "why": "unexplained", "explained": False}
OPEN, REOPENED, UNRESOLVED, DECIDED = "finding:open", "finding:again", "finding:who", "finding:done"


def nodes(evil: str) -> list[g.Node]:
    """Return the documents with their facts, and the findings."""
    return [*_documents(evil), *_facts(evil), *_findings(evil), *_listings(evil)]


def readings(evil: str) -> tuple[str, ...]:
    """Return the readings of a change that contradict."""
    rows = (
        {"reading": "difference of dated texts", "stance": "states", "says": "revised", "quote": evil, "place": "text"},
        {"reading": "preamble and abstract", "stance": "silent", "says": evil, "document": RULE, "place": "abstract"},
        {"reading": "amendatory instructions", "stance": "not held", "says": "the full text is not held"},
        {"reading": "metadata of the listing", "stance": "contradicts", "says": "effective later", "document": RULE,
         "fact": "fact:effective", "cause": "effective date"},
    )  # fmt: skip
    return tuple(json.dumps(row) for row in rows)


def edges() -> list[g.Edge]:
    """Return what joins them."""
    facts = [fact.id for fact in _facts("") if fact.id != "fact:later"]
    return [
        *(g.States(start=RULE, end=id) for id in facts),
        g.States(start=LATER, end="fact:later"),
        g.ActsOn(
            start=RULE, end=DELAYED, relation="delays", by="citation", quote=DELAY, fact="fact:delays", basis="titled"
        ),
        g.ActsOn(
            start=LATER,
            end=RULE,
            relation="corrects",
            by="number",
            quote="corrects 2026-3",
            fact="fact:later",
            basis="inferred",
        ),
        *(g.About(start=id, end=RULE, end_label="Document") for id in (OPEN, UNRESOLVED, DECIDED)),
        g.About(start=OPEN, end="c", end_label="Change"),
        g.About(start=REOPENED, end="c", end_label="Change"),
        *(g.RowOf(start=id, end="EL") for id in ("l1", "l2")),
        g.Cites(start="l1", end=RULE, key="91 FR 33", citation="91 FR 33", role="added", by="the first page"),
        g.SameAs(start="l1", end="y", key="1", entity="First", by="name", differences=(json.dumps(LISTED),)),
    ]


def _documents(evil: str) -> Iterator[g.Document]:
    yield g.Document(id=RULE, kind="rule", number="2026-3", title=f"Rule {evil}", citation="91 FR 33", sha256=SHA,
                     published="2026-08-10", effective="2026-09-01", body="held", relevance="relevant")  # fmt: skip
    yield g.Document(id=DELAYED, kind="rule", number="2025-1", title=f"Old {evil}", citation="90 FR 11", body="held")
    yield g.Document(id=LATER, kind="correction", number="2026-4", title=f"Later {evil}", published="2026-08-20")


def _listings(evil: str) -> Iterator[g.Node]:
    told = {"field": "citations", "why": f"composed {evil}", "count": 1, "explained": False}
    alone = {"note": "only in the screening list", "name": f"Alone {evil}", "why": "unexplained", "explained": False}
    yield g.OfficialList(id="EL", list="EL", name="Entity List", supplement="Supplement No. 4 to part 744", entries=2,
                         version="2026-09-01", understood=1, screening_day="2026-07-31", tied=1, unexplained=1,
                         stays=("the introductory text: stayed",), differences=(json.dumps(told),),
                         alone=(json.dumps(alone),))  # fmt: skip
    yield g.Listing(id="l1", list="EL", number=1, country="CHINA", name=f"First {evil}", aliases=(f"a.k.a. {evil}",),
                    search="|first|", citations=("91 FR 33, 2026-08-10",), compared="unexplained difference",
                    words=f"CHINA\nFirst {evil}", problems=(f"name: {evil}",), sha256=SHA, byte_start=1, byte_end=2,
                    requirement="For all items", policy=evil, footnotes=("1",))  # fmt: skip
    yield g.Listing(id="l2", list="EL", number=2, country="PAKISTAN", name="Second", search="|second|",
                    compared="agrees", words="Second", sha256=SHA)  # fmt: skip


def _facts(evil: str) -> list[g.Fact]:
    told = [
        ("fact:number", "docket", f"D-1 {evil}", "self", "D-1", "Docket D-1", "docket", ()),
        ("fact:effective", "date", "2026-08-15", "effective", "August 15, 2026", EFFECTIVE, "dates", ()),
        ("fact:signed", "date", "2026-08-01", "signed", "August 1, 2026", f"August 1, 2026 {evil}", "signature", ()),
        ("fact:other", "date", "2020-01-01", "other", "January 1, 2020", "On January 1, 2020.", "paragraph", ()),
        ("fact:delays", "relation", "90 FR 11", "delays", "90 FR 11", DELAY, "abstract", ("by=citation",)),
        ("fact:to", "date", "2026-06-01", "delayed_to", "June 1, 2026", DELAY, "abstract", ()),
        ("fact:old", "review_policy", "presumption of denial", "old", "presumption of denial", POLICY, "abstract", ()),
        ("fact:new", "review_policy", "case-by-case", "new", "case-by-case", POLICY, "abstract", (f"codes={evil}",)),
        ("fact:count", "party_count", "2", "added", "two entities", f"Adds two entities. {evil}", "abstract", ()),
        ("fact:name", "party_name", evil, "added", "Composed Co.", "Composed Co., somewhere.", "paragraph", ()),
        ("fact:kind", "composed_kind", evil, "composed_role", "kind", f"A kind nobody knows {evil}", "paragraph", ()),
        *(
            (f"fact:code:{code}", "control_code", code, "mentioned", code, f"Item {code}.", "paragraph", ())
            for code in (f"9A{n:03}" for n in range(1, CODES + 1))
        ),
    ]  # fmt: skip
    told += [
        (f"fact:again:{n}", "control_code", "9A001", "mentioned", "9A001", "9A001", "paragraph", ()) for n in range(9)
    ]
    told.append(("fact:later", "relation", "2026-3", "corrects", "2026-3", "corrects 2026-3", "abstract", ()))
    return [_fact(at * 200, *one) for at, one in enumerate(told)]


def _fact(
    begin: int,
    id: str,
    kind: str,
    value: str,
    role: str,
    quote: str,
    sentence: str,
    block: str,
    detail: tuple[str, ...],
) -> g.Fact:
    # Facts of one sentence stand in it where they are quoted.
    begin = {DELAY: 1_000_000, POLICY: 2_000_000}.get(sentence, begin) + max(sentence.find(quote), 0)
    end = begin + len(quote)
    return g.Fact(id=id, kind=kind, value=value, role=role, quote=quote, sentence=sentence, block=block, sha256=SHA,
                  detail=detail, start_at=begin, end_at=end, reader="r/1", component="c", version="1")  # fmt: skip


def _findings(evil: str) -> Iterator[g.Finding]:
    listing = {"source": f"listing of 2026-3 {evil}", "says": "effective 2026-09-01", "document": RULE}
    text = {"source": "2026-3, dates", "says": "effective 2026-08-15", "quote": f"{EFFECTIVE} {evil}",
            "document": RULE, "fact": "fact:effective"}  # fmt: skip
    sides = tuple(json.dumps(side) for side in (listing, text))
    next_step = f"Read it; then `ruletrace enter`. {evil}"
    common = {"sides": sides, "next_step": next_step, "said": SHA}
    yield g.Finding(id=OPEN, kind="effective date", title=f"Listing and text {evil}", rank=1, state="open", **common)
    yield g.Finding(id=REOPENED, kind="contradicting readings", title="Too late", rank=1, state="open", decided_by=evil,
                    decided_at="2026-11-01T08:00:00+00:00", decided_why=evil, reopened=f"sources changed {evil}",
                    **common)  # fmt: skip
    sought = {"source": "2026-3, abstract", "says": f"extends a document {evil}", "quote": "extends it",
              "document": RULE, "fact": "fact:delays"}  # fmt: skip
    yield g.Finding(id=UNRESOLVED, kind="unresolved relation", title="extends what?", rank=2, state="open",
                    sides=(json.dumps(sought),), next_step=next_step, said=SHA)  # fmt: skip
    yield g.Finding(id=DECIDED, kind="party count", title=f"Two or three {evil}", rank=2, state="accepted",
                    decided_by=f"A. Analyst {evil}", decided_at="2026-11-02T09:30:00+00:00", decided_why=f"Seen {evil}",
                    **common)  # fmt: skip
