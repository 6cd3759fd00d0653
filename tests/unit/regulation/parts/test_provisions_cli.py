"""The commands that show provisions and prove their reading."""

import gzip
import json
from pathlib import Path

from typer.testing import CliRunner

from ruletrace.cli.app import app

SAMPLES = Path(__file__).parents[4] / "samples"
PART_744 = str(SAMPLES / "ecfr" / "part-744-2026-09-01.xml.gz")
PART_774 = str(SAMPLES / "ecfr" / "part-774-2026-09-01.xml.gz")


def _run(*arguments: str) -> tuple[int, str]:
    done = CliRunner().invoke(app, ["provisions", *arguments])
    return done.exit_code, done.output


def test_a_paragraph_with_what_is_stayed_of_it() -> None:
    code, said = _run("show", "744.21(d)", "--file", PART_744, "--json")
    assert code == 0
    row = json.loads(said.splitlines()[0])
    assert (row["entry"], row["place"], row["designation"]) == ("744.21", "(d)", "744.21(d)")
    assert row["stays"][0]["until"] == "2026-11-09"
    assert row["stays"][0]["words"][0].startswith("See supplement no. 2 to part 748")
    low, high = row["bytes"]
    assert gzip.decompress(Path(PART_744).read_bytes())[low:high].startswith(b"(d) <I>License application procedure")


def test_what_is_not_held_names_the_nearest() -> None:
    code, said = _run("show", "744.21(d)(9)", "--file", PART_744)
    assert code == 1
    assert "no 744.21(d)(9) in part 744 of 2026-09-01; the nearest held is 744.21(d)" in " ".join(said.split())


def test_the_commerce_control_list_is_no_unknown_supplement() -> None:
    code, said = _run("show", "supplement no. 1 to part 774", "--file", PART_774)
    assert code == 1
    assert "is the Commerce Control List: `ruletrace provisions entry 3A090` shows an entry" in " ".join(said.split())


def test_an_entry_has_the_notes_of_its_category() -> None:
    _, said = _run("entry", "5A002", "--file", PART_774)
    assert "[between the entries, note 36: Note 3; note for 5A002, 5D002.a.1, 5D002.b, 5D002.c.1" in said
    assert "  Cryptography Note: ECCNs 5A002, 5D002.a.1, .b, .c.1, z.1, z.5, and z.6, do not control items" in said
    _, said = _run("entry", "9A005", "--file", PART_774)
    assert "editorial note for 9A005: 2. At 88 FR 71936, Oct. 18, 2023," in said


def test_a_file_without_a_date_asks_for_it(tmp_path: Path) -> None:
    copy = tmp_path / "part.xml"
    copy.write_bytes(gzip.decompress(Path(PART_744).read_bytes()))
    code, said = _run("stays", "744", "--file", str(copy))
    assert code == 1
    assert "give --on" in " ".join(said.split())
    code, said = _run("stays", "744", "--file", str(copy), "--on", "2026-09-01", "--json")
    assert code == 0
    assert sum(line.startswith("{") for line in said.splitlines()) == 10


def test_an_entry_read_whole() -> None:
    code, said = _run("entry", "3a090", "--file", PART_774)
    assert code == 0
    assert "→ destinations: United Arab Emirates, D:1, D:4, D:5; not A:5, A:6; 742.6(a)(6)(iii)(B)" in said


def test_a_file_that_is_no_part_is_refused(tmp_path: Path) -> None:
    broken = tmp_path / "part-744-2026-09-01.xml"
    broken.write_text("<html></html>")
    code, said = _run("show", "744.21", "--file", str(broken))
    assert code == 1
    assert "part-744-2026-09-01.xml" in said


def test_the_two_texts_of_annex_i() -> None:
    code, said = _run(
        "agree-annex", str(SAMPLES / "eu" / "annex-i-2021.txt.gz"), str(SAMPLES / "eu" / "annex-i-2025-11-15.json.gz")
    )
    assert code == 0
    assert "366 entries of 2021-05-20, 384 of 2025-11-15" in said
    assert "   18  added: 1C513, 2B510, 2D352, 2E503, 3A501" in said
    assert "    0  removed" in said
