"""Compose the sample company's tables: `python samples/company/compose.py [FOLDER]` writes the nine CSV files.

Nothing is drawn at random: each choice is made by the hash of what it is for, so the same program writes the same
bytes on any machine, and a new family of products moves no other row. README.md says what is real and what composed.
"""

import csv
import hashlib
import io
import sys
from collections.abc import Iterable, Iterator, Sequence
from datetime import date, timedelta
from pathlib import Path
from typing import Any, TypeVar

import yaml

HERE = Path(__file__).parent
SEED = "meridian-compute-1"
CONTRACTS, LINES_A_CONTRACT = 300, 3
CLASSIFIED_BY = "Trade Compliance Office"

Row = dict[str, Any]
T = TypeVar("T")

HEADERS = {
    "products": "sku name kind activity eccn eu_code origin us_content_percent us_content_basis us_content_on hs_code "
    "role owner classification_rationale classified_by classified_on tpp die_area_mm2 performance_density "
    "memory_bandwidth_gb_s datacenter parameters_source",
    "components": "sku component_sku quantity",
    "parameters": "sku parameter value unit source dated note",
    "classifications": "sku regime code basis vendor ccats_number rationale tested_paragraphs by on valid_to",
    "decisions": "sku question answer by on why",
    "customers": "customer_id name aliases headquarters ultimate_parent_name ultimate_parent_country",
    "sites": "customer_id site_id address country",
    "contracts": "contract_id customer_id signed starts ends currency",
    "lines": "line_id contract_id sku exporter ship_from ship_to consignee end_user end_use quantity value "
    "currency from to",
}
# Families that many lines sell, so that both stories of the demonstration touch contract lines.
FAVOURED = ("MIC-B", "BRD-B", "SRV-B", "SRV-Z", "SEC-Z", "SFT-Z", "SFT-B", "UAV-S", "UAV-L", "TEC-S", "ACC")


def draw(*what: object) -> float:
    """Return a number in [0, 1) that depends on `what` alone."""
    digest = hashlib.sha256("|".join([SEED, *map(str, what)]).encode()).digest()
    return int.from_bytes(digest[:6], "big") / 2**48


def pick(options: Sequence[T], *what: object) -> T:
    """Return one of `options`, chosen by `what`."""
    return options[int(draw(*what) * len(options))]


def day(first: date, days: int, *what: object) -> date:
    """Return a day from `first` on, less than `days` later."""
    return first + timedelta(days=int(draw(*what) * days))


def products(catalogue: Row, chips: Sequence[Row]) -> Iterator[Row]:
    """Yield the products: the public accelerators, then the composed families."""
    for number, chip in enumerate(chips, start=1):
        item = _accelerator(f"ACC-{number:03}", chip, *catalogue["accelerators"][chip["chip"]])
        yield item | {"owner": _owner(catalogue, item["sku"])}
    for family in catalogue["families"]:
        for number in range(1, family["count"] + 1):
            item = _product(family, number)
            unknown = dict.fromkeys(catalogue["missing"].get(item["sku"], ()), "")
            yield item | unknown | {"owner": _owner(catalogue, item["sku"])}


def _owner(catalogue: Row, sku: str) -> str:
    found: str = next(owner for prefix, owner in catalogue["owners"].items() if sku.startswith(prefix))
    return found


def _accelerator(sku: str, chip: Row, eccn: str, why: str) -> Row:
    return {
        "sku": sku,
        "name": f"{chip['chip']} accelerator",
        "kind": "hardware",
        "eccn": eccn,
        "origin": chip["origin"],
        "hs_code": "8542.31",
        "role": "reseller",
        **_classified(sku, why),
        "price": 9000 + 1000 * (int(chip["tpp"]) // 1000),
    }


def _product(family: Row, number: int) -> Row:
    sku = f"{family['prefix']}-{number:03}"
    row = {
        "sku": sku,
        "name": family["name"].format(
            series=pick(family["series"], sku), n=number * 10, endurance=_endurance(family, number)
        ),
        "kind": family["kind"],
        "activity": family.get("activity", ""),
        "eccn": family.get("eccn", ""),
        "eu_code": family.get("eu", ""),
        "origin": family["origin"],
        "hs_code": family.get("hs", ""),
        "role": family.get("role", ""),
        "price": round(family["price"] * (0.9 + draw("price", sku) / 5)),
    }
    classified = _classified(sku, family["why"]) if "eccn" in family else {}
    return row | classified | _figures(family, number) | _share(family, sku)


def _endurance(family: Row, number: int) -> int | str:
    start, step = family.get("endurance", (0, 0))
    return start + (number - 1) * step or ""


def _share(family: Row, sku: str) -> Row:
    if "share" not in family:
        return {}
    return {
        "us_content_percent": round(family["share"] + 6 * draw("share", sku), 1),
        "us_content_basis": "composed: bill of materials against the selling price",
        "us_content_on": day(date(2026, 1, 12), 200, "share day", sku),
    }


def _classified(sku: str, why: str) -> Row:
    on = day(date(2025, 2, 3), 480, "classified", sku)
    return {"classification_rationale": f"composed: {why}", "classified_by": CLASSIFIED_BY, "classified_on": on}


def _figures(family: Row, number: int) -> Row:
    if "tpp" not in family:
        return {}
    tpp, die = family["tpp"] + 10 * number, family["die"] + number
    return {
        "tpp": tpp,
        "die_area_mm2": die,
        "performance_density": f"{tpp / die:.2f}",
        "memory_bandwidth_gb_s": 300 + 100 * number,
        "datacenter": family["datacenter"],
        "parameters_source": "composed",
    }


# Column of chips.csv, the column of its second source, parameter, unit.
PUBLIC = (
    ("tpp", "tpp_other_source", "total processing performance", ""),
    ("die_mm2", "die_other_source", "applicable die area", "mm2"),
    ("performance_density", "", "performance density", ""),
    ("memory_bandwidth_gb_s", "", "memory bandwidth", "GB/s"),
    ("link_bandwidth_gb_s", "", "aggregate bidirectional transfer rate", "GB/s"),
)


def parameters(catalogue: Row, chips: Sequence[Row]) -> Iterator[Row]:
    """Yield what public pages say of the accelerators, both values where they differ, then composed figures."""
    for number, chip in enumerate(chips, start=1):
        for column, other, name, unit in PUBLIC:
            row = {"sku": f"ACC-{number:03}", "parameter": name, "unit": unit}
            for source, value in (("public pages", chip[column]), ("another public page", chip.get(other, ""))):
                figure = value.removesuffix(" est")
                note = "estimate" if figure != value else ""
                if figure:
                    yield row | {"value": figure, "source": f"{source}, see source/chips.csv", "note": note}
    for family in catalogue["families"]:
        for number in range(1, family["count"] + 1):
            yield from _composed_parameters(family, number)
    for sku, name, value, unit in catalogue["second_sources"]:
        yield _measured(sku, name, value, unit) | {"source": "composed: data sheet of the vendor"}


def _composed_parameters(family: Row, number: int) -> Iterator[Row]:
    sku = f"{family['prefix']}-{number:03}"
    if minutes := _endurance(family, number):
        yield _measured(sku, "maximum endurance", minutes, "min")
    if "training" in family:
        yield _measured(sku, "training operations", family["training"][number - 1], "")
    for name, (unit, first, step) in family.get("parameters", {}).items():
        yield _measured(sku, name, round(first + (number - 1) * step, 3), unit)


def _measured(sku: str, name: str, value: object, unit: str) -> Row:
    dated = day(date(2025, 6, 2), 380, "measured", sku, name)
    return {"sku": sku, "parameter": name, "value": value, "unit": unit, "source": "composed: test", "dated": dated}


def classifications(catalogue: Row, items: Sequence[Row]) -> Iterator[Row]:
    """Yield our own classifications with the paragraphs tested, rulings, and what vendors say of parts we buy."""
    for item in items:
        sku, prefix = item["sku"], item["sku"].rsplit("-", 1)[0]
        by = {"sku": sku, "regime": "US", "by": CLASSIFIED_BY}
        if prefix in catalogue["tested"]:
            yield by | {
                "code": item["eccn"],
                "basis": "self",
                "rationale": item["classification_rationale"],
                "tested_paragraphs": "; ".join(catalogue["tested"][prefix]),
                "on": item["classified_on"],
            }
        if sku in catalogue["rulings"]:
            on = day(date(2025, 9, 1), 200, "ruling", sku)
            number = catalogue["rulings"][sku]
            yield by | {"code": item["eccn"], "basis": "CCATS", "ccats_number": number, "on": on}
        if prefix in catalogue["vendors"]:
            vendor, on = catalogue["vendors"][prefix], day(date(2025, 3, 3), 400, "vendor", sku)
            code = vendor["says"].get(sku, item["eccn"])
            yield by | {"code": code, "basis": "vendor", "vendor": vendor["name"], "on": on}


def decisions(catalogue: Row, items: Sequence[Row], chips: Sequence[Row]) -> Iterator[Row]:
    """Yield what people of the company decided: marketing for datacenters above all."""
    told = {f"ACC-{number:03}": chip for number, chip in enumerate(chips, start=1)}
    for item in items:
        sku, by = item["sku"], {"sku": item["sku"], "by": item["owner"]}
        chip = told.get(sku, {})
        if answer := chip.get("datacenter") or item.get("datacenter"):
            why = "source/chips.csv says so" if chip else "composed: as it stands in the catalogue"
            on = day(date(2025, 5, 5), 300, "datacenter", sku)
            yield by | {
                "question": "designed or marketed for use in datacenters",
                "answer": answer,
                "on": on,
                "why": why,
            }
        if "individual notice" in chip.get("remark", ""):
            notice = {"question": "individual notice of a licence requirement", "answer": "yes", "on": "2025-04-09"}
            yield by | notice | {"by": CLASSIFIED_BY, "why": f"source/chips.csv: {chip['remark']}"}
        if found := catalogue["decisions"].get(sku.rsplit("-", 1)[0]):
            on = day(date(2025, 5, 5), 300, "decided", sku)
            yield by | dict(zip(("question", "answer", "why"), found, strict=True)) | {"on": on}


def components(catalogue: Row, skus: Sequence[str]) -> Iterator[Row]:
    """Yield which product contains which: circuits in boards, boards in servers, servers in racks."""
    for family in catalogue["families"]:
        for sku in _of(skus, family["prefix"]):
            for prefix, quantity in family.get("parts", ()):
                # A board classified by 3A090.a needs circuits of it; the public ones outside 3A090.a.1 are passed over.
                choices = [part for part in _of(skus, prefix) if part not in _OUTSIDE]
                yield {"sku": sku, "component_sku": pick(choices, sku, prefix), "quantity": quantity}


_OUTSIDE = frozenset({"ACC-006", "ACC-008", "ACC-009", "ACC-011"})  # H20, L40, A10, RTX 4090 D


def _of(skus: Iterable[str], prefix: str) -> list[str]:
    return [sku for sku in skus if sku.rsplit("-", 1)[0] == prefix]


def customers(source: Row) -> Iterator[Row]:
    """Yield the customers: names of listed parties, names near them, and composed ones."""
    named = [*source["listed"], *source["near"], *_composed(source)]
    for number, entry in enumerate(named, start=1):
        yield {
            "customer_id": f"C{number:04}",
            "name": entry["name"],
            "aliases": "; ".join(entry.get("aliases", ())),
            "headquarters": entry["country"],
            "ultimate_parent_name": entry.get("parent", ""),
            "ultimate_parent_country": entry.get("parent_country", ""),
        }


def _composed(source: Row) -> Iterator[Row]:
    taken: set[str] = set()
    for country, (form, _, count, _) in source["countries"].items():
        for number in range(count):
            stem = _stem(source, taken, country, number)
            entry: Row = {"name": f"{stem} {form}", "country": country}
            if draw("alias", stem) < 0.3:
                entry["aliases"] = ["".join(word[0] for word in stem.split()) + f" {country}{number}"]
            if draw("parent", stem) < 0.25:
                parent = pick(["US", "CN", "DE", "JP", "AE", "SG"], "parent country", stem)
                entry |= {"parent": f"{stem} Holding", "parent_country": parent}
            yield entry


def _stem(source: Row, taken: set[str], country: str, number: int) -> str:
    for attempt in range(1000):
        place = pick(source["places"], "place", country, number, attempt)
        stem = f"{place} {pick(source['trades'], 'trade', country, number, attempt)}"
        if stem not in taken:
            taken.add(stem)
            return stem
    raise RuntimeError("more customers than names")


def sites(source: Row, buyers: Sequence[Row]) -> Iterator[Row]:
    """Yield one or two sites a customer; a second one may lie in another country."""
    countries = list(source["countries"])
    for buyer in buyers:
        places = [buyer["headquarters"]]
        if draw("second site", buyer["customer_id"]) < 0.35:
            places.append(pick([*countries, "AE", "AE"], "site country", buyer["customer_id"]))
        for number, country in enumerate(places, start=1):
            address = f"composed address, {source['countries'][country][1]}"
            yield {"customer_id": buyer["customer_id"], "site_id": f"S{number}", "address": address, "country": country}


def contracts(source: Row, buyers: Sequence[Row]) -> Iterator[Row]:
    """Yield the contracts: every customer has one, buyers in the United Arab Emirates have more."""
    others = buyers[len(source["listed"]) :]
    often = [buyer for buyer in others if buyer["headquarters"] in {"AE", "CN", "SA", "IN", "VN", "KZ"}]
    for number in range(1, CONTRACTS + 1):
        contract = f"K{number:04}"
        buyer = buyers[number - 1] if number <= len(buyers) else pick(often if number % 2 else others, contract)
        signed = day(date(2025, 1, 6), 600, "signed", contract)
        starts = signed + timedelta(days=30)
        yield {
            "contract_id": contract,
            "customer_id": buyer["customer_id"],
            "signed": signed,
            "starts": starts,
            "ends": starts + timedelta(days=365 + int(draw("term", contract) * 365)),
            "currency": source["countries"][buyer["headquarters"]][3],
        }


def lines(source: Row, items: Sequence[Row], deals: Sequence[Row], places: Sequence[Row]) -> Iterator[Row]:
    """Yield three lines a contract, shipped to a site of the customer."""
    favoured = [item for item in items if str(item["sku"]).startswith(FAVOURED)]
    by_customer: dict[str, list[Row]] = {}
    for site in places:
        by_customer.setdefault(site["customer_id"], []).append(site)
    for deal in deals:
        for number in range(1, LINES_A_CONTRACT + 1):
            line = f"{deal['contract_id']}-{number}"
            item = pick(favoured if draw("kind", line) < 0.55 else items, "item", line)
            yield _line(line, source, item, deal, pick(by_customer[deal["customer_id"]], "site", line))


def _line(line: str, source: Row, item: Row, deal: Row, site: Row) -> Row:
    ship_from = pick(["US", "US", "US", "NL", "SG", "TW"], "from", line)
    quantity = 1 + int(draw("quantity", line) * (40 if item["price"] < 50000 else 4))
    starts = deal["starts"] + timedelta(days=int(draw("start", line) * 300))
    return {
        "line_id": line,
        "contract_id": deal["contract_id"],
        "sku": item["sku"],
        "exporter": source["exporters"][ship_from],
        # A few lines lack the place they ship from, as real tables do: what depends on it cannot be decided.
        "ship_from": "" if draw("unknown", line) < 0.01 else ship_from,
        "ship_to": site["country"],
        "consignee": deal["customer_id"],
        "end_user": deal["customer_id"],
        "end_use": pick(source["end_uses"], "use", line),
        "quantity": quantity,
        "value": f"{quantity * item['price']}.00",
        "currency": deal["currency"],
        "from": starts,
        "to": starts + timedelta(days=60),
    }


def tables() -> dict[str, bytes]:
    """Return the nine files by name."""
    catalogue, source = _yaml("catalogue.yaml"), _yaml("customers.yaml")
    with (HERE / "source" / "chips.csv").open(encoding="utf-8", newline="") as chips:
        public = list(csv.DictReader(chips))
    items = list(products(catalogue, public))
    skus = [item["sku"] for item in items]
    buyers = list(customers(source))
    places = list(sites(source, buyers))
    deals = list(contracts(source, buyers))
    rows = {
        "products": items,
        "components": list(components(catalogue, skus)),
        "parameters": list(parameters(catalogue, public)),
        "classifications": list(classifications(catalogue, items)),
        "decisions": list(decisions(catalogue, items, public)),
        "customers": buyers,
        "sites": places,
        "contracts": deals,
        "lines": list(lines(source, items, deals, places)),
    }
    return {f"{table}.csv": _csv(HEADERS[table].split(), found) for table, found in rows.items()}


def _yaml(name: str) -> Row:
    held: Row = yaml.safe_load((HERE / "source" / name).read_text("utf-8"))
    return held


def _csv(header: Sequence[str], rows: Iterable[Row]) -> bytes:
    out = io.StringIO(newline="")
    writer = csv.DictWriter(out, header, extrasaction="ignore", restval="", lineterminator="\n")
    writer.writeheader()
    writer.writerows(rows)
    return out.getvalue().encode()


def main(folder: Path) -> None:
    """Write the tables into a folder."""
    folder.mkdir(parents=True, exist_ok=True)
    for name, data in tables().items():
        (folder / name).write_bytes(data)


if __name__ == "__main__":
    main(Path(sys.argv[1]) if len(sys.argv) > 1 else HERE)
