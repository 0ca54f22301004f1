"""Trains the network by connectionist temporal classification (Graves et al. 2006)."""

from __future__ import annotations

from collections.abc import Iterator, Sequence
from contextlib import contextmanager
from dataclasses import dataclass, field
from typing import Any

import numpy as np
import torch
from torch import nn
from torch.nn import functional

from ..steps import Told
from ..weight_average import WeightAverage
from .alphabet import BLANK, Alphabet
from .flat_start import even_loss
from .front_end import FrontEnd
from .lesson import Lesson
from .lessons import Lessons
from .network import Network
from .network_settings import CtcSettings


@dataclass
class Taught:
    """How a training went.

    Attributes:
        losses: Mean loss a symbol on valid at each check.
        errors: Share of valid recordings whose likeliest letters are not the transcript, at each check.
        best: Of the checks, whose weights were kept.
    """

    losses: list[float] = field(default_factory=list)
    errors: list[float] = field(default_factory=list)
    best: int = 0


def device() -> torch.device:
    """Where networks are trained: a GPU where there is one."""
    return torch.device("cuda" if torch.cuda.is_available() else "cpu")


def taught(
    network: Network,
    front: FrontEnd,
    lessons: Lessons,
    valid: Sequence[Lesson],
    alphabet: Alphabet,
    settings: CtcSettings,
    told: Told,
) -> Taught:
    """Train a network; it is left with the running average of its weights that was best on valid.

    Args:
        network: With the weights that it begins with.
        front: That makes features.
        lessons: To learn from.
        valid: To choose among the checks by; where empty the last one counts.
        alphabet: Of the transcripts.
        settings: Of the training.
        told: The share that is done.
    """
    chosen, where, steps = settings.fitting, device(), lessons.steps
    network.to(where).train()
    optimiser = torch.optim.AdamW(_groups(network, chosen.weight_decay), lr=chosen.rate, betas=(0.9, 0.98))
    rates = torch.optim.lr_scheduler.OneCycleLR(
        optimiser, chosen.rate, total_steps=steps + 1, pct_start=chosen.warm_share, cycle_momentum=False
    )
    average = WeightAverage(network, chosen.averaged, chosen.young_steps)
    checks = {round(steps * (at + 1) / chosen.checks) for at in range(chosen.checks)}
    found, kept, evenly = Taught(), dict[str, torch.Tensor](), round(chosen.even_share * steps)
    with _fast_small_numbers():
        for step, lesson in zip(range(1, steps + 1), lessons.drawn(front), strict=False):
            optimiser.zero_grad()
            log_probs, _ = network(lesson.features.to(where))
            loss = loss_of(log_probs, lesson) / max(int(lesson.lengths.sum()), 1)
            if step < evenly:
                loss = loss + chosen.even * (1 - step / evenly) * even_loss(log_probs, lesson)
            torch.autograd.backward(loss)
            nn.utils.clip_grad_norm_(network.parameters(), chosen.longest_gradient)
            optimiser.step()
            rates.step()
            average.step()
            if step in checks:
                with average.put_in():
                    kept = _checked(network, valid, alphabet, found, where) or kept
            told(step / steps)
    network.load_state_dict(kept)
    network.cpu().eval()
    return found


def loss_of(log_probs: torch.Tensor, lesson: Lesson) -> torch.Tensor:
    """Negative log chance of all transcripts together; one that its frames cannot hold does not count.

    Args:
        log_probs: The network's, (recordings, frames, symbols).
        lesson: That it was shown.
    """
    loss: torch.Tensor = functional.ctc_loss(
        log_probs.transpose(0, 1), lesson.codes, lesson.frames, lesson.lengths, BLANK, "sum", zero_infinity=True
    )
    return loss


@torch.no_grad()
def judged(network: Network, lessons: Sequence[Lesson], alphabet: Alphabet, where: torch.device) -> tuple[float, float]:
    """Loss a symbol, and the share of recordings of which the likeliest letters are not the transcript."""
    network.eval()
    loss, symbols, wrong, count = 0.0, 0, 0, 0
    for lesson in lessons:
        log_probs, _ = network(lesson.features.to(where))
        loss += float(loss_of(log_probs, lesson))
        symbols += int(lesson.lengths.sum())
        likeliest = log_probs.argmax(-1).cpu().numpy()
        ends = np.cumsum(lesson.lengths.numpy())
        for row, codes in enumerate(np.split(lesson.codes.numpy(), ends[:-1])):
            wrong += alphabet.said(likeliest[row, : int(lesson.frames[row])]) != alphabet.text(codes)
        count += len(lesson.frames)
    network.train()
    return loss / max(symbols, 1), wrong / max(count, 1)


def _checked(
    network: Network, valid: Sequence[Lesson], alphabet: Alphabet, found: Taught, where: torch.device
) -> dict[str, torch.Tensor]:
    """The weights if they are the best so far, else nothing; told in `found`."""
    if valid:
        loss, wrong = judged(network, valid, alphabet, where)
        found.losses.append(loss)
        found.errors.append(wrong)
        if not loss <= min(found.losses):  # not a number is none of the best either
            return {}
        found.best = len(found.losses) - 1
    return {name: value.detach().cpu().clone() for name, value in network.state_dict().items()}


def _groups(network: nn.Module, decay: float) -> list[dict[str, Any]]:
    """Weights of maps decay, scales and shifts do not."""
    maps = [one for one in network.parameters() if one.ndim > 1]
    rest = [one for one in network.parameters() if one.ndim <= 1]
    return [{"params": maps, "weight_decay": decay}, {"params": rest, "weight_decay": 0.0}]


@contextmanager
def _fast_small_numbers() -> Iterator[None]:
    torch.set_flush_denormal(True)  # decayed moments are denormal numbers, and those are slow
    try:
        yield
    finally:
        torch.set_flush_denormal(False)  # others in this process may count on them
