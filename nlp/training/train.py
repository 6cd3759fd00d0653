"""Training the encoder on labelled heads: one pass over each head answers every question about it."""

import math
import random
from collections import Counter
from collections.abc import Callable, Mapping, Sequence
from pathlib import Path

import torch
from torch import Tensor, nn
from torch.nn import functional

from nlp.training.heads import Head
from nlp.training.network import Network

SEED, ROUNDS, BATCH = 1, 8, 16
SPEED, LAYER_SPEED = 2e-4, 1e-3  # of learning, of the encoder and of the layers behind it
WARM = 0.06  # share of the steps in which the speed rises; it falls in the others
SMOOTH = 0.05  # share of a label that goes to the other classes
WEIGHTS = {"kind": 1.0, "unnamed": 4.0, "day": 2.0, "act": 8.0}  # a label is rare in the second and the last
RARE = 3  # how often a class of days occurs at least
ALIKE = 20  # batches whose heads are sorted by length together

Outputs = Mapping[str, Sequence[str]]


def outputs_of(heads: Sequence[Head]) -> dict[str, list[str]]:
    """Return the outputs for each question: what the labels of these heads say."""
    classes = Counter(name for head in heads for _span, name in head.days)
    relations = {name for head in heads for _span, names in head.acts for name in names}
    relations |= {name for head in heads for name in head.unnamed}
    return {
        "act": sorted(relations),
        "day": sorted(name for name, count in classes.items() if count >= RARE),
        "kind": sorted({head.kind for head in heads}),
        "unnamed": sorted(relations),
    }


def train(
    heads: Sequence[Head], base: Path, told: Callable[[int, float], None]
) -> tuple[Network, dict[str, list[str]]]:
    """Return the network trained on `heads` and its outputs; `told` hears the mean loss after each round.

    Seeded: on one machine with one release of PyTorch the same heads give the same network.
    """
    torch.manual_seed(SEED)
    order = random.Random(SEED)  # noqa: S311 - no secret
    outputs = outputs_of(heads)
    network = Network(base, outputs)
    learned = [one for one in network.weights.parameters() if one.requires_grad]
    steps = ROUNDS * math.ceil(len(heads) / BATCH)
    optimizer = torch.optim.AdamW(
        [{"params": learned, "lr": SPEED}, {"params": network.layers.parameters(), "lr": LAYER_SPEED}],
        weight_decay=0.01,
    )
    pace = torch.optim.lr_scheduler.LambdaLR(
        optimizer, lambda step: min(1.0, step / (WARM * steps)) * max(0.0, 1 - step / steps)
    )
    for turn in range(ROUNDS):
        losses = []
        for batch in _batches(heads, order):
            with torch.autocast("cpu", dtype=torch.bfloat16):
                loss = _loss(network(batch), batch, outputs)
            optimizer.zero_grad()
            loss.backward()
            nn.utils.clip_grad_norm_(network.parameters(), 1.0)
            optimizer.step()
            pace.step()
            losses.append(loss.item())
        told(turn + 1, sum(losses) / len(losses))
    network.eval()
    return network, outputs


def _batches(heads: Sequence[Head], order: random.Random) -> list[list[Head]]:
    """Return the heads in batches of like length, in another order at each call."""
    mixed = list(heads)
    order.shuffle(mixed)
    batches = []
    for start in range(0, len(mixed), BATCH * ALIKE):
        alike = sorted(mixed[start : start + BATCH * ALIKE], key=lambda head: len(head.read.numbers))
        batches += [alike[at : at + BATCH] for at in range(0, len(alike), BATCH)]
    order.shuffle(batches)
    return batches


def _loss(found: Mapping[str, Tensor], heads: Sequence[Head], outputs: Outputs) -> Tensor:
    classes = {question: {name: at for at, name in enumerate(names)} for question, names in outputs.items()}
    kinds = torch.tensor([classes["kind"][head.kind] for head in heads])
    days = torch.tensor([classes["day"].get(name, -1) for head in heads for _span, name in head.days])
    unnamed = _many([head.unnamed for head in heads], outputs["unnamed"])
    acts = _many([names for head in heads for _span, names in head.acts], outputs["act"])
    loss = WEIGHTS["kind"] * functional.cross_entropy(found["kind"], kinds, label_smoothing=SMOOTH)
    loss = loss + WEIGHTS["unnamed"] * functional.binary_cross_entropy_with_logits(found["unnamed"], unnamed)
    if bool((days >= 0).any()):
        loss = loss + WEIGHTS["day"] * functional.cross_entropy(
            found["day"], days, ignore_index=-1, label_smoothing=SMOOTH
        )
    if len(acts):
        loss = loss + WEIGHTS["act"] * functional.binary_cross_entropy_with_logits(found["act"], acts)
    return loss


def _many(named: Sequence[frozenset[str]], outputs: Sequence[str]) -> Tensor:
    return torch.tensor([[float(name in names) for name in outputs] for names in named]).reshape(-1, len(outputs))
