"""`python -m nlp.training [--without NAME …]`: train the component for date roles on the open heads, print its figures.

Without a name the component is written to nlp/dates/model. With names (`fifth-seen`) these heads are left out of the
training and the component is not written: what is printed on them is what it does on heads it has not seen.
"""

import argparse
import sys
from pathlib import Path

from rich.console import Console
from rich.table import Table

from nlp.dates.learned import MODEL
from nlp.training.date_roles import Figures, heads_of, measured, train

HEADS = Path(__file__).parents[2] / "tests" / "gold" / "heads"
# Never opened: no component is trained on them (tests/gold/README.md).
CLOSED = frozenset({"fourth-unseen", "fifth-unseen"})


def main() -> int:
    """Run the command."""
    parser = argparse.ArgumentParser(prog="python -m nlp.training", description=__doc__)
    parser.add_argument(
        "--without", nargs="*", default=[], metavar="NAME", help="sets of heads to leave out and to measure"
    )
    wanted = parser.parse_args().without
    sets = {path.stem: path for path in sorted(HEADS.glob("*.jsonl")) if path.stem not in CLOSED}
    unknown = sorted(set(wanted) - set(sets))
    if unknown:
        Console(stderr=True).print(f"no open heads of that name in {HEADS}: {', '.join(unknown)}")
        return 2
    trained_on = {name: heads_of(path) for name, path in sets.items() if name not in wanted}
    nlp = train(trained_on)
    if not wanted:
        nlp.to_disk(MODEL)
    _print({name: measured(nlp, heads_of(sets[name])) for name in (wanted or trained_on)}, seen=not wanted)
    return 0


def _print(figures: dict[str, Figures], *, seen: bool) -> None:
    table = Table(title=f"dates with role, F1, heads that the component was {'' if seen else 'not '}trained on")
    for name in ("heads", "dates", "rules", "component alone", "both"):
        table.add_column(name, justify="left" if name == "heads" else "right")
    for name, one in figures.items():
        table.add_row(name, str(one.support), f"{one.rules:.3f}", f"{one.component:.3f}", f"{one.both:.3f}")
    Console().print(table)


if __name__ == "__main__":
    sys.exit(main())
