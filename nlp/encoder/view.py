"""What the trained encoder makes of the head of a document: its kind, the roles of its days, its acts on others.

The encoder is all-MiniLM-L6-v2 (six layers of BERT, 384 wide; Apache License 2.0) trained further on the open labelled
heads by `python -m nlp.training`, with one small layer for each question (docs/extraction.md says what it gains). Its
words are an opinion with a share from 0 to 1; the components of nlp/components decide when the rules yield to it.
"""

import json
from collections.abc import Iterable
from dataclasses import dataclass
from functools import cache
from pathlib import Path
from typing import TYPE_CHECKING

import numpy as np
import numpy.typing as npt

from nlp.encoder.pieces import MODEL, Pieces, pieces
from ruletrace.model import Block

if TYPE_CHECKING:
    from onnxruntime import InferenceSession

Numbers = npt.NDArray[np.float32]
_folder = MODEL
JOIN = "+"  # between the roles of a class: a new deadline is comment_deadline and extended_to


@dataclass(frozen=True, slots=True)
class Layers:
    """The layers behind the encoder, by question (`day`, `kind`, `act`, `unnamed`), and what their outputs mean."""

    weights: dict[str, Numbers]
    outputs: dict[str, tuple[str, ...]]

    def answer(self, question: str, given: Numbers) -> dict[str, float]:
        """Return each output of a question with its number, before it is made a share."""
        inner = np.maximum(given @ self.weights[f"{question}.0"] + self.weights[f"{question}.1"], 0)
        last = inner @ self.weights[f"{question}.2"] + self.weights[f"{question}.3"]
        return dict(zip(self.outputs[question], last.tolist(), strict=True))


@dataclass(frozen=True, slots=True)
class View:
    """The encoder's view of one head: a row of `states` for each of its pieces."""

    read: Pieces
    states: Numbers
    layers: Layers

    def kind(self) -> dict[str, float]:
        """Return the share of each kind of document."""
        return _of_one(self.layers.answer("kind", np.concatenate([self.states[0], self.states.mean(axis=0)])))

    def day(self, start: int, end: int) -> dict[frozenset[str], float]:
        """Return the share of each set of roles of the day named at `[start, end)`; none where it was not read."""
        given = self._beside(start, end)
        shares = {} if given is None else _of_one(self.layers.answer("day", given))
        return {frozenset(name.split(JOIN)): share for name, share in shares.items()}

    def acts(self, start: int, end: int) -> dict[str, float]:
        """Return the share of each relation to the document named at `[start, end)`; none where it was not read."""
        given = self._beside(start, end)
        return {} if given is None else _of_many(self.layers.answer("act", given))

    def unnamed(self) -> dict[str, float]:
        """Return the share of each relation to a document that the head does not identify."""
        both = np.concatenate([self.states[0], self.states.mean(axis=0)])
        return _of_many(self.layers.answer("unnamed", both))

    def _beside(self, start: int, end: int) -> Numbers | None:
        span = self.read.covering(start, end)
        return None if span is None else np.concatenate([self.states[slice(*span)].mean(axis=0), self.states[0]])


def view(text: str, blocks: Iterable[Block]) -> View:
    """Return the encoder's view of a head. Raises OSError when the package lacks the model."""
    read = pieces(text, blocks)
    numbers = np.array([read.numbers], dtype=np.int64)
    given = {"input_ids": numbers, "attention_mask": np.ones_like(numbers), "token_type_ids": np.zeros_like(numbers)}
    (states,) = _session().run(["last_hidden_state"], given)
    return View(read, states[0], _layers())


def use(folder: Path) -> None:
    """Take the encoder of another folder from now on: training measures what it has just written."""
    global _folder
    _folder = folder
    _session.cache_clear()
    _layers.cache_clear()


@cache
def _session() -> "InferenceSession":
    import onnxruntime as ort  # a fifth of a second, which commands that read no head need not wait for

    options = ort.SessionOptions()
    options.intra_op_num_threads = options.inter_op_num_threads = 1  # the same numbers however many cores there are
    return ort.InferenceSession((_folder / "encoder.onnx").read_bytes(), options, providers=["CPUExecutionProvider"])


@cache
def _layers() -> Layers:
    with np.load(_folder / "layers.npz", allow_pickle=False) as stored:
        weights = {name: stored[name].astype(np.float32) for name in stored.files}
    outputs = json.loads((_folder / "outputs.json").read_text(encoding="utf-8"))
    return Layers(weights, {question: tuple(names) for question, names in outputs.items()})


def _of_one(numbers: dict[str, float]) -> dict[str, float]:
    """Return shares that add up to one."""
    most = max(numbers.values())
    powers = {name: float(np.exp(number - most)) for name, number in numbers.items()}
    whole = sum(powers.values())
    return {name: power / whole for name, power in powers.items()}


def _of_many(numbers: dict[str, float]) -> dict[str, float]:
    """Return a share for each by itself."""
    return {name: float(1 / (1 + np.exp(-number))) for name, number in numbers.items()}
