"""The sources' YAML is read strictly."""

import gzip
from pathlib import Path
from urllib.parse import parse_qs, urlsplit

import pytest

from crawler.sources import FOLDER, Source, SourceError, load_source, load_sources

ECFR = Path(__file__).parents[3] / "samples/ecfr"


def test_shipped_sources() -> None:
    assert [source.id for source in load_sources()] == [
        "csl",
        "ecfr-774",
        "ecfr-parts",
        "eu-annex-i",
        "fr-documents",
        "fr-public-inspection",
        "oj-l",
    ]


@pytest.mark.parametrize("source", load_sources(), ids=lambda source: source.id)
def test_a_source_says_what_is_expected_of_it(source: Source) -> None:
    assert source.expected.min < source.expected.max
    assert source.expected.why.endswith(".")
    assert source.crawl_delay >= 1
    assert source.hosts


def test_federal_register_asks_for_the_bureau_and_three_types() -> None:
    url = load_source("fr-documents").start[0].url
    assert "industry-and-security-bureau" in url
    assert [name for name in ("=RULE", "=PRORULE", "=NOTICE", "=PRESDOCU") if name in url] == [
        "=RULE",
        "=PRORULE",
        "=NOTICE",
    ]


def test_each_part_has_its_list_of_versions_and_its_least_size() -> None:
    source = load_source("ecfr-parts")
    asked = [parse_qs(urlsplit(start.url).query)["part"] for start in source.start]
    assert asked == [["734"], ["738"], ["740"], ["742"], ["744"]]
    text = "https://www.ecfr.gov/api/versioner/v1/full/2026-09-01/title-15.xml?part="
    least = {part: source.answers["text"].least_bytes(text + part) for (part,) in asked}
    held = {part: len(gzip.decompress((ECFR / f"part-{part}-2026-09-01.xml.gz").read_bytes())) for part in least}
    assert all(0.7 < least[part] / held[part] < 0.8 for part in held)


def test_acts_are_asked_for_by_form_and_may_come_from_cellar_alone() -> None:
    source = load_source("oj-l")
    assert source.hosts == {"eur-lex.europa.eu", "publications.europa.eu"}
    assert {role: source.answers[role].headers["Accept"] for role in ("act", "formex", "notice")} == {
        "act": "application/xhtml+xml",
        "formex": "application/zip;mtype=fmx4",
        "notice": "application/xml;notice=tree",
    }
    assert source.crawl_delay == 10  # robots.txt of eur-lex.europa.eu


@pytest.mark.parametrize(
    ("old", "new", "reason"),
    [
        ("rhythm_hours: 24", "rhythm_hours: 24\ncolour: blue", "csl.yaml: colour: Extra inputs are not permitted"),
        ("rhythm_hours: 24", "", "csl.yaml: rhythm_hours: Field required"),
        ("parser: csl", "parser: cls", "csl.yaml: answers.list.parser: Value error, no parser cls"),
        ("role: list\nanswers", "role: lost\nanswers", "role lost has no entry under answers"),
        ("https://data", "http://data", "an official address begins with https://"),
        ("crawl_delay: 1.0", "crawl_delay: 0", "crawl_delay: Input should be greater than or equal to 0.5"),
        ("id: csl", "id: [", "csl.yaml: while parsing"),
        ("id: csl", "id: other", "id other differs from the file's name"),
    ],
)
def test_wrong_yaml_names_file_and_field(tmp_path: Path, old: str, new: str, reason: str) -> None:
    text = (FOLDER / "csl.yaml").read_text("utf-8")
    assert old in text
    (tmp_path / "csl.yaml").write_text(text.replace(old, new), "utf-8")
    with pytest.raises(SourceError) as raised:
        load_source(str(tmp_path / "csl.yaml"))
    assert reason in str(raised.value)


def test_unknown_source_names_the_known_ones() -> None:
    with pytest.raises(SourceError, match="no source nobody: known are csl, ecfr-774, ecfr-parts, eu-annex-i, "):
        load_source("nobody")
