"""Bad tables: each fault is named by file, row, field and value, and everything else still goes in."""

from pathlib import Path

import pytest

from company import tables
from company.model import Component, Contract, Customer, Line, Product
from company.report import BadRow

PRODUCTS = (
    "sku,name,kind,eccn,origin\n"
    "A1,Board,hardware,4A090.b,TW\nA2,Circuit,hardware,3A090.b.1,TW\nA3,Cable,hardware,EAR99,CN\n"
)
CUSTOMERS = "customer_id,name,headquarters\nC1,Dunmere Cloud FZE,AE\nC2,Oakhythe Survey GmbH,DE\n"
CONTRACTS = "contract_id,customer_id,signed,currency\nK1,C1,2026-01-05,USD\nK2,C2,2026-02-05,EUR\n"
LINES = (
    "line_id,contract_id,sku,ship_from,ship_to,end_user,quantity,value,currency\n"
    "L1,K1,A1,US,AE,C1,2,1000.50,USD\nL2,K2,A3,NL,DE,C2,5,10,EUR\n"
)
COMPONENTS = "sku,component_sku,quantity\nA1,A2,4\n"


def parsed(**changed: str | bytes | None) -> tables.Import:
    """Import a small good company with some files changed or, when None, left out."""
    good = {
        "products": PRODUCTS,
        "customers": CUSTOMERS,
        "contracts": CONTRACTS,
        "lines": LINES,
        "components": COMPONENTS,
    }
    files = {f"{name}.csv": data for name, data in (good | changed).items() if data is not None}
    return tables.parse({name: data.encode() if isinstance(data, str) else data for name, data in files.items()})


def only(imported: tables.Import) -> BadRow:
    assert len(imported.bad) == 1, imported.bad
    return imported.bad[0]


def test_good_tables_have_no_bad_rows() -> None:
    imported = parsed()
    assert imported.bad == ()
    assert imported.files == ()
    assert imported.read == {"products": 3, "components": 1, "customers": 2, "contracts": 2, "lines": 2}
    line = imported.of(Line)[0]
    assert (line.sku, line.ship_to, str(line.value)) == ("A1", "AE", "1000.50")


@pytest.mark.parametrize(("mark", "name"), [(";", "semicolon"), ("\t", "tab"), ("|", "vertical bar")])
def test_wrong_delimiter(mark: str, name: str) -> None:
    imported = parsed(products=PRODUCTS.replace(",", mark))
    assert [(p.file, p.problem) for p in imported.files] == [("products.csv", f"columns are separated by {name}")]
    assert len(imported.of(Customer)) == 2
    assert {bad.file for bad in imported.bad} == {"components.csv", "lines.csv"}  # they name products


def test_missing_column_keeps_the_file_out_and_the_others_in() -> None:
    imported = parsed(customers=CUSTOMERS.replace("headquarters", "hq"))
    problem = imported.files[0]
    assert (problem.file, problem.problem) == ("customers.csv", "missing column: headquarters")
    assert "ultimate_parent_country" in problem.hint
    assert len(imported.of(Product)) == 3


def test_unknown_column_is_a_remark() -> None:
    imported = parsed(
        customers=CUSTOMERS.replace("name,", "name,vip,").replace("FZE,", "FZE,x,").replace("GmbH,", "GmbH,y,")
    )
    assert imported.bad == ()
    assert [(r.file, r.row, r.field) for r in imported.remarks if r.problem == "unknown column"] == [
        ("customers.csv", 1, "vip")
    ]


def test_column_named_twice() -> None:
    imported = parsed(components="sku,sku,component_sku,quantity\nA1,A1,A2,4\n")
    assert imported.files[0].problem == "column named twice: sku"


def test_byte_order_mark_is_accepted() -> None:
    assert parsed(products=b"\xef\xbb\xbf" + PRODUCTS.encode()).of(Product)[0].sku == "A1"


def test_windows_1252_loses_only_the_rows_that_hold_its_letters() -> None:
    imported = parsed(customers=CUSTOMERS.replace("Oakhythe", "Öakhythe").encode("cp1252"))
    bad = next(bad for bad in imported.bad if bad.file == "customers.csv")
    assert (bad.row, bad.field, bad.problem) == (3, "name", "not UTF-8 text")
    assert bad.value == "\\xd6akhythe Survey GmbH"
    assert [customer.customer_id for customer in imported.of(Customer)] == ["C1"]
    assert [contract.contract_id for contract in imported.of(Contract)] == ["K1"]


@pytest.mark.parametrize("encoding", ["utf-16", "utf-16-le", "utf-16-be"])
def test_utf_16(encoding: str) -> None:
    imported = parsed(products=PRODUCTS.encode(encoding))
    assert imported.files[0].problem == "encoded as UTF-16"
    assert len(imported.of(Customer)) == 2


@pytest.mark.parametrize("data", ["", "\n \n"])
def test_empty_file(data: str) -> None:
    assert parsed(components=data).files[0].problem == "the file is empty"


def test_table_without_rows_says_that_earlier_rows_will_end() -> None:
    told = [one for one in parsed(components="sku,component_sku,quantity\n").remarks if one.file == "components.csv"]
    assert [(one.problem, one.hint) for one in told] == [("the table has no rows", "earlier rows will end")]


def test_missing_files_required_and_optional() -> None:
    imported = parsed(contracts=None, components=None)
    assert [(p.file, p.problem) for p in imported.files] == [("contracts.csv", "the file is missing")]
    assert "components.csv" in {remark.file for remark in imported.remarks}
    assert {(bad.row, bad.field, bad.value) for bad in imported.bad} == {
        (2, "contract_id", "K1"),
        (3, "contract_id", "K2"),
    }


def test_keys_of_earlier_imports_stand_in_for_an_absent_file() -> None:
    lines = {"lines.csv": LINES.encode()}
    known = {"contracts": {("K1",), ("K2",)}, "products": {("A1",), ("A3",)}, "customers": {("C1",), ("C2",)}}
    imported = tables.parse(lines, known)
    assert imported.bad == ()
    assert imported.files == ()
    assert [bad.value for bad in tables.parse(lines, known | {"products": {("A1",)}}).bad] == ["A3"]


def test_duplicate_key_with_other_values_keeps_both_out_and_what_depends_on_them() -> None:
    imported = parsed(products=PRODUCTS + "A3,Cable,hardware,3A991.p.1,CN\n")
    bad = [(b.file, b.row, b.field, b.value) for b in imported.bad]
    assert bad == [("lines.csv", 3, "sku", "A3"), ("products.csv", 4, "sku", "A3"), ("products.csv", 5, "sku", "A3")]
    assert imported.bad[0].problem == "depends on products.csv row 5, which is bad"
    assert [product.sku for product in imported.of(Product)] == ["A1", "A2"]


def test_repeated_row_goes_in_once() -> None:
    imported = parsed(products=PRODUCTS + "A3,Cable,hardware,EAR99,CN\n")
    assert only(imported).problem == "duplicate of row 4"
    assert len(imported.of(Product)) == 3


@pytest.mark.parametrize(
    ("before", "after", "field", "value", "problem"),
    [
        ("NL,DE,C2,5,10", "NL,ZZ,C2,5,10", "ship_to", "ZZ", "unknown country code"),
        ("C2,5,10,EUR", "C2,-5,10,EUR", "quantity", "-5", "negative value"),
        ("C2,5,10,EUR", "C2,5,1.000.000,EUR", "value", "1.000.000", "not a number"),
        ("C2,5,10,EUR", "C2,5,10,Euro", "currency", "Euro", "unknown currency code"),
        ("C2,5,10,EUR", "C2,,10,EUR", "quantity", "", "required value is missing"),
        ("L2,K2,A3", "L2,K9,A3", "contract_id", "K9", "contracts.csv has no such row"),
        ("L2,K2,A3", "L2,K2,a3", "sku", "a3", "products.csv has no such row"),
        ("DE,C2,5", "DE,C7,5", "end_user", "C7", "customers.csv has no such row"),
        ("L2,K2,A3", "L\x002,K2,A3", "line_id", "L\\x002", "holds a NUL or another control character"),
    ],
)
def test_one_bad_cell_keeps_one_row_out(before: str, after: str, field: str, value: str, problem: str) -> None:
    assert before in LINES
    imported = parsed(lines=LINES.replace(before, after))
    bad = only(imported)
    assert (bad.file, bad.row, bad.field, bad.value, bad.problem) == ("lines.csv", 3, field, value, problem)
    assert bad.hint
    assert [line.line_id for line in imported.of(Line)] == ["L1"]


def test_each_bad_field_of_a_row_is_named() -> None:
    imported = parsed(lines=LINES.replace("NL,DE,C2,5,10", "NLD,ZZ,C2,-5,10"))
    assert [bad.field for bad in imported.bad] == ["quantity", "ship_from", "ship_to"]


def test_dates_out_of_order() -> None:
    table = CONTRACTS.replace("signed,", "signed,starts,ends,").replace(
        "2026-01-05,", "2026-01-05,2026-02-01,2026-01-31,"
    )
    bad = parsed(contracts=table.replace("2026-02-05,", "2026-02-05,,,")).bad[0]
    assert (bad.row, bad.field, bad.value, bad.problem) == (2, "ends", "2026-01-31", "ends before it starts")


def test_a_product_is_not_its_own_component() -> None:
    imported = parsed(components=COMPONENTS + "A2,A2,1\n")
    bad = only(imported)
    assert (bad.row, bad.field, bad.value) == (3, "component_sku", "A2")
    assert bad.problem == "a product cannot be its own component"
    assert len(imported.of(Component)) == 1


def test_longer_cycles_keep_only_their_own_rows_out() -> None:
    imported = parsed(components="sku,component_sku,quantity\nA1,A2,4\nA2,A1,1\nA1,A3,2\n")
    assert [(bad.row, bad.problem) for bad in imported.bad] == [(row, "component cycle among A1, A2") for row in (2, 3)]
    assert [part.key() for part in imported.of(Component)] == [("A1", "A3")]
    assert len(imported.of(Product)) == 3


def test_a_bad_row_takes_with_it_only_what_depends_on_it() -> None:
    imported = parsed(customers=CUSTOMERS.replace("FZE,AE", "FZE,Dubai"))
    reasons = [(bad.file, bad.row, bad.problem) for bad in imported.bad]
    assert reasons == [
        ("contracts.csv", 2, "depends on customers.csv row 2, which is bad"),
        ("customers.csv", 2, "unknown country code"),
        ("lines.csv", 2, "depends on contracts.csv row 2, which is bad"),
    ]
    assert [line.line_id for line in imported.of(Line)] == ["L2"]


@pytest.mark.parametrize(("row", "fault"), [("A4,Rail,hardware,EAR99,CN,x,y", "too many"), ("A4,Rail", "too few")])
def test_too_many_and_too_few_cells(row: str, fault: str) -> None:
    bad = only(parsed(products=f"{PRODUCTS}{row}\n"))
    assert (bad.row, bad.value, bad.problem) == (5, row, f"{fault} cells")


def test_an_open_quote_does_not_swallow_the_rows_below() -> None:
    imported = parsed(products=PRODUCTS.replace("A1,Board", 'A1,"Board'))
    assert next(bad.row for bad in imported.bad if bad.file == "products.csv") == 2
    assert [product.sku for product in imported.of(Product)] == ["A2", "A3"]


def test_lines_are_counted_as_an_editor_counts() -> None:
    table = 'sku,name,kind,origin\r\nB1,"two\r\nlines",hardware,US\r\n\r\nB2,x,hardware,XX\r\n'
    bad = next(bad for bad in parsed(products=table).bad if bad.file == "products.csv")
    assert (bad.row, bad.value) == (5, "XX")


def test_formulas_are_kept_as_text_and_flagged() -> None:
    imported = parsed(products=PRODUCTS + 'A4,"=HYPERLINK(""http://x"")",hardware,EAR99,CN\n')
    remark = next(r for r in imported.remarks if "formula" in r.problem)
    assert (remark.row, remark.field, remark.value) == (5, "name", '=HYPERLINK("http://x")')
    assert imported.of(Product)[3].name == '=HYPERLINK("http://x")'


def test_catalogue_form_of_a_code_is_said_to_be_read_otherwise() -> None:
    imported = parsed(products=PRODUCTS.replace("4A090.b", "4A090.B"))
    assert imported.of(Product)[0].eccn == "4A090.b"
    assert [(r.row, r.value, r.problem) for r in imported.remarks if r.problem.startswith("read as")] == [
        (2, "4A090.B", "read as 4A090.b")
    ]


def test_classifications_without_a_basis_are_counted_in_one_remark() -> None:
    remark = next(remark for remark in parsed().remarks if remark.field == "eccn")
    assert remark.problem == "3 products classified without rationale, author or day; first in row 2"


def test_folder_that_is_not_there(tmp_path: Path) -> None:
    with pytest.raises(NotADirectoryError, match="is not a folder: give the folder that holds"):
        tables.read(tmp_path / "nothing")


def test_other_files_of_a_folder_are_named(tmp_path: Path) -> None:
    (tmp_path / "Products.CSV").write_text(PRODUCTS, "utf-8")
    (tmp_path / "prices.csv").write_text("a,b\n", "utf-8")
    imported = tables.read(tmp_path)
    assert len(imported.of(Product)) == 3
    assert ("prices.csv", "not a table of ours") in {(remark.file, remark.problem) for remark in imported.remarks}
