"""Trains the network of commands."""

from __future__ import annotations

import numpy as np
import torch
from torch.nn import functional

from ..minilm import multiplies_bfloat16
from ..steps import Told
from .command_lessons import CommandLessons
from .command_network import CommandNetwork
from .command_settings import CommandSettings

_WARM = 0.15  # share of the steps in which the rate rises


def taught(network: CommandNetwork, lessons: CommandLessons, settings: CommandSettings, seed: int, told: Told) -> float:
    """Train in place; one cycle of the rate (Smith and Topin 2018), pictures mixed now and then (Zhang et al. 2018).

    Args:
        network: That learns.
        lessons: Pictures.
        settings: Of the training.
        seed: Of the draws.
        told: The share that is done.

    Returns:
        Loss a picture over the last tenth of the steps, nats.
    """
    rng = np.random.default_rng(seed)
    network.train().to(memory_format=torch.channels_last)  # type: ignore[call-overload]  # torch's stubs lack it
    optimiser = torch.optim.AdamW(network.parameters(), settings.rate, weight_decay=settings.weight_decay)
    rates = torch.optim.lr_scheduler.OneCycleLR(
        optimiser, settings.rate, total_steps=settings.steps + 1, pct_start=_WARM, cycle_momentum=False
    )
    losses = []
    for step in range(settings.steps):
        loss = _loss(network, lessons, settings, rng)
        optimiser.zero_grad()
        loss.backward()  # type: ignore[no-untyped-call]
        optimiser.step()
        rates.step()
        losses.append(loss.item())
        told((step + 1) / settings.steps)
    network.eval()
    return float(np.mean(losses[-max(1, settings.steps // 10) :]))


def _loss(
    network: CommandNetwork, lessons: CommandLessons, settings: CommandSettings, rng: np.random.Generator
) -> torch.Tensor:
    drawn, told = lessons.drawn(rng)
    pictures, codes = torch.from_numpy(drawn), torch.from_numpy(told)
    share, other = 1.0, codes
    if rng.random() < settings.mixed:
        share = float(rng.beta(0.5, 0.5))
        order = torch.from_numpy(rng.permutation(len(codes)))
        pictures, other = share * pictures + (1 - share) * pictures[order], codes[order]
    with torch.autocast("cpu", torch.bfloat16, enabled=multiplies_bfloat16()):
        scores = network(pictures)
    smooth = settings.smoothing
    first = functional.cross_entropy(scores.float(), codes, label_smoothing=smooth)
    second = functional.cross_entropy(scores.float(), other, label_smoothing=smooth)
    found: torch.Tensor = share * first + (1 - share) * second
    return found
