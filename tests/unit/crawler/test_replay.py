"""The replay server answers like the services, quirks included."""

import base64
import json
import subprocess
import sys
from collections.abc import Iterator
from pathlib import Path
from typing import Any
from urllib.error import HTTPError
from urllib.request import Request, urlopen

import pytest

from crawler.replay import ReplayServer, replay

SAMPLES = Path(__file__).parents[3] / "samples"
FR = "www.federalregister.gov/api/v1/documents"
ECFR = "www.ecfr.gov/api/versioner/v1"
CSL = "data.trade.gov/downloadable_consolidated_screening_list/v1/consolidated.json"


@pytest.fixture(scope="module")
def server() -> Iterator[ReplayServer]:
    with replay(SAMPLES) as running:
        yield running


def get(server: ReplayServer, path: str, **headers: str) -> tuple[int, dict[str, str], bytes]:
    agent = {"User-Agent": "Ruletrace test", **{name.replace("_", "-"): value for name, value in headers.items()}}
    request = Request(f"{server.base_url}/{path}", headers=agent)  # noqa: S310 - our own server
    try:
        with urlopen(request, timeout=10) as answer:  # noqa: S310
            return answer.status, dict(answer.headers), answer.read()
    except HTTPError as error:
        return error.code, dict(error.headers), error.read()


def got(server: ReplayServer, path: str) -> Any:
    return json.loads(get(server, path)[2])


def test_every_document_is_listed_once_over_opaque_pages(server: ReplayServer) -> None:
    url, numbers, pages = f"{FR}.json?conditions[agencies][]=industry-and-security-bureau&per_page=40", [], 0
    while url:
        page = got(server, url)
        numbers += [row["document_number"] for row in page["results"]]
        pages, url = pages + 1, page.get("next_page_url", "").removeprefix("https://")
    assert (page["count"], page["total_pages"], pages) == (135, 4, 4)
    assert len(set(numbers)) == len(numbers) == 135


def test_next_page_names_the_official_host_and_the_last_row(server: ReplayServer) -> None:
    page = got(server, f"{FR}.json?per_page=5&order=newest")
    url, last = page["next_page_url"], page["results"][-1]
    assert url.startswith("https://www.federalregister.gov/api/v1/documents?")
    cursor = url.partition("search_after_cursor=")[2] + "=="
    assert json.loads(base64.urlsafe_b64decode(cursor))[1] == last["document_number"]
    assert "previous_page_url" not in page


@pytest.mark.parametrize(("asked", "rows"), [("0", 20), ("1", 20), ("2", 2), ("2000", 135), ("2001", 20), ("x", 20)])
def test_per_page(server: ReplayServer, asked: str, rows: int) -> None:
    assert len(got(server, f"{FR}.json?per_page={asked}")["results"]) == rows


@pytest.mark.parametrize("page", ["0", "51", "x"])
def test_page_out_of_range_is_page_one(server: ReplayServer, page: str) -> None:
    assert (
        got(server, f"{FR}.json?per_page=2&page={page}")["results"] == got(server, f"{FR}.json?per_page=2")["results"]
    )


def test_default_fields_and_chosen_fields(server: ReplayServer) -> None:
    assert "effective_on" not in got(server, f"{FR}.json?per_page=2")["results"][0]
    chosen = got(server, f"{FR}.json?per_page=2&fields[]=document_number&fields[]=effective_on")["results"]
    assert chosen[0] == {"document_number": "2026-16628", "effective_on": "2026-08-13"}


@pytest.mark.parametrize(
    ("path", "status", "body"),
    [
        (f"{FR}.json?conditions[colour]=blue", 400, {"errors": {"colour": "is not a valid field"}}),
        (f"{FR}.json?fields[]=colour", 400, {"status": 400, "message": "field 'colour' not valid"}),
        (f"{FR}.json?conditions[term]=drones", 501, {"status": 501, "message": "not replayed: conditions[term]"}),
        (f"{FR}/2099-00001.json", 404, {"status": 404, "message": "Record Not Found"}),
        (f"{FR}.json?conditions[agencies][]=bureau-of-industry-and-security", 200,
         {"count": 0, "description": "Documents from bureau-of-industry-and-security"}),
        (f"{FR}.json?metadata_only=1", 200, {"count": 135, "description": "All Documents"}),
    ],
)  # fmt: skip
def test_answers_without_results(server: ReplayServer, path: str, status: int, body: dict[str, Any]) -> None:
    found = get(server, path)
    assert (found[0], json.loads(found[2])) == (status, body)


def test_one_number_is_a_bare_object_and_a_comma_makes_a_list(server: ReplayServer) -> None:
    assert got(server, f"{FR}/2025-00480.json")["citation"] == "90 FR 4621"
    assert got(server, f"{FR}/2025-00480,.json")["count"] == 1
    pair = got(server, f"{FR}/2025-00480,2099-1.json")
    assert (pair["count"], pair["errors"]) == (1, {"not_found": ["2099-1"]})


def test_ecfr_refuses_the_default_agent_and_dates_to_come(server: ReplayServer) -> None:
    path = f"{ECFR}/full/2026-09-01/title-15.xml?part=774"
    assert get(server, path, User_Agent="Python-urllib/3.11")[0] == 406
    status, headers, body = get(server, path)
    assert (status, len(body), headers["X-Ruletrace-Replay"]) == (200, 2131189, "recorded")
    assert get(server, f"{ECFR}/full/2026-09-02/title-15.xml?part=774")[0] == 404
    assert get(server, f"{ECFR}/full/2026-09-01/title-15.xml?part=../774")[0] == 404


def test_ecfr_numbers_are_strings(server: ReplayServer) -> None:
    meta = got(server, f"{ECFR}/versions/title-15.json?part=774")["meta"]
    assert (meta["result_count"], meta["total_pages"], meta["per_page"]) == ("2", "1", "1000")


@pytest.mark.parametrize(
    ("part", "size"), [("734", 131715), ("738", 185142), ("740", 404157), ("742", 217719), ("744", 2510387)]
)
def test_ecfr_gives_each_part_under_the_day_in_its_versions(server: ReplayServer, part: str, size: int) -> None:
    rows = got(server, f"{ECFR}/versions/title-15.json?part={part}&issue_date%5Bgte%5D=2025-09-29")["content_versions"]
    assert [(row["part"], row["date"]) for row in rows] == [(part, "2026-09-01")]
    status, headers, body = get(server, f"{ECFR}/full/2026-09-01/title-15.xml?part={part}")
    assert (status, len(body), headers["X-Ruletrace-Replay"]) == (200, size, "recorded")


def test_screening_list_is_answered_conditionally(server: ReplayServer) -> None:
    status, headers, body = get(server, CSL)
    assert (status, len(json.loads(body)["results"]), headers["X-Ruletrace-Replay"]) == (200, 25921, "composed")
    assert get(server, CSL, If_None_Match=headers["ETag"])[0::2] == (304, b"")
    assert get(server, CSL, If_None_Match='"other"')[0] == 200
    assert get(server, CSL, If_Modified_Since=headers["Last-Modified"])[0] == 304


def test_robots_and_unknown_hosts(server: ReplayServer) -> None:
    assert b"User-agent: *" in get(server, "www.federalregister.gov/robots.txt")[2]
    assert get(server, "www.example.org/")[0] == 404


def test_command_prints_the_base_url_first_and_ends_when_told() -> None:
    command = [sys.executable, "-m", "crawler.replay", "--samples", str(SAMPLES), "--fault", "consolidated:empty"]
    with subprocess.Popen(command, stdout=subprocess.PIPE, text=True) as process:
        assert process.stdout is not None
        base_url = process.stdout.readline().strip()
        with urlopen(f"{base_url}/{CSL}", timeout=10) as answer:  # noqa: S310 - our own server
            assert (answer.status, answer.read()) == (200, b"")
        process.terminate()
        assert process.wait(timeout=10) == 0
