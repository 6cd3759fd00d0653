"""The encoder and its layers as PyTorch trains them, and how they are stored for nlp/encoder/view.py."""

import json
from collections.abc import Mapping, Sequence
from pathlib import Path

import numpy as np
import onnx
import torch
from onnx import numpy_helper
from onnxruntime.quantization import QuantType, quantize_dynamic
from torch import Tensor, nn
from torch.nn import functional

from nlp.ranges import Range
from nlp.training.heads import Head

WIDTH, HEADS = 384, 12
RATE = 0.1  # share of numbers that is dropped while training
QUESTIONS = ("act", "day", "kind", "unnamed")
WORDS = "embeddings.word_embeddings.weight"  # of 30,522 pieces: too many to learn from so few heads


class Network(nn.Module):
    """A BERT 384 wide with one layer of 384 and an output for each question; `base` is its ONNX file."""

    def __init__(self, base: Path, outputs: Mapping[str, Sequence[str]]) -> None:
        super().__init__()
        self.names = _names(onnx.load(base))
        stored = {one.name: numpy_helper.to_array(one) for one in onnx.load(base).graph.initializer}
        self.weights = nn.ParameterDict(
            {_key(name): nn.Parameter(torch.tensor(stored[kept])) for name, kept in self.names.items()}
        )
        self.weights[_key(WORDS)].requires_grad = False
        self.depth = len({name.split(".")[2] for name in self.names if name.startswith("encoder.layer.")})
        self.layers = nn.ModuleDict(
            {
                question: nn.Sequential(
                    nn.Linear(2 * WIDTH, WIDTH), nn.ReLU(), nn.Dropout(RATE), nn.Linear(WIDTH, len(outputs[question]))
                )
                for question in QUESTIONS
            }
        )

    def forward(self, heads: Sequence[Head]) -> dict[str, Tensor]:
        """Return the numbers of each output: `kind` and `unnamed` by head, `day` and `act` by place, in their order."""
        numbers, mask = _batch(heads)
        states = self._states(numbers, mask).float()
        firsts = states[:, 0]
        means = (states * mask[:, :, None]).sum(1) / mask.sum(1)[:, None]
        whole = torch.cat([firsts, means], 1)
        spans = {"day": [[span for span, _ in head.days] for head in heads]}
        spans["act"] = [[span for span, _ in head.acts] for head in heads]
        given = {"kind": whole, "unnamed": whole}
        given |= {question: _pooled(states, firsts, places) for question, places in spans.items()}
        return {question: self.layers[question](given[question]) for question in QUESTIONS}

    def _states(self, numbers: Tensor, mask: Tensor) -> Tensor:
        states = self._of(WORDS)[numbers] + self._of("embeddings.position_embeddings.weight")[: numbers.shape[1]]
        states = states + self._of("embeddings.token_type_embeddings.weight")[0]
        states = self._dropped(self._normed("embeddings.LayerNorm", states))
        hidden = ((1 - mask) * -1e4)[:, None, None, :]
        for index in range(self.depth):
            states = self._layer(f"encoder.layer.{index}", states, hidden.to(states.dtype))
        return states

    def _layer(self, name: str, states: Tensor, hidden: Tensor) -> Tensor:
        batch, length, _ = states.shape
        asked, keys, values = (
            self._linear(f"{name}.attention.self.{part}", states).view(batch, length, HEADS, -1).transpose(1, 2)
            for part in ("query", "key", "value")
        )
        scores = asked @ keys.transpose(2, 3) * (WIDTH / HEADS) ** -0.5
        seen = (torch.softmax(scores + hidden.to(scores.dtype), -1) @ values).transpose(1, 2)
        told = self._linear(f"{name}.attention.output.dense", seen.reshape(batch, length, WIDTH))
        states = self._normed(f"{name}.attention.output.LayerNorm", states + self._dropped(told))
        inner = functional.gelu(self._linear(f"{name}.intermediate.dense", states))
        out = self._linear(f"{name}.output.dense", inner)
        return self._normed(f"{name}.output.LayerNorm", states + self._dropped(out))

    def _of(self, name: str) -> Tensor:
        return self.weights[_key(name)]

    def _linear(self, name: str, states: Tensor) -> Tensor:
        # as ONNX has them: inputs by outputs
        return functional.linear(states, self._of(f"{name}.weight").T, self._of(f"{name}.bias"))

    def _normed(self, name: str, states: Tensor) -> Tensor:
        return functional.layer_norm(states, (WIDTH,), self._of(f"{name}.weight"), self._of(f"{name}.bias"), 1e-12)

    def _dropped(self, states: Tensor) -> Tensor:
        return functional.dropout(states, RATE, self.training)

    def store(self, base: Path, folder: Path, outputs: Mapping[str, Sequence[str]]) -> None:
        """Write encoder.onnx (the graph of `base`, eight bits a weight), layers.npz and outputs.json into `folder`."""
        graph = onnx.load(base)
        ours = {kept: self._of(name).detach().numpy() for name, kept in self.names.items()}
        for one in graph.graph.initializer:
            if one.name in ours:
                one.CopyFrom(numpy_helper.from_array(ours[one.name], one.name))
        whole = folder / "whole.onnx"
        onnx.save(graph, whole)
        # seven bits: processors without VNNI add two products of eight in sixteen and may overflow
        quantize_dynamic(
            whole, folder / "encoder.onnx", per_channel=True, reduce_range=True, weight_type=QuantType.QInt8
        )
        whole.unlink()
        layers = {
            f"{question}.{at}": tensor.detach().numpy()
            for question in QUESTIONS
            for at, tensor in enumerate(
                (
                    self.layers[question][0].weight.T,
                    self.layers[question][0].bias,
                    self.layers[question][3].weight.T,
                    self.layers[question][3].bias,
                )
            )
        }
        np.savez(folder / "layers.npz", **{name: layer.astype(np.float16) for name, layer in layers.items()})
        told = json.dumps({question: list(outputs[question]) for question in QUESTIONS}, indent=1)
        (folder / "outputs.json").write_text(told + "\n", encoding="utf-8")


def _key(name: str) -> str:
    return name.replace(".", "/")  # a ParameterDict takes no point


def _names(model: onnx.ModelProto) -> dict[str, str]:
    """Return the name of each weight of BERT with that of the tensor of the graph that holds it."""
    held = {one.name for one in model.graph.initializer}
    names = {name: name for name in held if name.startswith(("embeddings.", "encoder.")) and "position_ids" not in name}
    for node in model.graph.node:
        if node.op_type == "MatMul" and node.input[1] in held:
            module = node.name.strip("/").removesuffix("/MatMul").replace("/", ".")
            names[f"{module}.weight"] = node.input[1]
    return names


def _batch(heads: Sequence[Head]) -> tuple[Tensor, Tensor]:
    longest = max(len(head.read.numbers) for head in heads)
    numbers = torch.zeros(len(heads), longest, dtype=torch.long)
    mask = torch.zeros(len(heads), longest)
    for row, head in enumerate(heads):
        numbers[row, : len(head.read.numbers)] = torch.tensor(head.read.numbers)
        mask[row, : len(head.read.numbers)] = 1
    return numbers, mask


def _pooled(states: Tensor, firsts: Tensor, places: Sequence[Sequence[Range]]) -> Tensor:
    rows = [
        torch.cat([states[row, low:high].mean(0), firsts[row]])
        for row, spans in enumerate(places)
        for low, high in spans
    ]
    return torch.stack(rows) if rows else torch.zeros(0, 2 * WIDTH)
