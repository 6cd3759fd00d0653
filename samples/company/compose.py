"""Compose the sample company's tables: `python samples/company/compose.py [FOLDER]` writes the six CSV files.

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
    "products": "sku name kind eccn eu_code origin classification_rationale classified_by classified_on tpp "
    "die_area_mm2 performance_density memory_bandwidth_gb_s link_bandwidth_gb_s datacenter "
    "endurance_minutes parameters_source",
    "components": "sku component_sku quantity",
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
    """Yield the products: the public accelerators with their real figures, then the composed families."""
    for number, chip in enumerate(chips, start=1):
        yield _accelerator(f"ACC-{number:03}", chip, *catalogue["accelerators"][chip["chip"]])
    for family in catalogue["families"]:
        for number in range(1, family["count"] + 1):
            yield _product(family, number)


def _accelerator(sku: str, chip: Row, eccn: str, why: str) -> Row:
    die = chip["die_mm2"].removesuffix(" est")
    others = [
        f"other source: {column} {chip[column]}" for column in ("tpp_other_source", "die_other_source") if chip[column]
    ]
    estimated = ["die area is an estimate"] if die != chip["die_mm2"] else []
    return {
        "sku": sku,
        "name": f"{chip['chip']} accelerator",
        "kind": "hardware",
        "eccn": eccn,
        "origin": chip["origin"],
        **_classified(sku, why),
        "tpp": chip["tpp"],
        "die_area_mm2": die,
        "performance_density": chip["performance_density"],
        "memory_bandwidth_gb_s": chip["memory_bandwidth_gb_s"],
        "link_bandwidth_gb_s": chip["link_bandwidth_gb_s"],
        "datacenter": chip["datacenter"],
        "parameters_source": "; ".join(["public pages, see source/chips.csv", *others, *estimated]),
        "price": 9000 + 1000 * (int(chip["tpp"]) // 1000),
    }


def _product(family: Row, number: int) -> Row:
    sku = f"{family['prefix']}-{number:03}"
    start, step = family.get("endurance", (0, 0))
    endurance = start + (number - 1) * step or ""
    row = {
        "sku": sku,
        "name": family["name"].format(series=pick(family["series"], sku), n=number * 10, endurance=endurance),
        "kind": family["kind"],
        "eccn": family.get("eccn", ""),
        "eu_code": family.get("eu", ""),
        "origin": family["origin"],
        "endurance_minutes": endurance,
        "price": round(family["price"] * (0.9 + draw("price", sku) / 5)),
    }
    return row | (_classified(sku, family["why"]) if "eccn" in family else {}) | _figures(family, number)


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
    """Return the six files by name."""
    catalogue, source = _yaml("catalogue.yaml"), _yaml("customers.yaml")
    with (HERE / "source" / "chips.csv").open(encoding="utf-8", newline="") as chips:
        items = list(products(catalogue, list(csv.DictReader(chips))))
    skus = [item["sku"] for item in items]
    buyers = list(customers(source))
    places = list(sites(source, buyers))
    deals = list(contracts(source, buyers))
    rows = {
        "products": items,
        "components": list(components(catalogue, skus)),
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
