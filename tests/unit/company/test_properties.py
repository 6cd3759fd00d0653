"""Nothing is lost: whatever a table holds, good rows and bad rows together are the rows read."""

import re
from decimal import Decimal

from hypothesis import given, settings
from hypothesis import strategies as st

from company import codes, facts, quantities, tables
from company.cycles import cyclic
from company.model import TABLES, Classification, Component, Decision, Parameter, Product

CELLS = st.one_of(
    st.sampled_from(["A", "B", "C", "hardware", "US", "ZZ", "3A090.a.1", "-1", "", '"', 'x"y', "=1"]),
    st.text(max_size=5),
)
ROWS = st.lists(st.lists(CELLS, min_size=1, max_size=6), max_size=12)


def table(header: str, rows: list[list[str]]) -> bytes:
    text = "\n".join([header, *(",".join(row) for row in rows)])
    return text.encode("utf-8", "surrogatepass")


@given(ROWS, ROWS)
@settings(max_examples=300, deadline=None)
def test_good_and_bad_rows_are_the_rows_read(products: list[list[str]], parts: list[list[str]]) -> None:
    files = {
        "products.csv": table("sku,name,kind,eccn,origin", products),
        "components.csv": table("sku,component_sku,quantity", parts),
    }
    imported = tables.parse(files)
    for name in ("products", "components"):
        good = {placed.line for placed in imported.rows[name]}
        bad = imported.bad_lines(name)
        assert not good & bad
        assert len(good) + len(bad) == imported.read[name]


@given(st.binary(max_size=300))
@settings(max_examples=300, deadline=None)
def test_any_bytes_give_a_report_and_no_crash(data: bytes) -> None:
    imported = tables.parse({"products.csv": b"sku,name,kind,origin\n" + data, "lines.csv": data})
    assert len(imported.rows["products"]) + len(imported.bad_lines("products")) == imported.read.get("products", 0)


@given(st.binary(max_size=300), st.sampled_from(["products.xlsx", "products.parquet", "mapping.yaml"]))
@settings(max_examples=150, deadline=None)
def test_any_bytes_in_any_kind_of_file_give_a_problem_and_no_crash(data: bytes, name: str) -> None:
    imported = tables.parse({name: data, "sites.csv": b"customer_id,site_id,address,country\n"})
    assert imported.files
    assert "products" not in imported.read


@given(st.lists(st.tuples(st.sampled_from("ABCDEF"), st.sampled_from("ABCDEF")), max_size=15))
def test_an_edge_is_cyclic_exactly_when_its_end_leads_back(edges: list[tuple[str, str]]) -> None:
    def leads_back(start: str, goal: str) -> bool:
        seen, waiting = {start}, [start]
        while waiting:
            node = waiting.pop()
            if node == goal:
                return True
            ends = {end for begin, end in edges if begin == node} - seen
            seen |= ends
            waiting.extend(ends)
        return False

    assert set(cyclic(edges)) == {(start, end) for start, end in edges if leads_back(end, start)}


@given(
    st.permutations(
        ["A,Aa,hardware,,US", "B,Bb,hardware,,US", "B,Cc,hardware,,US", "C,Cc,nothing,,US", "D,Dd,model,,US"]
    )
)
def test_what_goes_in_does_not_depend_on_the_order_of_rows(rows: list[str]) -> None:
    imported = tables.parse({"products.csv": "\n".join(["sku,name,kind,eccn,origin", *rows]).encode()})
    assert sorted(product.sku for product in imported.of(Product)) == ["A", "D"]
    assert imported.of(Component) == ()


# Each table with good rows, bad rows, rows that say the same and rows that disagree. Composed.
ROWS_OF = {
    "products": (
        "sku,name,kind,eccn,origin,tpp,datacenter,parameters_source",
        "A,Aa,hardware,3A090.a.1,US,4992,yes,sheet",
        "B,Bb,hardware,9A012.a.1,DE,,,",
        "C,Cc,service,,DE,,,",
        "D,Dd,hardware,,ZZ,,,",
    ),
    "parameters": (
        "sku,parameter,value,unit,source,dated",
        "A,TPP,4800,,sheet,",
        "A,TPP,5000,,page,2026-01-05",
        "A,TPP,5100,,page,2026-03-05",
        "B,endurance,45,min,test,",
        "B,endurance,0.75,h,page,",
        "B,hue,5,,test,",
        "B,hue,6,,test,",
        "D,TPP,1,,test,",
        "A,die area,8-9,mm2,test,",
    ),
    "classifications": (
        "sku,regime,code,basis,vendor,rationale,by,on",
        "A,US,3A090.a.2,self,,less exact,Office,2026-01-05",
        "A,US,3A090.a.1,self,,exact,Office,2026-03-05",
        "A,US,3A991.p.1,vendor,Acme,,Office,2026-02-05",
        "B,US,9A012.a.1,vendor,Acme,,Office,2026-02-05",
        "B,US,9A012.a.1,vendor,,,Office,2026-02-05",
    ),
    "decisions": (
        "sku,question,answer,by,on,why",
        "A,datacenter,no,Office,2026-01-05,w",
        "A,datacenter,yes,Office,2026-03-05,w",
        "B,military use,no,Office,2026-01-05,w",
        "B,toy,no,Office,2026-01-05,w",
    ),
}


@st.composite
def shuffled(draw: st.DrawFn) -> dict[str, bytes]:
    found = {name: (head, *draw(st.permutations(rows))) for name, (head, *rows) in ROWS_OF.items()}
    return {f"{name}.csv": "\n".join(rows).encode() for name, rows in found.items()}


def said(imported: tables.Import) -> tuple[object, ...]:
    """Return all that an import says, the numbers of rows apart."""

    def bare(text: str) -> str:
        return re.sub(r"rows? [0-9, ]+", "row N", text)

    rows = {model.table: sorted(imported.of(model), key=lambda row: row.key()) for model in TABLES}
    bad = sorted((one.table, one.key, one.field, one.value, bare(one.problem)) for one in imported.bad)
    told = sorted((one.file, one.field, one.value, bare(one.problem), one.hint) for one in imported.remarks)
    counted = (
        facts.newest(imported.facts(Parameter)),
        facts.disagreeing(imported.facts(Parameter)),
        facts.standing(imported.facts(Classification)),
        facts.contradicting(imported.facts(Classification)),
        facts.decided(imported.facts(Decision)),
    )
    return rows, bad, told, counted


IN_ORDER = said(tables.parse({f"{name}.csv": "\n".join(rows).encode() for name, rows in ROWS_OF.items()}))


@given(shuffled())
@settings(max_examples=60, deadline=None)
def test_the_order_of_rows_changes_nothing(files: dict[str, bytes]) -> None:
    assert said(tables.parse(files)) == IN_ORDER


@given(st.decimals(allow_nan=False, allow_infinity=False, places=6, min_value=-(10**12), max_value=10**12))
def test_a_value_is_read_exactly_as_it_is_written(value: Decimal) -> None:
    assert codes.measure(f"{value:f}") == value == codes.measure(f"{value:e}")


@given(st.sampled_from(quantities.quantities()), st.decimals(min_value=0, max_value=10**15, places=6))
def test_conversion_keeps_the_order_of_values(of: quantities.Quantity, value: Decimal) -> None:
    for symbol in quantities.symbols(of.dimension):
        low, high = (quantities.exact(one, of, symbol) for one in (value, value + Decimal("0.000001")))
        assert low < high
