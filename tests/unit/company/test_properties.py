"""Nothing is lost: whatever a table holds, good rows and bad rows together are the rows read."""

from hypothesis import given, settings
from hypothesis import strategies as st

from company import tables
from company.cycles import cyclic
from company.model import Component, Product

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
