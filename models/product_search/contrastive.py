"""Learning vectors by contrast: a query's own product against all others of the batch."""

from __future__ import annotations

import time
from collections.abc import Callable, Iterator
from dataclasses import dataclass
from typing import Any

import numpy as np
import numpy.typing as npt
import torch
from torch import nn

from .. import minilm
from .tuned_network import tunable
from .tuning_pairs import TuningPairs
from .tuning_settings import TuningSettings

Ints = npt.NDArray[np.int64]


@dataclass(frozen=True)
class Sequences:
    """Word pieces of all queries and of all products, special ones included."""

    queries: list[list[int]]
    products: list[list[int]]


@dataclass(frozen=True)
class Taken:
    """Steps that were taken, and how many were meant to be."""

    steps: int
    planned: int


def learn(
    network: Any,
    sequences: Sequences,
    pairs: TuningPairs,
    rows: Ints,
    settings: TuningSettings,
    rng: np.random.Generator,
    threads: int,
    progress: Callable[[float], None],
) -> Taken:
    """Change the network in place.

    Steps alone decide what comes of it. Should the time run out, it is left half tuned, and no two runs would agree on
    where: such a network is not to be kept.

    The loss is the softmax over the batch of Henderson et al., "Efficient Natural Language Response Suggestion for
    Smart Reply", 2017: the products of the other pairs are wrong, unless they are right for the query too.

    Args:
        network: MiniLM.
        sequences: What it reads.
        pairs: Right and wrong products of queries.
        rows: Pairs to learn from.
        settings: Of the tuning.
        rng: Of the order, and of which wrong products stand beside a right one.
        threads: Of the network.
        progress: Called with the share of the steps that are taken.

    Returns:
        How far it came.
    """
    torch.set_num_threads(threads)
    torch.set_flush_denormal(True)  # decayed moments of AdamW are denormal numbers, and those are slow
    optimiser = torch.optim.AdamW(tunable(network), lr=settings.learning_rate, weight_decay=settings.weight_decay)
    total = min(settings.epochs * (len(rows) // settings.batch or 1), settings.steps)
    schedule = torch.optim.lr_scheduler.LambdaLR(optimiser, lambda step: slope(step, total, settings.warm_share))
    begun = time.monotonic()
    network.train()
    step = 0
    for batch in _batches(pairs, rows, settings, rng):
        if step == total or time.monotonic() - begun > settings.seconds:
            break
        loss = _loss(network, sequences, pairs, batch, settings, rng)
        optimiser.zero_grad()
        torch.autograd.backward(loss)
        nn.utils.clip_grad_norm_(network.parameters(), settings.longest_gradient)
        optimiser.step()
        schedule.step()
        step += 1
        progress(step / total)
    return Taken(step, total)


def _batches(pairs: TuningPairs, rows: Ints, settings: TuningSettings, rng: np.random.Generator) -> Iterator[Ints]:
    """Batches of pairs, drawn by what they count."""
    weight = pairs.weight[rows] / pairs.weight[rows].mean()
    for _ in range(settings.epochs):
        # Gumbel's trick: an order that takes heavy pairs sooner, so that a run that is cut short has seen them
        order = rows[np.argsort(-(np.log(weight) + rng.gumbel(size=len(rows))))]
        size = min(settings.batch, len(order))
        for start in range(0, len(order) - size + 1, size):
            yield order[start : start + size]


def _loss(
    network: Any,
    sequences: Sequences,
    pairs: TuningPairs,
    batch: Ints,
    settings: TuningSettings,
    rng: np.random.Generator,
) -> torch.Tensor:
    hard = pairs.hard(batch, settings.hard, rng).ravel()
    offered = np.concatenate([pairs.product[batch], hard[hard >= 0]])
    with torch.autocast("cpu", torch.bfloat16, enabled=minilm.multiplies_bfloat16()):
        asked = _vectors(network, [sequences.queries[query] for query in pairs.query[batch]])
        found = _vectors(network, [sequences.products[product] for product in offered])
    own = np.arange(len(batch))
    also_right = pairs.is_right(pairs.query[batch][:, None], offered[None, :])
    also_right[own, own] = False
    scores = (asked @ found.T / settings.temperature).masked_fill(torch.from_numpy(also_right), -torch.inf)
    return nn.functional.cross_entropy(scores, torch.from_numpy(own))


def _vectors(network: Any, sequences: list[list[int]]) -> torch.Tensor:
    width = max(len(sequence) for sequence in sequences)
    ids = torch.tensor([sequence + [0] * (width - len(sequence)) for sequence in sequences])
    mask = torch.tensor([[1] * len(sequence) + [0] * (width - len(sequence)) for sequence in sequences])
    hidden = network(input_ids=ids, attention_mask=mask).last_hidden_state.float()
    weight = mask.unsqueeze(-1).float()
    return nn.functional.normalize((hidden * weight).sum(1) / weight.sum(1), dim=-1)


def slope(step: int, total: int, warm_share: float) -> float:
    """What the rate is multiplied by at a step: linear warm-up in a share of them, then linear decay to zero."""
    warm = max(int(total * warm_share), 1)
    return (step + 1) / warm if step < warm else max((total - step) / max(total - warm, 1), 0.0)
